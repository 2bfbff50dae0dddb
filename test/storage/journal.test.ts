// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { replayJournals } from '../../src/storage/archive.ts'
import { writeJournal, type JournalPair } from '../../src/storage/journal.ts'
import { createLog, leave, type Log } from '../../src/storage/log.ts'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { databaseName, readDatabase } from '../support/disk.ts'
import {
  closeAll,
  holdStore,
  journalsOf,
  leavePage,
  makeEntry,
  namesIn,
  openLog,
  openTab,
  returnToPage,
  setVisibility,
  sleep,
} from './tabs.ts'

const MAX_UNITS = 64 * 1024

let name: string

beforeEach(() => {
  name = databaseName()
  setVisibility('visible')
})

afterEach(() => {
  closeAll()
  vi.unstubAllGlobals()
  localStorage.clear()
})

interface JournaledPage {
  log: Log
  /** Leaves with these entries pending. */
  leave(...entries: Partial<DiagnosticEntry>[]): void
  /** What was pending is on the disk. */
  settle(): void
}

/** A page without a disk. */
function openPage(page: string): JournaledPage {
  const log = createLog({ name, page, mode: 'device', maxMemory: 1000, onChange() {}, onForget() {} })
  return {
    log,
    leave(...entries) {
      log.pending = new Set(entries.map((more) => makeEntry({ page, ...more })))
      leave(log)
    },
    settle() {
      log.pending.clear()
      writeJournal(log)
    },
  }
}

function openPages(count: number): JournaledPage[] {
  return Array.from({ length: count }, (_, index) => openPage(`page000${index}`))
}

function pairsIn(raw: string | undefined): JournalPair[] {
  return JSON.parse(raw ?? '[]')
}

function namesOf(pairs: JournalPair[]): string[] {
  return pairs.flatMap(([, { eventName }]) => eventName ?? [])
}

/** All journals together. */
function journaled(): string[] {
  return journalsOf(name).flatMap(([, raw]) => namesOf(pairsIn(raw)))
}

async function storedNames(): Promise<string[]> {
  return namesOf((await readDatabase(name)) as JournalPair[])
}

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
  it('is 128 kB together, the telling entries first, the newest before the older', () => {
    const text = 'x'.repeat(512)
    openPage('other').leave(...Array.from({ length: 30 }, () => ({ errorMessage: text })))
    openPage('page').leave(
      ...Array.from({ length: 200 }, (_, index) => ({ eventName: `N${index}`, errorMessage: text })),
      { eventName: 'EXIT', errorMessage: text },
      { type: 'onExit', errorMessage: text },
    )
    const raws = journalsOf(name).map(([, raw]) => raw)
    const units = raws.reduce((sum, raw) => sum + raw.length, 0)
    expect(units).toBeLessThanOrEqual(MAX_UNITS)
    expect(units).toBeGreaterThan(MAX_UNITS - 1000)
    const own = pairsIn(localStorage.getItem(`${name}:journal:page`) ?? '')
    expect(own[0]?.[1].type).toBe('onExit')
    const names = namesOf(own)
    expect(names.slice(1, 4)).toEqual(['EXIT', 'N199', 'N198'])
    expect(names).not.toContain('N0')
  })

  it('is four keys: a fifth page shares one, and nothing of anyone is lost', () => {
    for (const [index, page] of openPages(7).entries()) page.leave({ eventName: `E${index}` })
    expect(journalsOf(name)).toHaveLength(4)
    expect(journaled().toSorted()).toEqual(['E0', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6'])
  })

  it('keeps its guests when the owner of a shared journal writes again or is done', () => {
    const pages = openPages(5)
    for (const [index, page] of pages.entries()) page.leave({ eventName: `E${index}` })
    for (const [index, page] of pages.entries()) page.leave({ eventName: `later${index}` })
    expect(journaled().toSorted()).toEqual(['later0', 'later1', 'later2', 'later3', 'later4'])
    for (const page of pages.slice(0, 4)) page.settle()
    expect(journalsOf(name)).toHaveLength(1)
    expect(journaled()).toEqual(['later4'])
    pages[4]?.settle()
    expect(journalsOf(name)).toEqual([])
  })

  it('does not grow by writing again', () => {
    const pages = openPages(6)
    for (let times = 0; times < 50; times++) {
      for (const [index, page] of pages.entries()) page.leave({ eventName: `E${index}` })
    }
    expect(journaled().toSorted()).toEqual(['E0', 'E1', 'E2', 'E3', 'E4', 'E5'])
  })

  it('leaves the others’ alone when there is none left', () => {
    const text = 'x'.repeat(512)
    for (const page of openPages(4)) page.leave(...Array.from({ length: 100 }, () => ({ errorMessage: text })))
    const before = journalsOf(name)
    openPage('late').leave({ errorMessage: text.repeat(4) })
    expect(journalsOf(name)).toEqual(before)
  })

  it('is what localStorage still has, where the app has filled it', () => {
    const { setItem } = Storage.prototype
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, key, value) {
      if (value.length > 10_000) throw new DOMException('full', 'QuotaExceededError')
      setItem.call(this, key, value)
    })
    openPage('page').leave(...Array.from({ length: 500 }, () => ({})), { eventName: 'EXIT' })
    expect(journaled()[0]).toBe('EXIT')
    expect(journaled().length).toBeGreaterThan(10)
  })

  it('keeps the journal that is there, where there is no room for another', () => {
    const page = openPage('page')
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

describe('a replay', () => {
  it('is idempotent, also while the page that wrote the journal is alive', async () => {
    const writer = openTab(name)
    await writer.diagnostics.flush()
    writer.event('FIRST')
    await writer.diagnostics.flush()
    const release = await holdStore(name)
    writer.event('OPEN')
    writer.event('HANDOFF')
    setVisibility('hidden')
    const copies = journalsOf(name)
    const readers = [openTab(name), openTab(name)]
    await sleep()
    await release()
    for (const { diagnostics } of readers) await diagnostics.report()
    await vi.waitFor(() => expect(journalsOf(name)).toEqual([]))
    await writer.diagnostics.flush()
    expect(await storedNames()).toEqual(['FIRST', 'OPEN', 'HANDOFF'])

    for (const [key, raw] of copies) localStorage.setItem(key, raw)
    const late = openTab(name)
    await vi.waitFor(() => expect(journalsOf(name)).toEqual([]))
    expect(await storedNames()).toEqual(['FIRST', 'OPEN', 'HANDOFF'])
    for (const { diagnostics } of [writer, ...readers, late]) {
      const report = await diagnostics.report()
      expect(namesIn(report)).toEqual(['FIRST', 'OPEN', 'HANDOFF'])
      expect(report.completeness).toMatchObject({ recorded: 3, stored: 3, missing: 0 })
    }
  })

  it('removes a journal only after the commit; until then the report has it', async () => {
    const log = openLog(name)
    await log.open()
    log.append(makeEntry({ eventName: 'OPEN' }))
    await log.flush()
    openPage('gone').leave({ eventName: 'HANDOFF' })
    const release = await holdStore(name)
    const replaying = replayJournals(log.archive())
    await sleep()
    expect(journalsOf(name)).toHaveLength(1)
    await release()
    await replaying
    expect(journalsOf(name)).toEqual([])
  })

  it('leaves a journal that has changed meanwhile', async () => {
    const log = openLog(name)
    await log.open()
    log.append(makeEntry({ eventName: 'OPEN' }))
    await log.flush()
    const gone = openPage('gone')
    gone.leave({ eventName: 'HANDOFF' })
    const release = await holdStore(name)
    const replaying = replayJournals(log.archive())
    await sleep()
    gone.leave({ eventName: 'EXIT' })
    await release()
    await replaying
    expect(journaled()).toEqual(['EXIT'])
    await replayJournals(log.archive())
    expect(journalsOf(name)).toEqual([])
    expect((await storedNames()).toSorted()).toEqual(['EXIT', 'HANDOFF', 'OPEN'])
  })

  it('leaves a journal whose transaction fails, and the report has it', async () => {
    openPage('gone').leave({ eventName: 'HANDOFF', linkSessionId: 'session' })
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
      this.transaction.abort()
      return {} as IDBRequest<IDBValidKey>
    })
    const tab = openTab(name)
    await sleep(20)
    expect(journaled()).toEqual(['HANDOFF'])
    expect(namesIn(await tab.diagnostics.report())).toEqual(['HANDOFF'])
  })

  it('that fails once leaves journals of any size apart, for the next page', async () => {
    const text = 'x'.repeat(512)
    const pages = openPages(3)
    for (const page of pages) page.leave(...Array.from({ length: 24 }, () => ({ errorMessage: text })))
    const before = journalsOf(name)
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
      this.transaction.abort()
      return {} as IDBRequest<IDBValidKey>
    })
    openTab(name)
    await vi.waitFor(() => expect(put.mock.calls.length).toBeGreaterThanOrEqual(3 * 2))
    await sleep(20)
    put.mockRestore()
    expect(journalsOf(name)).toEqual(before)
    expect((await openTab(name).diagnostics.report({ sessions: Infinity })).completeness).toMatchObject({
      recorded: 72,
    })
  })

  it.each(['no json', '{}', 'null', '[1]', '[["key"]]', '[["key",{"type":"onEvent"}]]', '[[1,2],'])(
    'drops and counts a damaged journal: %s',
    async (raw) => {
      localStorage.setItem(`${name}:journal:damaged`, raw)
      openPage('sound').leave({ eventName: 'OPEN' })
      const tab = openTab(name)
      await vi.waitFor(() => expect(journalsOf(name)).toEqual([]))
      const report = await tab.diagnostics.report()
      expect(report.completeness.dropped).toEqual([{ reason: 'journal', count: 1 }])
      expect(namesIn(report)).toEqual(['OPEN'])
    },
  )
})

describe('where IndexedDB never works', () => {
  it('keeps the newest pages in the journals, and the telling entries of the older', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    vi.stubGlobal('indexedDB', undefined)
    for (let page = 0; page < 12; page++) {
      const tab = openTab(name)
      await sleep()
      for (let index = 0; index < 40; index++) {
        tab.event('TRANSITION_VIEW', {
          view_name: `PAGE_${page}`,
          request_id: `request${index}`,
          error_message: 'word '.repeat(80),
        })
      }
      tab.event('ERROR', { error_code: `PAGE_${page}` })
      await tab.diagnostics.flush()
      leavePage()
      tab.diagnostics.close()
      const units = journalsOf(name).reduce((sum, [, raw]) => sum + raw.length, 0)
      expect(units).toBeLessThanOrEqual(MAX_UNITS)
      expect(journalsOf(name).length).toBeLessThanOrEqual(4)
    }
    const report = await openTab(name).diagnostics.report({ sessions: Infinity })
    const entries = report.sessions.flatMap(({ entries }) => entries)
    const errors = new Set(entries.flatMap(({ errorCode }) => errorCode ?? []))
    expect(errors.size).toBe(12)
    expect(entries.filter(({ viewName }) => viewName === 'PAGE_11')).toHaveLength(40)
    expect(report.completeness.problem).toBe('This browser offers no IndexedDB here.')
    expect(warn).toHaveBeenCalled()
  })
})

function refuseLocalStorage(): void {
  vi.stubGlobal('localStorage', undefined)
  const refuse = (): never => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  }
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: refuse })
}
