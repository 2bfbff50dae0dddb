// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { append, requeue } from '../../src/storage/memory.ts'
import { databaseName, readDatabase } from '../support/disk.ts'
import { markOf } from '../support/marks.ts'
import {
  breakStore,
  closeAll,
  countTransactions,
  holdStore,
  leavePage,
  makeEntry,
  makeMemory,
  journalsOf,
  openPage,
  openTab,
  sleep,
} from './tabs.ts'

let name: string

beforeEach(() => {
  name = databaseName()
})

afterEach(() => {
  closeAll()
  localStorage.clear()
})

async function storedNames(): Promise<unknown[]> {
  return (await readDatabase(name)).flatMap(([, value]) => markOf(value as DiagnosticEntry) ?? [])
}

describe('the write path', () => {
  it('begins a transaction in the task of the first entry, for all of that task', async () => {
    const log = openPage(name)
    await log.open()
    const counts = countTransactions()
    for (let index = 0; index < 61; index++) log.append(makeEntry())
    await Promise.resolve() // the end of this task's callback; a timer or a message would come later
    expect(counts.begun).toBe(1)
    await log.flush()
    expect(counts.begun).toBe(1)
    expect(await storedNames()).toHaveLength(61)
  })

  it('opens a cold database in the task of the first entry, and takes along what comes until it is open', async () => {
    const open = vi.spyOn(IDBFactory.prototype, 'open')
    const counts = countTransactions()
    const log = openPage(name)
    log.append(makeEntry())
    await Promise.resolve()
    expect(open).toHaveBeenCalledOnce()
    log.append(makeEntry())
    await log.flush()
    expect(log.memory.stored).toBe(2)
    expect(counts.begun).toBe(1)
  })

  it('makes a few transactions of sixty tasks, never two at once', async () => {
    const log = openPage(name)
    await log.open()
    const release = await holdStore(name)
    const counts = countTransactions()
    for (let task = 0; task < 60; task++) {
      log.append(makeEntry())
      await sleep(0)
    }
    await release()
    await log.flush()
    expect(counts).toEqual({ begun: 2, atOnce: 1 })
    expect(await storedNames()).toHaveLength(60)
  })

  it('needs no timer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
    try {
      const log = openPage(name)
      await log.open()
      log.append(makeEntry())
      await vi.waitFor(() => expect(log.memory.stored).toBe(1))
    } finally {
      vi.useRealTimers()
    }
  })

  it('keeps an entry pending until its transaction has completed', async () => {
    const log = openPage(name)
    await log.open()
    const release = await holdStore(name)
    log.append(makeEntry())
    await sleep()
    expect([log.memory.pending.size, log.memory.stored]).toEqual([1, 0])
    const flushed = vi.fn()
    const flushing = log.flush().then(flushed)
    await sleep()
    expect(flushed).not.toHaveBeenCalled()
    await release()
    await flushing
    expect([log.memory.pending.size, log.memory.stored]).toEqual([0, 1])
  })

  it('does not wait in flush() for what comes after it', async () => {
    const log = openPage(name)
    await log.open()
    log.append(makeEntry())
    let isFlushed = false
    const flushing = log.flush().then(() => (isFlushed = true))
    for (let task = 0; task < 500 && !isFlushed; task++) {
      log.append(makeEntry())
      await sleep(0)
    }
    expect(isFlushed).toBe(true)
    await flushing
  })

  it('reads nothing from the database on the way from a first mount to the first settled write', async () => {
    const reads = (['get', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor'] as const).map((read) =>
      vi.spyOn(IDBObjectStore.prototype, read),
    )
    const tab = openTab(name)
    tab.event('OPEN')
    await tab.diagnostics.flush()
    const next = openTab(name)
    next.event('OPEN')
    await next.diagnostics.flush()
    expect(reads.map((read) => read.mock.calls.length)).toEqual([0, 0, 0, 0, 0])
  })

  it('keeps what two tabs record at once', async () => {
    const tabs = [openPage(name), openPage(name)]
    for (let index = 0; index < 500; index++) {
      for (const [page, log] of tabs.entries()) log.append(makeEntry({ page: `page000${page}`, sequence: index }))
      if (index % 50 === 0) await sleep(0)
    }
    await Promise.all(tabs.map((log) => log.flush()))
    expect(await storedNames()).toHaveLength(1000)
  })

  it.each(['memory', 'off'] as const)('writes nothing in mode %s', async (mode) => {
    const tab = openTab(name, { storage: mode })
    tab.event('OPEN')
    await tab.diagnostics.flush()
    leavePage() // which is an entry too
    await sleep()
    expect(await indexedDB.databases()).not.toContainEqual(expect.objectContaining({ name }))
    expect(Object.keys(localStorage)).toEqual([])
    expect(tab.diagnostics.store.getState()).toMatchObject({ recorded: mode === 'memory' ? 2 : 0, problem: null })
    expect(tab.app.onEvent).toHaveBeenCalledOnce()
  })

  it('bounds what waits for the disk: the oldest go first, the milestones last, and are counted', async () => {
    const log = openPage(name)
    await log.open()
    const release = await holdStore(name)
    log.append(makeEntry({ eventName: 'OPEN' }))
    for (let index = 0; index < 5000; index++) log.append(makeEntry({ eventName: `N${index}` }))
    expect(log.memory.entries.length).toBeLessThanOrEqual(1000)
    expect(log.memory.pending.size).toBe(log.memory.entries.length)
    expect(log.memory.dropped.entries).toBe(5001 - log.memory.entries.length)
    await release()
    await log.flush()
    expect(log.memory.stored + (log.memory.dropped.entries ?? 0)).toBe(5001)
    const names = await storedNames()
    expect(names).toContain('OPEN')
    expect(names).toContain('N4999')
    expect(names).not.toContain('N0')
  })

  it('counts an entry once, that is given up here while it is on its way to the disk', async () => {
    const log = openPage(name)
    await log.open()
    const release = await holdStore(name)
    for (let index = 0; index < 1000; index++) log.append(makeEntry({ eventName: `N${index}` }))
    await sleep() // all in flight
    for (let index = 1000; index < 3000; index++) log.append(makeEntry({ eventName: `N${index}` }))
    expect(log.memory.entries.length).toBeLessThanOrEqual(1000)
    await release()
    await log.flush()
    const names = await storedNames()
    expect(names).toHaveLength(log.memory.stored)
    expect(log.memory.stored + (log.memory.dropped.entries ?? 0)).toBe(3000)
    expect(names).toContain('N0')
    expect(names).toContain('N2999')
  })

  it('keeps what was on its way to the disk, and was given up here, where it does not get there', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const log = openPage(name)
    await log.open()
    const release = await holdStore(name)
    let inFlight: IDBTransaction | undefined
    const { put } = IDBObjectStore.prototype
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
      inFlight = this.transaction
      return put.call(this, value, key)
    })
    vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(() => {}) // else it could not be aborted here
    for (let index = 0; index < 500; index++) log.append(makeEntry({ eventName: 'ERROR' }))
    await sleep() // all in flight
    for (let index = 0; index < 800; index++) log.append(makeEntry({ eventName: `N${index}` }))
    expect(log.memory.entries.length).toBeLessThanOrEqual(1000)
    breakStore('put')
    inFlight?.abort()
    await release()
    await log.flush()
    expect(log.memory.problem).toMatch(/UnknownError/)
    expect(log.memory.entries.length).toBeLessThanOrEqual(1000)
    expect(log.memory.pending.size).toBe(log.memory.entries.length)
    expect(log.memory.entries.filter(({ eventName }) => eventName === 'ERROR')).toHaveLength(500)
    expect(log.memory.entries.length + (log.memory.dropped.entries ?? 0)).toBe(1300)
  })

  it('gives up nothing that has yet to be written, as long as there is anything on the disk', async () => {
    const log = openPage(name)
    for (let index = 0; index < 1000; index++) log.append(makeEntry({ eventName: 'ERROR' }))
    await log.flush()
    for (let index = 0; index < 900; index++) log.append(makeEntry({ eventName: `N${index}` }))
    await log.flush()
    expect(log.memory.dropped).toEqual({})
    expect(log.memory.stored).toBe(1900)
    expect(await storedNames()).toHaveLength(1900)
  })

  it('drops milestones too where there is nothing else', async () => {
    const log = openPage(name)
    log.memory.mode = 'memory'
    for (let index = 0; index < 3000; index++) log.append(makeEntry({ type: 'onExit' }))
    expect(log.memory.entries.length).toBeLessThanOrEqual(1000)
    expect(log.memory.entries.at(-1)?.sequence).toBeGreaterThan(log.memory.entries[0]?.sequence ?? Infinity)
    expect(log.memory.dropped.entries).toBe(3000 - log.memory.entries.length)
  })

  it('finishes what it has on close(), keeps nothing afterwards, and lets go of the database', async () => {
    const tab = openTab(name)
    tab.event('OPEN')
    tab.diagnostics.close()
    tab.event('EXIT')
    await vi.waitFor(async () => expect(await storedNames()).toEqual(['OPEN']))
    const blocked = vi.fn()
    await new Promise<void>((resolve) => {
      const request = indexedDB.deleteDatabase(name)
      request.onblocked = blocked
      request.onsuccess = () => resolve()
    })
    expect(blocked).not.toHaveBeenCalled()
    expect(tab.app.onEvent).toHaveBeenCalledTimes(2)
    expect(journalsOf(name)).toEqual([])
  })

  it('does not open the database again for the pruning that comes after close()', async () => {
    const tab = openTab(name)
    tab.event('OPEN')
    await tab.diagnostics.flush()
    tab.diagnostics.close()
    const open = vi.spyOn(IDBFactory.prototype, 'open')
    await sleep(300)
    expect(open.mock.calls.filter(([opened]) => opened === name)).toEqual([])
  })

  it('lets go of the database again that a clear() after close() has opened', async () => {
    const tab = openTab(name)
    tab.event('OPEN')
    await tab.diagnostics.flush()
    tab.diagnostics.close()
    await sleep()
    const opened: IDBDatabase[] = []
    const { open } = IDBFactory.prototype
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, ...args) {
      const request = open.apply(this, args)
      request.addEventListener('success', () => opened.push(request.result))
      return request
    })
    await tab.diagnostics.clear()
    expect(opened).not.toEqual([])
    for (const database of opened) expect(() => database.transaction('entries')).toThrow(/InvalidState/)
  })

  it('takes a limit that makes no sense for none kept', () => {
    const memory = { ...makeMemory(name, 'page'), max: -2 }
    append(memory, makeEntry())
    requeue(memory)
    expect(memory.entries).toEqual([])
  })

  it('does not open the database again when it is closed while opening', async () => {
    const first = openPage(name)
    await first.open()
    first.append(makeEntry())
    await first.close()
    localStorage.clear() // so that the next has to look for a clear()
    const open = vi.spyOn(IDBFactory.prototype, 'open')
    const log = openPage(name)
    const opening = log.open()
    await log.close()
    await opening
    await sleep()
    expect(open.mock.calls.filter(([opened]) => opened === name)).toHaveLength(1)
  })
})
