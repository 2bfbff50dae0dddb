import fc from 'fast-check'
import { formatReport, parseReport, type DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test, vi } from 'vitest'
import { anyReport, hostileString } from '../support/hostile.ts'
import { makeReport, makeSession, wrongPasswordTwice } from '../support/reports.ts'

vi.setConfig({ testTimeout: 60_000 })

describe('the grammar, whatever the strings in a report are', () => {
  test('lines', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const [title = '', ...lines] = formatReport(report).split('\n').filter(Boolean)
        const last = lines.pop()
        expect(title).toMatch(/^Bank connection report \S+$/)
        expect(last).toMatch(/^End of report \S+: \d+ lines, check [\dA-F]{4}-[\dA-F]{4}$/)
        for (const line of lines) {
          // `label: value`, at most 72 characters, unless a value (and its name) is longer than that
          expect(line).toMatch(/^[A-Za-z][\w ,.+-]*: (?=\S)/)
          if (line.length > 72) expect(line).toMatch(/^[^:]*: \S+( \S+){0,2}$/)
          // nothing that is not seen, or that a transport would change
          expect(line).not.toMatch(/[\p{C}\p{DI}]|[^\S ]|  | $/u)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('no value and no key makes a line or a section', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const lines = formatReport(report).split('\n')
        const count = (pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length
        expect(count(/^Part \d:/)).toBe(5)
        expect(count(/^Result:/)).toBe(1)
        expect(count(/^To act:/)).toBe(1)
        expect(count(/^Plaid case:/)).toBe(1)
        expect(count(/^Session:/)).toBe(report.sessions.length)
        expect(count(/^at \S+ s:/)).toBe(report.sessions.flatMap(({ entries }) => entries).length)
        expect(count(/^link_outcome:/)).toBe(report.sessions.length)
        expect(count(/^version:/)).toBe(1)
        expect(count(/^Bank connection report/)).toBe(1)
        expect(count(/^End of report/)).toBe(1)
      }),
      { numRuns: 100 },
    )
  })

  test('what breaks a type is escaped too', () => {
    fc.assert(
      fc.property(hostileString, (hostile) => {
        const [session = makeSession({ outcome: 'failed', steps: [] })] = wrongPasswordTwice.sessions
        const entries = session.entries.map((entry) => ({ ...entry, type: hostile, times: hostile, ready: hostile }))
        const report = { ...wrongPasswordTwice, sessions: [{ ...session, entries }] }
        for (const line of formatReport(report as unknown as DiagnosticsReport)
          .trimEnd()
          .split('\n')) {
          expect(line).toMatch(/^(?:$|[A-Za-z])/)
          expect(line).not.toMatch(/[\p{C}\p{DI}]|[^\S ]|  | $/u)
        }
      }),
      { numRuns: 50 },
    )
  })
})

test.each(['```', '~~~', '> quoted', '# Title', '- item', '=1+1', '+1', '@me', '| a | b |', '---'])(
  'no line is markup, a formula or a quote: %s',
  (markup) => {
    const errorMessage = `${'word '.repeat(20)}\n${markup}\n${markup} ${'word '.repeat(20)}`
    const report = makeReport('2026-11-22T09:21:40.310Z', [
      makeSession({ outcome: 'failed', steps: [[0, null, { type: 'onExit', errorMessage }]] }),
    ])
    const text = formatReport(report)
    expect(text.split('\n').filter((line) => !/^[A-Za-z]/.test(line) && line !== '')).toEqual([])
    expect(parseReport(text)).toEqual({ report, integrity: 'intact' })
  },
)

test('an id is never broken, however long', () => {
  const requestId = 'r'.repeat(128)
  const report = makeReport('2026-11-22T09:21:40.310Z', [
    makeSession({ outcome: 'failed', steps: [[0, null, { type: 'onExit', requestId, errorCode: 'X' }]] }),
  ])
  expect(formatReport(report)).toContain(requestId)
})

test('pure: the same report, the same text, and the report as it was', () => {
  const report = deepFreeze(structuredClone(wrongPasswordTwice))
  const first = formatReport(report)
  vi.useFakeTimers({ now: Date.parse('2031-01-01T00:00:00Z') })
  expect(formatReport(report)).toBe(first)
  vi.useRealTimers()
})

function deepFreeze(value: DiagnosticsReport): DiagnosticsReport {
  const freeze = (child: unknown): void => {
    if (typeof child !== 'object' || child === null) return
    Object.freeze(child)
    Object.values(child).forEach(freeze)
  }
  freeze(value)
  return value
}
