// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answerVisit,
  findVisit,
  type PlaidSimulatorOptions,
  type ScenarioName,
} from 'react-plaid-link-diagnostics/simulator'
import { createApp, metadataOf } from './kit.ts'

const app = createApp()

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  app.leave()
  vi.useRealTimers()
})

function visitBank(
  scenario: ScenarioName,
  answer: 'allowed' | 'denied' = 'allowed',
  options: PlaidSimulatorOptions = {},
): string {
  app.play({ scenario, bankPage: '/bank.html', ...options })
  const state = new URLSearchParams(app.went.at(-1)?.split('?')[1]).get('state')
  const visit = findVisit(state)
  if (!visit) throw new Error('nobody went to the bank')
  return answerVisit(visit, answer)
}

/** What a new page does: the handler is new, the link_token is the same. */
function comeBack(url: string, token = 'link-sandbox-1'): void {
  app.calls.length = 0
  const handler = app.create({ token, receivedRedirectUri: url })
  handler.open()
  app.settle()
}

describe('a bank’s own page', () => {
  it('says nothing but OPEN before the page is left', () => {
    visitBank('oauth-lost')
    expect(app.names()).toEqual(['onLoad', 'OPEN'])
  })

  it('comes back with a second OPEN, under the same link_session_id, without the events that were lost', () => {
    const url = visitBank('oauth-lost')
    const { linkSessionId } = app.simulator
    comeBack(url)
    expect(app.names()).toEqual(['onLoad', 'OPEN', 'TRANSITION_VIEW', 'HANDOFF', 'onSuccess'])
    expect(metadataOf(app.events()[0])).toMatchObject({ view_name: null, link_session_id: linkSessionId })
    expect(metadataOf(app.last('onSuccess'))).toMatchObject({ institution: { institution_id: 'ins_127287' } })
  })

  it('or with them', () => {
    comeBack(visitBank('oauth-delivered'))
    expect(app.names().slice(1)).toEqual([
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
    expect(app.views()).toEqual(['SELECT_INSTITUTION', 'OAUTH', 'CONNECTED'])
  })

  it('or under a new link_session_id', () => {
    const url = visitBank('oauth-lost', 'allowed', { newSessionIdOnReturn: true })
    const before = app.simulator.linkSessionId
    comeBack(url)
    expect(app.simulator.linkSessionId).not.toBe(before)
  })

  it('fails as documented: OPEN, ERROR, ERROR view, EXIT view, EXIT with requires_oauth', () => {
    comeBack(visitBank('oauth-failed'))
    expect(app.names().slice(1)).toEqual(['OPEN', 'ERROR', 'TRANSITION_VIEW', 'TRANSITION_VIEW', 'EXIT', 'onExit'])
    expect(app.views()).toEqual(['ERROR', 'EXIT'])
    expect(metadataOf(app.last('onExit'))).toMatchObject({ status: 'requires_oauth' })
    expect(app.last('onExit')?.args[0]).toMatchObject({ error_code: 'INTERNAL_SERVER_ERROR' })
  })

  it('fails when the person refused', () => {
    comeBack(visitBank('oauth-lost', 'denied'))
    expect(app.last('onExit')?.args[0]).toMatchObject({ error_code: 'ACCESS_NOT_GRANTED' })
  })

  it('refuses a return that was used, is of another link_token, or is no return', () => {
    const code = () => (app.last('onExit')?.args[0] as { error_code: string } | undefined)?.error_code
    const url = visitBank('oauth-lost')
    comeBack(url, 'link-sandbox-2')
    expect(code()).toBe('INCORRECT_LINK_TOKEN')
    comeBack(url)
    comeBack(url)
    expect(code()).toBe('OAUTH_STATE_ID_ALREADY_PROCESSED')
    comeBack('http://localhost:3000/?oauth_state_id=unknown')
    expect(code()).toBe('OAUTH_STATE_ID_NOT_FOUND')
    comeBack('http://localhost:3000/')
    expect(code()).toBe('INVALID_FIELD')
    expect(app.last('onExit')?.args[0]).toHaveProperty('request_id')
  })
})

describe('where no page plays the bank', () => {
  it.each([
    ['oauth-lost', /\?oauth_state_id=00000000-5151-/],
    ['oauth-denied', /\?oauth_state_id=00000000-5151-/],
    ['oauth-abandoned', /\/$/],
  ] as const)('%s: the bank answers at once, as the person of the scenario would', (scenario, url) => {
    app.play({ scenario })
    expect(app.went).toEqual([expect.stringMatching(url)])
  })

  it('sends people back to the redirect URI that the app has registered', () => {
    app.play({ scenario: 'oauth-lost', redirectUri: 'https://app.example/oauth?from=bank' })
    expect(app.went[0]).toMatch(/^https:\/\/app\.example\/oauth\?from=bank&oauth_state_id=/)
  })

  it('says nothing more to a page that is left', () => {
    const handler = app.play({ scenario: 'oauth-lost' })
    handler.exit({ force: true })
    app.settle()
    expect(app.names()).toEqual(['onLoad', 'OPEN'])
  })
})
