// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { NO_CONTROL, controlKey } from '../../src/storage/control.ts'
import {
  closeAll,
  holdStore,
  journalsOf,
  leaveJournalOf,
  leavePage,
  makeEntry,
  openTab,
  returnToPage,
  sleep,
  tell,
} from './tabs.ts'
import { name, reported, reportedAfresh, twoTabs, view } from './twoTabs.ts'

/** What a tab reads of the epoch until it is given the truth: another process can be behind. */
function keepView(view: string | null): () => void {
  const { getItem } = Storage.prototype
  const stale = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(function (this: Storage, key) {
    return key === controlKey(name) ? view : getItem.call(this, key)
  })
  return () => stale.mockRestore()
}

describe('clear() in one tab, while another', () => {
  it('has all on disk', async () => {
    const [one, two] = await twoTabs()
    await one.diagnostics.clear()
    expect(await reported(one)).toEqual([])
    expect(await reported(two)).toEqual([])
    expect(await reportedAfresh()).toEqual([])
    expect(two.diagnostics.store.getState()).toMatchObject({ recorded: 0, stored: 0, dropped: 0, session: null })
  })

  it('has entries in flight', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('IN_FLIGHT')
    await sleep()
    const clearing = one.diagnostics.clear()
    await release()
    await clearing
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual([])
    expect(await reportedAfresh()).toEqual([])
  })

  it('has entries pending behind those in flight', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('IN_FLIGHT')
    await sleep()
    two.event('PENDING')
    const clearing = one.diagnostics.clear()
    await sleep()
    await release()
    await clearing
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual([])
    expect(await reportedAfresh()).toEqual([])
  })

  it('writes late, with a stale view of localStorage: what is from before the clear is void', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('IN_FLIGHT')
    await sleep()
    two.event('PENDING')
    await sleep()
    const before = view()
    const clearing = one.diagnostics.clear()
    await sleep()
    expect(view()).not.toBe(before)
    const see = keepView(before)
    await release()
    await two.diagnostics.flush()
    see()
    await clearing
    expect(await reportedAfresh()).toEqual([])
    expect(await reported(two)).toEqual([])
  })

  it('has left a journal', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('JOURNALLED')
    leavePage()
    expect(journalsOf(name)).not.toEqual([])
    const clearing = one.diagnostics.clear()
    await release()
    await clearing
    expect(journalsOf(name)).toEqual([])
    expect(await reportedAfresh()).toEqual([])
  })

  it('leaves a journal late, with a stale view of localStorage', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('JOURNALLED')
    await sleep()
    const before = view()
    const clearing = one.diagnostics.clear()
    await sleep()
    expect(view()).not.toBe(before)
    const see = keepView(before)
    leavePage(true)
    see()
    expect(journalsOf(name)).not.toEqual([])
    await release()
    await clearing
    expect(await reportedAfresh()).toEqual([])
    await vi.waitFor(() => expect(journalsOf(name)).toEqual([]))
  })

  it('is in the back/forward cache with entries pending and journalled', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('PENDING')
    leavePage(true)
    const clearing = one.diagnostics.clear()
    await sleep()
    returnToPage()
    await release()
    await clearing
    two.event('BACK')
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual(['BACK'])
    expect(await reportedAfresh()).toEqual(['BACK'])
  })

  it('is still opening the database', async () => {
    const [one] = await twoTabs()
    const two = openTab(name)
    two.event('COLD')
    await sleep(2)
    const clearing = one.diagnostics.clear()
    await Promise.all([clearing, two.diagnostics.flush()])
    expect(await reported(two)).toEqual([])
    expect(await reportedAfresh()).toEqual([])
  })

  it('is told by a storage event: it shows nothing any more, before it is asked', async () => {
    const [one, two] = await twoTabs()
    await one.diagnostics.clear()
    tell(controlKey(name))
    await sleep()
    expect(two.diagnostics.store.getState()).toMatchObject({ recorded: 0, session: null })
  })

  it('has Link open, and is left: that alone is no session', async () => {
    const [one, two] = await twoTabs()
    two.event('OPEN')
    await one.diagnostics.clear()
    tell(controlKey(name))
    leavePage()
    expect(await reportedAfresh()).toEqual([])
  })
})

describe('what is recorded after a clear() survives', () => {
  it('here', async () => {
    const [one] = await twoTabs()
    const clearing = one.diagnostics.clear()
    one.event('AT_ONCE')
    await clearing
    one.event('LATER')
    await one.diagnostics.flush()
    expect(await reported(one)).toEqual(['AT_ONCE', 'LATER'])
    expect(await reportedAfresh()).toEqual(['AT_ONCE', 'LATER'])
  })

  it('of an app that leaves in the task of its clear()', async () => {
    const [one] = await twoTabs()
    const release = await holdStore(name) // nothing of it reaches the disk any more
    void one.diagnostics.clear()
    leavePage()
    const left = { ...localStorage }
    closeAll()
    await release()
    localStorage.clear()
    Object.assign(localStorage, left)
    expect(await reportedAfresh()).toEqual([])
  })

  it('in a tab that has been told', async () => {
    const [one, two] = await twoTabs()
    await one.diagnostics.clear()
    await sleep()
    two.event('LATER')
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual(['LATER'])
    expect(await reportedAfresh()).toEqual(['LATER'])
  })

  it('in flight in a tab that hears of it only then', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    const before = view()
    const clearing = one.diagnostics.clear()
    const see = keepView(before)
    await sleep()
    two.event('LATER')
    await sleep()
    see()
    tell(controlKey(name))
    await release()
    await clearing
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual(['LATER'])
    expect(await reportedAfresh()).toEqual(['LATER'])
    expect(two.diagnostics.store.getState()).toMatchObject({ recorded: 1, stored: 1 })
  })

  it('on disk, from a tab that had a stale view and was gone before it heard of it', async () => {
    const [one, two] = await twoTabs()
    await one.diagnostics.clear()
    await sleep()
    const see = keepView(JSON.stringify(NO_CONTROL))
    two.event('LATER')
    await two.diagnostics.flush()
    see()
    expect(await reportedAfresh()).toEqual(['LATER'])
    const next = openTab(name)
    for (let index = 0; index < 100; index++) next.event(`MORE${index}`) // enough for a tidying
    await next.diagnostics.flush()
    await sleep(250)
    expect(await reportedAfresh()).toContain('LATER')
  })

  it('in the journal of such a tab', async () => {
    const [one] = await twoTabs()
    await one.diagnostics.clear()
    await sleep()
    const entry = makeEntry({ eventName: 'LATER' })
    leaveJournalOf(name, 'gone', 0, entry)
    expect(await reportedAfresh()).toEqual(['LATER'])
    await vi.waitFor(() => expect(journalsOf(name)).toEqual([]))
    expect(await reportedAfresh()).toEqual(['LATER'])
  })

  it('two clears at once', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    const clearing = Promise.all([one.diagnostics.clear(), two.diagnostics.clear()])
    await sleep()
    one.event('ONE')
    two.event('TWO')
    await sleep()
    await release()
    await clearing
    await Promise.all([one.diagnostics.flush(), two.diagnostics.flush()])
    expect(await reported(one)).toEqual(['ONE', 'TWO'])
    expect(await reported(two)).toEqual(['ONE', 'TWO'])
    expect(await reportedAfresh()).toEqual(['ONE', 'TWO'])
  })

  it('two clears, the second while the first waits for the disk', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    const first = one.diagnostics.clear()
    await sleep()
    one.event('BETWEEN')
    await sleep()
    const second = two.diagnostics.clear()
    await sleep()
    one.event('AFTER')
    await release()
    await Promise.all([first, second])
    await one.diagnostics.flush()
    expect(await reported(one)).toEqual(['AFTER'])
    expect(await reportedAfresh()).toEqual(['AFTER'])
  })

  it('after a clear() under a clock that was a year ahead', async () => {
    const [one, two] = await twoTabs()
    const now = Date.now()
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 365 * 86_400_000)
    await one.diagnostics.clear()
    clock.mockRestore()
    tell(controlKey(name))
    for (let times = 0; times < 2; times++) {
      one.event(`ONE${times}`)
      two.event(`TWO${times}`)
      await Promise.all([one.diagnostics.flush(), two.diagnostics.flush()])
      expect(await reportedAfresh()).toEqual([`ONE${times}`, `TWO${times}`])
      await one.diagnostics.clear()
      tell(controlKey(name))
      expect(await reportedAfresh()).toEqual([])
    }
  })
})
