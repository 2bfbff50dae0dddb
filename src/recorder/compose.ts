import type { DiagnosticEntry } from '../core/entry.ts'
import { reportCode, toKey } from '../core/key.ts'
import { DAY_MS, overLimits, type Limits } from '../core/limits.ts'
import type { Completeness, DiagnosticsReport, LinkSession } from '../core/report.ts'
import { toSessions } from '../core/sessions.ts'
import type { History } from '../storage/archive.ts'
import type { Log } from '../storage/log.ts'
import { sum } from '../storage/tidy.ts'
import { NO_ENVIRONMENT, readEnvironment } from './environment.ts'

const DEFAULT_SESSIONS = 5
const NOTHING: Pick<History, 'stored' | 'journaled' | 'dropped'> = { stored: [], journaled: [], dropped: {} }

/** A report of what was read from the device and of what this page has recorded since. Synchronous. */
export function composeReport({
  history,
  log,
  limits,
  sessions: wanted,
  app,
}: {
  history: History
  log: Log
  limits: Limits
  sessions: number | undefined
  app: DiagnosticsReport['app']
}): DiagnosticsReport {
  const now = Date.now()
  const entries = new Map<string, DiagnosticEntry>()
  const onDisk = new Set<string>()
  const { stored, journaled, dropped: givenUpBefore } = history.epoch === log.epoch ? history : NOTHING
  for (const entry of [...journaled, ...stored, ...log.memory]) entries.set(place(entry), entry)
  for (const entry of stored) onDisk.add(place(entry))
  for (const entry of log.memory) if (log.mode === 'device' && !log.pending.has(entry)) onDisk.add(place(entry))

  const dropped = sum(givenUpBefore, log.dropped)
  let all = toSessions([...entries.values()], now, log.page)
  if (entries.size > limits.total || all.some((session) => session.entries.length > limits.entriesPerSession)) {
    const keys = new Map([...entries.values()].map((entry) => [toKey(entry, log.epoch), entry]))
    for (const [key, reason] of overLimits([...keys.keys()].sort(), { ...limits, sessions: Infinity }, now, Infinity)) {
      const entry = keys.get(key)
      if (entry && entries.delete(place(entry))) dropped[reason] = (dropped[reason] ?? 0) + 1
    }
    all = toSessions([...entries.values()], now, log.page)
  }
  const sessions = select(all, wanted)
  const givenUp = Object.values(dropped).reduce((sum, count) => sum + count, 0)
  // What was given up on purpose out of the midst of a page load is a gap as well; whole sessions leave none.
  const { age = 0, sessions: whole = 0 } = dropped
  const missing = Math.max(0, countGaps([...entries.values()]) - (givenUp - age - whole))
  return {
    version: 1,
    code: sessions[0]?.code ?? reportCode(log.page),
    createdAt: new Date(now).toISOString(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    app,
    environment: typeof window === 'undefined' ? NO_ENVIRONMENT : readEnvironment(),
    sessions,
    completeness: {
      ...storageOf(log, history),
      recorded: entries.size + missing + givenUp,
      stored: onDisk.size,
      dropped: Object.entries(dropped).map(([reason, count]) => ({ reason, count })),
      missing,
      sessionsLeftOut: all.length - sessions.length,
      asOf: new Date(history.readAt).toISOString(),
    },
  }
}

function place(entry: DiagnosticEntry): string {
  return `${entry.page} ${entry.sequence}`
}

function select(all: LinkSession[], wanted: number | undefined): LinkSession[] {
  if (wanted !== undefined) return all.slice(0, Math.max(0, wanted))
  const newest = all[0]
  if (!newest) return []
  const latest = Date.parse(newest.lastSeenAt)
  return all
    .filter(({ lastSeenAt }) => {
      const age = latest - Date.parse(lastSeenAt)
      return age >= 0 && age <= DAY_MS // less than 0: by a clock that was wrong
    })
    .slice(0, DEFAULT_SESSIONS)
}

/** Numbers missing between the first and the last entry of a page load. */
function countGaps(entries: DiagnosticEntry[]): number {
  const pages = new Map<string, { first: number; last: number; count: number }>()
  for (const { page, sequence } of entries) {
    const seen = pages.get(page)
    if (!seen) {
      pages.set(page, { first: sequence, last: sequence, count: 1 })
    } else {
      seen.first = Math.min(seen.first, sequence)
      seen.last = Math.max(seen.last, sequence)
      seen.count++
    }
  }
  let gaps = 0
  for (const { first, last, count } of pages.values()) gaps += last - first + 1 - count
  return gaps
}

function storageOf(log: Log, history: History): Pick<Completeness, 'storage' | 'problem'> {
  const { mode, problem } = log
  if (mode !== 'device') return { storage: mode, problem: null }
  const trouble = problem ?? (history.unreadable ? 'Saved details could not be read.' : null)
  return { storage: trouble ? 'memory' : 'indexeddb', problem: trouble }
}
