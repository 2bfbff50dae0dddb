import type { DiagnosticsReport } from '../session/report.ts'

/** What may be in a report, as its owner would call it. */
export type Present = 'events' | 'bank' | 'messages' | 'ownIds' | 'device' | 'language'
/** What is never in one; an app's own id may be a name, and then `name` is not among them. */
export type Absent = 'passwords' | 'name' | 'accountNumbers' | 'balances'

/** What is in the text of this very report, and what is not. */
export function contentsOf(
  report: DiagnosticsReport,
  detail: 'full' | 'short',
): { present: Present[]; absent: Absent[] } {
  const entries = report.sessions.flatMap((session) => session.entries)
  const present: Present[] = []
  if (entries.length > 0) present.push('events')
  if (report.sessions.some(({ institution }) => institution)) present.push('bank')
  const isFull = detail === 'full'
  if (isFull && entries.some(({ errorMessage, displayMessage }) => errorMessage || displayMessage))
    present.push('messages')
  const hasOwnIds = entries.some(({ identifiers }) => identifiers)
  if (hasOwnIds) present.push('ownIds')
  present.push('device')
  if (isFull) present.push('language')
  return { present, absent: hasOwnIds ? NEVER.filter((part) => part !== 'name') : NEVER }
}

const NEVER: Absent[] = ['passwords', 'name', 'accountNumbers', 'balances']
