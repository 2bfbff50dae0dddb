// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import {
  holdStore,
  journalsOf,
  leavePage,
  makeEntry,
  namesIn,
  openPage,
  openTab,
  setVisibility,
  sleep,
} from './tabs.ts'
import { MAX_UNITS, journalPage, journalPages, journaled, name, storedNames } from './journalKit.ts'

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
    const log = openPage(name)
    await log.open()
    log.append(makeEntry({ eventName: 'OPEN' }))
    await log.flush()
    journalPage('gone').leave({ eventName: 'HANDOFF' })
    const release = await holdStore(name)
    const replaying = log.replay()
    await sleep()
    expect(journalsOf(name)).toHaveLength(1)
    await release()
    await replaying
    expect(journalsOf(name)).toEqual([])
  })

  it('leaves a journal that has changed meanwhile', async () => {
    const log = openPage(name)
    await log.open()
    log.append(makeEntry({ eventName: 'OPEN' }))
    await log.flush()
    const gone = journalPage('gone')
    gone.leave({ eventName: 'HANDOFF' })
    const release = await holdStore(name)
    const replaying = log.replay()
    await sleep()
    gone.leave({ eventName: 'EXIT' })
    await release()
    await replaying
    expect(journaled()).toEqual(['EXIT'])
    await log.replay()
    expect(journalsOf(name)).toEqual([])
    expect((await storedNames()).toSorted()).toEqual(['EXIT', 'HANDOFF', 'OPEN'])
  })

  it('leaves a journal whose transaction fails, and the report has it', async () => {
    journalPage('gone').leave({ eventName: 'HANDOFF', linkSessionId: 'session' })
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
      this.transaction.abort()
      return {} as IDBRequest<IDBValidKey>
    })
    const tab = openTab(name)
    await sleep(20)
    expect(journaled()).toEqual(['HANDOFF'])
    expect(namesIn(await tab.diagnostics.report())).toEqual(['HANDOFF'])
  })

  it('that fails once leaves journals of any size, for the next page', async () => {
    const text = 'x'.repeat(512)
    const pages = journalPages(3)
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

  it.each([
    'no json',
    '{}',
    'null',
    '[1]',
    '{"cleared":0,"scope":"","entries":{}}',
    '{"cleared":0,"scope":"","entries":[null]}',
    '{"cleared":0,"scope":"","entries":[{"type":"onEvent"}]}',
    '{"cleared":0,"scope":"","entries":[{"at":1,"page":"a b","sequence":0}]}',
    '{"cleared":0,"scope":"","entries":[{"at":1,"page":"a","sequence":0.5}]}',
    '{"cleared":"0","scope":"","entries":[]}',
    '{"cleared":0,"scope":0,"entries":[]}',
    '{"cleared":0,"scope":"","entries":[]',
  ])('drops and counts a damaged journal: %s', async (raw) => {
    localStorage.setItem(`${name}:journal:damaged`, raw)
    journalPage('sound').leave({ eventName: 'OPEN' })
    const tab = openTab(name)
    await vi.waitFor(() => expect(journalsOf(name)).toEqual([]))
    const report = await tab.diagnostics.report()
    expect(report.completeness.dropped).toEqual([{ reason: 'journal', count: 1 }])
    expect(namesIn(report)).toEqual(['OPEN'])
  })
})

describe('where IndexedDB never works', () => {
  it('keeps the newest pages in the journals', async () => {
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
      expect(journalsOf(name).reduce((sum, [, raw]) => sum + raw.length, 0)).toBeLessThanOrEqual(MAX_UNITS)
    }
    const report = await openTab(name).diagnostics.report({ sessions: Infinity })
    const entries = report.sessions.flatMap(({ entries }) => entries)
    expect(entries.filter(({ viewName }) => viewName === 'PAGE_11')).toHaveLength(40)
    expect(new Set(entries.flatMap(({ errorCode }) => errorCode ?? [])).size).toBeGreaterThanOrEqual(2)
    expect(report.completeness.problem).toBe('This browser offers no IndexedDB here.')
  })
})
