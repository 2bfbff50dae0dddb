// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, metadataOf } from './kit.ts'

const app = createApp()

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  app.leave()
  vi.useRealTimers()
})

const isAscending = (times: string[]) => times.every((time, i) => i === 0 || time > (times[i - 1] ?? ''))

describe('order and timing', () => {
  it('plays the documented sequence of a bank with credentials and a code', () => {
    app.play({ scenario: 'success' })
    expect(app.names()).toEqual([
      'onLoad',
      'OPEN',
      'TRANSITION_VIEW',
      'SEARCH_INSTITUTION',
      'SELECT_INSTITUTION',
      'TRANSITION_VIEW',
      'SUBMIT_CREDENTIALS',
      'TRANSITION_VIEW',
      'TRANSITION_VIEW',
      'SUBMIT_MFA',
      'TRANSITION_VIEW',
      'TRANSITION_VIEW',
      'HANDOFF',
      'onSuccess',
    ])
    expect(app.views()).toEqual(['SELECT_INSTITUTION', 'CREDENTIAL', 'LOADING', 'MFA', 'LOADING', 'CONNECTED'])
    expect(metadataOf(app.events()[0])).toMatchObject({ view_name: 'CONSENT', request_id: null })
  })

  it('delivers OPEN when it happens and everything else in one task with the callback that ends Link', () => {
    app.play({ scenario: 'success', pace: 100 })
    const [open, ...others] = app.events()
    expect(open?.args[0]).toBe('OPEN')
    expect(new Set(others.map((call) => call.task))).toEqual(new Set([app.last('onSuccess')?.task]))
    expect(open?.task).toBeLessThan(others[0]?.task ?? 0)
  })

  it('at pace 0 does all of it in one task, after open() has returned', () => {
    app.install()
    const handler = app.create()
    app.settle()
    handler.open()
    expect(app.names()).toEqual(['onLoad'])
    app.settle()
    expect(new Set(app.calls.slice(1).map((call) => call.task)).size).toBe(1)
  })

  it('adds events to the burst', () => {
    app.play({ extraEvents: 60 })
    expect(app.events()).toHaveLength(72)
  })

  it('keeps the order of the timestamps, to the millisecond', () => {
    app.play({ extraEvents: 60 })
    const times = app.events().map((call) => String(metadataOf(call).timestamp))
    expect(times.every((time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time))).toBe(true)
    expect(isAscending(times)).toBe(true)
  })

  it('scrambled, delivers each event once, and the last ones after onSuccess', () => {
    app.play({ scrambled: true })
    expect(app.names().indexOf('HANDOFF')).toBeGreaterThan(app.names().indexOf('onSuccess'))
    const times = app.events().map((call) => String(metadataOf(call).timestamp))
    expect(isAscending(times)).toBe(false)
    expect(app.events()).toHaveLength(12)
  })

  it('delivers everything twice where two hooks do', () => {
    app.play({ scenario: 'double-delivery' })
    for (const twice of ['OPEN', 'HANDOFF', 'onSuccess']) {
      expect(app.names().filter((name) => name === twice)).toHaveLength(2)
    }
    expect(app.events()[0]?.args).toEqual(app.events()[1]?.args)
  })

  it('goes on when a callback of the app throws, and the page hears of it', () => {
    const heard: unknown[] = []
    vi.stubGlobal('reportError', (error: unknown) => heard.push(error))
    app.install()
    const handler = app.create({
      onEvent: () => {
        throw new Error('of the app')
      },
    })
    handler.open()
    app.settle()
    vi.unstubAllGlobals()
    expect(app.names()).toEqual(['onLoad', 'onSuccess'])
    expect(heard).toHaveLength(12)
  })
})

describe('metadata', () => {
  it('has one link_session_id, a UUID, in every callback', () => {
    app.play({ scenario: 'success' })
    const ids = new Set(app.calls.slice(1).map((call) => metadataOf(call).link_session_id))
    expect([...ids]).toEqual([app.simulator.linkSessionId])
    expect(app.simulator.linkSessionId).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  })

  it('shares request ids between events, and has none in onSuccess', () => {
    app.play({ scenario: 'success' })
    const ids = app.events().map((call) => metadataOf(call).request_id)
    expect(ids[0]).toBeNull()
    expect(new Set(ids).size).toBeLessThan(ids.length)
    expect(metadataOf(app.last('onSuccess'))).not.toHaveProperty('request_id')
  })

  it('names every documented key of an event, also where it says nothing', () => {
    app.play({ scenario: 'success' })
    for (const call of app.events()) {
      expect(new Set(Object.keys(metadataOf(call)))).toEqual(
        new Set([
          'account_number_mask',
          'error_code',
          'error_message',
          'error_type',
          'exit_status',
          'institution_id',
          'institution_name',
          'institution_search_query',
          'is_update_mode',
          'link_session_id',
          'match_reason',
          'mfa_type',
          'request_id',
          'routing_number',
          'selection',
          'timestamp',
          'view_name',
        ]),
      )
    }
  })

  it('carries undeclared keys in onSuccess, the public token among them', () => {
    app.play({ scenario: 'success' })
    const publicToken = app.last('onSuccess')?.args[0]
    const metadata = metadataOf(app.last('onSuccess'))
    expect(publicToken).toMatch(/^public-sandbox-[\da-f-]{36}$/)
    expect(metadata).toMatchObject({ public_token: publicToken, account_id: null, transfer_status: null })
    expect(metadata.accounts).toHaveLength(2)
  })
})

describe('scenarios', () => {
  it('wrong password: two errors, then an exit that carries the last one', () => {
    app.play({ scenario: 'wrong-password' })
    expect(app.names().filter((name) => name === 'ERROR')).toHaveLength(2)
    const exit = metadataOf(app.events().at(-1))
    expect(exit).toMatchObject({ exit_status: 'requires_credentials', error_code: 'INVALID_CREDENTIALS' })
    const [error, metadata] = app.last('onExit')?.args ?? []
    expect(error).toMatchObject({ error_type: 'ITEM_ERROR', error_code: 'INVALID_CREDENTIALS' })
    expect(metadata).toMatchObject({ status: 'requires_credentials', request_id: exit.request_id })
  })

  it('an exit at the list of banks has neither an error nor a request_id', () => {
    app.play({ scenario: 'user-exit' })
    expect(app.last('onExit')?.args[0]).toBeNull()
    expect(metadataOf(app.last('onExit'))).toMatchObject({
      institution: {},
      status: 'institution_not_found',
      request_id: null,
    })
    expect(app.views().at(-1)).toBe('EXIT')
  })

  it.each([
    ['institution-down', 'INSTITUTION_DOWN'],
    ['expired-token', 'INVALID_LINK_TOKEN'],
  ] as const)('%s ends with %s', (scenario, code) => {
    app.play({ scenario })
    expect(app.last('onExit')?.args[0]).toMatchObject({ error_code: code })
  })

  it('Layer: LAYER_NOT_AVAILABLE comes at once, before any OPEN, and of the same session', () => {
    app.install({ scenario: 'layer-not-available' })
    const handler = app.create()
    app.settle()
    handler.submit({ phone_number: '+14155550011' })
    app.settle()
    expect(app.names()).toEqual(['onLoad', 'LAYER_NOT_AVAILABLE'])
    handler.submit({ date_of_birth: '1975-01-18' })
    app.settle()
    expect(app.names().at(-1)).toBe('LAYER_AUTOFILL_NOT_AVAILABLE')
    handler.open()
    app.settle()
    expect(new Set(app.events().map((call) => metadataOf(call).link_session_id)).size).toBe(1)
    expect(JSON.stringify(app.calls)).not.toContain('4155550011')
  })

  it('Link that hangs opens, and then says nothing, not even when it is told to exit', () => {
    const handler = app.play({ scenario: 'never-answers', pace: 10 })
    handler.exit({ force: true })
    app.settle()
    expect(app.names()).toEqual(['onLoad', 'OPEN'])
  })

  it.each(['script-blocked', 'csp-blocked', 'script-pending'] as const)('%s: there is no window.Plaid', (scenario) => {
    app.install({ scenario })
    expect(window.Plaid).toBeUndefined()
  })
})
