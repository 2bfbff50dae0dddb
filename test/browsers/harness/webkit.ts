import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Builder, By, Capabilities, Key, Origin, type WebDriver } from 'selenium-webdriver'
import type { BrowserDriver, LaunchOptions } from './driver.ts'
import { start, stop } from './processes.ts'
import type { Message, TabDriver } from './tab.ts'

const keys: Record<string, string> = {
  Control: Key.CONTROL,
  Shift: Key.SHIFT,
  Alt: Key.ALT,
  Meta: Key.META,
  Enter: Key.ENTER,
  Tab: Key.TAB,
  Escape: Key.ESCAPE,
  Backspace: Key.BACK_SPACE,
  Delete: Key.DELETE,
  Home: Key.HOME,
  End: Key.END,
  PageUp: Key.PAGE_UP,
  PageDown: Key.PAGE_DOWN,
  ArrowUp: Key.ARROW_UP,
  ArrowDown: Key.ARROW_DOWN,
  ArrowLeft: Key.ARROW_LEFT,
  ArrowRight: Key.ARROW_RIGHT,
  Space: ' ',
}

/**
 * WebKitGTK's MiniBrowser through WebKitWebDriver, on an X server of its own, which also holds its clipboard.
 *
 * - The back/forward cache works as it is.
 * - Under automation the profile is never on disk: storage is real and shared by all windows, and gone with the
 *   browser. So `kill` ends it for good, and when a page's process dies the driver ends the whole session.
 * - A page that is left with many transactions queued keeps them in the back/forward cache, and every later one of
 *   the same tab waits for them for ever.
 * - A new tab of its one window stays hidden for ever; windows are all visible. No window manager is needed.
 */
export async function launchWebkit(
  programs: { driver: string; browser: string; xvfb: string },
  profile: string,
  options: LaunchOptions,
): Promise<BrowserDriver> {
  const screenArgs = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp', '-noreset']
  const screen = start(programs.xvfb, screenArgs, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const display = await firstLine(screen)
  const port = await freePort()
  const env = {
    ...process.env,
    DISPLAY: `:${display}`,
    GDK_BACKEND: 'x11',
    HOME: profile,
    XDG_CACHE_HOME: profile,
    XDG_CONFIG_HOME: profile,
    XDG_DATA_HOME: profile,
  }
  const log = join(profile, 'webkit.log')
  const output = openSync(log, 'a')
  const service = start(programs.driver, [`--port=${port}`], { env, stdio: ['ignore', output, output] })
  closeSync(output)

  async function end() {
    await stop(service)
    await stop(screen)
  }

  const browserOptions = { binary: programs.browser, args: ['--automation', ...(options.args ?? [])] }
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': browserOptions,
  })
  const driver = await connect(`http://127.0.0.1:${port}`, capabilities).catch(async (error) => {
    await end()
    throw new Error(`WebKit did not start: ${error.message}\n${readFileSync(log, 'utf8').slice(-2_000)}`)
  })
  const anchor = await driver.getWindowHandle()
  const inWindow = oneAtATime(driver)

  return {
    version: (await driver.getCapabilities()).get('browserVersion'),
    anchor: tabOf(inWindow, anchor),
    newTab: () =>
      inWindow(anchor, [], async () => {
        await driver.switchTo().newWindow('window')
        return tabOf(inWindow, await driver.getWindowHandle())
      }),
    async close() {
      await driver.quit().catch(() => {})
      await end()
    },
    kill: end,
  }
}

type InWindow = <Value>(handle: string, frames: string[], use: (driver: WebDriver) => Promise<Value>) => Promise<Value>

/** WebDriver has one current window: who wants another has to wait until the last command is through. */
function oneAtATime(driver: WebDriver): InWindow {
  let last: Promise<unknown> = Promise.resolve()
  return (handle, frames, use) => {
    const turn = last.then(async () => {
      await driver.switchTo().window(handle)
      for (const selector of frames) await driver.switchTo().frame(await driver.findElement(By.css(selector)))
      return use(driver)
    })
    last = turn.catch(() => {})
    return turn
  }
}

function tabOf(inWindow: InWindow, handle: string): TabDriver {
  const messages: Message[] = []
  let calls = 0

  const here = <Value>(use: (driver: WebDriver) => Promise<Value>) => inWindow(handle, [], use)

  /** See `harness.js` in the server: WebKitWebDriver tells nothing of the console. */
  async function readMessages() {
    const said = await here((driver) =>
      driver.executeScript<Message[] | null>('return window.harnessMessages?.splice(0)'),
    ).catch(() => null)
    messages.push(...(said ?? []))
  }

  const click = (x: number, y: number) =>
    here((driver) =>
      driver
        .actions()
        .move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT, duration: 0 })
        .click()
        .perform(),
    )

  return {
    /**
     * Starts the call, then asks for its answer again and again. A command that waits would hold up every other
     * window, and never ends when the page goes away meanwhile.
     */
    async run(expression, frames) {
      const id = `call${++calls}`
      const begin = `window.harnessCalls ??= {};
        harnessCalls.${id} = null;
        ${expression}.then((answer) => (harnessCalls.${id} = answer));`
      const ask = `return window.harnessCalls && '${id}' in harnessCalls ? harnessCalls.${id} : 'gone'`
      await inWindow(handle, frames, (driver) => driver.executeScript(begin))
      for (let pause = 0; ; pause = Math.min(pause + 5, 50)) {
        const answer = await inWindow(handle, frames, (driver) => driver.executeScript<string | null>(ask))
        if (answer === 'gone') throw new Error('the page went away before the call had ended')
        if (answer) return answer
        await sleep(pause)
      }
    },
    async navigate(url) {
      await readMessages()
      await here((driver) => driver.get(url))
    },
    focus: () => here((driver) => driver.getWindowHandle()),
    click,
    tap: click,
    keys: (presses, frames) =>
      inWindow(handle, frames, async (driver) => {
        const actions = driver.actions()
        for (const { key, with: modifiers } of presses) {
          for (const modifier of modifiers) actions.keyDown(keys[modifier] ?? modifier)
          actions.keyDown(keys[key] ?? key).keyUp(keys[key] ?? key)
          for (const modifier of modifiers.toReversed()) actions.keyUp(keys[modifier] ?? modifier)
        }
        await actions.perform()
      }),
    resize: (width, height) =>
      here(async (driver) => {
        const window = driver.manage().window()
        const outer = await window.getRect()
        const inner = await driver.executeScript<[number, number]>('return [innerWidth, innerHeight]')
        await window.setRect({ width: outer.width - inner[0] + width, height: outer.height - inner[1] + height })
      }),
    hide: () => here((driver) => driver.manage().window().minimize()),
    show: () => here((driver) => driver.manage().window().setRect({ x: 0, y: 0 })),
    crash: () => Promise.reject(new Error('WebKitWebDriver ends the session when a page crashes')),
    freeze: () => Promise.reject(new Error('WebKit cannot be told to freeze a page')),
    async messages() {
      await readMessages()
      return [...messages]
    },
    screenshot: async () => Buffer.from(await here((driver) => driver.takeScreenshot()), 'base64'),
    close: () => here((driver) => driver.close()),
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdio[3]?.once('data', (data) => resolve(String(data).trim()))
    child.once('exit', () => reject(new Error('Xvfb did not start')))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function connect(url: string, capabilities: Capabilities): Promise<WebDriver> {
  const deadline = Date.now() + 30_000
  while (!(await fetch(`${url}/status`).catch(() => null))) {
    if (Date.now() > deadline) throw new Error('the driver does not answer')
    await sleep(50)
  }
  const driver = new Builder().usingServer(url).withCapabilities(capabilities).build()
  const late = sleep(30_000, undefined, { ref: false }).then(() => {
    throw new Error('no session after 30 s')
  })
  await Promise.race([driver.getSession(), late])
  return driver
}
