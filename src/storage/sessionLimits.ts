import type { DiagnosticEntry } from '../entry/fields.ts'
import { isMilestone } from '../entry/key.ts'
import { DAY_MS, HOUR_MS } from '../entry/time.ts'
import type { Limits } from './limits.ts'

export type DropReason = 'age' | 'sessions' | 'entries' | 'total'

/**
 * Which entries go, and why. Oldest first, whole sessions before parts; of a session the milestones last.
 * A session with an entry of the last hour may be alive in another tab: only the hard total reaches it.
 * An entry dated more than a day ahead comes from a wrong clock and counts as oldest.
 */
export function overLimits(
  entries: readonly DiagnosticEntry[],
  limits: Limits,
  now: number,
  liveAfter: number = now - HOUR_MS,
): Map<DiagnosticEntry, DropReason> {
  const gone = new Map<DiagnosticEntry, DropReason>()
  const sessions = toKept(entries, now)
  let total = entries.length

  function drop(session: KeptSession, count: number, reason: DropReason): void {
    const going = session.entries.splice(0, count)
    for (const entry of going) gone.set(entry, reason)
    total -= going.length
  }

  // Newest first: what is beyond the first `limits.sessions` is too many.
  sessions.sort((a, b) => b.last - a.last)
  sessions.forEach((session, index) => {
    if (session.last > liveAfter) return
    if (session.last > 0 && session.last < now - limits.days * DAY_MS) drop(session, Infinity, 'age')
    else if (index >= limits.sessions) drop(session, Infinity, 'sessions')
    else if (session.entries.length > limits.entriesPerSession) {
      drop(session, session.entries.length - limits.entriesPerSession, 'entries')
    }
  })
  for (let index = sessions.length - 1; index >= 0 && total > limits.total; index--) {
    // The newest session is cut, not dropped whole.
    drop(sessions[index] as KeptSession, index === 0 ? total - limits.total : Infinity, 'total')
  }
  return gone
}

interface KeptSession {
  /** In the order in which they go. */
  entries: DiagnosticEntry[]
  last: number
}

function toKept(entries: readonly DiagnosticEntry[], now: number): KeptSession[] {
  const timeOf = ({ at }: DiagnosticEntry): number => (at > now + DAY_MS ? 0 : at)
  const inOrder = [...entries].sort((a, b) => a.at - b.at || a.sequence - b.sequence)
  // Entries without a link_session_id belong to the last that their attempt had.
  const codeOfAttempt = new Map(inOrder.map(({ attemptId, code }) => [attemptId, code]))
  const byCode = new Map<string, KeptSession>()
  for (const entry of inOrder) {
    const code = entry.linkSessionId ? entry.code : (codeOfAttempt.get(entry.attemptId) ?? entry.code)
    let session = byCode.get(code)
    if (!session) byCode.set(code, (session = { entries: [], last: 0 }))
    session.entries.push(entry)
    session.last = Math.max(session.last, timeOf(entry))
  }
  for (const session of byCode.values()) {
    session.entries.sort(
      (a, b) => Number(isMilestone(a)) - Number(isMilestone(b)) || timeOf(a) - timeOf(b) || a.sequence - b.sequence,
    )
  }
  return [...byCode.values()]
}

/**
 * Numbers missing in the order of page loads, from the first entry that is left of each, or from the first that there was.
 * What is not left counts up to the last entry that there was: there may be more to come.
 */
export function countGaps(
  entries: readonly DiagnosticEntry[],
  isLeft: (entry: DiagnosticEntry) => boolean = () => true,
  isFromStart = false,
): number {
  const pages = new Map<string, { first: number; last: number; count: number }>()
  for (const entry of entries) {
    const page = pages.get(entry.page) ?? { first: Infinity, last: 0, count: 0 }
    pages.set(entry.page, page)
    page.last = Math.max(page.last, entry.sequence)
    if (!isLeft(entry)) continue
    page.first = Math.min(page.first, entry.sequence)
    page.count++
  }
  let gaps = 0
  for (const { first, last, count } of pages.values()) {
    if (count > 0) gaps += last - (isFromStart ? 0 : first) + 1 - count
  }
  return gaps
}
