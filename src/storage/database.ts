import type { UseStore } from 'idb-keyval'

const STORE = 'entries'

export interface Database {
  /**
   * idb-keyval's store function. Where the connection is open the transaction begins in this very call,
   * so that an entry of a task is on its way before the page can leave.
   */
  use: UseStore
  /** Connects where it is not; resolves to whether the database was made just now. */
  open(): Promise<boolean>
  /** Forgets the connection; the next use opens a new one. */
  close(): void
}

/**
 * Our own store function rather than idb-keyval's `createStore`: that one keeps a connection that died
 * without a `close` event (WebKit, also Chromium after an internal error), does not give way to another
 * tab's upgrade or deletion, and does not notice that the store is missing (a tab closed in mid-upgrade).
 *
 * `isMade`: it is there already, as far as is known.
 */
export function createDatabase(name: string, isMade: boolean): Database {
  let connection: IDBDatabase | undefined
  let opening: Promise<IDBDatabase> | undefined
  let made = false

  function connect(version?: number): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      // The getter itself throws where a browser denies storage to a frame.
      const request = indexedDB.open(name, version)
      request.onupgradeneeded = () => {
        made = true
        request.result.createObjectStore(STORE)
      }
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const database = request.result
        const forget = (): void => {
          database.close()
          if (connection === database) connection = opening = undefined
        }
        database.onclose = database.onversionchange = forget
        if (database.objectStoreNames.contains(STORE)) return resolve(database)
        forget()
        resolve(connect(database.version + 1))
      }
    })
  }

  function open(): Promise<IDBDatabase> {
    const isNew = !isMade && !opening
    const attempt = (opening ??= connect())
    // Frozen in the back/forward cache while it makes the database, a page lets no other open that any more (seen for
    // over a minute, in Chromium and WebKit). Chromium does not freeze a page that holds a lock.
    if (isNew) navigator.locks?.request(name, { mode: 'shared' }, () => attempt).catch(() => {})
    attempt.then(
      (database) => {
        if (opening === attempt) connection = database
        else database.close()
      },
      () => {
        // A failed attempt is forgotten, so that the next use tries again.
        if (opening === attempt) opening = undefined
      },
    )
    return attempt
  }

  return {
    async use(mode, callback) {
      const database = connection ?? (await open())
      return callback(database.transaction(STORE, mode).objectStore(STORE))
    },
    open: () => open().then(() => made),
    close() {
      connection?.close()
      connection = opening = undefined
    },
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
