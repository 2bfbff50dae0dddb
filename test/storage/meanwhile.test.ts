// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { controlKey } from '../../src/storage/control.ts'
import { type InternalDiagnostics, internals } from '../../src/recorder/diagnostics.ts'
import {
  type TestTab,
  breakStore,
  controlOf,
  holdStore,
  journalsOf,
  leaveJournalOf,
  makeEntry,
  openPage,
  openTab,
  sleep,
  tell,
  LIMITS,
} from './tabs.ts'
import { name, reported, reportedAfresh, twoTabs } from './twoTabs.ts'

describe('what others did meanwhile', () => {
  /** A clear() that has said its epoch, and has yet to erase. */
  async function clearing(): Promise<{ tab: TestTab; clearing: Promise<void>; cleared: number }> {
    const tab = openTab(name)
    tab.event('OLD')
    await tab.diagnostics.flush()
    await tab.diagnostics.report()
    const clearing = tab.diagnostics.clear()
    return { tab, clearing, cleared: controlOf(name)?.cleared ?? 0 }
  }

  it('is not deleted with what clear() voids: a journal of after it', async () => {
    const { tab, clearing: erased, cleared } = await clearing()
    // Another tab has heard of it, recorded, and left; its transaction has not completed (WebKit).
    const after = makeEntry({ page: 'gonepage', eventName: 'AFTER', at: cleared + 1 })
    leaveJournalOf(name, 'gonepage', cleared, after)
    await erased
    await sleep(5)
    expect(await reported(tab)).toEqual(['AFTER'])
  })

  it('is kept of the journal of a page that had not heard of the clear()', async () => {
    const { clearing: erased, cleared } = await clearing()
    const [old, after] = [makeEntry({ eventName: 'OLD', at: cleared - 1000 }), makeEntry({ at: cleared + 1 })]
    while (Date.now() <= cleared + 1); // before it has erased
    leaveJournalOf(name, 'page0001', 0, old, after)
    await erased
    expect(journalsOf(name).map(([, raw]) => JSON.parse(raw).entries)).toEqual([[after]])
  })

  it('is not deleted with what was counted, by a page that may not store', async () => {
    const [one, two] = await twoTabs()
    await one.diagnostics.setStorage('off')
    two.diagnostics.close()
    const log = openPage(name)
    for (let index = 0; index < 3; index++) log.append(makeEntry())
    await log.flush()
    await log.prune({ ...LIMITS, total: 1 })
    expect((await log.read()).dropped).toEqual({ total: 2 })
    openTab(name, { storage: 'memory' }) // erases what that withdrawal may have left
    await sleep(50)
    const { stored, dropped } = await log.read()
    expect(stored).toHaveLength(1)
    expect(dropped).toEqual({ total: 2 })
  })

  it('is seen by whoever has read before: a clear() by another tab', async () => {
    const [one, two] = await twoTabs()
    const reader = await (two.diagnostics as InternalDiagnostics)[internals].read()
    await one.diagnostics.clear()
    expect(reader.compose().sessions).toEqual([])
  })

  it('is not deleted with what clear() voids, by a tab that keeps in memory: what is stored meanwhile', async () => {
    const device = openTab(name)
    device.event('OLD')
    await device.diagnostics.flush()
    const memory = openTab(name, { storage: 'memory' })
    await sleep()
    const release = await holdStore(name)
    const clearing = memory.diagnostics.clear()
    await sleep()
    device.event('NEW')
    await sleep()
    await release()
    await Promise.all([clearing, device.diagnostics.flush()])
    expect(await reportedAfresh()).toEqual(['NEW'])
    expect(device.diagnostics.store.getState()).toMatchObject({ recorded: 1, stored: 1 })
  })

  it('does not leave a broken database untried when storage is switched on again', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const one = openTab(name)
    const two = openTab(name)
    await one.diagnostics.flush()
    const put = breakStore('put')
    two.event('OPEN')
    await two.diagnostics.flush()
    await sleep(50)
    put.mockRestore()
    for (const mode of ['memory', 'device'] as const) {
      await one.diagnostics.setStorage(mode)
      tell(controlKey(name))
      await sleep(20)
    }
    two.event('EXIT')
    await two.diagnostics.flush()
    expect(two.diagnostics.store.getState()).toMatchObject({ storage: 'device', problem: null, stored: 1 })
  })
})
