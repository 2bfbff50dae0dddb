import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { engines, launch, type Frame, type LaunchOptions, type Tab } from './harness/engines.ts'
import { openHere } from './harness/here.ts'
import { removeTemporaryFolder, temporaryFolder } from './harness/processes.ts'
import { expectQuiet, opened, openRecorder, ready } from './harness/recorder.ts'
import type { RecorderPage } from './pages/recorder.ts'

declare const recorder: RecorderPage

/** What the engine can really do to storage; what it cannot is injected in test/storage/faults.test.ts. */
describe.each(engines)('%s: storage that', (engine) => {
  const here = openHere(engine)
  let databases = 0
  let name: string

  function open(other = here.browser, origin = here.server.origin) {
    return openRecorder(other, new URL(`/recorder.html?name=${name}`, origin).href)
  }

  async function openWell() {
    const tab = await open()
    await opened(tab)
    return tab
  }

  /** A page of the same site without a recorder, to do harm from. */
  function openOther() {
    name = `faults${databases++}`
    return openRecorder(here.browser, here.server.url(`/recorder.html?bare&name=${name}`))
  }

  /** In each fault: the app's callbacks run, all settles, the report has all and says what is wrong. */
  async function expectAll(frame: Frame, problem: RegExp | null, prefix = 'N') {
    const before = await frame.evaluate(() => recorder.calls.length)
    await frame.evaluate((prefix) => recorder.burst(prefix), prefix)
    expect(await frame.evaluate(() => recorder.calls.length)).toBe(before + 61)
    const report = await frame.evaluate(async () => {
      await recorder.diagnostics.flush()
      return recorder.report()
    })
    const names = report.names.filter((eventName) => eventName.startsWith(prefix))
    expect(names).toEqual(Array.from({ length: 60 }, (_, index) => `${prefix}${index}`))
    if (problem) expect(report.problem).toMatch(problem)
    else expect(report.problem).toBeNull()
    return report
  }

  /** One at most a page. */
  async function expectWarning(tab: Tab) {
    const texts = (await tab.messages()).flatMap(({ type, text }) => (type === 'debug' ? [] : text.slice(0, 30)))
    expect(texts).toEqual(['[react-plaid-link-diagnostics]'])
  }

  test('is denied: a sandboxed frame', async () => {
    const assets = readdirSync('test/output/pages/assets').map((file) => `/assets/${file}`)
    // The frame has no origin: its own scripts come from elsewhere.
    for (const path of assets) here.server.headers.set(path, { 'Access-Control-Allow-Origin': '*' })
    const tab = await openOther()
    await tab.evaluate((name) => {
      const frame = document.createElement('iframe')
      frame.setAttribute('sandbox', 'allow-scripts')
      frame.src = `/recorder.html?name=${name}`
      document.body.append(frame)
    }, name)
    const frame = tab.frame('iframe')
    await ready(frame)
    const report = await expectAll(frame, /^[A-Z].*\.$/)
    here.server.headers.clear()
    expect(report).toMatchObject({ storage: 'memory', stored: 0 })
    await frame.evaluate(() => recorder.diagnostics.clear())
    expect(await frame.evaluate(() => recorder.report())).toMatchObject({ names: [] })
    say(`a sandboxed frame: ${report.problem}`)
    await tab.close()
  })

  test('is another site’s: a third-party frame', async () => {
    const tab = await openOther()
    await tab.evaluate(
      (src) => {
        const frame = document.createElement('iframe')
        frame.src = src
        document.body.append(frame)
      },
      new URL(`/recorder.html?name=${name}`, here.server.otherOrigin).href,
    )
    const frame = tab.frame('iframe')
    await ready(frame)
    await frame.evaluate(() => recorder.burst('N'))
    await frame.evaluate(() => recorder.diagnostics.flush())
    const report = await frame.evaluate(() => recorder.report())
    expect(report.names).toHaveLength(60)
    // Partitioned or denied, as the browser sees fit: but it is said.
    if (report.problem === null) expect(report).toMatchObject({ storage: 'indexeddb', missing: 0 })
    else expect(report.problem).toMatch(/^[A-Z].*\.$/)
    say(`a third-party frame: ${report.problem ?? `${report.stored} of ${report.recorded} entries on disk`}`)
    await tab.close()
  })

  test('is deleted from another tab', async () => {
    const other = await openOther()
    const tab = await openWell()
    await expectAll(tab, null)
    const took = await other.evaluate(async (name) => {
      const begun = performance.now()
      await recorder.settle(indexedDB.deleteDatabase(name))
      return performance.now() - begun
    }, name)
    const report = await tab.evaluate(() => recorder.report())
    expect(report.names).toHaveLength(60)
    expect(report.problem).toMatch(/^What was saved has been deleted/)
    // What is recorded since is kept; the report goes on saying that not all is.
    await expectAll(tab, /^What was saved has been deleted/, 'M')
    expect(await other.evaluate(() => recorder.onDisk())).toHaveLength(60)
    say(`deleted from another tab (in ${took.toFixed(0)} ms: nothing held it up): ${report.problem}`)
    await expectQuiet(tab)
    await tab.close()
    await other.close()
  })

  test('is deleted, and the page goes with nothing to be written: the next one says so', async () => {
    const other = await openOther()
    const tab = await openWell()
    await expectAll(tab, null)
    await other.evaluate((name) => recorder.settle(indexedDB.deleteDatabase(name)), name)
    await tab.reload()
    await ready(tab)
    const report = await tab.evaluate(() => recorder.report())
    expect(report).toMatchObject({ names: [], problem: expect.stringMatching(/^What was saved has been deleted/) })
    await tab.close()
    await other.close()
  })

  test('has a newer version, from another tab', async () => {
    const other = await openOther()
    const tab = await openWell()
    await expectAll(tab, null)
    await other.evaluate(async () => {
      const database = await recorder.openDatabase(7)
      database.close()
    })
    await expectAll(tab, null, 'M')
    expect(await other.evaluate(() => recorder.onDisk())).toHaveLength(120)
    await expectQuiet(tab)
    await tab.close()
    await other.close()
  })

  test('is without its store', async () => {
    const other = await openOther()
    await other.evaluate(async () => {
      const database = await recorder.openDatabase()
      database.close()
    })
    const tab = await openWell()
    await expectAll(tab, null)
    expect(await other.evaluate(() => recorder.onDisk())).toHaveLength(60)
    await expectQuiet(tab)
    await tab.close()
    await other.close()
  })

  test('is without its store, and held by a page that does not give way', async () => {
    const other = await openOther()
    await other.evaluate(async () => {
      Object.assign(window, { held: await recorder.openDatabase() })
    })
    const tab = await open()
    const report = await expectAll(tab, /^IndexedDB did not open within 1 s\.$/)
    expect(report.storage).toBe('memory')
    await other.evaluate(() => (window as unknown as { held: IDBDatabase }).held.close())
    await tab.waitFor(() => recorder.state().stored === 61 && recorder.state().problem === null)
    expect(await other.evaluate(() => recorder.onDisk())).toHaveLength(60)
    say(`blocked: ${report.problem} 60 of 60 events on disk after it`)
    await expectWarning(tab)
    await tab.close()
    await other.close()
  })

  test('is held by another tab’s transaction that does not end', async () => {
    const other = await openOther()
    const tab = await openWell()
    await expectAll(tab, null)
    await other.evaluate(async () => {
      const database = await recorder.openDatabase()
      const store = database.transaction('entries', 'readwrite').objectStore('entries')
      let isHeld = true
      const keepAlive = (): void => {
        if (isHeld) store.get('nothing').onsuccess = keepAlive
      }
      keepAlive()
      Object.assign(window, { release: () => ((isHeld = false), database.close()) })
    })
    const report = await expectAll(tab, /^IndexedDB has not answered for 5 s\.$/, 'M')
    await other.evaluate(() => (window as unknown as { release: () => void }).release())
    await tab.waitFor(() => recorder.state().stored === 122 && recorder.state().problem === null)
    expect(await other.evaluate(() => recorder.onDisk())).toHaveLength(120)
    say(`a transaction that does not end: ${report.problem} 60 of 60 events on disk after it`)
    await expectWarning(tab)
    await tab.close()
    await other.close()
  })

  test('has no room in localStorage', async () => {
    const other = await openOther()
    await other.evaluate(() => {
      let filling = 'x'.repeat(1 << 20)
      for (let index = 0; filling.length > 0; index++) {
        try {
          localStorage.setItem(`filling${index}`, filling)
        } catch {
          filling = filling.slice(filling.length / 2 + 1)
        }
      }
    })
    const tab = await openWell()
    await tab.evaluate(() => recorder.burst('N'))
    await tab.hide()
    await tab.show()
    await expectAll(tab, null, 'M')
    await other.evaluate(() => localStorage.clear())
    await expectQuiet(tab)
    await tab.close()
    await other.close()
  })

  if (engine === 'chromium') {
    test('has no room', async () => {
      name = `faults${databases++}`
      // A site that has stored nothing yet: Chromium remembers for a while how much room there was.
      const origin = here.server.otherOrigin
      const other = await openRecorder(here.browser, `${origin}/recorder.html?bare&name=${name}`)
      await other.limitStorage(origin, 1)
      const tab = await open(here.browser, origin)
      const report = await expectAll(tab, /^The disk space for this site is full \(QuotaExceededError\)\.$/)
      expect(report.storage).toBe('memory')
      await other.limitStorage(origin)
      await tab.hide()
      await tab.show()
      await tab.waitFor(() => recorder.state().problem === null && recorder.state().stored === 61)
      expect(await other.evaluate(() => recorder.onDisk())).toHaveLength(60)
      say(`full: ${report.problem} 60 of 60 events on disk when there was room again`)
      await expectWarning(tab)
      await tab.close()
      await other.close()
    })
  }

  const denied: Record<string, LaunchOptions[]> = {
    firefox: [
      { firefoxPreferences: { 'network.cookie.cookieBehavior': 2 } },
      { firefoxPreferences: { 'dom.storage.enabled': false } },
    ],
    chromium: [{ profile: profileWithoutStorage() }],
    webkit: [],
  }
  test.each(denied[engine] ?? [])('the user has turned off: %o', async (options) => {
    const strict = await launch(engine, options)
    name = `faults${databases++}`
    const tab = await open(strict)
    await tab.evaluate(() => recorder.burst('N'))
    const report = await tab.evaluate(async () => {
      await recorder.diagnostics.flush()
      return recorder.report()
    })
    expect(report.names).toHaveLength(60)
    expect(await tab.evaluate(() => recorder.calls.length)).toBe(61)
    if (report.problem === null) expect(report.storage).toBe('indexeddb')
    else expect(report.storage).toBe('memory')
    await tab.evaluate(() => recorder.diagnostics.clear())
    expect((await tab.evaluate(() => recorder.report())).names).toEqual([])
    say(
      `turned off (${JSON.stringify(options.firefoxPreferences ?? 'cookies')}): ${report.problem ?? 'works all the same'}`,
    )
    await strict.close()
    if (options.profile) removeTemporaryFolder(options.profile)
  })

  function say(line: string) {
    console.log(`${engine}: ${line}`)
  }
})

/** Chromium’s "block all cookies", which blocks all storage. */
function profileWithoutStorage(): string {
  const profile = temporaryFolder('chromium')
  mkdirSync(join(profile, 'Default'))
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } }
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences))
  return profile
}
