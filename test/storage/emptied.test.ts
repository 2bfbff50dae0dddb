// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { controlKey } from '../../src/storage/control.ts'
import { holdStore, journalsOf, leaveJournalOf, makeEntry, openTab, sleep, tell } from './tabs.ts'
import { name, reported, reportedAfresh, twoTabs } from './twoTabs.ts'

describe('an app that empties localStorage', () => {
  it('loses nothing of what is on disk', async () => {
    const [one] = await twoTabs()
    await one.diagnostics.clear()
    await sleep()
    one.event('KEPT')
    await one.diagnostics.flush()
    localStorage.clear()
    const next = openTab(name)
    next.event('NEXT')
    await next.diagnostics.flush()
    expect(await reported(next)).toEqual(['KEPT', 'NEXT'])
    expect(await reported(one)).toEqual(['KEPT', 'NEXT'])
    expect(await reportedAfresh()).toEqual(['KEPT', 'NEXT'])
  })

  it('right after a clear(): nothing comes back, in no tab', async () => {
    const [one, two] = await twoTabs()
    const release = await holdStore(name)
    two.event('PENDING')
    await sleep()
    const clearing = one.diagnostics.clear()
    localStorage.clear()
    tell(null)
    await release()
    await clearing
    await two.diagnostics.flush()
    expect(await reportedAfresh()).toEqual([])
    expect(await reported(two)).toEqual([])
    await sleep()
    two.event('LATER')
    await two.diagnostics.flush()
    expect(await reported(two)).toEqual(['LATER'])
    expect(await reportedAfresh()).toEqual(['LATER'])
  })

  it('and leaves in the task of the first entry: the journal is replayed', async () => {
    const [one] = await twoTabs()
    await one.diagnostics.clear()
    await sleep()
    localStorage.clear()
    const entry = makeEntry({ eventName: 'JOURNALLED' }) // the page could not know the epoch yet
    leaveJournalOf(name, 'gone', 0, entry)
    expect(await reportedAfresh()).toEqual(['JOURNALLED'])
    await vi.waitFor(() => expect(journalsOf(name)).toEqual([]))
    expect(await reportedAfresh()).toEqual(['JOURNALLED'])
  })

  it('and deletes the database: the tabs agree on an epoch again', async () => {
    const [one] = await twoTabs()
    await one.diagnostics.clear()
    await sleep()
    localStorage.clear()
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve
    })
    const two = openTab(name)
    two.event('TWO')
    await two.diagnostics.flush()
    one.event('ONE')
    await one.diagnostics.flush()
    tell(controlKey(name))
    expect(await reported(two)).toEqual(['ONE', 'TWO'])
    expect(await reported(one)).toEqual(['ONE', 'TWO'])
    await two.diagnostics.flush()
    expect(await reportedAfresh()).toEqual(['ONE', 'TWO'])
  })
})
