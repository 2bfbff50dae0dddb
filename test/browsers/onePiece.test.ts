import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { engines, type Tab } from './harness/engines.ts'
import { openHere } from './harness/here.ts'
import type { MountPage } from './pages/mount.ts'

declare const page: MountPage

/** One piece records; the one that reads is loaded when it is asked for, and nothing else ever is. */
describe.each(engines)('%s: a page that mounts the hook', (engine) => {
  const here = openHere(engine)
  let databases = 0

  async function open(path = '/mount.html', query = ''): Promise<Tab> {
    const tab = await here.browser.newTab(here.server.url(`${path}?name=mount${databases++}${query}`))
    await tab.waitFor(() => typeof page === 'object' && page.isReady())
    return tab
  }

  /** The part that reads, as it is named in the built pages. */
  function readerPath(): string {
    const file = readdirSync('test/output/pages/assets').find((name) => /^reader-.*\.js$/.test(name))
    expect(file).toBeDefined()
    return `/assets/${file}`
  }

  test('requests nothing beyond its bundle, also through a burst; the part that reads comes with a report, once', async () => {
    const before = here.server.requests.length
    const tab = await open()
    const ofPage = here.server.requests.length
    await tab.evaluate(() => page.run())
    await tab.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve, 1500)))
    expect(here.server.requests.slice(ofPage)).toEqual([])
    expect(await tab.evaluate(() => page.onDisk())).toHaveLength(61)
    expect(here.server.requests.slice(before).map(({ path }) => path)).not.toContain(readerPath())
    expect(await tab.evaluate(() => page.report())).toMatchObject({ outcomes: ['failed'], problem: null })
    // With what it shares with the other pages of this build.
    expect(here.server.requests[ofPage]?.path).toBe(readerPath())
    const asked = here.server.requests.length
    await tab.evaluate(() => page.report())
    expect(here.server.requests.slice(asked)).toEqual([])
    await tab.close()
  })

  test('keeps all where the part that reads is missing, says so, and an app that then reloads does not loop', async () => {
    const path = readerPath()
    here.server.routes.set(path, (_, response) => void response.writeHead(404).end())
    try {
      const tab = await open('/mount.html', '&recover')
      await tab.evaluate(() => page.run())
      await tab.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve, 1000)))
      expect(await tab.evaluate(() => page.loads())).toBe(1)
      expect(await tab.evaluate(() => page.onDisk())).toHaveLength(61)
      expect(await tab.evaluate(() => page.state())).toMatchObject({ problem: null, lastRun: { outcome: 'failed' } })
      await tab.close()

      const other = await open()
      await other.evaluate(() => page.run())
      expect(await other.evaluate(() => page.failure(page.diagnostics.report()))).toMatch(
        /\[react-plaid-link-diagnostics\] The part that reads and erases could not be loaded\./,
      )
      // What was recorded is void all the same.
      expect(await other.evaluate(() => page.failure(page.diagnostics.clear()))).toMatch(/could not be loaded/)
      expect(await other.evaluate(() => page.state())).toMatchObject({ recorded: 0, session: null, lastRun: null })
      await other.evaluate(() => page.run(3))
      expect(await other.evaluate(() => page.state())).toMatchObject({ problem: null })
      await other.close()
    } finally {
      here.server.routes.delete(path)
    }
  })

  test('works in a browser that has nothing newer than 2020', async () => {
    const tab = await open('/old.html')
    await tab.evaluate(() => page.run())
    expect(await tab.evaluate(() => page.text())).toBe('the app')
    expect(await tab.evaluate(() => page.calls.length)).toBe(62)
    expect(await tab.evaluate(() => page.onDisk())).toHaveLength(61)
    expect(await tab.evaluate(() => page.report())).toMatchObject({ outcomes: ['failed'], problem: null })
    await tab.evaluate(() => page.diagnostics.attach({ item_id: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' }))
    await tab.evaluate(() => page.diagnostics.setScope('another'))
    await tab.evaluate(() => page.diagnostics.clear())
    expect(await tab.evaluate(() => page.report())).toMatchObject({ outcomes: [], problem: null })
    await tab.evaluate(() => page.diagnostics.setStorage('off'))
    expect(await tab.evaluate(() => page.errors)).toEqual([])
    await tab.close()
  })
})
