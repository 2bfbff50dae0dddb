// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { holdStore, journalsOf, leavePage, namesIn, openTab, returnToPage, setVisibility } from './tabs.ts'
import { MAX_UNITS, entriesIn, journalPage, journalPages, journaled, name, namesOf, storedNames } from './journalKit.ts'

describe('a page that goes', () => {
  it.each([
    ['pagehide', () => leavePage()],
    ['pagehide into the back/forward cache', () => leavePage(true)],
    ['visibilitychange to hidden', () => setVisibility('hidden')],
  ])('leaves what is not on disk, synchronously: %s', async (_, leave) => {
    const tab = openTab(name)
    tab.event('EARLIER')
    await tab.diagnostics.flush()
    const release = await holdStore(name)
    tab.event('OPEN')
    tab.event('SELECT_INSTITUTION')
    leave()
    expect(journaled().toSorted()).toEqual(['OPEN', 'SELECT_INSTITUTION'])
    await release()
  })

  it('leaves nothing where all is on disk', async () => {
    const tab = openTab(name)
    tab.event('OPEN')
    await tab.diagnostics.flush()
    setVisibility('hidden')
    expect(journalsOf(name)).toEqual([])
  })

  it('takes its journal back once the transaction has completed', async () => {
    const tab = openTab(name)
    tab.event('OPEN')
    setVisibility('hidden')
    expect(journalsOf(name)).toHaveLength(1)
    await tab.diagnostics.flush()
    expect(journalsOf(name)).toEqual([])
    expect(await storedNames()).toEqual(['OPEN'])
  })

  it('journals at once what comes while it is hidden: nothing more tells that it goes', async () => {
    const tab = openTab(name)
    tab.event('EARLIER')
    await tab.diagnostics.flush()
    setVisibility('hidden')
    const release = await holdStore(name)
    tab.event('OPEN')
    await Promise.resolve()
    expect(journaled()).toEqual(['OPEN'])
    await release()
    await tab.diagnostics.flush()
    expect(journalsOf(name)).toEqual([])
  })

  it('is found by the next page: in the report, and on the disk', async () => {
    const before = openTab(name)
    await before.diagnostics.flush()
    before.event('OPEN')
    leavePage()
    const [[key, raw] = ['', '']] = journalsOf(name)
    before.diagnostics.close()
    await vi.waitFor(() => expect(journalsOf(name)).toEqual([]))
    await new Promise<void>((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = () => resolve()
    })
    localStorage.setItem(key, raw) // as if the transaction had not made it

    const after = openTab(name)
    expect(namesIn(await after.diagnostics.report())).toEqual(['OPEN'])
    await vi.waitFor(() => expect(journalsOf(name)).toEqual([]))
    expect(await storedNames()).toContain('OPEN')
  })

  it('does not overwrite what another recorder of the same page leaves', async () => {
    const [one, two] = [openTab(name), openTab(name)]
    one.event('ONE')
    two.event('TWO')
    leavePage(true)
    expect(journalsOf(name)).toHaveLength(2)
    expect(journaled()).toEqual(expect.arrayContaining(['ONE', 'TWO']))
  })

  it('writes the newest state when it is hidden and then left', async () => {
    const tab = openTab(name)
    tab.event('OPEN')
    setVisibility('hidden')
    tab.event('HANDOFF')
    leavePage(true)
    expect(journalsOf(name)).toHaveLength(1)
    expect(journaled().toSorted()).toEqual(['HANDOFF', 'OPEN'])
  })
})

describe('the room for journals', () => {
  const text = 'x'.repeat(512)
  const many = (count: number): Partial<DiagnosticEntry>[] =>
    Array.from({ length: count }, (_, index) => ({ eventName: `N${index}`, errorMessage: text }))
  const unitsOf = (): number => journalsOf(name).reduce((sum, [, raw]) => sum + raw.length, 0)

  it('is 128 kB together, the milestones first, the newest before the older', () => {
    journalPage('other', 1000).leave(...many(30))
    const page = journalPage('page')
    page.leave(...many(200), { eventName: 'EXIT', errorMessage: text }, { type: 'onExit', errorMessage: text })
    expect(unitsOf()).toBeLessThanOrEqual(MAX_UNITS)
    expect(unitsOf()).toBeGreaterThan(MAX_UNITS - 1000)
    const own = entriesIn(localStorage.getItem(page.memory.journalKey))
    expect(own[0]?.type).toBe('onExit')
    expect(namesOf(own).slice(1, 4)).toEqual(['EXIT', 'N199', 'N198'])
    expect(namesOf(own)).not.toContain('N0')
  })

  it('is at least half of that for the page that goes: the oldest pages make room, and are counted', () => {
    for (const page of journalPages(5)) page.leave(...many(30))
    const before = journalsOf(name).length
    const late = journalPage('late')
    late.leave(...many(200))
    expect(unitsOf()).toBeLessThanOrEqual(MAX_UNITS)
    expect(localStorage.getItem(late.memory.journalKey)?.length).toBeGreaterThan(MAX_UNITS / 2 - 2000)
    expect(journalsOf(name).some(([key]) => key.endsWith('page0004'))).toBe(true)
    expect(journalsOf(name).some(([key]) => key.endsWith('page0000'))).toBe(false)
    expect(late.memory.dropped.journal).toBe(before + 1 - journalsOf(name).length)
  })

  it('is one key a page, and nothing of anyone is lost', () => {
    const pages = journalPages(7)
    for (const [index, page] of pages.entries()) page.leave({ eventName: `E${index}` })
    expect(journaled()).toEqual(['E0', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6'])
    for (const page of pages.slice(0, 6)) page.settle()
    expect(journaled()).toEqual(['E6'])
  })

  it('does not grow by writing again', () => {
    const pages = journalPages(6)
    for (let times = 0; times < 50; times++) {
      for (const [index, page] of pages.entries()) page.leave({ eventName: `E${index}` })
    }
    expect(journaled()).toEqual(['E0', 'E1', 'E2', 'E3', 'E4', 'E5'])
  })

  it('is what localStorage still has, where the app has filled it', () => {
    const { setItem } = Storage.prototype
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, key, value) {
      if (value.length > 10_000) throw new DOMException('full', 'QuotaExceededError')
      setItem.call(this, key, value)
    })
    journalPage('page').leave(...Array.from({ length: 500 }, () => ({})), { eventName: 'EXIT' })
    expect(journaled()[0]).toBe('EXIT')
    expect(journaled().length).toBeGreaterThan(10)
  })

  it('keeps the journal that is there, where there is no room for another', () => {
    const page = journalPage('page')
    page.leave({ type: 'onExit', errorMessage: 'x'.repeat(1100) })
    const before = journalsOf(name)
    const { setItem } = Storage.prototype
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, key, value) {
      if (value.length > (before[0]?.[1].length ?? 0)) throw new DOMException('full', 'QuotaExceededError')
      setItem.call(this, key, value)
    })
    page.leave({ type: 'onExit', errorMessage: 'x'.repeat(1200) })
    expect(before).toHaveLength(1)
    expect(journalsOf(name)).toEqual(before)
  })

  it('may be none: localStorage is full to the last byte, or refused', async () => {
    const setItem = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    const tab = openTab(name)
    tab.event('OPEN')
    leavePage(true)
    setItem.mockRestore()
    refuseLocalStorage()
    tab.event('EXIT')
    leavePage(true)
    returnToPage()
    await tab.diagnostics.flush()
    expect(tab.app.onEvent).toHaveBeenCalledTimes(2)
    const report = await tab.diagnostics.report()
    expect(namesIn(report)).toEqual(['OPEN', 'EXIT'])
    expect(report.completeness.problem).toBeNull()
    vi.unstubAllGlobals()
  })
})

function refuseLocalStorage(): void {
  vi.stubGlobal('localStorage', undefined)
  const refuse = (): never => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  }
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: refuse })
}
