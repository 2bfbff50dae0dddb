import { entries as readAll, get, type UseStore } from 'idb-keyval'
import { readEntry, type DiagnosticEntry } from '../entry/fields.ts'
import { toKey } from '../entry/key.ts'
import { DAY_MS } from '../entry/time.ts'
import { adoptCleared, applyControl, clearedAt } from './control.ts'
import { parseKey } from './parseKey.ts'
import { entriesKept, readJournals } from './journal.ts'
import type { Limits } from './limits.ts'
import type { Memory } from './memory.ts'
import { isNote, NO_NOTES, readNotes, sum, type GivenUp, type Notes } from './notes.ts'
import { countGaps, overLimits } from './sessionLimits.ts'
import { withTimeout } from './timeout.ts'

/** What is kept beside a page's own memory. */
export interface History {
  /** `erasures` of the memory then: what was forgotten since makes it void. */
  erasures: number
  /** When it was read, by this device's clock. */
  readAt: number
  /** From IndexedDB. */
  stored: DiagnosticEntry[]
  /** From journals that have not been replayed yet. */
  journaled: DiagnosticEntry[]
  /** Entries of this page that were there and are no longer, though nothing has given them up. */
  deleted: ReadonlySet<DiagnosticEntry>
  /** Given up by this device and not in this page's memory, by reason. */
  dropped: Record<string, number>
  /** How many numbers are missing for it in the order of page loads. */
  gaps: number
  /** The database was deleted, by this site or by the browser, before this page. */
  wasDeleted: boolean
  /** Fields of entries that did not have their form, and were left out. */
  wrongFields: number
  /** The database could not be read. */
  isUnreadable: boolean
  /** What was given up with this reading; to be removed when the page is idle. */
  givenUp: GivenUp
}

/** Long enough for 5,000 entries on a slow phone; where it is known not to work, no longer than a person waits. */
const READ_TIMEOUT_MS = 4000
const BROKEN_TIMEOUT_MS = 1000

/** Everything kept on this device, other tabs' too. Never rejects. */
export async function readHistory(memory: Memory, transact: UseStore, limits: Limits): Promise<History> {
  applyControl(memory)
  const onDevice = memory.mode === 'device'
  // First the journals: what is replayed meanwhile is then in both, not in neither.
  const journals = onDevice ? readJournals(memory.name) : []
  const timeout = memory.problem ? BROKEN_TIMEOUT_MS : READ_TIMEOUT_MS
  const since = Date.now() - limits.days * DAY_MS
  const read = onDevice ? await withTimeout(timeout, readDisk(memory, transact, since)) : NOTHING_READ
  memory.problem &&= inWords(memory.problem)
  const now = Date.now()
  const { pairs, notes, deleted } = read ?? NOTHING_READ
  const cleared = clearedAt(memory)
  const stored = new Map<DiagnosticEntry, IDBValidKey>()
  const gone: IDBValidKey[] = []
  let damaged = 0
  let wrong = 0
  let isAhead = false
  for (const [key, value] of pairs) {
    if (isNote(key)) continue
    const parts = parseKey(key)
    const checked = parts && readEntry(value)
    if (checked) wrong += checked.wrong
    else damaged++
    if (parts && parts.at > now + DAY_MS) isAhead = true
    // What is void is nobody's any more.
    const isVoid = parts && (parts.at <= cleared || parts.scope !== memory.control.scope)
    if (isVoid || !checked) gone.push(key)
    else if (checked.entry.at > since && checked.entry.at > cleared) stored.set(checked.entry, key)
  }
  const journaled = journals.flatMap(({ content }) =>
    content ? entriesKept(memory, content, since).flatMap((entry) => readEntry(entry)?.entry ?? []) : [],
  )
  const givenUp = giveUp(stored, limits, now, isAhead ? notes.aheadSince || now : 0)
  return {
    erasures: memory.erasures,
    readAt: now,
    stored: [...stored.keys()],
    journaled,
    deleted,
    dropped: sum(sum(notes.dropped, givenUp.dropped), { damaged }),
    gaps: notes.gaps + givenUp.gaps,
    wasDeleted: notes.wasDeleted,
    wrongFields: wrong,
    isUnreadable: !read,
    givenUp: {
      ...givenUp,
      keys: [...givenUp.keys, ...gone],
      dropped: sum(givenUp.dropped, { damaged }),
      isAheadNew: givenUp.aheadSince !== notes.aheadSince,
    },
  }
}

/** Takes what is over the limits of sessions, and what has been dated ahead for too long, from what was read. */
function giveUp(
  stored: Map<DiagnosticEntry, IDBValidKey>,
  limits: Limits,
  now: number,
  aheadSince: number,
): Omit<GivenUp, 'isAheadNew'> {
  const entries = [...stored.keys()]
  const reasons = new Map<DiagnosticEntry, string>(overLimits(entries, limits, now))
  if (aheadSince > 0 && aheadSince < now - limits.days * DAY_MS) {
    for (const entry of entries) if (entry.at > now + DAY_MS) reasons.set(entry, 'age')
  }
  const dropped: Record<string, number> = {}
  const keys: IDBValidKey[] = []
  for (const [entry, reason] of reasons) {
    dropped[reason] = (dropped[reason] ?? 0) + 1
    keys.push(stored.get(entry) as IDBValidKey)
    stored.delete(entry)
  }
  const gaps = countGaps(entries, (entry) => !reasons.has(entry)) - countGaps(entries)
  return { keys, dropped, gaps, aheadSince }
}

interface Read extends Pick<History, 'deleted'> {
  pairs: [key: IDBValidKey, value: unknown][]
  notes: Notes
}
const NOTHING_READ: Read = { pairs: [], notes: NO_NOTES, deleted: new Set() }

async function readDisk(memory: Memory, transact: UseStore, since: number): Promise<Read> {
  const { erasures, entries, pending } = memory
  const written = entries.filter((entry) => !pending.has(entry))
  // What another tab has waiting behind its transaction in flight is on its way when that has completed, as this has.
  await get('', transact)
  const pairs: Read['pairs'] = await readAll(transact)
  const notes = readNotes(pairs, memory.page, since)
  // A clear() that localStorage did not tell of, or an app that has emptied it.
  adoptCleared(memory, notes.cleared)
  const keys = new Set(pairs.map(([key]) => key))
  return { pairs, notes, deleted: findDeleted(memory, erasures === memory.erasures ? written : [], keys, notes) }
}

/** What this page has written and is no longer there was given up, and is counted; or, without a word, deleted. */
function findDeleted(
  memory: Memory,
  written: DiagnosticEntry[],
  keys: Set<IDBValidKey>,
  notes: Notes,
): Set<DiagnosticEntry> {
  const gone = new Set(written.filter((entry) => !keys.has(toKey(entry, memory.control.scope))))
  const isGivenUp = Object.keys(notes.dropped).length > 0 || memory.dropped.quota
  if (gone.size > 0 && isGivenUp && !notes.wasDeleted) {
    memory.entries = memory.entries.filter((entry) => !gone.has(entry))
    gone.clear()
  }
  // Not written again: whoever has deleted it may have meant it.
  if (gone.size > 0) memory.problem = DELETED
  return gone
}

export const DELETED = 'What was saved has been deleted from IndexedDB, by this site or by the browser.'

/** What broken storage means, where its error says it. */
export function inWords(problem: string): string {
  const [, cause] = /^IndexedDB failed \((\w+)\)/.exec(problem) ?? []
  if (cause === 'QuotaExceededError') return `The disk space for this site is full (${cause}).`
  if (cause === 'SecurityError') return `This browser does not let this page use IndexedDB (${cause}).`
  return problem
}
