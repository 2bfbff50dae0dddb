// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toKey } from '../../src/core/key.ts'
import { replayJournals } from '../../src/storage/archive.ts'
import { createJournal, type JournalPair } from '../../src/storage/journal.ts'
import type { DiagnosticEntry } from '../../src/core/entry.ts'
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

const EPOCH = '000000000'
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

function pairOf(more: Partial<DiagnosticEntry> = {}): JournalPair {
  const entry = makeEntry(more)
  return [toKey(entry, EPOCH), entry]
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
    await tab.diagnostics.flush()
    const release = await holdStore(name)
    tab.event('OPEN')
    tab.event('SELECT_INSTITUTION')
    leave()
    expect(journaled()).toEqual(expect.arrayContaining(['OPEN', 'SELECT_INSTITUTION']))
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
    expect(journaled()).toEqual(['OPEN', 'HANDOFF'])
  })
})

describe('the room for journals', () => {
  it('is 128 kB together, the telling entries first', () => {
    const text = 'x'.repeat(512)
    const other = createJournal(name, 'other')
    other.write(Array.from({ length: 30 }, () => pairOf({ errorMessage: text })))
    const journal = createJournal(name, 'page')
    journal.write([
      ...Array.from({ length: 200 }, () => pairOf({ errorMessage: text })),
      pairOf({ eventName: 'EXIT', errorMessage: text }),
      pairOf({ type: 'onExit', errorMessage: text }),
    ])
    const raws = journalsOf(name).map(([, raw]) => raw)
    const units = raws.reduce((sum, raw) => sum + raw.length, 0)
    expect(units).toBeLessThanOrEqual(MAX_UNITS)
    expect(units).toBeGreaterThan(MAX_UNITS - 1000)
    const own = pairsIn(localStorage.getItem(`${name}:journal:page`) ?? '')
    expect(namesOf(own).slice(0, 2)).toEqual(['EXIT', 'TRANSITION_VIEW'])
    expect(own[1]?.[1].type).toBe('onExit')
  })

  it('is four keys: a fifth page shares one, and nothing of anyone is lost', () => {
    const pages = Array.from({ length: 7 }, (_, index) => ({ index, journal: createJournal(name, `page${index}`) }))
    for (const { journal, index } of pages) journal.write([pairOf({ eventName: `E${index}` })])
    expect(journalsOf(name)).toHaveLength(4)
    expect(journaled().toSorted()).toEqual(['E0', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6'])
  })

  it('keeps its guests when the owner of a shared journal writes again or is done', () => {
    const pages = Array.from({ length: 5 }, (_, index) => ({ index, journal: createJournal(name, `page${index}`) }))
    for (const { journal, index } of pages) journal.write([pairOf({ eventName: `E${index}` })])
    for (const { journal, index } of pages) journal.write([pairOf({ eventName: `later${index}` })])
    expect(new Set(journaled())).toEqual(new Set([...pages.map(({ index }) => `later${index}`), ...guests()]))
    for (const { journal } of pages) journal.settle()
    expect(journalsOf(name)).toHaveLength(1)
    expect(journaled()).toContain('E4')
    expect(journaled()).toContain('later4')

    function guests(): string[] {
      const shared = journalsOf(name).find(([, raw]) => pairsIn(raw).length > 1)
      return namesOf(pairsIn(shared?.[1])).filter((name) => name.startsWith('E'))
    }
  })

  it('does not grow by writing again', () => {
    const pages = Array.from({ length: 6 }, (_, index) => ({
      journal: createJournal(name, `page${index}`),
      pairs: [pairOf({ eventName: `E${index}` })],
    }))
    for (let times = 0; times < 50; times++) for (const { journal, pairs } of pages) journal.write(pairs)
    expect(journaled().toSorted()).toEqual(['E0', 'E1', 'E2', 'E3', 'E4', 'E5'])
  })

  it('leaves the others’ alone when there is none left', () => {
    const text = 'x'.repeat(512)
    for (let index = 0; index < 4; index++) {
      createJournal(name, `page${index}`).write(Array.from({ length: 100 }, () => pairOf({ errorMessage: text })))
    }
    const before = journalsOf(name)
    createJournal(name, 'late').write([pairOf({ errorMessage: text.repeat(4) })])
    expect(journalsOf(name)).toEqual(before)
  })

  it('is what localStorage still has, where the app has filled it', () => {
    const { setItem } = Storage.prototype
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, key, value) {
      if (value.length > 10_000) throw new DOMException('full', 'QuotaExceededError')
      setItem.call(this, key, value)
    })
    createJournal(name, 'page').write([...Array.from({ length: 500 }, () => pairOf()), pairOf({ eventName: 'EXIT' })])
    expect(journaled()[0]).toBe('EXIT')
    expect(journaled().length).toBeGreaterThan(10)
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
    createJournal(name, 'gone').write([pairOf({ eventName: 'HANDOFF' })])
    const release = await holdStore(name)
    const replaying = replayJournals(log)
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
    const gone = createJournal(name, 'gone')
    gone.write([pairOf({ eventName: 'HANDOFF' })])
    const release = await holdStore(name)
    const replaying = replayJournals(log)
    await sleep()
    gone.write([pairOf({ eventName: 'EXIT' })])
    await release()
    await replaying
    expect(journaled()).toEqual(['EXIT'])
    await replayJournals(log)
    expect(journalsOf(name)).toEqual([])
    expect((await storedNames()).toSorted()).toEqual(['EXIT', 'HANDOFF', 'OPEN'])
  })

  it('leaves a journal whose transaction fails, and the report has it', async () => {
    createJournal(name, 'gone').write([pairOf({ eventName: 'HANDOFF', linkSessionId: 'session' })])
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
      this.transaction.abort()
      return {} as IDBRequest<IDBValidKey>
    })
    const tab = openTab(name)
    await sleep(20)
    expect(journaled()).toEqual(['HANDOFF'])
    expect(namesIn(await tab.diagnostics.report())).toEqual(['HANDOFF'])
  })

  it.each(['no json', '{}', 'null', '[1]', '[["key"]]', '[["key",{"type":"onEvent"}]]', '[[1,2],'])(
    'drops and counts a damaged journal: %s',
    async (raw) => {
      localStorage.setItem(`${name}:journal:damaged`, raw)
      createJournal(name, 'sound').write([pairOf({ eventName: 'OPEN' })])
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
