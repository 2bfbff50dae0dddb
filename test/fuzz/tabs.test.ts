// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { controlKey } from '../../src/storage/control.ts'
import {
  closeAll,
  holdStore,
  journalsOf,
  leavePage,
  namesIn,
  openTab,
  returnToPage,
  setVisibility,
  sleep,
  tell,
  type TestTab,
} from '../storage/tabs.ts'
import { databaseName, readDatabase } from '../support/disk.ts'

/** With FUZZ=nightly, ten times as many. */
const RUNS = process.env.FUZZ === 'nightly' ? 500 : 50

const often = ['event', 'event', 'event', 'wait', 'wait']
const seldom = ['report', 'hide', 'show', 'leave', 'return', 'open', 'tell']

/** What happens on a device, step by step; each in one of its tabs. */
type Step = [what: string, tab: number]

function steps(...decisions: string[]): fc.Arbitrary<Step[]> {
  return fc.array(fc.tuple(fc.constantFrom(...often, ...seldom, ...decisions), fc.nat(9)), { maxLength: 30 })
}

interface Device {
  tabs: TestTab[]
  /** In the order in which they were recorded. */
  events: string[]
  /** How many there were at the last clear(). */
  cleared: number
  take(step: Step): Promise<void>
  /** Nothing holds the database up any more, and all that was asked for is done. */
  settle(): Promise<void>
}

function createDevice(name: string, tabs: TestTab[]): Device {
  const asked: Promise<unknown>[] = []
  let release: (() => Promise<void>) | undefined

  async function letGo(): Promise<void> {
    await release?.()
    release = undefined
  }

  async function clear({ diagnostics }: TestTab): Promise<void> {
    await sleep(2) // entries and epochs are told apart by the millisecond
    asked.push(diagnostics.clear())
    device.cleared = device.events.length
    await sleep(2)
  }

  const device: Device = {
    tabs,
    events: [],
    cleared: 0,
    async take([what, index]) {
      const { events } = device
      const tab = tabs[index % tabs.length] as TestTab
      const { diagnostics } = tab
      if (what === 'event') tab.event(events[events.push(`E${events.length}`) - 1] ?? '')
      else if (what === 'report') asked.push(diagnostics.report())
      else if (what === 'clear') await clear(tab)
      else if (what === 'device' || what === 'memory' || what === 'off') asked.push(diagnostics.setStorage(what))
      else if (what === 'hide') setVisibility('hidden')
      else if (what === 'show') setVisibility('visible')
      else if (what === 'leave') leavePage(true)
      else if (what === 'return') returnToPage()
      else if (what === 'open') tabs.push(openTab(name))
      else if (what === 'tell') tell(controlKey(name))
      else if (what === 'forget') localStorage.removeItem(controlKey(name))
      else if (what === 'release') await letGo()
      else if (what === 'hold' && !release && (await readDatabase(name)).length > 0) release = await holdStore(name)
      else await sleep(index % 6)
    },
    async settle() {
      setVisibility('visible')
      await letGo()
      await Promise.all(asked)
      await Promise.all(tabs.map(({ diagnostics }) => diagnostics.report())) // each database is open
      await Promise.all(tabs.map(({ diagnostics }) => diagnostics.flush()))
    },
  }
  return device
}

async function play(
  tabs: TestTab[],
  name: string,
  given: Step[],
  check: (device: Device) => Promise<void>,
): Promise<void> {
  const device = createDevice(name, tabs)
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  try {
    await Promise.all(tabs.map(({ diagnostics }) => diagnostics.report())) // the database is there
    for (const step of given) await device.take(step)
    await device.settle()
    await check(device)
    expect(warn.mock.calls).toEqual([])
  } finally {
    await device.settle()
    closeAll()
    localStorage.clear()
  }
}

it('what came after the last clear() is told by every tab, and nothing of before', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps('hold', 'hold', 'release', 'clear', 'clear', 'forget', 'device'), async (given) => {
      const name = databaseName()
      await play([openTab(name), openTab(name), openTab(name)], name, given, async ({ tabs, events, cleared }) => {
        for (const tab of [...tabs, openTab(name)]) {
          const report = await tab.diagnostics.report({ sessions: Infinity })
          expect(namesIn(report).toSorted()).toEqual(events.slice(cleared).toSorted())
          const { recorded, ...completeness } = report.completeness
          expect(completeness).toMatchObject({ problem: null, missing: 0, stored: recorded })
        }
      })
    }),
    { numRuns: RUNS },
  )
})

it('what was decided last holds in every tab: off leaves nothing on the device', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps('clear', 'device', 'memory', 'off'), async (given) => {
      const name = databaseName()
      const tabs = [openTab(name), openTab(name, { storage: 'memory' }), openTab(name)]
      await play(tabs, name, given, async (device) => {
        // By a tab that may store: where none may, there is nothing to be withdrawn.
        const mayStore = ({ diagnostics }: TestTab): boolean => diagnostics.store.getState().storage === 'device'
        await device.take(['off', Math.max(0, device.tabs.findIndex(mayStore))])
        await device.settle()
        for (const tab of tabs) tab.event('AFTER')
        await device.settle()
        for (const tab of device.tabs) expect((await tab.diagnostics.report()).sessions).toEqual([])
        expect(journalsOf(name)).toEqual([])
        const kept = await readDatabase(name)
        expect(kept.filter(([, value]) => value)).toEqual([])
      })
    }),
    { numRuns: RUNS },
  )
})
