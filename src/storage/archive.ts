import { entries as readAll, get, type UseStore } from 'idb-keyval'
import type { DiagnosticEntry } from '../entry/fields.ts'
import { epochOf, isTelling, toKey } from '../entry/key.ts'
import { DAY_MS } from '../entry/time.ts'
import type { Limits } from './limits.ts'
import { settled } from './database.ts'
import { describe, within, type Disk } from './disk.ts'
import { journalKeys, MAX_JOURNALS, MAX_UNITS, type JournalPair } from './journal.ts'
import { announce, isCurrent, isCurrentKey, moveTo, tell, markUnwritten, type Log, type StorageMode } from './log.ts'
import { givenUpKey, NOTHING, type GivenUp } from './tidy.ts'

/** A disk, for what works on it; `use` tries once more on a fresh connection: one can be dead without having said so (WebKit). */
export interface Archive extends Pick<Disk, 'database' | 'open' | 'flush' | 'obey' | 'trouble'> {
  readonly log: Log
  readonly limits: Limits
  use: UseStore
}

export function openArchive(log: Log, limits: Limits, disk: Disk): Archive {
  const { database } = disk
  return {
    ...disk,
    log,
    limits,
    async use(mode, callback) {
      try {
        return await database.use(mode, callback)
      } catch {
        database.close()
        return database.use(mode, callback)
      }
    },
  }
}

/** What is kept beside a page's own memory. */
export interface History {
  /** A clear() since then makes it void. */
  epoch: string
  /** When it was read, by this device's clock. */
  readAt: number
  /** From IndexedDB. */
  stored: DiagnosticEntry[]
  /** Entries of this page that were there and are no longer, though nothing has given them up. */
  deleted: ReadonlySet<DiagnosticEntry>
  /** From journals that have not been replayed yet. */
  journaled: DiagnosticEntry[]
  /** What earlier tidying gave up; what this page gave up is in its log. */
  givenUp: GivenUp
  /** The database could not be read. */
  unreadable: boolean
}

/** Long enough for 5,000 entries on a slow phone; where it is known not to work, no longer than a person waits. */
const READ_TIMEOUT_MS = 4000
const BROKEN_TIMEOUT_MS = 1000
const ERASE_TIMEOUT_MS = 5000

/** Everything kept on this device, other tabs' too. Never rejects. */
export async function readHistory(archive: Archive): Promise<History> {
  const { log, limits } = archive
  archive.obey()
  const onDevice = log.mode === 'device'
  // First the journals: what is replayed meanwhile is then in both, not in neither.
  const journals = onDevice ? readJournals(log.name) : []
  const timeout = log.problem ? BROKEN_TIMEOUT_MS : READ_TIMEOUT_MS
  const read = onDevice ? await within(timeout, readDisk(archive)) : NOTHING_READ
  log.problem &&= inWords(log.problem)
  const since = Date.now() - limits.days * DAY_MS
  const { pairs, deleted } = read ?? NOTHING_READ
  const givenUp = pairs.find(([key]) => key === givenUpKey(log))?.[1] as GivenUp | undefined
  return {
    epoch: log.epoch,
    readAt: Date.now(),
    stored: pairs.flatMap(([key, value]) =>
      isCurrentKey(log, key) && isEntry(value) && value.at > since ? value : [],
    ),
    deleted,
    journaled: journals
      .flatMap(({ pairs }) => pairs ?? [])
      .flatMap((pair) => (isKept(log, pair, since) ? pair[1] : [])),
    givenUp: givenUp ?? NOTHING,
    unreadable: !read,
  }
}

type Read = { pairs: [string, unknown][] } & Pick<History, 'deleted'>
const NOTHING_READ: Read = { pairs: [], deleted: new Set() }

async function readDisk(archive: Archive): Promise<Read> {
  const { log } = archive
  const { epoch } = log
  const written = log.memory.filter((entry) => !log.pending.has(entry))
  // What another tab has waiting behind its transaction in flight is on its way when that has completed, as this has.
  await get('', archive.use)
  const pairs = await readAll<string, unknown>(archive.use)
  // A clear() that localStorage did not tell of, or an app that has emptied it.
  const newest = epochOf(pairs.at(-1)?.[0])
  if (newest !== undefined && newest > log.epoch) {
    moveTo(log, newest)
    announce(log)
  }
  const deleted = findDeleted(log, epoch === log.epoch ? written : [], new Set(pairs.map(([key]) => key)))
  return { pairs, deleted }
}

/** What broken storage means, where its error says it. */
function inWords(problem: string): string {
  const [, cause] = /^IndexedDB failed \((\w+)\)/.exec(problem) ?? []
  if (cause === 'QuotaExceededError') return `The disk space for this site is full (${cause}).`
  if (cause === 'ReferenceError' || cause === 'TypeError') return 'This browser offers no IndexedDB here.'
  if (cause === 'SecurityError') return `This browser does not let this page use IndexedDB (${cause}).`
  return problem
}

/** What this page has written and is no longer there was given up, and is counted; or, without a word, deleted. */
function findDeleted(log: Log, written: DiagnosticEntry[], keys: Set<string>): Set<DiagnosticEntry> {
  const gone = new Set(written.filter((entry) => !keys.has(toKey(entry, log.epoch))))
  if (gone.size > 0 && (keys.has(givenUpKey(log)) || log.dropped.quota)) {
    log.memory = log.memory.filter((entry) => !gone.has(entry))
    gone.clear()
  }
  // Not written again: whoever has deleted it may have meant it.
  if (gone.size > 0) log.problem = 'What was saved has been deleted from IndexedDB, by this site or by the browser.'
  return gone
}

/** Erases what was recorded before an epoch that the log is in already. Never rejects. */
export async function clear(archive: Archive, epoch: string, isWithdrawn = false): Promise<void> {
  const { log } = archive
  for (const { key, raw, pairs } of readJournals(log.name)) {
    // Not what another tab has left since the clear(): it may be gone, and has nothing else.
    const rest = pairs?.filter(([written]) => written >= log.epoch)
    removeJournal(key, raw, rest)
  }
  const erased = log.mode === 'device' ? eraseUpTo(archive, epoch) : erase(archive, epoch, isWithdrawn)
  const failure = await within(
    ERASE_TIMEOUT_MS,
    erased.then(() => null, describe),
  )
  if (failure === null) {
    // It works, or has nothing of us; where something is waiting, that will tell.
    if (log.pending.size === 0) log.problem = null
  } else {
    archive.trouble(
      `${inWords(failure ?? 'IndexedDB does not answer.')} What was saved could not be deleted; it is no longer shown.`,
    )
  }
}

/**
 * Not what another tab has written since under the new epoch; the epoch stays, as long as the database is there. Resolves
 * to whether there is nothing else in it.
 */
function eraseUpTo(archive: Archive, epoch: string): Promise<boolean> {
  return archive.use('readwrite', async (store) => {
    store.delete(IDBKeyRange.upperBound(`${epoch}!`, true))
    store.put(0, `${epoch}/`)
    const request = store.count()
    store.transaction.commit()
    await settled(store.transaction)
    return request.result === 1
  })
}

/**
 * Not by opening: that would make a database on a device that must not have one. Where consent was withdrawn it goes too,
 * unless there is something new in it, of a page that may store.
 */
async function erase(archive: Archive, epoch: string, isWithdrawn: boolean): Promise<void> {
  const { name } = archive.log
  if (!(await isOnDisk(name))) return
  const isEmpty = await eraseUpTo(archive, epoch)
  archive.database.close()
  archive.obey()
  if (!isWithdrawn || !isEmpty || archive.log.mode === 'device') return
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
    const databases = await within(BROKEN_TIMEOUT_MS, indexedDB.databases())
    return databases?.some((database) => database.name === name) ?? true
  } catch {
    return true
  }
}

/** Opens, or erases, after the log was asked to `decide`. Never rejects. */
export async function changeStorage(archive: Archive, mode: StorageMode, isTold: boolean): Promise<void> {
  const { log } = archive
  if (mode === 'device') {
    archive.obey()
    if (log.mode !== mode) return // decided otherwise meanwhile
    // Again, where it was not so already: what was decided before may just have erased it.
    if (isTold) markUnwritten(log)
    // It may never open; a withdrawal must not wait for that.
    await within(
      BROKEN_TIMEOUT_MS * 1.5,
      archive.open().then(() => replayJournals(archive)),
    )
    await archive.flush()
  } else if ((await isOnDisk(log.name)) || readJournals(log.name).length > 0) {
    archive.obey() // another tab may have decided otherwise meanwhile
    if (!isTold && log.mode === mode) tell(log)
    await clear(archive, log.epoch, true)
  }
  log.onChange()
}

/** Puts what pages have left in their journals where it belongs. What cannot be put stays, and feeds the report. */
export async function replayJournals(archive: Archive): Promise<void> {
  const { log, limits } = archive
  archive.obey()
  if (log.mode !== 'device' || log.closed) return
  const since = Date.now() - limits.days * DAY_MS
  let isStuck = false
  for (const { key, raw, pairs } of readJournals(log.name)) {
    try {
      if (!pairs) log.dropped.journal = (log.dropped.journal ?? 0) + 1
      else {
        await archive.use('readwrite', (store) => {
          archive.obey()
          for (const pair of log.mode === 'device' ? pairs : []) {
            if (isKept(log, pair, since)) store.put(pair[1], toKey(pair[1], log.epoch))
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
  if (isStuck && log.problem) joinJournals(log, since)
}

/**
 * Where IndexedDB never works, each page leaves a journal: they are joined when half the room is taken, so that the next
 * page has room for its own. The oldest go first, the telling entries last.
 */
function joinJournals(log: Log, since: number): void {
  const journals = readJournals(log.name)
  const [first] = journals
  const units = journals.reduce((sum, { raw }) => sum + raw.length, 0)
  if (!first || (units <= MAX_UNITS / 2 && journals.length < MAX_JOURNALS)) return
  const all = journals.flatMap(({ pairs }) => pairs ?? []).map((pair) => [toKey(pair[1], pair[0]), pair] as const)
  // oxlint-disable-next-line unicorn/no-array-sort -- a copy; Firefox 115 is the first with toSorted
  const newestFirst = [...new Map(all)].sort(([a], [b]) => (a < b ? 1 : -1))
  const kept: string[] = []
  let room = MAX_UNITS / 2
  for (const telling of [true, false]) {
    for (const [, pair] of newestFirst) {
      if (isTelling(pair[1]) !== telling || !isKept(log, pair, since)) continue
      const json = JSON.stringify(pair)
      if ((room -= json.length + 1) > 0) kept.push(json)
      else log.dropped.journal = (log.dropped.journal ?? 0) + 1
    }
  }
  try {
    localStorage.setItem(first.key, `[${kept.join()}]`)
    for (const { key, raw } of journals.slice(1)) removeJournal(key, raw)
  } catch {
    // full, or refused since: they stay as they are
  }
}

/** Neither void nor too old. */
function isKept(log: Log, [epoch, { at }]: JournalPair, since: number): boolean {
  return isCurrent(log, epoch, at) && at > since
}

/** All but the rest, and not where it has changed since it was read: then there is more in it. */
function removeJournal(key: string, raw: string, rest: JournalPair[] = []): void {
  try {
    if (localStorage.getItem(key) !== raw) return
    if (rest[0]) localStorage.setItem(key, JSON.stringify(rest))
    else localStorage.removeItem(key)
  } catch {
    // refused: a replay is idempotent, so that it may stay
  }
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
