// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import {
  holdOpen,
  holdStore,
  journalsOf,
  leavePage,
  namesIn,
  openTab,
  returnToPage,
  setVisibility,
  sleep,
} from './tabs.ts'
import {
  advanced,
  burst,
  expectCleared,
  expectReport,
  expectWarnings,
  failWrites,
  killConnections,
  name,
  refuse,
  securityError,
  storedNames,
} from './faultKit.ts'

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
