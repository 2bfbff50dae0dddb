import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import {
  CopyDiagnostics,
  createDiagnostics,
  DiagnosticsProvider,
  type CopyDiagnosticsProps,
  type Diagnostics,
} from 'react-plaid-link-diagnostics'
import { afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import { internals, type InternalDiagnostics } from '../../src/recorder/diagnostics.ts'
import { loadPanel } from '../../src/react/loadPanel.ts'
import { databaseName } from './disk.ts'

export const SESSION = '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e'
export const OTHER_SESSION = '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b'

/** A recorder of its own for each test, and a button on the screen. */
export const desk: { diagnostics: Diagnostics; name: string } = { diagnostics: undefined as never, name: '' }

export function setUpButton(): void {
  // A busy machine is no failure.
  configure({ asyncUtilTimeout: 5000 })
  vi.setConfig({ testTimeout: 20_000, hookTimeout: 30_000 })

  // Loaded lazily; the first time takes its time here.
  beforeAll(async () => {
    await loadPanel()
    const first = createDiagnostics({ name: databaseName() })
    await first.report()
    first.close()
  })

  beforeEach(() => {
    desk.name = databaseName()
    desk.diagnostics = createDiagnostics({ name: desk.name, app: { name: 'Acme Money' } })
  })

  afterEach(() => {
    cleanup()
    desk.diagnostics.close()
    vi.useRealTimers()
  })
}

export function wrapper({ children }: { children: ReactNode }): ReactNode {
  return <DiagnosticsProvider diagnostics={desk.diagnostics}>{children}</DiagnosticsProvider>
}

/** One run of Link at a bank that does not like the password. */
export function failAtBank(recorder = desk.diagnostics, link_session_id = SESSION): void {
  const { onEvent, onExit } = recorder.instrument({ onEvent() {}, onExit() {} })
  const metadata = {
    link_session_id,
    timestamp: '2026-02-03T04:05:06.789Z',
    institution_id: 'ins_20',
    institution_name: 'Citizens Bank',
  }
  const error = {
    error_type: 'ITEM_ERROR',
    error_code: 'INVALID_CREDENTIALS',
    error_message: 'the provided credentials were not correct',
    display_message: null,
  }
  const say: (...args: unknown[]) => unknown = onEvent
  const exit: (...args: unknown[]) => unknown = onExit
  say('OPEN', { ...metadata, request_id: 'openRequest1234' })
  say('ERROR', { ...metadata, ...error, request_id: 'errorRequest123' })
  exit(error, {
    ...metadata,
    status: 'requires_credentials',
    institution: { institution_id: 'ins_20', name: 'Citizens Bank' },
  })
}

/** Link is open, and says nothing more before it closes. */
export function openLink(recorder = desk.diagnostics): void {
  const { onEvent } = recorder.instrument({ onEvent(_name: string, _metadata: object) {} })
  onEvent('OPEN', { link_session_id: SESSION })
}

/** Mounts it and waits until the history has been read. */
export async function show(props: CopyDiagnosticsProps = {}, isStrict = false) {
  const view = render(<CopyDiagnostics {...props} />, { wrapper, reactStrictMode: isStrict })
  await settled()
  return view
}

/** All that is kept has been read. */
export async function settled(): Promise<void> {
  await act(async () => {
    await (desk.diagnostics as InternalDiagnostics)[internals].read()
    await new Promise((resolve) => setTimeout(resolve, 15))
  })
}

export function brokenRead() {
  const read = vi.spyOn((desk.diagnostics as InternalDiagnostics)[internals], 'read')
  return read.mockRejectedValue(new Error('A part of the package could not be loaded.'))
}

export const button = (): HTMLElement => screen.getByRole('button', { name: 'Copy diagnostics' })
export const status = (): string | null => screen.getByRole('status').textContent
export const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Details to copy' })
export const part = (name: string): HTMLElement | null => document.querySelector(`[data-part="${name}"]`)
export const click = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }))

/** Opens or closes it, as a press on its summary does; jsdom tells of it later. */
export async function toggle(): Promise<void> {
  await act(async () => {
    fireEvent.click(screen.getByText('See what is copied'))
    await new Promise((resolve) => setTimeout(resolve, 15))
  })
}

export async function press(expected: string): Promise<void> {
  fireEvent.click(button())
  await waitFor(() => expect(button().dataset['state']).toBe(expected))
}
