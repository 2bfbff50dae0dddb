import type { LinkSession } from 'react-plaid-link-diagnostics/report'
import type { FindingCode } from '../../src/explain/findingCodes.ts'
import { makeSession, type Step } from './reports.ts'
import {
  chase,
  citizens,
  closed,
  error,
  event,
  exit,
  handedOff,
  later,
  left,
  open,
  opened,
  session,
  succeeded,
  view,
} from './steps.ts'

const HOUR = 3_600_000
const tokenEnded = exit('INVALID_INPUT', 'INVALID_LINK_TOKEN')
const usedBefore = makeSession({
  outcome: 'succeeded',
  linkSessionId: 'x',
  startedAt: '2026-11-22T09:01:00.000Z',
  steps: [open, opened, handedOff, succeeded],
})

const anotherBankChosen: Step[] = [
  open,
  opened,
  event('HANDOFF', citizens),
  [21_000, 21_000, { eventName: 'SELECT_INSTITUTION', ...chase }],
]

/** What makes a rule fire, and what is like it but must not. */
export const rules: [code: FindingCode, fires: LinkSession[], doesNot: LinkSession[]][] = [
  [
    'link-error',
    [session('failed', open, opened, error('ITEM_ERROR', 'INVALID_MFA'), exit('ITEM_ERROR', 'INVALID_MFA'))],
    [session('succeeded', open, opened, handedOff, succeeded)],
  ],
  [
    'link-token-invalid',
    [session('failed', open, exit('INVALID_INPUT', 'INVALID_LINK_TOKEN'))],
    [session('failed', open, exit('INVALID_INPUT', 'INVALID_PRODUCT'))],
  ],
  [
    'institution-unavailable',
    [session('failed', open, opened, exit('INSTITUTION_ERROR', 'INSTITUTION_DOWN'))],
    [session('failed', open, opened, exit('ITEM_ERROR', 'ITEM_LOCKED'))],
  ],
  [
    'institution-unsupported',
    [session('failed', open, opened, exit('INSTITUTION_ERROR', 'INSTITUTION_NO_LONGER_SUPPORTED'))],
    [session('failed', open, opened, exit('INSTITUTION_ERROR', 'INSTITUTION_NOT_RESPONDING'))],
  ],
  [
    'rate-limited',
    [session('failed', open, opened, exit('RATE_LIMIT_EXCEEDED', 'ADDITION_LIMIT'))],
    [session('failed', open, opened, exit('API_ERROR', 'INTERNAL_SERVER_ERROR'))],
  ],
  [
    'oauth-not-resumed',
    [
      session('failed', [0, null, { type: 'open', ready: true, oauthReturn: true }], closed),
      makeSession({
        outcome: 'abandoned',
        startedAt: '2026-11-22T09:16:00.000Z',
        linkSessionId: 'x',
        steps: [open, left],
      }),
    ],
    [
      session('failed', [0, null, { type: 'open', ready: true, oauthReturn: true }], closed),
      makeSession({
        outcome: 'abandoned',
        startedAt: '2026-11-21T09:16:00.000Z',
        linkSessionId: 'x',
        steps: [open, left],
      }),
    ],
  ],
  [
    'csp-blocked',
    [
      session('never-opened', [
        0,
        null,
        { type: 'cspBlocked', directive: 'script-src-elem', blockedHost: 'cdn.plaid.com' },
      ]),
    ],
    [session('never-opened', [0, null, { type: 'scriptFailed', online: true }])],
  ],
  [
    'offline',
    [session('exited', open, opened, [9000, null, { type: 'offline' }], closed)],
    [session('succeeded', open, opened, [9000, null, { type: 'offline' }], handedOff)],
  ],
  [
    'script-failed',
    [session('never-opened', [9, null, { type: 'scriptFailed', online: true, afterMs: 9 }])],
    [
      session('never-opened', [9, null, { type: 'notReady', scriptTag: false, plaidGlobal: false }]),
      // being offline explains it
      session('never-opened', [9, null, { type: 'scriptFailed', online: false, afterMs: 9 }]),
    ],
  ],
  [
    'script-never-ran',
    [session('never-opened', [9, null, { type: 'notReady', plaidGlobal: false, scriptTag: true }])],
    [session('never-opened', [9, null, { type: 'notReady', scriptTag: true, plaidGlobal: true }])],
  ],
  [
    'not-ready',
    [session('never-opened', [10_000, null, { type: 'notReady', scriptTag: true, plaidGlobal: true }])],
    [session('succeeded', [10_000, null, { type: 'notReady' }], open, opened, handedOff)],
  ],
  [
    'opened-too-early',
    [session('never-opened', [0, null, { type: 'open', ready: false, plaidGlobal: true }])],
    [
      session('exited', open, opened, closed),
      // without a token it is never ready
      session('never-opened', [0, null, { type: 'open', ready: false, noToken: true }]),
    ],
  ],
  [
    'opened-without-token',
    [session('never-opened', [0, null, { type: 'open', ready: false, noToken: true, scriptTag: true }])],
    [session('never-opened', [0, null, { type: 'open', ready: false, plaidGlobal: true }])],
  ],
  [
    'layer-not-available',
    [session('never-opened', [0, 0, { eventName: 'LAYER_NOT_AVAILABLE' }])],
    [session('exited', [0, 0, { eventName: 'LAYER_READY' }], open, opened, closed)],
  ],
  [
    'token-changed',
    [session('superseded', open, opened, [9000, null, { type: 'tokenChanged' }])],
    [session('succeeded', open, opened, handedOff, [31_000, null, { type: 'tokenChanged' }])],
  ],
  [
    'unmounted',
    [session('superseded', open, opened, [9000, null, { type: 'unmounted' }])],
    [session('succeeded', open, opened, handedOff, [31_000, null, { type: 'unmounted' }])],
  ],
  [
    'oauth-not-returned',
    [session('abandoned', open, opened, left)],
    // it did return, in a session that is not joined
    [
      session('failed', [0, null, { type: 'linkToken', oauthReturn: true }], closed),
      session('abandoned', open, opened, left),
      session('failed', [0, null, { type: 'open', oauthReturn: true }], closed),
      session('abandoned', open, opened, left),
    ],
  ],
  [
    'abandoned-at-view',
    [session('abandoned', open, opened, view('CREDENTIAL'), left)],
    [session('abandoned', open, opened, view('OAUTH'), left)],
  ],
  ['nothing-followed', [session('in-progress', open)], [session('in-progress', open, opened)]],
  [
    'closed-at-bank-list',
    [session('exited', open, opened, view('SELECT_INSTITUTION'), view('EXIT'), closed)],
    [session('exited', open, opened, view('SELECT_INSTITUTION'), view('CREDENTIAL'), view('EXIT'), closed)],
  ],
  [
    'exit-after-error',
    [session('failed', open, opened, error('ITEM_ERROR', 'INVALID_MFA'), closed)],
    [session('failed', open, opened, error('ITEM_ERROR', 'INVALID_MFA'), exit('ITEM_ERROR', 'INVALID_MFA'))],
  ],
  [
    'callback-failed',
    [
      session('succeeded', open, opened, handedOff, [
        30_001,
        null,
        { type: 'callbackThrew', callback: 'onSuccess', errorName: 'TypeError' },
      ]),
    ],
    [session('succeeded', open, opened, handedOff)],
  ],
  [
    'called-twice',
    [session('succeeded', open, opened, [30_000, 29_900, { eventName: 'HANDOFF', times: 2 }])],
    [session('succeeded', open, opened, handedOff, handedOff)],
  ],
  [
    'script-threw',
    [session('never-opened', [900, null, { type: 'scriptThrew', afterMs: 900 }])],
    [session('succeeded', [0, null, { type: 'scriptThrew' }], open, opened, succeeded)],
  ],
  [
    'bank-sign-in-failed',
    [session('exited', open, opened, event('FAIL_OAUTH', chase), closed)],
    [session('exited', open, opened, event('OPEN_OAUTH', chase), closed)],
  ],
  [
    'bank-sign-in-closed',
    [session('exited', open, opened, event('CLOSE_OAUTH', chase), closed)],
    [session('exited', open, opened, closed)],
  ],
  [
    'institution-down',
    [session('exited', open, opened, event('SELECT_DOWN_INSTITUTION', citizens), closed)],
    [session('exited', open, opened, event('SELECT_INSTITUTION', citizens), closed)],
  ],
  [
    'institution-not-supported',
    [session('exited', open, opened, later({ type: 'onExit', exitStatus: 'institution_not_supported' }))],
    [session('exited', open, opened, later({ type: 'onExit', exitStatus: 'institution_not_found' }))],
  ],
  [
    'identity-check-failed',
    [session('succeeded', open, opened, event('IDENTITY_VERIFICATION_FAIL_SESSION'), succeeded)],
    [session('succeeded', open, opened, event('IDENTITY_VERIFICATION_PASS_SESSION'), succeeded)],
  ],
  [
    'identity-check-in-review',
    [session('succeeded', open, opened, event('IDENTITY_VERIFICATION_PENDING_REVIEW_SESSION'), succeeded)],
    [session('succeeded', open, opened, event('IDENTITY_VERIFICATION_PASS_SESSION'), succeeded)],
  ],
  [
    'identity-match-blocked',
    [session('exited', open, opened, event('IDENTITY_MATCH_FAILED', citizens), closed)],
    [session('exited', open, opened, event('IDENTITY_MATCH_PASSED', citizens), closed)],
  ],
  [
    'account-verification-pending',
    [
      session(
        'succeeded',
        open,
        opened,
        later({ type: 'onSuccess', verificationStatus: 'pending_manual_verification' }),
      ),
    ],
    [session('succeeded', open, opened, later({ type: 'onSuccess', verificationStatus: 'automatically_verified' }))],
  ],
  [
    'account-verification-failed',
    [session('succeeded', open, opened, later({ type: 'onSuccess', verificationStatus: 'verification_expired' }))],
    [session('succeeded', open, opened, later({ type: 'onSuccess', verificationStatus: 'manually_verified' }))],
  ],
  [
    'transfer-incomplete',
    [session('succeeded', open, opened, later({ type: 'onSuccess', transferStatus: 'INCOMPLETE' }))],
    [session('succeeded', open, opened, later({ type: 'onSuccess', transferStatus: 'COMPLETE' }))],
  ],
  [
    'another-bank-failed',
    [
      session(
        'succeeded',
        open,
        opened,
        [9000, 9000, { eventName: 'HANDOFF', ...citizens }],
        event('SELECT_INSTITUTION', chase),
        [21_000, 21_000, { eventName: 'ERROR', errorCode: 'INSTITUTION_DOWN', ...chase }],
        later({ type: 'onExit', errorCode: 'INSTITUTION_DOWN', ...chase }),
      ),
    ],
    [session('succeeded', open, opened, error('ITEM_ERROR', 'ITEM_LOCKED'), handedOff, succeeded)],
  ],
  [
    'another-bank-not-finished',
    [session('succeeded', open, opened, handedOff, later({ eventName: 'SELECT_INSTITUTION', ...chase }), closed)],
    [
      session('succeeded', open, opened, handedOff, later({ eventName: 'SELECT_INSTITUTION', ...chase }), succeeded),
      session('succeeded', open, opened, handedOff, closed),
    ],
  ],
  [
    'handoff-without-success',
    [session('succeeded', open, opened, handedOff)],
    [session('succeeded', open, opened, handedOff, succeeded)],
  ],
  [
    'link-open-too-long',
    [
      session('failed', open, opened, [
        31 * 60_000,
        null,
        { type: 'onExit', errorType: 'INVALID_INPUT', errorCode: 'INVALID_LINK_TOKEN' },
      ]),
    ],
    [
      // Opened once more, a moment before.
      session(
        'failed',
        open,
        opened,
        [31 * 60_000, null, { type: 'open', ready: true }],
        [31 * 60_000 + 5, null, { type: 'onExit', errorType: 'INVALID_INPUT', errorCode: 'INVALID_LINK_TOKEN' }],
      ),
    ],
  ],
  [
    'layer-not-opened',
    [session('never-opened', [0, 0, { eventName: 'LAYER_READY' }])],
    [session('exited', [0, 0, { eventName: 'LAYER_READY' }], open, opened, closed)],
  ],
  [
    'identity-step-failed',
    [session('exited', open, opened, event('IDENTITY_VERIFICATION_FAIL_STEP'), later({ type: 'onExit' }))],
    [
      session(
        'succeeded',
        open,
        opened,
        event('IDENTITY_VERIFICATION_FAIL_STEP'),
        later({ eventName: 'IDENTITY_VERIFICATION_FAIL_SESSION' }),
        later({ type: 'onSuccess' }),
      ),
    ],
  ],
  [
    'identity-step-in-review',
    [session('exited', open, opened, event('IDENTITY_VERIFICATION_PENDING_REVIEW_STEP'), later({ type: 'onExit' }))],
    [
      session(
        'succeeded',
        open,
        opened,
        event('IDENTITY_VERIFICATION_PENDING_REVIEW_SESSION'),
        later({ type: 'onSuccess' }),
      ),
    ],
  ],
  [
    'closed-after-repair',
    [
      { ...session('exited', open, opened, closed), updateMode: true },
      { ...usedBefore, updateMode: true },
    ],
    [{ ...session('exited', open, opened, closed), updateMode: true }, usedBefore],
  ],
  [
    'closed-after-upload',
    [session('exited', open, opened, event('SUBMIT_DOCUMENTS_SUCCESS'), later({ type: 'onExit' }))],
    [session('exited', open, opened, event('SUBMIT_DOCUMENTS'), later({ type: 'onExit' }))],
  ],
  [
    'another-bank-untold',
    [
      session(
        'succeeded',
        ...anotherBankChosen,
        [22_000, 22_000, { eventName: 'TRANSITION_VIEW', viewName: 'SELECT_ACCOUNT', ...chase }],
        later({ type: 'onSuccess' }),
      ),
    ],
    [
      // Given up before its accounts were seen.
      session('succeeded', ...anotherBankChosen, later({ type: 'onSuccess' })),
    ],
  ],
  [
    'closed-when-connected',
    [session('exited', open, opened, view('CONNECTED'), closed)],
    [session('exited', open, opened, view('SELECT_ACCOUNT'), closed)],
  ],
  [
    'link-token-used',
    [session('failed', open, tokenEnded), usedBefore],
    [session('failed', open, tokenEnded), { ...usedBefore, linkTokenFingerprint: 'sha256-fedcba9876543210' }],
  ],
  [
    'link-token-expired',
    [session('failed', [0, null, { type: 'open', ready: true, afterMs: 5 * HOUR }], tokenEnded)],
    [session('failed', [0, null, { type: 'open', ready: true, afterMs: 3 * HOUR }], tokenEnded)],
  ],
  [
    'too-many-logins',
    [
      session(
        'failed',
        open,
        opened,
        ...Array.from({ length: 3 }, () => error('ITEM_ERROR', 'INVALID_CREDENTIALS')),
        exit('INVALID_INPUT', 'INVALID_LINK_TOKEN'),
      ),
    ],
    [
      session(
        'failed',
        open,
        opened,
        error('ITEM_ERROR', 'INVALID_CREDENTIALS'),
        exit('INVALID_INPUT', 'INVALID_LINK_TOKEN'),
      ),
    ],
  ],
  [
    'oauth-return-not-told',
    [session('in-progress', [0, null, { type: 'open', ready: true, oauthStateInPage: true }], opened)],
    [
      session(
        'in-progress',
        [0, null, { type: 'open', ready: true, oauthStateInPage: true, oauthReturn: true }],
        opened,
      ),
    ],
  ],
  [
    'oauth-return-without-state',
    [
      session(
        'failed',
        [0, null, { type: 'open', ready: true, oauthReturn: true, oauthStateInRedirectUri: false }],
        exit('INVALID_REQUEST', 'INVALID_FIELD'),
      ),
    ],
    [
      session(
        'failed',
        [0, null, { type: 'open', ready: true, oauthReturn: true, oauthStateInRedirectUri: true }],
        exit('INVALID_REQUEST', 'INVALID_FIELD'),
      ),
    ],
  ],
  [
    'return-reloaded',
    [
      session(
        'failed',
        [0, null, { type: 'open', ready: true, oauthReturn: true, reload: true }],
        exit('OAUTH_ERROR', 'OAUTH_STATE_ID_ALREADY_PROCESSED'),
      ),
      session('succeeded', open, opened, handedOff, succeeded),
    ],
    [
      session(
        'failed',
        [0, null, { type: 'open', ready: true, oauthReturn: true, reload: true }],
        exit('OAUTH_ERROR', 'OAUTH_STATE_ID_ALREADY_PROCESSED'),
      ),
    ],
  ],
  [
    'reloaded-while-open',
    [
      makeSession({
        outcome: 'in-progress',
        startedAt: '2026-11-22T09:18:30.000Z',
        steps: [[0, null, { type: 'open', ready: true, reload: true, page: 'q' }]],
      }),
      session('abandoned', open, left),
    ],
    [session('in-progress', open, opened), session('abandoned', open, left)],
  ],
  [
    'two-links-open',
    [session('exited', [0, null, { type: 'open', ready: true, otherOpen: true }], opened, closed)],
    [session('exited', open, opened, closed)],
  ],
  ['closed-by-user', [session('exited', open, opened, closed)], [session('abandoned', open, opened, left)]],
]
