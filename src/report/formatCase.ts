import { explainReport } from '../explain/explain.ts'
import type { DiagnosticsReport } from '../session/report.ts'

/** The text for Plaid's case form: only what Plaid needs, nothing about the device. */
export function formatCase(report: DiagnosticsReport, { linkSessionId }: { linkSessionId?: string } = {}): string {
  const sessions = linkSessionId
    ? report.sessions.filter((session) => session.linkSessionId === linkSessionId)
    : report.sessions
  const { headline, plaidCase } = explainReport({ ...report, sessions })
  const ids = plaidCase.lines.filter(({ value }) => value).map(({ key, value }) => `${key}: ${value}`)
  return [headline, ...ids, plaidCase.error && `error: ${plaidCase.error}`, '']
    .filter((line, i, all) => line || i === all.length - 1)
    .join('\n')
}
