import { fromKey, type EntryKey } from '../entry/key.ts'
import { DAY_MS, HOUR_MS } from '../entry/time.ts'

export interface Limits {
  /** Whole sessions kept. */
  sessions: number
  entriesPerSession: number
  /** Age, by this device's clock at capture. */
  days: number
  /** Hard total of entries: it reaches sessions that may be alive, too. */
  total: number
}

/** With what an app has not said. The hard total is 5,000, unless the limits that it gives allow more. */
export function toLimits(given: Partial<Omit<Limits, 'total'>> = {}): Limits {
  const { sessions = 20, entriesPerSession = 500, days = 14 } = given
  const isSized = (given.sessions ?? given.entriesPerSession) !== undefined
  return { sessions, entriesPerSession, days, total: Math.max(5000, isSized ? sessions * entriesPerSession : 0) }
}

export type DropReason = 'age' | 'sessions' | 'entries' | 'total'

/**
 * Which keys go, and why. Oldest first, whole sessions before parts; of a session the telling entries last.
 * A session with an entry of the last hour may be alive in another tab: only the hard total reaches it.
 * A key dated more than a day ahead comes from a wrong clock and counts as oldest.
 */
export function overLimits(
  keys: readonly unknown[],
  limits: Limits,
  now: number,
  liveAfter: number = now - HOUR_MS,
): Map<string, DropReason> {
  const gone = new Map<string, DropReason>()
  const sessions = toSessions(keys, now)
  let total = 0
  for (const session of sessions) total += session.keys.length

  function drop(session: KeptSession, count: number, reason: DropReason): void {
    const going = session.keys.splice(0, count)
    for (const { key } of going) gone.set(key, reason)
    total -= going.length
  }

  // Newest first: what is beyond the first `limits.sessions` is too many.
  sessions.sort((a, b) => b.last - a.last)
  sessions.forEach((session, index) => {
    if (session.last > liveAfter) return
    if (session.last > 0 && session.last < now - limits.days * DAY_MS) drop(session, Infinity, 'age')
    else if (index >= limits.sessions) drop(session, Infinity, 'sessions')
    else if (session.keys.length > limits.entriesPerSession) {
      drop(session, session.keys.length - limits.entriesPerSession, 'entries')
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
  keys: { key: string; parts: EntryKey }[]
  last: number
}

function toSessions(keys: readonly unknown[], now: number): KeptSession[] {
  const codeOfAttempt = new Map<string, string>()
  const byCode = new Map<string, KeptSession>()
  const ours: KeptSession['keys'] = []
  for (const key of keys) {
    const parts = fromKey(key)
    if (!parts) continue
    if (parts.at > now + DAY_MS) parts.at = 0
    ours.push({ key: key as string, parts })
    // An attempt's first entries are coded by the attempt, its later ones by the link_session_id: the last says it.
    codeOfAttempt.set(parts.attemptId, parts.code)
  }
  for (const entry of ours) {
    const code = codeOfAttempt.get(entry.parts.attemptId) ?? entry.parts.code
    let session = byCode.get(code)
    if (!session) byCode.set(code, (session = { keys: [], last: 0 }))
    session.keys.push(entry)
    session.last = Math.max(session.last, entry.parts.at)
  }
  for (const session of byCode.values()) {
    session.keys.sort(
      (a, b) =>
        Number(a.parts.telling) - Number(b.parts.telling) ||
        a.parts.at - b.parts.at ||
        a.parts.sequence - b.parts.sequence,
    )
  }
  return [...byCode.values()]
}

/**
 * Numbers missing in the order of page loads, from the first entry that is left of each. What is not left counts up to the
 * last entry that there was: there may be more to come.
 */
export function countGaps<Entry extends Pick<EntryKey, 'page' | 'sequence'>>(
  entries: readonly Entry[],
  isLeft: (entry: Entry) => boolean = () => true,
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
  for (const { first, last, count } of pages.values()) if (count > 0) gaps += last - first + 1 - count
  return gaps
}
