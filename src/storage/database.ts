import type { UseStore } from 'idb-keyval'
import { timeKey } from '../entry/key.ts'

const STORE = 'entries'

/** Entries' keys begin with the time, so all of them sort behind this, and notes before. */
export const FIRST_KEY = '0'

/** The note of when all was last cleared: the database knows it where the app has emptied localStorage. */
export const CLEARED = '!cleared'

/**
 * The key of a note: how many entries were given up by a page, and why. Its value is their number. It outlives the page, so
 * that a report can say what is no longer there, and goes when it is as old as an entry may be.
 */
export function noteKey(at: number, page = '', reason = ''): string {
  return `!${timeKey(at)}-${page}-${reason}`
}

export interface Database {
  /**
   * idb-keyval's store function. Where the connection is open the transaction begins in this very call,
   * so that an entry of a task is on its way before the page can leave.
   */
  use: UseStore
  isOpen(): boolean
  /** Connects where it is not. */
  open(): Promise<unknown>
  /** Forgets the connection; the next use opens a new one. */
  close(): void
  /** Gives up what is in flight. */
  abort(): void
  /** The database was not there, and is made: nobody has written to it yet. */
  onMade: ((store: IDBObjectStore) => void) | undefined
}

/**
 * Our own store function rather than idb-keyval's `createStore`: that one keeps a connection that died
 * without a `close` event (WebKit, also Chromium after an internal error), does not give way to another
 * tab's upgrade or deletion, and does not notice that the store is missing (a tab closed in mid-upgrade).
 *
 * `isKnown`: it is there already, as far as is known.
 */
export function createDatabase(name: string, isKnown: boolean): Database {
  let connection: IDBDatabase | undefined
  let opening: Promise<IDBDatabase> | undefined
  const inFlight = new Set<IDBTransaction>()

  function connect(version?: number): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      // The getter itself throws where a browser denies storage to a frame.
      const request = indexedDB.open(name, version)
      request.onupgradeneeded = () => {
        const store = request.result.createObjectStore(STORE)
        database.onMade?.(store)
      }
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const { result } = request
        const forget = (): void => {
          result.close()
          if (connection === result) connection = opening = undefined
        }
        result.onclose = result.onversionchange = forget
        if (result.objectStoreNames.contains(STORE)) return resolve(result)
        forget()
        resolve(connect(result.version + 1))
      }
    })
  }

  function open(): Promise<IDBDatabase> {
    const isNew = !isKnown && !opening
    const attempt = (opening ??= connect())
    // A page that is frozen in the back/forward cache while it makes the database lets no other open it any more (seen
    // for over a minute, in Chromium and WebKit). Chromium does not freeze a page that holds a lock.
    if (isNew) navigator.locks?.request(name, { mode: 'shared' }, () => attempt).catch(() => {})
    attempt.then(
      (opened) => {
        if (opening === attempt) connection = opened
        else opened.close()
      },
      () => {
        // A failed attempt is forgotten, so that the next use tries again.
        if (opening === attempt) opening = undefined
      },
    )
    return attempt
  }

  const database: Database = {
    async use(mode, callback) {
      const transaction = (connection ?? (await open())).transaction(STORE, mode)
      inFlight.add(transaction)
      for (const type of ['complete', 'abort']) transaction.addEventListener(type, () => inFlight.delete(transaction))
      return callback(transaction.objectStore(STORE))
    },
    isOpen: () => connection !== undefined,
    open,
    close() {
      connection?.close()
      connection = opening = undefined
    },
    abort() {
      for (const transaction of inFlight) {
        try {
          transaction.abort()
        } catch {
          // it has ended already
        }
      }
    },
    onMade: undefined,
  }
  return database
}

/** Tries once more on a fresh connection: one can be dead without having said so (WebKit). */
export function persistent(database: Database): UseStore {
  return async (mode, callback) => {
    try {
      return await database.use(mode, callback)
    } catch {
      database.close()
      return database.use(mode, callback)
    }
  }
}

/**
 * Settles with a transaction. idb-keyval's `promisifyRequest` would reject with the bubbling request's
 * event before the abort, and with null where the transaction was aborted without a request's fault.
 */
export function settled(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new DOMException('', 'AbortError'))
  })
}
