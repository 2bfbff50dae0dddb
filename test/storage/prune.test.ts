import '../support/plainPage.ts'
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { persistent } from '../../src/storage/database.ts'
import { prune } from '../../src/storage/prune.ts'
import { readDatabase } from '../support/disk.ts'
import { LIMITS, openPage, sleep } from './tabs.ts'
import { DAY, HOUR, dropped, log, name, names, session } from './diskKit.ts'

describe('the disk is pruned', () => {
  it('by days', async () => {
    session('OLD', 15 * DAY, 3)
    session('NEW', 13 * DAY, 2)
    await log.flush()
    await log.prune()
    expect(await names()).toEqual(['NEWx0', 'NEWx1'])
    expect(await dropped()).toEqual({ age: 3 })
  })

  it('by number: the oldest go, and a tenth more than must', async () => {
    session('OLD', 2 * HOUR, 60)
    session('NEW', HOUR, 51)
    await log.flush()
    await log.prune({ ...LIMITS, total: 111 })
    expect(await names()).toHaveLength(111)
    await log.prune({ ...LIMITS, total: 110 })
    const left = await names()
    expect(left).toHaveLength(99)
    expect(left[0]).toBe('OLDx12')
    expect(left.at(-1)).toBe('NEWx50')
    expect(await dropped()).toEqual({ total: 12 })
  })

  it.each([1, 2])('by number: %i too many', async (count) => {
    session('S', HOUR, 10 + count)
    await log.flush()
    await log.prune({ ...LIMITS, total: 10 })
    expect(await names()).toHaveLength(9)
  })

  it('by number: one too many, where there may be one', async () => {
    session('S', HOUR, 2)
    await log.flush()
    await log.prune({ ...LIMITS, total: 1 })
    expect(await names()).toEqual(['Sx1'])
    expect(await dropped()).toEqual({ total: 1 })
  })

  it('of nothing that is within the limits', async () => {
    session('S', HOUR, 10)
    await log.flush()
    await prune(log.memory, persistent(log.database), { ...LIMITS, total: 10 })
    expect(await names()).toHaveLength(10)
  })

  it('by half, where the disk is full', async () => {
    session('S', HOUR, 11)
    await log.flush()
    await log.prune(LIMITS, true)
    expect(await names()).toHaveLength(6)
    expect(log.memory.dropped).toEqual({ quota: 5 })
    expect(await dropped()).toEqual({})
  })

  it('but not an entry of a full disk where there is only one', async () => {
    session('S', HOUR, 1)
    await log.flush()
    await log.prune(LIMITS, true)
    expect(await names()).toHaveLength(1)
    expect(log.memory.dropped).toEqual({})
  })

  it('without reading an entry', async () => {
    session('OLD', 15 * DAY, 3)
    session('NEW', HOUR, 20)
    await log.flush()
    const reads = (['get', 'getAll', 'openCursor', 'getAllKeys'] as const).map((read) =>
      vi.spyOn(IDBObjectStore.prototype, read),
    )
    await log.prune({ ...LIMITS, total: 10 })
    expect(reads.map((read) => read.mock.calls.length)).toEqual([0, 0, 0, 0])
  })

  it('of what a clear() has made void, which is not counted', async () => {
    session('VOID', HOUR, 3)
    await log.flush()
    log.clear()
    await sleep()
    session('NEW', 0, 1)
    await log.flush()
    await log.prune()
    expect(await names()).toEqual(['NEWx0'])
    expect(await dropped()).toEqual({})
  })

  it('by two tabs at once, and counted once', async () => {
    session('OLD', 15 * DAY, 50)
    await log.flush()
    const other = openPage(name)
    await Promise.all([log.prune(), other.prune(), log.prune()])
    expect(await names()).toEqual([])
    expect(await dropped()).toEqual({ age: 50 })
  })

  it('and what was given up is forgotten when it is as old as an entry may be', async () => {
    session('OLD', 15 * DAY, 5)
    await log.flush()
    await log.prune()
    expect(await dropped()).toEqual({ age: 5 })
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 15 * DAY)
    expect(await dropped()).toEqual({})
    await log.prune()
    expect(await readDatabase(name)).toEqual([])
  })

  it.each(['memory', 'off'] as const)('not where nothing may be stored: %s', async (mode) => {
    session('OLD', 15 * DAY, 3)
    await log.flush()
    log.memory.mode = mode
    await log.prune()
    expect(await readDatabase(name)).toHaveLength(3)
  })
})
