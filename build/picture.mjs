import { statSync } from 'node:fs'
import { launch } from 'puppeteer-core'
import { createServer } from 'vite'
import { findInstalled } from '../test/browsers/harness/installed.mjs'

/** The README's picture, taken from the example: a bank has failed, the user has copied, support sees it. */
const FILE = 'docs/picture.png'
const MAX_BYTES = 200_000

const { chromium } = findInstalled()
if (!chromium) throw new Error('Chromium is not installed: `npm test`, as root on Debian, installs it.')

// With keys of Plaid's in the environment the example would talk to Plaid.
delete process.env['PLAID_CLIENT_ID']
delete process.env['PLAID_SECRET']
const server = await createServer({
  configFile: 'example/vite.config.ts',
  logLevel: 'warn',
  server: { port: 0, watch: null },
})
await server.listen()
const [url = ''] = server.resolvedUrls?.local ?? []
const { origin } = new URL(url)

const browser = await launch({ executablePath: chromium, args: ['--no-sandbox'], headless: true })
try {
  await browser.defaultBrowserContext().overridePermissions(origin, ['clipboard-sanitized-write'])
  const page = await browser.newPage()
  await page.setViewport({ width: 1360, height: 1060 })
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: 'light' },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ])
  await page.goto(origin)
  await page.waitForSelector('.connect .primary:enabled')
  await page.click('.plays > .play')
  await page.waitForSelector('[data-phase=ended]')
  await page.click('[data-part=diagnostics] [data-part=copy]')
  await page.waitForSelector('[data-phase=copied] [data-integrity=intact]')
  await page.waitForFunction(() => document.querySelector('#desk header')?.textContent?.includes('completed by'))
  await page.evaluate(() => {
    const focused = document.activeElement
    if (focused instanceof HTMLElement) focused.blur()
    scrollTo(0, 0)
  })
  await page.screenshot({ path: FILE })
} finally {
  await browser.close()
  await server.close()
}

const { size } = statSync(FILE)
console.log(`${FILE}: ${Math.round(size / 1000)} kB`)
if (size > MAX_BYTES) throw new Error(`${FILE} is larger than ${MAX_BYTES / 1000} kB.`)
