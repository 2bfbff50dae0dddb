import { expect } from 'vitest'
import { formatReport, parseReport, ReportParseError, type ParsedReport } from 'react-plaid-link-diagnostics/report'

/** As a mail system breaks lines: at so many columns, without a mark. */
export function breakLines(lines: string, columns: number): string {
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

export function expectReportOrParseError(mutated: string): void {
  const parsed = tryToParse(mutated)
  // whatever it holds can be told
  if (parsed) expect(formatReport(parsed.report)).toContain('Part 5')
}

export function tryToParse(anyText: string): ParsedReport | undefined {
  try {
    return parseReport(anyText)
  } catch (error) {
    expect(error).toBeInstanceOf(ReportParseError)
    return undefined
  }
}
