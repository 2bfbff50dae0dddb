import type { DiagnosticEntry } from '../entry/fields.ts'
import { identifiers as toKept, type PlaidIdentifier, type WithheldIdentifier } from '../entry/shapes.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'

/** The page load of what a server knows: it was no page. */
const SERVER = 'server'

/**
 * The report with what a server knows joined to one of its sessions, as `pickIdentifiers` gives it: to that of
 * `to.linkSessionId`, else to the newest. What is joined takes the place of its "on your server" in the explanation and
 * in the case for Plaid.
 *
 * Pure: `report` stays as it is, and is returned as it is where there is no such session, or nothing new. An identifier
 * that is there already is not joined again. A bearer secret is not kept: it is told as withheld.
 */
export function completeReport(
  report: DiagnosticsReport,
  identifiers: readonly PlaidIdentifier[],
  to: { linkSessionId?: string } = {},
): DiagnosticsReport {
  const { linkSessionId } = to
  const index =
    linkSessionId === undefined ? 0 : report.sessions.findIndex((session) => session.linkSessionId === linkSessionId)
  const session = report.sessions[index]
  const completed = session && completeSession(session, identifiers)
  if (!completed) return report
  return { ...report, sessions: report.sessions.map((other) => (other === session ? completed : other)) }
}

function completeSession(session: LinkSession, given: readonly PlaidIdentifier[]): LinkSession | undefined {
  const known = new Set(session.identifiers.map(toText))
  const fresh: PlaidIdentifier[] = []
  const refused = new Map<string, WithheldIdentifier>()
  for (const identifier of given) {
    const [kept] = toKept([identifier]) ?? []
    if (!kept) {
      const key = String(identifier?.key)
      refused.set(key, { key, looksLike: 'secret' })
    } else if (!known.has(toText(kept))) {
      known.add(toText(kept))
      fresh.push(kept)
    }
  }
  const told = new Set(session.entries.flatMap(({ withheld = [] }) => withheld.map(({ key }) => key)))
  const withheld = [...refused.values()].filter(({ key }) => !told.has(key))
  if (fresh.length === 0 && withheld.length === 0) return undefined
  const { entries, attemptId, code } = session
  const attached: DiagnosticEntry = {
    type: 'attached',
    // When a server knew it is not known. Nothing of the session was later than its last entry.
    at: entries.reduce((latest, { at }) => Math.max(latest, at), Date.parse(session.startedAt) || 0),
    page: SERVER,
    sequence: entries.filter(({ page }) => page === SERVER).length,
    attemptId,
    code,
    ...(session.linkSessionId !== null && { linkSessionId: session.linkSessionId }),
    ...(fresh.length > 0 && { identifiers: fresh }),
    ...(withheld.length > 0 && { withheld }),
  }
  return { ...session, entries: [...entries, attached], identifiers: [...session.identifiers, ...fresh] }
}

function toText(identifier: PlaidIdentifier): string {
  return 'value' in identifier ? `${identifier.key} ${identifier.value}` : `${identifier.key}#${identifier.fingerprint}`
}
