import { afterEach, beforeEach, vi } from 'vitest'
import { controlKey } from '../../src/storage/control.ts'
import { databaseName } from '../support/disk.ts'
import { markOf } from '../support/marks.ts'
import { type TestTab, closeAll, openTab, sleep } from './tabs.ts'

export let name: string

beforeEach(() => {
  name = databaseName()
})

afterEach(() => {
  closeAll()
  vi.restoreAllMocks()
  localStorage.clear()
})

/** All, also what is no event of Plaid's. */
export async function reported(tab: TestTab): Promise<string[]> {
  const { sessions } = await tab.diagnostics.report({ sessions: Infinity })
  return sessions.flatMap(({ entries }) => entries.map((entry) => markOf(entry) ?? entry.type)).toSorted()
}

/** By a page that has just been loaded, and knows only what is on the device. */
export function reportedAfresh(): Promise<string[]> {
  return reported(openTab(name))
}

export function view(): string | null {
  return localStorage.getItem(controlKey(name))
}

export async function twoTabs(): Promise<[TestTab, TestTab]> {
  const tabs: [TestTab, TestTab] = [openTab(name), openTab(name)]
  for (const [index, tab] of tabs.entries()) tab.event(`OLD${index}`)
  await Promise.all(tabs.map(({ diagnostics }) => diagnostics.flush()))
  await sleep()
  return tabs
}
