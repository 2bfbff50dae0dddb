import { describe, expect, test } from 'vitest'
import { engines, type Tab } from './harness/engines.ts'
import { openHere } from './harness/here.ts'
import { expectQuiet, opened, openRecorder } from './harness/recorder.ts'
import type { RecorderPage } from './pages/recorder.ts'

declare const recorder: RecorderPage

describe.each(engines)('%s: tabs', (engine) => {
  const here = openHere(engine)
  let databases = 0
  let name: string
  let tabs: Tab[]

  /** Each test has a database of its own, and two tabs with a recorder on it. */
  async function twoTabs(query = ''): Promise<[Tab, Tab]> {
    name = `tabs${databases++}`
    const two: [Tab, Tab] = [await open(query), await open(query)]
    tabs = [...two]
    return two
  }

  async function open(query = '') {
    const tab = await openRecorder(here.browser, here.server.url(`/recorder.html?name=${name}${query}`))
    await opened(tab)
    return tab
  }

  async function closeTabs() {
    for (const tab of tabs) {
      await expectQuiet(tab)
      await tab.close()
    }
  }

  function event(tab: Tab, eventName: string) {
    return tab.evaluate((eventName) => recorder.event(eventName), eventName)
  }

  async function names(tab: Tab) {
    const report = await tab.evaluate(() => recorder.report())
    return report.names.toSorted()
  }

  /** By a page that knows only what is on the device. */
  async function namesAfresh() {
    const tab = await open()
    const found = await names(tab)
    await tab.close()
    return found
  }

  async function hideInCache(tab: Tab) {
    await tab.navigates(() => tab.evaluate(() => location.assign('/recorder.html?bare')))
  }

  async function comeBack(tab: Tab, url = here.server.url(`/recorder.html?name=${name}`)) {
    await tab.back()
    await tab.waitFor((url) => document.URL === url && typeof recorder === 'object', { args: [url] })
    return tab.evaluate(() => recorder.pageshow.at(-1))
  }

  function hasDatabase(tab: Tab) {
    return tab.evaluate(async (name) => (await indexedDB.databases()).some((database) => database.name === name), name)
  }

  test('two record 500 each at once', async () => {
    const [one, two] = await twoTabs()
    await Promise.all([
      one.evaluate(() => recorder.stream('ONE', 500)),
      two.evaluate(() => recorder.stream('TWO', 500)),
    ])
    const onDisk = await one.evaluate(() => recorder.onDisk())
    const kept = new Set(onDisk)
    say(`two tabs, 500 entries each at once: ${kept.size} of 1,000 kept`)
    expect(onDisk).toHaveLength(1000)
    expect(kept.size).toBe(1000)
    await closeTabs()
  })

  test('a report has what the other tab has recorded up to the press', async () => {
    const [one, two] = await twoTabs()
    for (let times = 0; times < 10; times++) {
      // Its last transaction has ended on the disk, but may not have been heard of in its page yet: what is recorded in
      // that moment waits for it, and no other page can know of it (seen in WebKit, once, on a busy machine).
      await two.evaluate(() => recorder.diagnostics.flush())
      await event(two, `PRESS${times}`)
      expect(await names(one)).toContain(`PRESS${times}`)
    }
    say('10 of 10 entries of another tab were in the report made right after them')
    await closeTabs()
  })

  test('clear() reaches the other tab, and what comes after it is kept', async () => {
    const [one, two] = await twoTabs()
    await event(one, 'ONE')
    await event(two, 'TWO')
    await Promise.all([one, two].map((tab) => tab.evaluate(() => recorder.diagnostics.flush())))
    await one.evaluate(() => recorder.diagnostics.clear())
    await two.waitFor(() => recorder.state().recorded === 0)
    expect(await names(two)).toEqual([])
    expect(await namesAfresh()).toEqual([])
    await event(two, 'LATER')
    expect(await names(one)).toEqual(['LATER'])
    expect(await namesAfresh()).toEqual(['LATER'])
    await closeTabs()
  })

  test('clear() while the other one records: nothing of before comes back, all of after is kept', async () => {
    const [one, two] = await twoTabs()
    let before = 0
    let after = 0
    for (let times = 0; times < 3; times++) {
      const recording = two.evaluate(async (times) => {
        const at: [string, number][] = []
        for (let index = 0; index < 100; index++) {
          recorder.event(`T${times}N${index}`)
          at.push([`T${times}N${index}`, Date.now()])
          await new Promise((resolve) => setTimeout(resolve, 2))
        }
        await recorder.diagnostics.flush()
        return at
      }, times)
      await one.waitFor((times) => recorder.report().then(({ names }) => names.includes(`T${times}N5`)), {
        args: [times],
      })
      const [begun, ended] = await one.evaluate(async () => {
        const begun = Date.now()
        await recorder.diagnostics.clear()
        return [begun, Date.now()] as const
      })
      const at = await recording
      const kept = new Set(await namesAfresh())
      expect(new Set(await names(two))).toEqual(kept)
      const revived = at.filter(([eventName, time]) => time < begun && kept.has(eventName))
      const lost = at.filter(([eventName, time]) => time > ended && !kept.has(eventName))
      expect({ revived, lost }).toEqual({ revived: [], lost: [] })
      before += at.filter(([, time]) => time < begun).length
      after += at.filter(([, time]) => time > ended).length
    }
    say(
      `clear() while another tab records, 3 runs: 0 of ${before} from before came back, 0 of ${after} after it were lost`,
    )
    await closeTabs()
  })

  test('clear() reaches a page in the back/forward cache, with a journal', async () => {
    const [one, two] = await twoTabs()
    await event(two, 'OLD')
    await two.navigates(() =>
      two.evaluate(
        () =>
          void setTimeout(() => {
            recorder.burst('BURST')
            location.assign('/recorder.html?bare')
          }, 50),
      ),
    )
    await one.evaluate(() => recorder.diagnostics.clear())
    const persisted = await comeBack(two)
    await event(two, 'BACK')
    // Nothing of before; where the engine has not kept the page, there is no page to record what came after.
    if (persisted) expect(await names(two)).toEqual(['BACK'])
    expect((await namesAfresh()).filter((one) => one !== 'BACK')).toEqual([])
    say(`clear() and a page that came back (pageshow.persisted: ${persisted}): 0 of 61 came back with it`)
    await closeTabs()
  })

  test('setStorage(off) reaches the other tab, and one in the back/forward cache', async () => {
    const [one, two] = await twoTabs()
    const cached = await open()
    tabs.push(cached)
    for (const tab of [one, two, cached]) await event(tab, 'OLD')
    await hideInCache(cached)
    await one.evaluate(() => recorder.diagnostics.setStorage('off'))
    await two.waitFor(() => recorder.state().storage === 'off')
    await event(two, 'LATER')
    expect(await hasDatabase(one)).toBe(false)
    // Where the page was not kept it is a new one, which goes by its own option.
    if (await comeBack(cached)) {
      await event(cached, 'LATER')
      expect(await cached.evaluate(() => recorder.state())).toMatchObject({ storage: 'off', recorded: 0 })
      expect(await hasDatabase(one)).toBe(false)
    }
    expect(await two.evaluate(() => recorder.calls)).toEqual(['OLD', 'LATER'])
    await closeTabs()
  })

  test('setStorage(device) takes what every tab has in memory to the disk', async () => {
    const [one, two] = await twoTabs('&storage=memory')
    await event(one, 'ONE')
    await event(two, 'TWO')
    expect(await hasDatabase(one)).toBe(false)
    await one.evaluate(() => recorder.diagnostics.setStorage('device'))
    await two.waitFor(() => recorder.state().stored === 1)
    expect(await namesAfresh()).toEqual(['ONE', 'TWO'])
    await closeTabs()
  })

  test('an app that empties localStorage loses nothing that is on disk, and nothing that was cleared comes back', async () => {
    const [one, two] = await twoTabs()
    await event(one, 'OLD')
    await one.evaluate(() => recorder.diagnostics.flush())
    await one.evaluate(() => recorder.diagnostics.clear())
    await event(one, 'KEPT')
    await one.evaluate(() => recorder.diagnostics.flush())
    await two.evaluate(() => localStorage.clear())
    expect(await namesAfresh()).toEqual(['KEPT'])
    await event(two, 'LATER')
    await two.evaluate(() => recorder.diagnostics.flush())
    for (const tab of tabs) expect(await names(tab)).toEqual(['KEPT', 'LATER'])
    expect(await namesAfresh()).toEqual(['KEPT', 'LATER'])
    await closeTabs()
  })

  test('a recorder does not cost the page the back/forward cache', async () => {
    const persisted: Record<string, (boolean | undefined)[]> = { bare: [], recorder: [] }
    name = `tabs${databases++}`
    tabs = []
    for (let times = 0; times < 3; times++) {
      for (const [kind, url] of [
        ['bare', '/recorder.html?bare'],
        ['recorder', `/recorder.html?name=${name}`],
      ] as const) {
        const tab = await openRecorder(here.browser, here.server.url(url))
        if (kind === 'recorder') {
          await event(tab, 'OPEN')
          await tab.evaluate(() => recorder.diagnostics.flush())
        }
        await tab.navigates(() => tab.evaluate(() => location.assign('/frames.html')))
        persisted[kind]?.push(await comeBack(tab, here.server.url(url)))
        await tab.close()
      }
    }
    say(`pageshow.persisted without a recorder ${persisted['bare']}, with one ${persisted['recorder']}`)
    // A browser may give up a cached page for reasons of its own (Firefox, short of memory or time): both are printed.
    expect(persisted['bare']).toContain(true)
    expect(persisted['recorder']).toContain(true)
  })

  function say(line: string) {
    console.log(`${engine}: ${line}`)
  }
})
