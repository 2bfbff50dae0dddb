import type { DiagnosticEntry } from '../core/entry.ts'
import { isTelling } from '../core/key.ts'

/**
 * What is not on disk when a page goes is written to localStorage, synchronously: no engine is sure to finish
 * an IndexedDB write that is begun in `pagehide` (WebKit never does), all of them keep a localStorage write.
 * A journal is one key a recorder; its entries stand under their final keys, so that any tab can replay it, twice too.
 */
export type JournalPair = [key: string, entry: DiagnosticEntry]

export interface Journal {
  /** As far as there is room, the telling entries first. */
  write(pairs: JournalPair[]): void
  /** All of it is on disk: removes it, unless someone has changed it since. */
  settle(): void
}

const MAX_JOURNALS = 4
/** All journals together, in UTF-16 units as localStorage counts them: 128 kB. */
export const MAX_UNITS = 64 * 1024

export function createJournal(name: string, page: string): Journal {
  const ownKey = `${name}:journal:${page}`
  let written: string | null = null
  /** What the written journal begins with: `[`, or what another page had in it. */
  let begun = '['

  function write(pairs: JournalPair[], room = MAX_UNITS): void {
    try {
      const others = journalKeys(name).filter((key) => key !== ownKey)
      // Too many pages went without one coming back: this one shares a journal.
      const key = (others.length >= MAX_JOURNALS && others[0]) || ownKey
      const found = localStorage.getItem(key)
      if (found !== written) begun = found ? `${found.slice(0, -1)},` : '['
      let left = room - begun.length
      for (const other of others) if (other !== key) left -= localStorage.getItem(other)?.length ?? 0
      const kept: string[] = []
      for (const telling of [true, false]) {
        for (const pair of pairs) {
          const json = isTelling(pair[1]) === telling && !begun.includes(pair[0]) && JSON.stringify(pair)
          if (json && (left -= json.length + 1) > 0) kept.push(json)
        }
      }
      if (!kept[0]) return
      const raw = `${begun}${kept.join()}]`
      localStorage.setItem(key, raw)
      written = raw
    } catch {
      // Refused: the transaction in flight is all there is. Or full: as much as there is room for.
      if (room > 999) write(pairs, room / 2)
    }
  }

  return {
    write,
    settle() {
      if (written && begun === '[') removeJournal(ownKey, written)
      written = null
      begun = '['
    },
  }
}

/** Whether a page has left something to be replayed. */
export function hasJournals(name: string): boolean {
  try {
    return journalKeys(name).length > 0
  } catch {
    return false
  }
}

/** Throws where localStorage is refused. */
export function journalKeys(name: string): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(`${name}:journal:`))
}

/** Not where it has changed since it was read: then there is more in it. */
export function removeJournal(key: string, raw: string): void {
  try {
    if (localStorage.getItem(key) === raw) localStorage.removeItem(key)
  } catch {
    // refused: a replay is idempotent, so that it may stay
  }
}
