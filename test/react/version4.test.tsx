// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, cleanup, render } from '@testing-library/react'
import { StrictMode, useEffect, type ReactNode } from 'react'
import { usePlaidLink as useBarePlaidLink } from 'react-plaid-link'
import * as version4 from 'react-plaid-link-4'
import {
  createDiagnostics,
  DiagnosticsProvider,
  PlaidEmbeddedLink,
  PlaidLink,
  PlaidLinkStableEvent,
  usePlaidLink,
  type Diagnostics,
  type PlaidLinkOptions,
} from 'react-plaid-link-diagnostics'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SESSION, TOKEN } from '../support/constants.ts'
import { databaseName } from '../support/disk.ts'
import { installFakePlaid, type FakePlaid } from '../support/plaid.ts'

vi.mock('react-plaid-link', () => import('react-plaid-link-4'))

const metadata = { link_session_id: SESSION, request_id: 'm8MDnv9okwxFNBV', timestamp: '2026-02-03T04:05:06.789Z' }

let plaid: FakePlaid
let diagnostics: Diagnostics

beforeEach(() => {
  plaid = installFakePlaid()
  diagnostics = createDiagnostics({ name: databaseName() })
})

afterEach(() => {
  cleanup()
  diagnostics.close()
})

type Hook = typeof usePlaidLink
type Result = ReturnType<Hook>

function renderLink(options: PlaidLinkOptions, { hook = usePlaidLink, strict = false } = {}) {
  const results: Result[] = []
  function Link({ options }: { options: PlaidLinkOptions }): null {
    results.push(hook(options))
    return null
  }
  const Wrapper = strict ? StrictMode : ({ children }: { children: ReactNode }) => children
  const show = (options: PlaidLinkOptions): ReactNode => (
    <Wrapper>
      <DiagnosticsProvider diagnostics={diagnostics}>
        <Link options={options} />
      </DiagnosticsProvider>
    </Wrapper>
  )
  const view = render(show(options))
  return {
    results,
    get result() {
      return results.at(-1) as Result
    },
    rerender: (next: PlaidLinkOptions) => view.rerender(show(next)),
    unmount: view.unmount,
  }
}

describe('with react-plaid-link 4', () => {
  it('it is version 4 that is under test', () => {
    expect(useBarePlaidLink).toBe(version4.usePlaidLink)
    expect(PlaidLinkStableEvent).toBe(version4.PlaidLinkStableEvent)
  })

  it('passes the very same arguments to the app, once, from the latest render', () => {
    const stale = { onSuccess: vi.fn(), onExit: vi.fn(), onEvent: vi.fn(), onLoad: vi.fn() }
    const app = { onSuccess: vi.fn(), onExit: vi.fn(), onEvent: vi.fn(), onLoad: vi.fn() }
    const view = renderLink({ token: TOKEN, ...stale })
    view.rerender({ token: TOKEN, ...app })
    const error = { error_code: 'INVALID_CREDENTIALS' }
    plaid.last.config.onLoad()
    plaid.last.config.onEvent('OPEN', metadata)
    plaid.last.config.onSuccess('public-sandbox-x', metadata)
    plaid.last.config.onExit(error, metadata)
    expect(app.onLoad.mock.calls).toEqual([[]])
    expect(app.onEvent.mock.calls).toEqual([['OPEN', metadata]])
    expect(app.onEvent.mock.calls[0]?.[1]).toBe(metadata)
    expect(app.onSuccess.mock.calls).toEqual([['public-sandbox-x', metadata]])
    expect(app.onExit.mock.calls).toEqual([[error, metadata]])
    for (const callback of Object.values(stale)) expect(callback).not.toHaveBeenCalled()
  })

  it.each([false, true])('makes and destroys handlers exactly as often as the bare hook (StrictMode: %s)', (strict) => {
    function counts(hook: Hook): unknown {
      const fake = installFakePlaid()
      const view = renderLink({ token: TOKEN, onSuccess: () => {} }, { hook, strict })
      view.rerender({ token: TOKEN, onSuccess: () => {} })
      view.rerender({ token: `${TOKEN}-2`, onSuccess: () => {} })
      view.unmount()
      return fake.handlers.map(({ exit, destroy }) => [exit.mock.calls.length, destroy.mock.calls.length])
    }
    const bare = counts(useBarePlaidLink)
    expect(counts(usePlaidLink)).toEqual(bare)
    expect(bare).toHaveLength(strict ? 3 : 2)
  })

  it('changes open, exit and submit exactly when the bare hook does', () => {
    function changes(hook: Hook): unknown {
      installFakePlaid()
      const view = renderLink({ token: null, onSuccess: () => {} }, { hook })
      for (const token of [null, TOKEN, TOKEN, TOKEN, `${TOKEN}-2`, `${TOKEN}-2`]) {
        view.rerender({ token, onSuccess: () => {} })
      }
      const { results } = view
      view.unmount()
      return (['open', 'exit', 'submit'] as const).map((key) =>
        results.map((result, index) => index === 0 || result[key] !== results[index - 1]?.[key]),
      )
    }
    expect(changes(usePlaidLink)).toEqual(changes(useBarePlaidLink))
  })

  it('opens Link once in the usual OAuth effect, with a new callback on each render', () => {
    function Return({ count }: { count: number }): ReactNode {
      const { open, ready } = usePlaidLink({
        token: TOKEN,
        receivedRedirectUri: 'https://example.com/?oauth_state_id=x',
        onSuccess: () => count,
      })
      useEffect(() => {
        if (ready) open()
      }, [ready, open])
      return null
    }
    const show = (count: number): ReactNode => (
      <DiagnosticsProvider diagnostics={diagnostics}>
        <Return count={count} />
      </DiagnosticsProvider>
    )
    const view = render(show(0))
    for (let count = 1; count < 5; count++) view.rerender(show(count))
    expect(plaid.handlers).toHaveLength(1)
    expect(plaid.last.open).toHaveBeenCalledOnce()
  })

  it('tells a whole session: open, its events, its end', async () => {
    const view = renderLink({ token: TOKEN, onSuccess: () => {} })
    view.result.open()
    expect(plaid.last.open).toHaveBeenCalledOnce()
    plaid.last.config.onEvent('OPEN', metadata)
    plaid.last.config.onExit({ error_code: 'INVALID_CREDENTIALS', request_id: 'inner' }, metadata)
    const { sessions } = await diagnostics.report()
    expect(sessions).toMatchObject([{ linkSessionId: SESSION, outcome: 'failed' }])
    expect(sessions[0]?.entries.map(({ type }) => type)).toEqual(expect.arrayContaining(['open', 'onEvent', 'onExit']))
    expect(sessions[0]?.identifiers).toContainEqual({ key: 'request_id', value: 'inner' })
  })

  it.each<[string, (result: Result) => void]>([
    ['force: true', (result) => result.exit({ force: true })],
    ['true, as version 4 allows', (result) => (result.exit as unknown as (force: boolean) => void)(true)],
  ])('says that the app closed Link by exit(%s), and passes that on', async (_, exit) => {
    const view = renderLink({ token: TOKEN, onSuccess: () => {} })
    view.result.open()
    plaid.last.config.onEvent('OPEN', metadata)
    exit(view.result)
    expect(plaid.last.exit).toHaveBeenCalledOnce()
    plaid.last.config.onExit(null, metadata)
    const { sessions } = await diagnostics.report()
    expect(sessions[0]?.outcome).toBe('superseded')
  })

  it('says that a component was unmounted or its token changed while Link was open', async () => {
    const view = renderLink({ token: TOKEN, onSuccess: () => {} })
    view.result.open()
    plaid.last.config.onEvent('OPEN', metadata)
    view.rerender({ token: `${TOKEN}-2`, onSuccess: () => {} })
    plaid.last.config.onEvent('OPEN', { ...metadata, link_session_id: 'second' })
    view.unmount()
    const { sessions } = await diagnostics.report()
    expect(sessions.map(({ outcome }) => outcome)).toEqual(['superseded', 'superseded'])
    const types = sessions.flatMap(({ entries }) => entries.map(({ type }) => type))
    expect(types).toEqual(expect.arrayContaining(['tokenChanged', 'unmounted']))
  })

  it('PlaidLink is a button that opens Link', () => {
    const view = render(
      <DiagnosticsProvider diagnostics={diagnostics}>
        <PlaidLink token={TOKEN} onSuccess={() => {}}>
          Connect
        </PlaidLink>
      </DiagnosticsProvider>,
    )
    act(() => view.getByRole('button', { name: 'Connect' }).click())
    expect(plaid.last.open).toHaveBeenCalledOnce()
  })

  it('PlaidEmbeddedLink is made once with inline callbacks, and calls the latest', () => {
    const calls: number[] = []
    const show = (count: number): ReactNode => (
      <DiagnosticsProvider diagnostics={diagnostics}>
        <PlaidEmbeddedLink token={TOKEN} onSuccess={() => calls.push(count)} />
      </DiagnosticsProvider>
    )
    const view = render(show(0))
    for (let count = 1; count < 5; count++) view.rerender(show(count))
    expect(plaid.handlers).toHaveLength(1)
    plaid.last.config.onSuccess('public-sandbox-x', metadata)
    expect(calls).toEqual([4])
  })
})
