// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, cleanup, render } from '@testing-library/react'
import {
  createDiagnostics,
  DiagnosticsProvider,
  usePlaidLink,
  type DiagnosticEntry,
  type Diagnostics,
  type DiagnosticsOptions,
  type DiagnosticsReport,
} from 'react-plaid-link-diagnostics'
import { fingerprint } from 'react-plaid-link-diagnostics/identifiers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OTHER_SESSION as OTHER, SCRIPT, SESSION, TOKEN } from '../support/constants.ts'
import { readControl } from '../../src/storage/control.ts'
import { databaseName, dumpDatabase, readDatabase } from '../support/disk.ts'
import { dumpLocalStorage, hidePage, journals, leavePage, nextTask, returnToPage } from '../support/page.ts'
import { installFakePlaid } from '../support/plaid.ts'

let name: string
let recorders: Diagnostics[]

beforeEach(() => {
  name = databaseName()
  recorders = []
})

afterEach(async () => {
  cleanup()
  vi.useRealTimers()
  for (const recorder of recorders) {
    await recorder.flush()
    recorder.close()
  }
})

/** A recorder on this test's database: another tab, or the next page load. */
function create(options: DiagnosticsOptions = {}): Diagnostics {
  const recorder = createDiagnostics({ name, ...options })
  recorders.push(recorder)
  return recorder
}

type Callbacks = Record<'onSuccess' | 'onExit' | 'onEvent' | 'onLoad', (...args: unknown[]) => unknown>

/** The callbacks as Plaid gets them. */
function instrument(recorder: Diagnostics, callbacks: Partial<Callbacks> & { token?: string } = {}): Callbacks {
  return recorder.instrument({ token: TOKEN, ...callbacks }) as unknown as Callbacks
}

function event(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { link_session_id: SESSION, ...fields }
}

async function readEntries(): Promise<DiagnosticEntry[]> {
  const pairs = await readDatabase(name)
  return pairs.map(([, entry]) => entry as DiagnosticEntry).filter((entry) => typeof entry === 'object' && entry.type)
}

function entriesOf(report: DiagnosticsReport): DiagnosticEntry[] {
  return report.sessions.flatMap((session) => session.entries)
}

function idsOf(report: DiagnosticsReport): unknown[] {
  return report.sessions.map(({ linkSessionId }) => linkSessionId)
}

describe('the store', () => {
  it('is small, says how things are, and has no entries in it', async () => {
    const diagnostics = create()
    const { onEvent, onExit } = instrument(diagnostics, { token: '' })
    expect(diagnostics.store.getState()).toEqual({
      storage: 'device',
      problem: null,
      recorded: 0,
      stored: 0,
      dropped: 0,
      onEntryErrors: 0,
      session: null,
      lastRun: null,
      scriptPending: false,
    })
    onEvent('OPEN', event())
    await diagnostics.flush()
    await nextTask(20)
    expect(diagnostics.store.getState()).toMatchObject({
      problem: null,
      dropped: 0,
      session: { linkSessionId: SESSION, outcome: 'in-progress' },
    })
    const { code } = (await diagnostics.report()).sessions[0] ?? {}
    expect(diagnostics.store.getState().session?.code).toBe(code)
    onExit({ error_code: 'X' }, { link_session_id: SESSION })
    await diagnostics.flush()
    const { recorded, stored, session } = diagnostics.store.getState()
    expect(stored).toBe(recorded)
    expect(session?.outcome).toBe('failed')
    expect(JSON.stringify(diagnostics.store.getState())).not.toContain('OPEN')
  })

  it('follows the outcome as it happens', async () => {
    const diagnostics = create()
    const outcome = async (...calls: [keyof Callbacks, ...unknown[]][]): Promise<unknown> => {
      const link = instrument(diagnostics)
      for (const [callback, ...args] of calls) link[callback](...args)
      await diagnostics.flush()
      const { session } = diagnostics.store.getState()
      const { sessions } = await diagnostics.report({ sessions: Infinity })
      const reported = sessions.find(({ linkSessionId }) => linkSessionId === session?.linkSessionId)
      expect(session?.outcome, 'as in the report').toBe(reported?.outcome)
      return session?.outcome
    }
    const meta = (id: string) => ({ link_session_id: id })
    expect(await outcome(['onEvent', 'OPEN', meta('1')])).toBe('in-progress')
    expect(await outcome(['onEvent', 'LAYER_READY', meta('2')])).toBe('never-opened')
    expect(await outcome(['onEvent', 'HANDOFF', meta('3')])).toBe('succeeded')
    expect(await outcome(['onSuccess', 'public-token', meta('4')], ['onExit', null, meta('4')])).toBe('succeeded')
    expect(await outcome(['onEvent', 'ERROR', meta('5')], ['onExit', null, meta('5')])).toBe('failed')
    expect(await outcome(['onEvent', 'OPEN', meta('6')], ['onExit', null, meta('6')])).toBe('exited')
    expect(await outcome(['onExit', { error_type: 'X' }, meta('7')])).toBe('failed')
    expect(await outcome(['onExit', new TypeError('no'), meta('8')])).toBe('failed')
  })

  it('is set at most once in a task, however much is recorded in it', async () => {
    const diagnostics = create({
      onEntry() {
        throw new Error('no')
      },
    })
    const { onEvent } = instrument(diagnostics, { token: '' })
    await diagnostics.flush()
    await nextTask(20)
    const onChange = vi.fn()
    diagnostics.store.subscribe(onChange)
    for (let count = 0; count < 60; count++) onEvent('TRANSITION_VIEW', event())
    expect(onChange).not.toHaveBeenCalled()
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
    expect(onChange).toHaveBeenCalledOnce()
  })

  it('keeps its session object while nothing of it changes', async () => {
    const diagnostics = create()
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event())
    await diagnostics.flush()
    const before = diagnostics.store.getState()
    onEvent('TRANSITION_VIEW', event())
    await diagnostics.flush()
    expect(diagnostics.store.getState()).not.toBe(before)
    expect(diagnostics.store.getState().session).toBe(before.session)
  })
})

describe('onEntry', () => {
  it('is called for each entry in a microtask after the callback of the app', async () => {
    const order: string[] = []
    const diagnostics = create({ onEntry: ({ eventName, type }) => order.push(`entry ${eventName ?? type}`) })
    const { onEvent } = instrument(diagnostics, { onEvent: (eventName) => order.push(`app ${String(eventName)}`) })
    onEvent('OPEN', event())
    onEvent('ERROR', event())
    expect(order).toEqual(['app OPEN', 'app ERROR'])
    await Promise.resolve()
    expect(order).toEqual(['app OPEN', 'app ERROR', 'entry OPEN', 'entry ERROR'])
  })

  it('may throw: it is caught and counted, and the rest is delivered and kept', async () => {
    const seen: unknown[] = []
    const diagnostics = create({
      onEntry(entry) {
        seen.push(entry.eventName)
        throw new Error('telemetry is down')
      },
    })
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event())
    onEvent('ERROR', event())
    await diagnostics.flush()
    expect(seen.filter(Boolean)).toEqual(['OPEN', 'ERROR'])
    expect(diagnostics.store.getState().onEntryErrors).toBe(seen.length)
    expect(entriesOf(await diagnostics.report()).filter(({ type }) => type === 'onEvent')).toHaveLength(2)
  })

  it('gets copies: what it does to them changes nothing that is kept', async () => {
    const diagnostics = create({
      onEntry(entry) {
        entry.linkSessionId = 'changed'
        for (const identifier of entry.identifiers ?? []) identifier.key = 'changed'
        entry.identifiers?.push({ key: 'changed', value: 'changed' })
      },
    })
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event())
    await diagnostics.attach({ item_id: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op', client_user_id: 'user-1' })
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    await diagnostics.flush()
    const report = await diagnostics.report()
    expect(JSON.stringify(report)).not.toContain('changed')
    expect(await dumpDatabase(name)).not.toContain('changed')
    expect(report.sessions.flatMap(({ identifiers }) => identifiers)).toContainEqual({
      key: 'item_id',
      value: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op',
    })
  })

  it('gets the code that the report has', async () => {
    const codes = new Set<string>()
    const diagnostics = create({ onEntry: ({ code, linkSessionId }) => linkSessionId && codes.add(code) })
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event())
    await diagnostics.flush()
    await diagnostics.attach({ item_id: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' })
    expect([...codes]).toEqual([(await diagnostics.report()).code])
  })
})

describe('attach', () => {
  const ITEM = 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op'
  const ACCESS = 'access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6'

  /** The values that each session was given. */
  async function attachedBySession(diagnostics: Diagnostics): Promise<Record<string, string[]>> {
    const { sessions } = await diagnostics.report()
    const valuesOf = ({ identifiers = [] }: DiagnosticEntry) =>
      identifiers.flatMap((identifier) => ('value' in identifier ? identifier.value : []))
    return Object.fromEntries(
      sessions.map(({ linkSessionId, entries }) => [linkSessionId, [...new Set(entries.flatMap(valuesOf))]]),
    )
  }

  it('keeps the ids of an API response, and a secret only as its fingerprint', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ access_token: ACCESS, item_id: ITEM, request_id: 'Aim3b', password: 'hunter2' })
    const kept = [
      { key: 'request_id', value: 'Aim3b' },
      { key: 'item_id', value: ITEM },
      { key: 'access_token', fingerprint: await fingerprint(ACCESS) },
    ]
    const report = await diagnostics.report()
    expect(report.sessions[0]?.identifiers).toEqual(expect.arrayContaining(kept))
    const everything = (await dumpDatabase(name)) + JSON.stringify(report)
    expect(everything).not.toContain(ACCESS)
    expect(everything).not.toContain('hunter2')
  })

  it('is durable when it settles', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ item_id: ITEM })
    expect(await dumpDatabase(name)).toContain(ITEM)
  })

  it('goes to the newest session of the page', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ item_id: ITEM })
    const { sessions } = await diagnostics.report()
    const owners = sessions.filter(({ identifiers }) => identifiers.some(({ key }) => key === 'item_id'))
    expect(owners.map(({ linkSessionId }) => linkSessionId)).toEqual([SESSION])
  })

  it('goes to the session that was the newest when it was called, and what names the user to the next one too', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    const attaching = diagnostics.attach({ item_id: ITEM, client_user_id: 'user-1' })
    instrument(diagnostics).onEvent('OPEN', event())
    await attaching
    expect(await attachedBySession(diagnostics)).toEqual({ [OTHER]: [ITEM, 'user-1'], [SESSION]: ['user-1'] })
  })

  it('goes to the session that it is given, with the code of that session', async () => {
    const entries: DiagnosticEntry[] = []
    const diagnostics = create({ onEntry: (entry) => entries.push(entry) })
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ item_id: ITEM }, { linkSessionId: OTHER })
    const { sessions } = await diagnostics.report()
    const owner = sessions.find(({ identifiers }) => identifiers.some(({ key }) => key === 'item_id'))
    expect(owner?.linkSessionId).toBe(OTHER)
    expect(sessions).toHaveLength(2)
    expect(entries.find(({ type }) => type === 'attached')?.code).toBe(owner?.code)
  })

  it.each([undefined, null, ''])(
    'goes to the newest session where the one it is given is %j',
    async (linkSessionId) => {
      const diagnostics = create()
      instrument(diagnostics).onEvent('OPEN', event())
      await diagnostics.attach({ item_id: ITEM }, { linkSessionId: linkSessionId as unknown as string })
      expect(await attachedBySession(diagnostics)).toEqual({ [SESSION]: [ITEM] })
    },
  )

  it.each<[what: string, linkSessionId: unknown]>([
    ['a phone number', '415-555-0011'],
    ['a token', ACCESS],
    ['a text', 'not a session'],
    ['a number', 7],
    ['an object', { toString: () => SESSION }],
  ])('keeps nothing where the session it is given is %s: it is not of the newest', async (_, linkSessionId) => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ item_id: ITEM }, { linkSessionId: linkSessionId as string })
    expect(await attachedBySession(diagnostics)).toEqual({ [SESSION]: [] })
  })

  it('before any session waits for the Link that is opened next', async () => {
    const diagnostics = create()
    await diagnostics.attach({ item_id: ITEM })
    instrument(diagnostics).onEvent('OPEN', event())
    const { sessions } = await diagnostics.report()
    expect(sessions).toHaveLength(1)
    expect(sessions[0]).toMatchObject({ linkSessionId: SESSION, outcome: 'in-progress' })
    expect(sessions[0]?.identifiers).toContainEqual({ key: 'item_id', value: ITEM })
  })

  it('before any session costs that session nothing of its link_token', async () => {
    const diagnostics = create()
    await diagnostics.attach({ client_user_id: 'user-1' })
    instrument(diagnostics).onEvent('OPEN', event())
    await vi.waitFor(async () => {
      const [session] = (await diagnostics.report()).sessions
      expect(session).toMatchObject({ plaidEnvironment: 'sandbox', linkTokenFingerprint: await fingerprint(TOKEN) })
    })
  })

  it('that a clear() overtakes brings nothing back, to no later session either', async () => {
    const diagnostics = create()
    const attaching = diagnostics.attach({ client_user_id: 'user-1' })
    await diagnostics.clear()
    await attaching
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.flush()
    expect(JSON.stringify(await diagnostics.report())).not.toContain('user-1')
  })

  it.each([
    ['with its link_session_id', 'OPEN', event()],
    ['that never had one', 'LAYER_NOT_AVAILABLE', {}],
  ])('on the next page load goes to the newest session of the last 24 hours, %s', async (_, eventName, metadata) => {
    const before = create()
    instrument(before, { token: '' }).onEvent(eventName, metadata)
    await before.flush()
    before.close()
    const diagnostics = create()
    await diagnostics.attach({ item_id: ITEM })
    const { sessions } = await diagnostics.report()
    expect(sessions).toHaveLength(1)
    expect(sessions[0]?.identifiers).toContainEqual({ key: 'item_id', value: ITEM })
  })

  it('does not go to a session that is older than that', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 25 * 3_600_000 })
    const before = create()
    instrument(before, { token: '' }).onEvent('OPEN', event())
    await before.flush()
    before.close()
    vi.useRealTimers()
    const diagnostics = create()
    await diagnostics.attach({ item_id: ITEM })
    const { sessions } = await diagnostics.report({ sessions: Infinity })
    expect(sessions.find(({ linkSessionId }) => linkSessionId === SESSION)?.identifiers).not.toContainEqual({
      key: 'item_id',
      value: ITEM,
    })
  })

  it('carries what names the user to later sessions, and not what names the Item', async () => {
    const diagnostics = create()
    const first = instrument(diagnostics)
    first.onEvent('OPEN', event())
    await diagnostics.attach({ client_user_id: 'user-1', item_id: ITEM })
    first.onExit(null, { link_session_id: SESSION })
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    const { sessions } = await diagnostics.report()
    const later = sessions.find(({ linkSessionId }) => linkSessionId === OTHER)
    expect(later?.identifiers).toContainEqual({ key: 'client_user_id', value: 'user-1' })
    expect(later?.identifiers).not.toContainEqual({ key: 'item_id', value: ITEM })
  })

  it('of another user takes the place of the one before, in later sessions', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    await diagnostics.attach({ client_user_id: 'user-1', credit_dashboard_user_id: ['cdu_1', 'cdu_2'] })
    await diagnostics.attach({ client_user_id: 'user-2' })
    await diagnostics.attach({ client_user_id: 'user-1' })
    await diagnostics.attach({ credit_dashboard_user_id: ['cdu_3', 'cdu_4'] })
    instrument(diagnostics).onEvent('OPEN', event())
    expect((await attachedBySession(diagnostics))[SESSION]).toEqual(['user-1', 'cdu_3', 'cdu_4'])
  })

  it('of another user takes the place of all that named the one before', async () => {
    const diagnostics = create()
    await diagnostics.attach({ client_user_id: 'user-1', user_id: 'usr_9nSp2KuZ2x4JDw' })
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    await diagnostics.attach({ client_user_id: 'user-2' })
    instrument(diagnostics).onEvent('OPEN', event())
    expect((await attachedBySession(diagnostics))[SESSION]).toEqual(['user-2'])
  })

  it('of another user on the next page load does not go to the session of the one before', async () => {
    const before = create()
    instrument(before, { token: '' }).onEvent('OPEN', event({ link_session_id: OTHER }))
    await before.attach({ client_user_id: 'user-1' })
    before.close()
    const diagnostics = create()
    await diagnostics.attach({ client_user_id: 'user-2' })
    instrument(diagnostics, { token: '' }).onEvent('OPEN', event())
    expect(await attachedBySession(diagnostics)).toEqual({ [OTHER]: ['user-1'], [SESSION]: ['user-2'] })
  })

  it('goes to all sessions of a handler that is opened again without an open() that is seen', async () => {
    const diagnostics = create()
    await diagnostics.attach({ client_user_id: 'user-1' })
    const { onEvent, onExit } = instrument(diagnostics)
    for (const link_session_id of [OTHER, SESSION]) {
      onEvent('OPEN', { link_session_id })
      onExit(null, { link_session_id })
    }
    for (const { identifiers } of (await diagnostics.report()).sessions) {
      expect(identifiers.filter(({ key }) => key === 'client_user_id')).toEqual([
        { key: 'client_user_id', value: 'user-1' },
      ])
    }
  })

  it('on every page load is kept once', async () => {
    const before = create()
    instrument(before, { token: '' }).onEvent('OPEN', event())
    await before.flush()
    before.close()
    for (let load = 0; load < 3; load++) {
      const diagnostics = create()
      await diagnostics.attach({ client_user_id: 'user-1' })
      diagnostics.close()
    }
    const entries = entriesOf(await create().report())
    expect(entries.filter(({ type }) => type === 'attached')).toHaveLength(1)
  })

  it('to another session than the newest carries nothing to later sessions', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    await diagnostics.attach({ client_user_id: 'user-2' }, { linkSessionId: OTHER })
    await diagnostics.attach({ client_user_id: 'user-1' }, { linkSessionId: 'of-last-week' })
    instrument(diagnostics).onEvent('OPEN', event())
    expect((await attachedBySession(diagnostics))[SESSION]).toEqual(['user-2'])
  })

  it('twice is kept once', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ item_id: ITEM })
    await diagnostics.attach({ item_id: ITEM, items: [{ item_id: ITEM }] })
    const entries = entriesOf(await diagnostics.report())
    expect(entries.filter(({ type }) => type === 'attached')).toHaveLength(1)
    for (let times = 0; times < 2; times++) await diagnostics.attach({ item_id: ITEM }, { linkSessionId: OTHER })
    const { sessions } = await diagnostics.report()
    expect(sessions.find(({ linkSessionId }) => linkSessionId === OTHER)?.entries).toHaveLength(1)
  })

  it('of very many identifiers keeps every entry within 2 kB', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: 'x'.repeat(128) }))
    const ids = Array.from({ length: 100 }, (_, index) => `${index}-${'x'.repeat(124)}`)
    await diagnostics.attach({ credit_dashboard_user_id: ids })
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: 'y'.repeat(128) }))
    await diagnostics.flush()
    const entries = await readEntries()
    const given = entries.filter(({ linkSessionId }) => linkSessionId?.startsWith('x'))
    expect(given.flatMap(({ identifiers }) => identifiers ?? [])).toHaveLength(100)
    for (const entry of entries) {
      expect(new TextEncoder().encode(JSON.stringify(entry)).length).toBeLessThanOrEqual(2048)
    }
  })

  it('never rejects, whatever it is given, and keeps nothing of it', async () => {
    const diagnostics = create()
    instrument(diagnostics, { token: '' }).onEvent('OPEN', event())
    await diagnostics.flush()
    const { recorded } = diagnostics.store.getState()
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    const hostile = {
      get item_id(): string {
        throw new Error('no')
      },
    }
    const throwing = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('no')
        },
      },
    )
    const inputs = [undefined, null, 7, 'text', Symbol('x'), () => {}, revoked.proxy, cyclic, hostile, throwing, [[[]]]]
    for (const input of inputs) await expect(diagnostics.attach(input)).resolves.toBeUndefined()
    const unreadable = {
      get linkSessionId(): string {
        throw new Error('no')
      },
    }
    for (const to of [unreadable, revoked.proxy, { linkSessionId: Symbol('x') }]) {
      await expect(diagnostics.attach({ item_id: ITEM }, to as { linkSessionId: string })).resolves.toBeUndefined()
    }
    expect(diagnostics.store.getState().recorded).toBe(recorded)
    for (const to of [null, 7, 'text']) {
      await expect(diagnostics.attach({ item_id: ITEM }, to as unknown as undefined)).resolves.toBeUndefined()
    }
    expect(diagnostics.store.getState().recorded).toBe(recorded + 1)
  })
})

describe('instrument', () => {
  it('returns all four callbacks and leaves the options alone', () => {
    const options = Object.freeze({ token: TOKEN, env: 'sandbox' })
    const instrumented = create().instrument(options)
    expect(options).toEqual({ token: TOKEN, env: 'sandbox' })
    expect(instrumented).toEqual({
      ...options,
      onSuccess: expect.any(Function),
      onExit: expect.any(Function),
      onEvent: expect.any(Function),
      onLoad: expect.any(Function),
    })
  })

  it.each(['onSuccess', 'onExit', 'onEvent', 'onLoad'] as const)(
    '%s: passes this, arguments, result and exception',
    (callback) => {
      const self = {}
      const args = [{}, Symbol('x'), undefined, 4]
      const theirs = vi.fn(function (this: unknown) {
        return this
      })
      const calls = instrument(create(), { [callback]: theirs })
      expect(Reflect.apply(calls[callback], self, args)).toBe(self)
      expect(theirs.mock.calls).toEqual([args])
      theirs.mock.calls[0]?.forEach((arg: unknown, index) => expect(arg).toBe(args[index]))

      const error = new Error('no')
      const throwing = instrument(create(), {
        [callback]() {
          throw error
        },
      })
      expect(() => throwing[callback](...args)).toThrow(error)
    },
  )

  it('captures before it calls the app', async () => {
    const diagnostics = create()
    const metadata = event()
    const { onEvent } = instrument(diagnostics, { onEvent: () => (metadata.link_session_id = 'changed by the app') })
    onEvent('OPEN', metadata)
    expect(idsOf(await diagnostics.report())).toEqual([SESSION])
  })

  it('records an exception by its name only', async () => {
    const diagnostics = create()
    const { onEvent } = instrument(diagnostics, {
      onEvent(eventName) {
        throw eventName === 'OPEN' ? new RangeError('secret of the app') : 'secret string'
      },
    })
    expect(() => onEvent('OPEN', event())).toThrow()
    expect(() => onEvent('ERROR', event())).toThrow()
    const report = await diagnostics.report()
    const threw = entriesOf(report).filter(({ type }) => type === 'callbackThrew')
    expect(threw).toMatchObject([
      { callback: 'onEvent', errorName: 'RangeError' },
      { callback: 'onEvent', errorName: 'string' },
    ])
    expect(JSON.stringify(report)).not.toContain('secret')
  })

  it('tells the environment of the token and its fingerprint, never the token', async () => {
    const diagnostics = create()
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event())
    await vi.waitFor(async () => {
      const { sessions } = await diagnostics.report()
      expect(sessions[0]).toMatchObject({
        plaidEnvironment: 'sandbox',
        linkTokenFingerprint: await fingerprint(TOKEN),
      })
    })
    await diagnostics.flush()
    expect(await dumpDatabase(name)).not.toContain(TOKEN)
  })

  it('has both halves of a redirect in one session, whatever their ids', async () => {
    const linkTokens = (report: DiagnosticsReport) => entriesOf(report).filter(({ type }) => type === 'linkToken')
    const before = create()
    instrument(before).onEvent('OPEN', event())
    await vi.waitFor(async () => expect(linkTokens(await before.report())).toHaveLength(1))
    await before.flush()
    before.close()
    const diagnostics = create()
    const receivedRedirectUri = 'https://app.test/?oauth_state_id=secret'
    const back = diagnostics.instrument({ token: TOKEN, receivedRedirectUri }) as unknown as Callbacks
    back.onEvent('OPEN', event({ link_session_id: OTHER }))
    await vi.waitFor(async () => expect(linkTokens(await diagnostics.report())).toHaveLength(2))
    const report = await diagnostics.report()
    expect(linkTokens(report).map(({ oauthReturn }) => oauthReturn)).toEqual([undefined, true])
    expect(idsOf(report)).toEqual([OTHER])
    expect(JSON.stringify(report)).not.toContain('secret')
  })
})

describe('a callback of the app that returns a promise', () => {
  let unhandled: unknown[]
  let listeners: NodeJS.UnhandledRejectionListener[]

  beforeEach(() => {
    unhandled = []
    // vitest's own would fail the run
    listeners = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', (reason) => unhandled.push(reason))
  })

  afterEach(() => {
    process.removeAllListeners('unhandledRejection')
    for (const listener of listeners) process.on('unhandledRejection', listener)
  })

  it('is recorded when it rejects, and the rejection still counts as unhandled, once', async () => {
    const error = new RangeError('secret of the app')
    const diagnostics = create()
    const { onSuccess } = instrument(diagnostics, { onSuccess: async () => Promise.reject(error) })
    const result = onSuccess('public-token', event())
    expect(result).toBeInstanceOf(Promise)
    await nextTask(10)
    expect(unhandled).toEqual([error])
    const report = await diagnostics.report()
    const rejected = entriesOf(report).filter(({ type }) => type === 'callbackRejected')
    expect(rejected).toMatchObject([{ callback: 'onSuccess', errorName: 'RangeError' }])
    expect(report.sessions).toHaveLength(1)
    expect(JSON.stringify(report)).not.toContain('secret')
  })

  it('is not recorded when it resolves, and is given back as it came', async () => {
    const promise = Promise.resolve(7)
    const diagnostics = create()
    const { onSuccess } = instrument(diagnostics, { onSuccess: () => promise })
    expect(onSuccess('public-token', event())).toBe(promise)
    await nextTask(10)
    expect(unhandled).toEqual([])
    expect(entriesOf(await diagnostics.report()).map(({ type }) => type)).not.toContain('callbackRejected')
  })

  it('is recorded once where the app handles it itself', async () => {
    const diagnostics = create()
    const onRejected = vi.fn()
    const { onSuccess } = instrument(diagnostics, {
      onSuccess() {
        const promise = Promise.reject(new Error('no'))
        promise.catch(onRejected)
        return promise
      },
    })
    onSuccess('public-token', event())
    await nextTask(10)
    expect(onRejected).toHaveBeenCalledOnce()
    const entries = entriesOf(await diagnostics.report())
    expect(entries.filter(({ type }) => type === 'callbackRejected')).toHaveLength(1)
  })

  it('may return what only looks like one: it is left alone', async () => {
    const then = vi.fn()
    const lazy = Object.fromEntries([['then', then]])
    const proxy = new Proxy(Promise.resolve(), {})
    const diagnostics = create()
    expect(instrument(diagnostics, { onSuccess: () => lazy }).onSuccess()).toBe(lazy)
    expect(instrument(diagnostics, { onSuccess: () => proxy }).onSuccess()).toBe(proxy)
    await nextTask(10)
    expect(then).not.toHaveBeenCalled()
    expect(unhandled).toEqual([])
  })
})

describe('storage', () => {
  async function exists(): Promise<boolean> {
    return (await indexedDB.databases()).some((database) => database.name === name)
  }

  it("'memory' keeps this page's entries and writes nothing anywhere", async () => {
    const diagnostics = create({ storage: 'memory' })
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event())
    hidePage()
    await diagnostics.flush()
    const report = await diagnostics.report()
    expect(idsOf(report)).toEqual([SESSION])
    expect(report.completeness).toMatchObject({ storage: 'memory', problem: null, stored: 0, dropped: [], missing: 0 })
    expect(report.completeness.recorded).toBe(report.sessions[0]?.entries.length)
    expect(await exists()).toBe(false)
    expect(dumpLocalStorage(name)).toBe('')
  })

  it("'off' records nothing and calls the app", async () => {
    const onEntry = vi.fn()
    const onEvent = vi.fn()
    const diagnostics = create({ storage: 'off', onEntry })
    instrument(diagnostics, { onEvent }).onEvent('OPEN', event())
    await diagnostics.attach({ item_id: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' })
    leavePage()
    const report = await diagnostics.report()
    expect(onEvent).toHaveBeenCalledOnce()
    expect(onEntry).not.toHaveBeenCalled()
    expect(report.sessions).toEqual([])
    expect(report.completeness).toMatchObject({ storage: 'off', recorded: 0, stored: 0 })
    expect(report.code).toMatch(/^\w{4}-\w{4}$/)
    expect(await exists()).toBe(false)
    expect(dumpLocalStorage(name)).toBe('')
  })

  it('consent given: what is in memory goes to disk', async () => {
    const diagnostics = create({ storage: 'memory' })
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event())
    await diagnostics.setStorage('device')
    expect(diagnostics.store.getState().storage).toBe('device')
    expect(await dumpDatabase(name)).toContain(SESSION)
    onEvent('ERROR', event({ request_id: 'later' }))
    await diagnostics.flush()
    expect(await dumpDatabase(name)).toContain('later')
    const { completeness } = await diagnostics.report()
    expect(completeness).toMatchObject({ storage: 'indexeddb', problem: null })
    expect(completeness.stored).toBe(completeness.recorded)
  })

  it('consent given after nothing was recorded: what comes then goes to disk', async () => {
    const diagnostics = create({ storage: 'off' })
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event({ request_id: 'before' }))
    await diagnostics.setStorage('device')
    onEvent('ERROR', event({ request_id: 'after' }))
    await diagnostics.flush()
    expect(await dumpDatabase(name)).toContain('after')
    expect(await dumpDatabase(name)).not.toContain('before')
  })

  it.each(['memory', 'off'] as const)("consent withdrawn to '%s': all is erased, journals too", async (mode) => {
    const left = create()
    instrument(left).onEvent('OPEN', event({ request_id: 'left' }))
    hidePage()
    expect(journals(name)).toHaveLength(1)
    const diagnostics = create()
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event({ request_id: 'here' }))
    await diagnostics.flush()
    await diagnostics.setStorage(mode)
    expect(diagnostics.store.getState()).toMatchObject({ storage: mode })
    expect(await dumpDatabase(name)).not.toContain(SESSION)
    expect(dumpLocalStorage(name)).not.toContain(SESSION)
    expect((await diagnostics.report({ sessions: Infinity })).sessions).toEqual([])

    onEvent('ERROR', event({ request_id: 'later' }))
    hidePage()
    await diagnostics.flush()
    expect(await dumpDatabase(name)).not.toContain('later')
    expect(dumpLocalStorage(name)).not.toContain('later')
    expect(entriesOf(await diagnostics.report()).flatMap(({ requestId }) => requestId ?? [])).toEqual(
      mode === 'memory' ? ['later'] : [],
    )
  })

  it('consent withdrawn where it was never given: the session and the user are forgotten too', async () => {
    const diagnostics = create({ storage: 'memory' })
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ client_user_id: 'user-1' })
    await diagnostics.setStorage('off')
    expect(diagnostics.store.getState().session).toBeNull()
    await diagnostics.setStorage('memory')
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    expect(JSON.stringify(await diagnostics.report())).not.toMatch(new RegExp(`user-1|${SESSION}`))
  })

  it('consent withdrawn holds in the task in which it is, for an app that leaves in it', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.flush()
    const withdrawing = diagnostics.setStorage('off')
    expect(readControl(name)).toMatchObject({ mode: 'off', erase: true })
    instrument(diagnostics).onEvent('HANDOFF', event())
    leavePage()
    expect(journals(name)).toEqual([])
    await withdrawing
  })

  it('consent withdrawn and given at once: what is recorded since is on disk, as it says', async () => {
    const diagnostics = create()
    const link = instrument(diagnostics)
    link.onEvent('OPEN', event())
    await diagnostics.flush()
    const withdrawing = diagnostics.setStorage('off')
    const giving = diagnostics.setStorage('device')
    for (let index = 0; index < 5; index++) link.onEvent(`N${index}`, event())
    await Promise.all([withdrawing, giving])
    await diagnostics.flush()
    const names = (await readEntries()).flatMap(({ eventName }) => eventName ?? [])
    expect(names).toEqual(['N0', 'N1', 'N2', 'N3', 'N4'])
  })

  it('consent given and withdrawn at once: nothing is made on the device', async () => {
    const diagnostics = create({ storage: 'memory' })
    instrument(diagnostics).onEvent('OPEN', event())
    await Promise.all([diagnostics.setStorage('device'), diagnostics.setStorage('off')])
    await diagnostics.flush()
    expect(await dumpDatabase(name)).toBe('[]')
    expect(dumpLocalStorage(name)).not.toContain('OPEN')
  })

  it('consent that is given after each load: what earlier pages left in the journal is replayed', async () => {
    const before = create({ storage: 'memory' })
    await before.setStorage('device')
    instrument(before).onEvent('OPEN', event())
    leavePage()
    const [key = ''] = journals(name)
    const journal = localStorage.getItem(key) ?? ''
    await before.flush()
    before.close()
    // as if the transaction had not made it
    localStorage.setItem(key, journal.replace('OPEN', 'HANDOFF').replace('"sequence":0', '"sequence":7'))
    const after = create({ storage: 'memory' })
    await after.setStorage('device')
    expect(journals(name)).toEqual([])
    expect(await dumpDatabase(name)).toContain('HANDOFF')
  })

  it('consent withdrawn and given again: nothing of before comes back', async () => {
    const diagnostics = create()
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event({ request_id: 'before' }))
    await diagnostics.setStorage('off')
    await diagnostics.setStorage('device')
    onEvent('ERROR', event({ request_id: 'after' }))
    await diagnostics.flush()
    const everything = (await dumpDatabase(name)) + JSON.stringify(await diagnostics.report())
    expect(everything).toContain('after')
    expect(everything).not.toContain('before')
  })
})

describe('clear', () => {
  it('forgets everything: memory, disk and the journals of other pages', async () => {
    const left = create()
    instrument(left).onEvent('OPEN', event({ request_id: 'left' }))
    hidePage()
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ request_id: 'here' }))
    await diagnostics.flush()
    await diagnostics.clear()
    const everything = (await dumpDatabase(name)) + dumpLocalStorage(name) + JSON.stringify(await diagnostics.report())
    expect(everything).not.toContain(SESSION)
    expect(diagnostics.store.getState().session).toBeNull()
  })

  it('while a write is in flight keeps that from coming back, and what is recorded right after survives', async () => {
    const diagnostics = create()
    const { onEvent } = instrument(diagnostics)
    await diagnostics.flush()
    onEvent('OPEN', event({ request_id: 'before' }))
    await Promise.resolve() // the transaction has begun
    const cleared = diagnostics.clear()
    onEvent('ERROR', event({ request_id: 'during' }))
    await cleared
    onEvent('EXIT', event({ request_id: 'after' }))
    await diagnostics.flush()
    const disk = await dumpDatabase(name)
    expect(disk).not.toContain('before')
    expect(disk).toContain('after')
    const kept = entriesOf(await diagnostics.report()).map(({ requestId }) => requestId)
    expect(kept).not.toContain('before')
    expect(kept).toContain('after')
    create()
    expect(JSON.stringify(await create().report())).not.toContain('before')
  })

  it('reaches another tab before it writes, reports or leaves its journal', async () => {
    const here = create()
    const there = create()
    const calls = instrument(there)
    calls.onEvent('OPEN', event({ request_id: 'before' }))
    await there.flush()
    await nextTask(2) // entries and epoch are told apart by the millisecond
    await here.clear()
    await nextTask(2)
    expect((await there.report()).sessions).toEqual([])
    calls.onEvent('ERROR', event({ request_id: 'after' }))
    await there.flush()
    const disk = await dumpDatabase(name)
    expect(disk).not.toContain('before')
    expect(disk).toContain('after')
    expect(JSON.stringify(await here.report())).toContain('after')
  })

  it('is obeyed by another tab whose write is on its way', async () => {
    const here = create()
    const there = create()
    const calls = instrument(there)
    await there.flush()
    calls.onEvent('OPEN', event({ request_id: 'before' }))
    hidePage()
    await here.clear()
    await there.flush()
    hidePage()
    returnToPage()
    await nextTask(20)
    const report = await create().report({ sessions: Infinity })
    expect(JSON.stringify(report)).not.toContain('before')
    expect(dumpLocalStorage(name)).not.toContain('before')
  })

  it('raced by a tab that never stops recording leaves nothing of before', async () => {
    const here = create()
    const there = create()
    const calls = instrument(there)
    for (let round = 0; round < 10; round++) {
      for (let count = 0; count < 5; count++) calls.onEvent('OPEN', event({ request_id: `round${round}` }))
      if (round % 2) await Promise.resolve()
      else await nextTask()
      const cleared = here.clear()
      if (round % 3) await nextTask()
      await cleared
      await there.flush()
      await nextTask(2)
      const report = await here.report({ sessions: Infinity })
      expect(JSON.stringify(report), `round ${round}`).not.toContain(`round${round}`)
      const mine = await there.report({ sessions: Infinity })
      expect(JSON.stringify(mine), `round ${round}`).not.toContain(`round${round}`)
    }
  })

  it('does not bring back what a journal of an older epoch holds', async () => {
    const left = create()
    instrument(left).onEvent('OPEN', event({ request_id: 'before' }))
    hidePage()
    const [key = ''] = journals(name)
    const journal = localStorage.getItem(key) ?? ''
    expect(journal).toContain('before')
    const here = create()
    await here.clear()
    localStorage.setItem(key, journal) // a page in the back/forward cache writes its own again
    const later = create()
    instrument(later)
    await later.flush()
    await nextTask(20)
    expect(JSON.stringify(await later.report({ sessions: Infinity }))).not.toContain('before')
    expect(await dumpDatabase(name)).not.toContain('before')
  })
})

describe('close', () => {
  it('finishes the write in flight, records nothing more, and the app is called as ever', async () => {
    const onEntry = vi.fn()
    const onEvent = vi.fn(() => 'result')
    const diagnostics = create({ onEntry })
    const calls = instrument(diagnostics, { onEvent })
    calls.onEvent('OPEN', event({ request_id: 'before' }))
    diagnostics.close()
    expect(calls.onEvent('ERROR', event({ request_id: 'after' }))).toBe('result')
    await vi.waitFor(async () => expect(await dumpDatabase(name)).toContain('before'), { timeout: 4000 })
    expect(onEvent).toHaveBeenCalledTimes(2)
    expect(await dumpDatabase(name)).not.toContain('after')
    expect(onEntry.mock.calls.map(([entry]) => entry.requestId)).not.toContain('after')
  })

  it('stops listening to the page', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.flush()
    const before = await dumpDatabase(name)
    diagnostics.close()
    leavePage()
    await nextTask(20)
    expect(await dumpDatabase(name)).toBe(before)
    expect(journals(name)).toEqual([])
  })

  it('releases the database', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.flush()
    diagnostics.close()
    await nextTask(20)
    const blocked = vi.fn()
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name)
      request.onblocked = blocked
      request.onsuccess = () => resolve()
      request.onerror = () => reject(request.error)
    })
    expect(blocked).not.toHaveBeenCalled()
  })
})

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
    name = databaseName() // the same journal, of a database that never got it
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

describe('a page that is left', () => {
  async function outcomeAfter(leave: (calls: Callbacks) => void): Promise<unknown> {
    const diagnostics = create()
    const calls = instrument(diagnostics)
    calls.onEvent('OPEN', event())
    await diagnostics.flush()
    leave(calls)
    diagnostics.close()
    const { sessions } = await create().report()
    const types = sessions[0]?.entries.map(({ type }) => type)
    return [sessions[0]?.outcome, types?.includes('pageLeft')]
  }

  it('while Link was open reads abandoned on the next load', async () => {
    expect(await outcomeAfter(() => leavePage())).toEqual(['abandoned', true])
  })

  it('for the back/forward cache reads abandoned elsewhere, and in progress when it is back', async () => {
    expect(await outcomeAfter(() => leavePage({ persisted: true }))).toEqual(['abandoned', false])
    name = databaseName()
    expect(await outcomeAfter(() => [leavePage({ persisted: true }), returnToPage()])).toEqual(['in-progress', false])
  })

  it('after Link was closed has none either', async () => {
    const meta = { link_session_id: SESSION }
    expect(await outcomeAfter(({ onExit }) => [onExit(null, meta), leavePage()])).toEqual(['exited', false])
    name = databaseName()
    expect(await outcomeAfter(({ onEvent }) => [onEvent('EXIT', meta), leavePage()])).toEqual(['exited', false])
    name = databaseName()
    expect(await outcomeAfter(({ onSuccess }) => [onSuccess('t', meta), leavePage()])).toEqual(['succeeded', false])
  })

  it('right after the app has emptied localStorage loses nothing', async () => {
    const diagnostics = create()
    const link = instrument(diagnostics)
    link.onEvent('OPEN', event())
    await diagnostics.flush()
    link.onEvent('HANDOFF', event())
    localStorage.clear()
    leavePage()
    expect(dumpLocalStorage(name)).toContain('HANDOFF')
  })

  it('with a burst in its last task loses none of it', async () => {
    const diagnostics = create()
    const { onEvent, onSuccess } = instrument(diagnostics)
    onEvent('OPEN', event())
    await diagnostics.flush()
    for (let count = 0; count < 60; count++) onEvent('TRANSITION_VIEW', event({ request_id: `r${count}` }))
    onSuccess('public-token', event())
    leavePage()
    // Nothing of this page runs any more: what its transaction would have written does not count.
    const journal = dumpLocalStorage(name)
    for (let count = 0; count < 60; count++) expect(journal).toContain(`"r${count}"`)
    expect(journal).toContain('onSuccess')
    const report = await create().report()
    expect(entriesOf(report).filter(({ type }) => type === 'onEvent')).toHaveLength(61)
    expect(report.sessions[0]?.outcome).toBe('succeeded')
  })

  it('has its journal replayed by the next load, and removed', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ request_id: 'journaled' }))
    hidePage()
    const [key = ''] = journals(name)
    const journal = localStorage.getItem(key) ?? ''
    await diagnostics.flush()
    await nextTask(20)
    expect(journals(name), 'removed once all is on disk').toEqual([])
    localStorage.setItem(key, journal)
    instrument(create())
    await vi.waitFor(() => expect(journals(name)).toEqual([]))
    const entries = await readEntries()
    expect(entries.filter(({ requestId }) => requestId === 'journaled')).toHaveLength(1)
  })
})

describe('two tabs', () => {
  it('recording at once lose nothing', async () => {
    const tabs = [create(), create()]
    const calls = tabs.map((tab) => instrument(tab))
    for (let count = 0; count < 100; count++) {
      calls.forEach(({ onEvent }, tab) => onEvent('TRANSITION_VIEW', event({ request_id: `tab${tab}-${count}` })))
      if (count % 10 === 0) await nextTask()
    }
    await Promise.all(tabs.map((tab) => tab.flush()))
    const kept = new Set((await readEntries()).map(({ requestId }) => requestId).filter(Boolean))
    expect(kept.size).toBe(200)
  })
})
