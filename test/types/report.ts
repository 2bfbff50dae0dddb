import {
  explainReport,
  formatReport,
  parseReport,
  ReportParseError,
  type DiagnosticsReport,
  type ReportExplanation,
} from 'react-plaid-link-diagnostics/report'

type IsAny<T> = 0 extends 1 & T ? true : false
export const known: IsAny<DiagnosticsReport | ReportExplanation | ReturnType<typeof parseReport>> = false

export function read(text: string): string {
  try {
    const { report, integrity } = parseReport(text)
    const { headline, verdict }: ReportExplanation = explainReport(report)
    if (integrity === 'intact') return formatReport(report, { detail: 'short' })
    return `${headline} ${verdict.answer} ${report.sessions[0]?.linkSessionId ?? ''}`
  } catch (error) {
    if (error instanceof ReportParseError) return error.message
    throw error
  }
}

export function wrong(report: DiagnosticsReport) {
  // @ts-expect-error: no such detail
  formatReport(report, { detail: 'tiny' })
  // @ts-expect-error: a text is parsed, not a report
  parseReport(report)
  // @ts-expect-error: integrity is one of three words
  return parseReport('').integrity === 'genuine'
}
