import type { Finding, LinkSession } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import { findingCodes, type FindingCode } from '../../src/explain/findingCodes.ts'
import { makeSession, success, type Step } from '../support/reports.ts'
import { rules } from '../support/ruleCases.ts'
import { closed, codes, find, handedOff, left, open, opened, session, succeeded } from '../support/steps.ts'

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
    expect(`${finding.seen} ${finding.means}`).not.toMatch(/undefined|null|unknown|[{}]|  /)
    expect(finding.seen).toMatch(/\.$/)
    expect(finding.evidence).not.toEqual([])
    for (const { session, entries } of finding.evidence) {
      expect(entries).not.toEqual([])
      for (const entry of entries) expect(sessions[session]?.entries[entry]).toBeDefined()
    }
  })
})

test('every code has its rule here', () => {
  const tested = new Set<string>(rules.map(([code]) => code))
  expect(findingCodes.filter((code) => !tested.has(code))).toEqual([
    'script-pending',
    'cross-origin-isolated',
    'storage-degraded',
  ])
})

describe('why a link_token had ended', () => {
  const HOUR = 3_600_000
  const ended: Step = [2000, null, { type: 'onExit', errorType: 'INVALID_INPUT', errorCode: 'INVALID_LINK_TOKEN' }]
  const endedAt = (startedAt: string, steps: Step[] = [open, ended]): LinkSession =>
    makeSession({ outcome: 'failed', startedAt, steps })
  const before = (outcome: 'succeeded' | 'exited'): LinkSession =>
    makeSession({
      outcome,
      linkSessionId: 'before',
      startedAt: '2026-11-22T05:00:00.000Z',
      steps: [open, opened, ...(outcome === 'succeeded' ? [handedOff, succeeded] : [closed])],
    })
  const causeOf = (...sessions: LinkSession[]): string | undefined => codes(...sessions)[0]

  test('it was used: not so in Sandbox, where it can be used again', () => {
    const later = '2026-11-22T05:01:00.000Z'
    expect(causeOf(endedAt(later), before('succeeded'))).toBe('link-token-used')
    expect(causeOf(endedAt(later), before('exited'))).toBe('link-token-invalid')
    const inSandbox = { ...endedAt(later), plaidEnvironment: 'sandbox' }
    expect(causeOf(inSandbox, before('succeeded'))).toBe('link-token-invalid')
  })

  test('it was too old, by an earlier session of it, or by how long the app has had it', () => {
    const late = endedAt('2026-11-22T09:01:00.000Z')
    expect(causeOf(late, before('exited'))).toBe('link-token-expired')
    expect(causeOf(endedAt('2026-11-22T08:59:00.000Z'), before('exited'))).toBe('link-token-invalid')
    const ofAnother = { ...before('exited'), linkTokenFingerprint: 'sha256-fedcba9876543210' }
    expect(causeOf(late, ofAnother)).toBe('link-token-invalid')
    const hadFor = (afterMs: number, updateMode: boolean | null): LinkSession => {
      const openedLate: Step = [0, null, { type: 'open', ready: true, afterMs }]
      return { ...endedAt('2026-11-22T09:01:00.000Z', [openedLate, ended]), updateMode }
    }
    expect(causeOf(hadFor(5 * HOUR, null))).toBe('link-token-expired')
    expect(causeOf(hadFor(HOUR, null))).toBe('link-token-invalid')
    expect(causeOf(hadFor(HOUR, true))).toBe('link-token-expired')
    expect(find([hadFor(HOUR, true)])[0]).toMatchObject({
      seen: 'The app had its link_token for 60 min, and it is no longer valid.',
      means: 'This kind of link_token lives for 30 min.',
    })
  })
})

test('cross-origin-isolated', () => {
  const { environment } = success
  const isolated = { environment: { ...environment, crossOriginIsolated: true } }
  const hung = session('in-progress', open)
  const failed = session('never-opened', [42, null, { type: 'scriptFailed', afterMs: 42 }])
  for (const one of [hung, failed]) {
    expect(find([one], isolated).map(({ code }) => code)).toEqual(['cross-origin-isolated'])
    expect(find([one]).map(({ code }) => code)).not.toContain('cross-origin-isolated')
  }
  const opening = session('in-progress', open)
  const createdAt = new Date(Date.parse(opening.startedAt) + 900).toISOString()
  expect(find([opening], { ...isolated, createdAt }).map(({ code }) => code)).toEqual(['cross-origin-isolated'])
  // Link works there.
  expect(find([session('exited', open, opened, closed)], isolated).map(({ code }) => code)).toEqual(['closed-by-user'])
})

test('reloaded-while-open, where the page that came knows', () => {
  const reloaded: Step = [30_000, null, { type: 'pageLeft', reload: true }]
  expect(codes(session('abandoned', open, reloaded))).toEqual(['reloaded-while-open'])
  expect(codes(session('abandoned', open, opened, reloaded))).toEqual(['reloaded-while-open'])
})

test('script-never-ran is not said of a script that was late', () => {
  const early: Step = [900, null, { type: 'open', ready: false, scriptTag: true, plaidGlobal: false }]
  const notReady: Step = [15_000, null, { type: 'notReady', scriptTag: true, plaidGlobal: false, afterMs: 15_000 }]
  const loaded: Step = [17_000, null, { type: 'onLoad' }]
  expect(codes(session('never-opened', early, loaded))).toEqual(['opened-too-early'])
  expect(codes(session('never-opened', early, notReady, loaded))).toEqual(['not-ready'])
})

describe('a cause that is known leaves no room for what is likely', () => {
  const csp: Step = [9, null, { type: 'cspBlocked', directive: 'script-src-elem', blockedHost: 'cdn.plaid.com' }]
  const scriptFailed: Step = [10, null, { type: 'scriptFailed', afterMs: 10 }]
  const early: Step = [900, null, { type: 'open', ready: false, scriptTag: true, plaidGlobal: false }]
  const notReady: Step = [15_000, null, { type: 'notReady', scriptTag: true, plaidGlobal: false, afterMs: 15_000 }]
  const threw: Step = [12, null, { type: 'scriptThrew' }]
  const offline: Step = [10, null, { type: 'scriptFailed', online: false, afterMs: 10 }]
  test.each<[code: FindingCode, outcome: LinkSession['outcome'], steps: Step[]]>([
    ['csp-blocked', 'never-opened', [csp, scriptFailed, early, notReady]],
    ['csp-blocked', 'abandoned', [open, [500, null, { type: 'cspBlocked', directive: 'frame-src' }], left]],
    ['script-threw', 'never-opened', [threw, early, notReady]],
    ['script-failed', 'never-opened', [scriptFailed, early, notReady]],
    ['offline', 'never-opened', [offline, early, notReady]],
    ['script-never-ran', 'never-opened', [early, notReady]],
  ])('%s', (code, outcome, steps) => {
    expect(codes(session(outcome, ...steps))).toEqual([code])
  })
})
