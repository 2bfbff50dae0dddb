// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { leavePage, namesIn, openTab, returnToPage, sleep } from './tabs.ts'
import {
  burst,
  expectCleared,
  expectReport,
  expectWarnings,
  name,
  refuse,
  securityError,
  storedNames,
} from './faultKit.ts'

describe('localStorage that throws when it is touched', () => {
  it('costs nothing but the journal', async () => {
    refuse('localStorage', securityError)
    const tab = openTab(name)
    const names = burst(tab)
    await tab.diagnostics.flush()
    leavePage(true)
    returnToPage()
    expect((await storedNames()).toSorted()).toEqual(names.toSorted())
    const next = openTab(name)
    expect(namesIn(await next.diagnostics.report()).toSorted()).toEqual(names.toSorted())
    expectWarnings(0)
  })

  it('reads the database’s epoch at first, not before every write', async () => {
    refuse('localStorage', securityError)
    const before = openTab(name)
    before.event('OPEN')
    await before.diagnostics.clear()
    const cursors = vi.spyOn(IDBObjectStore.prototype, 'openKeyCursor')
    const tab = openTab(name)
    for (let times = 0; times < 5; times++) {
      tab.event(`N${times}`)
      await tab.diagnostics.flush()
    }
    expect(cursors.mock.calls.length).toBeLessThanOrEqual(2)
    expect(namesIn(await openTab(name).diagnostics.report())).toHaveLength(5)
  })

  it('clear() reaches another tab by the database, before it reports', async () => {
    refuse('localStorage', securityError)
    const [one, two] = [openTab(name), openTab(name)]
    one.event('OPEN')
    two.event('OPEN')
    await Promise.all([one.diagnostics.flush(), two.diagnostics.flush()])
    await one.diagnostics.clear()
    await sleep()
    two.event('HANDOFF')
    await two.diagnostics.flush()
    expect(namesIn(await two.diagnostics.report())).toEqual(['HANDOFF'])
    expect(namesIn(await openTab(name).diagnostics.report())).toEqual(['HANDOFF'])
  })

  it('and IndexedDB too: memory', async () => {
    refuse('localStorage', securityError)
    refuse('indexedDB', securityError)
    const tab = openTab(name)
    const names = burst(tab)
    leavePage(true)
    returnToPage()
    await expectReport(tab, names, /does not let this page use IndexedDB/)
    await expectCleared(tab)
    expectWarnings(1)
  })
})
