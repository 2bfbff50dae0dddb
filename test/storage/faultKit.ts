import { afterEach, beforeEach, expect, vi } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import type { DiagnosticsReport } from '../../src/session/report.ts'
import { databaseName, readDatabase } from '../support/disk.ts'
import { markOf } from '../support/marks.ts'
import { type TestTab, closeAll, namesIn, setVisibility } from './tabs.ts'

export let name: string

beforeEach(() => {
  name = databaseName()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

afterEach(() => {
  closeAll()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
  setVisibility('visible')
  localStorage.clear()
})

/** At most one warning, with our name before it. */
export function expectWarnings(count: 0 | 1): void {
  expect(
    vi.mocked(console.warn).mock.calls.map(([said]) => /^\[react-plaid-link-diagnostics\] \S.*\.$/.test(String(said))),
  ).toEqual(Array.from({ length: count }, () => true))
}

/** What Plaid delivers as Link closes; the app must be called as ever. */
export function burst(tab: TestTab, prefix = 'N'): string[] {
  const before = tab.app.onEvent.mock.calls.length
  const names = ['OPEN', ...Array.from({ length: 20 }, (_, index) => index), 'HANDOFF'].map(
    (name) => `${prefix}${name}`,
  )
  for (const mark of names) tab.event(mark.replace(/^.*(?=OPEN|HANDOFF)/, ''), { request_id: mark })
  expect(tab.app.onEvent.mock.calls.slice(before).map(([, metadata]) => metadata.request_id)).toEqual(names)
  return names
}

/** In each fault: the callbacks run, all settles, the report has all and says what is wrong. */
export async function expectReport(tab: TestTab, names: string[], problem: RegExp): Promise<DiagnosticsReport> {
  tab.success()
  expect(tab.app.onSuccess).toHaveBeenCalledOnce()
  await tab.diagnostics.flush()
  await tab.diagnostics.attach({ item_id: 'Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr' })
  const report = await tab.diagnostics.report()
  expect(namesIn(report).toSorted()).toEqual(names.toSorted())
  expect(report.sessions[0]?.outcome).toBe('succeeded')
  expect(report.completeness.problem).toMatch(problem)
  expect(report.completeness.problem).toMatch(/^[A-Z].*\.$/)
  expect(report.completeness.recorded).toBeGreaterThan(names.length)
  return report
}

/** With fake timers: as much time passes as the work takes, up to a minute. */
export async function advanced<T>(work: Promise<T>): Promise<T> {
  let isDone = false
  const done = work.finally(() => (isDone = true))
  for (let passed = 0; passed < 60_000 && !isDone; passed += 500) {
    await vi.advanceTimersByTimeAsync(500)
    await new Promise(setImmediate)
  }
  expect(isDone).toBe(true)
  return done
}

export async function expectCleared(tab: TestTab): Promise<void> {
  await tab.diagnostics.clear()
  expect((await tab.diagnostics.report()).sessions).toEqual([])
}

export async function storedNames(): Promise<(string | undefined)[]> {
  return (await readDatabase(name)).flatMap(([, value]) => markOf(value as DiagnosticEntry) ?? [])
}

const { open } = IDBFactory.prototype
const { transaction } = IDBDatabase.prototype

/** Every connection that there is now, or ever, is dead, and has not said so. */
export function killConnections(forEver = false): void {
  vi.mocked(IDBFactory.prototype.open).mockRestore?.()
  const alive = new WeakSet<IDBDatabase>()
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, ...args) {
    const request = open.apply(this, args)
    if (!forEver) request.addEventListener('success', () => alive.add(request.result))
    return request
  })
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    const isOurs = args[1] === 'readwrite' || args[1] === 'readonly'
    if (isOurs && !alive.has(this)) throw new DOMException('The database connection is closing.', 'InvalidStateError')
    return transaction.apply(this, args)
  })
}

/** Writes abort, as long as `isFailing` says so; `error` is what the transaction then says. */
export function failWrites(error: DOMException | null, isFailing: (store: IDBObjectStore) => boolean): void {
  const failed = new WeakSet<IDBTransaction>()
  const { put } = IDBObjectStore.prototype
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    const request = put.apply(this, args)
    if (!failed.has(this.transaction) && isFailing(this)) {
      const { transaction } = this
      failed.add(transaction)
      Object.defineProperty(transaction, 'error', { get: () => error })
      transaction.commit = () => {}
      queueMicrotask(() => transaction.abort())
    }
    return request
  })
}

export function refuse(key: 'indexedDB' | 'localStorage', error?: DOMException): void {
  vi.stubGlobal(key, undefined)
  Object.defineProperty(globalThis, key, {
    configurable: true,
    get() {
      if (error) throw error
      return undefined
    },
  })
}

export const securityError = new DOMException('The operation is insecure.', 'SecurityError')
