import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, launch, type Browser, type Frame, type Tab } from './harness/engines.ts'
import { startServer, type TestServer } from './harness/server.ts'
import type { CopyPage } from './pages/copy.tsx'

declare const page: CopyPage

const control = process.platform === 'darwin' ? 'Meta' : 'Control'

describe.each(engines)('the button in all kinds of places, in %s', (engine) => {
  let server: TestServer
  let browser: Browser
  let tab: Tab

  beforeAll(async () => {
    server = await startServer()
    browser = await launch(engine)
    tab = await browser.newTab()
  })

  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  describe.each(engine === 'chromium' ? ['', 'ours', 'both'] : ['ours'])('css: %s', (css) => {
    test.each(engine === 'chromium' ? [{}, { 'prefers-color-scheme': 'dark' }, { 'forced-colors': 'active' }] : [{}])(
      'axe finds nothing (%o)',
      async (media) => {
        await open(`css=${css}&support=open`, media)
        expect(await tab.evaluate(() => page.violations())).toEqual([])
        await tab.click('text=Copy diagnostics')
        await tab.waitFor(() => page.state() === 'copied')
        await tab.click('text=See what is copied')
        await tab.waitFor(() => document.querySelector('textarea') !== null)
        await tab.click('text=Delete these details')
        await tab.waitFor(() => document.querySelector('[data-part=question]') !== null)
        expect(await tab.evaluate(() => page.violations())).toEqual([])
      },
    )

    test('axe finds nothing where copying is refused', async () => {
      await open(`css=${css}&clipboard=missing&exec=lies`)
      await tab.click('text=Copy diagnostics')
      await tab.waitFor(() => page.state() === 'failed')
      expect(await tab.evaluate(() => page.violations())).toEqual([])
    })

    test('with the keyboard only', async () => {
      await open(`css=${css}&support=open`)
      await tab.evaluate(() => document.querySelector<HTMLElement>('[data-part=copy]')?.focus())
      await tab.press('Enter')
      await tab.waitFor(() => document.activeElement?.getAttribute('data-part') === 'support')
      await tab.press('Enter')
      expect(await tab.waitFor(() => page.opened)).toMatch(/^.{4}-.{4}$/)
      await focusBy('summary')
      await tab.press('Enter')
      await tab.waitFor(() => document.querySelector('textarea') !== null)
      await focusBy('[data-part=clear]')
      await tab.press('Enter')
      await tab.waitFor(() => document.activeElement?.getAttribute('data-part') === 'keep')
      await focusBy('[data-part=clear-now]')
      await tab.press('Enter')
      await tab.waitFor(() => document.activeElement?.getAttribute('data-part') === 'erased')
    })

    test.each(['dir=ltr', 'dir=rtl&lang=ar'])('with text of twice the size, %s: nothing is cut off', async (query) => {
      await open(`css=${css}&support=open&share=works&${query}`)
      await tab.evaluate(() => void (document.documentElement.style.fontSize = '200%'))
      await tab.resize(engine === 'webkit' ? 450 : 390, 844)
      await tab.click('[data-part=copy]')
      await tab.waitFor(() => page.state() === 'copied')
      await tab.click('[data-part=clear]')
      const cut = await tab.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('[data-part=diagnostics] *:not(textarea, option)')]
          .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
          .map(
            (element) =>
              `${element.tagName} ${element.dataset['part']}: ${element.scrollWidth} > ${element.clientWidth}`,
          ),
      )
      expect(cut).toEqual([])
      expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    })

    test('the text reads from left to right also where the page does not', async () => {
      await open(`css=${css}&dir=rtl&clipboard=missing&exec=lies`)
      await tab.click('[data-part=copy]')
      await tab.waitFor(() => page.state() === 'failed')
      const directions = await tab.evaluate(() =>
        ['text', 'status'].map(
          (part) => getComputedStyle(document.querySelector(`[data-part=${part}]`) as Element).direction,
        ),
      )
      expect(directions).toEqual(['ltr', 'rtl'])
    })

    test.each(['dialog', 'trap', 'shadow'])('in a %s: copies, and tells the next step', async (place) => {
      await open(`css=${css}&support=open&in=${place}`)
      await press(place)
      await tab.waitFor(() => page.state() === 'copied')
      expect(await browser.clipboard.read()).toBe(await tab.evaluate(() => page.copied))
      expect(await tab.waitFor(focusedPart)).toBe('support')
      const height = await tab.evaluate(() => {
        const tree = document.querySelector('#host')?.shadowRoot ?? document
        return tree.querySelector('[data-part=copy]')?.getBoundingClientRect().height
      })
      expect(height).toBeGreaterThanOrEqual(44)
    })

    test.each(['dialog', 'trap', 'shadow'])(
      'in a %s: where copying is refused, the text is selected',
      async (place) => {
        await open(`css=${css}&clipboard=rejects&exec=lies&in=${place}`)
        await press(place)
        await tab.waitFor(() => page.state() === 'failed')
        expect(await tab.waitFor(focusedPart)).toBe('text')
        await tab.press(`${control}+c`)
        expect(await browser.clipboard.read()).toMatch(/^Bank connection report/)
      },
    )
  })

  test('in a frame of the same site', async () => {
    const src = server.url('/copy.html?css=ours&support=open')
    await tab.goto(server.url(`/frames.html?src=${encodeURIComponent(src)}`))
    const frame = tab.frame('iframe')
    await ready(frame)
    await frame.click('[data-part=copy]')
    await frame.waitFor(() => page.state() === 'copied')
    expect(await browser.clipboard.read()).toBe(await frame.evaluate(() => page.copied))
    expect(await frame.evaluate(() => document.activeElement?.getAttribute('data-part'))).toBe('support')
  })

  async function open(query: string, media: Record<string, string> = {}): Promise<void> {
    await tab.resize(1024, 768)
    await tab.emulateMedia(media)
    await tab.goto(server.url(`/copy.html?${query}`))
    await ready(tab)
  }

  /** A selector finds nothing in a shadow tree. */
  async function press(place: string): Promise<void> {
    if (place !== 'shadow') return tab.click('[data-part=copy]')
    await tab.evaluate(() =>
      document.querySelector('#host')?.shadowRoot?.querySelector<HTMLElement>('[data-part=copy]')?.focus(),
    )
    await tab.press('Enter')
  }

  /** By the Tab key, as far as it takes. */
  async function focusBy(selector: string): Promise<void> {
    for (let step = 0; step < 12; step++) {
      await tab.press('Tab')
      if (await tab.evaluate((selector) => document.activeElement?.matches(selector), selector)) return
    }
    throw new Error(`the Tab key does not reach ${selector}`)
  }
})

async function ready(frame: Frame): Promise<void> {
  await frame.waitFor(() => typeof page === 'object' && page.state())
  await frame.evaluate(async () => {
    await page.clear()
    await page.record(1)
  })
  await frame.waitFor(() => {
    const tree = document.querySelector('#host')?.shadowRoot ?? document
    return tree.querySelector('[data-part=for-user]') !== null
  })
}

/** Runs in the page. */
function focusedPart(): string | null | undefined {
  const tree = document.querySelector('#host')?.shadowRoot ?? document
  return tree.activeElement?.getAttribute('data-part')
}
