import fc from 'fast-check'
import { formatReport, type DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test, vi } from 'vitest'
import { anyReport } from '../support/hostile.ts'
import { goldens, makeReport, makeSession, success, wrongPasswordTwice, type Step } from '../support/reports.ts'

vi.setConfig({ testTimeout: 60_000 })

describe('golden reports', () => {
  test.each(Object.entries(goldens))('%s', async (name, report) => {
    await expect(formatReport(report)).toMatchFileSnapshot(`../golden/${name}.txt`)
  })
})

describe('the grammar, whatever the strings in a report are', () => {
  test('lines', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const [title = '', ...lines] = formatReport(report).split('\n').filter(Boolean)
        expect(title).toMatch(/^Bank connection report .*: \d+ lines, check [\dA-F]{4}-[\dA-F]{4}$/)
        for (const line of lines) {
          // `label: value`, at most 72 characters, unless a value (and its name) is longer than that
          expect(line).toMatch(/^[A-Za-z][\w .+-]*: (?=\S)/)
          if (line.length > 72) expect(line).toMatch(/^[^:]*: \S+( \S+){0,2}$/)
          // nothing that is not seen, or that a transport would change
          expect(line).not.toMatch(/[\p{C}\p{DI}]|[^\S ]|  | $/u)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('no value makes a line or a section', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const lines = formatReport(report).split('\n')
        const count = (pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length
        expect(count(/^Part \d:/)).toBe(5)
        expect(count(/^Session:/)).toBe(report.sessions.length)
        expect(count(/^at \S+ s:/)).toBe(report.sessions.flatMap(({ entries }) => entries).length)
        expect(count(/^outcome:/)).toBe(report.sessions.length)
        expect(count(/^Bank connection report/)).toBe(1)
        expect(count(/^End of report:/)).toBe(1)
      }),
      { numRuns: 100 },
    )
  })

  test('the short form stays under 1,000 characters', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(formatReport(report, { detail: 'short' }).length).toBeLessThan(1000)
      }),
      { numRuns: 100 },
    )
  })
})

test('the number of lines is that of the lines, and blank ones do not count', () => {
  const text = formatReport(wrongPasswordTwice)
  expect(text).toContain(`${text.split('\n').filter(Boolean).length} lines`)
})

test('five usual sessions stay under 16 kB', () => {
  const report = makeReport(
    '2026-11-22T09:21:40.310Z',
    [0, 1, 2, 3, 4].map((day) => usualSession(`2026-11-${22 - day}T09:17:50.120Z`, day)),
  )
  expect(report.sessions.map(({ entries }) => entries.length)).toEqual([20, 20, 20, 20, 20])
  expect(new TextEncoder().encode(formatReport(report)).length).toBeLessThan(16_000)
})

/** A wrong password, a code, and then the person gives up: 20 entries. */
function usualSession(startedAt: string, day: number) {
  const requestIds = [
    'MlFW5NSWtCs1KLI',
    'WRJqqeh8Hxife05',
    'XRvev3cP9wYUFz5',
    'ttK0NtGKaVAlbCR',
    'u1HcAeiCKtz3qmm',
    '5vc1IyBHfLkIVFx',
  ].map((id) => id.slice(0, -1) + day)
  const bank = { institutionId: 'ins_20', institutionName: 'Citizens Bank' }
  const error = {
    errorType: 'ITEM_ERROR',
    errorCode: 'INVALID_CREDENTIALS',
    errorMessage: 'the provided credentials were not correct',
  }
  const names = [
    'TRANSITION_VIEW CONSENT',
    'SKIP_SUBMIT_PHONE',
    'TRANSITION_VIEW SELECT_INSTITUTION',
    'SEARCH_INSTITUTION',
  ]
  const more = [
    'TRANSITION_VIEW CREDENTIAL',
    'SUBMIT_CREDENTIALS',
    'TRANSITION_VIEW LOADING',
    'ERROR ERROR',
    'TRANSITION_VIEW CREDENTIAL',
  ]
  const last = [
    'SUBMIT_CREDENTIALS',
    'TRANSITION_VIEW LOADING',
    'TRANSITION_VIEW MFA',
    'SUBMIT_MFA',
    'TRANSITION_VIEW EXIT',
    'EXIT',
  ]
  const steps = [...names, 'SELECT_INSTITUTION', ...more, ...last].map((name, index): Step => {
    const [eventName = '', viewName] = name.split(' ')
    return [
      92_410,
      1_000 + index * 5_413,
      {
        eventName,
        ...(viewName !== undefined && { viewName }),
        requestId: requestIds[index >> 2] ?? '',
        ...(index > 3 && bank),
        ...((eventName === 'ERROR' || eventName === 'EXIT') && error),
        ...(eventName === 'EXIT' && { exitStatus: 'requires_code' }),
      },
    ]
  })
  const linkSessionId = `1daca4d5-9a0d-4e85-a2e9-1e905ecaa32${day}`
  return makeSession({
    outcome: 'failed',
    startedAt,
    linkSessionId,
    institution: { id: 'ins_20', name: 'Citizens Bank' },
    updateMode: false,
    steps: [
      [0, null, { type: 'onLoad' }],
      [3, null, { type: 'open', ready: true }],
      [
        14,
        null,
        { type: 'linkToken', plaidEnvironment: 'production', linkTokenFingerprint: 'sha256-3f9a1c07d2e4b658' },
      ],
      [412, 400, { eventName: 'OPEN', viewName: 'CONSENT', isUpdateMode: 'false' }],
      ...steps,
      [
        92_411,
        null,
        { type: 'onExit', exitStatus: 'requires_code', requestId: requestIds[3] ?? '', ...bank, ...error },
      ],
    ].slice(0, 20) as Step[],
    identifiers: [
      { key: 'link_token', fingerprint: 'sha256-3f9a1c07d2e4b658' },
      { key: 'link_session_id', value: linkSessionId },
      ...requestIds.slice(0, 4).map((value) => ({ key: 'request_id', value })),
      { key: 'institution_id', value: 'ins_20' },
    ],
  })
}

describe('the short form', () => {
  const full = formatReport(wrongPasswordTwice)
  const short = formatReport(wrongPasswordTwice, { detail: 'short' })

  test('says so, and is parts 1 and 2 for a chat window', async () => {
    await expect(short).toMatchFileSnapshot('../golden/wrong-password-twice.short.txt')
  })

  test('leaves lines out, and never cuts one', () => {
    expect(short.length).toBeGreaterThan(800)
    for (const line of short.split('\n').slice(1)) expect(full.split('\n')).toContain(line)
  })

  test('of a success after a failure: says of which the case is', () => {
    const both = makeReport(success.createdAt, [...success.sessions, ...wrongPasswordTwice.sessions])
    const lines = formatReport(both, { detail: 'short' })
    expect(lines).toMatch(/^Result: Connected \(Citizens Bank\)\.$/m)
    expect(lines).toMatch(/^Before that: Not connected \(Citizens Bank\)\. /m)
    expect(lines).toMatch(/^Part 2: For a Plaid case \(about what was before that\)$/m)
    expect(lines.length).toBeLessThan(1000)
  })

  test.each(Object.entries(goldens))('keeps what matters most: %s', (_name, report) => {
    const lines = formatReport(report, { detail: 'short' })
    expect(lines).toMatch(/^Result: /m)
    expect(lines).toMatch(/^Plaid case: /m)
    expect(lines).toMatch(/^link_session_id: /m)
    expect(lines).toMatch(/^request_id: /m)
  })
})

describe('for the person who is asked to send it', () => {
  test.each(Object.entries(goldens))('no frightening word comes before the plain sentence: %s', (_name, report) => {
    const [before = '', after = ''] = formatReport(report).split('Result: ')
    expect(before).not.toMatch(/fingerprint|token|altered|fail|error/i)
    expect(after.split('\n')[0]).not.toMatch(/fingerprint|token|altered|[a-z]_[a-z]|[A-Z]_[A-Z]/)
  })

  test('whose report it is, where the app has no name', () => {
    expect(formatReport({ ...success, app: null })).toContain('For: the app support only.')
  })
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
