import type { DiagnosticEntry } from '../entry/fields.ts'
import { epochOf, toKey } from '../entry/key.ts'
import { createDatabase, settled, type Database } from './database.ts'
import { writeJournal } from './journal.ts'
import { announce, forget, hear, moveTo, takeBack, markUnwritten, type Log, type StorageMode } from './log.ts'

/**
 * Brings a log to IndexedDB, one record an entry. What reads, clears and tidies is in archive.ts and tidy.ts, which a page
 * needs later.
 *
 * No debounce and no timer: the first entry of a task starts a transaction in that task (in its microtask, when all
 * entries of a burst are there); one at most is in flight, and what comes meanwhile goes into the next. Apps navigate
 * in the very task of onSuccess; a timer would lose the burst.
 */
export interface Disk {
  readonly database: Database
  /** Opens the database. Never rejects. */
  open(): Promise<void>
  /** Starts a transaction, unless one is in flight or there is nothing to write. */
  pump(): void
  /** Settles when all recorded so far is on disk, or is known not to get there. Never rejects. */
  flush(): Promise<void>
  /** The page is back, perhaps from the back/forward cache: tries a broken database again. */
  wake(isRestored: boolean): void
  /** Does what another tab's clear() or setStorage() has said since this one last looked. */
  obey(): void
  trouble(problem: string): void
  close(): void
}

/** An IndexedDB that has not answered by then is known not to (Safari 14's first load; WebKit bug 226547). */
const OPEN_TIMEOUT_MS = 1000
/** After the second failure in a row no entry has it tried again: only the foreground, or a decision of the app. */
const MAX_FAILURES = 2

/** `onWritten` hears how many entries have reached the disk; `makeRoom` gives up old ones where it is full. */
export function createDisk(log: Log, onWritten: (count: number) => void, makeRoom: () => Promise<void>): Disk {
  const database = createDatabase(log.name, log.said !== '')
  let writing: Promise<true> | undefined
  let turn = 0
  let failures = 0
  let hasWarned = false
  let isClosed = false
  let isEpochKnown = log.said !== ''

  return {
    database,
    open,
    pump,
    flush,
    obey,
    trouble,
    wake(isRestored) {
      // A transaction of before can have completed without a word (Firefox): what it wrote is written again.
      if (isRestored && writing) {
        writing = undefined
        database.close()
      }
      // A connection can be dead without a `close` event (WebKit, after the page was in the background).
      if (log.problem && log.mode === 'device') {
        database.close()
        failures = 1
        void open()
      }
      void flush()
    },
    close() {
      isClosed = true
      database.close()
    },
  }

  function pump(): void {
    if (writing || !log.pending.size || log.mode !== 'device' || isClosed || failures >= MAX_FAILURES) return
    const mine: Promise<true> = (writing = write().then(() => {
      if (writing === mine) writing = undefined
      pump()
      log.onChange()
      return true
    }))
  }

  async function flush(): Promise<void> {
    pump()
    const newest = [...log.pending].at(-1)
    // In steps: meanwhile the opening may be given up; and the time of a frozen page does not count.
    for (let step = 1; writing && newest && log.pending.has(newest); step++) {
      if (!(await within(100, writing)) && step > 50) goOn('IndexedDB has not answered for 5 s.')
    }
  }

  async function open(): Promise<void> {
    // Twice: of a page that was busy or frozen, the timer may be heard before the database.
    let timer = setTimeout(() => {
      timer = setTimeout(goOn, 50, 'IndexedDB did not open within 1 s.')
    }, OPEN_TIMEOUT_MS)
    try {
      await learnEpoch()
      failures &&= 1
      log.problem = null
      pump()
      log.onChange()
    } catch (error) {
      fail(error)
    }
    clearTimeout(timer)
  }

  /** Goes on in memory. What has not answered may still do so: then all is put on disk. */
  function goOn(problem: string): void {
    if (log.mode !== 'device') return
    writing = undefined
    failures = MAX_FAILURES
    takeBack(log)
    trouble(problem)
  }

  async function write(): Promise<void> {
    const mine = ++turn
    try {
      // Before the database is opened: a device that may not have one must not get it anew.
      obey()
      if (!log.pending.size) return
      if (!isEpochKnown) await learnEpoch()
      let epoch: string | undefined
      let batch = new Set<DiagnosticEntry>()
      await database.use('readwrite', (store) => {
        // Once more: a clear() until here, in this tab or another, must hold.
        obey()
        if (!log.said) announce(log)
        log.said = hear(log.name)
        epoch = log.epoch
        log.inFlight = batch = new Set(log.pending)
        for (const entry of batch) store.put(entry, toKey(entry, epoch))
        // Not left to the end of its requests: of a page that goes into the back/forward cache before, WebKit keeps
        // the transaction open, and every other page of the site waits for it.
        store.transaction.commit()
        return settled(store.transaction)
      })
      failures = 0
      log.problem = null
      // What has survived a clear() meanwhile lies under a void epoch, and stays pending.
      if (epoch === log.epoch) for (const entry of batch) if (log.pending.delete(entry)) log.stored++
      if (log.journal && !log.pending.size) writeJournal(log)
      if (mine === turn) log.inFlight = new Set()
      onWritten(batch.size)
    } catch (error) {
      // Given up before, and another one has begun since.
      if (mine !== turn) return
      // Once more after any failure, on a fresh connection: a dead handle, a lost server, an aborted transaction.
      database.close()
      takeBack(log)
      if (failures++) fail(error)
      else if ((error as DOMException | null)?.name === 'QuotaExceededError') await makeRoom().catch(() => {})
    }
  }

  function fail(error: unknown): void {
    if (log.mode === 'device') trouble(describe(error)) // not withdrawn meanwhile
  }

  function trouble(problem: string): void {
    log.problem = problem
    if (!hasWarned) console.warn(`[react-plaid-link-diagnostics] ${problem} Entries stay in memory.`)
    hasWarned = true
    log.onChange()
  }

  function obey(): void {
    const heard = hear(log.name)
    if (!heard || heard === log.said) return
    const [epoch = '', mode, decision = ''] = heard.split(' ')
    const [, , decided = ''] = log.said.split(' ')
    log.said = heard
    if (epoch > log.epoch) moveTo(log, epoch)
    // Only what was decided since: a tab that may not store must not follow one that always could.
    if (decision > decided && mode !== log.mode) {
      log.mode = mode as StorageMode
      failures = 0
      if (mode === 'off') forget(log, Infinity)
      else markUnwritten(log)
    }
    // Said by a page that found localStorage emptied.
    if (epoch < log.epoch) announce(log)
    log.onChange()
  }

  /**
   * Opens the database. Where localStorage has no epoch although the database is an old one, the app has
   * emptied localStorage (a log-out often does): the newest key knows it.
   */
  async function learnEpoch(): Promise<void> {
    const isNew = await database.open()
    if (isEpochKnown || isClosed) return
    if (!isNew) {
      const newest = await database.use('readonly', async (store) => {
        const request = store.openKeyCursor(null, 'prev')
        await settled(store.transaction)
        return epochOf(request.result?.key)
      })
      if (newest && newest > log.epoch) log.epoch = newest
    }
    isEpochKnown = true
  }
}

/** In few words: it is put into better ones when a report is made. */
export function describe(error: unknown): string {
  return `IndexedDB failed (${(error as DOMException | null)?.name ?? 'unknown error'}).`
}

/** The value, or undefined where it failed or has not come in time. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, undefined)
    promise.then(resolve, () => resolve(undefined)).finally(() => clearTimeout(timer))
  })
}
