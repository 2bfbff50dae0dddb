// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { installPlaidSimulator, scenarios, uninstallPlaidSimulator } from 'react-plaid-link-diagnostics/simulator'
import { createApp } from './kit.ts'

const app = createApp()

afterEach(() => {
  app.leave()
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

describe('in production', () => {
  it('is refused, with the reason and the way out', () => {
    vi.stubEnv('NODE_ENV', 'production')
    expect(() => installPlaidSimulator()).toThrow(/^\[react-plaid-link-diagnostics\].*allowInProduction: true/)
    expect(window.Plaid).toBeUndefined()
    installPlaidSimulator({ allowInProduction: true })
    expect(window.Plaid).toBeDefined()
  })

  it('is not refused where nobody says what it is: a browser without a bundler has no process', () => {
    vi.stubGlobal('process', undefined)
    expect(() => installPlaidSimulator()).not.toThrow()
  })

  it('needs a page', () => {
    vi.stubGlobal('document', undefined)
    expect(() => installPlaidSimulator()).toThrow('needs a page')
  })

  it('is named in the error that names a scenario that there is not', () => {
    expect(() => installPlaidSimulator({ scenario: 'sucess' as 'success' })).toThrow(scenarios[0])
  })
})

describe('what is told apart from the real one', () => {
  it('says so itself, and its tokens and sessions begin with 00000000-5151-', () => {
    vi.useFakeTimers()
    app.play()
    expect(window.Plaid).toHaveProperty('simulated', true)
    expect(app.last('onSuccess')?.args[0]).toMatch(/^public-sandbox-00000000-5151-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/)
    expect(app.simulator.linkSessionId).toMatch(/^00000000-5151-/)
  })
})

describe('uninstalling', () => {
  it('leaves the page as it was', () => {
    vi.useFakeTimers()
    const before = { src: Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'src'), page: pageOf() }
    const plaid = { create: () => undefined }
    vi.stubGlobal('Plaid', plaid)
    installPlaidSimulator({ scenario: 'csp-blocked' }).uninstall()
    expect(window.Plaid).toBe(plaid)

    app.install({ auto: false, pace: 10 })
    const script = document.createElement('script')
    script.src = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js'
    document.body.append(script)
    const handler = app.create()
    handler.open()
    app.settle()
    app.simulator.press('Continue')
    app.simulator.press('First Platypus Bank')
    app.simulator.press('Log in')
    app.simulator.uninstall()

    expect(vi.getTimerCount()).toBe(0)
    expect(window.Plaid).toBe(plaid)
    expect(Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'src')).toEqual(before.src)
    expect(pageOf()).toBe(before.page)
    handler.exit({ force: true })
    handler.open()
    handler.destroy()
    expect(vi.getTimerCount()).toBe(0)
    expect(app.names()).toEqual(['onLoad', 'OPEN'])
  })

  it('forgets who is on their way to a bank', () => {
    vi.useFakeTimers()
    app.play({ scenario: 'oauth-lost' })
    expect(sessionStorage).toHaveLength(1)
    uninstallPlaidSimulator()
    expect(sessionStorage).toHaveLength(0)
  })

  it('is done of the one before, when another is installed', () => {
    const first = installPlaidSimulator()
    const second = installPlaidSimulator()
    first.uninstall()
    expect(window.Plaid).toBeDefined()
    second.uninstall()
    expect('Plaid' in window).toBe(false)
    uninstallPlaidSimulator()
  })
})

function pageOf(): string {
  return document.documentElement.outerHTML
}
