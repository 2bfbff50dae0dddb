// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { databaseName } from '../support/disk.ts'
import { closeAll, leavePage, namesIn, openTab, returnToPage, type TestTab } from './tabs.ts'

let name: string
let tab: TestTab

beforeEach(async () => {
  name = databaseName()
  tab = openTab(name)
  tab.event('before')
  await tab.diagnostics.flush()
})

afterEach(() => {
  closeAll()
  vi.restoreAllMocks()
  localStorage.clear()
})

interface Begun {
  inFlight: IDBTransaction[]
  aborted: number
}

function watchTransactions(): Begun {
  const begun: Begun = { inFlight: [], aborted: 0 }
  const { transaction } = IDBDatabase.prototype
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    const made = transaction.apply(this, args)
    begun.inFlight.push(made)
    const end = (): void => void begun.inFlight.splice(begun.inFlight.indexOf(made), 1)
    made.addEventListener('complete', end)
    made.addEventListener('abort', () => {
      begun.aborted++
      end()
    })
    return made
  })
  return begun
}

/** In the task of an entry its transaction begins; the promises of the task come first. */
async function recordInFlight(begun: Begun): Promise<void> {
  tab.event('meanwhile')
  for (let step = 0; step < 20; step++) await Promise.resolve()
  expect(begun.inFlight).toHaveLength(1)
}

describe('a page that goes into the back/forward cache with transactions in flight', () => {
  it('gives up what it reads, so that no other page waits for one that is frozen; back again, it reads anew', async () => {
    const reading = tab.diagnostics.report()
    const begun = watchTransactions()
    await vi.waitUntil(() => begun.inFlight.length > 0, { interval: 0 })
    leavePage(true)
    await vi.waitUntil(() => begun.aborted > 0, { interval: 0 })
    returnToPage()
    expect(namesIn(await reading)).toEqual(['before'])
  })

  it('has written all when it is back', async () => {
    const begun = watchTransactions()
    await recordInFlight(begun)
    leavePage(true)
    returnToPage()
    await tab.diagnostics.flush()
    const { recorded, stored, ...state } = tab.diagnostics.store.getState()
    expect(state).toMatchObject({ storage: 'device', problem: null, dropped: 0 })
    expect(stored).toBe(recorded)
    expect(namesIn(await openTab(name).diagnostics.report())).toEqual(['before', 'meanwhile'])
  })

  it('lets a write finish where localStorage is refused, as nothing else has the entries', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError')
    })
    const begun = watchTransactions()
    await recordInFlight(begun)
    leavePage(true)
    await vi.waitUntil(() => begun.inFlight.length === 0, { interval: 0 })
    expect(begun.aborted).toBe(0)
    expect(tab.diagnostics.store.getState().problem).toBeNull()
  })
})
