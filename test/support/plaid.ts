import { vi } from 'vitest'

export type PlaidConfig = Record<'onSuccess' | 'onExit' | 'onEvent' | 'onLoad', (...args: unknown[]) => unknown> &
  Record<string, unknown>

/** A handler as Plaid's script would return it: it does nothing, and tells what was asked of it. */
export interface FakeHandler {
  config: PlaidConfig
  open: ReturnType<typeof vi.fn>
  exit: ReturnType<typeof vi.fn>
  submit: ReturnType<typeof vi.fn>
  destroy: ReturnType<typeof vi.fn>
}

export interface FakePlaid {
  /** Every handler made, in order. */
  handlers: FakeHandler[]
  readonly last: FakeHandler
}

/** Puts a `window.Plaid` in place whose script has run; the real react-plaid-link uses it. */
export function installFakePlaid(): FakePlaid {
  const handlers: FakeHandler[] = []
  const create = (config: PlaidConfig): FakeHandler => {
    const handler: FakeHandler = { config, open: vi.fn(), exit: vi.fn(), submit: vi.fn(), destroy: vi.fn() }
    handlers.push(handler)
    return handler
  }
  Object.assign(window, { Plaid: { create, createEmbedded: create } })
  const src = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js'
  if (!document.querySelector(`script[src="${src}"]`)) {
    // react-plaid-link takes a tag that is there for a script that has run
    const script = document.createElement('script')
    script.setAttribute('src', src)
    document.body.append(script)
  }
  return {
    handlers,
    get last() {
      const handler = handlers.at(-1)
      if (!handler) throw new Error('No Plaid handler was created')
      return handler
    },
  }
}
