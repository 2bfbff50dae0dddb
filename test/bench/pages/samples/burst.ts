import { createDiagnostics, type DiagnosticEntry } from 'react-plaid-link-diagnostics'
import { check, instrument, makeEvents, quiet, recordSession, seed } from '../plaid.ts'

const BURST = 60
const name = 'burst'
let isSeeded = false

/**
 * 60 events in one task. With `kept` entries in the database, by a page that has recorded `recorded` events before.
 * Milliseconds until all are durable, and until `onEvent` has returned 60 times.
 */
async function ours({ kept = 0, recorded = 1 } = {}): Promise<number[]> {
  if (!isSeeded) await seed(() => createDiagnostics({ name }), kept > 0 ? 20 : 0, kept / 20)
  isSeeded = true
  // A recorder a sample, so that only what is kept and what is recorded differ.
  const diagnostics = createDiagnostics({ name })
  for (let left = recorded; left > 0; left -= BURST) await recordSession(diagnostics, Math.min(BURST, left))
  await quiet()

  const session = crypto.randomUUID()
  const events = makeEvents(BURST, session)
  const { onEvent } = instrument(diagnostics)
  const started = performance.now()
  for (const event of events) onEvent(...event)
  const returned = performance.now() - started
  await diagnostics.flush()
  const durable = performance.now() - started

  const { dropped } = diagnostics.store.getState()
  diagnostics.close()
  const found = await readBack(session)
  check(found === BURST, `${found} of ${BURST} entries are durable, ${dropped} dropped so far`)
  if (kept === 0) await seed(() => createDiagnostics({ name }), 0, 0)
  return [durable, returned]
}

/** By another recorder, which has nothing of it in memory. */
async function readBack(session: string): Promise<number> {
  const diagnostics = createDiagnostics({ name })
  const { sessions, completeness } = await diagnostics.report({ sessions: Infinity })
  diagnostics.close()
  check(completeness.storage === 'indexeddb', `storage: ${completeness.storage}, ${completeness.problem}`)
  const entries = sessions.flatMap(({ entries }) => entries)
  return entries
    .filter(({ linkSessionId, type }) => linkSessionId === session && type === 'onEvent')
    .reduce((sum, { times = 1 }) => sum + times, 0)
}

let bare: { database: IDBDatabase; entries: DiagnosticEntry[] } | undefined

/** The least that can be done: one transaction with 60 puts of such entries, on an open connection. Milliseconds. */
async function puts(): Promise<number> {
  bare ??= { database: await openDatabase(), entries: await makeEntries() }
  const { database, entries } = bare
  await quiet()
  const started = performance.now()
  await write(database, (store) => {
    for (const [index, entry] of entries.entries()) store.put(entry, keyOf(entry, index))
  })
  const took = performance.now() - started
  await write(database, (store) => store.clear())
  return took
}

/** As long as the recorder's keys, so that the same number of bytes is written. */
function keyOf({ at, page, attemptId, code }: DiagnosticEntry, index: number): string {
  return `000000000/0${at.toString(36)}-${page}-${`${index}`.padStart(6, '0')}-${attemptId}-${code.replace('-', '')}-0`
}

async function makeEntries(): Promise<DiagnosticEntry[]> {
  const diagnostics = createDiagnostics({ name: 'like these', storage: 'memory' })
  await recordSession(diagnostics, BURST)
  const { sessions } = await diagnostics.report({ sessions: Infinity })
  diagnostics.close()
  const entries = sessions.flatMap(({ entries }) => entries)
  check(entries.length === BURST, `${entries.length} entries to put`)
  return entries
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('bare')
    request.onupgradeneeded = () => request.result.createObjectStore('entries')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function write(database: IDBDatabase, put: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction('entries', 'readwrite')
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
    put(transaction.objectStore('entries'))
    transaction.commit()
  })
}

export const samples = { ours, puts }
