import fc from 'fast-check'
import { formatReport, parseReport } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test, vi } from 'vitest'
import { anyReport } from '../support/hostile.ts'
import { identifiersOf } from '../../src/session/sessions.ts'
import { goldens, makeReport, success, wrongPasswordTwice } from '../support/reports.ts'
import { usualSession } from '../support/usualSession.ts'

vi.setConfig({ testTimeout: 60_000 })

const days = (count: number) => [...Array(count).keys()]
const usual = (day: number) => usualSession(`2026-11-${22 - day}T09:17:50.120Z`, day)

test('a failed session of 20 entries stays under 4,000 characters', () => {
  const report = makeReport('2026-11-22T09:21:40.310Z', [usual(0)])
  expect(report.sessions[0]?.entries).toHaveLength(20)
  expect(formatReport(report).length).toBeLessThan(4_000)
})

test('five such stay under 16,000', () => {
  const report = makeReport('2026-11-22T09:21:40.310Z', days(5).map(usual))
  expect(formatReport(report).length).toBeLessThan(16_000)
})

describe('what has no room', () => {
  const [session = usual(0)] = [usual(0)]
  const step = session.entries[5] ?? session.entries[0]
  const long = Array.from({ length: 4_000 }, (_, index) => ({
    ...step,
    type: 'onEvent' as const,
    eventName: index % 40 === 39 ? 'ERROR' : 'TRANSITION_VIEW',
    sequence: index,
    timestamp: new Date(Date.parse('2026-11-22T09:17:50.120Z') + index * 100).toISOString(),
    requestId: `request${index}`,
  })) as typeof session.entries
  const report = makeReport('2026-11-22T09:31:40.310Z', [{ ...session, entries: long }])
  const text = formatReport(report)
  const { report: read, integrity } = parseReport(text)
  const kept = read.sessions[0]?.entries ?? []

  test('stays under 60,000 characters, near it, and says how many entries are not in it', () => {
    expect(text.length).toBeLessThanOrEqual(60_000)
    expect(text.length).toBeGreaterThan(50_000)
    expect(text).toContain(`Left out: ${long.length - kept.length} of the oldest entries`)
  })

  test('what it says comes back, and counts them', () => {
    expect(integrity).toBe('intact')
    expect(read.completeness.dropped).toEqual([{ reason: 'text', count: long.length - kept.length }])
    expect(formatReport(read)).toBe(text)
  })

  test('the oldest entries that are no milestones give way first', () => {
    expect(kept.filter(({ eventName }) => eventName === 'ERROR')).toHaveLength(100)
    const steps = kept.filter(({ eventName }) => eventName !== 'ERROR')
    expect(steps).toEqual(long.filter(({ eventName }) => eventName !== 'ERROR').slice(-steps.length))
  })

  test('of older sessions first', () => {
    const older = { ...usual(1), entries: long }
    const both = parseReport(formatReport(makeReport('2026-11-22T09:31:40.310Z', [usual(0), older]))).report
    expect(both.sessions[0]).toEqual(usual(0))
    expect(both.sessions[1]?.entries.length).toBeLessThan(long.length)
  })

  test('the oldest sessions give way where entries of theirs are not enough', () => {
    const sessions = days(400).map((index) => ({ ...usual(0), linkSessionId: `session-${index}` }))
    const some = formatReport(makeReport('2026-11-22T09:31:40.310Z', sessions))
    const { report: few } = parseReport(some)
    expect(some.length).toBeLessThanOrEqual(60_000)
    expect(few.sessions.length).toBeGreaterThan(40)
    expect(few.completeness.sessionsLeftOut).toBe(400 - few.sessions.length)
    expect(few.sessions.map(({ linkSessionId }) => linkSessionId)).toEqual(
      days(few.sessions.length).map((index) => `session-${index}`),
    )
    const told = few.sessions.reduce((sum, { entries }) => sum + entries.length, 0)
    expect(few.completeness.dropped).toEqual([{ reason: 'text', count: 8_000 - told }])
  })

  test('what only they named goes with them', () => {
    const own = { key: 'client_user_id', value: 'u_1' }
    const identified = { ...session, entries: long, identifiers: [...identifiersOf(long), own] }
    const some = parseReport(formatReport(makeReport('2026-11-22T09:31:40.310Z', [identified]))).report.sessions[0]
    expect(some?.entries.length).toBeGreaterThan(500)
    expect(some?.identifiers).toContainEqual(own)
    expect(some?.identifiers.filter(({ key }) => key === 'request_id')).toHaveLength(some?.entries.length ?? 0)
  })

  test('milestones give way where they alone are too many', () => {
    const errors = long.map((entry) => ({ ...entry, eventName: 'ERROR' }))
    const some = formatReport(makeReport('2026-11-22T09:31:40.310Z', [{ ...session, entries: errors }]))
    expect(some.length).toBeLessThanOrEqual(60_000)
    expect(parseReport(some).report.sessions[0]?.entries.length).toBeGreaterThan(100)
  })

  test('whatever its strings are', () => {
    fc.assert(
      fc.property(anyReport, fc.constantFrom('a', '\u202E', 'word ', ', '), (any, unit) => {
        const huge = unit.repeat(100_000)
        const sessions = Array.from({ length: 40 }, () => any.sessions).flat()
        const hostile = { ...any, timeZone: huge, app: { name: huge, version: huge }, sessions }
        const environment = { ...any.environment, browser: huge, platform: huge, language: huge, webView: huge }
        const hugeText = formatReport({ ...hostile, environment })
        expect(hugeText.length).toBeLessThanOrEqual(60_000)
        expect(parseReport(hugeText).integrity).toBe('intact')
      }),
      { numRuns: 10 },
    )
  })
})

describe('the short form', () => {
  const full = formatReport(wrongPasswordTwice)
  const short = formatReport(wrongPasswordTwice, { detail: 'short' })

  test('says so, and is what matters most, for a chat window', async () => {
    await expect(short).toMatchFileSnapshot('../golden/wrong-password-twice.short.txt')
  })

  test('stays under 1,000 characters, whatever the strings in a report are', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(formatReport(report, { detail: 'short' }).length).toBeLessThan(1000)
      }),
      { numRuns: 100 },
    )
  })

  test('leaves lines out, and never cuts one', () => {
    expect(short.length).toBeGreaterThan(800)
    for (const line of short.split('\n').slice(1)) expect(full.split('\n')).toContain(line)
  })

  test('of a success after a failure that it mends: has the ids of the success', () => {
    const both = makeReport(success.createdAt, [...success.sessions, ...wrongPasswordTwice.sessions])
    const lines = formatReport(both, { detail: 'short' })
    expect(lines).toMatch(/^Result: Connected \(Citizens Bank\)\./m)
    expect(lines).toMatch(/^Earlier session: Not connected \(Citizens Bank\)\. /m)
    expect(lines).toMatch(/^Plaid case: no\. It worked afterwards, at the same bank\.$/m)
    expect(lines).toContain(success.sessions[0]?.linkSessionId)
  })

  test('of a success: the ids that lead to it', () => {
    const lines = formatReport(goldens['oauth-returned'] ?? success, { detail: 'short' })
    for (const key of ['link_session_id', 'item_id', 'account_id', 'institution_id']) {
      expect(lines).toMatch(new RegExp(`^${key}: `, 'm'))
    }
  })

  test.each(Object.entries(goldens))('keeps what matters most: %s', (_name, report) => {
    const lines = formatReport(report, { detail: 'short' })
    expect(lines.length).toBeLessThan(1000)
    expect(lines).toMatch(/^Result: /m)
    expect(lines).toMatch(/^To act: /m)
    expect(lines).toMatch(/^Plaid case: /m)
    const ids = /link_session_id|identity_verification_id/
    if (report.sessions.length > 0) expect(lines).toMatch(ids)
  })
})
