import { afterEach, beforeEach } from 'vitest'
import { databaseName } from '../support/disk.ts'
import { closeAll, droppedOf, marksOnDisk, openPage, recordSession, type TestPage } from './tabs.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** Of this test's database. */
export let name: string
/** A page that records there. */
export let log: TestPage

beforeEach(async () => {
  name = databaseName()
  log = openPage(name)
  await log.open()
})

afterEach(() => {
  closeAll()
  localStorage.clear()
})

type Rest<All> = All extends [unknown, ...infer Others] ? Others : never

export const session = (...args: Rest<Parameters<typeof recordSession>>): void => recordSession(log, ...args)
export const names = (): Promise<string[]> => marksOnDisk(log)
export const dropped = (): Promise<Record<string, number>> => droppedOf(name)
