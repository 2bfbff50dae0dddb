import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPruner } from '../../src/storage/prune.ts'

/** Longer than what it waits before it begins. */
const PAUSE = 250

let page: { visibilityState: string }
let work: ReturnType<typeof vi.fn<() => Promise<void>>>
let toldWritten: (count: number) => void

beforeEach(() => {
  vi.useFakeTimers()
  page = { visibilityState: 'visible' }
  vi.stubGlobal('document', page)
  work = vi.fn(() => Promise.resolve())
  toldWritten = createPruner(work)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function timesPrunedAfter(count: number, ms = PAUSE): Promise<number> {
  toldWritten(count)
  await vi.advanceTimersByTimeAsync(ms)
  return work.mock.calls.length
}

describe('pruning', () => {
  it('begins a moment after the first write, not in it', async () => {
    expect(await timesPrunedAfter(1, PAUSE - 1)).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(work).toHaveBeenCalledTimes(1)
  })

  it('begins again after a hundred entries', async () => {
    expect(await timesPrunedAfter(1)).toBe(1)
    expect(await timesPrunedAfter(99)).toBe(1)
    expect(await timesPrunedAfter(1)).toBe(2)
    expect(await timesPrunedAfter(100)).toBe(3)
  })

  it('is done once for all that was written while it waited', async () => {
    for (let times = 0; times < 5; times++) toldWritten(100)
    await vi.advanceTimersByTimeAsync(10 * PAUSE)
    expect(work).toHaveBeenCalledTimes(1)
  })

  it('is done again for what was written while it was done, never two at once', async () => {
    const { promise, resolve } = deferred()
    work.mockReturnValueOnce(promise)
    expect(await timesPrunedAfter(1)).toBe(1)
    expect(await timesPrunedAfter(100)).toBe(1)
    resolve()
    await vi.advanceTimersByTimeAsync(PAUSE - 1)
    expect(work).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(work).toHaveBeenCalledTimes(2)
  })

  it('that fails is left to the next time', async () => {
    work.mockRejectedValueOnce(new Error('the disk'))
    expect(await timesPrunedAfter(1)).toBe(1)
    expect(await timesPrunedAfter(99)).toBe(1)
    expect(await timesPrunedAfter(1)).toBe(2)
  })

  it('waits until the page is idle, where the browser tells', async () => {
    const idle = vi.fn<(then: () => void) => void>()
    vi.stubGlobal('requestIdleCallback', idle)
    expect(await timesPrunedAfter(1)).toBe(0)
    idle.mock.calls[0]?.[0]()
    expect(work).toHaveBeenCalledTimes(1)
  })

  it.each(['hidden', 'gone'])(
    'does not begin in a page that is %s, but with the next write to one that is not',
    async (how) => {
      if (how === 'gone') vi.stubGlobal('document', undefined)
      else page.visibilityState = 'hidden'
      expect(await timesPrunedAfter(1)).toBe(0)
      expect(await timesPrunedAfter(1)).toBe(0)
      expect(vi.getTimerCount(), 'nor does it look again and again').toBe(0)
      vi.stubGlobal('document', { visibilityState: 'visible' })
      expect(await timesPrunedAfter(0)).toBe(1)
    },
  )

  it('begins in a hidden page all the same where a thousand entries were written', async () => {
    page.visibilityState = 'hidden'
    expect(await timesPrunedAfter(899)).toBe(0)
    expect(await timesPrunedAfter(1)).toBe(1)
    expect(await timesPrunedAfter(999)).toBe(1)
    expect(await timesPrunedAfter(1)).toBe(2)
  })
})

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve }
}
