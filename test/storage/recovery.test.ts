// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { breakStore, connect, namesIn, openTab, setVisibility, sleep, type TestTab } from './tabs.ts'
import {
  advanced,
  burst,
  expectReport,
  expectWarnings,
  failWrites,
  killConnections,
  name,
  storedNames,
} from './faultKit.ts'

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
