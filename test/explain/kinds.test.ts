import { explainReport, type DiagnosticsReport, type LinkSession } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import { makeReport, makeSession, success, type Step } from '../support/reports.ts'
import { chase, citizens, handedOff, left, open, opened, session } from '../support/steps.ts'

const NOW = '2026-11-22T09:21:40.310Z'
const BANK = { id: 'ins_20', name: 'Citizens Bank' }

/** A step at a second after the start, by Plaid's clock. */
function at(second: number, eventName: string, fields: Step[2] = {}): Step {
  return [60_000, second * 1000, { eventName, ...fields }]
}

function view(second: number, viewName: string, fields: Step[2] = {}): Step {
  return at(second, 'TRANSITION_VIEW', { viewName, ...fields })
}

function onExit(fields: Step[2] = {}): Step {
  return [60_000, null, { type: 'onExit', ...fields }]
}

function onSuccess(fields: Step[2] = {}): Step {
  return [60_000, null, { type: 'onSuccess', ...fields }]
}

function idv(outcome: LinkSession['outcome'], ...steps: Step[]): LinkSession {
  return makeSession({ outcome, linkSessionId: 'idv_52xR9LKo77r1Np', steps: [open, opened, ...steps] })
}

const wrong = { errorType: 'ITEM_ERROR', errorCode: 'INVALID_CREDENTIALS' }

interface Expected {
  says?: RegExp[]
  not?: RegExp[]
  answer?: string[]
  whoActs?: string
  whoElseActs?: string
  message?: string
  /** The form's last part. */
  form?: string
  error?: string
  /** What to give first. */
  first?: string
  codes?: string[]
}

const kinds: [what: string, sessions: LinkSession[], expected: Expected, more?: Partial<DiagnosticsReport>][] = [
  [
    "the user closes the bank's window",
    [
      session(
        'exited',
        open,
        opened,
        at(5, 'SELECT_INSTITUTION', chase),
        view(6, 'OAUTH', chase),
        at(20, 'CLOSE_OAUTH', { requestId: 'r1', ...chase }),
        at(25, 'EXIT', { exitStatus: 'requires_oauth', requestId: 'r2', ...chase }),
        onExit({ exitStatus: 'requires_oauth', ...chase }),
      ),
    ],
    { says: [/sign-in was closed/], answer: ['not yet'], form: 'oauth-issues', first: 'r1', error: '' },
  ],
  [
    "the bank's sign-in failed, then another bank was chosen",
    [
      session(
        'exited',
        open,
        opened,
        at(5, 'SELECT_INSTITUTION', chase),
        at(20, 'FAIL_OAUTH', { requestId: 'r1', ...chase }),
        at(25, 'SELECT_INSTITUTION', citizens),
        view(26, 'CREDENTIAL', citizens),
        onExit({ exitStatus: 'requires_credentials', ...citizens }),
      ),
    ],
    {
      says: [/closed Link/, /login screen/],
      not: [/failed/],
      first: '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b',
      codes: ['closed-by-user', 'bank-sign-in-failed'],
    },
  ],
  [
    'the password was wrong twice, then another bank was chosen',
    [
      session(
        'exited',
        open,
        opened,
        at(2, 'SELECT_INSTITUTION', citizens),
        view(3, 'CREDENTIAL', citizens),
        at(5, 'ERROR', { requestId: 'c1', ...wrong, ...citizens }),
        at(6, 'ERROR', { requestId: 'c2', ...wrong, ...citizens }),
        view(8, 'SELECT_INSTITUTION'),
        at(9, 'SELECT_INSTITUTION', chase),
        view(10, 'OAUTH', chase),
        at(20, 'EXIT', { exitStatus: 'requires_oauth', requestId: 'ch', ...chase }),
        onExit({ exitStatus: 'requires_oauth', ...chase }),
      ),
    ],
    { says: [/closed Link/], not: [/password/], first: 'ch', error: '', codes: ['closed-by-user', 'link-error'] },
  ],
  [
    'an identity check that waits for a review',
    [idv('succeeded', at(10, 'IDENTITY_VERIFICATION_PENDING_REVIEW_SESSION'), onSuccess())],
    { says: [/review/], not: [/worked|connected/i], first: 'idv_52xR9LKo77r1Np', whoActs: 'app' },
  ],
  [
    'an identity check that failed at a step, then as a whole',
    [
      idv(
        'succeeded',
        at(9, 'IDENTITY_VERIFICATION_FAIL_STEP', { viewName: 'DOCUMENTARY_VERIFICATION' }),
        at(10, 'IDENTITY_VERIFICATION_FAIL_SESSION'),
        onSuccess(),
      ),
    ],
    { says: [/failed/, /identity document/], not: [/worked/], answer: ['no'], form: '' },
  ],
  [
    'an identity check that failed at a step, was tried once more and passed',
    [
      idv(
        'succeeded',
        at(9, 'IDENTITY_VERIFICATION_FAIL_STEP', { viewName: 'SELFIE_CHECK' }),
        at(10, 'IDENTITY_VERIFICATION_PASS_SESSION'),
        onSuccess(),
      ),
    ],
    { says: [/passed/], not: [/fail/], whoActs: 'nobody' },
  ],
  [
    'an identity check that was closed',
    [idv('exited', view(9, 'SELFIE_CHECK'), onExit())],
    { says: [/not finished/, /selfie/], message: 'identity-check-not-finished', answer: ['not yet'] },
  ],
  [
    'an identity check of which the result was not told',
    [idv('succeeded', onSuccess())],
    { says: [/finished/, /not told/], not: [/worked|passed\./], answer: ['no'] },
  ],
  [
    'an account whose verification expired',
    [session('succeeded', open, opened, handedOff, onSuccess({ verificationStatus: 'verification_expired' }))],
    { says: [/^Connected/, /could not be verified/], not: [/worked/], whoActs: 'user' },
  ],
  [
    'an account that Plaid verifies by itself',
    [
      session(
        'succeeded',
        open,
        opened,
        handedOff,
        onSuccess({ verificationStatus: 'pending_automatic_verification' }),
      ),
    ],
    {
      says: [/yet to be verified/],
      not: [/statement/],
      message: 'account-verification-automatic',
      // Plaid does it.
      whoActs: 'bank-or-plaid',
    },
  ],
  [
    'a bank that was flagged, then refused the login',
    [
      session(
        'failed',
        open,
        opened,
        at(3, 'SELECT_DEGRADED_INSTITUTION', citizens),
        view(4, 'CREDENTIAL', citizens),
        at(6, 'ERROR', { errorType: 'ITEM_ERROR', errorCode: 'ITEM_LOCKED', requestId: 'rl', ...citizens }),
        onExit({ errorType: 'ITEM_ERROR', errorCode: 'ITEM_LOCKED', ...citizens }),
      ),
    ],
    { says: [/locked/], first: 'rl', error: 'ITEM_ERROR / ITEM_LOCKED', form: 'invalid-creds' },
  ],
  [
    'a bank without what the app asks for',
    [session('exited', open, opened, at(3, 'SELECT_FILTERED_INSTITUTION', citizens), onExit())],
    { says: [/cannot be used/], not: [/full name|not found/], form: 'financial-institutions' },
  ],
  [
    "the page's policy stops Plaid's frame",
    [session('abandoned', open, [500, null, { type: 'cspBlocked', directive: 'frame-src' }], left)],
    { says: [/security policy/, /frame-src/], not: [/ad blocker|returned|bank's/], answer: ['no'], whoActs: 'app' },
  ],
  [
    'the page was left inside an app',
    [session('abandoned', open, opened, left)],
    { says: [/left/], answer: ['not yet'], form: 'oauth-issues', whoActs: 'user' },
    { environment: { ...success.environment, inAppBrowser: 'Instagram' } },
  ],
  [
    'an error that is not known',
    [session('failed', open, opened, onExit({ errorType: 'NEW_ERROR', errorCode: 'NEW_CODE', requestId: 'rq' }))],
    { says: [/error/], answer: ['perhaps'], error: 'NEW_ERROR / NEW_CODE', first: 'rq' },
  ],
  [
    'an error without a code',
    [session('failed', open, opened, onExit({ displayMessage: 'Sorry, try later' }))],
    { says: [/Sorry, try later/], answer: ['perhaps'], error: 'not named' },
  ],
  [
    'a second bank whose sign-in failed',
    [
      session(
        'succeeded',
        open,
        opened,
        at(5, 'HANDOFF', citizens),
        at(6, 'SELECT_INSTITUTION', chase),
        at(9, 'FAIL_OAUTH', { requestId: 'ff', ...chase }),
        onExit({ exitStatus: 'requires_oauth', ...chase }),
      ),
    ],
    {
      says: [/^Connected, but the app was not told \(Citizens Bank\)/, /Chase/, /sign-in/],
      answer: ['not yet'],
      first: 'ff',
      whoActs: 'user',
      whoElseActs: 'app',
    },
  ],
  [
    'a second bank that was given up without an error',
    [
      session(
        'succeeded',
        open,
        opened,
        at(5, 'HANDOFF', citizens),
        at(6, 'SELECT_INSTITUTION', chase),
        onSuccess(),
        onExit(),
      ),
    ],
    { says: [/^Connected \(Citizens Bank\)\.$/], answer: ['no'] },
  ],
  [
    'a login that is locked, and then the app closes Link',
    [
      session(
        'superseded',
        open,
        opened,
        at(5, 'ERROR', { errorType: 'ITEM_ERROR', errorCode: 'ITEM_LOCKED', requestId: 'rl', ...citizens }),
        [60_000, null, { type: 'tokenChanged' }],
      ),
    ],
    { says: [/locked/], first: 'rl', codes: ['link-error', 'token-changed'] },
  ],
  [
    'a second bank that failed, then the last screen of the first',
    [
      session(
        'succeeded',
        open,
        opened,
        at(5, 'HANDOFF', citizens),
        at(6, 'SELECT_INSTITUTION', chase),
        at(9, 'ERROR', { errorType: 'INSTITUTION_ERROR', errorCode: 'INSTITUTION_DOWN', requestId: 'd', ...chase }),
        view(15, 'CONNECTED'),
        onSuccess(),
      ),
    ],
    {
      says: [/^Connected \(Citizens Bank\)\. Another bank was not connected \(Chase\)/],
      first: 'd',
      answer: ['not yet'],
    },
  ],
  [
    'a second bank that was begun, and Link closed',
    [
      session(
        'succeeded',
        open,
        opened,
        at(5, 'HANDOFF', { requestId: 'h1', ...citizens }),
        view(6, 'SELECT_INSTITUTION'),
        at(8, 'SELECT_INSTITUTION', chase),
        view(9, 'OAUTH', chase),
        at(12, 'OPEN_OAUTH', { requestId: 'o2', ...chase }),
        at(20, 'EXIT', { exitStatus: 'requires_oauth', ...chase }),
        onExit({ exitStatus: 'requires_oauth', ...chase }),
      ),
    ],
    {
      first: 'o2',
      says: [
        /^Connected, but the app was not told \(Citizens Bank\)/,
        /not finished: Chase/,
        /closed Link, at the bank's own sign-in/,
      ],
      not: [/onSuccess|error/],
      answer: ['not yet'],
      whoActs: 'user',
      whoElseActs: 'app',
      message: 'another-bank-failed',
      codes: ['another-bank-not-finished'],
    },
  ],
  [
    'a second bank that is being connected while it is copied',
    [session('succeeded', open, opened, at(5, 'HANDOFF', citizens), at(8, 'SELECT_INSTITUTION', chase))],
    { says: [/not finished: Chase/, /still open/], codes: ['another-bank-not-finished'] },
  ],
  [
    'a bank that was locked, then another that was connected',
    [
      session(
        'succeeded',
        open,
        opened,
        at(3, 'SELECT_INSTITUTION', citizens),
        at(5, 'ERROR', { errorType: 'ITEM_ERROR', errorCode: 'ITEM_LOCKED', requestId: 'rl', ...citizens }),
        at(8, 'SELECT_INSTITUTION', chase),
        at(15, 'HANDOFF', { requestId: 'h', ...chase }),
        onSuccess(),
      ),
    ],
    { says: [/^Connected \(Chase\)\.$/], not: [/locked/], answer: ['no'], first: 'h', codes: ['link-error'] },
  ],
  [
    'a wrong deposit amount',
    [
      makeSession({
        outcome: 'failed',
        updateMode: true,
        linkSessionId: 'd',
        steps: [open, opened, onExit({ errorType: 'INVALID_INPUT', errorCode: 'INCORRECT_DEPOSIT_AMOUNTS' })],
      }),
    ],
    { says: [/^Account not verified\. The deposit amounts/], not: [/repaired/], whoActs: 'user' },
  ],
  [
    'a verification that failed for an account that had been connected',
    [
      makeSession({
        outcome: 'succeeded',
        updateMode: true,
        linkSessionId: 'd',
        steps: [open, opened, handedOff, onSuccess({ verificationStatus: 'verification_failed' })],
      }),
    ],
    { says: [/^Failed\. The account could not/], not: [/Connected again/], answer: ['not yet'] },
  ],
  [
    'a payment without enough money',
    [session('failed', open, opened, onExit({ errorType: 'PAYMENT_ERROR', errorCode: 'PAYMENT_INSUFFICIENT_FUNDS' }))],
    { says: [/^Payment or transfer not made\. There is not enough money/], not: [/Not connected/] },
  ],
  [
    'documents that were uploaded after a first try had failed',
    [
      session(
        'succeeded',
        open,
        opened,
        at(8, 'SUBMIT_DOCUMENTS_ERROR'),
        at(9, 'SUBMIT_DOCUMENTS_SUCCESS'),
        handedOff,
        onSuccess({ accountCount: 0 }),
      ),
    ],
    { says: [/^Finished, documents uploaded\.$/], answer: ['no'], whoActs: 'nobody' },
  ],
  [
    'a page that was offline when Link was opened',
    [session('in-progress', open, [10, null, { type: 'offline' }])],
    { says: [/internet connection was lost/], answer: ['no'], codes: ['offline'] },
  ],
  [
    'documents that could not be uploaded',
    [
      session(
        'exited',
        open,
        opened,
        view(5, 'UPLOAD_DOCUMENTS'),
        at(8, 'SUBMIT_DOCUMENTS_ERROR', { requestId: 'doc' }),
        onExit(),
      ),
    ],
    { says: [/^Not finished\. The upload/], first: 'doc' },
  ],
  [
    'an error of the phone number that was mended',
    [
      session(
        'exited',
        open,
        opened,
        view(2, 'VERIFY_PHONE'),
        at(3, 'ERROR', { errorType: 'INVALID_INPUT', errorCode: 'INVALID_OTP', requestId: 'otp' }),
        at(5, 'SUBMIT_OTP'),
        view(6, 'SELECT_SAVED_INSTITUTION'),
        at(9, 'EXIT', { exitStatus: 'institution_not_found', requestId: 'ex' }),
        onExit({ exitStatus: 'institution_not_found' }),
      ),
    ],
    { says: [/closed Link/], not: [/code/], first: 'ex' },
  ],
  [
    'a repair of an existing connection that was closed',
    [
      makeSession({
        outcome: 'exited',
        updateMode: true,
        institution: BANK,
        linkSessionId: 'u',
        steps: [open, opened, onExit()],
      }),
    ],
    { says: [/existing connection/i], answer: ['not yet'] },
  ],
  [
    'a repair after which no account is shared',
    [
      makeSession({
        outcome: 'succeeded',
        updateMode: true,
        institution: BANK,
        linkSessionId: 'u',
        steps: [open, opened, handedOff, onSuccess({ accountCount: 0 })],
      }),
    ],
    { says: [/^Connected again/, /no account/], answer: ['no'] },
  ],
  [
    'a session that was played',
    [session('failed', [0, null, { type: 'open', ready: true, simulated: true }], opened, onExit(wrong))],
    { says: [/^Simulated: /, /password/], not: [/website/], answer: ['no'], whoActs: 'nobody', form: '' },
  ],
  [
    'Layer that is not available, and nothing after it',
    [makeSession({ outcome: 'never-opened', linkSessionId: 'l', steps: [at(2, 'LAYER_NOT_AVAILABLE')] })],
    { says: [/no saved account/], answer: ['no'], whoActs: 'app' },
  ],
  [
    'Plaid’s script threw, and the app opened Link nevertheless',
    [
      makeSession({
        outcome: 'never-opened',
        linkSessionId: null,
        steps: [
          [900, null, { type: 'scriptThrew', afterMs: 900 }],
          [5000, null, { type: 'open', ready: false, scriptTag: true, plaidGlobal: false }],
          [15_000, null, { type: 'notReady', scriptTag: true, plaidGlobal: false }],
        ],
      }),
    ],
    { says: [/failed while it ran/], not: [/ad blocker|had not run/], codes: ['script-threw'] },
  ],
  [
    'a return from a bank of which Link was not told',
    [session('in-progress', [0, null, { type: 'open', ready: true, oauthStateInPage: true }], opened)],
    { says: [/did not tell Link/], answer: ['no'], whoActs: 'app' },
  ],
  [
    'two Links at once, the first of which was closed',
    [
      makeSession({
        outcome: 'in-progress',
        linkSessionId: 'b',
        startedAt: '2026-11-22T09:17:51.000Z',
        steps: [open, opened],
      }),
      makeSession({ outcome: 'exited', linkSessionId: 'a', steps: [open, opened, onExit()] }),
    ].map((one, index) => ({
      ...one,
      attemptId: `attempt${index}`,
      entries: one.entries.map((entry) => ({ ...entry, attemptId: `attempt${index}` })),
    })),
    { says: [/same time/], answer: ['no'], whoActs: 'app', codes: ['two-links-open'] },
  ],
]

describe('each kind of session is told right', () => {
  test.each(kinds)('%s', (_, sessions, expected, more = {}) => {
    const explanation = explainReport(makeReport(NOW, sessions, more))
    const { headline, why, ended, userCanTry, askUser, verdict, plaidCase, findings } = explanation
    const told = [headline, why, ended].filter(Boolean).join(' ')
    const all = [told, userCanTry, askUser, verdict.reason].join(' ')
    for (const pattern of expected.says ?? []) expect(told).toMatch(pattern)
    for (const pattern of expected.not ?? []) expect(all).not.toMatch(pattern)
    const first = plaidCase.lines.find(({ giveFirst }) => giveFirst)?.value
    const form = plaidCase.form.split('/').pop()
    const facts: Record<string, unknown> = {
      answer: [verdict.answer],
      whoActs: explanation.whoActs,
      whoElseActs: explanation.whoElseActs,
      message: explanation.userMessage,
      form,
      error: plaidCase.error,
      first,
      codes: findings.map(({ code }) => code),
    }
    const { says: _says, not: _not, ...wanted } = expected
    expect(facts).toMatchObject(wanted)
  })
})
