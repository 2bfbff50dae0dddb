// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { formatReport } from 'react-plaid-link-diagnostics/report'
import { databaseName, readDatabase } from '../support/disk.ts'
import { closeAll, connect, journalsOf, leavePage, openTab, sleep } from './tabs.ts'

/** With FUZZ=nightly, ten times as many. */
const RUNS = process.env['FUZZ'] === 'nightly' ? 300 : 30

let name: string

beforeEach(() => {
  name = databaseName()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

afterEach(() => {
  closeAll()
  localStorage.clear()
})

/** What a failed run, its attachments and a journal leave on a device. */
async function leaveSomething(): Promise<void> {
  const tab = openTab(name)
  tab.event('OPEN', { institution_id: 'ins_1', institution_name: 'First Platypus Bank' })
  tab.event('ERROR', {
    error_type: 'ITEM_ERROR',
    error_code: 'INVALID_CREDENTIALS',
    error_message: 'the password was wrong',
  })
  await tab.diagnostics.attach({ item_id: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op', client_user_id: 'user-1' })
  await tab.diagnostics.flush()
  tab.event('HANDOFF')
  leavePage()
  const journals = journalsOf(name)
  await tab.diagnostics.flush()
  tab.diagnostics.close()
  for (const [key, raw] of journals) localStorage.setItem(key, raw)
}

async function put(key: IDBValidKey, value: unknown): Promise<void> {
  const database = await connect(name)
  const { transaction } = database.transaction('entries', 'readwrite').objectStore('entries')
  transaction.objectStore('entries').put(value, key)
  await new Promise((resolve) => (transaction.oncomplete = resolve))
  database.close()
}

/** A report is made, and what is recorded reaches it; then clear() and setStorage('off') leave nothing. */
async function expectHealthy(): Promise<void> {
  const tab = openTab(name)
  await sleep(5)
  tab.event('TRANSITION_VIEW', { view_name: 'NEW' })
  expect(tab.app.onEvent).toHaveBeenCalledOnce()
  await tab.diagnostics.flush()
  const report = await tab.diagnostics.report({ sessions: Infinity })
  expect(JSON.stringify(report)).toContain('"NEW"')
  expect(formatReport(report)).toContain('NEW')
  expect(typeof tab.diagnostics.store.getState().scriptPending).toBe('boolean')

  await tab.diagnostics.clear()
  expect((await readDatabase(name)).filter(([key]) => key !== '!cleared')).toEqual([])
  expect(journalsOf(name)).toEqual([])
  expect((await tab.diagnostics.report({ sessions: Infinity })).sessions).toEqual([])
  expect(tab.diagnostics.store.getState().problem).toBeNull()
  tab.event('AFTER')
  await tab.diagnostics.flush()
  expect(JSON.stringify(await readDatabase(name))).toContain('AFTER')
  await tab.diagnostics.setStorage('off')
  expect(await readDatabase(name)).toEqual([])
  expect(Object.keys(localStorage).filter((key) => key.startsWith(name))).toEqual([`${name}:control`])
  tab.diagnostics.close()
}

/** As of the tenth century, of the year 5000, and of now. */
const times = [-1, 0, 1, 1.5, 1e12, 4e12, 9e15, Number.MAX_VALUE]
const anyJson = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, '', '0', 'x'.repeat(5000), [], {}, [null], { a: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom(...times) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
)

describe('whatever is on the disk', () => {
  it('any field of any record may be any JSON value', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), anyJson, async (record, field, value) => {
        name = databaseName()
        await leaveSomething()
        const pairs = await readDatabase(name)
        const [key, entry] = pairs[record % pairs.length] as [IDBValidKey, Record<string, unknown>]
        const fields = [...Object.keys(entry), 'unknown']
        await put(key, { ...entry, [fields[field % fields.length] as string]: value })
        await expectHealthy()
        closeAll()
        localStorage.clear()
      }),
      { numRuns: RUNS },
    )
  })

  it('any key may have any value', { timeout: 300_000 }, async () => {
    const keys = ['!cleared', '!ahead', '!0abc', '0', 'zzz', 7, new Date(0), ['x'], '!0mabcdefg-page-total', '!0-x']
    await fc.assert(
      fc.asyncProperty(fc.constantFrom<IDBValidKey>(...keys), anyJson, async (key, value) => {
        name = databaseName()
        await leaveSomething()
        await put(key, value)
        await expectHealthy()
        closeAll()
        localStorage.clear()
      }),
      { numRuns: RUNS },
    )
  })
})

describe('whatever is in localStorage', () => {
  const now = Date.now()
  const controls = [
    { cleared: now + 1e11, mode: '', decided: 0, scope: '', erase: false, stored: true },
    { cleared: 8e15, mode: 'device', decided: 8e15, scope: '', erase: true, stored: true },
    { cleared: 0, mode: 'device', decided: 9e99, scope: 'SCOPE123', erase: false, stored: false },
    { cleared: -1, mode: 'memory', decided: 0, scope: '', erase: false, stored: false },
    { cleared: 0, mode: 'off', decided: now, scope: '', erase: true, stored: false },
    { cleared: '0', mode: 'off', decided: now, scope: 'a b', erase: 1, stored: null },
    { cleared: null, mode: 'none', decided: [], scope: {}, erase: 'yes' },
  ].map((control) => JSON.stringify(control))
  const texts = fc.oneof(
    fc.constantFrom('', '{', 'null', '[]', '1', '"x"', '{}', '[null]', 'undefined', ...controls),
    fc.json({ maxDepth: 2 }),
    fc.string(),
  )
  const suffixes = fc.constantFrom('control', 'last', 'journal:0page', 'journal:', 'journal:zzz', 'unknown')

  it('any key of ours may have any text', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(suffixes, texts, async (suffix, text) => {
        name = databaseName()
        await leaveSomething()
        localStorage.setItem(`${name}:${suffix}`, text)
        await expectHealthy().catch((error: unknown) => {
          if (suffix !== 'unknown') throw error
        })
        closeAll()
        localStorage.clear()
      }),
      { numRuns: RUNS * 2 },
    )
  })

  it.each(controls)('a control record that is heard of while a page records: %s', async (text) => {
    const tab = openTab(name)
    tab.event('BEFORE')
    await tab.diagnostics.flush()
    localStorage.setItem(`${name}:control`, text)
    window.dispatchEvent(new StorageEvent('storage', { key: `${name}:control` }))
    await tab.diagnostics.setStorage('device')
    await sleep(2)
    // Of a Link that was opened before, another user's record would end the recording.
    tab.reopen()
    tab.event('AFTER')
    await tab.diagnostics.flush()
    expect(JSON.stringify(await tab.diagnostics.report({ sessions: Infinity }))).toContain('AFTER')
    await tab.diagnostics.clear()
    expect((await tab.diagnostics.report({ sessions: Infinity })).sessions).toEqual([])
    await tab.diagnostics.setStorage('off')
    expect(await readDatabase(name)).toEqual([])
  })

  it('the last run is what a page says of it, or nothing', async () => {
    await leaveSomething()
    const key = `${name}:last`
    const sound = JSON.parse(localStorage.getItem(key) ?? '{}')
    expect(openTab(name).diagnostics.store.getState().lastRun).toMatchObject({ outcome: 'succeeded' })
    for (const change of [
      { linkSessionId: 7 },
      { linkSessionId: 'link-sandbox-af1a0311-da53-4636-b754-dd15cc058176' },
      { attemptId: 'a b' },
      { code: '<b>' },
      { outcome: 'won' },
      { at: null },
      { at: 8e15 },
      { at: 1 },
      { scope: 'OTHER123' },
    ]) {
      localStorage.setItem(key, JSON.stringify({ ...sound, ...change }))
      expect(openTab(name).diagnostics.store.getState().lastRun, JSON.stringify(change)).toBeNull()
      expect(localStorage.getItem(key)).toBeNull()
    }
    localStorage.setItem(key, JSON.stringify({ ...sound, outcome: 'in-progress', at: Date.now() - 5 * 3_600_000 }))
    expect(openTab(name).diagnostics.store.getState().lastRun).toMatchObject({ outcome: 'abandoned' })
  })
})
