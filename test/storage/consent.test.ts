// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { controlKey } from '../../src/storage/control.ts'
import { toKey } from '../../src/entry/key.ts'
import { createDiagnostics } from '../../src/recorder/diagnostics.ts'
import { readDatabase } from '../support/disk.ts'
import {
  closeAll,
  connect,
  controlOf,
  holdOpen,
  holdStore,
  journalsOf,
  leaveJournalOf,
  leavePage,
  makeEntry,
  openTab,
  returnToPage,
  sleep,
  tell,
} from './tabs.ts'
import { name, reported, reportedAfresh, twoTabs, view } from './twoTabs.ts'

async function hasDatabase(): Promise<boolean> {
  return (await indexedDB.databases()).some((database) => database.name === name)
}

describe('setStorage()', () => {
  it('off reaches a tab with entries on disk, in flight and pending', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('IN_FLIGHT')
    await sleep()
    two.event('PENDING')
    const deciding = one.diagnostics.setStorage('off')
    await sleep()
    await release()
    await deciding
    tell(controlKey(name))
    two.event('LATER')
    await two.diagnostics.flush()
    await vi.waitFor(async () => expect(await hasDatabase()).toBe(false))
    expect(two.diagnostics.store.getState()).toMatchObject({ storage: 'off', recorded: 0, session: null })
    expect(await reported(two)).toEqual([])
    expect(await hasDatabase()).toBe(false)
    expect(two.app.onEvent).toHaveBeenCalledTimes(4)
    expect(await reportedAfresh()).toEqual([])
  })

  it('off reaches a tab that was not told, before it writes; nor is a database made anew', async () => {
    const [one, two] = await twoTabs()
    await one.diagnostics.setStorage('off')
    await vi.waitFor(async () => expect(await hasDatabase()).toBe(false))
    const open = vi.spyOn(IDBFactory.prototype, 'open')
    two.event('LATER')
    await two.diagnostics.flush()
    expect(two.diagnostics.store.getState().storage).toBe('off')
    expect(open).not.toHaveBeenCalled()
    expect(await hasDatabase()).toBe(false)
  })

  it('memory reaches a page in the back/forward cache, with a journal', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('PENDING')
    leavePage(true)
    const deciding = one.diagnostics.setStorage('memory')
    await release()
    await deciding
    expect(journalsOf(name)).toEqual([])
    await sleep()
    returnToPage()
    two.event('BACK')
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual(['BACK'])
    expect(two.diagnostics.store.getState().storage).toBe('memory')
    expect(await hasDatabase()).toBe(false)
  })

  it('device: what is in memory goes to disk, in every tab', async () => {
    const [one, two] = [openTab(name, { storage: 'memory' }), openTab(name, { storage: 'memory' })]
    one.event('ONE')
    two.event('TWO')
    await one.diagnostics.setStorage('device')
    tell(controlKey(name))
    await vi.waitFor(() => expect(two.diagnostics.store.getState()).toMatchObject({ storage: 'device', stored: 1 }))
    expect(await reportedAfresh()).toEqual(['ONE', 'TWO'])
  })

  it('there and back, and there again', async () => {
    const [one, two] = await twoTabs()
    for (const mode of ['off', 'device', 'memory', 'device'] as const) {
      await sleep()
      await one.diagnostics.setStorage(mode)
      tell(controlKey(name))
      await sleep()
      expect(two.diagnostics.store.getState().storage).toBe(mode)
      one.event(`ONE_${mode}`)
      two.event(`TWO_${mode}`)
      await Promise.all([one.diagnostics.flush(), two.diagnostics.flush()])
    }
    const kept = ['ONE_device', 'ONE_memory', 'TWO_device', 'TWO_memory']
    expect(await reported(one)).toEqual(kept)
    expect(await reported(two)).toEqual(kept)
    expect(await reportedAfresh()).toEqual(kept)
  })

  it('does not pull in a tab that may not store, when one that always could clears', async () => {
    const device = openTab(name)
    device.event('DEVICE')
    const memory = openTab(name, { storage: 'memory' })
    memory.event('MEMORY')
    await device.diagnostics.flush()
    await sleep()
    await device.diagnostics.clear()
    tell(controlKey(name))
    await sleep()
    expect(memory.diagnostics.store.getState()).toMatchObject({ storage: 'memory', recorded: 0 })
  })

  it.each(['memory', 'off'] as const)(
    '%s, where it is so already: erases what an earlier page has left',
    async (mode) => {
      await twoTabs()
      closeAll()
      await sleep(20)
      const epoch = view()
      localStorage.setItem(`${name}:journal:gone`, JSON.stringify([]))
      const tab = openTab(name, { storage: mode })
      tab.event('OPEN')
      await tab.diagnostics.setStorage(mode)
      expect(await hasDatabase()).toBe(false)
      expect(journalsOf(name)).toEqual([])
      expect(view()).not.toBe(epoch)

      tab.event('HANDOFF')
      await tab.diagnostics.setStorage(mode) // nothing is left to be erased: nothing is forgotten either
      expect(await reported(tab)).toEqual(mode === 'memory' ? ['HANDOFF'] : [])
    },
  )

  it.each(['memory', 'off'] as const)(
    '%s, of an app that leaves in that task: the next page, which is so from the start, erases',
    async (mode) => {
      const [one] = await twoTabs()
      const release = await holdStore(name)
      void one.diagnostics.setStorage(mode)
      const said = view()
      closeAll()
      await release()
      await vi.waitFor(async () => expect(await hasDatabase()).toBe(false)) // by this page, which lives on here
      const entry = makeEntry({ at: Date.now() - 1000 })
      const database = await connect(name, 1, (upgraded) => upgraded.createObjectStore('entries'))
      database.transaction('entries', 'readwrite').objectStore('entries').put(entry, toKey(entry, ''))
      database.close()
      expect(await readDatabase(name)).toHaveLength(1)
      leaveJournalOf(name, 'gone', 0, entry)
      localStorage.setItem(controlKey(name), said ?? '')
      openTab(name, { storage: mode })
      await vi.waitFor(async () => expect(await hasDatabase()).toBe(false))
      expect(journalsOf(name)).toEqual([])
      await vi.waitFor(() => expect(controlOf(name)).toMatchObject({ mode, erase: false }))
    },
  )

  it.each(['off', 'device'] as const)('%s is not overruled by another tab that erases in that moment', async (mode) => {
    const old = openTab(name)
    old.event('OLD')
    await old.diagnostics.flush()
    old.diagnostics.close()
    const [one, two] = [openTab(name, { storage: 'memory' }), openTab(name, { storage: 'memory' })]
    await sleep(20)
    await Promise.all([one.diagnostics.setStorage('memory'), two.diagnostics.setStorage(mode)])
    for (const tab of [one, two]) {
      tab.event('NEW')
      await tab.diagnostics.flush()
      expect(tab.diagnostics.store.getState().storage).toBe(mode)
    }
  })

  it('off reaches a recorder that was made before and starts after it', async () => {
    const late = createDiagnostics({ name })
    const [one] = await twoTabs()
    await one.diagnostics.setStorage('off')
    expect(await hasDatabase()).toBe(false)
    late.instrument({ token: undefined })
    await sleep(30)
    late.close()
    expect(await hasDatabase()).toBe(false)
  })

  it('off reaches a tab that is opening the database: nothing is put', async () => {
    const [one] = await twoTabs()
    const letGo = holdOpen()
    const two = openTab(name)
    two.event('SECRET')
    await sleep()
    await one.diagnostics.setStorage('off')
    const put = vi.spyOn(IDBObjectStore.prototype, 'put')
    letGo()
    await sleep(30)
    expect(put).not.toHaveBeenCalled()
  })

  it('off leaves no database that was still opening', async () => {
    const letGo = holdOpen()
    const tab = openTab(name)
    setTimeout(letGo, 100)
    await tab.diagnostics.setStorage('off')
    await sleep(200)
    expect(await hasDatabase()).toBe(false)
  })

  it('off by one tab, and device by another in that moment, leaves no database', async () => {
    const [one, two] = [openTab(name, { storage: 'memory' }), openTab(name, { storage: 'memory' })]
    await Promise.all([one.diagnostics.report(), two.diagnostics.report()])
    const given = one.diagnostics.setStorage('device')
    await Promise.all([given, two.diagnostics.setStorage('off')])
    await sleep(30)
    expect(await hasDatabase()).toBe(false)
  })

  it('off reaches a tab that goes with a write in flight, before it could be told: no journal', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('IN_FLIGHT')
    await sleep()
    const withdrawn = one.diagnostics.setStorage('off')
    two.diagnostics.close()
    expect(journalsOf(name)).toEqual([])
    await release()
    await withdrawn
  })

  it('device, where it is so already, does not bring back what was tidied', async () => {
    const tab = openTab(name)
    tab.event('OLD')
    tab.event('NEW')
    await tab.diagnostics.flush()
    const [[key = ''] = []] = await readDatabase(name)
    const database = await connect(name)
    database.transaction('entries', 'readwrite').objectStore('entries').delete(key)
    database.close()
    await tab.diagnostics.setStorage('device')
    expect(await readDatabase(name)).toHaveLength(1)
  })

  it('erases also where the databases cannot be listed (Firefox before 126)', async () => {
    const [one] = await twoTabs()
    const databases = vi.spyOn(IDBFactory.prototype, 'databases')
    Object.defineProperty(IDBFactory.prototype, 'databases', { configurable: true, value: undefined })
    await one.diagnostics.setStorage('off')
    Object.defineProperty(IDBFactory.prototype, 'databases', { configurable: true, value: databases })
    databases.mockRestore()
    expect(one.diagnostics.store.getState().problem).toBeNull()
    expect(await readDatabase(name)).toEqual([])
  })
})

/** Two hours ahead, until it is set right. */
function setAhead(): { setRight(): void } {
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 7_200_000)
  return { setRight: () => clock.mockRestore() }
}

describe('a clock that was set back since', () => {
  it.each(['clear', 'setStorage'] as const)('does not save from %s() what was recorded before it', async (method) => {
    const tab = openTab(name)
    const clock = setAhead()
    tab.event('OPEN')
    await tab.diagnostics.flush()
    tab.event('SECRET')
    clock.setRight()
    if (method === 'clear') await tab.diagnostics.clear()
    else await tab.diagnostics.setStorage('memory')
    await tab.diagnostics.flush()
    expect(await reported(tab)).toEqual([])
    expect(await reportedAfresh()).toEqual([])
  })

  it('does not bring back what another tab had journalled before a clear()', async () => {
    const tab = openTab(name)
    tab.event('OLD')
    await tab.diagnostics.flush()
    await tab.diagnostics.clear()
    // Its page had a stale view of localStorage, and wrote late.
    const ahead = makeEntry({ eventName: 'BEFORE', at: Date.now() + 7_200_000, page: 'gonepage' })
    leaveJournalOf(name, 'gonepage', 0, ahead)
    expect(await reportedAfresh()).toEqual([])
    expect(await reported(tab)).toEqual([])
  })

  it('does not keep other tabs from following a withdrawal', async () => {
    const one = openTab(name, { storage: 'memory' })
    const two = openTab(name, { storage: 'memory' })
    const clock = setAhead()
    await one.diagnostics.setStorage('device')
    tell(controlKey(name))
    clock.setRight()
    await one.diagnostics.setStorage('off')
    tell(controlKey(name))
    two.event('AFTER_WITHDRAWAL')
    await two.diagnostics.flush()
    expect(two.diagnostics.store.getState()).toMatchObject({ storage: 'off', recorded: 0, stored: 0 })
  })
})

it('a withdrawal is not followed by a warning that the database has not opened', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => ({}) as IDBOpenDBRequest)
  const tab = openTab(name)
  void tab.diagnostics.setStorage('off')
  await vi.advanceTimersByTimeAsync(1100)
  vi.useRealTimers()
  expect(tab.diagnostics.store.getState().problem).toBeNull()
})

it('a withdrawal does not wait for a database that never opens', { timeout: 30_000 }, async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => ({}) as IDBOpenDBRequest)
  const tab = openTab(name, { storage: 'memory' })
  tab.event('OPEN')
  const given = tab.diagnostics.setStorage('device')
  await sleep(1500)
  leavePage()
  expect(journalsOf(name)).toHaveLength(1)
  const withdrawn = tab.diagnostics.setStorage('off')
  await Promise.all([given, withdrawn, tab.diagnostics.clear()])
  expect(journalsOf(name)).toEqual([])
})
