import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { launch, type Browser, type Page } from 'puppeteer-core'
import { findInstalled } from './harness/installed.mjs'
import { endWithUs } from './harness/processes.ts'

/** The desk in Chromium, from `file://`: as media and paper are asked for, the DevTools protocol is used as it is. */
export interface Desk {
  page: Page
  /** What the console said, what was thrown, and what was asked for beside the page itself. */
  said: string[]
  open(options?: { width?: number; scheme?: 'light' | 'dark' }): Promise<void>
  /** As a paste does: milliseconds from the input to what is painted. */
  paste(text: string): Promise<number>
  text(selector?: string): Promise<string>
  violations(): Promise<string[]>
  shot(name: string): Promise<void>
  shotOfPaper(name: string): Promise<void>
  /** How many pages it is on paper. */
  print(): Promise<number>
  close(): Promise<void>
}

export const chromium = findInstalled().chromium
const shots = resolve('test/output/screenshots/desk')

export async function launchDesk(): Promise<Desk> {
  const browser: Browser = await launch({ executablePath: chromium ?? '', args: ['--no-sandbox'], headless: true })
  const child = browser.process()
  if (child) endWithUs(child)
  const page = await browser.newPage()
  const said: string[] = []
  page.on('console', (message) => said.push(`console.${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => said.push(`thrown: ${String(error)}`))
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) said.push(`request: ${request.url()}`)
  })
  mkdirSync(shots, { recursive: true })

  return {
    page,
    said,
    async open({ width = 1024, scheme = 'light' } = {}) {
      await page.setViewport({ width, height: 900 })
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
      await page.goto(pathToFileURL(resolve('test/output/desk.html')).href)
      await page.waitForSelector('textarea')
    },
    async paste(text) {
      const took = await page.evaluate(pasteIn, text)
      // What is further down comes after the first paint.
      await page.waitForFunction(() => {
        const [timeline, entries] = ['timeline', 'entries'].map((part) =>
          document.querySelector(`[data-part="${part}"]`),
        )
        return !timeline || entries
      })
      return took
    },
    text: (selector = '[data-part="viewer"]') =>
      page.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.innerText ?? '', selector),
    async violations() {
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run())
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    },
    async shot(name) {
      await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
    },
    async shotOfPaper(name) {
      await page.emulateMediaFeatures([])
      await page.emulateMediaType('print')
      await page.screenshot({ path: `${shots}/${name}-print.png`, fullPage: true })
      await page.emulateMediaType('screen')
    },
    async print() {
      // As a printer is: whatever the screen prefers.
      await page.emulateMediaFeatures([])
      const pdf = await page.pdf({ preferCSSPageSize: true })
      return (
        Buffer.from(pdf)
          .toString('latin1')
          .match(/\/Type\s*\/Page\b/g) ?? []
      ).length
    },
    close: () => browser.close(),
  }
}

/** Runs in the page. What was there before is gone first, so that it is not taken for what comes. */
async function pasteIn(text: string): Promise<number> {
  const field = document.querySelector('textarea')
  const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value') ?? {}
  const isShown = () => document.querySelector('[data-part="report-view"], [data-part="problem"]:not(:empty)') !== null
  if (field?.value) {
    enter('')
    while (isShown()) await painted()
  }
  await painted()
  const started = performance.now()
  paste(text)
  while (!isShown()) await painted()
  return performance.now() - started

  /** The browser puts in the text where the page does not. */
  function paste(text: string) {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    const isLeft = field?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    if (isLeft) enter(text)
  }

  function enter(value: string) {
    set?.call(field, value)
    field?.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** A message that is posted in a frame is heard after that frame is painted. */
  function painted() {
    return new Promise<void>((done) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => done())
        port1.start()
        port2.postMessage(0)
      })
    })
  }
}
