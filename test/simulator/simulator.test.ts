// @vitest-environment jsdom
import type { PlaidHandler, PlaidLinkOptions } from 'react-plaid-link'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answerVisit,
  findVisit,
  installPlaidSimulator,
  scenarios,
  type PlaidSimulator,
  type PlaidSimulatorOptions,
  type ScenarioName,
} from '../../src/simulator.ts'

type Call = { callback: string; args: unknown[]; task: number }

let simulator: PlaidSimulator
let calls: Call[]
let task: number
let went: string[]

beforeEach(() => {
  vi.useFakeTimers()
  calls = []
  task = 0
  went = []
})

afterEach(() => {
  simulator.uninstall()
  sessionStorage.clear()
  vi.useRealTimers()
})

function install(options: PlaidSimulatorOptions = {}): void {
  simulator = installPlaidSimulator({ auto: true, pace: 0, navigate: (url) => went.push(url), ...options })
}

function note(callback: string): (...args: unknown[]) => void {
  return (...args) => void calls.push({ callback, args, task })
}

function create(options: Partial<PlaidLinkOptions> = {}): PlaidHandler {
  return window.Plaid.create({
    token: 'link-sandbox-1',
    onSuccess: note('onSuccess'),
    onExit: note('onExit'),
    onEvent: note('onEvent'),
    onLoad: note('onLoad'),
    ...options,
  } as PlaidLinkOptions)
}

/** Runs all timers, each in a task of its own that the calls are marked with. */
function settle(): void {
  while (vi.getTimerCount() > 0) {
    task++
    vi.advanceTimersToNextTimer()
  }
}

function play(options: PlaidSimulatorOptions): PlaidHandler {
  install(options)
  const handler = create()
  settle()
  handler.open()
  settle()
  return handler
}

const events = () => calls.filter(({ callback }) => callback === 'onEvent')
const names = () => calls.map(({ callback, args }) => (callback === 'onEvent' ? String(args[0]) : callback))
const metadataOf = (call: Call | undefined) => call?.args[1] as Record<string, unknown>
const views = () =>
  events()
    .filter(({ args }) => args[0] === 'TRANSITION_VIEW')
    .map((call) => metadataOf(call).view_name)
const last = (callback: string) => calls.findLast((call) => call.callback === callback)
const isAscending = (times: string[]) => times.every((time, i) => i === 0 || time > (times[i - 1] ?? ''))

describe('order and timing', () => {
  it('plays the documented sequence of a bank with credentials and a code', () => {
    play({ scenario: 'success' })
    expect(names()).toEqual([
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
    expect(views()).toEqual(['SELECT_INSTITUTION', 'CREDENTIAL', 'LOADING', 'MFA', 'LOADING', 'CONNECTED'])
    expect(metadataOf(events()[0])).toMatchObject({ view_name: 'CONSENT', request_id: null })
  })

  it('delivers OPEN when it happens and everything else in one task with the callback that ends Link', () => {
    play({ scenario: 'success', pace: 100 })
    const [open, ...others] = events()
    expect(open?.args[0]).toBe('OPEN')
    expect(new Set(others.map((call) => call.task))).toEqual(new Set([last('onSuccess')?.task]))
    expect(open?.task).toBeLessThan(others[0]?.task ?? 0)
  })

  it('at pace 0 does all of it in one task, after open() has returned', () => {
    install()
    const handler = create()
    settle()
    handler.open()
    expect(names()).toEqual(['onLoad'])
    settle()
    expect(new Set(calls.slice(1).map((call) => call.task)).size).toBe(1)
  })

  it('adds events to the burst', () => {
    play({ extraEvents: 60 })
    expect(events()).toHaveLength(72)
  })

  it('keeps the order of the timestamps, to the millisecond', () => {
    play({ extraEvents: 60 })
    const times = events().map((call) => String(metadataOf(call).timestamp))
    expect(times.every((time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time))).toBe(true)
    expect(isAscending(times)).toBe(true)
  })

  it('scrambled, delivers each event once, and the last ones after onSuccess', () => {
    play({ scrambled: true })
    expect(names().indexOf('HANDOFF')).toBeGreaterThan(names().indexOf('onSuccess'))
    const times = events().map((call) => String(metadataOf(call).timestamp))
    expect(isAscending(times)).toBe(false)
    expect(events()).toHaveLength(12)
  })

  it('delivers everything twice where two hooks do', () => {
    play({ scenario: 'double-delivery' })
    for (const twice of ['OPEN', 'HANDOFF', 'onSuccess']) {
      expect(names().filter((name) => name === twice)).toHaveLength(2)
    }
    expect(events()[0]?.args).toEqual(events()[1]?.args)
  })

  it('goes on when a callback of the app throws, and the page hears of it', () => {
    const heard: unknown[] = []
    vi.stubGlobal('reportError', (error: unknown) => heard.push(error))
    install()
    const handler = create({
      onEvent: () => {
        throw new Error('of the app')
      },
    })
    handler.open()
    settle()
    vi.unstubAllGlobals()
    expect(names()).toEqual(['onLoad', 'onSuccess'])
    expect(heard).toHaveLength(12)
  })
})

describe('metadata', () => {
  it('has one link_session_id, a UUID, in every callback', () => {
    play({ scenario: 'success' })
    const ids = new Set(calls.slice(1).map((call) => metadataOf(call).link_session_id))
    expect([...ids]).toEqual([simulator.linkSessionId])
    expect(simulator.linkSessionId).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  })

  it('shares request ids between events, and has none in onSuccess', () => {
    play({ scenario: 'success' })
    const ids = events().map((call) => metadataOf(call).request_id)
    expect(ids[0]).toBeNull()
    expect(new Set(ids).size).toBeLessThan(ids.length)
    expect(metadataOf(last('onSuccess'))).not.toHaveProperty('request_id')
  })

  it('names every documented key of an event, also where it says nothing', () => {
    play({ scenario: 'success' })
    for (const call of events()) {
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
    play({ scenario: 'success' })
    const publicToken = last('onSuccess')?.args[0]
    const metadata = metadataOf(last('onSuccess'))
    expect(publicToken).toMatch(/^public-sandbox-[\da-f-]{36}$/)
    expect(metadata).toMatchObject({ public_token: publicToken, account_id: null, transfer_status: null })
    expect(metadata.accounts).toHaveLength(2)
  })
})

describe('scenarios', () => {
  it('wrong password: two errors, then an exit that carries the last one', () => {
    play({ scenario: 'wrong-password' })
    expect(names().filter((name) => name === 'ERROR')).toHaveLength(2)
    const exit = metadataOf(events().at(-1))
    expect(exit).toMatchObject({ exit_status: 'requires_credentials', error_code: 'INVALID_CREDENTIALS' })
    const [error, metadata] = last('onExit')?.args ?? []
    expect(error).toMatchObject({ error_type: 'ITEM_ERROR', error_code: 'INVALID_CREDENTIALS' })
    expect(metadata).toMatchObject({ status: 'requires_credentials', request_id: exit.request_id })
  })

  it('an exit at the list of banks has neither an error nor a request_id', () => {
    play({ scenario: 'user-exit' })
    expect(last('onExit')?.args[0]).toBeNull()
    expect(metadataOf(last('onExit'))).toMatchObject({
      institution: {},
      status: 'institution_not_found',
      request_id: null,
    })
    expect(views().at(-1)).toBe('EXIT')
  })

  it.each([
    ['institution-down', 'INSTITUTION_DOWN'],
    ['expired-token', 'INVALID_LINK_TOKEN'],
  ] as const)('%s ends with %s', (scenario, code) => {
    play({ scenario })
    expect(last('onExit')?.args[0]).toMatchObject({ error_code: code })
  })

  it('Layer: LAYER_NOT_AVAILABLE comes at once, before any OPEN, and of the same session', () => {
    install({ scenario: 'layer-not-available' })
    const handler = create()
    settle()
    handler.submit({ phone_number: '+14155550011' })
    settle()
    expect(names()).toEqual(['onLoad', 'LAYER_NOT_AVAILABLE'])
    handler.submit({ date_of_birth: '1975-01-18' })
    settle()
    expect(names().at(-1)).toBe('LAYER_AUTOFILL_NOT_AVAILABLE')
    handler.open()
    settle()
    expect(new Set(events().map((call) => metadataOf(call).link_session_id)).size).toBe(1)
    expect(JSON.stringify(calls)).not.toContain('4155550011')
  })

  it('Link that hangs opens, and then says nothing, not even when it is told to exit', () => {
    const handler = play({ scenario: 'never-answers', pace: 10 })
    handler.exit({ force: true })
    settle()
    expect(names()).toEqual(['onLoad', 'OPEN'])
  })

  it.each(['script-blocked', 'csp-blocked', 'script-pending'] as const)('%s: there is no window.Plaid', (scenario) => {
    install({ scenario })
    expect(window.Plaid).toBeUndefined()
  })

  it('each of the others comes to an end by itself', () => {
    const endless: ScenarioName[] = ['script-blocked', 'csp-blocked', 'script-pending', 'never-answers']
    for (const name of scenarios) {
      if (endless.includes(name)) continue
      calls = []
      play({ scenario: name })
      if (name.startsWith('oauth-')) expect(went.pop(), name).toMatch(/^\/bank\.html\?state=/)
      else expect(names().at(-1), name).toMatch(/^(onSuccess|onExit)$/)
      simulator.uninstall()
    }
  })
})

function visitBank(scenario: ScenarioName, answer: 'allowed' | 'denied' = 'allowed'): string {
  play({ scenario })
  const state = new URLSearchParams(went.at(-1)?.split('?')[1]).get('state')
  const visit = findVisit(state)
  if (!visit) throw new Error('nobody went to the bank')
  return answerVisit(visit, answer)
}

/** What a new page does: the simulator and the handler are new, the link_token is the same. */
function comeBack(url: string, options: PlaidSimulatorOptions = {}, token = 'link-sandbox-1'): void {
  const { scenario } = simulator
  simulator.uninstall()
  calls = []
  install({ scenario, ...options })
  const handler = create({ token, receivedRedirectUri: url })
  handler.open()
  settle()
}

describe('a bank’s own page', () => {
  it('says nothing but OPEN before the page is left', () => {
    visitBank('oauth-lost')
    expect(names()).toEqual(['onLoad', 'OPEN'])
  })

  it('comes back with a second OPEN, under the same link_session_id, without the events that were lost', () => {
    const url = visitBank('oauth-lost')
    const { linkSessionId } = simulator
    comeBack(url)
    expect(names()).toEqual(['onLoad', 'OPEN', 'TRANSITION_VIEW', 'HANDOFF', 'onSuccess'])
    expect(metadataOf(events()[0])).toMatchObject({ view_name: null, link_session_id: linkSessionId })
    expect(metadataOf(last('onSuccess'))).toMatchObject({ institution: { institution_id: 'ins_127287' } })
  })

  it('or with them', () => {
    comeBack(visitBank('oauth-delivered'))
    expect(names().slice(1)).toEqual([
      'OPEN',
      'TRANSITION_VIEW',
      'SEARCH_INSTITUTION',
      'SELECT_INSTITUTION',
      'TRANSITION_VIEW',
      'OPEN_OAUTH',
      'TRANSITION_VIEW',
      'HANDOFF',
      'onSuccess',
    ])
    expect(views()).toEqual(['SELECT_INSTITUTION', 'OAUTH', 'CONNECTED'])
  })

  it('or under a new link_session_id', () => {
    const url = visitBank('oauth-lost')
    const before = simulator.linkSessionId
    comeBack(url, { newSessionIdOnReturn: true })
    expect(simulator.linkSessionId).not.toBe(before)
  })

  it('fails as documented: OPEN, ERROR, ERROR view, EXIT view, EXIT with requires_oauth', () => {
    comeBack(visitBank('oauth-failed'))
    expect(names().slice(1)).toEqual(['OPEN', 'ERROR', 'TRANSITION_VIEW', 'TRANSITION_VIEW', 'EXIT', 'onExit'])
    expect(views()).toEqual(['ERROR', 'EXIT'])
    expect(metadataOf(last('onExit'))).toMatchObject({ status: 'requires_oauth' })
    expect(last('onExit')?.args[0]).toMatchObject({ error_code: 'INTERNAL_SERVER_ERROR' })
  })

  it('fails when the person refused', () => {
    comeBack(visitBank('oauth-lost', 'denied'))
    expect(last('onExit')?.args[0]).toMatchObject({ error_code: 'ACCESS_NOT_GRANTED' })
  })

  it('refuses a return that was used, is of another link_token, or is no return', () => {
    const code = () => (last('onExit')?.args[0] as { error_code: string } | undefined)?.error_code
    const url = visitBank('oauth-lost')
    comeBack(url, {}, 'link-sandbox-2')
    expect(code()).toBe('INCORRECT_LINK_TOKEN')
    comeBack(url)
    comeBack(url)
    expect(code()).toBe('OAUTH_STATE_ID_ALREADY_PROCESSED')
    comeBack('http://localhost:3000/?oauth_state_id=unknown')
    expect(code()).toBe('OAUTH_STATE_ID_NOT_FOUND')
    comeBack('http://localhost:3000/')
    expect(code()).toBe('INVALID_FIELD')
    expect(last('onExit')?.args[0]).toHaveProperty('request_id')
  })
})

describe('the handler', () => {
  it('is counted, and destroyed once', () => {
    install()
    const handler = create()
    create()
    handler.destroy()
    handler.destroy()
    expect([simulator.created, simulator.destroyed]).toEqual([2, 1])
  })

  it('waits with open() until Link is loaded', () => {
    install()
    create().open()
    expect(names()).toEqual([])
    settle()
    expect(names().slice(0, 2)).toEqual(['onLoad', 'OPEN'])
  })

  it('exits at once when forced, and with onExit', () => {
    install({ auto: false, pace: 10 })
    const handler = create()
    handler.open()
    settle()
    handler.exit({ force: true })
    expect(last('onExit')).toBeUndefined()
    settle()
    expect(names()).toEqual(['onLoad', 'OPEN', 'EXIT', 'onExit'])
    expect(simulator.view).toBeNull()
  })

  it('otherwise asks the person first', () => {
    install({ auto: false, pace: 10 })
    const handler = create()
    handler.open()
    settle()
    handler.exit()
    settle()
    expect(simulator.view).toBe('EXIT')
    expect(last('onExit')).toBeUndefined()
    simulator.press('Yes, exit')
    expect(last('onExit')).toBeDefined()
  })

  it('does nothing on exit() while it is closed', () => {
    install()
    const handler = create()
    handler.exit({ force: true })
    settle()
    expect(names()).toEqual(['onLoad'])
  })

  it('says nothing more once it is destroyed', () => {
    install({ pace: 10 })
    const handler = create()
    handler.open()
    vi.advanceTimersByTime(15)
    handler.destroy()
    settle()
    expect(names()).toEqual(['onLoad', 'OPEN'])
    expect(document.querySelector('plaid-link-simulator')).toBeNull()
  })

  it('is a new session each time it is opened', () => {
    const handler = play({})
    const first = simulator.linkSessionId
    handler.open()
    settle()
    expect(simulator.linkSessionId).not.toBe(first)
    expect(names().filter((name) => name === 'onSuccess')).toHaveLength(2)
  })

  it('keeps what it delivered, for tests to compare with', () => {
    play({})
    expect(simulator.delivered.map(({ callback, args }) => ({ callback, args }))).toEqual(
      calls.map(({ callback, args }) => ({ callback, args })),
    )
  })
})

describe('the dialog', () => {
  beforeEach(() => {
    install({ auto: false, pace: 10 })
    create().open()
    settle()
  })

  it('can be clicked through to the end', () => {
    simulator.press('Continue')
    simulator.press('Houndstooth Bank')
    simulator.press('Log in')
    expect(simulator.view).toBe('LOADING')
    settle()
    simulator.press('Submit')
    settle()
    simulator.press('Finish')
    expect(metadataOf(last('onSuccess'))).toMatchObject({ institution: { name: 'Houndstooth Bank' } })
    expect(document.querySelector('plaid-link-simulator')).toBeNull()
    expect(() => simulator.press('Finish')).toThrow('No button')
  })

  it('can be closed and kept open', () => {
    simulator.press('Continue')
    simulator.press('Close')
    simulator.press('No, go back')
    expect(simulator.view).toBe('SELECT_INSTITUTION')
  })

  it('moves the focus to the heading of each pane', () => {
    const root = document.querySelector('plaid-link-simulator')?.shadowRoot
    expect(root?.activeElement?.textContent).toBe('Connect your account')
    simulator.press('Continue')
    expect(root?.activeElement?.textContent).toBe('Select your bank')
  })

  it('says which buttons there are when the one to press is not', () => {
    expect(() => simulator.press('Nowhere')).toThrow('No button "Nowhere" in Link, only: Close, Continue')
  })

  it('reports what was searched for, as Plaid does', () => {
    simulator.press('Continue')
    const root = document.querySelector('plaid-link-simulator')?.shadowRoot
    const search = root?.querySelector('input')
    if (!search) throw new Error('no search field')
    search.value = 'tart'
    search.dispatchEvent(new Event('input'))
    const shown = Array.from(root?.querySelectorAll('li:not([hidden])') ?? [], (item) => item.textContent)
    expect(shown).toEqual(['TTartan Bank'])
    simulator.press('Tartan Bank')
    simulator.press('Close')
    simulator.press('Yes, exit')
    const event = events().find(({ args }) => args[0] === 'SEARCH_INSTITUTION')
    expect(metadataOf(event)).toMatchObject({ institution_search_query: 'tart' })
  })
})

describe('embedded Link', () => {
  it('shows the banks in the page and opens with the chosen one', () => {
    install({ auto: true, pace: 10 })
    const target = document.createElement('div')
    document.body.append(target)
    const embedded = window.Plaid.createEmbedded({ token: 't', onSuccess: () => {}, onEvent: note('onEvent') }, target)
    simulator.press('Tartan Bank')
    settle()
    expect(names().slice(0, 4)).toEqual(['OPEN', 'SELECT_INSTITUTION', 'TRANSITION_VIEW', 'TRANSITION_VIEW'])
    expect(views().slice(0, 2)).toEqual(['CONSENT', 'CREDENTIAL'])
    simulator.press('Houndstooth Bank')
    settle()
    expect(metadataOf(events().at(-1))).toMatchObject({ institution_name: 'Houndstooth Bank' })
    embedded.destroy()
    expect([simulator.created, simulator.destroyed, target.childElementCount]).toEqual([1, 1, 0])
    target.remove()
  })
})
