import type { UseStore } from 'idb-keyval'
import { applyControl, clearedAt, timeAfterClear, writeControl } from './control.ts'
import { CLEARED, settled, type Database } from './database.ts'
import { deleteDatabase } from './deleteDatabase.ts'
import { inWords } from './history.ts'
import { entriesKept, readJournals, removeJournal } from './journal.ts'
import type { Memory } from './memory.ts'
import { parseKey } from './parseKey.ts'
import { describe, NOT_OFFERED } from './writer.ts'
import { withTimeout } from './timeout.ts'

const ERASE_TIMEOUT_MS = 5000
const LIST_TIMEOUT_MS = 1000

/**
 * Erases what the control record has made void, in the database and in the journals, then looks whether anything of it is
 * left. Resolves to null where nothing is; otherwise to a sentence. Never rejects.
 *
 * What was recorded since, here or in another tab, stays. Where consent was withdrawn the database goes too.
 */
export async function erase(
  memory: Memory,
  database: Database,
  transact: UseStore,
  isWithdrawn: boolean,
): Promise<string | null> {
  eraseJournals(memory)
  const erased = eraseDisk(memory, database, transact, isWithdrawn)
  const failure = await withTimeout(
    ERASE_TIMEOUT_MS,
    erased.then((isLeft) => (isLeft ? '' : null), describe),
  )
  // There is none: nothing was ever put there.
  if (failure === NOT_OFFERED) return null
  const isLeft = failure !== null || eraseJournals(memory)
  if (!isLeft) return null
  const reason = failure === undefined ? 'IndexedDB does not answer.' : inWords(failure ?? '')
  return `${reason} What was saved could not be deleted; it is no longer shown.`.trim()
}

/** Also what another tab has left since, by an older control record; true where something void is left. */
function eraseJournals(memory: Memory): boolean {
  let isLeft = false
  for (const { key, raw, content } of readJournals(memory.name)) {
    const kept = content && memory.mode === 'device' ? entriesKept(memory, content, 0) : []
    if (content && kept.length > 0 && kept.length === content.entries.length) continue
    try {
      if (content && kept.length > 0) localStorage.setItem(key, JSON.stringify({ ...content, entries: kept }))
      else removeJournal(key, raw)
      isLeft ||= localStorage.getItem(key) === raw
    } catch {
      isLeft = true
    }
  }
  return isLeft
}

/** Resolves to whether something void is left. */
async function eraseDisk(
  memory: Memory,
  database: Database,
  transact: UseStore,
  isWithdrawn: boolean,
): Promise<boolean> {
  // Not by opening: that would make a database on a device that must not have one.
  if (memory.mode !== 'device' && !(await isOnDisk(memory.name))) {
    finish(memory)
    return false
  }
  let kept = await deleteVoid(memory, transact)
  let isLeft = await isVoidLeft(memory, transact)
  if (isLeft) {
    // A tab that has only now heard of it may have written meanwhile.
    kept = await deleteVoid(memory, transact)
    isLeft = await isVoidLeft(memory, transact)
  }
  if (memory.mode === 'device') return isLeft
  database.close()
  applyControl(memory)
  // There may be something new in it, of a page that may store.
  if (isLeft || !isWithdrawn || kept > 0 || (memory.mode as string) === 'device') return isLeft
  await deleteDatabase(memory.name)
  finish(memory)
  return false
}

/** Nothing is left to be erased. */
function finish(memory: Memory): void {
  applyControl(memory)
  if (memory.control.erase && memory.mode !== 'device') writeControl(memory, { erase: false })
}

/** Resolves to how many entries stay: they were recorded since, and not under a clock that was ahead. */
async function deleteVoid(memory: Memory, transact: UseStore): Promise<number> {
  let kept = 0
  await transact('readwrite', (store) => {
    const request = store.getAllKeys()
    request.onsuccess = () => {
      const gone = request.result.filter((key) => isVoid(memory, key))
      kept = request.result.length - gone.length
      if (kept === 0) store.clear()
      else for (const key of gone) store.delete(key)
      store.put(memory.control.cleared, CLEARED)
    }
    return settled(store.transaction)
  })
  return kept
}

function isVoid(memory: Memory, key: IDBValidKey): boolean {
  const parts = parseKey(key)
  return (
    !parts || parts.at <= clearedAt(memory) || parts.at > timeAfterClear(memory) || parts.scope !== memory.control.scope
  )
}

async function isVoidLeft(memory: Memory, transact: UseStore): Promise<boolean> {
  let isLeft = false
  await transact('readonly', (store) => {
    const request = store.getAllKeys()
    request.onsuccess = () => {
      isLeft = request.result.some((key) => key !== CLEARED && isVoid(memory, key))
    }
    return settled(store.transaction)
  })
  return isLeft
}

/** True where it cannot be told (Firefox before 126): there it is opened and deleted. */
export async function isOnDisk(name: string): Promise<boolean> {
  try {
    if (!indexedDB) return false
  } catch {
    return false // no IndexedDB, or none for this page: so nothing has been put there
  }
  try {
    const databases = await withTimeout(LIST_TIMEOUT_MS, indexedDB.databases())
    return databases?.some((database) => database.name === name) ?? true
  } catch {
    return true
  }
}
