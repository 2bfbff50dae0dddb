import { fromKey, type EntryKey } from '../entry/key.ts'
import { countGaps, overLimits, type Limits } from './limits.ts'
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
  let givenUp = NOTHING
  await archive.use('readwrite', (store) => {
    givenUp = NOTHING // of a transaction that has failed
    const request = store.getAllKeys()
    request.onsuccess = () => {
      const current: IDBValidKey[] = []
      for (const key of request.result) {
        if (isCurrentKey(log, key)) current.push(key)
        // Void; what else is not ours is not touched.
        else if (typeof key === 'string' && key.slice(0, 9) < log.epoch) store.delete(key)
      }
      const gone = chooseKeys(limits, current, isFull)
      if (gone.size === 0) return
      for (const key of gone.keys()) store.delete(key)
      const dropped: Record<string, number> = {}
      for (const reason of gone.values()) dropped[reason] = (dropped[reason] ?? 0) + 1
      const entries = current.map((key) => ({ ...(fromKey(key) as EntryKey), key }))
      givenUp = { dropped, gaps: countGaps(entries, ({ key }) => !gone.has(key)) - countGaps(entries) }
      if (!isFull) add(log, store, givenUp)
    }
    return settled(store.transaction)
  })
  if (!isFull || givenUp === NOTHING) return
  try {
    await archive.database.use('readwrite', (store) => {
      add(log, store, givenUp)
      return settled(store.transaction)
    })
  } catch {
    log.dropped = sum(log.dropped, givenUp.dropped) // the disk is still full: this page remembers it
  }
}

/** Which keys go. Where the total is exceeded a tenth more goes than must, so that it is not just exceeded again. */
function chooseKeys(limits: Limits, current: IDBValidKey[], isFull: boolean): Map<IDBValidKey, string> {
  const half = Math.floor(current.length / 2)
  const total = isFull ? half : current.length > limits.total ? Math.ceil(limits.total * 0.9) : limits.total
  const gone = overLimits(current, { ...limits, total }, Date.now())
  return isFull ? new Map([...gone.keys()].map((key) => [key, 'quota'])) : gone
}

/** What tidying has given up outlives the page: a report says what is no longer there. */
export interface GivenUp {
  /** Entries, by reason. */
  dropped: Record<string, number>
  /** How many numbers are missing for it in the order of page loads of which something is left. */
  gaps: number
}

export const NOTHING: GivenUp = { dropped: {}, gaps: 0 }

function add(log: Log, store: IDBObjectStore, { dropped, gaps }: GivenUp): void {
  const request: IDBRequest<GivenUp | undefined> = store.get(givenUpKey(log))
  request.onsuccess = () => {
    const before = request.result ?? NOTHING
    store.put({ dropped: sum(before.dropped, dropped), gaps: before.gaps + gaps }, givenUpKey(log))
  }
}

/** Where it is kept. */
export function givenUpKey(log: Log): string {
  return `${log.epoch}!given-up`
}

export function sum(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const total: Record<string, number> = {}
  for (const [reason, count] of [...Object.entries(a), ...Object.entries(b)]) {
    if (count > 0) total[reason] = (total[reason] ?? 0) + count
  }
  return total
}
