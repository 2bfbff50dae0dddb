import { writeFileSync } from 'node:fs'
import { launch } from 'puppeteer-core'
import { createServer } from 'vite'
import { findInstalled } from '../test/browsers/harness/installed.mjs'
import { encodePng } from './png.mjs'

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
    // What is above the steps is for who can press play.
    document.querySelector('#desk')?.scrollIntoView()
  })
  const picture = encodePng(await pixelsOf(page, await page.screenshot({ encoding: 'base64' })))
  writeFileSync(FILE, picture)
  console.log(`${FILE}: ${Math.round(picture.length / 1000)} kB`)
  if (picture.length > MAX_BYTES) throw new Error(`${FILE} is larger than ${MAX_BYTES / 1000} kB.`)
} finally {
  await browser.close()
  await server.close()
}

/**
 * The browser takes apart what it has put together: its own PNG has every colour of every blurred edge.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {string} screenshot
 */
async function pixelsOf(page, screenshot) {
  const { width, height, base64 } = await page.evaluate(async (screenshot) => {
    const image = new Image()
    image.src = `data:image/png;base64,${screenshot}`
    await image.decode()
    const { width, height } = image
    const context = new OffscreenCanvas(width, height).getContext('2d')
    if (!context) throw new Error('There is no canvas.')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, width, height)
    const reader = new FileReader()
    await new Promise((resolve) => {
      reader.addEventListener('load', resolve)
      reader.readAsDataURL(new Blob([data]))
    })
    return { width, height, base64: String(reader.result).split(',')[1] ?? '' }
  }, screenshot)
  return { width, height, pixels: Buffer.from(base64, 'base64') }
}
