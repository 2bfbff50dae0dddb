// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { tidyDisk } from '../../src/storage/tidy.ts'
import { databaseName, readDatabase } from '../support/disk.ts'
import { closeAll, connect, LIMITS, makeEntry, openLog, openTab, setVisibility, sleep, type TestLog } from './tabs.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let name: string
let log: TestLog

beforeEach(async () => {
  name = databaseName()
  log = openLog(name)
  await log.open()
})

afterEach(() => {
  setVisibility('visible')
  closeAll()
  localStorage.clear()
})

/** Entries of one session, a second apart, the last one so long ago. */
function session(code: string, ago: number, count: number, more: Partial<DiagnosticEntry> = {}): void {
  for (let index = 0; index < count; index++) {
    const at = Date.now() - ago - (count - 1 - index) * 1000
    log.append(makeEntry({ at, code, attemptId: code.replace('-', ''), eventName: `${code}x${index}`, ...more }))
  }
}

async function names(): Promise<string[]> {
  await log.flush()
  return (await readDatabase(name)).flatMap(([, value]) => (value as DiagnosticEntry | undefined)?.eventName ?? [])
}

async function dropped(): Promise<Record<string, number>> {
  return (await openLog(name).read()).givenUp.dropped
}

describe('the disk is tidied', () => {
  it('by days', async () => {
    session('OLD', 15 * DAY, 3)
    session('NEW', 13 * DAY, 2)
    await log.flush()
    await tidyDisk(log.archive())
    expect(await names()).toEqual(['NEWx0', 'NEWx1'])
    expect(await dropped()).toEqual({ age: 3 })
  })

  it('by sessions, the oldest whole', async () => {
    for (let index = 0; index < 5; index++) session(`S${index}`, (9 - index) * HOUR, 2)
    await log.flush()
    await tidyDisk(log.archive({ ...LIMITS, sessions: 3 }))
    expect(await names()).toEqual(['S2x0', 'S2x1', 'S3x0', 'S3x1', 'S4x0', 'S4x1'])
    expect(await dropped()).toEqual({ sessions: 4 })
  })

  it('by entries a session: the oldest first, the telling ones last', async () => {
    for (const eventName of ['OPEN', 'ERROR']) session('LONG', 3 * HOUR, 1, { eventName })
    session('LONG', 2 * HOUR, 10)
    for (const eventName of ['EXIT', 'HANDOFF']) session('LONG', 2 * HOUR, 1, { eventName })
    session('LONG', 2 * HOUR, 1, { type: 'onSuccess', eventName: 'success' })
    session('LONG', 2 * HOUR, 1, { type: 'onExit', eventName: 'exit' })
    await log.flush()
    await tidyDisk(log.archive({ ...LIMITS, entriesPerSession: 8 }))
    expect((await names()).toSorted()).toEqual(
      ['OPEN', 'ERROR', 'EXIT', 'HANDOFF', 'success', 'exit', 'LONGx8', 'LONGx9'].toSorted(),
    )
    expect(await dropped()).toEqual({ entries: 8 })
  })

  it('but not what may be alive in another tab, unless over the hard total', async () => {
    for (let index = 0; index < 5; index++) session(`S${index}`, (5 - index) * 60_000, 4)
    await log.flush()
    await tidyDisk(log.archive({ ...LIMITS, sessions: 1, entriesPerSession: 1 }))
    expect(await names()).toHaveLength(20)
    await tidyDisk(log.archive({ ...LIMITS, sessions: 1, total: 10 }))
    const left = await names()
    expect(left.length).toBeLessThanOrEqual(10)
    expect(left).toContain('S4x3')
    expect(await dropped()).toEqual({ total: 20 - left.length })
  })

  it('by keys alone', async () => {
    session('OLD', 15 * DAY, 3)
    await log.flush()
    const reads = (['get', 'getAll', 'openCursor'] as const).map((read) => vi.spyOn(IDBObjectStore.prototype, read))
    await tidyDisk(log.archive())
    // of the counts only
    expect(reads.map((read) => read.mock.calls.length)).toEqual([1, 0, 0])
  })

  it('of what a clear() has made void', async () => {
    session('VOID', HOUR, 3)
    await log.flush()
    log.advance()
    session('NEW', 0, 1)
    await log.flush()
    await tidyDisk(log.archive())
    expect(await names()).toEqual(['NEWx0'])
    expect(await dropped()).toEqual({})
  })

  it('by two tabs at once, and counted once', async () => {
    session('OLD', 15 * DAY, 50)
    await log.flush()
    const other = openLog(name)
    await Promise.all([tidyDisk(log.archive()), tidyDisk(other.archive()), tidyDisk(log.archive())])
    expect(await names()).toEqual([])
    expect(await dropped()).toEqual({ age: 50 })
  })

  it('not again and again while events stream in', async () => {
    const keys = vi.spyOn(IDBObjectStore.prototype, 'getAllKeys')
    for (let times = 0; times < 30; times++) {
      session('NEW', 0, 100)
      await log.flush()
    }
    await vi.waitFor(() => expect(keys).toHaveBeenCalled())
    expect(keys.mock.calls.length).toBeLessThanOrEqual(2)
  })
})

describe('what tidying has left', () => {
  const HOURS_AGO = { at: Date.now() - 5 * HOUR, page: 'oldpage0', attemptId: 'old', code: 'OLDD-OLDD' }

  /** Of 12 entries two are missing. */
  async function recordWithGap(): Promise<void> {
    for (const sequence of [0, 1, 4, 5, 6, 7, 8, 9, 10, 11]) log.append(makeEntry({ page: 'newpage0', sequence }))
    await log.flush()
  }

  it.each(['quota', 'total'] as const)('does not hide what is missing: a whole session went by %s', async (reason) => {
    for (let sequence = 0; sequence < 10; sequence++) log.append(makeEntry({ ...HOURS_AGO, sequence }))
    await recordWithGap()
    await (reason === 'quota' ? tidyDisk(log.archive(), true) : tidyDisk(log.archive({ ...LIMITS, total: 15 })))
    const { completeness } = await openTab(name).diagnostics.report({ sessions: Infinity })
    expect(completeness).toMatchObject({ dropped: [{ reason, count: 10 }], missing: 2, recorded: 22 })
  })

  it('does not hide what is missing: parts of a session went that has gone as a whole since', async () => {
    for (let sequence = 0; sequence < 60; sequence++) log.append(makeEntry({ ...HOURS_AGO, sequence }))
    await recordWithGap()
    await tidyDisk(log.archive({ ...LIMITS, entriesPerSession: 10 }))
    await tidyDisk(log.archive({ ...LIMITS, sessions: 1 }))
    const { completeness } = await openTab(name).diagnostics.report({ sessions: Infinity })
    expect(completeness.dropped).toEqual([
      { reason: 'entries', count: 50 },
      { reason: 'sessions', count: 10 },
    ])
    expect(completeness).toMatchObject({ missing: 2, recorded: 72 })
  })

  it('is not missing, where the newest went too, and more came', async () => {
    let sequence = 0
    const record = async (eventName: string, count: number): Promise<void> => {
      for (let index = 0; index < count; index++) {
        log.append(makeEntry({ page: 'newpage0', sequence: sequence++, eventName }))
      }
      await log.flush()
    }
    await record('ERROR', 10)
    await record('TRANSITION_VIEW', 5)
    await tidyDisk(log.archive({ ...LIMITS, total: 10 })) // a tenth more
    await record('ERROR', 1)
    const { completeness } = await openTab(name).diagnostics.report({ sessions: Infinity })
    expect(completeness).toMatchObject({ dropped: [{ reason: 'total', count: 6 }], missing: 0, recorded: 16 })
  })

  it('is not missing, where parts of a session went out of the midst of a page', async () => {
    for (let sequence = 0; sequence < 60; sequence++) {
      log.append(makeEntry({ ...HOURS_AGO, sequence, eventName: sequence % 6 ? 'TRANSITION_VIEW' : 'ERROR' }))
    }
    await log.flush()
    await tidyDisk(log.archive({ ...LIMITS, entriesPerSession: 10 }))
    const { completeness } = await openTab(name).diagnostics.report({ sessions: Infinity })
    expect(completeness).toMatchObject({ dropped: [{ reason: 'entries', count: 50 }], missing: 0, recorded: 60 })
  })
})

describe('a hidden page', () => {
  /** Longer than tidying takes to begin. */
  const PAUSE = 350

  it('does not begin to tidy: the first write after it does', async () => {
    setVisibility('hidden')
    session('OLD', 15 * DAY, 3)
    await log.flush()
    await sleep(PAUSE)
    expect(await names()).toHaveLength(3)
    setVisibility('visible')
    session('NEW', 0, 1)
    await log.flush()
    await sleep(PAUSE)
    expect(await names()).toEqual(['NEWx0'])
  })

  it('tidies all the same where it records without end', async () => {
    setVisibility('hidden')
    session('OLD', 15 * DAY, 3)
    for (let times = 0; times < 12; times++) {
      session('NEW', 0, 100)
      await log.flush()
    }
    await vi.waitFor(async () => expect(await dropped()).toMatchObject({ age: 3 }))
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
    const other = openLog(name)
    await other.open()
    log.append(makeEntry({ eventName: 'IN_FLIGHT' }))
    await Promise.resolve()
    log.append(makeEntry({ eventName: 'WAITING' }))
    await Promise.resolve()
    expect(log.log.inFlight.size).toBe(1)
    const { stored } = await other.read()
    expect(stored.map(({ eventName }) => eventName)).toEqual(['IN_FLIGHT', 'WAITING'])
  })

  it('is not too old, not of a void epoch, and looks like an entry', async () => {
    session('OLD', 15 * DAY, 1)
    session('NEW', 0, 2)
    await log.flush()
    const database = await connect(name)
    const store = database.transaction('entries', 'readwrite').objectStore('entries')
    const [key] = (await new Promise<IDBValidKey[]>((resolve) => {
      const request = store.getAllKeys()
      request.onsuccess = () => resolve(request.result)
    })) as string[]
    for (const value of [null, 1, 'text', [], {}, { type: 'onEvent' }])
      store.put(value, `${key}`.replace(/-[01]$/, '-0'))
    store.put({ hello: 'there' }, 'something else')
    store.put({ hello: 'there' }, 7)
    await new Promise((resolve) => (store.transaction.oncomplete = resolve))
    database.close()
    const { stored, unreadable } = await openLog(name).read()
    expect(stored.map(({ eventName }) => eventName)).toEqual(['NEWx0', 'NEWx1'])
    expect(unreadable).toBe(false)
  })

  it('holds for a clock that was a year ahead: counted as oldest, not for ever newest', async () => {
    session('AHEAD', -365 * DAY, 3)
    for (let index = 0; index < 20; index++) session(`S${index}`, (40 - index) * HOUR, 1)
    await log.flush()
    await tidyDisk(log.archive())
    const left = await names()
    expect(left).toHaveLength(20)
    expect(left.filter((eventName) => eventName.startsWith('AHEAD'))).toEqual([])
  })
})
