import { allEngines, findInstalled, type Engine } from './installed.mjs'
import { removeTemporaryFolder, temporaryFolder } from './processes.ts'
import { launchChromium, launchFirefox } from './puppeteer.ts'
import type { BrowserDriver, LaunchOptions } from './driver.ts'
import { Tab } from './tab.ts'
import { launchWebkit } from './webkit.ts'

export type { LaunchOptions } from './driver.ts'
export type { Engine } from './installed.mjs'
export { PageError, type Frame, type Message, type Tab } from './tab.ts'

const chosen = process.env['ENGINES']?.split(',')
const installed = findInstalled()

/** Those to run the tests in: `describe.each(engines)('%s: …', (engine) => …)`. */
export const engines: Engine[] = allEngines.filter((engine) => installed[engine] && (chosen?.includes(engine) ?? true))

/** Why an engine is not among them, or null. */
export function whyNotRun(engine: Engine): string | null {
  if (engines.includes(engine)) return null
  return installed[engine] ? `left out by ENGINES=${chosen}` : 'not installed'
}

/** All tabs of a browser share its storage; no two browsers share anything. */
export interface Browser {
  engine: Engine
  version: string
  profile: string
  newTab(url?: string): Promise<Tab>
  clipboard: {
    /** By a real paste into a neutral page; whether a page says that it has copied proves nothing. */
    read(): Promise<string>
    /** By a real copy in a neutral page. Put something else on the clipboard before a test that expects a copy. */
    write(text: string): Promise<void>
  }
  /** The same page by plain http from another host than this one: not a secure context. */
  insecure(url: string): string
  close(): Promise<void>
  /** SIGKILL. `launch(engine, { profile: browser.profile })` starts it again where it was (Chromium, Firefox). */
  kill(): Promise<void>
}

export async function launch(engine: Engine, options: LaunchOptions = {}): Promise<Browser> {
  const profile = options.profile ?? temporaryFolder(engine)
  const driver = await start(engine, profile, options)
  const anchor = new Tab(driver.anchor)

  async function newTab(url?: string) {
    const tab = new Tab(await driver.newTab())
    if (url !== undefined) await tab.goto(url)
    return tab
  }

  async function pasteboard(text: string) {
    await anchor.evaluate((text) => {
      const area = document.createElement('textarea')
      document.body.replaceChildren(area)
      area.value = text
    }, text)
    await anchor.click('textarea')
  }

  return {
    engine,
    version: driver.version,
    profile,
    newTab,
    clipboard: {
      async read() {
        await pasteboard('')
        await anchor.press(`${modifier}+v`)
        // An empty clipboard pastes nothing, and says nothing.
        return anchor.waitFor(() => document.querySelector('textarea')?.value, { timeout: 3_000 }).catch(() => '')
      },
      async write(text) {
        await pasteboard(text)
        await anchor.press(`${modifier}+a`)
        await anchor.press(`${modifier}+c`)
      },
    },
    insecure(url) {
      // WebKit can be told of no host names; but it takes an IPv4 address in IPv6 clothes for a stranger.
      return Object.assign(new URL(url), { hostname: engine === 'webkit' ? '[::ffff:7f00:1]' : 'insecure.test' }).href
    },
    async close() {
      await driver.close()
      removeTemporaryFolder(profile)
    },
    async kill() {
      await driver.kill()
    },
  }
}

const modifier = process.platform === 'darwin' ? 'Meta' : 'Control'

function start(engine: Engine, profile: string, options: LaunchOptions): Promise<BrowserDriver> {
  const { chromium, firefox, webkit } = installed
  if (engine === 'chromium' && chromium) return launchChromium(chromium, profile, options)
  if (engine === 'firefox' && firefox) return launchFirefox(firefox, profile, options)
  if (engine === 'webkit' && webkit) return launchWebkit(webkit, profile, options)
  throw new Error(`${engine} is not installed`)
}
