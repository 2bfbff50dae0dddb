import type { DiagnosticEntry } from '../entry/fields.ts'
import { isMilestone, timeKey } from '../entry/key.ts'

/** `device`: IndexedDB. `memory`: this page load only. `off`: nothing is recorded. */
export type StorageMode = 'device' | 'memory' | 'off'

/** What the tabs agree on; see control.ts. */
export interface Control {
  /** When everything was last cleared: what was recorded up to then is void. 0: never. */
  cleared: number
  /** What `setStorage` decided last, and when; empty and 0 where it was never called. */
  mode: StorageMode | ''
  decided: number
  /** The hash of the key of the user whose device it is; empty where the app gives none. */
  scope: string
  /** Consent was withdrawn, and what was stored has yet to be erased. */
  erase: boolean
  /** Something was stored since it was last cleared. */
  stored: boolean
}

/**
 * What this page has recorded: bounded, and, where it may be stored, on its way to the disk (writer.ts). An entry is
 * pending until its transaction has completed; what is pending when the page goes is left in the journal.
 */
export interface Memory {
  /** Of the database, and before the keys in localStorage. */
  readonly name: string
  /** This recorder's page load. */
  readonly page: string
  /** Where this page leaves its journal. */
  readonly journalKey: string
  /** Entries kept here. */
  readonly max: number
  mode: StorageMode
  /** What this tab has last read, or written, of the control record. */
  control: Control
  /** The control record is in localStorage, as far as this tab knows. */
  isControlled: boolean
  /** What is wrong with the storage, as a sentence; null when nothing is. */
  problem: string | null
  /** Entries of this page, how many of them are on disk, and how many were given up, by reason. */
  recorded: number
  stored: number
  dropped: Record<string, number>
  entries: DiagnosticEntry[]
  pending: Set<DiagnosticEntry>
  /** Of these, what the running transaction writes. */
  inFlight: ReadonlySet<DiagnosticEntry>
  /** There is a journal of this page. */
  hasJournal: boolean
  isClosed: boolean
  /** How often everything was forgotten: what was read or begun before is void. */
  erasures: number
  /** Called when everything was forgotten, here or in another tab. */
  onForget(): void
}

export function createMemory(
  options: Pick<Memory, 'name' | 'page' | 'max' | 'mode' | 'onForget' | 'control' | 'isControlled'>,
): Memory {
  return {
    ...options,
    journalKey: `${options.name}:journal:${timeKey(options.page ? Date.now() : 0)}-${options.page}`,
    problem: null,
    recorded: 0,
    stored: 0,
    dropped: {},
    entries: [],
    pending: new Set(),
    inFlight: new Set(),
    hasJournal: false,
    isClosed: false,
    erasures: 0,
  }
}

export function append(memory: Memory, entry: DiagnosticEntry): void {
  memory.recorded++
  memory.entries.push(entry)
  if (memory.mode === 'device') memory.pending.add(entry)
  if (memory.entries.length > memory.max) truncate(memory)
}

/** A fifth at a time, the oldest first: what the disk has, or is getting, and stays there; then the milestones last. */
function truncate(memory: Memory): void {
  let excess = Math.ceil(memory.max / 5) || 1
  const isOnDisk = (entry: DiagnosticEntry): boolean =>
    memory.mode === 'device' && (!memory.pending.has(entry) || memory.inFlight.has(entry))
  for (const mayGo of [isOnDisk, (entry: DiagnosticEntry) => !isMilestone(entry), () => true]) {
    memory.entries = memory.entries.filter((entry) => {
      if (!excess || !mayGo(entry)) return true
      excess--
      if (!isOnDisk(entry)) {
        memory.pending.delete(entry)
        drop(memory, 'entries')
      }
      return false
    })
  }
}

/** Counts what was given up. */
export function drop(memory: Memory, reason: string, count = 1): void {
  memory.dropped[reason] = (memory.dropped[reason] ?? 0) + count
}

/** The transaction in flight has failed, or is given up: what was truncated here, as it was on its way, is back. */
export function requeue(memory: Memory): void {
  memory.inFlight = new Set()
  memory.entries = [...new Set([...memory.pending, ...memory.entries])]
  while (memory.entries[0] && memory.entries.length > memory.max) truncate(memory)
}

/** Forgets what was recorded up to a time; what came after another tab's clear() stays. */
export function forget(memory: Memory, until: number, now: number): void {
  // What is dated ahead was recorded before the clock was set back.
  memory.entries = memory.entries.filter(({ at }) => at > until && at <= now)
  memory.recorded = memory.entries.length
  memory.dropped = {}
  memory.erasures++
  markUnwritten(memory)
  memory.onForget()
}

/** The mode is another one, or the disk was erased: all that is in memory has yet to be written, or no longer. */
export function markUnwritten(memory: Memory): void {
  memory.stored = 0
  memory.pending = new Set(memory.mode === 'device' ? memory.entries : [])
  if (memory.mode !== 'device') memory.problem = null
}
