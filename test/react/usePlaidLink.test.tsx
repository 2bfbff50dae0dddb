// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, cleanup, render } from '@testing-library/react'
import { Profiler, startTransition, StrictMode, Suspense, useEffect, type ReactNode } from 'react'
import { usePlaidLink as useBarePlaidLink } from 'react-plaid-link'
import {
  createDiagnostics,
  DiagnosticsProvider,
  PlaidEmbeddedLink,
  PlaidLink,
  usePlaidLink,
  type DiagnosticEntry,
  type Diagnostics,
  type PlaidLinkOptions,
} from 'react-plaid-link-diagnostics'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SESSION, TOKEN } from '../support/constants.ts'
import { databaseName, readDatabase } from '../support/disk.ts'
import { installFakePlaid, type FakePlaid } from '../support/plaid.ts'

let plaid: FakePlaid
let diagnostics: Diagnostics
let name: string

beforeEach(() => {
  plaid = installFakePlaid()
  name = databaseName()
  diagnostics = createDiagnostics({ name })
})

afterEach(() => {
  cleanup()
  diagnostics.close()
})

function wrapper({ children }: { children: ReactNode }): ReactNode {
  return <DiagnosticsProvider diagnostics={diagnostics}>{children}</DiagnosticsProvider>
}

type Result = ReturnType<typeof usePlaidLink>

/** An app's component, with whichever hook. */
function Link({
  hook,
  options,
  onResult,
}: {
  hook: typeof usePlaidLink
  options: PlaidLinkOptions
  onResult?: (result: Result) => void
}) {
  const result = hook(options)
  onResult?.(result)
  return null
}

function renderLink(options: PlaidLinkOptions, hook = usePlaidLink) {
  const results: Result[] = []
  const onResult = (result: Result): unknown => results.push(result)
  const view = render(<Link hook={hook} options={options} onResult={onResult} />, { wrapper })
  return {
    results,
    get result() {
      return results.at(-1) as Result
    },
    rerender: (next: PlaidLinkOptions) => view.rerender(<Link hook={hook} options={next} onResult={onResult} />),
    unmount: view.unmount,
  }
}

const metadata = { link_session_id: SESSION, request_id: 'm8MDnv9okwxFNBV', timestamp: '2026-02-03T04:05:06.789Z' }

describe('usePlaidLink, next to the bare hook', () => {
  it('passes the very same arguments to the app, once', () => {
    const onSuccess = vi.fn()
    const onExit = vi.fn()
    const onEvent = vi.fn()
    const onLoad = vi.fn()
    renderLink({ token: TOKEN, onSuccess, onExit, onEvent, onLoad })
    const error = { error_code: 'INVALID_CREDENTIALS' }
    plaid.last.config.onLoad()
    plaid.last.config.onEvent('OPEN', metadata)
    plaid.last.config.onSuccess('public-sandbox-x', metadata)
    plaid.last.config.onExit(error, metadata)

    expect(onLoad.mock.calls).toEqual([[]])
    expect(onEvent.mock.calls).toEqual([['OPEN', metadata]])
    expect(onEvent.mock.calls[0]?.[1]).toBe(metadata)
    expect(onSuccess.mock.calls[0]).toEqual(['public-sandbox-x', metadata])
    expect(onSuccess.mock.calls[0]?.[1]).toBe(metadata)
    expect(onExit.mock.calls[0]?.[0]).toBe(error)
    expect([onSuccess, onExit].map((callback) => callback.mock.calls.length)).toEqual([1, 1])
  })

  it('calls the callbacks of the latest render, which the bare hook does not', () => {
    const first = vi.fn()
    const latest = vi.fn()
    const view = renderLink({ token: TOKEN, onSuccess: first })
    const { onSuccess } = plaid.last.config
    view.rerender({ token: TOKEN, onSuccess: latest })
    onSuccess('public-sandbox-x', metadata)
    expect(first).not.toHaveBeenCalled()
    expect(latest).toHaveBeenCalledOnce()
  })

  it('does not call the callbacks of a render that was not committed', () => {
    const committed = vi.fn()
    const discarded = vi.fn()
    const onResult = vi.fn()
    const never = new Promise<never>(() => {})
    function Waits(): never {
      throw never // React's way to suspend
    }
    const show = (onSuccess: typeof committed, waits: boolean): ReactNode => (
      <Suspense>
        <Link hook={usePlaidLink} options={{ token: TOKEN, onSuccess }} onResult={onResult} />
        {waits && <Waits />}
      </Suspense>
    )
    const view = render(show(committed, false), { wrapper })
    onResult.mockClear()
    startTransition(() => view.rerender(show(discarded, true)))
    expect(onResult).toHaveBeenCalled()
    plaid.last.config.onSuccess(null, metadata)
    expect(discarded).not.toHaveBeenCalled()
    expect(committed).toHaveBeenCalledOnce()
  })

  it.each([false, true])('creates, destroys and exits handlers exactly as often (StrictMode: %s)', (strict) => {
    function counts(hook: typeof usePlaidLink): unknown {
      const fake = installFakePlaid()
      const Wrapper = strict ? StrictMode : ({ children }: { children: ReactNode }) => children
      const show = (token: string, product?: string[]) => (
        // outermost: React runs effects twice only there
        <Wrapper>
          <DiagnosticsProvider diagnostics={diagnostics}>
            <Link
              hook={hook}
              options={{ token, onSuccess: () => {}, ...(product && { product }) } as PlaidLinkOptions}
            />
          </DiagnosticsProvider>
        </Wrapper>
      )
      const view = render(show(TOKEN))
      view.rerender(show(TOKEN))
      view.rerender(show(TOKEN, ['auth']))
      view.rerender(show(TOKEN, ['auth']))
      view.rerender(show(`${TOKEN}-2`, ['auth']))
      view.unmount()
      return fake.handlers.map((handler) => [handler.exit.mock.calls.length, handler.destroy.mock.calls.length])
    }
    const bare = counts(useBarePlaidLink)
    expect(counts(usePlaidLink)).toEqual(bare)
    expect(bare).toHaveLength(strict ? 4 : 3)
  })

  it('changes open, exit and submit exactly when the bare hook does', () => {
    function changes(hook: typeof usePlaidLink): unknown {
      installFakePlaid()
      const view = renderLink({ token: null, onSuccess: () => {} }, hook)
      view.rerender({ token: null, onSuccess: () => {} })
      view.rerender({ token: TOKEN, onSuccess: () => {} })
      view.rerender({ token: TOKEN, onSuccess: () => {} })
      view.rerender({ token: TOKEN, onSuccess: () => {} })
      view.rerender({ token: `${TOKEN}-2`, onSuccess: () => {} })
      view.rerender({ token: `${TOKEN}-2`, onSuccess: () => {} })
      const identities = (['open', 'exit', 'submit'] as const).map((key) =>
        view.results.map((result, index) => index === 0 || result[key] !== view.results[index - 1]?.[key]),
      )
      view.unmount()
      return identities
    }
    expect(changes(usePlaidLink)).toEqual(changes(useBarePlaidLink))
  })

  it('commits the app as often as the bare hook', async () => {
    async function commits(hook: typeof usePlaidLink): Promise<number> {
      const fake = installFakePlaid()
      const onRender = vi.fn()
      const options = { token: TOKEN, onSuccess: () => {} }
      const view = render(
        <Profiler id="app" onRender={onRender}>
          <Link hook={hook} options={options} />
        </Profiler>,
        { wrapper },
      )
      // Our store is set after the task of the events: what would subscribe to it commits then.
      await act(async () => {
        for (let event = 0; event < 20; event++) fake.last.config.onEvent?.('TRANSITION_VIEW', metadata)
        await new Promise((resolve) => setTimeout(resolve, 20))
      })
      view.unmount()
      return onRender.mock.calls.length
    }
    expect(await commits(usePlaidLink)).toBe(await commits(useBarePlaidLink))
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
    const view = render(<Return count={0} />, { wrapper })
    for (let count = 1; count < 5; count++) view.rerender(<Return count={count} />)
    expect(plaid.handlers).toHaveLength(1)
    expect(plaid.last.open).toHaveBeenCalledOnce()
  })

  it('lets what the app throws through to Plaid, and records that it did', async () => {
    renderLink({
      token: TOKEN,
      onSuccess: () => {
        throw new RangeError('the secret of the app')
      },
    })
    expect(() => plaid.last.config.onSuccess('public-sandbox-x', metadata)).toThrow(RangeError)
    const { sessions } = await diagnostics.report()
    expect(sessions[0]?.entries.map(({ type }) => type)).toContain('callbackThrew')
    expect(sessions[0]?.entries.find(({ type }) => type === 'callbackThrew')).toMatchObject({
      callback: 'onSuccess',
      errorName: 'RangeError',
    })
    expect(JSON.stringify(sessions)).not.toContain('the secret of the app')
  })

  it('keeps handing exceptions and calls through when the recorder is closed or off', async () => {
    const onEvent = vi.fn()
    renderLink({ token: TOKEN, onSuccess: () => {}, onEvent })
    await diagnostics.setStorage('off')
    plaid.last.config.onEvent('OPEN', metadata)
    diagnostics.close()
    plaid.last.config.onEvent('EXIT', metadata)
    expect(onEvent.mock.calls.map(([eventName]) => eventName)).toEqual(['OPEN', 'EXIT'])
    expect((await diagnostics.report()).sessions).toEqual([])
  })
})

describe('what is recorded', () => {
  it('writes nothing for a page that only mounts the hook', async () => {
    renderLink({ token: TOKEN, onSuccess: () => {} })
    plaid.last.config.onLoad()
    await diagnostics.flush()
    expect(await readDatabase(name)).toEqual([])
    expect(Object.keys(localStorage).filter((key) => key.startsWith(name))).toEqual([])
    expect((await diagnostics.report()).sessions).toEqual([])
  })

  it('records onExit and onEvent also where the app passes none', async () => {
    renderLink({ token: TOKEN, onSuccess: () => {} })
    plaid.last.config.onEvent('OPEN', metadata)
    plaid.last.config.onExit(null, { link_session_id: SESSION, status: 'requires_credentials' })
    await diagnostics.flush()
    const kept = (await readDatabase(name)).map(([, entry]) => entry as DiagnosticEntry)
    expect(kept.filter(({ type }) => type !== 'linkToken')).toMatchObject([
      { type: 'onEvent', eventName: 'OPEN', linkSessionId: SESSION },
      { type: 'onExit', exitStatus: 'requires_credentials', linkSessionId: SESSION },
    ])
  })

  it('has open(), the loaded Link and the environment of its token in the story of an attempt', async () => {
    const view = renderLink({ token: TOKEN, onSuccess: () => {} })
    plaid.last.config.onLoad()
    await vi.waitFor(() => expect(view.result.ready).toBe(true))
    await new Promise((resolve) => setTimeout(resolve, 20))
    view.result.open()
    plaid.last.config.onEvent('OPEN', metadata)
    const { sessions } = await diagnostics.report()
    expect(sessions).toHaveLength(1)
    expect(sessions[0]).toMatchObject({ plaidEnvironment: 'sandbox', outcome: 'in-progress', linkSessionId: SESSION })
    expect(sessions[0]?.linkTokenFingerprint).toMatch(/^sha256-[\da-f]{16}$/)
    expect(sessions[0]?.entries.map(({ type }) => type).sort()).toEqual(['linkToken', 'onEvent', 'onLoad', 'open'])
    expect(JSON.stringify(sessions)).not.toContain(TOKEN)
  })

  it('takes a button that is pressed twice for one attempt', async () => {
    const view = renderLink({ token: TOKEN, onSuccess: vi.fn() })
    act(() => plaid.last.config.onLoad())
    view.result.open()
    view.result.open()
    plaid.last.config.onEvent('OPEN', metadata)
    plaid.last.config.onExit({ error_type: 'ITEM_ERROR', error_code: 'INVALID_CREDENTIALS' }, metadata)
    const { sessions } = await diagnostics.report()
    expect(sessions).toMatchObject([{ linkSessionId: SESSION, outcome: 'failed' }])
  })

  it('tells a handler opened twice as two attempts, and an old handler by its own', async () => {
    const view = renderLink({ token: TOKEN, onSuccess: () => {} })
    view.result.open()
    const old = plaid.last.config
    old.onEvent('OPEN', { ...metadata, link_session_id: 'first' })
    old.onExit(null, { link_session_id: 'first' })
    view.result.open()
    old.onEvent('OPEN', { ...metadata, link_session_id: 'second' })
    view.rerender({ token: `${TOKEN}-2`, onSuccess: () => {} })
    old.onEvent('EXIT', { ...metadata, link_session_id: null })
    const { sessions } = await diagnostics.report()
    const outcomes = new Map(sessions.map((session) => [session.linkSessionId, session.outcome]))
    expect(outcomes).toEqual(
      new Map([
        ['second', 'superseded'],
        ['first', 'exited'],
      ]),
    )
    expect(sessions.find(({ linkSessionId }) => linkSessionId === 'second')?.entries.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['open', 'onEvent', 'tokenChanged']),
    )
  })

  it('says that a component was unmounted while Link was open, and not when it was closed', async () => {
    const view = renderLink({ token: TOKEN, onSuccess: () => {} })
    view.result.open()
    plaid.last.config.onEvent('OPEN', metadata)
    view.unmount()
    const { sessions } = await diagnostics.report()
    expect(sessions[0]?.outcome).toBe('superseded')
    expect(sessions[0]?.entries.map(({ type }) => type)).toContain('unmounted')

    const other = renderLink({ token: TOKEN, onSuccess: () => {} })
    other.unmount()
    expect((await diagnostics.report()).sessions).toHaveLength(1)
  })

  it('says that open() was called without a token, and calls the bare one', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const view = renderLink({ token: null, onSuccess: () => {} })
    view.result.open()
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('You cannot call open() without a valid token'))
    const { sessions } = await diagnostics.report()
    expect(sessions[0]).toMatchObject({ outcome: 'never-opened', linkSessionId: null })
    expect(sessions[0]?.entries[0]).toMatchObject({ type: 'open', noToken: true, ready: false })
  })

  it('records a callback that is given metadata nobody can read, and says so', async () => {
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const cyclic: Record<string, unknown> = { link_session_id: 'cyclic' }
    cyclic.self = cyclic
    const hostile = {
      get request_id(): string {
        throw new Error('no')
      },
      link_session_id: 'getter',
    }
    renderLink({ token: TOKEN, onSuccess: () => {} })
    const { onEvent } = plaid.last.config
    for (const bad of [undefined, null, 'text', 7, revoked.proxy]) onEvent('OPEN', bad)
    onEvent('OPEN', hostile)
    onEvent('OPEN', cyclic)
    onEvent('OPEN', Object.freeze({ link_session_id: 'frozen' }))
    const entries = (await diagnostics.report()).sessions.flatMap((session) => session.entries)
    const unreadable = entries.filter((entry) => entry.unreadable)
    expect(unreadable.reduce((count, entry) => count + (entry.times ?? 1), 0)).toBe(6)
    expect(unreadable.find((entry) => entry.linkSessionId === 'getter')).toBeDefined()
    for (const readable of ['cyclic', 'frozen']) {
      const entry = entries.find(({ linkSessionId }) => linkSessionId === readable)
      expect(entry).toBeDefined()
      expect(entry?.unreadable).toBeUndefined()
    }
  })
})

describe('PlaidLink', () => {
  it('is a button that opens Link and is recorded', async () => {
    const view = render(
      <PlaidLink token={TOKEN} onSuccess={() => {}} className="mine" style={{ color: 'red' }}>
        Connect
      </PlaidLink>,
      { wrapper },
    )
    const button = view.getByRole('button', { name: 'Connect' })
    expect(button.className).toBe('mine')
    act(() => button.click())
    expect(plaid.last.open).toHaveBeenCalledOnce()
    const { sessions } = await diagnostics.report()
    expect(sessions[0]?.entries.map(({ type }) => type)).toContain('open')
  })
})

describe('PlaidEmbeddedLink', () => {
  it('is created once with inline callbacks, and calls the latest', () => {
    const calls: number[] = []
    const show = (count: number) => <PlaidEmbeddedLink token={TOKEN} onSuccess={() => calls.push(count)} />
    const view = render(show(0), { wrapper })
    for (let count = 1; count < 5; count++) view.rerender(show(count))
    expect(plaid.handlers).toHaveLength(1)
    plaid.last.config.onSuccess('public-sandbox-x', metadata)
    expect(calls).toEqual([4])
    view.unmount()
    expect(plaid.last.destroy).toHaveBeenCalledOnce()
  })

  it('records what Plaid says, also where the app listens to success only', async () => {
    render(<PlaidEmbeddedLink token={TOKEN} onSuccess={() => {}} />, { wrapper })
    plaid.last.config.onEvent('OPEN', metadata)
    plaid.last.config.onSuccess('public-sandbox-x', metadata)
    const { sessions } = await diagnostics.report()
    expect(sessions).toMatchObject([{ linkSessionId: SESSION, outcome: 'succeeded' }])
    expect(sessions[0]?.entries.map(({ type }) => type)).toEqual(expect.arrayContaining(['onEvent', 'onSuccess']))
  })
})
