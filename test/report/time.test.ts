import { formatReport } from 'react-plaid-link-diagnostics/report'
import { test, vi } from 'vitest'
import { wrongPasswordTwice } from '../support/reports.ts'
import { expectReportOrParseError } from './transport.ts'

vi.setConfig({ testTimeout: 60_000 })

const text = formatReport(wrongPasswordTwice)

test.each<[name: string, text: string]>([
  ['titles', 'Bank connection report 7KQF-2M9T\n'.repeat(30_000)],
  ['ends', `${text.slice(0, 300)}${'End of report 7KQF-2M9T: 3 lines, check AAAA-BBBB\n'.repeat(20_000)}`],
  ['sessions', text.replace(/^Session: .*$/m, 'Session: 1 of 1\n'.repeat(60_000))],
  ['a long title', `Bank connection report ${'Bank connection report : 3 lines, '.repeat(30_000)}`],
  ['a long line', `${text.slice(0, 4000)}${'a, b: '.repeat(200_000)}`],
  ['quote marks', '> '.repeat(500_000)],
  ['spaces', `x${' '.repeat(1_000_000)}x`],
  ['digits', `Bank connection report x: ${'1'.repeat(1_000_000)}`],
  ['colons', `Bank connection report ${': '.repeat(500_000)}`],
  ['entries', text.replace(/^at 41.*$/m, 'at 1 s: OPEN\n'.repeat(10_000))],
  ['continuations', text.replace(/^cont: .*$/m, 'cont: x\n'.repeat(100_000))],
  ['escapes', text.replace('Acme Money', '\\u0041'.repeat(150_000))],
])('a megabyte of noise is read to its end: %s', (_name, hostile) => {
  expectReportOrParseError(hostile)
})
