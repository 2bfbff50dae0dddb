// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, cleanup, render } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import {
  createDiagnostics,
  DiagnosticsProvider,
  lastRunFailed,
  useDiagnostics,
  type Diagnostics,
} from 'react-plaid-link-diagnostics'
import { afterEach, expect, it, vi } from 'vitest'
import { useStore } from 'zustand'
import { DropIns } from '../support/dropIns.tsx'
import { databaseName } from '../support/disk.ts'
import { installFakePlaid } from '../support/plaid.ts'

afterEach(cleanup)

/** As the README has it. */
function AfterFailure(): ReactNode {
  const hasFailed = useStore(useDiagnostics().store, lastRunFailed)
  const mode = useStore(useDiagnostics().store, ({ storage }) => storage)
  return <p data-mode={mode}>{hasFailed ? 'Need help?' : 'all is well'}</p>
}

function within(diagnostics: Diagnostics, app: ReactNode): ReactNode {
  return (
    <StrictMode>
      <DiagnosticsProvider diagnostics={diagnostics}>{app}</DiagnosticsProvider>
    </StrictMode>
  )
}

function renderOnServer(app: ReactNode): string {
  // react-plaid-link itself has looked for a document when it was imported
  for (const name of ['window', 'localStorage', 'indexedDB']) vi.stubGlobal(name, undefined)
  try {
    return renderToString(within(createDiagnostics({ name: databaseName() }), app))
  } finally {
    vi.unstubAllGlobals()
  }
}

it('what a server rendered is hydrated without a warning, and then works', async () => {
  const container = document.createElement('div')
  container.innerHTML = renderOnServer(<DropIns />)
  expect(container.textContent).toBe('loadingConnect')
  document.body.append(container)

  const plaid = installFakePlaid()
  const onRecoverableError = vi.fn()
  render(within(createDiagnostics({ name: databaseName() }), <DropIns />), {
    container,
    hydrate: true,
    onRecoverableError,
  })
  await act(async () => {})
  // Anything that React has to say would be on the console too, where it fails the test.
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(container.textContent).toBe('readyConnect')
  expect(plaid.handlers.length).toBeGreaterThan(0)
})

it('a run that failed before a reload is known after the hydration, and makes no mismatch', async () => {
  const name = databaseName()
  const before = createDiagnostics({ name })
  const { onEvent, onExit } = before.instrument({ onEvent() {}, onExit() {} }) as Record<
    string,
    (...args: unknown[]) => void
  >
  onEvent?.('OPEN', { link_session_id: 'a-session' })
  onExit?.({ error_type: 'ITEM_ERROR', error_code: 'ITEM_LOCKED' }, { link_session_id: 'a-session' })
  await before.flush()
  before.close()

  const container = document.createElement('div')
  container.innerHTML = renderOnServer(<AfterFailure />)
  expect(container.innerHTML).toBe('<p data-mode="off">all is well</p>')
  document.body.append(container)
  const onRecoverableError = vi.fn()
  render(within(createDiagnostics({ name }), <AfterFailure />), { container, hydrate: true, onRecoverableError })
  await act(async () => {})
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(container.innerHTML).toBe('<p data-mode="device">Need help?</p>')
})
