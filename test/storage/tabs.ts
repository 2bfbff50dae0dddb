import { vi } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { createDiagnostics, type Diagnostics, type DiagnosticsOptions } from '../../src/recorder/diagnostics.ts'
import type { DiagnosticsReport } from '../../src/session/report.ts'
import { controlClear } from '../../src/storage/consent.ts'
import { applyControl, controlKey, NO_CONTROL, readControl } from '../../src/storage/control.ts'
import { createDatabase, persistent, type Database } from '../../src/storage/database.ts'
import { readHistory, type History } from '../../src/storage/history.ts'
import { replayJournals } from '../../src/storage/journal.ts'
import type { Limits } from '../../src/storage/limits.ts'
import { append, createMemory, type Control, type Memory } from '../../src/storage/memory.ts'
import { removeGivenUp } from '../../src/storage/notes.ts'
import { createPruner, prune } from '../../src/storage/prune.ts'
import { createWriter, type Writer } from '../../src/storage/writer.ts'
import { SESSION } from '../support/constants.ts'
import { readDatabase } from '../support/disk.ts'
import { eventOf, markOf } from '../support/marks.ts'

/** A tab: a recorder, and an app's callbacks instrumented by it. */
export interface TestTab {
  diagnostics: Diagnostics
  app: { onEvent: ReturnType<typeof vi.fn>; onSuccess: ReturnType<typeof vi.fn>; onExit: ReturnType<typeof vi.fn> }
  event(mark: string, metadata?: object): void
  success(): void
  /** As when Link is made anew. */
  reopen(): void
}

const tabs: TestTab[] = []
const pages: TestPage[] = []

/** All tabs of a test share one window: what a real one hears of another by itself is told with `tell`. */
export function openTab(name: string, options: DiagnosticsOptions = {}): TestTab {
  const diagnostics = createDiagnostics({ name, ...options })
  const app = { onEvent: vi.fn(), onSuccess: vi.fn(), onExit: vi.fn() }
  let link = diagnostics.instrument({ token: undefined, ...app })
  const tab: TestTab = {
    diagnostics,
    app,
    event(mark, metadata = {}) {
      const { eventName, requestId } = eventOf(mark)
      link.onEvent(eventName, { link_session_id: SESSION, request_id: requestId, ...metadata })
    },
    success: () => link.onSuccess('public-sandbox-x', { link_session_id: SESSION }),
    reopen: () => (link = diagnostics.instrument({ token: undefined, ...app })),
  }
  tabs.push(tab)
  return tab
}

export const LIMITS: Limits = { sessions: 20, entriesPerSession: 500, days: 14, total: 5000 }

/** What is below a recorder: the memory of a page, and its way to the disk. */
export interface TestPage extends Writer {
  memory: Memory
  database: Database
  append(entry: DiagnosticEntry): void
  /** The first step of a clear(). */
  clear(): void
  prune(limits?: Limits, isFull?: boolean): Promise<void>
  read(limits?: Limits): Promise<History>
  /** Reads, and removes what is over the limits of sessions. */
  limit(limits: Limits): Promise<void>
  replay(): Promise<void>
}

export function makeMemory(name: string, page: string): Memory {
  const said = readControl(name)
  const control = said ?? NO_CONTROL
  return createMemory({
    name,
    page,
    max: 1000,
    mode: 'device',
    control: { ...control },
    isControlled: said !== undefined,
    onForget() {},
  })
}

export function openPage(name: string, page = Math.random().toString(36).slice(2, 10)): TestPage {
  const memory = makeMemory(name, page)
  const database = createDatabase(name, memory.isControlled)
  const transact = persistent(database)
  const writer = createWriter(memory, database, {
    onChange() {},
    onWritten: createPruner(() => prune(memory, transact, LIMITS)),
    makeRoom: () => Promise.resolve(),
  })
  const opened: TestPage = {
    ...writer,
    memory,
    database,
    append(entry) {
      append(memory, entry)
      queueMicrotask(writer.write)
    },
    clear() {
      applyControl(memory)
      controlClear(memory)
    },
    prune: (limits = LIMITS, isFull = false) => prune(memory, transact, limits, isFull),
    read: (limits = LIMITS) => readHistory(memory, transact, limits),
    async limit(limits) {
      await removeGivenUp(transact, page, (await readHistory(memory, transact, limits)).givenUp)
    },
    replay: () => replayJournals(memory, transact, LIMITS.days),
  }
  pages.push(opened)
  return opened
}

export function closeAll(): void {
  for (const { diagnostics } of tabs.splice(0)) diagnostics.close()
  for (const { memory, close } of pages.splice(0)) {
    memory.isClosed = true
    close()
  }
}

/** What the tabs of a test agree on, as it stands in localStorage. */
export function controlOf(name: string): Control | undefined {
  return readControl(name)
}

/** As another page would write it. */
export function setControl(name: string, control: Partial<Control>): void {
  localStorage.setItem(controlKey(name), JSON.stringify({ ...NO_CONTROL, ...control }))
}

/** A journal as a page that is gone has left it. */
export function leaveJournalOf(name: string, page: string, cleared: number, ...entries: DiagnosticEntry[]): void {
  localStorage.setItem(`${name}:journal:0${page}`, JSON.stringify({ cleared, scope: '', entries }))
}

let sequence = 0

export function makeEntry(more: Partial<DiagnosticEntry> = {}): DiagnosticEntry {
  return {
    type: 'onEvent',
    at: Date.now(),
    page: 'page0001',
    sequence: sequence++,
    attemptId: 'attempt1',
    code: '7KQF-2M9T',
    eventName: 'TRANSITION_VIEW',
    ...more,
    ...(more.eventName !== undefined && !/^[A-Z_]+$/.test(more.eventName) && eventOf(more.eventName)),
  }
}

/** Entries of one session, a second apart, the last one so long ago. */
export function recordSession(
  page: TestPage,
  code: string,
  ago: number,
  count: number,
  more: Partial<DiagnosticEntry> = {},
): void {
  for (let index = 0; index < count; index++) {
    const at = Date.now() - ago - (count - 1 - index) * 1000
    page.append(makeEntry({ at, code, attemptId: code.replace('-', ''), eventName: `${code}x${index}`, ...more }))
  }
}

/** Of what is on disk when all that a page has is written. */
export async function marksOnDisk(page: TestPage): Promise<string[]> {
  await page.flush()
  return (await readDatabase(page.memory.name)).flatMap(([, value]) => markOf((value ?? {}) as DiagnosticEntry) ?? [])
}

/** What was given up, and why, as another page is told. */
export async function droppedOf(name: string): Promise<Record<string, number>> {
  return (await openPage(name).read()).dropped
}

/** Of Plaid's events. */
export function namesIn(report: DiagnosticsReport): string[] {
  return report.sessions.flatMap(({ entries }) => entries.flatMap((entry) => markOf(entry) ?? []))
}

export function sleep(ms = 5): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** What other windows of the origin hear when a key of localStorage has changed. */
export function tell(key: string | null): void {
  window.dispatchEvent(new StorageEvent('storage', { key }))
}

export function leavePage(persisted = false): void {
  window.dispatchEvent(Object.assign(new Event('pagehide'), { persisted }))
}

export function returnToPage(): void {
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
}

export function setVisibility(visibilityState: 'visible' | 'hidden'): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibilityState })
  document.dispatchEvent(new Event('visibilitychange'))
}

export function journalsOf(name: string): [key: string, raw: string][] {
  return Object.entries(localStorage).filter(([key]) => key.startsWith(`${name}:journal:`))
}

/** A connection of someone else's, which by default gives way to nobody. */
export function connect(
  name: string,
  version?: number,
  upgrade?: (database: IDBDatabase) => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version)
    request.onupgradeneeded = () => upgrade?.(request.result)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** From now on such a request throws. */
export function breakStore(method: 'put' | 'getAll' | 'delete' | 'clear') {
  return vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(() => {
    throw new DOMException('', 'UnknownError')
  })
}

/** An open that does not answer until it is let. */
export function holdOpen(): () => void {
  const { open } = IDBFactory.prototype
  const waiting: (() => void)[] = []
  let isHeld = true
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, ...args) {
    if (!isHeld) return open.apply(this, args)
    const request = new Proxy({} as IDBOpenDBRequest, {})
    waiting.push(() => {
      const real = open.apply(this, args)
      for (const event of ['upgradeneeded', 'success', 'error'] as const) {
        real.addEventListener(event, () => {
          Object.assign(request, { result: real.result })
          request[`on${event}`]?.call(real, new Event(event) as IDBVersionChangeEvent)
        })
      }
    })
    return request
  })
  return () => {
    isHeld = false
    for (const letGo of waiting.splice(0)) letGo()
  }
}

/** Keeps every other transaction on the store waiting until it is released. */
export async function holdStore(name: string): Promise<() => Promise<void>> {
  const database = await connect(name)
  const transaction = database.transaction('entries', 'readwrite')
  const store = transaction.objectStore('entries')
  let isHeld = true
  function keepAlive(): void {
    if (isHeld) store.get('nothing').onsuccess = keepAlive
  }
  keepAlive()
  return () =>
    new Promise((resolve) => {
      transaction.oncomplete = () => {
        database.close()
        resolve()
      }
      isHeld = false
    })
}

/** How many transactions that write were begun, and how many of them at most were in flight at once. */
export function countTransactions(): { begun: number; atOnce: number } {
  const counts = { begun: 0, atOnce: 0 }
  let inFlight = 0
  const { transaction } = IDBDatabase.prototype
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    stores,
    mode,
    options,
  ) {
    const begun = transaction.call(this, stores, mode, options)
    if (mode === 'readwrite') {
      counts.begun++
      counts.atOnce = Math.max(counts.atOnce, ++inFlight)
      begun.addEventListener('complete', () => inFlight--)
      begun.addEventListener('abort', () => inFlight--)
    }
    return begun
  })
  return counts
}
