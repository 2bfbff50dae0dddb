import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { engines, launch, type Browser, type Frame, type Tab } from './harness/engines.ts'
import { startServer, type TestServer } from './harness/server.ts'
import type { CopyPage } from './pages/copy.tsx'

declare const page: CopyPage

const POISON = 'what was copied before'

describe.each(engines)('the copy button in %s', (engine) => {
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

  beforeEach(() => browser.clipboard.write(POISON))

  test('copies by a real click, what a real paste brings', async () => {
    await open('/copy.html')
    expect(await pressed()).toEqual({ state: 'copied', isCopied: true })
  })

  test('copies by the keyboard', async () => {
    await open('/copy.html')
    await tab.evaluate(() => document.querySelector<HTMLElement>('[data-part=copy]')?.focus())
    expect(await pressed(tab, () => tab.press('Enter'))).toEqual({ state: 'copied', isCopied: true })
  })

  test('copies exactly the preview that is open', async () => {
    await open('/copy.html')
    await tab.click('text=See what is copied')
    const preview = await tab.text('textarea')
    expect(await pressed()).toEqual({ state: 'copied', isCopied: true })
    expect(await browser.clipboard.read()).toBe(preview)
  })

  test('copies when pressed before the details are there', async () => {
    const asset = assetOf('reader')
    server.routes.set(asset, async (_, response) => {
      await sleep(1500)
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(await readFile(`test/output/pages${asset}`))
    })
    await open('/copy.html', { isRecorded: false })
    expect(await tab.evaluate(() => page.state())).toBe('idle')
    expect(await pressed()).toEqual({ state: 'copied', isCopied: true })
    server.routes.clear()
  })

  test.each([
    ['/copy.html?clipboard=missing', 'copied'],
    ['/copy.html?clipboard=rejects', 'copied'],
    ['/copy.html?in=trap', 'copied'],
    ['/copy.html?in=trap&clipboard=missing', 'copied'],
    ['/copy.html?in=dialog', 'copied'],
    ['/copy.html?in=dialog&clipboard=rejects', 'copied'],
    ['/copy.html?clipboard=missing&exec=lies', 'failed'],
    ['/copy.html?clipboard=rejects&exec=lies&in=dialog', 'failed'],
    ['/copy.html?clipboard=rejects&exec=lies&in=trap', 'failed'],
  ])('%s: %s', async (path, state) => {
    await open(path)
    expect(await pressed()).toEqual({ state, isCopied: state === 'copied' })
    if (state === 'failed') {
      // The text is shown and selected: what the words beside it tell the user to do works.
      expect(await browser.clipboard.read()).toBe(POISON)
      await tab.press(`${process.platform === 'darwin' ? 'Meta' : 'Control'}+c`)
      expect(await browser.clipboard.read()).toBe(await tab.text('textarea'))
    }
  })

  test('on plain http', async () => {
    await open(browser.insecure(server.url('/copy.html')))
    expect(await tab.evaluate(() => [isSecureContext, navigator.clipboard === undefined])).toEqual([false, true])
    expect(await pressed()).toEqual({ state: 'copied', isCopied: true })
  })

  test('where a policy denies the clipboard', async () => {
    server.headers.set('/copy.html', { 'Permissions-Policy': 'clipboard-write=()' })
    await open('/copy.html')
    server.headers.clear()
    const { state, isCopied } = await pressed()
    console.log(`${engine}: Permissions-Policy without clipboard-write: ${state}`)
    expect(isCopied).toBe(state === 'copied')
  })

  test('in a frame of another site without clipboard-write', async () => {
    const src = new URL('/copy.html', server.otherOrigin)
    await tab.goto(server.url(`/frames.html?src=${encodeURIComponent(src.href)}`))
    const frame = tab.frame('iframe')
    await frame.waitFor(() => typeof page === 'object' && page.state())
    await frame.evaluate(() => page.record(1))
    await tab.click('iframe')
    const { state, isCopied } = await pressed(frame)
    console.log(`${engine}: iframe without clipboard-write: ${state}`)
    expect(isCopied).toBe(state === 'copied')
  })

  // Printed, and held against its 50 ms by a reader: how long it takes is also the machine's affair.
  test('with 20 sessions of 60 entries kept, each time', async () => {
    await open('/copy.html')
    await tab.evaluate(() => page.record(19))
    await tab.reload()
    await tab.waitFor(() => typeof page === 'object' && page.state())
    await tab.waitFor(() => document.querySelector('[data-part=for-user]') !== null)
    const times: number[] = []
    for (let round = 0; round < 5; round++) {
      expect(await pressed()).toEqual({ state: 'copied', isCopied: true })
      times.push(await tab.evaluate(() => page.took))
    }
    console.log(
      `${engine}: press to clipboard with 20 x 60 entries kept: fastest ${Math.min(...times).toFixed(1)}, all ${times.map((time) => time.toFixed(1)).join(', ')} ms`,
    )
  })

  test('says that what reads could not be loaded, and copies what is known without it', async () => {
    for (const part of ['reader', 'panel']) {
      server.routes.set(assetOf(part), (_, response) => void response.writeHead(404).end())
      await open('/copy.html', { isRecorded: false })
      await tab.evaluate(() => page.record(1))
      await tab.click('text=Copy diagnostics')
      await tab.waitFor(() => page.state() === 'copied')
      expect(await tab.text()).toMatch(/The details could not be loaded|the details could not be loaded/)
      const copied = await browser.clipboard.read()
      expect(copied).toMatch(/^Bank connection code: .{9}\nlink_session_id: .+\nThe full report could not be loaded\.$/)
      expect(await tab.text()).toContain(/code: (.{9})/.exec(copied)?.[1])
      server.routes.clear()
    }
  })

  function assetOf(part: string): string {
    return `/assets/${readdirSync('test/output/pages/assets').find((file) => file.startsWith(`${part}-`))}`
  }

  async function open(path: string, { isRecorded = true } = {}): Promise<void> {
    await tab.goto(new URL(path, server.origin).href)
    await tab.waitFor(() => typeof page === 'object' && page.state())
    if (isRecorded) {
      await tab.evaluate(() => page.record(1))
      await tab.waitFor(() => document.querySelector('[data-part=for-user]') !== null)
    }
  }

  /** What the button says after a press, and whether a paste brings the text. */
  async function pressed(frame: Frame = tab, press = () => frame.click('text=Copy diagnostics')) {
    await press()
    const [state, text] = await frame.waitFor(() => {
      const state = page.state()
      if (state !== 'copied' && state !== 'failed') return null
      return [state, state === 'copied' ? page.copied : (document.querySelector('textarea')?.value ?? '')] as const
    })
    expect(text).toMatch(/^Bank connection report/)
    return { state, isCopied: (await browser.clipboard.read()) === text }
  }
})
