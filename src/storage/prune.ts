import type { UseStore } from 'idb-keyval'
import { timeKey } from '../entry/key.ts'
import { applyControl, clearedAt } from './control.ts'
import { FIRST_KEY, noteKey, settled } from './database.ts'
import type { Limits } from './limits.ts'
import { drop, type Memory } from './memory.ts'

const DAY_MS = 86_400_000
/** How many entries a page writes before it prunes again; and a hidden one. */
const PRUNE_AFTER = 100
const PRUNE_HIDDEN_AFTER = 1000
/** Before it: Link's burst, or a stream of events, must not have pruning between its writes. */
const PAUSE_MS = 250

/** A timer may outlive its page: in jsdom, the globals are gone when a test file has ended. */
export function isPageHidden(): boolean {
  return typeof document === 'undefined' || document.visibilityState === 'hidden'
}

/**
 * Prunes when the page is idle: with the first write, for what the last page has left, and after each hundred. To be told
 * how many entries were written.
 */
export function createPruner(work: () => Promise<void>): (written: number) => void {
  let unpruned = PRUNE_AFTER
  let isBusy = false

  function pruneWhenIdle(written: number): void {
    unpruned += written
    if (isBusy || unpruned < PRUNE_AFTER) return
    isBusy = true
    // Safari has no word for idle.
    setTimeout(() => (typeof requestIdleCallback === 'function' ? requestIdleCallback(start) : start()), PAUSE_MS)
  }

  async function start(): Promise<void> {
    // A page that may be going must not begin it, unless it only seems to go: WebKit keeps the transaction of a frozen
    // page, and others wait for it. The first write after it, or the next page, will.
    const isAllowed = !isPageHidden() || unpruned >= PRUNE_HIDDEN_AFTER
    if (isAllowed) {
      unpruned = 0
      // What cannot be pruned now will be at the next page load.
      await work().catch(() => {})
    }
    isBusy = false
    // Again, where as many were written meanwhile.
    if (isAllowed) pruneWhenIdle(0)
  }

  return pruneWhenIdle
}

/**
 * Removes what is void, what is too old, and where there are too many the oldest: by ranges of keys, which sort by time, so
 * that nothing is read. A tenth more goes than must, so that the total is not just exceeded again; on a full disk half of
 * all. Limits of sessions are kept where sessions are read.
 */
export async function prune(memory: Memory, transact: UseStore, limits: Limits, isFull = false): Promise<void> {
  applyControl(memory)
  if (memory.mode !== 'device' || memory.isClosed) return
  let excess = 0
  await transact('readwrite', (store) => {
    const now = Date.now()
    const voidUntil = `${timeKey(clearedAt(memory))}~`
    const since = timeKey(now - limits.days * DAY_MS)
    const tooOld = IDBKeyRange.bound(voidUntil, since > voidUntil ? since : voidUntil)
    store.delete(IDBKeyRange.bound(FIRST_KEY, voidUntil))
    store.delete(IDBKeyRange.bound(noteKey(0), noteKey(now - limits.days * DAY_MS)))
    count(tooOld, (old) => {
      if (old > 0) store.put(old, noteKey(now, memory.page, 'age'))
      store.delete(tooOld)
      count(IDBKeyRange.lowerBound(FIRST_KEY), (left) => {
        if (isFull) excess = Math.floor(left / 2)
        else excess = left > limits.total ? left - Math.ceil(limits.total * 0.9) : 0
        if (excess === 0) return
        // A full disk may have no room for more than it had: this page remembers it.
        if (!isFull) store.put(excess, noteKey(now, memory.page, 'total'))
        deleteFirst(store, excess)
      })
    })

    function count(range: IDBKeyRange, then: (count: number) => void): void {
      const request = store.count(range)
      request.onsuccess = () => then(request.result)
    }
    return settled(store.transaction)
  })
  if (isFull && excess > 0) drop(memory, 'quota', excess)
}

/** The oldest so many entries. */
function deleteFirst(store: IDBObjectStore, count: number): void {
  let isThere = count === 1
  const request = store.openKeyCursor(IDBKeyRange.lowerBound(FIRST_KEY))
  request.onsuccess = () => {
    const cursor = request.result
    if (!cursor) return
    if (isThere) store.delete(IDBKeyRange.bound(FIRST_KEY, cursor.key))
    else cursor.advance(count - 1)
    isThere = true
  }
}
