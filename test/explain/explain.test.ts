import {
  explainReport,
  type DiagnosticsReport,
  type LinkSession,
  type ReportLine,
} from 'react-plaid-link-diagnostics/report'
import { plaidIdentifiers, type PlaidIdentifier } from 'react-plaid-link-diagnostics/identifiers'
import { describe, expect, test } from 'vitest'
import errors from '../fixtures/plaid/errors.json'
import identifiers from '../fixtures/plaid/identifiers.json'
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

const NOW = '2026-11-22T09:21:40.310Z'
const ID = '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b'
const open: Step = [0, null, { type: 'open', ready: true }]
const opened: Step = [400, 400, { eventName: 'OPEN', viewName: 'CONSENT' }]

function explain(session: LinkSession, more: Partial<DiagnosticsReport> = {}) {
  return explainReport(makeReport(NOW, [session], more))
}

function failed(errorType: string, errorCode: string, startedAt = '2026-11-22T09:17:50.120Z'): LinkSession {
  const steps: Step[] = [open, opened, [30_000, null, { type: 'onExit', errorType, errorCode }]]
  return makeSession({ outcome: 'failed', linkSessionId: ID, startedAt, steps })
}

function lines(plaidCase: ReportLine[], key: string): string[] {
  return plaidCase.flatMap(([label, value, note]) => (label === key ? [note ? `${value} (${note})` : value] : []))
}

describe('the story', () => {
  test('of a failure: what happened, where, and what to try', () => {
    expect(explainReport(wrongPasswordTwice)).toMatchObject({
      headline: 'Not connected (Citizens Bank). The bank rejected the username or password, 2 times.',
      why: 'ITEM_ERROR / INVALID_CREDENTIALS',
      when: '2026-11-22 09:17:50 UTC, for 52 s, 4 min before copying',
      ended: 'at the login screen',
      askUser: "Does the same login work on the bank's own website?",
      errorPage: 'https://plaid.com/docs/errors/item/#invalid_credentials',
      earlier: null,
    })
  })

  test('of a failure: where the person was, not the views that come by themselves', () => {
    const views = ['CREDENTIAL', 'LOADING', 'ERROR', 'EXIT']
    const steps = views.map((viewName, index): Step => {
      const at = 10_000 + index * 1000
      return [at, at, { eventName: 'TRANSITION_VIEW', viewName }]
    })
    expect(explain(makeSession({ outcome: 'failed', linkSessionId: ID, steps: [open, opened, ...steps] })).ended).toBe(
      'at the login screen',
    )
  })

  test('of a success: with each bank', () => {
    const handOff = (institutionName: string): Step => [30_000, 29_000, { eventName: 'HANDOFF', institutionName }]
    const steps = [open, opened, handOff('Bank of America'), handOff('Citizens Bank'), handOff('Citizens Bank')]
    const { headline, userCanTry, findings } = explain(makeSession({ outcome: 'succeeded', linkSessionId: ID, steps }))
    expect(headline).toBe('Connected (Bank of America and Citizens Bank).')
    expect([userCanTry, findings]).toEqual(['', []])
  })

  test('of a success after a failure: both, and the case is that of the failure', () => {
    const down = failed('INSTITUTION_ERROR', 'INSTITUTION_DOWN', '2026-11-22T08:00:00.000Z')
    const { headline, userCanTry, earlier, plaidCase } = explainReport(makeReport(NOW, [...success.sessions, down]))
    expect(headline).toBe('Connected (Citizens Bank).')
    expect(userCanTry).toBe('')
    expect(earlier?.headline).toBe('Not connected. The bank is not available right now.')
    expect(lines(plaidCase, 'link_session_id')).toEqual([ID])
  })

  test('of a success after a failure of last week: the success alone', () => {
    const down = failed('INSTITUTION_ERROR', 'INSTITUTION_DOWN', '2026-11-15T08:00:00.000Z')
    expect(explainReport(makeReport(NOW, [...success.sessions, down])).earlier).toBeNull()
  })

  test.each<[outcome: LinkSession['outcome'], steps: Step[], headline: string]>([
    [
      'exited',
      [open, opened, [9000, null, { type: 'onExit' }]],
      'Not connected. The bank window was closed and no error was shown.',
    ],
    ['superseded', [open, opened, [9000, null, { type: 'exit' }]], 'Not finished. The app closed the bank window.'],
    ['in-progress', [open, opened], 'Not finished. The bank window was open when it was last heard of.'],
    ['never-opened', [[0, null, { type: 'onLoad' }]], 'Never started. The bank window did not open.'],
    ['failed', [open, opened], 'Not connected. Plaid reported an error.'],
    ['succeeded', [[0, null, { type: 'onSuccess' }]], 'Connected.'],
    [
      'succeeded',
      [
        [0, 0, { eventName: 'IDENTITY_VERIFICATION_PASS_SESSION' }],
        [1, null, { type: 'onSuccess' }],
      ],
      'Identity check finished.',
    ],
  ])('where no finding says more: %s', (outcome, steps, headline) => {
    expect(explain(makeSession({ outcome, linkSessionId: ID, steps })).headline).toBe(headline)
  })

  test.each<[what: string, fault: Step[]]>([
    [
      'an error at the login screen',
      [
        [8000, 8000, { eventName: 'TRANSITION_VIEW', viewName: 'CREDENTIAL' }],
        [9000, 9000, { eventName: 'ERROR', errorType: 'ITEM_ERROR', errorCode: 'INVALID_CREDENTIALS' }],
      ],
    ],
    ['a link that was not ready', [[9000, null, { type: 'notReady', plaidGlobal: false, scriptTag: true }]]],
    ['an open() that was too early', [[9000, null, { type: 'open', ready: false }]]],
    ['a lost connection', [[9000, null, { type: 'offline' }]]],
    ['no saved account', [[9000, 9000, { eventName: 'LAYER_NOT_AVAILABLE' }]]],
    ['a blocked picture', [[9000, null, { type: 'cspBlocked', directive: 'img-src', blockedHost: 'cdn.plaid.com' }]]],
  ])('what Link went on after is found, but is not why it ended: %s', (_what, fault) => {
    const steps: Step[] = [
      open,
      opened,
      ...fault,
      [20_000, 20_000, { eventName: 'TRANSITION_VIEW', viewName: 'SELECT_ACCOUNT' }],
      [30_000, null, { type: 'onExit' }],
    ]
    const { headline, ended, verdict, findings } = explain(makeSession({ outcome: 'exited', linkSessionId: ID, steps }))
    expect(headline).toBe('Not connected. The bank window was closed and no error was shown.')
    expect(ended).toBe('at the choice of accounts')
    expect(verdict.reason).toBe('Only if the user could not go on.')
    expect(findings).not.toEqual([])
  })

  test('of a session that nobody saw end: not that its page was left', () => {
    const seen = makeSession({ outcome: 'abandoned', linkSessionId: ID, steps: [open, opened] })
    const { headline, findings } = explain({ ...seen, endedAt: null })
    expect(headline).toBe('Not finished. Nothing more was heard of it.')
    expect(findings).toEqual([])
  })

  test('of a success at the bank where it failed before: nothing is left to try, and no case', () => {
    const both = makeReport(NOW, [...success.sessions, ...wrongPasswordTwice.sessions])
    const { earlier, verdict, plaidCase } = explainReport(both)
    expect(earlier).toMatchObject({ userCanTry: '', askUser: '' })
    expect(verdict).toEqual({ answer: 'no', reason: 'It worked afterwards, at the same bank.' })
    expect(plaidCase.map(([label]) => label)).not.toContain('Case form')
  })

  test('an error after which Link showed the same or an earlier step is why it ended', () => {
    for (const viewName of ['CREDENTIAL', 'SELECT_INSTITUTION']) {
      const steps: Step[] = [
        open,
        opened,
        [8000, 8000, { eventName: 'TRANSITION_VIEW', viewName: 'CREDENTIAL' }],
        [9000, 9000, { eventName: 'ERROR', errorType: 'ITEM_ERROR', errorCode: 'INVALID_CREDENTIALS' }],
        [20_000, 20_000, { eventName: 'TRANSITION_VIEW', viewName }],
        [30_000, null, { type: 'onExit' }],
      ]
      const { headline, verdict } = explain(makeSession({ outcome: 'exited', linkSessionId: ID, steps }))
      expect(headline).toBe('Not connected. The bank rejected the username or password.')
      expect(verdict.reason).toBe("Only if the same login works on the bank's own website.")
    }
  })

  test.each<[completeness: Partial<DiagnosticsReport['completeness']>, headline: string]>([
    [{}, 'Nothing about a bank connection has been recorded on this device yet.'],
    [{ storage: 'off' }, 'Recording is switched off.'],
    [{ problem: 'What is kept could not be read.' }, 'Nothing is known. What is kept could not be read.'],
  ])('nothing recorded, switched off and unreadable are different sentences: %o', (completeness, headline) => {
    const report = makeReport(NOW, [], { completeness: { ...success.completeness, ...completeness } })
    expect(explainReport(report)).toMatchObject({ headline, verdict: { answer: 'no' }, plaidCase: [] })
  })

  test('an error that Link got over is not told of a success', () => {
    const error: Step = [30_000, 9000, { eventName: 'ERROR', errorType: 'ITEM_ERROR', errorCode: 'INVALID_MFA' }]
    const steps = [open, opened, error, [30_000, 29_000, { eventName: 'HANDOFF' }] as Step]
    const { headline, errorPage, verdict } = explain(makeSession({ outcome: 'succeeded', linkSessionId: ID, steps }))
    expect([headline, errorPage, verdict.answer]).toEqual(['Connected.', '', 'no'])
  })
})

describe('is it a case for Plaid', () => {
  test.each<[session: LinkSession, answer: string, reason: RegExp]>([
    [failed('ITEM_ERROR', 'INVALID_CREDENTIALS'), 'not yet', /same login works/],
    [failed('ITEM_ERROR', 'INVALID_MFA'), 'not yet', /still fails after what the user can try/],
    [failed('INSTITUTION_ERROR', 'INSTITUTION_DOWN'), 'not yet', /after some hours/],
    [failed('INSTITUTION_ERROR', 'UNSUPPORTED_RESPONSE'), 'yes', /Plaid or the bank/],
    [failed('OAUTH_ERROR', 'OAUTH_STATE_ID_NOT_FOUND'), 'yes', /Plaid or the bank/],
    [failed('INVALID_INPUT', 'INVALID_LINK_TOKEN'), 'no', /The app/],
    [failed('INVALID_REQUEST', 'INVALID_FIELD'), 'no', /The app/],
    [failed('NEW_ERROR', 'NEVER_SEEN'), 'perhaps', /Plaid's page/],
    [success.sessions[0] as LinkSession, 'no', /It worked/],
    [scriptBlocked.sessions[0] as LinkSession, 'no', /Plaid never saw/],
    [oauthNotReturned.sessions[0] as LinkSession, 'not yet', /happens again/],
    [makeSession({ outcome: 'exited', linkSessionId: ID, steps: [open, opened] }), 'not yet', /could not go on/],
    [makeSession({ outcome: 'superseded', linkSessionId: ID, steps: [open, opened] }), 'no', /The app/],
    // The app closed Link because of the error.
    [
      makeSession({
        outcome: 'superseded',
        linkSessionId: ID,
        steps: [
          open,
          opened,
          [
            9000,
            9000,
            { eventName: 'ERROR', errorType: 'INSTITUTION_ERROR', errorCode: 'INSTITUTION_NO_LONGER_SUPPORTED' },
          ],
          [9500, null, { type: 'exit' }],
        ],
      }),
      'yes',
      /Plaid or the bank has to change/,
    ],
    // Plaid has seen that one, or may have.
    [
      makeSession({
        outcome: 'never-opened',
        steps: [[0, 0, { eventName: 'LAYER_NOT_AVAILABLE', requestId: 'layer' }]],
      }),
      'no',
      /^The bank window did not open\.$/,
    ],
    [
      makeSession({ outcome: 'never-opened', steps: [[0, null, { type: 'notReady', plaidGlobal: true }]] }),
      'no',
      /^The bank window did not open\.$/,
    ],
  ])('%#', (session, answer, reason) => {
    const { verdict } = explain(session)
    expect(verdict.answer).toBe(answer)
    expect(verdict.reason).toMatch(reason)
  })

  test('inside an app: first try outside it', () => {
    expect(explainReport(oauthNotReturned).verdict.reason).toBe('Only if it also fails outside Instagram.')
  })

  test('a bank that was down an hour before, too', () => {
    const now = failed('INSTITUTION_ERROR', 'INSTITUTION_DOWN')
    const before = failed('INSTITUTION_ERROR', 'INSTITUTION_DOWN', '2026-11-22T07:17:50.120Z')
    const justBefore = failed('INSTITUTION_ERROR', 'INSTITUTION_DOWN', '2026-11-22T09:10:00.000Z')
    expect(explainReport(makeReport(NOW, [now, justBefore])).verdict.answer).toBe('not yet')
    expect(explainReport(makeReport(NOW, [now, before])).verdict.answer).toBe('yes')
    const elsewhere = { ...before, institution: { id: 'ins_3', name: 'Chase' } }
    expect(explainReport(makeReport(NOW, [now, elsewhere])).verdict.answer).toBe('not yet')
  })

  test('a bank that was down an hour before, too, and said so more often', () => {
    const down = failed('INSTITUTION_ERROR', 'INSTITUTION_DOWN')
    const steps: Step[] = [1, 2].map((at) => [
      at * 10_000,
      at * 10_000,
      { eventName: 'ERROR', errorType: 'INSTITUTION_ERROR', errorCode: 'INSTITUTION_NOT_RESPONDING' },
    ])
    const startedAt = '2026-11-22T07:17:50.120Z'
    const before = makeSession({ outcome: 'failed', linkSessionId: ID, startedAt, steps })
    expect(explainReport(makeReport(NOW, [down, before])).verdict.answer).toBe('yes')
  })

  test('the form is not offered where it is none', () => {
    const labels = (report: DiagnosticsReport): string[] => explainReport(report).plaidCase.map(([label]) => label)
    expect(labels(wrongPasswordTwice)).toContain('Case form')
    expect(labels(scriptBlocked)).not.toContain('Case form')
    expect(labels(scriptBlocked)).not.toContain('Plaid keeps its log until')
  })
})

describe('what to give Plaid', () => {
  test('request_ids: each once, the most telling first, with its event and time', () => {
    expect(lines(explainReport(wrongPasswordTwice).plaidCase, 'request_id')).toEqual([
      'ttK0NtGKaVAlbCR (ERROR, 09:18:33; give this first)',
      'XRvev3cP9wYUFz5 (ERROR, 09:18:09)',
      'u1HcAeiCKtz3qmm (EXIT, 09:18:42)',
      'WRJqqeh8Hxife05 (TRANSITION_VIEW, 09:18:02)',
      'MlFW5NSWtCs1KLI (TRANSITION_VIEW, 09:17:54)',
    ])
  })

  test('the request_id in an error, and one that the app gave', () => {
    const steps: Step[] = [
      open,
      opened,
      [9000, null, { type: 'onExit', errorCode: 'X', requestId: 'a', errorRequestId: 'b' }],
    ]
    const attached = [{ key: 'request_id', value: 'c' }]
    const session = makeSession({ outcome: 'failed', linkSessionId: ID, steps, identifiers: attached })
    expect(lines(explain(session).plaidCase, 'request_id')).toEqual([
      'b (onExit, 09:17:59; give this first)',
      'a (onExit, 09:17:59)',
      'c',
    ])
  })

  test('times are by this device, where its clock and Plaid disagree', () => {
    const clockSkew = 3_600_000
    const steps: Step[] = [open, [400, 400, { eventName: 'ERROR', requestId: 'a' }]]
    const session = makeSession({ outcome: 'failed', linkSessionId: ID, steps, clockSkew })
    expect(session.entries[1]?.timestamp).toBe('2026-11-22T08:17:50.520Z')
    expect(lines(explain(session).plaidCase, 'request_id')).toEqual(['a (ERROR, 09:17:50)'])
  })

  test('everything that Plaid asks for has its line, in its order', () => {
    const asked = identifiers.filter((identifier) => identifier.asked_for_by_support).map(({ key }) => key)
    for (const report of Object.values(goldens)) {
      const text = explainReport(report).plaidCase.flatMap(([label, value]) => [label, ...value.split(', ')])
      for (const key of asked) expect(text).toContain(key)
    }
    const order = ['link_session_id', 'request_id', 'institution_id', 'item_id', 'access_token', 'account_id']
    const labels = explainReport(oauthReturned).plaidCase.map(([label]) => label)
    expect([...new Set(labels)].filter((label) => order.includes(label))).toEqual(order)
  })

  test('every identifier that can be attached has its line, in the order of the catalogue', () => {
    const keys = plaidIdentifiers.map(({ key }) => key)
    const attached = keys.map((key, index) => ({ key, value: `value-${index}` })).reverse()
    const { plaidCase } = explain(makeSession({ outcome: 'succeeded', steps: [open], identifiers: attached }))
    expect(plaidCase.slice(0, keys.length)).toEqual(
      keys.map((key, index) => [key, `value-${index}`, expect.anything()]),
    )
    expect(lines(plaidCase, 'other')).toEqual([])
  })

  const where = (session: LinkSession, key: string): string[] => lines(explain(session).plaidCase, key)
  const idv = makeSession({
    outcome: 'succeeded',
    linkSessionId: 'idv_52xR9LKo77r1Np',
    steps: [[0, 0, { eventName: 'IDENTITY_VERIFICATION_PASS_SESSION' }]],
  })
  const layer = makeSession({
    outcome: 'succeeded',
    linkSessionId: ID,
    steps: [[0, 0, { eventName: 'LAYER_READY' }], open],
  })
  const update = makeSession({ outcome: 'failed', linkSessionId: ID, updateMode: true, steps: [open, opened] })
  const unheard = makeSession({ outcome: 'failed', linkSessionId: ID, steps: [open] })
  test.each<[what: string, session: LinkSession, item: string]>([
    ['a new link that failed', failed('ITEM_ERROR', 'ITEM_LOCKED'), 'does not exist (a new link that never finished)'],
    [
      'a link of which nobody saw the end',
      makeSession({ outcome: 'in-progress', linkSessionId: ID, steps: [open, opened] }),
      'on your server (only if the bank finished elsewhere)',
    ],
    ['a link of which OPEN was not heard', unheard, 'does not exist (unless this was update mode)'],
    ['update mode', update, 'on your server (the Item existed before)'],
    ['success', success.sessions[0] as LinkSession, 'on your server (/item/public_token/exchange)'],
    ['Layer', layer, 'on your server (/user_account/session/get)'],
    ['Identity Verification', idv, 'does not exist (an identity check)'],
    [
      'left for the bank',
      oauthNotReturned.sessions[0] as LinkSession,
      'on your server (only if the bank finished elsewhere)',
    ],
    ['attached', oauthReturned.sessions[0] as LinkSession, 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op'],
  ])('item_id of %s', (_what, session, item) => {
    expect(where(session, 'item_id')).toEqual([item])
  })

  test('Layer: its own endpoints', () => {
    expect(where(layer, 'access_token')).toEqual(['on your server (/user_account/session/get)'])
    expect(where(layer, 'account_id')).toEqual(['on your server (/accounts/get)'])
    expect(where(layer, 'link_token')).toEqual(['on your server (/session/token/create)'])
    expect(where(layer, 'client_user_id')).toEqual(['on your server (/session/token/create)'])
  })

  test.each(['idv_52xR9LKo77r1Np', 'flwses_42cF1MNo42r9Xj'])('an identity check is known by its id too: %s', (id) => {
    const session = makeSession({ outcome: 'succeeded', linkSessionId: id, steps: [[0, null, { type: 'onSuccess' }]] })
    expect(explain(session).headline).toBe('Identity check finished.')
    expect(where(session, 'item_id')).toEqual(['does not exist (an identity check)'])
  })

  test.each(['abandoned', 'in-progress', 'failed'] as const)('an identity check that was %s has no bank', (outcome) => {
    const session = makeSession({ outcome, linkSessionId: 'idv_52xR9LKo77r1Np', steps: [open, opened] })
    for (const key of ['institution_id', 'item_id', 'access_token', 'account_id']) {
      expect(where(session, key)).toEqual(['does not exist (an identity check)'])
    }
  })

  test('a link_token that the app did not have', () => {
    const steps: Step[] = [[0, null, { type: 'open', ready: false, noToken: true }]]
    const session = makeSession({ outcome: 'never-opened', linkSessionId: null, steps })
    expect(where(session, 'link_token')).toEqual(['none captured (Link was opened without one)'])
  })

  test('where Plaid’s script has run, Plaid may have seen it', () => {
    const steps: Step[] = [[0, null, { type: 'open', ready: false, plaidGlobal: true }]]
    const session = makeSession({ outcome: 'never-opened', linkSessionId: null, steps })
    expect(where(session, 'link_session_id')).toEqual(['none captured'])
  })

  test('which request_id comes first is said beside one that was attached, too', () => {
    const session = {
      ...failed('ITEM_ERROR', 'ITEM_LOCKED'),
      identifiers: ['captured1', 'ofTheServer1'].map((value) => ({ key: 'request_id', value })),
    }
    session.entries = session.entries.map((entry) =>
      entry.type === 'onExit' ? { ...entry, requestId: 'captured1' } : entry,
    )
    expect(where(session, 'request_id')[0]).toMatch(/^captured1 \(.*; give this first\)$/)
  })

  test('where all is there, nothing is listed as not captured', () => {
    const value = 'idv_52xR9LKo77r1Np'
    const all = plaidIdentifiers.map(({ key }) => ({ key, value }))
    expect(where({ ...failed('ITEM_ERROR', 'X'), identifiers: all }, 'none captured')).toEqual([])
  })

  test.each<[attached: PlaidIdentifier]>([
    [{ key: 'item_id', value: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' }],
    [{ key: 'access_token', fingerprint: 'sha256-91c2d3e4f5a6b7c8' }],
    [{ key: 'account_id', value: 'BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp' }],
  ])('an Item of which the app gave $key exists, whatever became of the link', (attached) => {
    const elsewhere = { item_id: '/item/public_token/exchange', account_id: '/accounts/get' }
    for (const [key, endpoint] of Object.entries(elsewhere)) {
      if (key === attached.key) continue
      for (const session of [failed('ITEM_ERROR', 'ITEM_LOCKED'), unheard, idv]) {
        expect(where({ ...session, identifiers: [attached] }, key)).toEqual([`on your server (${endpoint})`])
      }
    }
  })

  test('the rest', () => {
    const [blocked] = scriptBlocked.sessions as [LinkSession]
    expect(where(blocked, 'link_session_id')).toEqual(['does not exist (the bank window did not open)'])
    expect(where(blocked, 'request_id')).toEqual(['does not exist (the bank window did not open)'])
    expect(where(blocked, 'client_user_id')).toEqual(['u_90017264'])
    expect(where(failed('ITEM_ERROR', 'X'), 'client_user_id')).toEqual(['on your server (/link/token/create)'])
    const [abandoned] = oauthNotReturned.sessions as [LinkSession]
    expect(where(abandoned, 'request_id')).toEqual(['none captured'])
    expect(where(abandoned, 'institution_id')).toEqual(['none captured (ask the user which bank)'])
    expect(where(idv, 'identity_verification_id')).toEqual(['idv_52xR9LKo77r1Np'])
    const [returned] = oauthReturned.sessions as [LinkSession]
    expect(where(returned, 'access_token')).toEqual(['on your server (fingerprint sha256-91c2d3e4f5a6b7c8)'])
    expect(where(returned, 'account_id')).toHaveLength(2)
  })

  test('an identifier of a kind that is not known is no label', () => {
    const session = makeSession({ outcome: 'failed', steps: [open], identifiers: [{ key: 'Part 3', value: 'x' }] })
    expect(lines(explain(session).plaidCase, 'other')).toEqual(['Part 3 x'])
  })

  test('until when Plaid keeps its log: 14 days', () => {
    expect(lines(explainReport(wrongPasswordTwice).plaidCase, 'Plaid keeps its log until')).toEqual([
      'about 2026-12-06',
    ])
  })
})

describe('errors that Link can show', () => {
  const surfacing = errors.filter((error) => error.can_surface_in_link)
  test('there are some', () => expect(surfacing.length).toBeGreaterThan(60))

  test.each(surfacing.map((error) => [error.error_code, error] as const))('%s', (code, error) => {
    const { headline, userCanTry, errorPage, verdict, plaidCase } = explain(failed(error.error_type ?? '', code))
    expect(headline).not.toContain('Plaid reported an error')
    expect(`${headline} ${userCanTry}`).toMatch(/^Not connected\. [A-Z][^_]+\. [A-Z][^_]+\.$/)
    expect(userCanTry.length).toBeLessThan(120)
    expect(verdict.answer).not.toBe('perhaps')
    expect(errorPage).toContain('https://plaid.com/docs/errors/')
    if (error.docs_url_path) expect(errorPage).toBe(`https://plaid.com${error.docs_url_path}`)

    if (verdict.answer === 'no') {
      // The app has to change something, and asks Plaid for it with this form.
      expect(lines(plaidCase, 'Case form')).toEqual(error.support_case_url ? [error.support_case_url] : [])
      return
    }
    const [caseForm] = lines(plaidCase, 'Case form')
    expect(caseForm).toBe(error.support_case_url ?? 'https://dashboard.plaid.com/support/new')
    if (error.support_identifiers.length === 0) return
    const [asked = ''] = lines(plaidCase, 'Plaid asks for')
    const wanted = error.support_identifiers.flatMap((identifier) => identifier.split('|'))
    expect(asked.match(/[a-z]+_[a-z_]+/g)?.toSorted()).toEqual(wanted.toSorted())
  })

  test.each([
    ['OAUTH_ERROR', 'OAUTH_STATE_ID_ALREADY_PROCESSED', /used already\. Close this page and start again\.$/],
    ['AUTH_ERROR', 'PRODUCT_NOT_READY', /is not ready yet\. Try again later\.$/],
    ['INVALID_INPUT', 'TOO_MANY_VERIFICATION_ATTEMPTS', /too often\. Enter the account again from the start\.$/],
    ['INVALID_INPUT', 'PROFILE_AUTHENTICATION_FAILED', /could not be confirmed\. Go on without it\.$/],
    ['INVALID_INPUT', 'MICRODEPOSITS_ALREADY_VERIFIED', /connected already\. There is nothing to do\.$/],
    ['API_ERROR', 'INTERNAL_SERVER_ERROR', /^Not connected\. Plaid is not available right now\./],
    ['RATE_LIMIT_EXCEEDED', 'AUTH_LIMIT', /^Not connected\. Too many people are connecting right now\./],
  ])('is told by its own meaning, not by a word in it: %s / %s', (type, code, told) => {
    const { headline, userCanTry } = explain(failed(type, code))
    expect(`${headline} ${userCanTry}`).toMatch(told)
  })

  test('one that is not known still has a page, and none that is made up', () => {
    expect(explain(failed('ITEM_ERROR', 'BRAND_NEW')).errorPage).toBe('https://plaid.com/docs/errors/item/#brand_new')
    expect(explain(failed('BRAND_NEW_ERROR', 'X')).errorPage).toBe('https://plaid.com/docs/errors/')
    expect(explain(failed('ITEM_ERROR', 'x y\n')).errorPage).toBe('https://plaid.com/docs/errors/')
  })
})
