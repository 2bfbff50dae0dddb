// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ScenarioName, scenarioNamed, scenarios } from 'react-plaid-link-diagnostics/simulator'
import plaid from '../fixtures/plaid/link-events.json' with { type: 'json' }
import errors from '../fixtures/plaid/errors.json' with { type: 'json' }
import { createApp, metadataOf, type Call } from './kit.ts'

const app = createApp()

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  app.leave()
  vi.useRealTimers()
})

const names = (list: { name: string }[]) => new Set(list.map(({ name }) => name))
const fieldNames = new Set(plaid.metadata_fields.map(({ field }) => field))
const eventsOfPlaid = new Map(plaid.events.map((event) => [event.name, event]))
const values = {
  view_name: names(plaid.view_names),
  exit_status: new Set(plaid.exit_statuses.map(({ status }) => status)),
  selection: new Set(plaid.selections.map(({ value }) => value)),
  match_reason: new Set(plaid.match_reasons.map(({ value }) => value)),
  mfa_type: new Set(plaid.mfa_types.map(({ value }) => value)),
}

/** The whole of it, Layer and the return from a bank's own page included. */
function playAll(name: ScenarioName): void {
  app.install({ scenario: name })
  if (!window.Plaid) return
  const handler = app.create()
  app.settle()
  if (scenarioNamed(name).layer) {
    handler.submit({ phone_number: '+14155550011' })
    app.settle()
    if (app.names().includes('LAYER_NOT_AVAILABLE')) handler.submit({ date_of_birth: '1975-01-18' })
    app.settle()
  }
  handler.open()
  app.settle()
  const url = app.went.at(-1)
  if (url === undefined) return
  app.create({ receivedRedirectUri: url }).open()
  app.settle()
}

function checkEvent(call: Call): void {
  const [name, metadata] = call.args as [string, Record<string, string | null>]
  const known = eventsOfPlaid.get(name)
  expect(known, name).toBeDefined()
  const allowed = new Set([
    ...(known?.always_present ?? []),
    ...(known?.usually_present ?? []),
    ...(known?.extra_metadata_fields ?? []),
  ])
  for (const [field, value] of Object.entries(metadata)) {
    expect(fieldNames, `${name}: ${field}`).toContain(field)
    if (value !== null) expect(allowed, `${name}: ${field}`).toContain(field)
  }
  for (const field of known?.always_present ?? []) expect(metadata[field], `${name}: ${field}`).toBeTypeOf('string')
  for (const [field, known] of Object.entries(values)) {
    const value = metadata[field]
    if (value != null) expect(known, `${name}: ${field}`).toContain(value)
  }
}

describe.each(scenarios)('%s', (name) => {
  it('has events that Plaid has, with the fields that Plaid gives them and no others', () => {
    playAll(name)
    for (const call of app.events()) checkEvent(call)
    const exit = app.last('onExit')
    const status = metadataOf(exit)?.status
    if (status != null) expect(values.exit_status).toContain(status)
    if (exit?.args[0]) {
      const { error_type, error_code } = exit.args[0] as Record<string, string>
      expect(errors.some((error) => error.error_code === error_code && error.error_type === error_type)).toBe(true)
    }
    expect(app.simulator.thrown).toEqual([])
  })

  it('delivers live what Plaid delivers live, and everything else in one task with the end', () => {
    app.install({ scenario: name, pace: 5 })
    if (!window.Plaid) return
    app.create().open()
    app.settle()
    const end = app.last('onSuccess') ?? app.last('onExit')
    for (const call of app.events()) {
      const isLive = eventsOfPlaid.get(String(call.args[0]))?.delivered === 'immediately'
      if (!isLive) expect(call.task, String(call.args[0])).toBe(end?.task)
    }
  })
})

describe('all of them', () => {
  it('come to an end by themselves, but where the story is that there is none', () => {
    const endless: ScenarioName[] = [
      'script-blocked',
      'csp-blocked',
      'script-pending',
      'script-throws',
      'never-answers',
    ]
    for (const name of scenarios) {
      playAll(name)
      const ended = app.names().some((call) => call === 'onSuccess' || call === 'onExit')
      expect(ended, name).toBe(!endless.includes(name))
      expect(app.simulator.view, name).toBe(name === 'never-answers' ? 'LOADING' : null)
      app.leave()
    }
  })

  it('tell the same story whether they are played in no time, in some, or step by step', () => {
    for (const name of scenarios.filter((name) => !name.startsWith('oauth-') && !name.includes('script'))) {
      const told = [{ pace: 0 }, { pace: 20 }, { auto: false, screen: false }].map((options) => {
        app.leave()
        const simulator = app.install({ scenario: name, ...options })
        if (!window.Plaid) return []
        app.create().open()
        if ('screen' in options) simulator.playToEnd()
        else app.settle()
        return app.calls.map(({ callback, args }) =>
          callback === 'onEvent' ? [args[0], ...viewAndStatus(args)] : callback,
        )
      })
      expect(told[1], name).toEqual(told[0])
      expect(told[2], name).toEqual(told[0])
    }
  })

  it('have words for people, and steps that are plain JSON', () => {
    for (const name of scenarios) {
      const scenario = scenarioNamed(name)
      expect(scenario.name).toBe(name)
      expect(scenario.title && scenario.about, name).toBeTruthy()
      expect(JSON.parse(JSON.stringify(scenario)), name).toEqual(scenario)
    }
    expect(() => scenarioNamed('none' as ScenarioName)).toThrow(
      '[react-plaid-link-diagnostics] There is no scenario "none"',
    )
  })

  it('leave at the stage that they are named after, with its status', () => {
    const statusOf: Partial<Record<ScenarioName, string>> = {
      'user-exit': 'institution_not_found',
      'exit-at-consent': 'requires_credentials',
      'exit-at-login': 'requires_credentials',
      'exit-at-code': 'requires_code',
      'exit-at-device': 'choose_device',
      'exit-at-questions': 'requires_questions',
      'exit-at-selections': 'requires_selections',
      'exit-at-accounts': 'requires_account_selection',
      'exit-at-oauth': 'requires_oauth',
      'oauth-popup-closed': 'requires_oauth',
      'oauth-popup-left': 'requires_oauth',
      'institution-not-supported': 'institution_not_supported',
    }
    for (const [name, status] of Object.entries(statusOf)) {
      playAll(name as ScenarioName)
      expect(metadataOf(app.last('onExit')).status, name).toBe(status)
      app.leave()
    }
  })

  it('cover what Plaid tells of micro-deposits, identities and Layer', () => {
    const verification = (name: ScenarioName) => {
      playAll(name)
      const { accounts } = metadataOf(app.last('onSuccess')) as { accounts: { verification_status: string }[] }
      app.leave()
      return accounts[0]?.verification_status
    }
    expect(verification('deposits-instant')).toBe('manually_verified')
    expect(verification('deposits-same-day')).toBe('pending_manual_verification')
    expect(verification('deposits-automated')).toBe('pending_automatic_verification')
    expect(verification('deposits-failed')).toBe('verification_failed')

    playAll('identity-failed')
    expect(app.names()).toContain('IDENTITY_VERIFICATION_FAIL_SESSION')
    expect(app.last('onSuccess')?.args[0]).toBeNull()
    app.leave()

    playAll('layer-by-birth-date')
    expect(app.names().slice(1, 4)).toEqual(['LAYER_NOT_AVAILABLE', 'LAYER_READY', 'OPEN'])
    expect(app.last('onSuccess')?.args[0]).toMatch(/^profile-sandbox-00000000-5151-/)
    expect(JSON.stringify(app.calls)).not.toMatch(/4155550011|1975/)
    app.leave()

    playAll('multi-item')
    expect(app.names().filter((name) => name === 'HANDOFF')).toHaveLength(2)
    const banks = new Set(app.events().map((call) => metadataOf(call).institution_name))
    expect([...banks]).toEqual([null, 'Platypus OAuth Bank', 'First Platypus Bank'])
  })
})

function viewAndStatus(args: unknown[]): unknown[] {
  const { view_name, exit_status, error_code, institution_id } = args[1] as Record<string, unknown>
  return [view_name, exit_status, error_code, institution_id]
}
