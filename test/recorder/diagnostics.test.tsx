// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import type { DiagnosticsReport } from 'react-plaid-link-diagnostics'
import { fingerprint } from 'react-plaid-link-diagnostics/identifiers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OTHER_SESSION as OTHER, SESSION, TOKEN } from '../support/constants.ts'
import { dumpDatabase } from '../support/disk.ts'
import { nextTask } from '../support/page.ts'
import { type Callbacks, create, entriesOf, event, idsOf, instrument, name, readEntries } from './kit.ts'

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
