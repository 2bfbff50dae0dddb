import type { PlaidIdentifier } from '../entry/fields.ts'
import type { DiagnosticsReport } from '../session/report.ts'

/** The report with what a server knows of one of its sessions, by default the newest. Pure. */
export function completeReport(
  report: DiagnosticsReport,
  identifiers: readonly PlaidIdentifier[],
  to: { linkSessionId?: string } = {},
): DiagnosticsReport {
  const { linkSessionId } = to
  const found = linkSessionId ? report.sessions.findIndex((session) => session.linkSessionId === linkSessionId) : 0
  const sessions = report.sessions.map((session, index) => {
    if (index !== found) return session
    const known = new Set(session.identifiers.map((identifier) => JSON.stringify(identifier)))
    const added = identifiers.filter((identifier) => !known.has(JSON.stringify(identifier)))
    return { ...session, identifiers: [...session.identifiers, ...added] }
  })
  return { ...report, sessions }
}
