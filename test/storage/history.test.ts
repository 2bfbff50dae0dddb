// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { toKey } from '../../src/entry/key.ts'
import { readDatabase } from '../support/disk.ts'
import { markOf } from '../support/marks.ts'
import { connect, LIMITS, makeEntry, openPage, openTab } from './tabs.ts'
import { DAY, HOUR, dropped, log, name, names, session } from './diskKit.ts'

describe('sessions are limited where they are read', () => {
  it('the oldest go, whole', async () => {
    for (let index = 0; index < 5; index++) session(`S${index}`, (9 - index) * HOUR, 2)
    await log.flush()
    await log.limit({ ...LIMITS, sessions: 3 })
    expect(await names()).toEqual(['S2x0', 'S2x1', 'S3x0', 'S3x1', 'S4x0', 'S4x1'])
    expect(await dropped()).toEqual({ sessions: 4 })
  })

  it('the oldest entries of one go first, the milestones last', async () => {
    for (const eventName of ['OPEN', 'ERROR']) session('LONG', 3 * HOUR, 1, { eventName })
    session('LONG', 2 * HOUR, 10)
    for (const eventName of ['EXIT', 'HANDOFF']) session('LONG', 2 * HOUR, 1, { eventName })
    session('LONG', 2 * HOUR, 1, { type: 'onSuccess', eventName: 'success' })
    session('LONG', 2 * HOUR, 1, { type: 'onExit', eventName: 'exit' })
    await log.flush()
    await log.limit({ ...LIMITS, entriesPerSession: 8 })
    expect((await names()).toSorted()).toEqual(
      ['OPEN', 'ERROR', 'EXIT', 'HANDOFF', 'success', 'exit', 'LONGx8', 'LONGx9'].toSorted(),
    )
    expect(await dropped()).toEqual({ entries: 8 })
  })

  it('but not what may be alive in another tab, unless over the hard total', async () => {
    for (let index = 0; index < 5; index++) session(`S${index}`, (5 - index) * 60_000, 4)
    await log.flush()
    await log.limit({ ...LIMITS, sessions: 1, entriesPerSession: 1 })
    expect(await names()).toHaveLength(20)
    await log.limit({ ...LIMITS, sessions: 1, total: 10 })
    const left = await names()
    expect(left.length).toBeLessThanOrEqual(10)
    expect(left).toContain('S4x3')
    expect(await dropped()).toEqual({ total: 20 - left.length })
  })

  it('by two tabs at once, and counted once', async () => {
    for (let index = 0; index < 5; index++) session(`S${index}`, (9 - index) * HOUR, 2)
    await log.flush()
    const other = openPage(name)
    const limits = { ...LIMITS, sessions: 3 }
    await Promise.all([log.limit(limits), other.limit(limits), log.limit(limits)])
    expect(await dropped()).toEqual({ sessions: 4 })
  })
})

describe('what was given up', () => {
  const HOURS_AGO = { at: Date.now() - 5 * HOUR, page: 'oldpage0', attemptId: 'old', code: 'OLDD-OLDD' }

  /** Of 12 entries two are missing. */
  async function recordWithGap(): Promise<void> {
    for (const sequence of [0, 1, 4, 5, 6, 7, 8, 9, 10, 11]) log.append(makeEntry({ page: 'newpage0', sequence }))
    await log.flush()
  }

  it('does not hide what is missing: a whole session went by number', async () => {
    for (let sequence = 0; sequence < 10; sequence++) log.append(makeEntry({ ...HOURS_AGO, sequence }))
    await recordWithGap()
    await log.prune({ ...LIMITS, total: 11 })
    const { completeness } = await openTab(name).diagnostics.report({ sessions: Infinity })
    expect(completeness).toMatchObject({ dropped: [{ reason: 'total', count: 10 }], missing: 2, recorded: 22 })
  })

  it('does not hide what is missing: parts of a session went that has gone as a whole since', async () => {
    for (let sequence = 0; sequence < 60; sequence++) log.append(makeEntry({ ...HOURS_AGO, sequence }))
    await recordWithGap()
    await log.limit({ ...LIMITS, entriesPerSession: 10 })
    await log.limit({ ...LIMITS, sessions: 1 })
    const { completeness } = await openTab(name).diagnostics.report({ sessions: Infinity })
    expect(completeness.dropped).toEqual(
      expect.arrayContaining([
        { reason: 'entries', count: 50 },
        { reason: 'sessions', count: 10 },
      ]),
    )
    expect(completeness).toMatchObject({ missing: 2, recorded: 72 })
  })

  it('is not missing, where more came', async () => {
    let sequence = 0
    const record = async (eventName: string, count: number): Promise<void> => {
      for (let index = 0; index < count; index++) {
        log.append(makeEntry({ page: 'newpage0', sequence: sequence++, eventName }))
      }
      await log.flush()
    }
    await record('ERROR', 10)
    await record('TRANSITION_VIEW', 5)
    await log.prune({ ...LIMITS, total: 10 }) // a tenth more
    await record('ERROR', 1)
    const { completeness } = await openTab(name).diagnostics.report({ sessions: Infinity })
    expect(completeness).toMatchObject({ dropped: [{ reason: 'total', count: 6 }], missing: 0, recorded: 16 })
  })

  it('is not missing, where parts of a session went out of the midst of a page', async () => {
    for (let sequence = 0; sequence < 60; sequence++) {
      log.append(makeEntry({ ...HOURS_AGO, sequence, eventName: sequence % 6 ? 'TRANSITION_VIEW' : 'ERROR' }))
    }
    await log.flush()
    await log.limit({ ...LIMITS, entriesPerSession: 10 })
    const { completeness } = await openTab(name).diagnostics.report({ sessions: Infinity })
    expect(completeness).toMatchObject({ dropped: [{ reason: 'entries', count: 50 }], missing: 0, recorded: 60 })
  })

  it('goes from the disk a while after a report, where the page is visible', async () => {
    for (let index = 0; index < 25; index++) session(`S${index}`, (30 - index) * HOUR, 1)
    await log.flush()
    const { completeness } = await openTab(name).diagnostics.report({ sessions: Infinity })
    expect(completeness).toMatchObject({ recorded: 25, dropped: [{ reason: 'sessions', count: 5 }], missing: 0 })
    await vi.waitFor(async () => expect((await readDatabase(name)).length).toBe(20 + 1), { timeout: 3000 })
    const again = await openTab(name).diagnostics.report({ sessions: Infinity })
    expect(again.completeness).toMatchObject({ recorded: 25, dropped: [{ reason: 'sessions', count: 5 }], missing: 0 })
  })
})

describe('what is read', () => {
  it.each(['memory', 'device'] as const)(
    'is not too old in a page that has been open for long: %s',
    async (storage) => {
      const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 15 * DAY)
      const tab = openTab(name, { storage })
      tab.event('OPEN')
      await tab.diagnostics.flush()
      clock.mockRestore()
      expect((await tab.diagnostics.report()).sessions).toEqual([])
    },
  )

  it('has what another tab had waiting behind its transaction in flight', async () => {
    const other = openPage(name)
    await other.open()
    log.append(makeEntry({ eventName: 'IN_FLIGHT' }))
    await Promise.resolve()
    log.append(makeEntry({ eventName: 'WAITING' }))
    await Promise.resolve()
    expect(log.memory.inFlight.size).toBe(1)
    const { stored } = await other.read()
    expect(stored.map(markOf)).toEqual(['IN_FLIGHT', 'WAITING'])
  })

  it('is not too old, not void, and looks like an entry; what does not is counted, and goes', async () => {
    session('OLD', 15 * DAY, 1)
    session('NEW', 0, 2)
    await log.flush()
    const database = await connect(name)
    const store = database.transaction('entries', 'readwrite').objectStore('entries')
    const spoiled = [null, 1, 'text', [], {}, { type: 'onEvent' }]
    for (const [index, value] of spoiled.entries()) store.put(value, toKey(makeEntry({ page: `spoiled${index}` }), ''))
    store.put({ hello: 'there' }, 'something else')
    store.put({ hello: 'there' }, 7)
    await new Promise((resolve) => (store.transaction.oncomplete = resolve))
    database.close()
    const { stored, isUnreadable, dropped } = await openPage(name).read()
    expect(stored.map(markOf)).toEqual(['NEWx0', 'NEWx1'])
    expect(isUnreadable).toBe(false)
    expect(dropped).toEqual({ damaged: 8 })
    await log.limit(LIMITS)
    expect((await names()).toSorted()).toEqual(['NEWx0', 'NEWx1', 'OLDx0'])
    expect((await openPage(name).read()).dropped).toEqual({ damaged: 8 })
  })

  it('is of a clock that was a year ahead: counted as oldest, not for ever newest', async () => {
    session('AHEAD', -365 * DAY, 3)
    for (let index = 0; index < 20; index++) session(`S${index}`, (40 - index) * HOUR, 1)
    await log.flush()
    await log.limit(LIMITS)
    const left = await names()
    expect(left).toHaveLength(20)
    expect(left.filter((eventName) => eventName.startsWith('AHEAD'))).toEqual([])
  })

  it('goes 14 days after it was first found to be dated ahead', async () => {
    session('AHEAD', -365 * DAY, 3)
    await log.flush()
    const { now } = Date
    const clock = vi.spyOn(Date, 'now')
    for (const [days, left] of [
      [0, 3],
      [13, 3],
      [15, 0],
    ] as const) {
      clock.mockImplementation(() => now() + days * DAY)
      await log.limit(LIMITS)
      expect(await names(), `after ${days} days`).toHaveLength(left)
    }
    await log.limit(LIMITS)
    expect((await readDatabase(name)).filter(([key]) => key === '!ahead')).toEqual([])
  })
})
