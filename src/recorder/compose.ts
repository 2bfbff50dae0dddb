import type { DiagnosticEntry } from '../entry/fields.ts'
import { reportCode, toKey } from '../entry/key.ts'
import { DAY_MS } from '../entry/time.ts'
import { countGaps, overLimits, type Limits } from '../storage/limits.ts'
import type { Completeness, DiagnosticsReport, LinkSession } from '../session/report.ts'
import { toSessions } from '../session/sessions.ts'
import type { History } from '../storage/archive.ts'
import { total, type Log } from '../storage/log.ts'
import { NOTHING, sum } from '../storage/tidy.ts'
import { NO_ENVIRONMENT, readEnvironment } from './environment.ts'

const DEFAULT_SESSIONS = 5
const VOID: Pick<History, 'stored' | 'journaled' | 'givenUp'> = { stored: [], journaled: [], givenUp: NOTHING }

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
  const { stored, journaled, givenUp } = history.epoch === log.epoch ? history : VOID
  const memory = log.memory.filter(({ at }) => at > now - limits.days * DAY_MS)
  for (const entry of [...journaled, ...stored, ...memory]) entries.set(place(entry), entry)
  for (const entry of stored) onDisk.add(place(entry))
  for (const entry of memory) {
    if (log.mode === 'device' && !log.pending.has(entry) && !history.deleted.has(entry)) onDisk.add(place(entry))
  }

  // What was given up on purpose out of the midst of a page load is a gap as well.
  const missing = Math.max(0, countGaps([...entries.values()]) - givenUp.gaps - total(log.dropped))
  const dropped = sum(givenUp.dropped, log.dropped)
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
  return {
    version: 2,
    code: sessions[0]?.code ?? reportCode(log.page),
    createdAt: new Date(now).toISOString(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    app,
    environment: typeof window === 'undefined' ? NO_ENVIRONMENT : readEnvironment(),
    sessions,
    completeness: {
      ...storageOf(log, history),
      recorded: entries.size + missing + total(dropped),
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

function storageOf(log: Log, history: History): Pick<Completeness, 'storage' | 'problem'> {
  const { mode, problem } = log
  if (mode !== 'device') return { storage: mode, problem }
  const trouble = problem ?? (history.unreadable ? 'Saved details could not be read.' : null)
  return { storage: trouble ? 'memory' : 'indexeddb', problem: trouble }
}
