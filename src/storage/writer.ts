import type { DiagnosticEntry } from '../entry/fields.ts'
import { toKey } from '../entry/key.ts'
import { adoptCleared, applyControl, readControl, writeControl } from './control.ts'
import { CLEARED, noteKey, settled, type Database } from './database.ts'
import { leaveJournal } from './journal.ts'
import { requeue, type Memory } from './memory.ts'

/**
 * Brings what is in memory to IndexedDB, one record an entry.
 *
 * No debounce and no timer: the first entry of a task starts a transaction in that task (in its microtask, when all
 * entries of a burst are there); one at most is in flight, and what comes meanwhile goes into the next. Apps navigate
 * in the very task of onSuccess; a timer would lose the burst.
 *
 * It is idle, writing or broken. A write that fails is tried once more at once, on a fresh connection; then it is broken,
 * and entries stay in memory until it is tried again: when the page comes to the foreground, when the app decides
 * anew, or with an entry that comes a while later.
 */
export interface Writer {
  /** Opens the database, and writes what is pending. Never rejects. */
  open(): Promise<void>
  /** Starts a transaction, unless it is writing or broken, or there is nothing to write. */
  write(): void
  /** Settles when all recorded so far is on disk, or is known not to get there. Never rejects. */
  flush(): Promise<void>
  /** The page is back, perhaps from the back/forward cache: tries a broken database again. */
  retry(isRestored: boolean): void
  reportProblem(problem: string): void
  /** Something was changed from outside: the health of the storage, or what is in it. */
  changed(): void
  close(): void
}

export interface WriterEvents {
  /** The health of the storage, or what is stored, is another. */
  onChange(): void
  /** So many entries have reached the disk. */
  onWritten(count: number): void
  /** The disk is full: gives up half of what is kept. */
  makeRoom(): Promise<void>
}

/** An IndexedDB that has not answered by then is known not to (Safari 14's first load; WebKit bug 226547). */
const OPEN_TIMEOUT_MS = 1000
const WRITE_TIMEOUT_MS = 5000
/** A page that was busy or frozen may hear the timer before the database. */
const GRACE_MS = 50
/** Until then no entry has a broken database tried again. */
const RETRY_MS = 5000

export function createWriter(memory: Memory, database: Database, events: WriterEvents): Writer {
  let state: 'idle' | 'writing' | 'broken' = 'idle'
  /** The attempt that counts; those before it were given up. */
  let turn = 0
  let running: Promise<void> = Promise.resolve()
  let transaction: IDBTransaction | undefined
  let failures = 0
  let brokenAt = 0
  /** The database was made by this page and has not been written to. */
  let isMade = false
  let wasControlled = memory.isControlled
  let isClearKnown = wasControlled
  let hasWarned = false
  let isClosed = false

  database.onMade = (store) => {
    isMade = true
    // It was deleted by this site, or by the browser: what this page had stored is known by number. Noted as it is made,
    // by whoever wants it first, to read too: the next page finds nothing else.
    if (memory.stored > 0 || readControl(memory.name)?.stored) {
      store.put(memory.stored, noteKey(Date.now(), memory.page, 'deleted'))
    }
  }

  function write(isOpening = false): void {
    // By an amount: the clock may have been set back.
    if (state === 'broken' && Math.abs(Date.now() - brokenAt) > RETRY_MS) return retry(false, true)
    if (state !== 'idle' || isClosed || memory.mode !== 'device' || !(memory.pending.size || isOpening)) return
    state = 'writing'
    running = attempt(++turn, isOpening)
  }

  async function attempt(mine: number, isOpening: boolean): Promise<void> {
    try {
      // Before the database is opened: a device that may not have one must not get it anew.
      applyControl(memory)
      let written = 0
      if (memory.pending.size > 0 || (isOpening && memory.mode === 'device')) {
        if (!database.isOpen()) await inTime(OPEN_TIMEOUT_MS, database.open(), 'IndexedDB did not open within 1 s.')
        if (mine !== turn) return
        if (memory.pending.size > 0) {
          written = await inTime(WRITE_TIMEOUT_MS, putPending(), 'IndexedDB has not answered for 5 s.')
        }
      }
      if (mine === turn) succeed(written)
    } catch (error) {
      if (mine === turn) await fail(error)
    }
  }

  function succeed(written: number): void {
    state = 'idle'
    failures = 0
    if (memory.mode === 'device') memory.problem = null
    memory.inFlight = new Set()
    if (memory.hasJournal && !memory.pending.size) leaveJournal(memory)
    if (written > 0) events.onWritten(written)
    write()
    events.onChange()
  }

  /** Resolves to how many entries are on disk. */
  async function putPending(): Promise<number> {
    let batch: ReadonlySet<DiagnosticEntry> = new Set()
    await database.use('readwrite', (store) => {
      transaction = store.transaction
      // Once more: a clear() until here, in this tab or another, must hold.
      applyControl(memory)
      // The app has emptied localStorage (a log-out often does): the database knows of a clear() too.
      if (memory.isControlled || isMade || (isClearKnown && !wasControlled)) put()
      else {
        const request = store.get(CLEARED)
        request.onsuccess = () => {
          adoptCleared(memory, request.result)
          put()
        }
      }

      function put(): void {
        wasControlled = memory.isControlled
        isClearKnown = true
        memory.inFlight = batch = new Set(memory.pending)
        for (const entry of batch) store.put(entry, toKey(entry, memory.control.scope))
        // Not left to the end of its requests: of a page that goes into the back/forward cache before, WebKit keeps
        // the transaction open, and every other page of the site waits for it.
        store.transaction.commit?.()
      }
      return settled(store.transaction)
    })
    transaction = undefined
    isMade = false
    for (const entry of batch) if (memory.pending.delete(entry)) memory.stored++
    if (batch.size > 0 && !(memory.isControlled && memory.control.stored)) {
      applyControl(memory)
      if (memory.mode === 'device') writeControl(memory, { stored: true, erase: false })
    }
    return batch.size
  }

  async function fail(error: unknown): Promise<void> {
    try {
      // One that hangs must not write later what was given up, and keeps every other tab waiting.
      transaction?.abort()
    } catch {
      // it has ended already
    }
    transaction = undefined
    requeue(memory)
    if (typeof error === 'string') {
      // What has not opened, or waits behind a transaction of another tab, may still do so: then all is put on disk.
      const answer = database.isOpen()
        ? database.use('readonly', (store) => {
            store.get(CLEARED)
            return settled(store.transaction)
          })
        : database.open()
      answer.then(
        () => retry(false, true),
        () => {}, // it is tried again as anything broken is
      )
      return giveUp(error)
    }
    database.close()
    if (failures++ > 0) return giveUp(describe(error))
    if ((error as DOMException | null)?.name === 'QuotaExceededError') await events.makeRoom().catch(() => {})
    state = 'idle'
    write(true)
  }

  /** Goes on in memory. */
  function giveUp(problem: string): void {
    state = memory.mode === 'device' ? 'broken' : 'idle' // withdrawn meanwhile
    if (state === 'idle') return
    brokenAt = Date.now()
    reportProblem(problem)
  }

  /** On the connection that there is, or on a fresh one: one can be dead without a `close` event (WebKit). */
  function retry(isRestored: boolean, isConnected = false): void {
    // A transaction of before can have completed without a word (Firefox): what it wrote is written again.
    const isLost = isRestored && state === 'writing'
    if (isLost) {
      turn++
      requeue(memory)
    }
    if (isLost || state === 'broken') {
      if (!isConnected) database.close()
      failures = 1
      state = 'idle'
      write(true)
    }
    write()
  }

  async function flush(): Promise<void> {
    write()
    const newest = [...memory.pending].pop()
    while (state === 'writing' && newest && memory.pending.has(newest)) await running
  }

  function reportProblem(problem: string): void {
    memory.problem = problem
    // Where there is none at all, as in jsdom, nobody can do anything about it: the report says it.
    if (!hasWarned && problem !== NOT_OFFERED) {
      console.warn(`[react-plaid-link-diagnostics] ${problem} Entries stay in memory.`)
      hasWarned = true
    }
    events.onChange()
  }

  return {
    open() {
      write(true)
      return running
    },
    write,
    flush,
    retry,
    reportProblem,
    changed: events.onChange,
    close() {
      isClosed = true
      database.close()
    },
  }
}

export const NOT_OFFERED = 'This browser offers no IndexedDB here.'

/** In few words: it is put into better ones when a report is made. */
export function describe(error: unknown): string {
  const { name = 'unknown error' } = (error ?? {}) as Error
  return name === 'ReferenceError' || name === 'TypeError' ? NOT_OFFERED : `IndexedDB failed (${name}).`
}

/** Rejects, with the problem, where a promise has not settled in time. */
function inTime<T>(ms: number, promise: Promise<T>, problem: string): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer = setTimeout(() => {
      timer = setTimeout(reject, GRACE_MS, problem)
    }, ms)
    promise.then(resolve, reject)
    const stop = (): void => clearTimeout(timer)
    promise.then(stop, stop)
  })
}
