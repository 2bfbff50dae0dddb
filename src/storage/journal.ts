import type { UseStore } from 'idb-keyval'
import type { DiagnosticEntry } from '../entry/fields.ts'
import { isMilestone, toKey } from '../entry/key.ts'
import { applyControl, clearedAt, timeAfterClear } from './control.ts'
import { settled } from './database.ts'
import { drop, type Memory } from './memory.ts'

/**
 * What is not on disk when a page goes is written to localStorage, synchronously: no engine is sure to finish an IndexedDB
 * write that is begun in `pagehide` (WebKit never does), all of them keep a localStorage write. A journal is one key a
 * page load. Its entries have the keys that they would have had on disk, so that any tab can replay it, twice too.
 */
export interface Journal {
  key: string
  /** As it was read, to know whether it has changed since. */
  raw: string
  /** Null where it is damaged. */
  content: JournalContent | null
}

export interface JournalContent {
  /** What its page had heard of clear() and scope. */
  cleared: number
  scope: string
  entries: DiagnosticEntry[]
}

/** All journals together, in UTF-16 units as localStorage counts them: 128 kB. */
export const MAX_UNITS = 64 * 1024

/** The page is hidden or goes, or has written what it had left: its journal is what is pending. Whether all is there. */
export function leaveJournal(memory: Memory): boolean {
  if (memory.mode !== 'device' || (!memory.pending.size && !memory.hasJournal)) return true
  // Another tab may have said in this moment that nothing may be stored any more.
  applyControl(memory)
  return writeJournal(memory, MAX_UNITS)
}

/** As much as there is room for: the milestones first, the newest before the older. The oldest pages make room. */
function writeJournal(memory: Memory, units: number): boolean {
  const { name, journalKey, pending, control } = memory
  try {
    const others = journalKeys(name).filter((key) => key !== journalKey)
    let taken = 0
    for (const key of others) taken += lengthOf(key)
    let room = Math.max(units - taken, units / 2)
    const entries: DiagnosticEntry[] = []
    const newestFirst = [...pending].reverse()
    for (const first of [true, false]) {
      for (const entry of newestFirst) {
        if (isMilestone(entry) === first && (room -= JSON.stringify(entry).length + 1) > 0) entries.push(entry)
      }
    }
    const raw = JSON.stringify({ cleared: control.cleared, scope: control.scope, entries })
    for (const key of others) {
      if (!entries[0] || taken + raw.length <= MAX_UNITS) break
      taken -= lengthOf(key)
      localStorage.removeItem(key)
      drop(memory, 'journal')
    }
    if (entries[0]) localStorage.setItem(journalKey, raw)
    else if (!pending.size) localStorage.removeItem(journalKey)
    memory.hasJournal = pending.size > 0
    return entries.length === pending.size
  } catch {
    // Refused: the transaction in flight is all there is. Or full: as much as there is room for.
    return units > 999 && writeJournal(memory, units / 2)
  }
}

function lengthOf(key: string): number {
  return localStorage.getItem(key)?.length ?? 0
}

/** The oldest page first. Throws where localStorage is refused. */
function journalKeys(name: string): string[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(`${name}:journal:`))
    .sort()
}

export function readJournals(name: string): Journal[] {
  try {
    return journalKeys(name).map((key) => {
      const raw = localStorage.getItem(key) ?? ''
      return { key, raw, content: parseJournal(raw) }
    })
  } catch {
    return [] // localStorage is refused: there are none
  }
}

export function parseJournal(raw: string): JournalContent | null {
  try {
    const { cleared, scope, entries } = JSON.parse(raw) as JournalContent
    return typeof cleared === 'number' && typeof scope === 'string' && entries.every(hasKey)
      ? { cleared, scope, entries }
      : null
  } catch {
    return null
  }
}

/** It can be put under its key. Its other fields are checked when it is read: anyone may have changed it by then. */
function hasKey(value: unknown): value is DiagnosticEntry {
  const { at, page, sequence } = value as DiagnosticEntry
  return Number.isFinite(at) && typeof page === 'string' && /^\w{1,16}$/.test(page) && Number.isSafeInteger(sequence)
}

/** Those that are neither void nor too old. */
export function entriesKept(
  memory: Memory,
  { cleared, scope, entries }: JournalContent,
  since: number,
): DiagnosticEntry[] {
  const voidUntil = clearedAt(memory)
  const now = timeAfterClear(memory)
  if (scope !== memory.control.scope) return []
  // A page that had not heard of the clear() may have gone under a clock that was ahead.
  return entries.filter(
    ({ at }) => at > since && (cleared === memory.control.cleared || (at > voidUntil && (!voidUntil || at <= now))),
  )
}

/** Puts what pages have left in their journals where it belongs. What cannot be put stays, and feeds the report. */
export async function replayJournals(memory: Memory, transact: UseStore, days: number): Promise<void> {
  applyControl(memory)
  if (memory.mode !== 'device' || memory.isClosed) return
  for (const { key, raw, content } of readJournals(memory.name)) {
    try {
      if (!content) drop(memory, 'journal')
      else {
        await transact('readwrite', (store) => {
          applyControl(memory)
          const since = Date.now() - days * 86_400_000
          const kept = memory.mode === 'device' ? entriesKept(memory, content, since) : []
          for (const entry of kept) store.put(entry, toKey(entry, content.scope))
          store.transaction.commit?.()
          return settled(store.transaction)
        })
      }
      removeJournal(key, raw)
    } catch {
      // it will be tried again at the next start
    }
  }
}

/** Consent was withdrawn: all of them go. */
export function removeJournals(name: string): void {
  for (const { key, raw } of readJournals(name)) removeJournal(key, raw)
}

/** Not where it has changed since it was read: then there is more in it. */
export function removeJournal(key: string, raw: string): void {
  try {
    if (localStorage.getItem(key) === raw) localStorage.removeItem(key)
  } catch {
    // refused: a replay is idempotent, so that it may stay
  }
}
