// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { controlKey, NO_CONTROL } from '../../src/storage/control.ts'
import { toKey } from '../../src/entry/key.ts'
import { createDiagnostics, internals, type InternalDiagnostics } from '../../src/recorder/diagnostics.ts'
import { databaseName, readDatabase } from '../support/disk.ts'
import {
  breakStore,
  closeAll,
  connect,
  controlOf,
  holdOpen,
  holdStore,
  journalsOf,
  leaveJournalOf,
  LIMITS,
  leavePage,
  makeEntry,
  openPage,
  openTab,
  returnToPage,
  sleep,
  tell,
  type TestTab,
} from './tabs.ts'

let name: string

beforeEach(() => {
  name = databaseName()
})

afterEach(() => {
  closeAll()
  vi.restoreAllMocks()
  localStorage.clear()
})

/** All, also what is no event of Plaid's. */
async function reported(tab: TestTab): Promise<string[]> {
  const { sessions } = await tab.diagnostics.report({ sessions: Infinity })
  return sessions.flatMap(({ entries }) => entries.map(({ eventName, type }) => eventName ?? type)).toSorted()
}

/** By a page that has just been loaded, and knows only what is on the device. */
function reportedAfresh(): Promise<string[]> {
  return reported(openTab(name))
}

async function hasDatabase(): Promise<boolean> {
  return (await indexedDB.databases()).some((database) => database.name === name)
}

/** What a tab reads of the epoch until it is given the truth: another process can be behind. */
function keepView(view: string | null): () => void {
  const { getItem } = Storage.prototype
  const stale = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(function (this: Storage, key) {
    return key === controlKey(name) ? view : getItem.call(this, key)
  })
  return () => stale.mockRestore()
}

function view(): string | null {
  return localStorage.getItem(controlKey(name))
}

async function twoTabs(): Promise<[TestTab, TestTab]> {
  const tabs: [TestTab, TestTab] = [openTab(name), openTab(name)]
  for (const [index, tab] of tabs.entries()) tab.event(`OLD${index}`)
  await Promise.all(tabs.map(({ diagnostics }) => diagnostics.flush()))
  await sleep()
  return tabs
}

describe('clear() in one tab, while another', () => {
  it('has all on disk', async () => {
    const [one, two] = await twoTabs()
    await one.diagnostics.clear()
    expect(await reported(one)).toEqual([])
    expect(await reported(two)).toEqual([])
    expect(await reportedAfresh()).toEqual([])
    expect(two.diagnostics.store.getState()).toMatchObject({ recorded: 0, stored: 0, dropped: 0, session: null })
  })

  it('has entries in flight', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('IN_FLIGHT')
    await sleep()
    const clearing = one.diagnostics.clear()
    await release()
    await clearing
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual([])
    expect(await reportedAfresh()).toEqual([])
  })

  it('has entries pending behind those in flight', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('IN_FLIGHT')
    await sleep()
    two.event('PENDING')
    const clearing = one.diagnostics.clear()
    await sleep()
    await release()
    await clearing
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual([])
    expect(await reportedAfresh()).toEqual([])
  })

  it('writes late, with a stale view of localStorage: what is from before the clear is void', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('IN_FLIGHT')
    await sleep()
    two.event('PENDING')
    await sleep()
    const before = view()
    const clearing = one.diagnostics.clear()
    await sleep()
    expect(view()).not.toBe(before)
    const see = keepView(before)
    await release()
    await two.diagnostics.flush()
    see()
    await clearing
    expect(await reportedAfresh()).toEqual([])
    expect(await reported(two)).toEqual([])
  })

  it('has left a journal', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('JOURNALLED')
    leavePage()
    expect(journalsOf(name)).not.toEqual([])
    const clearing = one.diagnostics.clear()
    await release()
    await clearing
    expect(journalsOf(name)).toEqual([])
    expect(await reportedAfresh()).toEqual([])
  })

  it('leaves a journal late, with a stale view of localStorage', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('JOURNALLED')
    await sleep()
    const before = view()
    const clearing = one.diagnostics.clear()
    await sleep()
    expect(view()).not.toBe(before)
    const see = keepView(before)
    leavePage(true)
    see()
    expect(journalsOf(name)).not.toEqual([])
    await release()
    await clearing
    expect(await reportedAfresh()).toEqual([])
    await vi.waitFor(() => expect(journalsOf(name)).toEqual([]))
  })

  it('is in the back/forward cache with entries pending and journalled', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('PENDING')
    leavePage(true)
    const clearing = one.diagnostics.clear()
    await sleep()
    returnToPage()
    await release()
    await clearing
    two.event('BACK')
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual(['BACK'])
    expect(await reportedAfresh()).toEqual(['BACK'])
  })

  it('is still opening the database', async () => {
    const [one] = await twoTabs()
    const two = openTab(name)
    two.event('COLD')
    await sleep(2)
    const clearing = one.diagnostics.clear()
    await Promise.all([clearing, two.diagnostics.flush()])
    expect(await reported(two)).toEqual([])
    expect(await reportedAfresh()).toEqual([])
  })

  it('is told by a storage event: it shows nothing any more, before it is asked', async () => {
    const [one, two] = await twoTabs()
    await one.diagnostics.clear()
    tell(controlKey(name))
    await sleep()
    expect(two.diagnostics.store.getState()).toMatchObject({ recorded: 0, session: null })
  })

  it('has Link open, and is left: that alone is no session', async () => {
    const [one, two] = await twoTabs()
    two.event('OPEN')
    await one.diagnostics.clear()
    tell(controlKey(name))
    leavePage()
    expect(await reportedAfresh()).toEqual([])
  })
})

describe('what is recorded after a clear() survives', () => {
  it('here', async () => {
    const [one] = await twoTabs()
    const clearing = one.diagnostics.clear()
    one.event('AT_ONCE')
    await clearing
    one.event('LATER')
    await one.diagnostics.flush()
    expect(await reported(one)).toEqual(['AT_ONCE', 'LATER'])
    expect(await reportedAfresh()).toEqual(['AT_ONCE', 'LATER'])
  })

  it('of an app that leaves in the task of its clear()', async () => {
    const [one] = await twoTabs()
    const release = await holdStore(name) // nothing of it reaches the disk any more
    void one.diagnostics.clear()
    leavePage()
    const left = { ...localStorage }
    closeAll()
    await release()
    localStorage.clear()
    Object.assign(localStorage, left)
    expect(await reportedAfresh()).toEqual([])
  })

  it('in a tab that has been told', async () => {
    const [one, two] = await twoTabs()
    await one.diagnostics.clear()
    await sleep()
    two.event('LATER')
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual(['LATER'])
    expect(await reportedAfresh()).toEqual(['LATER'])
  })

  it('in flight in a tab that hears of it only then', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    const before = view()
    const clearing = one.diagnostics.clear()
    const see = keepView(before)
    await sleep()
    two.event('LATER')
    await sleep()
    see()
    tell(controlKey(name))
    await release()
    await clearing
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual(['LATER'])
    expect(await reportedAfresh()).toEqual(['LATER'])
    expect(two.diagnostics.store.getState()).toMatchObject({ recorded: 1, stored: 1 })
  })

  it('on disk, from a tab that had a stale view and was gone before it heard of it', async () => {
    const [one, two] = await twoTabs()
    await one.diagnostics.clear()
    await sleep()
    const see = keepView(JSON.stringify(NO_CONTROL))
    two.event('LATER')
    await two.diagnostics.flush()
    see()
    expect(await reportedAfresh()).toEqual(['LATER'])
    const next = openTab(name)
    for (let index = 0; index < 100; index++) next.event(`MORE${index}`) // enough for a tidying
    await next.diagnostics.flush()
    await sleep(250)
    expect(await reportedAfresh()).toContain('LATER')
  })

  it('in the journal of such a tab', async () => {
    const [one] = await twoTabs()
    await one.diagnostics.clear()
    await sleep()
    const entry = makeEntry({ eventName: 'LATER' })
    leaveJournalOf(name, 'gone', 0, entry)
    expect(await reportedAfresh()).toEqual(['LATER'])
    await vi.waitFor(() => expect(journalsOf(name)).toEqual([]))
    expect(await reportedAfresh()).toEqual(['LATER'])
  })

  it('two clears at once', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    const clearing = Promise.all([one.diagnostics.clear(), two.diagnostics.clear()])
    await sleep()
    one.event('ONE')
    two.event('TWO')
    await sleep()
    await release()
    await clearing
    await Promise.all([one.diagnostics.flush(), two.diagnostics.flush()])
    expect(await reported(one)).toEqual(['ONE', 'TWO'])
    expect(await reported(two)).toEqual(['ONE', 'TWO'])
    expect(await reportedAfresh()).toEqual(['ONE', 'TWO'])
  })

  it('two clears, the second while the first waits for the disk', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    const first = one.diagnostics.clear()
    await sleep()
    one.event('BETWEEN')
    await sleep()
    const second = two.diagnostics.clear()
    await sleep()
    one.event('AFTER')
    await release()
    await Promise.all([first, second])
    await one.diagnostics.flush()
    expect(await reported(one)).toEqual(['AFTER'])
    expect(await reportedAfresh()).toEqual(['AFTER'])
  })

  it('after a clear() under a clock that was a year ahead', async () => {
    const [one, two] = await twoTabs()
    const now = Date.now()
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 365 * 86_400_000)
    await one.diagnostics.clear()
    clock.mockRestore()
    tell(controlKey(name))
    for (let times = 0; times < 2; times++) {
      one.event(`ONE${times}`)
      two.event(`TWO${times}`)
      await Promise.all([one.diagnostics.flush(), two.diagnostics.flush()])
      expect(await reportedAfresh()).toEqual([`ONE${times}`, `TWO${times}`])
      await one.diagnostics.clear()
      tell(controlKey(name))
      expect(await reportedAfresh()).toEqual([])
    }
  })
})

describe('an app that empties localStorage', () => {
  it('loses nothing of what is on disk', async () => {
    const [one] = await twoTabs()
    await one.diagnostics.clear()
    await sleep()
    one.event('KEPT')
    await one.diagnostics.flush()
    localStorage.clear()
    const next = openTab(name)
    next.event('NEXT')
    await next.diagnostics.flush()
    expect(await reported(next)).toEqual(['KEPT', 'NEXT'])
    expect(await reported(one)).toEqual(['KEPT', 'NEXT'])
    expect(await reportedAfresh()).toEqual(['KEPT', 'NEXT'])
  })

  it('right after a clear(): nothing comes back, in no tab', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('PENDING')
    await sleep()
    const clearing = one.diagnostics.clear()
    localStorage.clear()
    tell(null)
    await release()
    await clearing
    await two.diagnostics.flush()
    expect(await reportedAfresh()).toEqual([])
    expect(await reported(two)).toEqual([])
    await sleep()
    two.event('LATER')
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual(['LATER'])
    expect(await reportedAfresh()).toEqual(['LATER'])
  })

  it('and leaves in the task of the first entry: the journal is replayed', async () => {
    const [one] = await twoTabs()
    await one.diagnostics.clear()
    await sleep()
    localStorage.clear()
    const entry = makeEntry({ eventName: 'JOURNALLED' }) // the page could not know the epoch yet
    leaveJournalOf(name, 'gone', 0, entry)
    expect(await reportedAfresh()).toEqual(['JOURNALLED'])
    await vi.waitFor(() => expect(journalsOf(name)).toEqual([]))
    expect(await reportedAfresh()).toEqual(['JOURNALLED'])
  })

  it('and deletes the database: the tabs agree on an epoch again', async () => {
    const [one] = await twoTabs()
    await one.diagnostics.clear()
    await sleep()
    localStorage.clear()
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve
    })
    const two = openTab(name)
    two.event('TWO')
    await two.diagnostics.flush()
    one.event('ONE')
    await one.diagnostics.flush()
    tell(controlKey(name))
    expect(await reported(two)).toEqual(['ONE', 'TWO'])
    expect(await reported(one)).toEqual(['ONE', 'TWO'])
    await two.diagnostics.flush()
    expect(await reportedAfresh()).toEqual(['ONE', 'TWO'])
  })
})

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
