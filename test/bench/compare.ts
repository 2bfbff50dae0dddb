import type { Browser, Tab } from '../browsers/harness/engines.ts'
import type { TestServer } from '../browsers/harness/server.ts'

export interface Pair {
  ours: number
  yardstick: number
}

/** Where figures come from: a function of a page in `pages/samples`. */
export interface Side {
  page: string
  sample: string
  args?: unknown[]
  /** Arguments of the page's `prepare`, which runs in a page load of its own before. */
  prepare?: unknown[]
  /** Each time from a page just loaded. */
  isFresh?: boolean
  /** Something that the browser is told to click before the page is asked. */
  press?: string
  /** In the other side's tab, and on its origin. */
  isBeside?: boolean
}

export interface Bench {
  browser: Browser
  server: TestServer
  rounds: number
  /** Rounds that do not count, in which code is compiled and databases are opened. */
  warmUp: number
}

declare const bench: Record<string, (...args: unknown[]) => number | number[] | Promise<number | number[]>>

export interface Comparison {
  ours: Side
  yardstick: Side
  /** Is given our tab at the end. */
  verify?(tab: Tab, browser: Browser): Promise<void>
}

/**
 * A B, then B A: neither side always finds what the other has left behind, and what else the machine does hits both.
 * Each has a tab of its own, and an origin, so that neither has the other's databases beside its own.
 * Pairs for each figure that the samples give.
 */
export async function compare(
  { ours, yardstick, verify }: Comparison,
  { browser, server, rounds, warmUp }: Bench,
): Promise<Pair[][]> {
  const pairs: Pair[][] = []
  const tabs: Tab[] = []
  try {
    const takeOurs = await open(ours, server.origin)
    const takeYardstick = await open(yardstick, server.otherOrigin)
    for (let round = -warmUp; round < rounds; round++) {
      const before = round % 2 === 0 ? await takeOurs() : undefined
      const theirs = await takeYardstick()
      const own = before ?? (await takeOurs())
      for (const [figure, yardstick] of theirs.entries()) {
        const ours = own[figure]
        if (ours === undefined) throw new Error(`${own.length} figures of ours, ${theirs.length} of the yardstick`)
        if (round >= 0) (pairs[figure] ??= []).push({ ours, yardstick })
      }
    }
    if (tabs[0]) await verify?.(tabs[0], browser)
  } finally {
    for (const tab of tabs) await tab.close()
  }
  return pairs

  async function open(side: Side, origin: string): Promise<() => Promise<number[]>> {
    const { sample, args = [], prepare, isFresh, press, isBeside } = side
    const url = `${origin}/index.html?page=${side.page}`
    const tab = isBeside && tabs[0] ? tabs[0] : await browser.newTab()
    if (!isBeside) {
      tabs.push(tab)
      if (prepare || !isFresh) await load(tab, url)
      if (prepare) await ask(tab, 'prepare', prepare)
      if (prepare && !isFresh) await load(tab, url)
    }
    return async () => {
      if (isFresh) await load(tab, url)
      if (press) await tab.click(press)
      return ask(tab, sample, args)
    }
  }
}

async function load(tab: Tab, url: string): Promise<void> {
  await tab.goto(url)
  await tab
    .waitFor(() => typeof bench === 'object')
    .catch(async () => {
      const said = (await tab.messages()).map(({ text }) => text)
      throw new Error(`${url} did not start: ${said.join('; ') || 'it says nothing'}`)
    })
}

export async function ask(tab: Tab, sample: string, args: unknown[] = []): Promise<number[]> {
  const figures = [await tab.evaluate((sample, args) => bench[sample]?.(...args), sample, args)].flat()
  if (!figures.every((figure) => Number.isFinite(figure))) throw new Error(`${sample} gave ${figures}`)
  return figures as number[]
}
