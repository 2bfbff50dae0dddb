import { cleanup } from '@testing-library/react'
import {
  type DiagnosticEntry,
  type Diagnostics,
  type DiagnosticsOptions,
  type DiagnosticsReport,
  createDiagnostics,
} from 'react-plaid-link-diagnostics'
import { afterEach, beforeEach, vi } from 'vitest'
import { SESSION, TOKEN } from '../support/constants.ts'
import { databaseName, readDatabase } from '../support/disk.ts'

/** Of this test's database. */
export let name: string
let recorders: Diagnostics[]

beforeEach(() => {
  name = databaseName()
  recorders = []
})

afterEach(async () => {
  cleanup()
  vi.useRealTimers()
  for (const recorder of recorders) {
    await recorder.flush()
    recorder.close()
  }
})

/** As if nothing had been recorded yet. */
export function useAnotherDatabase(): void {
  name = databaseName()
}

/** A recorder on this test's database: another tab, or the next page load. */
export function create(options: DiagnosticsOptions = {}): Diagnostics {
  const recorder = createDiagnostics({ name, ...options })
  recorders.push(recorder)
  return recorder
}

export type Callbacks = Record<'onSuccess' | 'onExit' | 'onEvent' | 'onLoad', (...args: unknown[]) => unknown>

/** The callbacks as Plaid gets them. */
export function instrument(recorder: Diagnostics, callbacks: Partial<Callbacks> & { token?: string } = {}): Callbacks {
  return recorder.instrument({ token: TOKEN, ...callbacks }) as unknown as Callbacks
}

export function event(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { link_session_id: SESSION, ...fields }
}

export async function readEntries(): Promise<DiagnosticEntry[]> {
  const pairs = await readDatabase(name)
  return pairs.map(([, entry]) => entry as DiagnosticEntry).filter((entry) => typeof entry === 'object' && entry.type)
}

export function entriesOf(report: DiagnosticsReport): DiagnosticEntry[] {
  return report.sessions.flatMap((session) => session.entries)
}

export function idsOf(report: DiagnosticsReport): unknown[] {
  return report.sessions.map(({ linkSessionId }) => linkSessionId)
}
