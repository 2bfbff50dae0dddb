// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, cleanup, render } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import {
  createDiagnostics,
  DiagnosticsProvider,
  PlaidEmbeddedLink,
  PlaidLink,
  usePlaidLink,
} from 'react-plaid-link-diagnostics'
import { afterEach, expect, it, vi } from 'vitest'
import { TOKEN } from '../support/constants.ts'
import { databaseName } from '../support/disk.ts'
import { installFakePlaid } from '../support/plaid.ts'

afterEach(cleanup)

function Hook(): ReactNode {
  const { ready, error } = usePlaidLink({ token: TOKEN, onSuccess: () => {} })
  return <p>{error ? 'failed' : ready ? 'ready' : 'loading'}</p>
}

function createApp(): ReactNode {
  const diagnostics = createDiagnostics({ name: databaseName() })
  return (
    <StrictMode>
      <DiagnosticsProvider diagnostics={diagnostics}>
        <Hook />
        <PlaidLink token={TOKEN} onSuccess={() => {}}>
          Connect
        </PlaidLink>
        <PlaidEmbeddedLink token={TOKEN} onSuccess={() => {}} />
      </DiagnosticsProvider>
    </StrictMode>
  )
}

function renderOnServer(): string {
  // react-plaid-link itself has looked for a document when it was imported
  for (const name of ['window', 'localStorage', 'indexedDB']) vi.stubGlobal(name, undefined)
  try {
    return renderToString(createApp())
  } finally {
    vi.unstubAllGlobals()
  }
}

it('what a server rendered is hydrated without a warning, and then works', async () => {
  const container = document.createElement('div')
  container.innerHTML = renderOnServer()
  expect(container.textContent).toBe('loadingConnect')
  document.body.append(container)

  const plaid = installFakePlaid()
  const onRecoverableError = vi.fn()
  render(createApp(), { container, hydrate: true, onRecoverableError })
  await act(async () => {})
  // Anything that React has to say would be on the console too, where it fails the test.
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(container.textContent).toBe('readyConnect')
  expect(plaid.handlers.length).toBeGreaterThan(0)
})
