import fc from 'fast-check'
import {
  explainReport,
  formatReport,
  parseReport,
  ReportParseError,
  type ParsedReport,
} from 'react-plaid-link-diagnostics/report'
import { describe, expect, test, vi } from 'vitest'
import { anyReport } from '../support/hostile.ts'
import {
  expiredToken,
  goldens,
  makeReport,
  makeSession,
  oauthReturned,
  scriptBlocked,
  success,
  wrongPasswordTwice,
} from '../support/reports.ts'

vi.setConfig({ testTimeout: 60_000 })

const text = formatReport(wrongPasswordTwice)
const intact = { report: wrongPasswordTwice, integrity: 'intact' }

describe('what was formatted comes back', () => {
  test.each(Object.entries(goldens))('%s', (_name, report) => {
    expect(parseReport(formatReport(report))).toEqual({ report, integrity: 'intact' })
  })

  test('whatever the strings in it are', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const formatted = formatReport(report)
        const parsed = parseReport(formatted)
        expect(parsed).toEqual({ report, integrity: 'intact' })
        expect(formatReport(parsed.report)).toBe(formatted)
      }),
      { numRuns: 100 },
    )
  })

  test('also quoted twice, whatever the strings in it are', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const quoted = formatReport(report).replace(/^/gm, '> > ').replaceAll('\n', '\r\n')
        expect(parseReport(quoted)).toEqual({ report, integrity: 'intact' })
      }),
      { numRuns: 30 },
    )
  })

  test('also broken anew, or it is not called intact', () => {
    fc.assert(
      fc.property(anyReport, fc.integer({ min: 30, max: 80 }), (report, columns) => {
        const parsed = tryToParse(breakLines(formatReport(report), columns).replace(/^/gm, '> '))
        if (parsed?.integrity === 'intact') expect(parsed.report).toEqual(report)
      }),
      { numRuns: 50 },
    )
  })
})

describe('what mail and ticket systems do to a text', () => {
  const lines = text.split('\n')
  test.each<[name: string, text: string]>([
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['old Mac line breaks', text.replaceAll('\n', '\r')],
    ['one level of quoting', text.replace(/^/gm, '> ')],
    ['three levels of quoting', text.replace(/^/gm, '> > > ')],
    ['quoting without spaces', text.replace(/^/gm, '>>>')],
    ['mixed levels', lines.map((line, index) => `${'> '.repeat(index % 4)}${line}`).join('\n')],
    ['indented', text.replace(/^/gm, '\t    ')],
    ['trailing spaces', text.replace(/$/gm, '   ')],
    ['non-breaking spaces', text.replaceAll(' ', '\u00A0')],
    ['wide and doubled spaces', text.replaceAll(' ', ' \u2003 ')],
    ['no blank lines', text.replaceAll('\n\n', '\n')],
    ['a blank line after each', text.replaceAll('\n', '\n\n')],
    ['zero-width characters and a byte order mark', `\uFEFF${text.replaceAll(': ', ':\u200B ')}`],
    [
      'text before and after',
      `Hi, my bank does not work!\n\nHere is what I copied:\n${text}\n--\nSent from my phone: sorry\nx: y`,
    ],
    ['strangers in between', text.replaceAll('\n\n', '\n[image removed]\n\n')],
    ['lines broken anew at 40 columns', breakLines(text, 40)],
    ['broken anew and quoted', breakLines(text, 60).replace(/^/gm, '> ')],
    ['no line break at its end', text.trimEnd()],
  ])('%s', (_name, changed) => {
    expect(parseReport(changed)).toEqual(intact)
  })
})

test.each([30, 40, 50, 60, 70])('a value with colons, broken anew at %i columns', (columns) => {
  const errorMessage =
    'Error: 2 of the required fields are missing: item, user. Note: see the docs. Hint for developers: ' +
    'ask support. End: of it. Part 1: the first. Result: none. User: unknown. Where: here, Reason: there, Cause: that.'
  const report = makeReport('2026-11-22T09:21:40.310Z', [
    makeSession({
      outcome: 'failed',
      steps: [[0, null, { type: 'onExit', errorCode: 'INVALID_FIELD', errorMessage }]],
    }),
  ])
  const broken = breakLines(formatReport(report), columns)
  expect(parseReport(broken)).toEqual({ report, integrity: 'intact' })
  expect(parseReport(broken.replace(/^/gm, '> '))).toEqual({ report, integrity: 'intact' })
  // That something was changed elsewhere cuts no value.
  expect(parseReport(broken.replace('Result: Not', 'Result: NOT'))).toEqual({ report, integrity: 'altered' })
})

function breakLines(lines: string, columns: number): string {
  const words = lines.replaceAll('\n', ' \n ').split(' ')
  let column = 0
  return words
    .map((word) => {
      if (word === '\n') column = 0
      else column += word.length + 1
      if (column <= columns || word === '\n') return word
      column = word.length + 1
      return `\n${word}`
    })
    .join(' ')
}

describe('of several reports', () => {
  const other = formatReport(success)
  test('the first', () => expect(parseReport(other + text)).toEqual({ report: success, integrity: 'intact' }))
  test('the first that is intact', () => {
    expect(parseReport(other.replace('Citizens', 'Another') + text)).toEqual(intact)
    expect(parseReport(other.slice(0, 2500) + '\n' + text)).toEqual(intact)
    expect(parseReport(formatReport(success, { detail: 'short' }) + text)).toEqual(intact)
  })
})

test('a report behind words on the same line; but a title within a report is no more than text', () => {
  expect(parseReport('Here it is: ' + text)).toEqual({ report: wrongPasswordTwice, integrity: 'intact' })
  const errorMessage = text.split('\n')[0] as string
  const report = makeReport('2026-11-22T09:21:40.310Z', [
    makeSession({
      outcome: 'failed',
      linkSessionId: 'session-of-title',
      steps: [[0, null, { type: 'onExit', errorMessage }]],
    }),
  ])
  expect(parseReport(formatReport(report))).toEqual({ report, integrity: 'intact' })
})

describe('integrity', () => {
  test.each<[name: string, text: string]>([
    ['a value', text.replace('ttK0NtGKaVAlbCR', 'ttK0NtGKaVAlbCX')],
    ['a value in the part that is not read back', text.replace('Result: Not connected', 'Result: Connected')],
    ['a line removed', text.replace(/^language: .*\n/m, '')],
    ['a line added', text.replace('Part 5', 'outcome: succeeded\nPart 5')],
    ['two lines swapped', text.replace(/^(browser: .*)\n(platform: .*)/m, '$2\n$1')],
    ['the code in the title', text.replace('report 7KQF-2M9T', 'report 7KQF-2M9X')],
    ['the number of lines', text.replace(/\d+ lines/, '5 lines')],
    ['the check', text.replace(/check ..../, 'check 0000')],
  ])('altered: %s', (_name, changed) => {
    expect(changed).not.toBe(text)
    expect(parseReport(changed).integrity).toBe('altered')
  })

  test('a report that is altered still gives what is there', () => {
    const { report } = parseReport(text.replace(/^institution: .*\n/m, '').replace(/^app: .*\n/m, ''))
    expect(report).toEqual({
      ...wrongPasswordTwice,
      app: null,
      sessions: [{ ...wrongPasswordTwice.sessions[0], institution: null }],
    })
  })

  test('cut at any character it is not intact', () => {
    const all = formatReport(expiredToken).trimEnd()
    for (let length = 0; length < all.length; length++) {
      expect(tryToParse(all.slice(0, length))?.integrity ?? 'truncated').toBe('truncated')
    }
  })

  test.each([72, 60, 45, 30])('truncated anywhere, at %i columns: what is there is right', (columns) => {
    const original = formatReport(
      makeReport('2026-11-22T09:21:40.000Z', [...oauthReturned.sessions, ...wrongPasswordTwice.sessions]),
    )
    const all = breakLines(original, columns).replace(/^/gm, '> ')
    const whole = parseReport(original).report
    const firstEntry = all.indexOf('at 0 s:')
    for (let length = firstEntry + 60; length < all.indexOf('End of report'); length += 13) {
      const { report, integrity } = parseReport(all.slice(0, length))
      expect(integrity).toBe('truncated')
      expect(report.code).toBe(whole.code)
      expect(report.createdAt).toBe(whole.createdAt)
      expect(report.environment).toMatchObject({ browser: 'Safari 18.1', platform: 'iPhone' })
      const { storage, recorded, stored } = whole.completeness
      expect(report.completeness).toMatchObject({ storage, recorded, stored })
      report.sessions.forEach((session, index) => {
        const { entries, ...facts } = whole.sessions[index] ?? { entries: [] }
        expect(session).toMatchObject(facts)
        session.entries.slice(0, -1).forEach((entry, position) => expect(entry).toEqual(entries[position]))
        // The last one may lack the lines that came after it, but holds nothing that was not there.
        expect(entries[session.entries.length - 1]).toMatchObject(session.entries.at(-1) ?? {})
      })
    }
  })

  test('truncated within its last line: only the end is missing', () => {
    for (let length = text.lastIndexOf(':') + 1; length < text.trimEnd().length; length++) {
      for (const below of ['', '\n\nTel: 555 1234']) {
        expect(parseReport(text.slice(0, length) + below)).toEqual({
          report: wrongPasswordTwice,
          integrity: 'truncated',
        })
      }
    }
  })

  test('truncated within an id, with lines of others below: the id is not taken for a whole one', () => {
    const cut = text.slice(0, text.indexOf('ttK0NtGKaVAlbCR', text.indexOf('at 41.02 s')) + 4)
    for (const below of [
      '',
      '\nTel: 555 1234',
      '\ntel: 555 1234',
      '\nOn Sunday Jane wrote:\n> hi',
      '\n--\nSent from my phone',
    ]) {
      const { report, integrity } = parseReport(cut + below)
      expect(integrity).toBe('truncated')
      expect(report.sessions[0]?.entries).toEqual(
        wrongPasswordTwice.sessions[0]?.entries.slice(0, report.sessions[0]?.entries.length),
      )
    }
  })

  test('truncated, and then signed', () => {
    const { report, integrity } = parseReport(
      `${text.slice(0, text.indexOf('at 41.02 s') + 30)}\n--\nSent from my phone`,
    )
    expect(integrity).toBe('truncated')
    expect(report.sessions[0]?.entries).toEqual(wrongPasswordTwice.sessions[0]?.entries.slice(0, 8))
    expect(report.completeness.problem).toBe('The end of this report is missing.')
    expect(explainReport(report).findings.at(-1)?.seen).toBe('This is not all of the report.')
  })
})

describe('what is no report', () => {
  test.each<[says: RegExp, text: string]>([
    [/no line has "Bank connection report"/, ''],
    [/no line has "Bank connection report"/, 'Hello, my bank does not work. Part 4: Sessions'],
    [/short form of report 7KQF-2M9T. Ask for the full one/, formatReport(wrongPasswordTwice, { detail: 'short' })],
    [/lacks its part 4, the sessions/, text.slice(0, 800)],
    [/lacks its part 5, the environment/, text.replace(/Part 5: /, 'Part five: ')],
    [/"outcome: ..." is missing, or not what it was/, text.replace('outcome: failed', 'outcome: fine')],
    [/"started_at: ..." is missing/, text.replace(/^started_at: .*\n/m, '')],
    [/Report 7KQF-2M9T is of version 3, and this package reads version 2/, text.replace('version: 2', 'version: 3')],
    [/is of version 3/, text.replace('version: 2', 'version: 3').replace('outcome: failed', 'outcome: paused')],
    [/is of version 3/, text.slice(0, text.indexOf('app: name')).replace('version: 2', 'version: 3')],
  ])('%s', (says, changed) => {
    expect(() => parseReport(changed)).toThrow(ReportParseError)
    expect(() => parseReport(changed)).toThrow(says)
  })

  test('no text at all', () => {
    for (const value of [undefined, null, 7, {}, []]) {
      expect(() => parseReport(value as unknown as string)).toThrow(ReportParseError)
    }
  })
})

test('never throws anything but a ReportParseError', () => {
  const texts = [text, formatReport(oauthReturned), formatReport(scriptBlocked)]
  const mutation = fc.tuple(
    fc.nat(6000),
    fc.nat(30),
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...text.split('\n'))),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(mutation, { minLength: 1, maxLength: 8 }),
      (original, mutations) => {
        let mutated = original
        for (const [at, removed, added] of mutations)
          mutated = mutated.slice(0, at) + added + mutated.slice(at + removed)
        expectReportOrParseError(mutated)
      },
    ),
    { numRuns: 400 },
  )
  fc.assert(fc.property(fc.string({ unit: 'binary' }), expectReportOrParseError), { numRuns: 300 })
})

function expectReportOrParseError(mutated: string): void {
  const parsed = tryToParse(mutated)
  // whatever it holds can be told
  if (parsed) expect(formatReport(parsed.report)).toContain('Part 5')
}

function tryToParse(anyText: string): ParsedReport | undefined {
  try {
    return parseReport(anyText)
  } catch (error) {
    expect(error).toBeInstanceOf(ReportParseError)
    return undefined
  }
}

test.each<[name: string, text: string]>([
  ['titles', 'Bank connection report 7KQF-2M9T: 3 lines, check AAAA-BBBB\n'.repeat(20_000)],
  ['a long title', `Bank connection report ${'Bank connection report : 3 lines, '.repeat(30_000)}`],
  ['a long line', `${text.slice(0, 4000)}${'a, b: '.repeat(200_000)}`],
  ['quote marks', '> '.repeat(500_000)],
  ['spaces', `x${' '.repeat(1_000_000)}x`],
  ['digits', `Bank connection report x: ${'1'.repeat(1_000_000)}`],
  ['colons', `Bank connection report ${': '.repeat(500_000)}`],
  ['entries', text.replace(/^at 41.*$/m, 'at 1 s: OPEN\n'.repeat(10_000))],
  ['continuations', text.replace(/^cont: .*$/m, 'cont: x\n'.repeat(100_000))],
  ['escapes', text.replace('Acme Money', '\\u0041'.repeat(150_000))],
])('takes no more than linear time: %s', (_name, hostile) => {
  const started = performance.now()
  expectReportOrParseError(hostile)
  expect(performance.now() - started).toBeLessThan(15_000)
})
