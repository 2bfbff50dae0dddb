import type { UseStore } from 'idb-keyval'
import { CLEARED, noteKey, settled } from './database.ts'
import { fromBase36 } from './parseKey.ts'

/** Key of the note of when an entry that is dated ahead was first found. */
const AHEAD = '!ahead'

/** What the notes beside the entries say; anyone may have written them. */
export interface Notes {
  /** When all was last cleared; 0: never. */
  cleared: number
  /** Entries given up, by reason. */
  dropped: Record<string, number>
  /** How many numbers are missing for it in the order of page loads of which something is left. */
  gaps: number
  /** When an entry that is dated ahead was first found; 0: not yet. */
  aheadSince: number
  /** The database was deleted by this site or by the browser. */
  wasDeleted: boolean
}

export const NO_NOTES: Notes = { cleared: 0, dropped: {}, gaps: 0, aheadSince: 0, wasDeleted: false }

/** `page` is the one that asks: it still has what was deleted of its own. */
export function readNotes(pairs: readonly [key: unknown, value: unknown][], page: string, since: number): Notes {
  const notes: Notes = { ...NO_NOTES, dropped: {} }
  for (const [key, value] of pairs) {
    if (typeof value !== 'number' || !(value >= 0 && value <= 8.64e15)) continue
    if (key === CLEARED) notes.cleared = value
    if (key === AHEAD) notes.aheadSince = value
    const [, time = '', of, reason] = (typeof key === 'string' && NOTE.exec(key)) || []
    if (!reason || fromBase36(time) < since) continue
    if (reason === 'deleted') notes.wasDeleted = true
    if (reason === 'gaps') notes.gaps += value
    else if (value > 0 && (reason !== 'deleted' || of !== page)) {
      notes.dropped[reason] = (notes.dropped[reason] ?? 0) + value
    }
  }
  return notes
}
const NOTE = /^!([\da-z]{9})-(\w{1,16})-([a-z]{1,16})$/

export function isNote(key: unknown): boolean {
  return typeof key === 'string' && (key === CLEARED || key === AHEAD || NOTE.test(key))
}

export function sum(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const total: Record<string, number> = {}
  for (const [name, count] of [...Object.entries(a), ...Object.entries(b)]) {
    if (count > 0) total[name] = (total[name] ?? 0) + count
  }
  return total
}

/** What is given up of what was read. */
export interface GivenUp {
  keys: readonly IDBValidKey[]
  dropped: Record<string, number>
  gaps: number
  /** What the note of entries that are dated ahead is to say; 0: there are none. */
  aheadSince: number
  /** That is new. */
  isAheadNew: boolean
}

/** Removes it, and notes it. Only whoever reads knows the sessions. */
export async function removeGivenUp(transact: UseStore, page: string, givenUp: GivenUp): Promise<void> {
  const { keys, dropped, gaps, aheadSince, isAheadNew } = givenUp
  if (keys.length === 0 && !isAheadNew) return
  await transact('readwrite', (store) => {
    const request = store.getAllKeys()
    request.onsuccess = () => {
      if (aheadSince > 0) store.put(aheadSince, AHEAD)
      else store.delete(AHEAD)
      // Another tab may have removed, and noted, the same.
      const left = new Set(request.result)
      if (!keys.every((key) => left.has(key))) return
      for (const key of keys) store.delete(key)
      const now = Date.now()
      for (const [reason, count] of Object.entries({ ...dropped, gaps })) {
        if (count > 0) addTo(store, noteKey(now, page, reason), count)
      }
    }
    return settled(store.transaction)
  })
}

/** Twice in one millisecond is one note. */
function addTo(store: IDBObjectStore, key: string, count: number): void {
  const request = store.get(key)
  request.onsuccess = () => store.put(count + (Number(request.result) || 0), key)
}
