// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { setVisibility, sleep } from './tabs.ts'
import { DAY, dropped, log, names, session } from './diskKit.ts'

afterEach(() => setVisibility('visible'))

describe('a hidden page', () => {
  /** Longer than pruning takes to begin. */
  const PAUSE = 350

  it('does not begin to prune: the first write after it does', async () => {
    setVisibility('hidden')
    session('OLD', 15 * DAY, 3)
    await log.flush()
    await sleep(PAUSE)
    expect(await names()).toHaveLength(3)
    setVisibility('visible')
    session('NEW', 0, 1)
    await log.flush()
    await sleep(PAUSE)
    expect(await names()).toEqual(['NEWx0'])
  })

  it('prunes all the same where it records without end', async () => {
    setVisibility('hidden')
    session('OLD', 15 * DAY, 3)
    for (let times = 0; times < 12; times++) {
      session('NEW', 0, 100)
      await log.flush()
    }
    await vi.waitFor(async () => expect(await dropped()).toMatchObject({ age: 3 }))
  })
})

describe('a page that records without end', () => {
  it('is not pruned again and again while events stream in', async () => {
    const counts = vi.spyOn(IDBObjectStore.prototype, 'count')
    const begun = performance.now()
    for (let times = 0; times < 30; times++) {
      session('NEW', 0, 100)
      await log.flush()
    }
    await vi.waitFor(() => expect(counts).toHaveBeenCalled(), { timeout: 5000 })
    // It counts twice each time, and pauses before it: 30 times would be 60.
    const pauses = Math.ceil((performance.now() - begun) / 250)
    expect(counts.mock.calls.length).toBeLessThanOrEqual(2 + 2 * pauses)
  })
})
