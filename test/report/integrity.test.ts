import { explainReport, formatReport, parseReport } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test, vi } from 'vitest'
import { expiredToken, goldens, makeReport, oauthReturned, wrongPasswordTwice } from '../support/reports.ts'
import { breakLines, tryToParse } from './transport.ts'

vi.setConfig({ testTimeout: 60_000 })

const text = formatReport(wrongPasswordTwice)

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
    ['the code at its end', text.replace('End of report 7KQF', 'End of report 7KQX')],
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

  test('truncated at any line: what is there is right, and its end is told as missing', () => {
    for (const report of Object.values(goldens)) {
      const lines = formatReport(report).trimEnd().split('\n')
      for (let count = 1 + lines.findIndex((line) => line.startsWith('Part 5')); count < lines.length; count++) {
        const { report: read, integrity } = parseReport(lines.slice(0, count).join('\n'))
        expect(integrity).toBe('truncated')
        expect(read.code).toBe(report.code)
        expect(read.createdAt.slice(0, 19)).toBe(report.createdAt.slice(0, 19))
        read.sessions.slice(0, -1).forEach((session, index) => expect(session).toEqual(report.sessions[index]))
      }
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
      report.sessions.forEach((session, index) => {
        const { entries = [], identifiers = [], ...facts } = whole.sessions[index] ?? {}
        expect(session).toMatchObject(facts)
        expect(identifiers).toEqual(expect.arrayContaining(session.identifiers))
        session.entries.slice(0, -1).forEach((entry, position) => expect(entry).toEqual(entries[position]))
        // The last one may lack the lines that came after it, but holds nothing that was not there.
        expect(entries[session.entries.length - 1]).toMatchObject(session.entries.at(-1) ?? {})
      })
    }
  })

  test('truncated within its last line: only the end is missing', () => {
    for (let length = text.lastIndexOf('End of report') + 14; length < text.trimEnd().length; length++) {
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
    expect(report.completeness).toMatchObject({ storage: 'unknown', problem: null })
    expect(explainReport(report).findings.at(-1)).toMatchObject({
      seen: 'This is not all of the report.',
      means: 'The end of this report is missing.',
    })
    const { report: again, integrity: asWritten } = parseReport(formatReport(report))
    expect([again, asWritten]).toEqual([report, 'intact'])
  })
})
