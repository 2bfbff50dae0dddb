import type { DiagnosticEntry } from '../entry/fields.ts'
import { isTelling } from '../entry/key.ts'
import type { Log } from './log.ts'

/**
 * What is not on disk when a page goes is written to localStorage, synchronously: no engine is sure to finish
 * an IndexedDB write that is begun in `pagehide` (WebKit never does), all of them keep a localStorage write.
 * A journal is one key a page load; with its epoch an entry has its final key, so that any tab can replay it, twice too.
 */
export type JournalPair = [epoch: string, entry: DiagnosticEntry]

export const MAX_JOURNALS = 4
/** All journals together, in UTF-16 units as localStorage counts them: 128 kB. */
export const MAX_UNITS = 64 * 1024

/**
 * Writes what is pending, as far as there is room: the telling entries first, the newest before the older. Where nothing
 * is pending any more, takes this page's journal back.
 */
export function writeJournal(log: Log, room: number = MAX_UNITS): void {
  try {
    const own = `${log.name}:journal:${log.page}`
    const others = journalKeys(log.name).filter((key) => key !== own)
    // Too many pages went without one coming back: this one shares a journal.
    const key = (log.journal ??= (others.length >= MAX_JOURNALS && others[0]) || own)
    const kept = guestsOf(log, key)
    let left = room - kept.join().length
    for (const other of others) if (other !== key) left -= localStorage.getItem(other)?.length ?? 0
    const newestFirst = [...log.pending].reverse()
    for (const telling of [true, false]) {
      for (const entry of newestFirst) {
        const json = isTelling(entry) === telling && JSON.stringify([log.epoch, entry])
        if (json && (left -= json.length + 1) > 0) kept.push(json)
      }
    }
    if (kept[0]) localStorage.setItem(key, `[${kept.join()}]`)
    else if (!log.pending.size) localStorage.removeItem(key)
    if (!log.pending.size) log.journal = undefined
  } catch {
    // Refused: the transaction in flight is all there is. Or full: as much as there is room for.
    if (room > 999) writeJournal(log, room / 2)
  }
}

/** What other pages have in a journal that is shared. */
function guestsOf({ page }: Log, key: string): string[] {
  try {
    const pairs = JSON.parse(localStorage.getItem(key) ?? '[]') as JournalPair[]
    return pairs.filter(([, entry]) => entry.page !== page).map((pair) => JSON.stringify(pair))
  } catch {
    return [] // damaged
  }
}

/** Throws where localStorage is refused. */
export function journalKeys(name: string): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(`${name}:journal:`))
}
