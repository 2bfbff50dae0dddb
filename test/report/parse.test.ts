import fc from 'fast-check'
import { formatReport, parseReport, ReportParseError } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test, vi } from 'vitest'
import { anyReport } from '../support/hostile.ts'
import {
  goldens,
  makeReport,
  makeSession,
  oauthReturned,
  scriptBlocked,
  success,
  wrongPasswordTwice,
} from '../support/reports.ts'
import { breakLines, expectReportOrParseError, tryToParse } from './transport.ts'

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

describe('what is no report', () => {
  test.each<[says: RegExp, text: string]>([
    [/no line has "Bank connection report"/, ''],
    [/no line has "Bank connection report"/, 'Hello, my bank does not work. Part 4: Sessions'],
    [/its title names none/, 'Bank connection report'],
    [/short form of report 7KQF-2M9T. Ask for the full one/, formatReport(wrongPasswordTwice, { detail: 'short' })],
    [/lacks its part 4, the sessions/, text.slice(0, 800)],
    [/Report 7KQF-2M9T has lost its line breaks/, text.replace(/\n/g, ' ')],
    [/has lost its line breaks/, text.replace(/\ncont:/g, '').replace(/(.)\n(?=.)/g, '$1 ')],
    [/has lost its line breaks/, text.replace(/\n(?=attempt_id|link_outcome)/g, ' ')],
    [/has lost its line breaks/, text.replace(/\n(?=time_zone|created_at)/g, ' ')],
    [
      /is of version 1, and this package reads version 2/,
      'Bank connection report 7KQF-2M9T: 123 lines, check A8E5-32AA\nFor: x',
    ],
    [/lacks its part 5, the environment/, text.replace(/Part 5: /, 'Part five: ')],
    [/"link_outcome: ..." is missing, or not what it was/, text.replace('outcome: error', 'outcome: fine')],
    [/"started_at: ..." is missing/, text.replace(/^started_at: .*\n/m, '')],
    [/Report 7KQF-2M9T is of version 3, and this package reads version 2/, text.replace('version: 2', 'version: 3')],
    [/is of version 3/, text.replace('version: 2', 'version: 3').replace('outcome: error', 'outcome: paused')],
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
