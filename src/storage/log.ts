import type { DiagnosticEntry } from '../core/entry.ts'
import { isTelling, toBase36, toKey } from '../core/key.ts'
import { createDatabase, settled, type Database } from './database.ts'
import { createJournal, type Journal } from './journal.ts'

/**
 * The write path: entries are kept in memory (bounded) and, in `device` mode, appended to IndexedDB.
 * What reads, clears and prunes is in archive.ts, which a page needs later, or never.
 *
 * - No debounce and no timer: the first entry of a task starts a transaction in that task (in its
 *   microtask, when all entries of a burst are there); one at most is in flight, and what comes meanwhile goes
 *   into the next. Apps navigate in the very task of onSuccess; a timer would lose the burst.
 * - An entry is pending until its transaction has completed. Pending entries go to the journal when the
 *   page is hidden or left.
 * - `clear()` counts up the epoch, in localStorage, where other tabs see it at once, and in the keys, so
 *   that whatever is written late under an older epoch is void. An epoch is the time of the clear().
 * - Not one blob, not zustand's `persist`: two tabs would overwrite each other, and cost would grow with history.
 */
export interface Log {
  readonly name: string
  readonly database: Database
  readonly journal: Journal
  mode: StorageMode
  epoch: string
  /** What is wrong with the storage, as a sentence; null when nothing is. */
  problem: string | null
  /** Entries of this page, how many of them are on disk, and how many were given up, by reason. */
  recorded: number
  stored: number
  dropped: Record<string, number>
  memory: DiagnosticEntry[]
  readonly pending: Set<DiagnosticEntry>
  closed: boolean

  append(entry: DiagnosticEntry): void
  /** Starts a transaction, unless one is in flight or there is nothing to write. */
  pump(): void
  /** Settles when all appended so far is on disk, or is known not to get there. Never rejects. */
  flush(): Promise<void>
  /** Opens the database. */
  open(): Promise<void>
  /** The page is hidden or goes: writes the journal. */
  leave(): void
  /** The page is back: tries a broken database again. */
  wake(): void
  /** Does what another tab's clear() or setStorage() has said since this one last looked. */
  obey(): void
  /** Tells other tabs the epoch and, where `setStorage` was called here, the mode. */
  announce(isDecision?: boolean): void
  /** Drops from memory what was recorded up to a time; what came after another tab's clear() stays. */
  forget(until: number): void
  /** The mode or the epoch is another one: all that is in memory has yet to be written, or no longer. */
  writeAll(): void
  /** Another tab's clear() has counted up the epoch. */
  moveTo(epoch: string): void
  /**
   * Counts up the epoch, and tells it: from here on all that was recorded before is void, in every tab, whatever
   * still writes it. Synchronous, so that an app may leave the page right after its clear().
   */
  advance(isDecision?: boolean): string
  trouble(problem: string): void
  close(): Promise<void>
}

export type StorageMode = 'device' | 'memory' | 'off'

export interface LogOptions {
  name: string
  /** This recorder's page id. */
  page: string
  mode: StorageMode
  /** Entries kept in memory. */
  maxMemory: number
  /** Something of the log's numbers has changed. */
  onChange: () => void
  /** Everything was forgotten, here or in another tab. */
  onClear: () => void
  /** So many entries have reached the disk. */
  onStored: (count: number) => void
  /** The disk is full: gives up old entries. */
  makeRoom: () => Promise<void>
}

/** An IndexedDB that has not answered by then is known not to (Safari 14's first load; WebKit bug 226547). */
const OPEN_TIMEOUT_MS = 1000
/** After the second failure in a row nothing is tried until the page is in the foreground again. */
const MAX_FAILURES = 2

export function createLog(options: LogOptions): Log {
  const epochKey = `${options.name}:epoch`
  let writing: Promise<true> | undefined
  let inFlight: DiagnosticEntry[] = []
  let scheduled = false
  let failures = 0
  let warned = false
  /** What this recorder has last said or heard of the epoch. */
  let seen = read()
  let isEpochKnown = seen !== null

  const log: Log = {
    name: options.name,
    database: createDatabase(options.name),
    journal: createJournal(options.name, options.page),
    mode: options.mode,
    epoch: seen?.[1] ?? '000000000',
    problem: null,
    recorded: 0,
    stored: 0,
    dropped: {},
    memory: [],
    pending: new Set(),
    closed: false,

    append(entry) {
      if (log.mode === 'off' || log.closed) return
      log.recorded++
      log.memory.push(entry)
      if (log.mode === 'device') log.pending.add(entry)
      if (log.memory.length > options.maxMemory) giveUpSome()
      schedule()
    },

    pump() {
      if (writing || !log.pending.size || log.mode !== 'device' || log.closed || failures >= MAX_FAILURES) return
      const mine: Promise<true> = (writing = write().then(() => {
        if (writing === mine) writing = undefined
        log.pump()
        options.onChange()
        return true
      }))
    },

    async flush() {
      log.pump()
      const newest = [...log.pending].at(-1)
      // In steps: meanwhile the opening may be given up; and the time of a frozen page does not count.
      for (let step = 1; writing && newest && log.pending.has(newest); step++) {
        if (!(await within(100, writing)) && step > 50) goOn('IndexedDB has not answered for 5 s.')
      }
    },

    async open() {
      // Twice: of a page that was busy or frozen, the timer may be heard before the database.
      let timer = setTimeout(() => {
        timer = setTimeout(goOn, 50, 'IndexedDB did not open within 1 s.')
      }, OPEN_TIMEOUT_MS)
      try {
        await learnEpoch()
        failures &&= 1
        log.problem = null
        log.pump()
        options.onChange()
      } catch (error) {
        log.trouble(describe(error))
      }
      clearTimeout(timer)
    },

    leave() {
      log.obey()
      if (log.mode === 'device' && log.pending.size) {
        log.journal.write([...log.pending].map((entry) => [toKey(entry, log.epoch), entry]))
      }
    },

    wake() {
      // A connection can be dead without a `close` event (WebKit, after the page was in the background).
      if (log.problem) {
        log.database.close()
        failures = 1
        void log.open()
      }
      void log.flush()
    },

    obey() {
      const heard = read()
      if (!heard || heard[0] === seen?.[0]) return
      const decision = seen?.[3] ?? ''
      seen = heard
      if (heard[1] > log.epoch) log.moveTo(heard[1])
      // Only what was decided since: a tab that may not store must not follow one that always could.
      if (heard[3] > decision && heard[2] !== log.mode) {
        log.mode = heard[2]
        if (log.mode === 'off') log.forget(Infinity)
        else log.writeAll()
      }
      // Said by a page that found localStorage emptied.
      if (heard[1] < log.epoch) log.announce()
      schedule()
    },

    announce(isDecision) {
      try {
        const decision = isDecision ? toBase36(Date.now(), 9) : (seen?.[3] ?? '')
        localStorage.setItem(epochKey, `${log.epoch} ${log.mode} ${decision}`)
      } catch {
        // Refused or full: the keys still tell the epoch to whoever reads the database.
      }
      seen = read()
    },

    forget(until) {
      log.memory = log.memory.filter((entry) => entry.at > until)
      log.recorded = log.memory.length
      log.dropped = {}
      log.journal.settle()
      log.writeAll()
    },

    writeAll() {
      log.stored = 0
      log.pending.clear()
      if (log.mode === 'device') for (const entry of log.memory) log.pending.add(entry)
    },

    moveTo(epoch) {
      log.epoch = epoch
      log.forget(parseInt(epoch, 36))
      options.onClear()
    },

    advance(isDecision) {
      log.obey()
      log.moveTo(toBase36(Math.max(Date.now(), parseInt(log.epoch, 36) + 1), 9))
      // Without consent not even an epoch is written, unless other tabs go by one.
      if (log.mode === 'device' || seen) log.announce(isDecision)
      return log.epoch
    },

    trouble(problem) {
      log.problem = problem
      if (!warned) console.warn(`[react-plaid-link-diagnostics] ${problem} Entries stay in memory.`)
      warned = true
      options.onChange()
    },

    async close() {
      log.leave()
      await log.flush()
      log.closed = true
      log.database.close()
    },
  }
  return log

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    queueMicrotask(() => {
      scheduled = false
      log.pump()
      options.onChange()
    })
  }

  /** Goes on in memory. What has not answered may still do so: then all is put on disk. */
  function goOn(problem: string): void {
    writing = undefined
    failures = MAX_FAILURES
    log.trouble(problem)
  }

  async function write(): Promise<void> {
    try {
      // Before the database is opened: a device that may not have one must not get it anew.
      log.obey()
      if (!log.pending.size) return
      if (!isEpochKnown) await learnEpoch()
      let epoch: string | undefined
      let batch: DiagnosticEntry[] = []
      await log.database.use('readwrite', (store) => {
        // Once more: a clear() until here, in this tab or another, must hold.
        log.obey()
        if (!seen) log.announce()
        epoch = log.epoch
        inFlight = batch = [...log.pending]
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
      if (!log.pending.size) log.journal.settle()
      options.onStored(batch.length)
    } catch (error) {
      // Once more after any failure, on a fresh connection: a dead handle, a lost server, an aborted transaction.
      log.database.close()
      if (failures++) log.trouble(describe(error))
      else if (nameOf(error) === 'QuotaExceededError') await options.makeRoom().catch(() => {})
    }
  }

  /**
   * Opens the database. Where localStorage has no epoch although the database is an old one, the app has
   * emptied localStorage (a log-out often does): the newest key knows it.
   */
  async function learnEpoch(): Promise<void> {
    const made = await log.database.open()
    if (isEpochKnown || log.closed) return
    if (!made) {
      const newest = await log.database.use('readonly', async (store) => {
        const request = store.openKeyCursor(null, 'prev')
        await settled(store.transaction)
        return epochOf(request.result?.key)
      })
      if (newest && newest > log.epoch) log.epoch = newest
    }
    isEpochKnown = true
  }

  /** Epoch, mode and decision. */
  function read(): [all: string, epoch: string, mode: StorageMode, decision: string] | null {
    try {
      // Not on a server that has a localStorage.
      const said = window.localStorage.getItem(epochKey) ?? ''
      return /^(\w{9}) (device|memory|off) (\w*)$/.exec(said) as ReturnType<typeof read>
    } catch {
      return null
    }
  }

  /** A fifth at a time, the oldest first, the telling ones last. */
  function giveUpSome(): void {
    let excess = Math.ceil(options.maxMemory / 5)
    for (const tellingToo of [false, true]) {
      log.memory = log.memory.filter((entry) => {
        if (!excess || (!tellingToo && isTelling(entry))) return true
        excess--
        // What is on disk, or on the way to it, is given up there, and counted there.
        if (!inFlight.includes(entry) && (log.pending.delete(entry) || log.mode !== 'device')) {
          log.dropped.entries = (log.dropped.entries ?? 0) + 1
        }
        return false
      })
    }
  }
}

/** In few words: it is put into better ones when a report is made. */
export function describe(error: unknown): string {
  return `IndexedDB failed (${nameOf(error)}).`
}

function nameOf(error: unknown): string {
  return (error as DOMException | null)?.name ?? 'unknown error'
}

export function epochOf(key: unknown): string | undefined {
  return /^\w{9}(?=[!/])/.exec(`${key}`)?.[0]
}

/** The value, or undefined where it failed or has not come in time. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, undefined)
    promise.then(resolve, () => resolve(undefined)).finally(() => clearTimeout(timer))
  })
}
