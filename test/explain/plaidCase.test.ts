import {
  explainReport,
  type CaseLine,
  type LinkSession,
  type PlaidIdentifier,
} from 'react-plaid-link-diagnostics/report'
import { plaidIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import { describe, expect, test } from 'vitest'
import {
  goldens,
  makeReport,
  makeSession,
  oauthNotReturned,
  oauthReturned,
  scriptBlocked,
  success,
  wrongPasswordTwice,
  type Step,
} from '../support/reports.ts'
import { closed, handedOff, open, opened, session, succeeded } from '../support/steps.ts'

const NOW = '2026-11-22T09:21:40.310Z'
const ID = '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b'

function caseOf(one: LinkSession) {
  return explainReport(makeReport(NOW, [one])).plaidCase
}

function failed(errorType: string, errorCode: string, more: Partial<LinkSession> = {}): LinkSession {
  const steps: Step[] = [open, opened, [30_000, null, { type: 'onExit', errorType, errorCode }]]
  return { ...makeSession({ outcome: 'failed', linkSessionId: ID, steps }), ...more }
}

/** `value`, or where it is, with all that is said of it. */
function words({ value, missing, endpoint, note, fingerprint, giveFirst }: CaseLine): string {
  const notes = [note, endpoint, fingerprint, giveFirst && 'give this first'].filter(Boolean).join('; ')
  return `${value || missing}${notes && ` (${notes})`}`
}

function lines(one: LinkSession, key: string): string[] {
  return caseOf(one)
    .lines.filter((line) => line.key === key)
    .map(words)
}

test('of two link_session_ids of one try, which half each is of', () => {
  const other = '6b2a3d4e-4b5e-4f60-8a7b-9c0d1e2f3a4b'
  const both = (first: string, second: string): LinkSession => {
    const one = session('failed', open, opened, [30_000, null, { type: 'pageLeft' }], open, closed)
    const entries = one.entries.map((entry, index) => ({ ...entry, linkSessionId: index < 3 ? first : second }))
    return { ...one, entries, identifiers: [{ key: 'link_session_id', value: other }] }
  }
  expect(lines(both(other, ID), 'link_session_id')).toEqual([
    `${ID} (give this first)`,
    `${other} (before the return from the bank)`,
  ])
  expect(lines(both(ID, other), 'link_session_id')[1]).toBe(`${other} (after the return from the bank)`)
  // What the app attached is of no half.
  expect(lines(both(ID, ID), 'link_session_id')[1]).toBe(other)
})

describe('request_ids', () => {
  test('each once, that of the cause first, with its event and time', () => {
    expect(lines(wrongPasswordTwice.sessions[0] as LinkSession, 'request_id')).toEqual([
      'ttK0NtGKaVAlbCR (ERROR, 09:18:33; give this first)',
      'XRvev3cP9wYUFz5 (ERROR, 09:18:09)',
      'u1HcAeiCKtz3qmm (EXIT, 09:18:42)',
      'WRJqqeh8Hxife05 (TRANSITION_VIEW, 09:18:02)',
      'MlFW5NSWtCs1KLI (TRANSITION_VIEW, 09:17:54)',
    ])
  })

  test('the one in an error, and one that the app gave', () => {
    const exit: Step = [9000, null, { type: 'onExit', errorCode: 'X', requestId: 'a', errorRequestId: 'b' }]
    const attached = [{ key: 'request_id', value: 'c' }]
    const one = { ...session('failed', open, opened, exit), identifiers: attached }
    expect(lines(one, 'request_id')).toEqual([
      'b (onExit, 09:17:59; give this first)',
      'a (onExit, 09:17:59)',
      'c (attached by the app)',
    ])
  })

  test('of something that was overcome is given, but not first', () => {
    const steps: Step[] = [
      [9000, 9000, { eventName: 'ERROR', errorCode: 'INVALID_MFA', requestId: 'mfa' }],
      [10_000, 10_000, { eventName: 'SUBMIT_MFA' }],
      [11_000, 11_000, { eventName: 'TRANSITION_VIEW', viewName: 'SELECT_ACCOUNT' }],
    ]
    const one = session('exited', open, opened, ...steps, closed)
    expect(lines(one, 'request_id')).toEqual(['mfa (ERROR INVALID_MFA, 09:17:59)'])
    expect(lines(one, 'link_session_id')).toEqual([`${ID} (give this first)`])
  })

  test('times are by this device, where its clock and Plaid disagree', () => {
    const steps: Step[] = [open, [400, 400, { eventName: 'ERROR', requestId: 'a' }]]
    const one = makeSession({ outcome: 'failed', linkSessionId: ID, steps, clockSkew: 3_600_000 })
    expect(one.entries[1]?.timestamp).toBe('2026-11-22T08:17:50.520Z')
    expect(lines(one, 'request_id')).toEqual(['a (ERROR, 09:17:50; give this first)'])
  })
})

describe('the lines', () => {
  test('one of them is to be given first; where there is none, the server finds the attempt by its user', () => {
    for (const report of Object.values(goldens)) {
      const all = explainReport(report).plaidCase.lines
      const first = all.filter(({ giveFirst }) => giveFirst).map(({ key, value }) => value || key)
      expect(first).toEqual(
        all.some(({ value }) => value)
          ? [expect.not.stringMatching(/^client_user_id$/)]
          : all[0]
            ? ['client_user_id']
            : [],
      )
    }
  })

  test('every identifier that can be attached has its line, in the order of the catalogue', () => {
    const keys = plaidIdentifiers.map(({ key }) => key)
    const identifiers = keys.map((key, index) => ({ key, value: `value-${index}` })).reverse()
    const all = caseOf({ ...session('succeeded', open, succeeded), linkSessionId: null, identifiers }).lines
    expect(all.map(({ key, value }) => [key, value])).toEqual(keys.map((key, index) => [key, `value-${index}`]))
  })

  test('an institution_id has its name, also one that is not the last', () => {
    const banks = [
      { institutionId: 'ins_20', institutionName: 'Citizens Bank' },
      { institutionId: 'ins_56', institutionName: 'Chase' },
    ]
    const steps = banks.map((bank, index): Step => [index, index, { eventName: 'SELECT_INSTITUTION', ...bank }])
    const identifiers = banks.map(({ institutionId: value }) => ({ key: 'institution_id', value }))
    const institution = { id: 'ins_56', name: 'Chase' }
    const one = { ...session('exited', ...steps, closed), identifiers, institution }
    expect(lines(one, 'institution_id')).toEqual(['ins_56 (Chase)', 'ins_20 (Citizens Bank)'])
  })

  test('an identifier of a kind that is not known is no key', () => {
    expect(lines(failed('ITEM_ERROR', 'X', { identifiers: [{ key: 'Part 3', value: 'x' }] }), 'other')).toEqual([
      'Part 3 x',
    ])
  })

  test('what was refused is told in its place, unless there is another', () => {
    const attached: Step = [
      1,
      null,
      { type: 'attached', withheld: [{ key: 'client_user_id', looksLike: 'phone number' }] },
    ]
    const one = session('exited', open, opened, attached, closed)
    expect(lines(one, 'client_user_id')).toEqual(['withheld (looks like a phone number)'])
    const also = { ...one, identifiers: [{ key: 'client_user_id', value: 'u_1' }] }
    expect(lines(also, 'client_user_id')).toEqual(['u_1'])
  })
})

describe('where the rest is', () => {
  const idv = makeSession({
    outcome: 'succeeded',
    linkSessionId: 'idv_52xR9LKo77r1Np',
    steps: [[0, 0, { eventName: 'IDENTITY_VERIFICATION_PASS_SESSION' }]],
  })
  const layer = makeSession({
    outcome: 'succeeded',
    linkSessionId: ID,
    steps: [[0, 0, { eventName: 'LAYER_READY' }], open, succeeded],
  })
  const update = makeSession({ outcome: 'failed', linkSessionId: ID, updateMode: true, steps: [open, opened] })
  const unheard = makeSession({ outcome: 'failed', linkSessionId: ID, steps: [open] })
  const csp: Step = [500, null, { type: 'cspBlocked', directive: 'frame-src', blockedHost: 'cdn.plaid.com' }]
  const product = (errorType: string): LinkSession => failed(errorType, 'X')

  test.each<[what: string, one: LinkSession, key: string, line: string[]]>([
    [
      'a new link that failed',
      failed('ITEM_ERROR', 'ITEM_LOCKED'),
      'item_id',
      ['does not exist (a new link that never finished)'],
    ],
    [
      'a link that is open',
      session('in-progress', open, opened),
      'item_id',
      ['on your server (once it is finished; /item/public_token/exchange)'],
    ],
    ['a link of which OPEN was not heard', unheard, 'item_id', ['does not exist (unless this was update mode)']],
    ['update mode', update, 'access_token', ['on your server (the Item existed before)']],
    ['success', success.sessions[0] as LinkSession, 'access_token', ['on your server (/item/public_token/exchange)']],
    [
      'HANDOFF alone',
      session('succeeded', open, opened, handedOff),
      'access_token',
      ['on your server (if it has fetched the public_token from /link/token/get; /item/public_token/exchange)'],
    ],
    ['Layer', layer, 'item_id', ['on your server (/user_account/session/get)']],
    ['Layer', layer, 'account_id', ['on your server (/accounts/get)']],
    ['Layer', layer, 'link_token', ['on your server (/session/token/create)']],
    ['Layer', layer, 'client_user_id', ['on your server (/session/token/create)']],
    [
      'left for the bank',
      oauthNotReturned.sessions[0] as LinkSession,
      'item_id',
      ['on your server (only if it was finished in another browser; /item/public_token/exchange)'],
    ],
    [
      'left for the bank',
      oauthNotReturned.sessions[0] as LinkSession,
      'institution_id',
      ['none captured (ask the user which bank)'],
    ],
    [
      'left for the bank',
      oauthNotReturned.sessions[0] as LinkSession,
      'request_id',
      ['none captured (Plaid tells it only when Link closes)'],
    ],
    ['attached', oauthReturned.sessions[0] as LinkSession, 'item_id', ['M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op']],
    [
      'a secret',
      oauthReturned.sessions[0] as LinkSession,
      'access_token',
      ['on your server (/item/public_token/exchange; sha256-91c2d3e4f5a6b7c8)'],
    ],
    ['blocked', scriptBlocked.sessions[0] as LinkSession, 'link_session_id', ['does not exist (Link did not open)']],
    ['blocked', scriptBlocked.sessions[0] as LinkSession, 'item_id', ['does not exist (Link did not open)']],
    ['blocked', scriptBlocked.sessions[0] as LinkSession, 'client_user_id', ['u_90017264 (give this first)']],
    [
      'a frame that is blocked',
      session('abandoned', open, csp, [9000, null, { type: 'pageLeft' }]),
      'item_id',
      ['does not exist (Link did not work)'],
    ],
    ['an identity check', idv, 'identity_verification_id', ['idv_52xR9LKo77r1Np (give this first)']],
    ['an identity check', idv, 'institution_id', []],
    ['an identity check', idv, 'item_id', []],
    ['a link', failed('ITEM_ERROR', 'X'), 'identity_verification_id', []],
    ['a link', failed('ITEM_ERROR', 'X'), 'transfer_id', []],
    ['a link', failed('ITEM_ERROR', 'X'), 'client_user_id', ['on your server (/link/token/create)']],
    [
      'a transfer',
      product('TRANSFER_ERROR'),
      'transfer_id',
      ['on your server (of each transfer that is concerned; /transfer/create)'],
    ],
    [
      'a transfer',
      product('TRANSFER_ERROR'),
      'authorization_id',
      ['on your server (of each transfer that is concerned; /transfer/authorization/create)'],
    ],
    ['a report', product('ASSET_REPORT_ERROR'), 'asset_report_token', ['on your server (/asset_report/create)']],
    ['transactions', product('TRANSACTIONS_ERROR'), 'transaction_id', ['on your server (/transactions/sync)']],
    ['Signal', product('SIGNAL_ERROR'), 'client_transaction_id', ['on your server (/signal/evaluate)']],
    ['income', product('INCOME_VERIFICATION_ERROR'), 'user_id', ['on your server (/user/create)']],
    [
      'Plaid Check',
      product('CHECK_REPORT_ERROR'),
      'credit_dashboard_user_id',
      ["none captured (it is in Plaid's Credit Dashboard)"],
    ],
  ])('%s: %#', (_what, one, key, expected) => {
    expect(lines(one, key)).toEqual(expected)
  })

  test.each(['abandoned', 'in-progress', 'failed'] as const)('an identity check that was %s has no bank', (outcome) => {
    const one = makeSession({ outcome, linkSessionId: 'flwses_42cF1MNo42r9Xj', steps: [open, opened] })
    for (const key of ['institution_id', 'item_id', 'access_token', 'account_id']) expect(lines(one, key)).toEqual([])
  })

  test('a link_token that the app did not have', () => {
    const steps: Step[] = [[0, null, { type: 'open', ready: false, noToken: true, plaidGlobal: true }]]
    const one = makeSession({ outcome: 'never-opened', linkSessionId: null, linkToken: false, steps })
    expect(lines(one, 'link_token')).toEqual(['does not exist (the app gave none)'])
  })

  test('where Plaid’s script has run, Plaid may have seen it', () => {
    const steps: Step[] = [[0, null, { type: 'open', ready: false, plaidGlobal: true }]]
    const one = makeSession({ outcome: 'never-opened', linkSessionId: null, steps })
    expect(lines(one, 'link_session_id')).toEqual(['none captured'])
  })

  test.each<[attached: PlaidIdentifier]>([
    [{ key: 'item_id', value: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' }],
    [{ key: 'access_token', fingerprint: 'sha256-91c2d3e4f5a6b7c8' }],
    [{ key: 'account_id', value: 'BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp' }],
  ])('an Item of which the app gave $key exists, whatever became of the link', (attached) => {
    for (const one of [failed('ITEM_ERROR', 'ITEM_LOCKED'), unheard]) {
      for (const key of ['item_id', 'account_id'].filter((other) => other !== attached.key)) {
        expect(lines({ ...one, identifiers: [attached] }, key)[0]).toMatch(/^on your server/)
      }
    }
  })
})

describe('the case', () => {
  test('until when Plaid keeps its log: 14 days, where it saw anything', () => {
    expect(explainReport(wrongPasswordTwice).plaidCase.logUntil).toBe('2026-12-06')
    expect(explainReport(scriptBlocked).plaidCase).toMatchObject({ logUntil: '', form: '', asksFor: '' })
  })

  test('form and what Plaid asks for follow the cause', () => {
    expect(explainReport(wrongPasswordTwice).plaidCase).toMatchObject({
      session: 0,
      error: 'ITEM_ERROR / INVALID_CREDENTIALS',
      asksFor: 'institution_id, and link_session_id or request_id',
      form: 'https://dashboard.plaid.com/support/new/financial-institutions/authentication-issues/invalid-creds',
    })
  })

  test('of nothing there is none', () => {
    const none = { session: -1, lines: [], error: '', asksFor: '', form: '', logUntil: '' }
    expect(explainReport(makeReport(NOW, [])).plaidCase).toEqual(none)
  })
})
