import { vi } from 'vitest'
import { createDiagnostics, type Diagnostics, type DiagnosticsOptions } from '../../src/recorder/diagnostics.ts'
import type { Limits } from '../../src/storage/limits.ts'
import { openArchive, readHistory, type Archive, type History } from '../../src/storage/archive.ts'
import { createDisk, type Disk } from '../../src/storage/disk.ts'
import { advance, append, createLog, type Log } from '../../src/storage/log.ts'
import { createTidier } from '../../src/storage/tidy.ts'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import type { DiagnosticsReport } from '../../src/session/report.ts'

export const SESSION = '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b'

/** A tab: a recorder, and an app's callbacks instrumented by it. */
export interface TestTab {
  diagnostics: Diagnostics
  app: { onEvent: ReturnType<typeof vi.fn>; onSuccess: ReturnType<typeof vi.fn>; onExit: ReturnType<typeof vi.fn> }
  event(eventName: string, metadata?: object): void
  success(): void
}

const tabs: TestTab[] = []
const logs: TestLog[] = []

/** All tabs of a test share one window: what a real one hears of another by itself is told with `tell`. */
export function openTab(name: string, options: DiagnosticsOptions = {}): TestTab {
  const diagnostics = createDiagnostics({ name, ...options })
  const app = { onEvent: vi.fn(), onSuccess: vi.fn(), onExit: vi.fn() }
  const link = diagnostics.instrument({ token: undefined, ...app })
  const tab: TestTab = {
    diagnostics,
    app,
    event: (eventName, metadata = {}) => link.onEvent(eventName, { link_session_id: SESSION, ...metadata }),
    success: () => link.onSuccess('public-sandbox-x', { link_session_id: SESSION }),
  }
  tabs.push(tab)
  return tab
}

export const LIMITS: Limits = { sessions: 20, entriesPerSession: 500, days: 14, total: 5000 }

/** What is below a recorder: the log of a page, and its disk. */
export interface TestLog extends Disk {
  log: Log
  append(entry: DiagnosticEntry): void
  advance(): string
  /** For what works on a disk: archive.ts and tidy.ts. */
  archive(limits?: Limits): Archive
  read(): Promise<History>
}

export function openLog(name: string, page = Math.random().toString(36).slice(2, 10)): TestLog {
  const log = createLog({
    name,
    page,
    mode: 'device',
    maxMemory: 1000,
    onChange: () => queueMicrotask(disk.pump),
    onForget() {},
  })
  const disk = createDisk(
    log,
    (count) => tidier(count),
    () => Promise.resolve(),
  )
  const tidier = createTidier(openArchive(log, LIMITS, disk))
  const opened: TestLog = {
    ...disk,
    log,
    append: (entry) => append(log, entry),
    advance: () => advance(log),
    archive: (limits = LIMITS) => openArchive(log, limits, disk),
    read: () => readHistory(openArchive(log, LIMITS, disk)),
  }
  logs.push(opened)
  return opened
}

export function closeAll(): void {
  for (const { diagnostics } of tabs.splice(0)) diagnostics.close()
  for (const { log, close } of logs.splice(0)) {
    log.closed = true
    close()
  }
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
  }
}

/** Of Plaid's events. */
export function namesIn(report: DiagnosticsReport): string[] {
  return report.sessions.flatMap(({ entries }) => entries.flatMap(({ eventName }) => eventName ?? []))
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
export function breakStore(method: 'put' | 'getAll' | 'delete') {
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
