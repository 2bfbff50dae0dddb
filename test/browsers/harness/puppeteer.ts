import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  launch,
  type Browser as PuppeteerBrowser,
  type ElementHandle,
  type KeyInput,
  type LaunchOptions as PuppeteerOptions,
  type Page,
} from 'puppeteer-core'
import type { BrowserDriver, LaunchOptions } from './driver.ts'
import { endWithUs, exited } from './processes.ts'
import type { Message, TabDriver } from './tab.ts'

const chromiumArgs = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP insecure.test 127.0.0.1',
]

const common: PuppeteerOptions = {
  defaultViewport: { width: 1024, height: 768 },
  protocolTimeout: 600_000,
  // Puppeteer would begin to close the browser, and the end of this process cut that short.
  handleSIGHUP: false,
  handleSIGINT: false,
  handleSIGTERM: false,
}

/**
 * Chromium through the DevTools protocol. Its new headless mode is the real browser: the back/forward cache works
 * without any flag (headless or not), tabs share the profile, and the clipboard is the process's own.
 */
export async function launchChromium(executablePath: string, profile: string, options: LaunchOptions) {
  const browser = await launch({
    executablePath,
    userDataDir: profile,
    args: [...chromiumArgs, ...(options.args ?? [])],
    ...common,
  })
  return driverOf(browser, chromiumTab)
}

/**
 * Stock Firefox through WebDriver BiDi. The back/forward cache works as it is; after a page has come back from it,
 * puppeteer's waiting for navigations never ends, which `Tab.navigates` does without.
 */
export async function launchFirefox(executablePath: string, profile: string, options: LaunchOptions) {
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    userDataDir: profile,
    args: options.args ?? [],
    extraPrefsFirefox: {
      'network.dns.localDomains': 'insecure.test',
      // A finger goes down and up by two commands. Where the machine is slow between them, Firefox takes a tap for a long
      // press, and there is no click (1 of 240 taps).
      'ui.click_hold_context_menus.delay': 60_000,
      ...options.firefoxPreferences,
    },
    ...common,
  })
  return driverOf(browser, firefoxTab)
}

async function driverOf(
  browser: PuppeteerBrowser,
  tabOf: (page: Page, browser: PuppeteerBrowser) => Promise<TabDriver>,
): Promise<BrowserDriver> {
  const child = browser.process()
  if (!child) throw new Error('the browser did not start')
  endWithUs(child)
  const [anchor = await browser.newPage()] = await browser.pages()
  return {
    version: (await browser.version()).replace(/^\D*/, ''),
    anchor: await tabOf(anchor, browser),
    newTab: async () => tabOf(await browser.newPage({ type: 'window' }), browser),
    close: () => browser.close(),
    async kill() {
      child.kill('SIGKILL')
      await exited(child)
      await browser.disconnect()
    },
  }
}

async function chromiumTab(page: Page): Promise<TabDriver> {
  const session = await page.createCDPSession()

  async function setWindowState(windowState: 'minimized' | 'normal') {
    const { windowId } = await session.send('Browser.getWindowForTarget')
    await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState } })
  }

  return {
    ...pageDriver(page),
    hide: () => setWindowState('minimized'),
    async show() {
      await session.send('Page.setWebLifecycleState', { state: 'active' })
      // A thawed page still takes itself for hidden until its window has changed.
      await setWindowState('minimized')
      await setWindowState('normal')
    },
    freeze: () => session.send('Page.setWebLifecycleState', { state: 'frozen' }),
    emulateMedia: (features) => session.send('Emulation.setEmulatedMedia', { features }),
    limitStorage: (origin, quotaSize) =>
      session.send('Storage.overrideQuotaForOrigin', { origin, ...(quotaSize === undefined ? {} : { quotaSize }) }),
    async crash() {
      const crashed = new Promise((resolve) => page.once('error', resolve))
      page.goto('chrome://crash').catch(() => {})
      await crashed
    },
  }
}

async function firefoxTab(page: Page, browser: PuppeteerBrowser): Promise<TabDriver> {
  // Puppeteer's page has no public name for what BiDi calls the browsing context, and none for its window.
  async function setWindowState(state: 'minimized' | 'normal') {
    const { connection } = browser as unknown as { connection: BidiConnection }
    const context = (page.mainFrame() as unknown as { _id: string })._id
    const { result } = await connection.send('browsingContext.getTree', { root: context, maxDepth: 0 })
    await connection.send('browser.setClientWindowState', { clientWindow: result.contexts[0]?.clientWindow, state })
  }

  return {
    ...pageDriver(page),
    hide: () => setWindowState('minimized'),
    show: () => setWindowState('normal'),
    freeze: () => Promise.reject(new Error('Firefox cannot be told to freeze a page')),
    /** Firefox keeps the pages of one site in one process, and says nowhere in which: all that show pages are killed. */
    async crash() {
      const pid = browser.process()?.pid
      if (pid !== undefined) for (const child of contentProcessesOf(pid)) process.kill(child, 'SIGKILL')
      await sleep(500)
    },
  }
}

interface BidiConnection {
  send(method: string, params: object): Promise<{ result: { contexts: { clientWindow: string }[] } }>
}

function pageDriver(page: Page) {
  const messages: Message[] = []
  page.on('console', (message) => messages.push({ type: message.type(), text: message.text() }))
  page.on('pageerror', (error) => messages.push({ type: 'pageerror', text: String(error) }))

  return {
    async run(expression: string, path: string[]) {
      let frame = page.mainFrame()
      for (const selector of path) {
        const element = (await frame.$(selector)) as ElementHandle<HTMLIFrameElement> | null
        const inner = await element?.contentFrame()
        if (!inner) throw new Error(`no frame ${selector}`)
        frame = inner
      }
      return (await frame.evaluate(expression)) as string
    },
    navigate: (url: string) => page.goto(url),
    focus: () => page.bringToFront(),
    click: (x: number, y: number) => page.mouse.click(x, y),
    tap: (x: number, y: number) => page.touchscreen.tap(x, y),
    async keys(presses: { key: string; with: string[] }[]) {
      for (const { key, with: modifiers } of presses) {
        for (const modifier of modifiers) await page.keyboard.down(modifier as KeyInput)
        if (modifiers.length === 0 && [...key].length === 1) await page.keyboard.type(key)
        else await page.keyboard.press(key as KeyInput)
        for (const modifier of modifiers.toReversed()) await page.keyboard.up(modifier as KeyInput)
      }
    },
    resize: (width: number, height: number) => page.setViewport({ width, height }),
    messages: () => Promise.resolve([...messages]),
    screenshot: () => page.screenshot(),
    close: () => page.close(),
  }
}

/** Linux: the children of children of a process that Firefox calls `tab`. */
function contentProcessesOf(root: number): number[] {
  const found: number[] = []
  const family = new Set([root])
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  for (const pid of pids.map(Number).toSorted((a, b) => a - b)) {
    try {
      const [, parent] = /^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      if (!family.has(Number(parent))) continue
      family.add(pid)
      if (/\0tab\0?$/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) found.push(pid)
    } catch {
      // It has ended since.
    }
  }
  return found
}
