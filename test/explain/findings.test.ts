import type { DiagnosticEntry, DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import { captureEvent, captureExit, captureSuccess } from '../../src/entry/capture.ts'
import { toSessions } from '../../src/session/sessions.ts'
import { decode, sequences } from '../support/fixtures.ts'
import { success, type Step } from '../support/reports.ts'
import {
  closed,
  codes,
  error,
  exit,
  find,
  handedOff,
  open,
  opened,
  session,
  succeeded,
  left,
} from '../support/steps.ts'

describe('storage-degraded', () => {
  const { completeness } = success
  test.each<Partial<DiagnosticsReport['completeness']>>([{ problem: 'IndexedDB is full.' }, { missing: 3 }])(
    'fires with %o',
    (more) => {
      const found = find([], { completeness: { ...completeness, ...more } })
      expect(found).toMatchObject([{ code: 'storage-degraded', evidence: [] }])
      expect(found[0]?.means).not.toBe('')
    },
  )
  test.each(['memory', 'off'] as const)('does not fire where the app chose it: %s', (storage) => {
    expect(find([], { completeness: { ...completeness, storage } })).toEqual([])
  })
  test('counts one entry as one', () => {
    const means = (missing: number): unknown => find([], { completeness: { ...completeness, missing } })[0]?.means
    expect([means(1), means(2)]).toEqual(['1 entry is missing.', '2 entries are missing.'])
    const both = find([], { completeness: { ...completeness, problem: 'IndexedDB is full.', missing: 2 } })
    expect(both.map(({ means }) => means)).toEqual(['IndexedDB is full. 2 entries are missing.'])
  })
  test('does not fire where limits gave up what was old', () => {
    expect(find([], { completeness: { ...completeness, dropped: [{ reason: 'age', count: 40 }] } })).toEqual([])
  })
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
  const told = (...steps: Step[]): unknown =>
    find([session('exited', open, opened, ...steps, closed)]).map(({ code, seen }) => [code, seen])
  const isCause = [['offline', 'The internet connection was lost.']]
  expect([told(lost), told(lost, back, lost)]).toEqual([isCause, isCause])
  const isHistory = [
    ['closed-by-user', 'The user closed Link.'],
    ['offline', 'The internet connection was lost (overcome: Link went on).'],
  ]
  expect([told(lost, back), told(lost, later)]).toEqual([isHistory, isHistory])
})

test('two errors of which the same is said are two findings; each says how often it was seen', () => {
  const steps = [
    error('INSTITUTION_ERROR', 'INSTITUTION_NOT_RESPONDING'),
    error('INSTITUTION_ERROR', 'INSTITUTION_DOWN'),
    error('INSTITUTION_ERROR', 'INSTITUTION_DOWN'),
  ]
  const found = find([session('failed', open, opened, ...steps)])
  expect(found.map(({ seen, means }) => [seen, means])).toEqual([
    ["The bank's connection to Plaid is down or in trouble, 2 times.", 'INSTITUTION_ERROR / INSTITUTION_DOWN'],
    ["The bank's connection to Plaid is down or in trouble.", 'INSTITUTION_ERROR / INSTITUTION_NOT_RESPONDING'],
  ])
})

test('the same thing in several sessions is one finding, with evidence of each', () => {
  const failed = session('failed', open, opened, exit('ITEM_ERROR', 'ITEM_LOCKED'))
  const found = find([failed, session('succeeded', open, opened, handedOff, succeeded), failed])
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
