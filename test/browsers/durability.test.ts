import { describe, expect, test } from 'vitest'
import { engines } from './harness/engines.ts'
import { openHere } from './harness/here.ts'
import { expectQuiet, keptNames, opened, openRecorder, ready, runs } from './harness/recorder.ts'
import type { Runs } from './pages/leave.ts'
import type { RecorderPage } from './pages/recorder.ts'

declare const recorder: RecorderPage

describe.each(engines)('%s: nothing recorded is lost when', (engine) => {
  const here = openHere(engine)

  test.each([
    ['warm', runs(50, 20)],
    ['cold', runs(20, 10)],
  ] as const)('the app leaves in the task of onSuccess, with a %s database, %i runs', async (mode, count) => {
    const { lost, journals, slowest } = await leaveOften(mode, count)
    say(
      `${mode} database: ${lost.length} runs, ${sum(lost)} of ${61 * lost.length} entries lost; ${journals} runs left a journal; ` +
        `slowest report of the next page ${slowest.toFixed(0)} ms`,
    )
    expect(lost).toEqual(Array.from({ length: count }, () => 0))
  })

  test('the page is going already when it makes its database', async () => {
    const { lost, blocked } = await leaveOften('leaving', runs(15, 8))
    say(`made while leaving: ${lost.length} runs, ${blocked} databases blocked, ${sum(lost)} entries lost`)
    // Of a database that a frozen page keeps from all others, the journal has the entries.
    expect(sum(lost)).toBe(0)
  })

  test('the page goes into the back/forward cache in the task of onSuccess, and comes back', async () => {
    const tab = await open('bfcache')
    for (let times = 0; times < 8; times++) {
      await tab.navigates(() =>
        tab.evaluate((times) => {
          setTimeout(() => {
            recorder.burst(`T${times}x`, 20)
            location.assign('/recorder.html?bare')
          })
        }, times),
      )
      await tab.back()
      await ready(tab)
      await opened(tab)
      const expected = 20 * (times + 1)
      const { names, stored, recorded, missing } = await tab.evaluate(async () => {
        await recorder.diagnostics.flush()
        return recorder.report()
      })
      expect(new Set(names).size).toBe(expected)
      expect(names).toHaveLength(expected)
      expect({ stored, missing }).toEqual({ stored: recorded, missing: 0 })
      await tab.waitFor(() => recorder.journals().length === 0)
    }
    const returned = await tab.evaluate(() => recorder.pageshow)
    say(
      `8 bursts, each left and returned to (pageshow.persisted: ${returned.join()}): 160 of 160 events kept, each once`,
    )
    await expectQuiet(tab)
    await tab.close()
  })

  if (engine === 'chromium') {
    test('the page is frozen, and thawed', async () => {
      const tab = await open('frozen')
      // Its database is made: a page is frozen long after that.
      expect(await keptNames(tab)).toEqual([])
      await tab.evaluate(() => void recorder.burst('FROZEN'))
      await tab.freeze()
      const other = await open('frozen')
      expect(await keptNames(other)).toHaveLength(60)
      await tab.show()
      await tab.evaluate(() => recorder.stream('THAWED', 10))
      expect(await keptNames(other)).toHaveLength(70)
      say('frozen right after a burst of 60: 60 of 60 in another tab’s report; 10 of 10 after the thaw')
      await expectQuiet(tab)
      await tab.close()
      await other.close()
    })
  }

  test('Link was open as the page was left: abandoned on the next load, live in another tab not', async () => {
    const tab = await open('outcome', 'left')
    await tab.evaluate(() => recorder.event('OPEN'))
    const live = await open('outcome', 'live')
    await live.evaluate(() => recorder.event('OPEN'))
    await live.evaluate(() => recorder.diagnostics.flush())
    await tab.goto(here.server.url('/recorder.html?name=outcome&session=next'))
    await ready(tab)
    await opened(tab)
    const { sessions, completeness } = await tab.evaluate(() => recorder.diagnostics.report({ sessions: Infinity }))
    expect(completeness.problem).toBeNull()
    const outcomes = Object.fromEntries(sessions.map(({ linkSessionId, outcome }) => [linkSessionId, outcome]))
    expect(outcomes).toEqual({ left: 'abandoned', live: 'in-progress' })
    await live.close()
    await tab.close()
  })

  test('the browser goes to the bank and back: both halves are one session', async () => {
    const tab = await open('oauth', 'oauth-session')
    // Of a page that is frozen while it makes its database: 'the page is going already …', above.
    await opened(tab)
    await tab.navigates(() =>
      tab.evaluate(() => {
        recorder.event('OPEN')
        recorder.event('SELECT_INSTITUTION')
        location.assign('/recorder.html?bare')
      }),
    )
    await tab.goto(here.server.url('/recorder.html?name=oauth&session=oauth-session'))
    await ready(tab)
    await tab.evaluate(() => {
      recorder.event('OPEN_OAUTH')
      recorder.burst('BACK', 3)
    })
    await opened(tab)
    const { names, outcomes } = await tab.evaluate(() => recorder.report())
    expect(outcomes).toEqual(['succeeded'])
    expect(names).toEqual(['OPEN', 'SELECT_INSTITUTION', 'OPEN_OAUTH', 'BACK0', 'BACK1', 'BACK2'])
    await tab.close()
  })

  test('an endless stream comes: bounded on disk and in memory, and the page answers', async () => {
    const tab = await open('endless')
    const figures = await tab.evaluate(async () => {
      const gaps: number[] = []
      let last = performance.now()
      let isRunning = true
      // What a person would feel: how long anything else has to wait.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        const now = performance.now()
        gaps.push(now - last)
        last = now
        if (isRunning) port2.postMessage(null)
      }
      port2.postMessage(null)
      const begun = performance.now()
      for (let index = 0; index < 100_000; index++) {
        recorder.event(index % 10 === 0 ? 'ERROR' : 'TRANSITION_VIEW', { request_id: `request${index}` })
        if (index % 50 === 49) await recorder.task()
      }
      const took = performance.now() - begun
      await recorder.diagnostics.flush()
      isRunning = false
      const most = (await recorder.onDisk()).length
      const { recorded, stored, dropped } = recorder.state()
      await new Promise((resolve) => setTimeout(resolve, 1500))
      const { usedJSHeapSize = 0 } = (performance as { memory?: { usedJSHeapSize?: number } }).memory ?? {}
      const report = await recorder.report()
      return {
        took,
        longest: gaps.reduce((longest, gap) => Math.max(longest, gap), 0),
        most,
        rest: (await recorder.onDisk()).length,
        inReport: report.names.length,
        counted: report.recorded,
        missing: report.missing,
        problem: report.problem,
        calls: recorder.calls.length,
        heap: usedJSHeapSize / 1e6,
        recorded,
        stored,
        dropped,
      }
    })
    say(
      `100,000 events in ${(figures.took / 1000).toFixed(1)} s: longest task ${figures.longest.toFixed(0)} ms; on disk ` +
        `${figures.most} at the end, ${figures.rest} when tidied; ${figures.inReport} in the report, ` +
        `${figures.counted} counted${figures.heap ? `; heap ${figures.heap.toFixed(0)} MB` : ''}`,
    )
    expect(figures).toMatchObject({ calls: 100_000, recorded: 100_000, counted: 100_000, problem: null })
    expect(figures.stored + figures.dropped).toBe(100_000)
    expect(figures.rest).toBeLessThanOrEqual(5000)
    expect(figures.longest).toBeLessThan(figures.took / 2)
    // Chromium alone tells it; without a limit in memory it was 44 MB.
    expect(figures.heap).toBeLessThan(30)
    await expectQuiet(tab)
    await tab.close()
  })

  /** How long a report takes is printed, not asserted. */
  async function leaveOften(mode: string, runs: number): Promise<Runs> {
    const tab = await here.browser.newTab(here.server.url('/recorder.html?bare'))
    await tab.evaluate((url) => {
      localStorage.removeItem('runs')
      setTimeout(() => location.assign(url), 200)
    }, `/leave.html?mode=${mode}&run=0&runs=${runs}`)
    const result = await tab.waitFor(
      () => {
        const result: Runs = JSON.parse(localStorage.getItem('runs') ?? '{}')
        return result.done && result
      },
      { timeout: 100_000 },
    )
    // A blocked database is told, once, and rightly.
    if (result.blocked === 0) await expectQuiet(tab)
    await tab.close()
    return result
  }

  function open(name: string, session = 'session') {
    return openRecorder(here.browser, here.server.url(`/recorder.html?name=${name}&session=${session}`))
  }

  function say(line: string) {
    console.log(`${engine}: ${line}`)
  }
})

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
