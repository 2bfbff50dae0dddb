// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { databaseName } from '../support/disk.ts'
import { closeAll, journalsOf, leavePage, makeEntry, namesIn, openTab, sleep, tell } from './tabs.ts'

let name: string

beforeEach(() => {
  name = databaseName()
})

afterEach(() => {
  closeAll()
  vi.restoreAllMocks()
  localStorage.clear()
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
    expect(namesIn(await tab.diagnostics.report())).toEqual([])
    expect(namesIn(await openTab(name).diagnostics.report())).toEqual([])
  })

  it('does not keep other tabs from following a withdrawal', async () => {
    const one = openTab(name, { storage: 'memory' })
    const two = openTab(name, { storage: 'memory' })
    const clock = setAhead()
    await one.diagnostics.setStorage('device')
    tell(`${name}:epoch`)
    clock.setRight()
    await one.diagnostics.setStorage('off')
    tell(`${name}:epoch`)
    two.event('AFTER_WITHDRAWAL')
    await two.diagnostics.flush()
    expect(two.diagnostics.store.getState()).toMatchObject({ storage: 'off', recorded: 0, stored: 0 })
  })
})

describe('what others did meanwhile', () => {
  it('is not deleted with what clear() voids: a journal of after it', async () => {
    const tab = openTab(name)
    tab.event('OLD')
    await tab.diagnostics.flush()
    await tab.diagnostics.report()
    const cleared = tab.diagnostics.clear()
    const epoch = (localStorage.getItem(`${name}:epoch`) ?? '').slice(0, 9)
    // Another tab has heard of it, recorded, and left; its transaction has not completed (WebKit).
    const after = makeEntry({ page: 'gonepage', eventName: 'AFTER', at: parseInt(epoch, 36) + 1 })
    localStorage.setItem(`${name}:journal:gonepage`, JSON.stringify([[epoch, after]]))
    await cleared
    await sleep(5)
    expect(namesIn(await tab.diagnostics.report())).toEqual(['AFTER'])
  })

  it('does not leave a broken database untried when storage is switched on again', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const one = openTab(name)
    const two = openTab(name)
    await one.diagnostics.flush()
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('', 'UnknownError')
    })
    two.event('OPEN')
    await two.diagnostics.flush()
    await sleep(50)
    put.mockRestore()
    for (const mode of ['memory', 'device'] as const) {
      await one.diagnostics.setStorage(mode)
      tell(`${name}:epoch`)
      await sleep(20)
    }
    two.event('EXIT')
    await two.diagnostics.flush()
    expect(two.diagnostics.store.getState()).toMatchObject({ storage: 'device', problem: null, stored: 1 })
  })
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
