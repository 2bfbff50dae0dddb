import type { DiagnosticEntry } from '../entry/fields.ts'
import { reportCode } from '../entry/key.ts'
import { DAY_MS } from '../entry/time.ts'
import type { Completeness, DiagnosticsReport, LinkSession } from '../session/report.ts'
import { toSessions } from '../session/sessions.ts'
import { DELETED, type History } from '../storage/history.ts'
import type { Memory } from '../storage/memory.ts'
import { sum } from '../storage/notes.ts'
import { countGaps, overLimits } from '../storage/sessionLimits.ts'
import { isUndecided } from './attempt.ts'
import { NO_ENVIRONMENT, readEnvironment } from './environment.ts'
import { isReload, readSimulated } from './page.ts'
import type { Recording } from './recording.ts'

const DEFAULT_SESSIONS = 5
const NOTHING = { stored: [], journaled: [], dropped: {}, gaps: 0, wasDeleted: false }

/** A report of what was read from the device and of what this page has recorded since. Synchronous. */
export function composeReport({
  history,
  recording,
  sessions: wanted,
  app,
}: {
  history: History
  recording: Recording
  sessions: number | undefined
  app: DiagnosticsReport['app']
}): DiagnosticsReport {
  const { memory, limits } = recording
  const now = Date.now()
  const entries = new Map<string, DiagnosticEntry>()
  const onDisk = new Set<string>()
  const read = history.erasures === memory.erasures ? history : NOTHING
  const { stored, journaled, dropped: givenUp, gaps } = read
  const recorded = memory.entries.filter(({ at }) => at > now - limits.days * DAY_MS)
  for (const entry of [...journaled, ...stored, ...recorded]) {
    entries.set(entryId(entry), isLeftByReload(entry) ? { ...entry, reload: true } : entry)
  }
  for (const entry of stored) onDisk.add(entryId(entry))
  for (const entry of recorded) {
    if (memory.mode === 'device' && !memory.pending.has(entry) && !history.deleted.has(entry)) {
      onDisk.add(entryId(entry))
    }
  }

  const missing = countMissing([...entries.values()], read, gaps + total(memory.dropped))
  let dropped = sum(givenUp, memory.dropped)
  if (entries.size > Math.min(limits.entriesPerSession, limits.total)) {
    const over = overLimits([...entries.values()], { ...limits, sessions: Infinity }, now, Infinity)
    for (const [entry, reason] of over) {
      if (entries.delete(entryId(entry))) dropped = sum(dropped, { [reason]: 1 })
    }
  }
  const pending = scriptPending(recording, [...entries.values()], now)
  if (pending) entries.set(entryId(pending), pending)
  const all = toSessions([...entries.values()], now, memory.page)
  const sessions = select(all, wanted)
  return {
    version: 2,
    code: sessions[0]?.code ?? reportCode(memory.page),
    createdAt: new Date(now).toISOString(),
    timeZone: readTimeZone(),
    app,
    environment: typeof window === 'undefined' ? NO_ENVIRONMENT : readEnvironment(),
    sessions,
    completeness: {
      ...storageOf(memory, history),
      recorded: entries.size + missing + total(dropped),
      stored: onDisk.size,
      dropped: Object.entries(dropped).map(([reason, count]) => ({ reason, count })),
      missing,
      sessionsLeftOut: all.length - sessions.length,
      asOf: new Date(history.readAt).toISOString(),
    },
  }
}

/** What was given up on purpose out of the midst of a page load is a gap as well: `known`. */
function countMissing(
  entries: DiagnosticEntry[],
  { wasDeleted, dropped }: Pick<History, 'wasDeleted' | 'dropped'>,
  known: number,
): number {
  const gaps = countGaps(entries) - known
  // Where the database was deleted, what a page load began with is missing too, unless it was counted as it went.
  const fromStart = wasDeleted ? countGaps(entries, undefined, true) - known - total(dropped) : 0
  return Math.max(0, gaps, fromStart)
}

/** A page that is left is not told that it is reloaded, but the next one knows: the page that it took the place of. */
function isLeftByReload({ type, at }: DiagnosticEntry): boolean {
  if (type !== 'pageLeft') return false
  try {
    const after = at - (Date.now() - performance.now())
    // It is left when the answer comes.
    return after > -1000 && after < 10_000 && isReload()
  } catch {
    return false // a page that has replaced them
  }
}

function total(dropped: Record<string, number>): number {
  return Object.values(dropped).reduce((sum, count) => sum + count, 0)
}

function entryId(entry: DiagnosticEntry): string {
  return `${entry.page} ${entry.sequence}`
}

/**
 * Plaid's script is still on its way: nothing else of this page may tell why there is no Link. Made for the report only,
 * for a page that loads as it should would leave it too.
 */
function scriptPending(recording: Recording, entries: DiagnosticEntry[], now: number): DiagnosticEntry | undefined {
  const { memory, unowned } = recording
  const newest = recording.newest && isUndecided(recording.newest) ? recording.newest : undefined
  const afterMs = recording.scriptPendingMs(now)
  if (afterMs === null || memory.mode === 'off') return undefined
  const isTold = entries.some(({ page, plaidGlobal }) => page === memory.page && plaidGlobal === false)
  if (isTold) return undefined
  // The same each time, code and time too: what was copied is not outdated because one goes on waiting.
  const attempt = newest ?? unowned ?? { id: memory.page, code: reportCode(memory.page) }
  return {
    type: 'scriptPending',
    at: now - afterMs,
    page: memory.page,
    sequence: recording.sequence(),
    attemptId: attempt.id,
    code: attempt.code,
    scriptTag: true,
    plaidGlobal: false,
    afterMs,
    ...readSimulated(),
  }
}

function readTimeZone(): string {
  try {
    return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
  } catch {
    return 'UTC'
  }
}

function select(all: LinkSession[], wanted: number | undefined): LinkSession[] {
  if (wanted !== undefined) return all.slice(0, Math.max(0, wanted))
  const newest = all[0]
  if (!newest) return []
  const latest = Date.parse(newest.lastSeenAt)
  return (
    all
      // More than a day later: by a clock that was wrong.
      .filter(({ lastSeenAt }) => Math.abs(latest - Date.parse(lastSeenAt)) <= DAY_MS)
      .slice(0, DEFAULT_SESSIONS)
  )
}

function storageOf(memory: Memory, history: History): Pick<Completeness, 'storage' | 'problem'> {
  const { mode, problem } = memory
  if (mode !== 'device') return { storage: mode, problem }
  const trouble = problem ?? (history.isUnreadable ? 'Saved details could not be read.' : null)
  if (trouble) return { storage: 'memory', problem: trouble }
  const isVoid = history.erasures !== memory.erasures
  if (history.wasDeleted && !isVoid) return { storage: 'indexeddb', problem: DELETED }
  const { wrongFields } = history
  if (wrongFields === 0 || isVoid) return { storage: 'indexeddb', problem: null }
  const fields = wrongFields === 1 ? '1 field of what was saved' : `${wrongFields} fields of what was saved`
  return { storage: 'indexeddb', problem: `${fields} did not have the right form, and were left out.` }
}
