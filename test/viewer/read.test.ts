import fc from 'fast-check'
import { formatReport } from 'react-plaid-link-diagnostics/report'
import { describe, expect, test } from 'vitest'
import { plain, trustedLink } from '../../src/viewer/plain.ts'
import { placeAfter } from '../../src/viewer/places.ts'
import { readReports, toLanes } from '../../src/viewer/read.ts'
import {
  expiredToken,
  goldens,
  makeReport,
  oauthReturned,
  scriptBlocked,
  wrongPasswordTwice,
} from '../support/reports.ts'

const one = formatReport(wrongPasswordTwice)
const other = formatReport(expiredToken)

describe('reading what is pasted', () => {
  test.each(Object.entries(goldens))('%s', (_name, report) => {
    const { reports, problem } = readReports(formatReport(report))
    expect(problem).toBe('')
    expect(reports).toEqual([{ key: `${report.code} ${report.createdAt}`, report, integrity: 'intact' }])
  })

  test('finds each report of a text once, the whole one before the broken one', () => {
    const cut = one.slice(0, one.length - 400)
    const { reports } = readReports(`Hello,\n${cut}\n\n${other.replace(/^/gm, '> ')}\n${one}\n${one}`)
    expect(reports.map(({ report, integrity }) => [report.createdAt, integrity])).toEqual([
      [wrongPasswordTwice.createdAt, 'intact'],
      [expiredToken.createdAt, 'intact'],
    ])
  })

  test("has the parser's sentence where there is none, and nothing to say of nothing", () => {
    expect(readReports('hello')).toEqual({ reports: [], problem: expect.stringContaining('There is no report') })
    expect(readReports(' \n')).toEqual({ reports: [], problem: '' })
  })

  test('never throws', () => {
    const parts = fc.constantFrom(
      one,
      other,
      one.slice(0, 900),
      'Bank connection report ',
      'Session: 1 of 1\n',
      'at 1 s: x\n',
      '\n',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string()), { maxLength: 6 }), (texts) => {
        const { reports, problem } = readReports(texts.join(''))
        expect(reports.length === 0 || problem === '').toBe(true)
        toLanes(reports)
      }),
      { numRuns: 60 },
    )
  })

  test('shows a session that is in two reports once, as the fuller tells it', () => {
    const [session] = oauthReturned.sessions
    if (!session) throw new Error('no session')
    const early = makeReport('2026-11-22T09:19:00.000Z', [{ ...session, entries: session.entries.slice(0, 4) }])
    const lanes = toLanes([
      { key: 'early', report: early },
      { key: 'late', report: oauthReturned },
      { key: 'blocked', report: scriptBlocked },
    ])
    expect(lanes.map(({ reportKey, marks }) => [reportKey, marks.length])).toEqual([
      ['late', session.entries.length],
      ['blocked', 2],
    ])
  })
})

describe('what is shown of a hostile text', () => {
  test('is every character that is seen, and the escape of every other', () => {
    expect(plain('a\u202Eb\u0000\u200B\u001B[2J\u{E0041}é 銀行')).toBe(
      String.raw`a\u202Eb\u0000\u200B\u001B[2J\uDB40\uDC41é 銀行`,
    )
  })

  test.each([
    'https://plaid.com/docs/errors/item/#invalid_credentials',
    'https://dashboard.plaid.com/support/new/financial-institutions',
  ])('%s is a link', (address) => expect(trustedLink(address)).toBe(address))

  test.each([
    'http://plaid.com/docs/',
    'https://plaid.com/docs',
    'https://plaid.com/docs/../../evil',
    'https://plaid.com/docs/%2e%2e/evil',
    'https://plaid.com.evil.test/docs/',
    'https://dashboard.plaid.com@evil.test/',
    'https://dashboard.plaid.com.evil.test/',
    'javascript:alert(1)//https://plaid.com/docs/',
    ' https://plaid.com/docs/',
    'https://plaid.com/docs/\\..\\..',
    '',
  ])('%s is none', (address) => expect(trustedLink(address)).toBeUndefined())
})

describe('the arrow keys', () => {
  const lanes = toLanes([
    {
      key: 'a',
      report: makeReport('2026-11-22T09:21:40.310Z', [...wrongPasswordTwice.sessions, ...oauthReturned.sessions]),
    },
  ])
  const [first = '', second = ''] = lanes.map(({ key }) => key)

  test.each([
    ['ArrowRight', { lane: first, mark: 0 }, { lane: first, mark: 1 }],
    ['ArrowLeft', { lane: first, mark: 0 }, { lane: first, mark: 0 }],
    ['End', { lane: first, mark: 0 }, { lane: first, mark: 11 }],
    ['Home', { lane: first, mark: 5 }, { lane: first, mark: 0 }],
    ['ArrowDown', { lane: first, mark: 10 }, { lane: second, mark: 3 }],
    ['ArrowUp', { lane: first, mark: 3 }, { lane: first, mark: 3 }],
    ['a', { lane: first, mark: 3 }, null],
    ['Home', { lane: 'gone', mark: 3 }, null],
  ])('%s from %j', (key, from, to) => expect(placeAfter(key, lanes, from)).toEqual(to))
})
