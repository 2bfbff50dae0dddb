import {
  explainReport,
  type DiagnosticsReport,
  type Finding,
  type FindingCode,
  type LinkSession,
} from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import { captureEvent, captureExit, captureSuccess } from '../../src/entry/capture.ts'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { toSessions } from '../../src/session/sessions.ts'
import { decode, sequences } from '../support/fixtures.ts'
import { makeReport, makeSession, success, type Step } from '../support/reports.ts'

const NOW = '2026-11-22T09:21:40.310Z'
const ID = '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b'

const open: Step = [0, null, { type: 'open', ready: true }]
const opened: Step = [400, 400, { eventName: 'OPEN', viewName: 'CONSENT' }]
const left: Step = [30_000, null, { type: 'pageLeft' }]
const closed: Step = [30_000, null, { type: 'onExit' }]
const handedOff: Step = [30_000, 29_900, { eventName: 'HANDOFF' }]

function view(viewName: string): Step {
  return [30_000, 9000, { eventName: 'TRANSITION_VIEW', viewName }]
}

function error(errorType: string, errorCode: string): Step {
  return [30_000, 10_000, { eventName: 'ERROR', errorType, errorCode }]
}

function exit(errorType: string, errorCode: string): Step {
  return [30_000, null, { type: 'onExit', errorType, errorCode }]
}

function session(outcome: LinkSession['outcome'], ...steps: Step[]): LinkSession {
  return makeSession({ outcome, linkSessionId: ID, steps })
}

function find(sessions: LinkSession[], more: Partial<DiagnosticsReport> = {}): Finding[] {
  return explainReport(makeReport(NOW, sessions, more)).findings
}

function codes(...sessions: LinkSession[]): FindingCode[] {
  return find(sessions).map(({ code }) => code)
}

/** What makes a rule fire, and what is like it but must not. */
const rules: [code: FindingCode, fires: LinkSession[], doesNot: LinkSession[]][] = [
  [
    'link-error',
    [session('failed', open, opened, error('ITEM_ERROR', 'INVALID_MFA'), exit('ITEM_ERROR', 'INVALID_MFA'))],
    [session('succeeded', open, opened, error('ITEM_ERROR', 'INVALID_MFA'), handedOff)],
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
    [session('never-opened', [0, null, { type: 'open', noToken: true }])],
    [session('exited', open, opened, closed)],
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
]

describe.each(rules)('%s', (code, fires, doesNot) => {
  test('fires', () => {
    expect(codes(...fires)).toContain(code)
  })
  test('does not fire', () => {
    expect(codes(...doesNot)).not.toContain(code)
  })
  test('says all that there is to say, with the entries it was seen in', () => {
    const sessions = [...fires]
    const finding = find(sessions).find((found) => found.code === code) as Finding
    expect(`${finding.seen} ${finding.means}`).not.toMatch(/undefined|null|unknown|\$/)
    expect(finding.seen).toMatch(/\.$/)
    expect(finding.evidence).not.toEqual([])
    for (const { session, entries } of finding.evidence) {
      expect(entries).not.toEqual([])
      for (const entry of entries) expect(sessions[session]?.entries[entry]).toBeDefined()
    }
  })
})

describe('storage-degraded', () => {
  const { completeness } = success
  test.each<Partial<DiagnosticsReport['completeness']>>([
    { problem: 'IndexedDB is full.' },
    { missing: 3 },
    { storage: 'memory' },
    { storage: 'off' },
  ])('fires with %o', (more) => {
    const found = find([], { completeness: { ...completeness, ...more } })
    expect(found).toMatchObject([{ code: 'storage-degraded', evidence: [] }])
    expect(found[0]?.means).not.toBe('')
  })
  test('does not fire where limits gave up what was old', () => {
    expect(find([], { completeness: { ...completeness, dropped: [{ reason: 'age', count: 40 }] } })).toEqual([])
  })
})

/** The compiler asks for each code there is. */
const all: Partial<Record<FindingCode, true>> = {
  'link-error': true,
  'link-token-invalid': true,
  'institution-unavailable': true,
  'institution-unsupported': true,
  'rate-limited': true,
  'oauth-not-resumed': true,
  'layer-not-available': true,
  'csp-blocked': true,
  offline: true,
  'script-failed': true,
  'script-never-ran': true,
  'not-ready': true,
  'opened-too-early': true,
  'token-changed': true,
  unmounted: true,
  'oauth-not-returned': true,
  'abandoned-at-view': true,
  'nothing-followed': true,
  'closed-at-bank-list': true,
  'exit-after-error': true,
  'callback-failed': true,
  'called-twice': true,
  'storage-degraded': true,
}

test('every code has its rule here', () => {
  const tested = new Set<string>(rules.map(([code]) => code))
  expect(Object.keys(all).filter((code) => !tested.has(code))).toEqual(['storage-degraded'])
})

test('what Plaid and the browser did not tell is not told', () => {
  const [failedLate] = find([session('never-opened', [31_042, null, { type: 'scriptFailed', afterMs: 31_042 }])])
  expect(failedLate?.means).toBe('Likely an ad blocker or a network filter. Not proven.')
  const [failedAtOnce] = find([session('never-opened', [42, null, { type: 'scriptFailed', afterMs: 42 }])])
  expect(failedAtOnce?.means).toBe('Likely an ad blocker or a network filter, as it failed after 42 ms. Not proven.')
  expect(codes(session('abandoned', open, [200, null, { type: 'pageLeft' }]))).toEqual([])
  const back: Step = [0, null, { type: 'open', ready: true, oauthReturn: true }]
  const returned = { ...session('failed', back, closed), linkSessionId: null }
  const found = find([returned, session('abandoned', open, opened, left)])
  expect(found.find(({ code }) => code === 'oauth-not-resumed')?.means).toBe(
    'It could not be linked to the sign-in that was left.',
  )
})

test('a connection that came back, or after which Link went on, is not called why it stopped', () => {
  const lost: Step = [9000, null, { type: 'offline' }]
  const back: Step = [9500, null, { type: 'online' }]
  const later: Step = [30_000, 9600, { eventName: 'TRANSITION_VIEW', viewName: 'CREDENTIAL' }]
  const means = (...steps: Step[]): unknown => find([session('exited', open, opened, ...steps, closed)])[0]?.means
  expect([means(lost), means(lost, back, lost)]).toEqual(['Likely why it stopped.', 'Likely why it stopped.'])
  expect([means(lost, back), means(lost, later)]).toEqual(['It came back.', 'It came back.'])
})

test('two errors of which the same is said are two findings; each says how often it was seen', () => {
  const steps = [
    error('INSTITUTION_ERROR', 'INSTITUTION_NOT_RESPONDING'),
    error('INSTITUTION_ERROR', 'INSTITUTION_DOWN'),
    error('INSTITUTION_ERROR', 'INSTITUTION_DOWN'),
  ]
  const found = find([session('failed', open, opened, ...steps)])
  expect(found.map(({ seen, means }) => [seen, means])).toEqual([
    ['The bank is not available right now, 2 times.', 'INSTITUTION_ERROR / INSTITUTION_DOWN'],
    ['The bank is not available right now.', 'INSTITUTION_ERROR / INSTITUTION_NOT_RESPONDING'],
  ])
})

test('the same thing in several sessions is one finding, with evidence of each', () => {
  const failed = session('failed', open, opened, exit('ITEM_ERROR', 'ITEM_LOCKED'))
  const found = find([failed, session('succeeded', open, opened, handedOff), failed])
  expect(found).toHaveLength(1)
  expect(found[0]?.evidence).toEqual([
    { session: 0, entries: [2] },
    { session: 2, entries: [2] },
  ])
})

test('the last error comes first, then what explains less', () => {
  const steps = [open, opened, error('ITEM_ERROR', 'INVALID_MFA'), exit('INSTITUTION_ERROR', 'INSTITUTION_DOWN')]
  expect(codes(session('failed', ...steps))).toEqual(['institution-unavailable', 'link-error'])
})

describe('no rule fires on a plain success', () => {
  const succeeded = sequences.filter(({ steps }) => steps.some(({ callback }) => callback === 'onSuccess'))
  test('there are some', () => expect(succeeded.length).toBeGreaterThanOrEqual(5))
  test.each(succeeded.map((sequence) => [sequence.id, sequence] as const))('%s', (_id, { steps }) => {
    const start = Date.parse('2026-11-22T09:17:50.000Z')
    const entries: DiagnosticEntry[] = [at(0, 'open', { ready: true })]
    function at(
      sequence: number,
      type: DiagnosticEntry['type'],
      fields: Partial<DiagnosticEntry> = {},
    ): DiagnosticEntry {
      return { type, at: start + sequence, page: 'p', sequence, attemptId: 'a', code: 'c', ...fields }
    }
    for (const { callback, args } of steps) {
      if (callback === '__reload__' || callback === '__wait__') continue
      const entry = at(entries.length, callback)
      const [first, second] = args.map(decode)
      if (callback === 'onEvent') captureEvent(entry, first, second)
      if (callback === 'onSuccess') captureSuccess(entry, second)
      if (callback === 'onExit') captureExit(entry, first, second)
      entries.push(entry)
    }
    const sessions = toSessions(entries, start + 60_000)
    expect(sessions).toMatchObject([{ outcome: 'succeeded' }])
    expect(codes(...sessions)).toEqual([])
  })
})
