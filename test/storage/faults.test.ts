// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import type { DiagnosticsReport } from '../../src/session/report.ts'
import { databaseName, readDatabase } from '../support/disk.ts'
import { markOf } from '../support/marks.ts'
import {
  closeAll,
  holdOpen,
  holdStore,
  journalsOf,
  leavePage,
  namesIn,
  openTab,
  returnToPage,
  setVisibility,
  sleep,
  type TestTab,
} from './tabs.ts'

let name: string

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
function expectWarnings(count: 0 | 1): void {
  expect(
    vi.mocked(console.warn).mock.calls.map(([said]) => /^\[react-plaid-link-diagnostics\] \S.*\.$/.test(String(said))),
  ).toEqual(Array.from({ length: count }, () => true))
}

/** What Plaid delivers as Link closes; the app must be called as ever. */
function burst(tab: TestTab, prefix = 'N'): string[] {
  const before = tab.app.onEvent.mock.calls.length
  const names = ['OPEN', ...Array.from({ length: 20 }, (_, index) => index), 'HANDOFF'].map(
    (name) => `${prefix}${name}`,
  )
  for (const mark of names) tab.event(mark.replace(/^.*(?=OPEN|HANDOFF)/, ''), { request_id: mark })
  expect(tab.app.onEvent.mock.calls.slice(before).map(([, metadata]) => metadata.request_id)).toEqual(names)
  return names
}

/** In each fault: the callbacks run, all settles, the report has all and says what is wrong. */
async function expectReport(tab: TestTab, names: string[], problem: RegExp): Promise<DiagnosticsReport> {
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
async function advanced<T>(work: Promise<T>): Promise<T> {
  let isDone = false
  const done = work.finally(() => (isDone = true))
  for (let passed = 0; passed < 60_000 && !isDone; passed += 500) {
    await vi.advanceTimersByTimeAsync(500)
    await new Promise(setImmediate)
  }
  expect(isDone).toBe(true)
  return done
}

async function expectCleared(tab: TestTab): Promise<void> {
  await tab.diagnostics.clear()
  expect((await tab.diagnostics.report()).sessions).toEqual([])
}

async function storedNames(): Promise<(string | undefined)[]> {
  return (await readDatabase(name)).flatMap(([, value]) => markOf(value as DiagnosticEntry) ?? [])
}

const { open } = IDBFactory.prototype
const { transaction } = IDBDatabase.prototype

/** Every connection that there is now, or ever, is dead, and has not said so. */
function killConnections(forEver = false): void {
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
function failWrites(error: DOMException | null, isFailing: (store: IDBObjectStore) => boolean): void {
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

function refuse(key: 'indexedDB' | 'localStorage', error?: DOMException): void {
  vi.stubGlobal(key, undefined)
  Object.defineProperty(globalThis, key, {
    configurable: true,
    get() {
      if (error) throw error
      return undefined
    },
  })
}

const securityError = new DOMException('The operation is insecure.', 'SecurityError')

describe('IndexedDB that never works', () => {
  it.each<[string, () => void, RegExp]>([
    ['absent', () => refuse('indexedDB'), /offers no IndexedDB/],
    ['null', () => vi.stubGlobal('indexedDB', null), /offers no IndexedDB/],
    ['throws when it is touched', () => refuse('indexedDB', securityError), /does not let this page use IndexedDB/],
    [
      'open() throws',
      () =>
        vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
          throw securityError
        }),
      /SecurityError/,
    ],
    [
      'open() fails',
      () =>
        vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
          const error = new DOMException('Internal error opening backing store', 'UnknownError')
          const request = { error } as IDBOpenDBRequest
          setTimeout(() => request.onerror?.(new Event('error')))
          return request
        }),
      /IndexedDB failed \(UnknownError\)/,
    ],
    ['every connection is dead', () => killConnections(true), /InvalidStateError/],
    ['every transaction aborts', () => failWrites(null, () => true), /IndexedDB failed \(AbortError\)/],
    [
      'every transaction aborts for want of space',
      () => failWrites(new DOMException('', 'QuotaExceededError'), () => true),
      /disk space for this site is full/,
    ],
  ])('%s', async (_, breakIt, problem) => {
    breakIt()
    const tab = openTab(name)
    const names = burst(tab)
    await sleep(20)
    names.push(...burst(tab, 'M'))
    const report = await expectReport(tab, names, problem)
    expect(report.completeness).toMatchObject({ storage: 'memory', stored: 0 })
    expect(tab.diagnostics.store.getState().problem).toMatch(/^[A-Z].*\.$/)
    leavePage(true)
    expect(journalsOf(name)).toHaveLength(1)
    returnToPage()
    await expectCleared(tab)
    await tab.diagnostics.setStorage('memory')
    // Where there is none at all, as in jsdom, nobody could do anything about it.
    expectWarnings(problem.source.includes('offers') ? 0 : 1)
  })

  it('has its last page in the report all the same', async () => {
    refuse('indexedDB')
    const before = openTab(name)
    const names = burst(before)
    leavePage()
    before.diagnostics.close()
    const after = openTab(name)
    await sleep(20)
    const report = await after.diagnostics.report()
    expect(namesIn(report)).toEqual(names)
    expect(report.completeness.problem).toMatch(/offers no IndexedDB/)
  })

  it('says nothing where nothing is to be stored', async () => {
    refuse('indexedDB')
    for (const storage of ['memory', 'off'] as const) {
      const tab = openTab(name, { storage })
      tab.event('OPEN')
      await tab.diagnostics.clear()
      await tab.diagnostics.setStorage('off')
      expect((await tab.diagnostics.report()).completeness.problem).toBeNull()
    }
    expectWarnings(0)
  })
})

describe('IndexedDB that does not answer', () => {
  it('open() never settles: given up after a second, merged when it opens after all', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const letGo = holdOpen()
    const tab = openTab(name)
    const names = burst(tab)
    await vi.advanceTimersByTimeAsync(1100)
    names.push(...burst(tab, 'M'))
    await tab.diagnostics.flush() // at once, no time passes: it is known not to get there
    expect(tab.diagnostics.store.getState().problem).toBe('IndexedDB did not open within 1 s.')
    await advanced(expectReport(tab, names, /did not open within 1 s/))
    expectWarnings(1)

    letGo()
    vi.useRealTimers()
    await vi.waitFor(async () => expect((await storedNames()).toSorted()).toEqual(names.toSorted()))
    await vi.waitFor(() => expect(tab.diagnostics.store.getState().problem).toBeNull())
    const { recorded } = tab.diagnostics.store.getState()
    expect(tab.diagnostics.store.getState()).toMatchObject({ stored: recorded, dropped: 0 })
    names.push(...burst(tab, 'L'))
    await tab.diagnostics.flush()
    expect((await storedNames()).toSorted()).toEqual(names.toSorted())
    const { completeness } = await tab.diagnostics.report()
    expect(completeness).toMatchObject({ storage: 'indexeddb', problem: null, missing: 0 })
    expect(completeness.stored).toBe(completeness.recorded)
    expectWarnings(1)
  })

  it('open() never settles: flush, report and clear do, at any time', async () => {
    holdOpen()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const tab = openTab(name)
    const names = burst(tab)
    const work = (async () => {
      await tab.diagnostics.flush()
      await expectReport(tab, names, /\.$/)
      await expectCleared(tab)
      await tab.diagnostics.setStorage('off')
    })()
    await advanced(work)
    expectWarnings(1)
  })

  it('a new attempt is made when the page comes to the foreground', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    holdOpen()
    const tab = openTab(name)
    const names = burst(tab)
    await vi.advanceTimersByTimeAsync(1100)
    vi.useRealTimers()
    vi.mocked(IDBFactory.prototype.open).mockRestore() // the first open() stays unanswered
    setVisibility('hidden')
    setVisibility('visible')
    await vi.waitFor(async () => expect((await storedNames()).toSorted()).toEqual(names.toSorted()))
    expect(tab.diagnostics.store.getState()).toMatchObject({ problem: null })
    expect(journalsOf(name)).toEqual([])
    expectWarnings(1)
  })

  it('does not take a busy page for a database that does not open', async () => {
    const letGo = holdOpen()
    const tab = openTab(name)
    const until = Date.now() + 1100
    // The timer is due before the answer is heard: both are waiting when the page comes to it.
    letGo()
    while (Date.now() < until);
    const names = burst(tab)
    await sleep(100)
    await tab.diagnostics.flush()
    expect((await storedNames()).toSorted()).toEqual(names.toSorted())
    expectWarnings(0)
  })

  it('a transaction never settles: aborted after 5 s, and written when the page is in the foreground again', async () => {
    const tab = openTab(name)
    const names = burst(tab)
    await tab.diagnostics.flush()
    const release = await holdStore(name)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    names.push(...burst(tab, 'M'))
    const report = await advanced(expectReport(tab, names, /has not answered for 5 s/))
    expect(report.completeness.storage).toBe('memory')
    expect(report.completeness.stored).toBe(22)
    names.push(...burst(tab, 'L'))
    vi.useRealTimers()
    await release()
    setVisibility('hidden')
    setVisibility('visible')
    await vi.waitFor(async () => expect((await storedNames()).toSorted()).toEqual(names.toSorted()))
    expect((await tab.diagnostics.report()).completeness.problem).toBeNull()
    expectWarnings(1)
  })
})
