// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DiagnosticsReport } from '../../src/session/report.ts'
import { databaseName, readDatabase } from '../support/disk.ts'
import {
  breakStore,
  closeAll,
  connect,
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
  const names = ['OPEN', ...Array.from({ length: 20 }, (_, index) => `${prefix}${index}`), 'HANDOFF']
  for (const eventName of names) tab.event(eventName, { request_id: `${prefix}request` })
  expect(tab.app.onEvent.mock.calls.slice(before).map(([eventName]) => eventName)).toEqual(names)
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
  return (await readDatabase(name)).flatMap(([, value]) => (value as { eventName?: string }).eventName ?? [])
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
    expect(stored.filter((eventName) => eventName === 'OPEN')).toHaveLength(3)
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

describe('localStorage that throws when it is touched', () => {
  it('costs nothing but the journal', async () => {
    refuse('localStorage', securityError)
    const tab = openTab(name)
    const names = burst(tab)
    await tab.diagnostics.flush()
    leavePage(true)
    returnToPage()
    expect((await storedNames()).toSorted()).toEqual(names.toSorted())
    const next = openTab(name)
    expect(namesIn(await next.diagnostics.report()).toSorted()).toEqual(names.toSorted())
    expectWarnings(0)
  })

  it('reads the database’s epoch at first, not before every write', async () => {
    refuse('localStorage', securityError)
    const before = openTab(name)
    before.event('OPEN')
    await before.diagnostics.clear()
    const cursors = vi.spyOn(IDBObjectStore.prototype, 'openKeyCursor')
    const tab = openTab(name)
    for (let times = 0; times < 5; times++) {
      tab.event(`N${times}`)
      await tab.diagnostics.flush()
    }
    expect(cursors.mock.calls.length).toBeLessThanOrEqual(2)
    expect(namesIn(await openTab(name).diagnostics.report())).toHaveLength(5)
  })

  it('clear() reaches another tab by the database, before it reports', async () => {
    refuse('localStorage', securityError)
    const [one, two] = [openTab(name), openTab(name)]
    one.event('OPEN')
    two.event('OPEN')
    await Promise.all([one.diagnostics.flush(), two.diagnostics.flush()])
    await one.diagnostics.clear()
    await sleep()
    two.event('HANDOFF')
    await two.diagnostics.flush()
    expect(namesIn(await two.diagnostics.report())).toEqual(['HANDOFF'])
    expect(namesIn(await openTab(name).diagnostics.report())).toEqual(['HANDOFF'])
  })

  it('and IndexedDB too: memory', async () => {
    refuse('localStorage', securityError)
    refuse('indexedDB', securityError)
    const tab = openTab(name)
    const names = burst(tab)
    leavePage(true)
    returnToPage()
    await expectReport(tab, names, /does not let this page use IndexedDB/)
    await expectCleared(tab)
    expectWarnings(1)
  })
})
