// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, render, renderHook } from '@testing-library/react'
import { type Diagnostics, DiagnosticsProvider, usePlaidLink } from 'react-plaid-link-diagnostics'
import { describe, expect, it, vi } from 'vitest'
import { SCRIPT, SESSION, TOKEN } from '../support/constants.ts'
import { readDatabase } from '../support/disk.ts'
import { hidePage, journals } from '../support/page.ts'
import { installFakePlaid } from '../support/plaid.ts'
import { create, entriesOf, event, idsOf, instrument, name, useAnotherDatabase } from './kit.ts'

describe('report', () => {
  const HOUR = 3_600_000

  /** One session for each age in hours, the oldest first. */
  async function record(diagnostics: Diagnostics, ages: number[]): Promise<void> {
    const now = Date.now()
    vi.useFakeTimers({ toFake: ['Date'] })
    for (const age of ages.toSorted((a, b) => b - a)) {
      vi.setSystemTime(now - age * HOUR)
      // no link_token: its fingerprint would come later, and be the last that was seen of the session
      instrument(diagnostics, { token: '' }).onEvent('OPEN', event({ link_session_id: `hours-${age}` }))
    }
    vi.setSystemTime(now)
    await diagnostics.flush()
  }

  it('has the newest session and those of the 24 hours before it', async () => {
    const diagnostics = create()
    await record(diagnostics, [50, 49, 30, 27, 26])
    const report = await diagnostics.report()
    expect(idsOf(report)).toEqual(['hours-26', 'hours-27', 'hours-30', 'hours-49', 'hours-50'])
    await record(diagnostics, [3])
    const later = await diagnostics.report()
    expect(idsOf(later)).toEqual(['hours-3', 'hours-26', 'hours-27'])
    expect(later.completeness.sessionsLeftOut).toBe(3)
    expect(later.code).toBe(later.sessions[0]?.code)
  })

  it('has at most 5 of them, or as many as are asked for', async () => {
    const diagnostics = create()
    await record(diagnostics, [1, 2, 3, 4, 5, 6, 7, 100])
    expect((await diagnostics.report()).sessions).toHaveLength(5)
    expect((await diagnostics.report()).completeness.sessionsLeftOut).toBe(3)
    expect(idsOf(await diagnostics.report({ sessions: 2 }))).toEqual(['hours-1', 'hours-2'])
    expect((await diagnostics.report({ sessions: 0 })).sessions).toEqual([])
    expect((await diagnostics.report({ sessions: Infinity })).sessions).toHaveLength(8)
  })

  it('does not take a session of a clock that was ahead for one of the last 24 hours', async () => {
    const diagnostics = create()
    await record(diagnostics, [-100, 1])
    expect(idsOf(await diagnostics.report())).toEqual(['hours-1'])
  })

  it('leaves out what is older than 14 days, and what the limits say', async () => {
    const diagnostics = create()
    await record(diagnostics, [15 * 24, 13 * 24, 6 * 24])
    diagnostics.close()
    expect(idsOf(await create().report({ sessions: Infinity }))).toEqual(['hours-144', 'hours-312'])
    expect(idsOf(await create({ limits: { days: 7 } }).report({ sessions: Infinity }))).toEqual(['hours-144'])
  })

  it('counts what was recorded, stored, dropped and is missing', async () => {
    const diagnostics = create()
    const { onEvent } = instrument(diagnostics, { token: '' })
    for (let count = 0; count < 10; count++) onEvent('TRANSITION_VIEW', event({ request_id: `r${count}` }))
    await diagnostics.flush()
    const { completeness } = await diagnostics.report()
    expect(completeness).toMatchObject({ recorded: 10, stored: 10, dropped: [], missing: 0, storage: 'indexeddb' })
    expect(Date.parse(completeness.asOf)).toBeLessThanOrEqual(Date.now())

    // What a crash took: numbers missing in the order of a page load.
    diagnostics.close()
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => resolve(request.result)
    })
    const keys = (await readDatabase(name)).map(([key]) => key).filter((key) => String(key).includes('-'))
    const store = database.transaction('entries', 'readwrite').objectStore('entries')
    for (const key of keys.slice(4, 7)) store.delete(key)
    // What went by whole sessions long ago is no reason for it.
    store.put(40, `!${String(keys[0]).slice(0, 9)}-oldpage0-age`)
    await new Promise((resolve) => (store.transaction.oncomplete = resolve))
    database.close()
    const later = await create().report()
    expect(later.completeness).toMatchObject({
      recorded: 50,
      stored: 7,
      missing: 3,
      dropped: [{ reason: 'age', count: 40 }],
    })
  })

  it('counts what was given up because of the limits, the telling entries last', async () => {
    const diagnostics = create({ limits: { entriesPerSession: 10 } })
    const { onEvent } = instrument(diagnostics, { token: '' })
    onEvent('OPEN', event())
    for (let count = 0; count < 50; count++) onEvent('TRANSITION_VIEW', event({ request_id: `r${count}` }))
    onEvent('ERROR', event())
    const report = await diagnostics.report()
    const entries = entriesOf(report)
    const { recorded, dropped, missing } = report.completeness
    expect(entries).toHaveLength(10)
    expect(entries.map(({ eventName }) => eventName)).toEqual(expect.arrayContaining(['OPEN', 'ERROR']))
    expect(entries.map(({ requestId }) => requestId)).toContain('r49')
    expect(entries.map(({ requestId }) => requestId)).not.toContain('r0')
    expect(recorded).toBe(diagnostics.store.getState().recorded)
    expect(dropped.reduce((sum, { count }) => sum + count, 0)).toBe(recorded - 10)
    expect(missing).toBe(0)
  })

  it('counts nothing twice that is given up while it is being written', async () => {
    const diagnostics = create({ limits: { entriesPerSession: 10 } })
    const { onEvent } = instrument(diagnostics, { token: '' })
    await diagnostics.report() // the database is open
    for (let burst = 0; burst < 5; burst++) {
      for (let count = 0; count < 20; count++) onEvent('TRANSITION_VIEW', event({ request_id: `r${burst}-${count}` }))
      for (let turn = 0; turn < 30; turn++) await Promise.resolve() // the transaction has begun
    }
    await diagnostics.flush()
    const { completeness } = await diagnostics.report()
    expect(completeness.recorded).toBe(100)
    expect(completeness.missing).toBe(0)
  })

  it('has what another tab recorded up to the press', async () => {
    const here = create()
    const there = create()
    instrument(here).onEvent('OPEN', event({ request_id: 'here' }))
    instrument(there).onEvent('OPEN', event({ request_id: 'there' }))
    await there.flush()
    const report = JSON.stringify(await here.report())
    expect(report).toContain('"here"')
    expect(report).toContain('"there"')
  })

  it('has what a page left in its journal before anybody has replayed it', async () => {
    const left = create()
    const calls = instrument(left)
    calls.onEvent('OPEN', event({ request_id: 'journaled' }))
    hidePage()
    const [key = ''] = journals(name)
    const journal = localStorage.getItem(key) ?? ''
    useAnotherDatabase() // the same journal, of a database that never got it
    localStorage.setItem(`${name}:journal:${key.split(':').at(-1)}`, journal)
    const report = await create().report()
    expect(JSON.stringify(report)).toContain('journaled')
  })

  it('is plain JSON, with the environment, the app and the time zone', async () => {
    const diagnostics = create({ app: { name: 'Acme', version: '1.2' } })
    instrument(diagnostics).onEvent('OPEN', event())
    const report = await diagnostics.report()
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
    expect(report).toMatchObject({
      version: 2,
      app: { name: 'Acme', version: '1.2' },
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      environment: { language: navigator.language, viewport: '1024x768', online: true, iframe: false },
    })
    expect((await create().report()).app).toBeNull()
  })
})

describe('faults', () => {
  it('a script of Plaid that fails to load is recorded once', async () => {
    const diagnostics = create()
    instrument(diagnostics)
    const fail = (src: string): void => {
      const script = document.createElement('script')
      script.type = 'text/plain' // jsdom: not to be loaded
      script.src = src
      document.body.append(script)
      script.dispatchEvent(new Event('error'))
      script.remove()
    }
    fail('https://example.com/other.js')
    fail(SCRIPT)
    fail(SCRIPT)
    const { sessions } = await diagnostics.report()
    expect(sessions).toMatchObject([{ outcome: 'never-opened', linkSessionId: null }])
    expect(sessions[0]?.entries).toMatchObject([{ type: 'scriptFailed', online: true }])
    expect(sessions[0]?.entries[0]?.afterMs).toBeGreaterThanOrEqual(0)
  })

  it('what the CSP of the page blocks is recorded by directive and host, never by URL', async () => {
    const diagnostics = create()
    instrument(diagnostics)
    const block = (blockedURI: string, fields = {}): unknown =>
      document.dispatchEvent(
        Object.assign(new Event('securitypolicyviolation'), {
          disposition: 'enforce',
          effectiveDirective: 'frame-src',
          blockedURI,
          ...fields,
        }),
      )
    block('https://cdn.plaid.com/link/v2/stable/link.html?token=secret')
    block('https://cdn.plaid.com/link/v2/stable/link.html?token=secret')
    block('https://production.plaid.com/', { effectiveDirective: 'connect-src' })
    block('https://cdn.plaid.com/x', { effectiveDirective: 'img-src', disposition: 'report' })
    block('https://notplaid.com/')
    block('https://plaid.com.evil.example/')
    block('inline')
    block('eval')
    const report = await diagnostics.report()
    expect(entriesOf(report).map(({ type, directive, blockedHost }) => [type, directive, blockedHost])).toEqual([
      ['cspBlocked', 'frame-src', 'cdn.plaid.com'],
      ['cspBlocked', 'connect-src', 'production.plaid.com'],
    ])
    expect(JSON.stringify(report)).not.toContain('secret')
    expect(report.sessions[0]?.outcome).toBe('never-opened')
  })

  it('a fault belongs to the attempt that it keeps from opening, and to the next open()', async () => {
    const diagnostics = create()
    const calls = instrument(diagnostics)
    const script = Object.assign(document.createElement('script'), { type: 'text/plain', src: SCRIPT })
    document.body.append(script)
    script.dispatchEvent(new Event('error'))
    script.remove()
    calls.onEvent('OPEN', event())
    const { sessions } = await diagnostics.report()
    expect(sessions).toHaveLength(1)
    expect(sessions[0]).toMatchObject({ linkSessionId: SESSION, outcome: 'in-progress' })
  })

  it('a Link that never becomes ready is recorded after 15 seconds, with what the page has', async () => {
    installFakePlaid() // leaves a script tag
    delete (window as { Plaid?: unknown }).Plaid
    const diagnostics = create()
    await diagnostics.report() // the database is open
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    function Link(): null {
      usePlaidLink({ token: TOKEN, onSuccess: () => {} })
      return null
    }
    vi.spyOn(console, 'error').mockImplementation(() => {}) // react-plaid-link's 'Error loading Plaid'
    render(
      <DiagnosticsProvider diagnostics={diagnostics}>
        <Link />
      </DiagnosticsProvider>,
    )
    act(() => void vi.advanceTimersByTime(14_900))
    act(() => void vi.advanceTimersByTime(200))
    vi.useRealTimers()
    const { sessions } = await diagnostics.report()
    expect(sessions).toMatchObject([{ outcome: 'never-opened' }])
    expect(sessions[0]?.entries.filter(({ type }) => type === 'notReady')).toMatchObject([
      { scriptTag: true, plaidGlobal: false, afterMs: 15_000 },
    ])
    document.querySelector(`script[src="${SCRIPT}"]`)?.remove()
  })

  it('says how long the app has had the link_token, where one that is in use may have ended by that', async () => {
    const plaid = installFakePlaid()
    const diagnostics = create()
    vi.useFakeTimers({ toFake: ['Date'] })
    const link = renderHook(() => usePlaidLink({ token: TOKEN, onSuccess: () => {} }), {
      wrapper: ({ children }) => <DiagnosticsProvider diagnostics={diagnostics}>{children}</DiagnosticsProvider>,
    })
    await act(async () => {})
    const closeAfter = (minutes: number): void => {
      vi.setSystemTime(Date.now() + minutes * 60_000)
      link.result.current.open()
      plaid.last.config.onExit(null, {})
    }
    closeAfter(29)
    closeAfter(1)
    closeAfter(330)
    const opened = entriesOf(await diagnostics.report()).filter(({ type }) => type === 'open')
    // The newest session first.
    expect(opened.map(({ afterMs }) => afterMs)).toEqual([6 * 3_600_000, 1_800_000, undefined])
  })

  it('says when the connection was lost and came back while Link was open, and not otherwise', async () => {
    const diagnostics = create()
    const { onEvent, onExit } = instrument(diagnostics)
    window.dispatchEvent(new Event('offline'))
    onEvent('OPEN', event())
    window.dispatchEvent(new Event('offline'))
    window.dispatchEvent(new Event('online'))
    onExit(null, { link_session_id: SESSION })
    window.dispatchEvent(new Event('offline'))
    const types = entriesOf(await diagnostics.report()).map(({ type }) => type)
    expect(types.filter((type) => type !== 'linkToken')).toEqual(['onEvent', 'offline', 'online', 'onExit'])
  })
})
