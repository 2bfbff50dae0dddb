import type { DiagnosticsReport } from '../session/report.ts'

/** What may be in a report, as its owner would call it. */
export type Present = 'events' | 'bank' | 'messages' | 'ownIds' | 'device'
/** What is never in one; an app's own id may be a name, and then `name` is not among them. */
export type Absent = 'passwords' | 'name' | 'accountNumbers' | 'balances'

/** What is in this very report, and what is not. */
export function contentsOf(report: DiagnosticsReport): { present: Present[]; absent: Absent[] } {
  const entries = report.sessions.flatMap((session) => session.entries)
  const present: Present[] = []
  if (entries.length > 0) present.push('events')
  if (report.sessions.some(({ institution }) => institution)) present.push('bank')
  if (entries.some(({ errorMessage, displayMessage }) => errorMessage || displayMessage)) present.push('messages')
  const hasOwnIds = entries.some(({ identifiers }) => identifiers)
  if (hasOwnIds) present.push('ownIds')
  present.push('device')
  return { present, absent: hasOwnIds ? NEVER.filter((part) => part !== 'name') : NEVER }
}

const NEVER: Absent[] = ['passwords', 'name', 'accountNumbers', 'balances']
