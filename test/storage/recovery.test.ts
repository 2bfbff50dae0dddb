// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import type { DiagnosticsReport } from '../../src/session/report.ts'
import { databaseName, readDatabase } from '../support/disk.ts'
import { markOf } from '../support/marks.ts'
import { breakStore, closeAll, connect, namesIn, openTab, setVisibility, sleep, type TestTab } from './tabs.ts'

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

describe('IndexedDB that fails and works again', () => {
  it('a dead connection without a close event: reopened, nobody notices', async () => {
    const tab = openTab(name)
    const names = burst(tab)
    await tab.diagnostics.flush()
    killConnections()
    names.push(...burst(tab, 'M'))
    await tab.diagnostics.flush()
    expect((await storedNames()).toSorted()).toEqual(names.toSorted())
    killConnections() // this time a report comes upon it
    const report = await tab.diagnostics.report()
    expect(report.completeness).toMatchObject({ storage: 'indexeddb', problem: null, stored: names.length })
    killConnections()
    await tab.diagnostics.clear()
    expect(await storedNames()).toEqual([])
    expectWarnings(0)
  })

  it('a connection that is closed by the browser, with its event', async () => {
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const tab = openTab(name)
    const names = burst(tab)
    await tab.diagnostics.flush()
    const connection = transactions.mock.contexts.at(-1) as IDBDatabase | undefined
    connection?.close()
    connection?.onclose?.(new Event('close'))
    names.push(...burst(tab, 'M'))
    await tab.diagnostics.flush()
    expect(transactions.mock.contexts.at(-1)).not.toBe(connection)
    expect((await storedNames()).toSorted()).toEqual(names.toSorted())
    expectWarnings(0)
  })

  it('one transaction that aborts: tried again, nobody notices', async () => {
    let failing = 1
    failWrites(null, () => failing-- > 0)
    const tab = openTab(name)
    const names = burst(tab)
    await tab.diagnostics.flush()
    expect((await storedNames()).toSorted()).toEqual(names.toSorted())
    expect(tab.diagnostics.store.getState()).toMatchObject({ problem: null, stored: names.length })
    expectWarnings(0)
  })

  it('two that abort: memory, until the page is in the foreground again', async () => {
    let failing = 2
    failWrites(null, () => failing-- > 0)
    const tab = openTab(name)
    const names = burst(tab)
    await expectReport(tab, names, /AbortError/)
    expect(await storedNames()).toEqual([])
    setVisibility('hidden')
    setVisibility('visible')
    await vi.waitFor(async () => expect((await storedNames()).toSorted()).toEqual(names.toSorted()))
    expect(tab.diagnostics.store.getState().problem).toBeNull()
    expectWarnings(1)
  })

  it('a full disk: half goes, the oldest, then it works', async () => {
    const old = openTab(name)
    const kept: string[] = []
    for (let index = 0; index < 4; index++) kept.push(...burst(old, `OLD${index}`))
    await old.diagnostics.flush()
    old.diagnostics.close()
    const before = (await storedNames()).length

    let isFull = true
    failWrites(new DOMException('', 'QuotaExceededError'), () => isFull)
    const { delete: remove } = IDBObjectStore.prototype
    vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, key) {
      isFull = false
      return remove.call(this, key)
    })
    const tab = openTab(name)
    const names = burst(tab)
    await tab.diagnostics.flush()
    const stored = await storedNames()
    expect(stored).toEqual(expect.arrayContaining(names))
    expect(stored.length - names.length).toBe(before / 2)
    expect(stored.filter((mark) => mark?.endsWith('OPEN'))).toHaveLength(3)
    const report = await tab.diagnostics.report({ sessions: Infinity })
    expect(report.completeness).toMatchObject({ problem: null, storage: 'indexeddb' })
    expect(report.completeness.dropped).toEqual([{ reason: 'quota', count: before / 2 }])
    expectWarnings(0)
  })

  it('a disk that stays full: half goes once, not again with every try', async () => {
    const old = openTab(name)
    for (let index = 0; index < 4; index++) burst(old, `OLD${index}`)
    await old.diagnostics.flush()
    old.diagnostics.close()
    const before = (await storedNames()).length
    failWrites(new DOMException('', 'QuotaExceededError'), (store) => store.transaction.mode === 'readwrite')
    const tab = openTab(name)
    const names = burst(tab)
    await tab.diagnostics.flush()
    for (let times = 0; times < 3; times++) {
      setVisibility('hidden')
      setVisibility('visible')
      await sleep(20)
      burst(tab, `LATER${times}`)
      await tab.diagnostics.flush()
    }
    expect(await storedNames()).toHaveLength(before / 2)
    const report = await tab.diagnostics.report({ sessions: Infinity })
    expect(namesIn(report)).toEqual(expect.arrayContaining(names))
    expect(report.completeness.problem).toBe('The disk space for this site is full (QuotaExceededError).')
    expect(report.completeness.dropped).toEqual([{ reason: 'quota', count: before / 2 }])
    expectWarnings(1)
  })

  it('a read that fails once: the next report is whole, and says nothing of it', async () => {
    const tab = openTab(name)
    tab.event('OPEN')
    await tab.diagnostics.flush()
    const getAll = breakStore('getAll')
    const { completeness } = await tab.diagnostics.report()
    expect(completeness).toMatchObject({ storage: 'memory', problem: 'Saved details could not be read.' })
    getAll.mockRestore()
    const later = await tab.diagnostics.report()
    expect(later.completeness).toMatchObject({ storage: 'indexeddb', problem: null, stored: 1 })
    expectWarnings(0)
  })

  it('a full disk that cannot even keep the count: what went is counted once, and nobody is blamed', async () => {
    const tab = openTab(name)
    for (let index = 0; index < 40; index++) tab.event(`OLD${index}`)
    await tab.diagnostics.flush()
    const { put } = IDBObjectStore.prototype
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      const request = put.apply(this, args)
      Object.defineProperty(this.transaction, 'error', { get: () => new DOMException('', 'QuotaExceededError') })
      this.transaction.commit = () => {}
      queueMicrotask(() => {
        if (request.readyState === 'pending') this.transaction.abort()
      })
      return request
    })
    tab.event('NEW')
    await tab.diagnostics.flush()
    const { completeness } = await tab.diagnostics.report()
    expect(completeness.problem).toBe('The disk space for this site is full (QuotaExceededError).')
    expect(completeness).toMatchObject({ recorded: 41, stored: 20, dropped: [{ reason: 'quota', count: 20 }] })
  })

  it('a deletion that fails: said, until one works', async () => {
    const tab = openTab(name)
    tab.event('OPEN')
    await tab.diagnostics.flush()
    const remove = breakStore('clear')
    await tab.diagnostics.setStorage('memory')
    expect((await tab.diagnostics.report()).completeness.problem).toMatch(/could not be deleted/)
    remove.mockRestore()
    await tab.diagnostics.clear()
    expect((await tab.diagnostics.report()).completeness.problem).toBeNull()
    expectWarnings(1)
  })

  it('an opening that fails after a withdrawal: no problem of anyone', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      const request = { error: new DOMException('', 'UnknownError') } as IDBOpenDBRequest
      setTimeout(() => request.onerror?.(new Event('error')), 50)
      return request
    })
    const tab = openTab(name)
    void tab.diagnostics.setStorage('off')
    await sleep(120)
    expect(tab.diagnostics.store.getState()).toMatchObject({ storage: 'off', problem: null })
    expectWarnings(0)
  })

  it('a database without its store: it is made', async () => {
    const foreign = await connect(name)
    foreign.close()
    const tab = openTab(name)
    const names = burst(tab)
    await tab.diagnostics.flush()
    expect((await storedNames()).toSorted()).toEqual(names.toSorted())
    expect((await tab.diagnostics.report()).completeness.problem).toBeNull()
    expectWarnings(0)
  })

  it('two tabs find the store missing at once', async () => {
    const foreign = await connect(name)
    foreign.close()
    const tabs = [openTab(name), openTab(name)]
    const names = tabs.flatMap((tab, index) => burst(tab, `T${index}x`))
    await Promise.all(tabs.map(({ diagnostics }) => diagnostics.flush()))
    expect((await storedNames()).toSorted()).toEqual(names.toSorted())
    expectWarnings(0)
  })

  it('the store is missing, and a foreign connection does not give way: blocked, then merged', async () => {
    const foreign = await connect(name)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const tab = openTab(name)
    const names = burst(tab)
    await vi.advanceTimersByTimeAsync(1100)
    await advanced(expectReport(tab, names, /did not open within 1 s/))
    vi.useRealTimers()
    foreign.close()
    await vi.waitFor(async () => expect((await storedNames()).toSorted()).toEqual(names.toSorted()))
    expectWarnings(1)
  })

  it('another connection upgrades the database: it is let through, and written to in its new version', async () => {
    const tab = openTab(name)
    const names = burst(tab)
    await tab.diagnostics.flush()
    const foreign = await connect(name, 5)
    names.push(...burst(tab, 'M'))
    await tab.diagnostics.flush()
    expect((await storedNames()).toSorted()).toEqual(names.toSorted())
    foreign.close()
    expectWarnings(0)
  })

  it('the database is deleted under us: the report has this page, and says so', async () => {
    const tab = openTab(name)
    const names = burst(tab)
    await tab.diagnostics.flush()
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name)
      request.onsuccess = resolve
      request.onblocked = reject
    })
    const report = await tab.diagnostics.report()
    expect(namesIn(report)).toEqual(names)
    expect(report.completeness.problem).toMatch(/^What was saved has been deleted/)

    names.push(...burst(tab, 'M'))
    await tab.diagnostics.flush()
    expect(await storedNames()).toHaveLength(22)
    expect(namesIn(await tab.diagnostics.report()).toSorted()).toEqual(names.toSorted())
    expectWarnings(0)
  })

  it.each([
    ['goes', (tab: TestTab) => tab.event('LAST'), 1],
    ['reads, and goes', (tab: TestTab) => tab.diagnostics.report(), 0],
  ] as const)('the database is deleted under us, and the page %s: the next one says so', async (_, then, left) => {
    const tab = openTab(name)
    burst(tab)
    await tab.diagnostics.flush()
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve
    })
    await then(tab)
    setVisibility('hidden')
    tab.diagnostics.close()
    setVisibility('visible')
    for (const _ of [1, 2]) {
      const next = openTab(name)
      const { completeness } = await next.diagnostics.report()
      const { problem, missing, dropped, recorded } = completeness
      expect(problem).toMatch(/^What was saved has been deleted/)
      expect([missing + dropped.reduce((sum, { count }) => sum + count, 0), recorded]).toEqual([22, 22 + left])
      next.diagnostics.close()
    }
  })

  it('the database is deleted with a transaction in flight', async () => {
    const tab = openTab(name)
    tab.event('EARLIER')
    await tab.diagnostics.flush()
    const names = ['EARLIER', ...burst(tab)]
    await Promise.resolve()
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve
    })
    await tab.diagnostics.flush()
    const report = await tab.diagnostics.report()
    expect(namesIn(report)).toEqual(names)
    expect(report.completeness.problem).toMatch(/^What was saved has been deleted/)
  })
})
