import { clear as clearStore, entries as readAll, type UseStore } from 'idb-keyval'
import type { DiagnosticEntry } from '../core/entry.ts'
import { isTelling, toKey } from '../core/key.ts'
import { DAY_MS, fromKey, overLimits, type Limits } from '../core/limits.ts'
import { settled } from './database.ts'
import { journalKeys, MAX_UNITS, removeJournal, type JournalPair } from './journal.ts'
import { describe, epochOf, within, type Log, type StorageMode } from './log.ts'

/** What is kept beside a page's own memory. */
export interface History {
  /** A clear() since then makes it void. */
  epoch: string
  /** When it was read, by this device's clock. */
  readAt: number
  /** From IndexedDB. */
  stored: DiagnosticEntry[]
  /** From journals that have not been replayed yet. */
  journaled: DiagnosticEntry[]
  /** Counts by reason, of this device. */
  dropped: Record<string, number>
  /** The database could not be read. */
  unreadable: boolean
}

/** Long enough for 5,000 entries on a slow phone; where it is known not to work, no longer than a person waits. */
const READ_TIMEOUT_MS = 4000
const BROKEN_TIMEOUT_MS = 1000
const ERASE_TIMEOUT_MS = 5000

/** Everything kept on this device, other tabs' too. Never rejects. */
export async function readHistory(log: Log, limits: Limits): Promise<History> {
  log.obey()
  const onDevice = log.mode === 'device'
  // First the journals: what is replayed meanwhile is then in both, not in neither.
  const journals = onDevice ? readJournals(log.name) : []
  const disk = onDevice ? await within(log.problem ? BROKEN_TIMEOUT_MS : READ_TIMEOUT_MS, readDisk(log)) : []
  log.problem &&= inWords(log.problem)
  const since = Date.now() - limits.days * DAY_MS
  const isValid = (key: unknown): boolean => isCurrent(log, key) && (fromKey(key)?.at ?? 0) > since
  const counts = disk?.find(([key]) => key === dropsKey(log))?.[1] as Record<string, number> | undefined
  return {
    epoch: log.epoch,
    readAt: Date.now(),
    stored: (disk ?? []).flatMap(([key, value]) => (isValid(key) && isEntry(value) ? value : [])),
    journaled: journals.flatMap(({ pairs }) => pairs ?? []).flatMap(([key, entry]) => (isValid(key) ? entry : [])),
    dropped: sum(log.dropped, counts ?? {}),
    unreadable: disk === undefined,
  }
}

async function readDisk(log: Log): Promise<[string, unknown][]> {
  const written = log.memory.filter((entry) => !log.pending.has(entry)).map((entry) => toKey(entry, log.epoch))
  try {
    const pairs = await readAll<string, unknown>(retrying(log))
    // A clear() that localStorage did not tell of, or an app that has emptied it.
    const newest = epochOf(pairs.at(-1)?.[0])
    if (newest !== undefined && newest > log.epoch) {
      log.moveTo(newest)
      log.announce()
    } else if (written.length > 0 && isWiped(log, written, pairs)) {
      // Not written again: whoever has deleted it may have meant it.
      log.problem = 'What was saved has been deleted from IndexedDB, by this site or by the browser.'
    }
    return pairs
  } catch (error) {
    log.trouble(describe(error))
    throw error
  }
}

/** What broken storage means, where its error says it. */
function inWords(problem: string): string {
  const [, cause] = /^IndexedDB failed \((\w+)\)/.exec(problem) ?? []
  if (cause === 'QuotaExceededError') return `The disk space for this site is full (${cause}).`
  if (cause === 'ReferenceError' || cause === 'TypeError') return 'This browser offers no IndexedDB here.'
  if (cause === 'SecurityError') return `This browser does not let this page use IndexedDB (${cause}).`
  return problem
}

/** Nothing left of what this page has written, and no word of a pruning. */
function isWiped(log: Log, written: string[], pairs: [string, unknown][]): boolean {
  const keys = new Set(pairs.map(([key]) => key))
  return !keys.has(dropsKey(log)) && !written.some((key) => keys.has(key))
}

/**
 * Forgets everything: here before it settles, in other tabs before they next write or report. Never rejects.
 * Who has to load this first gives the epoch of the moment in which it was asked for.
 */
export async function clear(log: Log, isDecision = false, epoch: string = log.advance(isDecision)): Promise<void> {
  for (const { key, raw } of readJournals(log.name)) removeJournal(key, raw)
  const erased = log.mode === 'device' ? eraseUpTo(log, epoch) : erase(log)
  const failure = await within(
    ERASE_TIMEOUT_MS,
    erased.then(() => null, describe),
  )
  if (failure !== null) {
    log.trouble(
      `${inWords(failure ?? 'IndexedDB does not answer.')} What was saved could not be deleted; it is no longer shown.`,
    )
  }
}

/** Not what another tab has written since under the new epoch; the epoch stays, as long as the database is there. */
function eraseUpTo(log: Log, epoch: string): Promise<void> {
  return retrying(log)('readwrite', (store) => {
    store.delete(IDBKeyRange.upperBound(`${epoch}/`, true))
    store.put(0, `${epoch}/`)
    store.transaction.commit()
    return settled(store.transaction)
  })
}

/** Not by opening: that would make a database on a device that must not have one. */
async function erase(log: Log): Promise<void> {
  const { name } = log
  if (!(await isOnDisk(name))) return
  // What is in flight would only hold the deletion up.
  await clearStore(retrying(log))
  log.database.close()
  await new Promise<void>((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = request.onerror = request.onblocked = () => resolve()
  })
}

/** True where it cannot be told (Firefox before 126): there it is opened and deleted. */
async function isOnDisk(name: string): Promise<boolean> {
  try {
    if (!indexedDB) return false
  } catch {
    return false // no IndexedDB, or none for this page: so nothing has been put there
  }
  try {
    return (await indexedDB.databases()).some((database) => database.name === name)
  } catch {
    return true
  }
}

export async function setMode(log: Log, mode: StorageMode): Promise<void> {
  log.obey()
  const before = log.mode
  log.mode = mode
  if (mode === 'device') {
    if (before === mode) return
    log.writeAll()
    log.announce(true)
    await log.open()
    await log.flush()
  } else if (before === 'device' || (await isOnDisk(log.name)) || readJournals(log.name).length > 0) {
    await clear(log, true)
  } else if (mode === 'off') {
    log.forget(Infinity)
  }
}

/** Puts what pages have left in their journals where it belongs. What cannot be put stays, and feeds the report. */
export async function replayJournals(log: Log): Promise<void> {
  log.obey()
  if (log.mode !== 'device' || log.closed) return
  let isStuck = false
  for (const { key, raw, pairs } of readJournals(log.name)) {
    try {
      if (!pairs) log.dropped.journal = (log.dropped.journal ?? 0) + 1
      else {
        await retrying(log)('readwrite', (store) => {
          log.obey()
          for (const [entryKey, entry] of log.mode === 'device' ? pairs : []) {
            if (isCurrent(log, entryKey)) store.put(entry, toKey(entry, log.epoch))
          }
          store.transaction.commit()
          return settled(store.transaction)
        })
      }
      removeJournal(key, raw)
    } catch {
      isStuck = true // it will be tried again at the next start
    }
  }
  if (isStuck) joinJournals(log)
}

/**
 * Where IndexedDB never works, each page leaves a journal: they are joined, so that the next page has room for its
 * own. The oldest go first, the telling entries last.
 */
function joinJournals(log: Log): void {
  const journals = readJournals(log.name)
  const [first] = journals
  if (!first || journals.length === 1) return
  const all = new Map(journals.flatMap(({ pairs }) => pairs ?? []))
  // oxlint-disable-next-line unicorn/no-array-sort -- a copy; Safari 16.4 and Firefox 115 are the first with toSorted
  const newestFirst = [...all].sort(([a], [b]) => (a < b ? 1 : -1))
  const kept: string[] = []
  let room = MAX_UNITS / 2
  for (const telling of [true, false]) {
    for (const pair of newestFirst) {
      if (isTelling(pair[1]) !== telling || !isCurrent(log, pair[0])) continue
      const json = JSON.stringify(pair)
      if ((room -= json.length + 1) > 0) kept.push(json)
      else log.dropped.journal = (log.dropped.journal ?? 0) + 1
    }
  }
  try {
    for (const { key, raw } of journals.slice(1)) removeJournal(key, raw)
    localStorage.setItem(first.key, `[${kept.join()}]`)
  } catch {
    // refused since: they stay as they are
  }
}

/** A stream of events must not keep the page busy with tidying: one at a time, and a pause after it. */
const TIDY_PAUSE_MS = 250
const tidying = new WeakMap<Log, { isNextWaiting: boolean; done: Promise<unknown> }>()

/** Removes what is over the limits, by keys alone; on a full disk, half of all. */
export async function tidyDisk(log: Log, limits: Limits, isFull = false): Promise<void> {
  const { isNextWaiting, done } = tidying.get(log) ?? { isNextWaiting: false, done: Promise.resolve() }
  if (isFull) return tidy(log, limits, true)
  if (isNextWaiting) return
  tidying.set(log, { isNextWaiting: true, done })
  await done
  const work = tidy(log, limits, false)
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, TIDY_PAUSE_MS))
  tidying.set(log, { isNextWaiting: false, done: work.then(pause, pause) })
  await work
}

/** In one transaction, so that two tabs which tidy at once do not count the same entries twice. */
async function tidy(log: Log, limits: Limits, isFull: boolean): Promise<void> {
  log.obey()
  if (log.mode !== 'device' || log.closed) return
  let counts: Record<string, number> = {}
  await retrying(log)('readwrite', (store) => {
    counts = {}
    const request = store.getAllKeys()
    request.onsuccess = () => {
      for (const [key, reason] of chooseKeys(log, limits, request.result, isFull)) {
        store.delete(key)
        if (reason) counts[reason] = (counts[reason] ?? 0) + 1
      }
      if (!isFull) addDropped(log, store, counts)
    }
    return settled(store.transaction)
  })
  if (!isFull) return
  try {
    await log.database.use('readwrite', (store) => {
      addDropped(log, store, counts)
      return settled(store.transaction)
    })
  } catch {
    log.dropped = sum(log.dropped, counts) // the disk is still full: this page remembers it
  }
}

/**
 * Which keys go; void ones without a reason. Where the total is exceeded a tenth more goes than must, so that it is not
 * just exceeded again.
 */
function chooseKeys(log: Log, limits: Limits, keys: IDBValidKey[], isFull: boolean): Map<string, string | null> {
  const current = keys.filter((key) => isCurrent(log, key))
  const half = Math.floor(current.length / 2)
  const total = isFull ? half : current.length > limits.total ? Math.ceil(limits.total * 0.9) : limits.total
  const gone = new Map<string, string | null>()
  for (const key of keys) {
    if (typeof key === 'string' && !isCurrent(log, key) && key.slice(0, 9) < log.epoch) gone.set(key, null)
  }
  for (const [key, reason] of overLimits(current, { ...limits, total }, Date.now())) {
    gone.set(key, isFull ? 'quota' : reason)
  }
  return gone
}

/** The counts outlive the page: a report says what is no longer there. */
function addDropped(log: Log, store: IDBObjectStore, counts: Record<string, number>): void {
  if (Object.keys(counts).length === 0) return
  const request: IDBRequest<Record<string, number> | undefined> = store.get(dropsKey(log))
  request.onsuccess = () => store.put(sum(request.result ?? {}, counts), dropsKey(log))
}

/**
 * Of this epoch; or of an older one but captured after the clear(), by a page that had not yet heard of it. What was
 * captured before has been deleted by then.
 */
function isCurrent(log: Log, key: unknown): boolean {
  const parts = fromKey(key)
  return parts !== undefined && (parts.epoch === log.epoch || parts.at > parseInt(log.epoch, 36))
}

/** Once more on a fresh connection: one can be dead without having said so (WebKit). */
function retrying(log: Log): UseStore {
  return async (mode, callback) => {
    try {
      return await log.database.use(mode, callback)
    } catch {
      log.database.close()
      return log.database.use(mode, callback)
    }
  }
}

function dropsKey(log: Log): string {
  return `${log.epoch}!dropped`
}

function sum(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const total: Record<string, number> = {}
  for (const [reason, count] of [...Object.entries(a), ...Object.entries(b)]) {
    if (count > 0) total[reason] = (total[reason] ?? 0) + count
  }
  return total
}

/** Pairs are null where a journal is damaged. */
function readJournals(name: string): { key: string; raw: string; pairs: JournalPair[] | null }[] {
  try {
    return journalKeys(name).map((key) => {
      const raw = localStorage.getItem(key) ?? ''
      return { key, raw, pairs: parseJournal(raw) }
    })
  } catch {
    return [] // localStorage is refused: there are none
  }
}

function parseJournal(raw: string): JournalPair[] | null {
  try {
    const pairs: unknown = JSON.parse(raw)
    return Array.isArray(pairs) && pairs.every(isPair) ? pairs : null
  } catch {
    return null
  }
}

function isPair(pair: unknown): pair is JournalPair {
  return Array.isArray(pair) && typeof pair[0] === 'string' && isEntry(pair[1])
}

/** Enough to be read as an entry: anything on a user's disk may have been changed by anyone. */
function isEntry(value: unknown): value is DiagnosticEntry {
  const entry = value as DiagnosticEntry | null
  return (
    typeof entry === 'object' &&
    entry !== null &&
    [entry.type, entry.page, entry.attemptId, entry.code].every((field) => typeof field === 'string') &&
    Number.isFinite(entry.at) &&
    Number.isFinite(entry.sequence)
  )
}
