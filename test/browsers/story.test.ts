import axe from 'axe-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { engines, launch, type Browser, type Tab } from './harness/engines.ts'
import { startExample } from './harness/server.ts'

const COPY = '[data-part=diagnostics] [data-part=copy]'

describe.each(engines)('the example as a story, in %s', (engine) => {
  let browser: Browser
  let example: Awaited<ReturnType<typeof startExample>>
  let tab: Tab

  beforeAll(async () => {
    example = await startExample()
    browser = await launch(engine)
  })

  afterAll(async () => {
    await browser.close()
    await example.close()
  })

  beforeEach(async () => {
    tab = await browser.newTab(example.origin)
    await tab.evaluate(() => sessionStorage.clear())
    await tab.reload()
    await tab.waitFor(() => document.querySelector('.connect .primary:enabled') !== null)
    return () => tab.close()
  })

  test('a bank fails, the user copies, support sees it, completed by the server', async () => {
    await tab.click('text=Play: a bank fails')
    await phaseIs('playing')
    await tab.waitFor(() => document.querySelector('[data-integrity=live]') !== null)
    await phaseIs('ended')
    expect(await tab.text('.connect')).toContain('Your bank is not connected')
    await tab.click(COPY)
    await phaseIs('copied')
    await tab.waitFor(() => document.querySelector('#desk header')?.textContent?.includes('completed by'))
    expect(await tab.text('[data-part=badges]')).toMatch(/Unchanged since copied\s*Simulated/)
    expect(await tab.text('[data-part=case]')).toContain('INSTITUTION_DOWN')

    await tab.click('text=Write it as a test')
    const source = await tab.text('.written textarea')
    expect(source).toContain(`import { ConnectBank } from "./ConnectBank"`)
    expect(source).toContain('INSTITUTION_DOWN')
    expect(await complaints()).toEqual([])
  })

  test('by hand: who wants to click through Link does', async () => {
    await tab.click('.all summary')
    await tab.click('.all .toggle')
    await tab.click('text=Connects')
    await phaseIs('playing')
    await tab.evaluate(() => window.plaidSimulator?.playToEnd())
    await phaseIs('ended')
    expect(await tab.text('.connect')).toContain('First Platypus Bank is connected')
  })

  test('on a phone the controls are near', async () => {
    await tab.resize(390, 844)
    expect(await isInSight('.plays > .play')).toBe(true)
    await tab.tap('text=Play: a bank fails')
    await phaseIs('ended')
    await tab.waitFor(() => (document.querySelector('#help')?.getBoundingClientRect().top ?? 9_999) < innerHeight / 2)
    await standsStill(COPY)
    expect(await isInSight('.bar .play')).toBe(true)
    await tab.tap(COPY)
    await phaseIs('copied')
    await tab.tap('text=See what support sees')
    await tab.waitFor(() => document.activeElement?.id === 'desk')
    await tab.waitFor(() => (document.querySelector('#desk')?.getBoundingClientRect().top ?? 9_999) < innerHeight / 4)
    expect(await isInSight('.bar .play')).toBe(true)
    expect(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })

  // The stories are the simulator's, and axe looks at what React has rendered: no affair of the engine.
  if (engine === engines[0]) {
    test('one story after another, also those that need a new page', async () => {
      const told = [
        ['Plaid is blocked', "Plaid's script could not be loaded"],
        ['Wrong password', 'INVALID_CREDENTIALS'],
        ['Connected, not done', 'verified'],
        ['Never came back', ''],
      ]
      for (const [story = '', words = ''] of told) {
        await tab.click(`text=${story}`)
        await tab.waitFor(
          (story) =>
            document.querySelector('.telling [aria-pressed=true]')?.textContent === story &&
            document.querySelector('.story')?.getAttribute('data-phase') === 'ended',
          { args: [story] },
        )
        // What the words above it say may come a moment later, and move it.
        await standsStill(COPY)
        await tab.click(COPY)
        await phaseIs('copied')
        await tab.waitFor((words) => document.querySelector('.desk')?.textContent?.includes(words), { args: [words] })
        expect(await tab.text('[data-part=badges]')).toContain('Unchanged since copied')
      }
    })

    test.each(['light', 'dark'])('axe finds nothing (%s)', async (scheme) => {
      await tab.emulateMedia({ 'prefers-color-scheme': scheme })
      await tab.click('text=Play: a bank fails')
      await phaseIs('ended')
      await tab.click(COPY)
      await phaseIs('copied')
      await tab.click('.all summary')
      await tab.evaluate((source) => {
        new Function(source)()
      }, axe.source)
      const violations = await tab.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: typeof axe }).axe.run()
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
      })
      expect(violations).toEqual([])
    })
  }

  /** The page scrolls smoothly: a finger would miss what is still on its way. */
  function standsStill(selector: string): Promise<boolean> {
    return tab.waitFor(
      async (selector) => {
        const topOf = () => document.querySelector(selector)?.getBoundingClientRect().top
        const before = topOf()
        await new Promise((resolve) => setTimeout(resolve, 200))
        return before !== undefined && topOf() === before
      },
      { args: [selector] },
    )
  }

  function phaseIs(phase: string): Promise<boolean> {
    return tab.waitFor((phase) => document.querySelector('.story')?.getAttribute('data-phase') === phase, {
      args: [phase],
    })
  }

  function isInSight(selector: string): Promise<boolean> {
    return tab.evaluate((selector) => {
      const {
        top = -1,
        bottom = 0,
        left = -1,
        right = 0,
      } = document.querySelector(selector)?.getBoundingClientRect() ?? {}
      return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth
    }, selector)
  }

  async function complaints(): Promise<string[]> {
    const messages = await tab.messages()
    return messages.filter(({ type }) => type === 'error' || type === 'pageerror').map(({ text }) => text)
  }
})
