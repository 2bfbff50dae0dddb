import { overLimits, type Limits } from '../core/limits.ts'
import { settled } from './database.ts'
import type { Archive } from './archive.ts'
import { isCurrentKey, type Log } from './log.ts'

/** How many entries a page writes before the disk is tidied again; and a hidden one. */
const TIDY_AFTER = 100
const TIDY_HIDDEN_AFTER = 1000
/** Before and after: Link's burst, or a stream of events, must not have tidying between its writes. */
const PAUSE_MS = 250

/**
 * Tidies when the page is idle: with the first write, or when all was read, for what the last page has left, and after
 * each hundred. To be told how many entries were written.
 */
export function createTidier(archive: Archive): (written: number) => void {
  let untidied = TIDY_AFTER
  let isBusy = false

  function tidyWhenIdle(written: number): void {
    untidied += written
    if (isBusy || untidied < TIDY_AFTER) return
    isBusy = true
    // Safari has no word for idle.
    setTimeout(() => (typeof requestIdleCallback === 'function' ? requestIdleCallback(tidy) : tidy()), PAUSE_MS)
  }

  async function tidy(): Promise<void> {
    // A page that may be going must not begin it, unless it only seems to go: WebKit keeps the transaction of a frozen
    // page, and others wait for it. The first write after it, or the next page, will.
    if (archive.log.closed || (document.visibilityState === 'hidden' && untidied < TIDY_HIDDEN_AFTER)) {
      isBusy = false
      return
    }
    untidied = 0
    await tidyDisk(archive).catch(() => {}) // what cannot be tidied now will be at the next page load
    setTimeout(() => {
      isBusy = false
      tidyWhenIdle(0)
    }, PAUSE_MS)
  }

  return tidyWhenIdle
}

/**
 * Removes what is over the limits, by keys alone; on a full disk, half of all. In one transaction, so that two tabs
 * which tidy at once do not count the same entries twice.
 */
export async function tidyDisk(archive: Archive, isFull = false): Promise<void> {
  const { log, limits } = archive
  archive.obey()
  if (log.mode !== 'device' || log.closed) return
  let counts: Record<string, number> = {}
  await archive.use('readwrite', (store) => {
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
    await archive.database.use('readwrite', (store) => {
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
  const current = keys.filter((key) => isCurrentKey(log, key))
  const half = Math.floor(current.length / 2)
  const total = isFull ? half : current.length > limits.total ? Math.ceil(limits.total * 0.9) : limits.total
  const gone = new Map<string, string | null>()
  for (const key of keys) {
    if (typeof key === 'string' && !isCurrentKey(log, key) && key.slice(0, 9) < log.epoch) gone.set(key, null)
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

/** Where what was given up is counted. */
export function dropsKey(log: Log): string {
  return `${log.epoch}!dropped`
}

export function sum(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const total: Record<string, number> = {}
  for (const [reason, count] of [...Object.entries(a), ...Object.entries(b)]) {
    if (count > 0) total[reason] = (total[reason] ?? 0) + count
  }
  return total
}
