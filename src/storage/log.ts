import type { DiagnosticEntry } from '../entry/fields.ts'
import { fromKey, isTelling, toBase36 } from '../entry/key.ts'
import { writeJournal } from './journal.ts'

/**
 * What this page has recorded: in memory, bounded, and, where it may be stored, on its way to the disk (disk.ts).
 *
 * - An entry is pending until its transaction has completed. What is pending when the page is hidden or left goes
 *   to the journal, synchronously; so nothing is lost before the disk is there, nor after its last transaction.
 * - `clear()` counts up the epoch: in localStorage, where other tabs see it at once, and in the keys, so that
 *   whatever is written late under an older epoch is void. An epoch is the time of the clear().
 * - Not one blob, not zustand's `persist`: two tabs would overwrite each other, and cost would grow with history.
 */
export interface Log {
  readonly name: string
  /** This recorder's page load. */
  readonly page: string
  /** Entries kept in memory. */
  readonly maxMemory: number
  mode: StorageMode
  epoch: string
  /** What this page has last said or heard of epoch and mode; see `hear`. */
  said: string
  /** What is wrong with the storage, as a sentence; null when nothing is. */
  problem: string | null
  /** Entries of this page, how many of them are on disk, and how many were given up, by reason. */
  recorded: number
  stored: number
  dropped: Record<string, number>
  memory: DiagnosticEntry[]
  pending: Set<DiagnosticEntry>
  /** Of these, what the running transaction writes. */
  inFlight: ReadonlySet<DiagnosticEntry>
  /** Key of the journal that has something of this page in it. */
  journal: string | undefined
  closed: boolean
  /** How often everything was forgotten: what began before must not be told of after. */
  forgotten: number
  /** To be called when anything here has changed. */
  onChange(): void
  /** Called when everything was forgotten, here or in another tab. */
  onForget(): void
}

export type StorageMode = 'device' | 'memory' | 'off'

const FIRST_EPOCH = '000000000'

export function createLog(options: Pick<Log, 'name' | 'page' | 'maxMemory' | 'mode' | 'onChange' | 'onForget'>): Log {
  const said = hear(options.name)
  return {
    ...options,
    epoch: said.slice(0, 9) || FIRST_EPOCH,
    said,
    problem: null,
    recorded: 0,
    stored: 0,
    dropped: {},
    memory: [],
    pending: new Set(),
    inFlight: new Set(),
    journal: undefined,
    closed: false,
    forgotten: 0,
  }
}

export function append(log: Log, entry: DiagnosticEntry): void {
  log.recorded++
  log.memory.push(entry)
  if (log.mode === 'device') log.pending.add(entry)
  if (log.memory.length > log.maxMemory) giveUpSome(log)
  log.onChange()
}

/** A fifth at a time, the oldest first: what the disk has, or is getting, and stays there; then the telling ones last. */
function giveUpSome(log: Log): void {
  let excess = Math.ceil(log.maxMemory / 5) || 1
  const isOnDisk = (entry: DiagnosticEntry): boolean =>
    log.mode === 'device' && (!log.pending.has(entry) || log.inFlight.has(entry))
  for (const mayGo of [isOnDisk, (entry: DiagnosticEntry) => !isTelling(entry), () => true]) {
    log.memory = log.memory.filter((entry) => {
      if (!excess || !mayGo(entry)) return true
      excess--
      if (!isOnDisk(entry)) {
        log.pending.delete(entry)
        log.dropped.entries = (log.dropped.entries ?? 0) + 1
      }
      return false
    })
  }
}

/** Of what was given up, by reason. */
export function total(dropped: Record<string, number>): number {
  return Object.values(dropped).reduce((sum, count) => sum + count, 0)
}

/** The transaction in flight has failed, or is given up: what was given up here, as it was on its way to the disk, is back. */
export function takeBack(log: Log): void {
  log.inFlight = new Set()
  log.memory = [...new Set([...log.pending, ...log.memory])]
  while (log.memory[0] && log.memory.length > log.maxMemory) giveUpSome(log)
}

/** The page is hidden or goes. */
export function leave(log: Log): void {
  if (log.mode !== 'device' || !log.pending.size) return
  const heard = hear(log.name)
  // Another tab has just said that nothing may be stored any more, and it could not be obeyed yet.
  if (heard && heard.slice(9) !== log.said.slice(9) && !heard.includes('device')) return
  writeJournal(log)
}

/** What any tab has said last, `<epoch> <mode> <when the mode was decided, if ever>`; empty where nothing was. */
export function hear(name: string): string {
  try {
    // Not on a server that has a localStorage.
    const said = window.localStorage.getItem(`${name}:epoch`) ?? ''
    return /^\w{9} (?:device|memory|off) \w*$/.test(said) ? said : ''
  } catch {
    return ''
  }
}

/** Tells other tabs the epoch. Of the mode it says what was said before, unless it has been decided anew. */
export function announce(log: Log, mode = hear(log.name).slice(9) || ` ${log.mode} `): void {
  try {
    localStorage.setItem(`${log.name}:epoch`, log.epoch + mode)
  } catch {
    // Refused or full: the keys still tell the epoch to whoever reads the database.
  }
}

/**
 * Counts up the epoch: from here on all that was recorded before is void, in every tab, whatever still writes it.
 * Synchronous, so that an app may leave the page right after its clear().
 */
export function advance(log: Log): string {
  moveTo(log, nextEpoch(log), Infinity)
  // Without consent not even an epoch is written, unless other tabs go by one.
  if (log.mode === 'device' || hear(log.name)) announce(log)
  return log.epoch
}

function nextEpoch(log: Log): string {
  const heard = hear(log.name)
  const newest = heard > log.epoch ? heard.slice(0, 9) : log.epoch
  return toBase36(Math.max(Date.now(), parseInt(newest, 36) + 1), 9)
}

/**
 * A clear() has counted up the epoch: all up to it is void. Of a clear() here that is all there is, whatever its time: the
 * clock may have been set back since.
 */
export function moveTo(log: Log, epoch: string, until: number = parseInt(epoch, 36)): void {
  log.epoch = epoch
  forget(log, until)
}

/** Drops from memory what was recorded up to a time; what came after another tab's clear() stays. */
export function forget(log: Log, until: number): void {
  const now = Date.now()
  log.memory = log.memory.filter(({ at }) => at > until && at <= now)
  log.recorded = log.memory.length
  log.dropped = {}
  log.forgotten++
  markUnwritten(log)
  log.onForget()
}

/** The mode or the epoch is another one: all that is in memory has yet to be written, or no longer. */
export function markUnwritten(log: Log): void {
  log.stored = 0
  log.pending = new Set(log.mode === 'device' ? log.memory : [])
  if (log.mode !== 'device') log.problem = null
}

/**
 * setStorage() was called here. Synchronous too; the rest is to open, or to erase. False where nobody had to be told:
 * nothing new, or nothing that could be kept, as far as can be said at once.
 */
export function decide(log: Log, mode: StorageMode): boolean {
  const before = log.mode
  log.mode = mode
  if (mode === before) return false
  if (mode !== 'device' && before !== 'device' && !hear(log.name)) {
    if (mode === 'off') forget(log, Infinity)
    return false
  }
  tell(log)
  return true
}

/** Tells other tabs, who follow. Where nothing may be stored any more, all that was is void. */
export function tell(log: Log): void {
  if (log.mode === 'device') markUnwritten(log)
  else moveTo(log, nextEpoch(log), Infinity)
  // Later than the decision before, whatever the clock says: others follow the latest.
  const [, , last = ''] = hear(log.name).split(' ')
  announce(log, ` ${log.mode} ${toBase36(Math.max(Date.now(), (parseInt(last, 36) || 0) + 1), 9)}`)
  log.said = hear(log.name)
}

/**
 * Of this epoch; or of an older one but captured after the clear(), by a page that had not yet heard of it, and not under
 * a clock that was ahead. What was captured before has been deleted by then.
 */
export function isCurrent(log: Log, epoch: string, at: number): boolean {
  return epoch === log.epoch || (at > parseInt(log.epoch, 36) && at <= Date.now())
}

export function isCurrentKey(log: Log, key: unknown): boolean {
  const parts = fromKey(key)
  return parts !== undefined && isCurrent(log, parts.epoch, parts.at)
}
