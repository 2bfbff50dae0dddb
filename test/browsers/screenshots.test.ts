import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { formatReport } from 'react-plaid-link-diagnostics/report'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { manySessions } from '../support/manySessions.ts'
import { launchDesk } from './deskPage.ts'
import { engines, launch, type Browser, type Tab } from './harness/engines.ts'
import { startServer, type TestServer } from './harness/server.ts'
import type { CopyPage } from './pages/copy.tsx'

declare const page: CopyPage

const folder = 'test/output/screenshots'

/** How the page is asked for, and what is done there before the picture is taken. */
const scenes: Record<string, { query?: string; then?: (tab: Tab) => Promise<void> }> = {
  idle: {},
  copied: { query: 'support=open', then: pressCopy },
  refused: { query: 'clipboard=missing&exec=lies', then: pressCopy },
  saved: {
    query: 'support=link',
    then: async (tab) => {
      await tab.tap('[data-part=download]')
      await tab.waitFor(() => page.saved.length > 0)
    },
  },
  preview: {
    then: async (tab) => {
      await tab.tap('summary')
      await tab.waitFor(() => document.querySelector('textarea') !== null)
    },
  },
  asked: { then: (tab) => tab.tap('[data-part=clear]') },
  deleted: {
    then: async (tab) => {
      await tab.tap('[data-part=clear]')
      await tab.tap('[data-part=clear-now]')
      await tab.waitFor(() => document.querySelector('[data-part=erased]') !== null)
    },
  },
}

const variants = ['light', 'dark'].flatMap((scheme) =>
  ['en', 'es'].flatMap((lang) => ['', 'ours'].map((css) => ({ scheme, lang, css }))),
)

/** Pictures to look at, in test/output/screenshots; Chromium's, for it can be told the scheme. */
describe.runIf(engines.includes('chromium'))('a picture is taken of each state', () => {
  let server: TestServer
  let browser: Browser

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    server = await startServer()
    browser = await launch('chromium')
  })

  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  test.each(Object.entries(scenes))('%s', async (name, { query = '', then }) => {
    const tab = await browser.newTab()
    for (const { scheme, lang, css } of variants) {
      await tab.resize(390, 844)
      await tab.emulateMedia({ 'prefers-color-scheme': scheme })
      await tab.goto(server.url(`/copy.html?share=works&lang=${lang}&css=${css}&${query}`))
      await tab.waitFor(() => typeof page === 'object' && page.state())
      await tab.evaluate(() => page.record(1))
      await tab.waitFor(() => document.querySelector('[data-part=for-user]') !== null)
      await then?.(tab)
      await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)))
      const picture = await tab.screenshot()
      expect(picture.length).toBeGreaterThan(5000)
      writeFileSync(`${folder}/${name}-${lang}-${scheme}-${css || 'plain'}.png`, picture)
      await tab.evaluate(() => page.clear())
    }
    await tab.close()
  })
})

describe.runIf(engines.includes('chromium'))('a picture is taken of the desk', () => {
  const golden = (name: string) => readFileSync(`test/golden/${name}.txt`, 'utf8')
  const texts = {
    'wrong-password': golden('wrong-password-twice'),
    oauth: golden('oauth-returned'),
    many: formatReport(manySessions()),
  }

  test.each(Object.entries(texts))('%s', async (name, text) => {
    const desk = await launchDesk()
    for (const width of [320, 768, 1440]) {
      for (const scheme of ['light', 'dark'] as const) {
        await desk.open({ width, scheme })
        await desk.paste(text)
        await desk.page.hover('[data-mark]')
        await desk.shot(`${name}-${width}-${scheme}`)
      }
    }
    await desk.shotOfPaper(name)
    await desk.close()
  })
})

async function pressCopy(tab: Tab): Promise<void> {
  await tab.tap('[data-part=copy]')
  await tab.waitFor(() => ['copied', 'failed'].includes(page.state() ?? ''))
}
