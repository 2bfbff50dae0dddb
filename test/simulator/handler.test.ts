// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from './kit.ts'

const app = createApp()

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  app.leave()
  vi.useRealTimers()
})

describe('the handler', () => {
  it('is counted, and destroyed once', () => {
    app.install()
    const handler = app.create()
    app.create()
    handler.destroy()
    handler.destroy()
    expect([app.simulator.created, app.simulator.destroyed]).toEqual([2, 1])
  })

  it('waits with open() until Link is loaded', () => {
    app.install()
    app.create().open()
    expect(app.names()).toEqual([])
    app.settle()
    expect(app.names().slice(0, 2)).toEqual(['onLoad', 'OPEN'])
  })

  it('exits at once when forced, and with onExit', () => {
    app.install({ auto: false, pace: 10 })
    const handler = app.create()
    handler.open()
    app.settle()
    handler.exit({ force: true })
    expect(app.last('onExit')).toBeUndefined()
    app.settle()
    expect(app.names()).toEqual(['onLoad', 'OPEN', 'EXIT', 'onExit'])
    expect(app.simulator.view).toBeNull()
  })

  it('otherwise asks the person first', () => {
    app.install({ auto: false, pace: 10 })
    const handler = app.create()
    handler.open()
    app.settle()
    handler.exit()
    app.settle()
    expect(app.simulator.view).toBe('EXIT')
    expect(app.last('onExit')).toBeUndefined()
    app.simulator.press('Yes, exit')
    expect(app.last('onExit')).toBeDefined()
  })

  it('does nothing on exit() while it is closed', () => {
    app.install()
    const handler = app.create()
    handler.exit({ force: true })
    app.settle()
    expect(app.names()).toEqual(['onLoad'])
  })

  it('says nothing more once it is destroyed', () => {
    app.install({ pace: 10 })
    const handler = app.create()
    handler.open()
    vi.advanceTimersByTime(15)
    handler.destroy()
    app.settle()
    expect(app.names()).toEqual(['onLoad', 'OPEN'])
    expect(document.querySelector('plaid-link-simulator')).toBeNull()
  })

  it('is a new session each time it is opened', () => {
    const handler = app.play({})
    const first = app.simulator.linkSessionId
    handler.open()
    app.settle()
    expect(app.simulator.linkSessionId).not.toBe(first)
    expect(app.names().filter((name) => name === 'onSuccess')).toHaveLength(2)
  })

  it('keeps what it delivered, for tests to compare with', () => {
    app.play({})
    expect(app.simulator.delivered.map(({ callback, args }) => ({ callback, args }))).toEqual(
      app.calls.map(({ callback, args }) => ({ callback, args })),
    )
  })
})
