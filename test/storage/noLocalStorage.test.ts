// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import type { DiagnosticsReport } from '../../src/session/report.ts'
import { databaseName, readDatabase } from '../support/disk.ts'
import { markOf } from '../support/marks.ts'
import { closeAll, leavePage, namesIn, openTab, returnToPage, setVisibility, sleep, type TestTab } from './tabs.ts'

let name: string

beforeEach(() => {
  name = databaseName()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

afterEach(() => {
  closeAll()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
  setVisibility('visible')
  localStorage.clear()
})

/** At most one warning, with our name before it. */
function expectWarnings(count: 0 | 1): void {
  expect(
    vi.mocked(console.warn).mock.calls.map(([said]) => /^\[react-plaid-link-diagnostics\] \S.*\.$/.test(String(said))),
  ).toEqual(Array.from({ length: count }, () => true))
}

/** What Plaid delivers as Link closes; the app must be called as ever. */
function burst(tab: TestTab, prefix = 'N'): string[] {
  const before = tab.app.onEvent.mock.calls.length
  const names = ['OPEN', ...Array.from({ length: 20 }, (_, index) => index), 'HANDOFF'].map(
    (name) => `${prefix}${name}`,
  )
  for (const mark of names) tab.event(mark.replace(/^.*(?=OPEN|HANDOFF)/, ''), { request_id: mark })
  expect(tab.app.onEvent.mock.calls.slice(before).map(([, metadata]) => metadata.request_id)).toEqual(names)
  return names
}

/** In each fault: the callbacks run, all settles, the report has all and says what is wrong. */
async function expectReport(tab: TestTab, names: string[], problem: RegExp): Promise<DiagnosticsReport> {
  tab.success()
  expect(tab.app.onSuccess).toHaveBeenCalledOnce()
  await tab.diagnostics.flush()
  await tab.diagnostics.attach({ item_id: 'Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr' })
  const report = await tab.diagnostics.report()
  expect(namesIn(report).toSorted()).toEqual(names.toSorted())
  expect(report.sessions[0]?.outcome).toBe('succeeded')
  expect(report.completeness.problem).toMatch(problem)
  expect(report.completeness.problem).toMatch(/^[A-Z].*\.$/)
  expect(report.completeness.recorded).toBeGreaterThan(names.length)
  return report
}

async function expectCleared(tab: TestTab): Promise<void> {
  await tab.diagnostics.clear()
  expect((await tab.diagnostics.report()).sessions).toEqual([])
}

async function storedNames(): Promise<(string | undefined)[]> {
  return (await readDatabase(name)).flatMap(([, value]) => markOf(value as DiagnosticEntry) ?? [])
}

function refuse(key: 'indexedDB' | 'localStorage', error?: DOMException): void {
  vi.stubGlobal(key, undefined)
  Object.defineProperty(globalThis, key, {
    configurable: true,
    get() {
      if (error) throw error
      return undefined
    },
  })
}

const securityError = new DOMException('The operation is insecure.', 'SecurityError')

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
