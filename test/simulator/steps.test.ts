// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Scenario } from 'react-plaid-link-diagnostics/simulator'
import { createApp, metadataOf } from './kit.ts'

const app = createApp()
const byHand = { auto: false, screen: false } as const

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  app.leave()
  vi.useRealTimers()
})

describe('step by step', () => {
  it('moves only when it is told to, and draws nothing', () => {
    const plaid = app.install({ ...byHand, scenario: 'wrong-password' })
    app.create().open()
    vi.advanceTimersByTime(60_000)
    expect(app.names()).toEqual(['onLoad'])
    expect(plaid.step()).toMatchObject({ event: 'OPEN' })
    expect(plaid.next).toEqual({ person: 'Continue' })
    vi.advanceTimersByTime(60_000)
    expect(app.names()).toEqual(['onLoad', 'OPEN'])
    expect(document.querySelector('plaid-link-simulator')).toBeNull()
  })

  it('needs no timers: what is due at once is done at the first step', () => {
    const plaid = app.install({ ...byHand })
    app.create().open()
    plaid.step()
    expect(app.names()).toEqual(['onLoad', 'OPEN'])
    plaid.playToEnd()
    expect(app.names().at(-1)).toBe('onSuccess')
    expect(plaid.step()).toBeNull()
    expect(plaid.isOver).toBe(true)
  })

  it('plays up to an event, a view or a callback', () => {
    const plaid = app.install({ ...byHand, scenario: 'wrong-password' })
    app.create().open()
    plaid.playTo('CREDENTIAL')
    expect(plaid.view).toBe('CREDENTIAL')
    plaid.playTo('ERROR')
    plaid.playTo('onExit')
    expect(app.last('onExit')?.args[0]).toMatchObject({ error_code: 'INVALID_CREDENTIALS' })
    expect(app.names().filter((name) => name === 'ERROR')).toHaveLength(2)
    expect(() => plaid.playTo('MFA')).toThrow('"MFA" does not come in the scenario "wrong-password".')
  })

  it('says so where Link was not opened', () => {
    const plaid = app.install(byHand)
    expect(plaid.step()).toBeNull()
    expect(() => plaid.playTo('OPEN')).toThrow('Link was not opened')
  })

  it('can be closed by the app in the middle', () => {
    const plaid = app.install({ ...byHand })
    const handler = app.create()
    handler.open()
    plaid.playTo('MFA')
    handler.exit({ force: true })
    app.settle()
    expect(metadataOf(app.last('onExit'))).toMatchObject({ status: 'requires_code' })
    expect(plaid.closedByApp).toBe(0)
    handler.destroy()
    expect(plaid.closedByApp).toBe(1)
  })

  it('goes on by timers where Plaid is to be waited for, at the pace and the times of the steps', () => {
    app.install({ scenario: 'slow', pace: 100 })
    app.create().open()
    vi.advanceTimersByTime(24_000)
    expect(app.last('onSuccess')).toBeUndefined()
    vi.advanceTimersByTime(60_000)
    expect(app.last('onSuccess')).toBeDefined()
  })

  it('divides the times of steps by the speed', () => {
    app.install({ scenario: 'slow', pace: 1, speed: 100 })
    app.create().open()
    vi.advanceTimersByTime(1000)
    expect(app.last('onSuccess')).toBeDefined()
  })
})

describe('a scenario of one’s own', () => {
  const mine: Scenario = {
    name: 'mine',
    title: 'Mine',
    about: 'An event that nobody knows yet, and an exit.',
    steps: [
      { event: 'OPEN', fields: { view_name: 'CONSENT' } },
      { event: 'SOMETHING_NEW', fields: { view_name: 'NEW_VIEW', request_id: 'mine' }, times: 2, live: true },
      { event: 'SELECT_INSTITUTION', late: true },
      { callback: 'onExit', error: null, metadata: { status: 'a_new_status' } },
    ],
  }

  it('is played as it is written', () => {
    app.play({ scenario: mine })
    expect(app.names()).toEqual(['onLoad', 'OPEN', 'SOMETHING_NEW', 'SOMETHING_NEW', 'onExit', 'SELECT_INSTITUTION'])
    expect(metadataOf(app.events()[1])).toMatchObject({ view_name: 'NEW_VIEW', request_id: 'mine' })
    expect(metadataOf(app.last('onExit'))).toMatchObject({ status: 'a_new_status' })
  })

  it('waits for the app where the app is to close Link', () => {
    const plaid = app.install({
      scenario: { ...mine, steps: [...mine.steps.slice(0, 2), { appCloses: true }, ...mine.steps.slice(2)] },
    })
    const handler = app.create()
    handler.open()
    app.settle()
    expect(app.last('onExit')).toBeUndefined()
    expect(plaid.step()).toBeNull()
    handler.exit({ force: true })
    app.settle()
    expect(metadataOf(app.last('onExit'))).toMatchObject({ status: 'a_new_status' })
  })
})

describe('what the app throws', () => {
  it('is kept, also where a promise rejects', async () => {
    vi.stubGlobal('reportError', () => undefined)
    const rejected = vi.fn()
    process.on('unhandledRejection', rejected)
    const plaid = app.install()
    const handler = app.create({
      onEvent: (name) => {
        if (name === 'OPEN') throw new Error('thrown')
      },
      onSuccess: (async () => {
        await Promise.resolve()
        throw new Error('rejected')
      }) as () => void,
    })
    handler.open()
    app.settle()
    vi.useRealTimers()
    await new Promise((resolve) => setTimeout(resolve, 5))
    process.off('unhandledRejection', rejected)
    vi.unstubAllGlobals()
    expect(plaid.thrown.map(String)).toEqual(['Error: thrown', 'Error: rejected'])
    expect(rejected).toHaveBeenCalled()
  })
})
