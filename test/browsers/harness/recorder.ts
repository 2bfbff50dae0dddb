import { expect } from 'vitest'
import type { RecorderPage } from '../pages/recorder.ts'
import type { Browser, Frame, Tab } from './engines.ts'

declare const recorder: RecorderPage

/** Of what is left to chance, `npm run test:durability` has as many runs as design section 10 asks for. */
export function runs(whole: number, part: number): number {
  return process.env['DURABILITY'] === 'whole' ? whole : part
}

/** A page with a recorder. */
export async function openRecorder(browser: Browser, url: string): Promise<Tab> {
  const tab = await browser.newTab(url)
  await ready(tab)
  return tab
}

export async function ready(frame: Frame): Promise<void> {
  await frame.waitFor(() => typeof recorder === 'object')
}

/** Its database is open, as it is of every page that a person presses a button in. */
export async function opened(frame: Frame): Promise<void> {
  await frame.waitFor(async () => (await recorder.report()).problem === null)
}

/** What its report has, each entry once. */
export async function keptNames(tab: Tab): Promise<string[]> {
  await opened(tab)
  const { names, problem } = await tab.evaluate(() => recorder.report())
  expect(problem).toBeNull()
  expect(new Set(names).size).toBe(names.length)
  return names
}

/**
 * The page has said nothing on the console; not counted is what Chromium says of its own accord, nor that the database was
 * slow to open: a machine that is busy, or a browser that has just been started, may be, and says so once, as it should.
 */
export async function expectQuiet(tab: Tab): Promise<void> {
  const isSlow = /^\[react-plaid-link-diagnostics\] IndexedDB did not open within 1 s\./
  const said = (await tab.messages()).filter(({ type, text }) => type !== 'debug' && !isSlow.test(text))
  expect(said).toEqual([])
}
