import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, launch, type Browser, type Engine, type Frame, type Tab } from './harness/engines.ts'
import { startServer, type TestServer } from './harness/server.ts'
import type { CopyPage } from './pages/copy.tsx'

declare const page: CopyPage

const sizes = [
  [390, 844],
  [320, 640],
] as const
/** Beside another page's style, where there is the least room; what that does is no affair of the engine. */
function looksOf(engine: Engine, width: number): string[] {
  return engine === 'chromium' && width === 320 ? ['', 'ours', 'foreign', 'both'] : ['', 'ours']
}

describe.each(engines)('on a phone, in %s', (engine) => {
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

  describe.each(sizes)('of %i x %i', (width, height) => {
    describe.each(looksOf(engine, width))('css: %s', (css) => {
      test('after each step the message and the next control are in sight', async () => {
        const phone = await open(`/copy.html?support=open&share=works&css=${css}`)
        await phone.waitFor(() => document.querySelector('[data-part=for-user]') !== null)
        await placeAtTheBottom(phone)

        await phone.tap('text=Copy diagnostics')
        await phone.waitFor(() => page.state() === 'copied')
        expect(await outOfSight(phone, ['status', 'code', 'support'])).toEqual([])
        expect(await phone.evaluate(() => document.activeElement?.getAttribute('data-part'))).toBe('support')
        expect(await browser.clipboard.read()).toMatch(/^Bank connection report/)

        await phone.tap('text=Share')
        await phone.waitFor(() => document.querySelector('[data-part=status][data-state=shared]') !== null)
        expect(await outOfSight(phone, ['status', 'code', 'support'])).toEqual([])

        await phone.tap('text=Save as a file')
        await phone.waitFor(() => page.saved.length > 0 && document.querySelector('[data-state=saved]') !== null)
        expect(await outOfSight(phone, ['status', 'code', 'support'])).toEqual([])

        await phone.tap('text=Open the chat')
        const code = await phone.waitFor(() => page.opened)
        expect(await phone.evaluate(() => page.saved)).toEqual([`diagnostics-${code}.txt`])

        await phone.tap('text=Delete these details')
        await phone.waitFor(() => document.querySelector('[data-part=question]') !== null)
        expect(await outOfSight(phone, ['question', 'keep', 'clear-now'])).toEqual([])
        await phone.tap('text=Delete now')
        await phone.waitFor(() => document.querySelector('[data-part=erased]') !== null)
        expect(await outOfSight(phone, ['erased'])).toEqual([])
        expect(await sideways(phone)).toBe(0)
      })

      test('where copying is refused, the words and the selected text are in sight', async () => {
        const phone = await open(`/copy.html?clipboard=missing&exec=lies&css=${css}`)
        await phone.waitFor(() => document.querySelector('[data-part=for-user]') !== null)
        await placeAtTheBottom(phone)
        await phone.tap('text=Copy diagnostics')
        await phone.waitFor(() => page.state() === 'failed')
        expect(await outOfSight(phone, ['status', 'text', 'select'])).toEqual([])
        const field = await phone.evaluate(() => {
          const area = document.querySelector<HTMLTextAreaElement>('[data-part=text]')
          if (!area) throw new Error('no field')
          const { width } = area.getBoundingClientRect()
          return {
            isSelected: area.selectionStart === 0 && area.selectionEnd === area.value.length,
            isFocused: document.activeElement === area,
            fontSize: Number.parseFloat(getComputedStyle(area).fontSize),
            isWide: width > (area.parentElement?.getBoundingClientRect().width ?? 0) - 4,
          }
        })
        const isOurs = css !== 'foreign'
        expect(field).toEqual({ isSelected: true, isFocused: true, fontSize: isOurs ? 16 : 12, isWide: isOurs })
      })

      test('every control can be hit by a finger', async () => {
        const phone = await open(`/copy.html?support=link&share=works&css=${css}`)
        await phone.tap('text=Copy diagnostics')
        await phone.waitFor(() => page.state() === 'copied')
        await phone.tap('text=Delete these details')
        const small = await phone.evaluate(() =>
          [...document.querySelectorAll('[data-part=diagnostics] :is(button, summary, a)')]
            .map((control) => [control.textContent, control.getBoundingClientRect().height] as const)
            .filter(([, height]) => height < 44),
        )
        // Another page's own height of its buttons is its own.
        if (css === 'foreign') expect(small.every(([, height]) => height >= 32)).toBe(true)
        else expect(small).toEqual([])
      })

      test('the button stays where it is when the words come, in each language', async () => {
        const panel = readdirSync('test/output/pages/assets').find((file) => file.startsWith('panel-'))
        for (const lang of ['en', 'es', 'fr']) {
          let letCome = (): void => {}
          const mayCome = new Promise<void>((resolve) => (letCome = resolve))
          server.routes.set(`/assets/${panel}`, async (_, response) => {
            await mayCome
            const body = await readFile(`test/output/pages/assets/${panel}`)
            response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(body)
          })
          const phone = await open(`/copy.html?say=longest&lang=${lang}&css=${css}`)
          const before = await topOfButton(phone)
          expect(await phone.evaluate(() => document.querySelector('[data-part=for-user]'))).toBeNull()
          letCome()
          await phone.waitFor(() => document.querySelector('[data-part=for-user]') !== null)
          expect(await topOfButton(phone)).toBe(before)
          server.routes.clear()
        }
      })
    })

    async function open(path: string): Promise<Frame> {
      const url = new URL(path, server.origin).href
      if (engine === 'webkit') {
        await tab.goto(
          server.url(`/phone.html?${new URLSearchParams({ width: `${width}`, height: `${height}`, src: url })}`),
        )
      } else {
        await tab.resize(width, height)
        await tab.goto(url)
      }
      const phone = engine === 'webkit' ? tab.frame('iframe') : tab
      await phone.waitFor(() => typeof page === 'object' && page.state())
      await phone.evaluate(async () => {
        await page.clear()
        await page.record(1)
      })
      return phone
    }
  })
})

/** The worst place for what comes below the button. */
async function placeAtTheBottom(phone: Frame): Promise<void> {
  await phone.evaluate(() => {
    document.body.style.paddingTop = '900px'
    document.body.style.paddingBottom = '900px'
    document.querySelector('[data-part=copy]')?.scrollIntoView({ block: 'end', behavior: 'instant' })
  })
}

/** Of the parts named, those that are not wholly in the viewport. */
function outOfSight(phone: Frame, parts: string[]): Promise<unknown[]> {
  return phone.evaluate((parts) => {
    const boxes = parts.map((part) => {
      const box = document.querySelector(`[data-part=${part}]`)?.getBoundingClientRect()
      return [part, box && Math.round(box.top), box && Math.round(box.bottom), innerHeight] as const
    })
    return boxes.filter(([, top = -1, bottom = 1e9]) => top < 0 || bottom > innerHeight)
  }, parts)
}

function topOfButton(phone: Frame): Promise<number> {
  return phone.evaluate(() => {
    const { top } = document.querySelector('[data-part=copy]')?.getBoundingClientRect() ?? { top: Number.NaN }
    return Math.round(top + scrollY)
  })
}

/** By how much the page is wider than the screen. */
function sideways(phone: Frame): Promise<number> {
  return phone.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth))
}
