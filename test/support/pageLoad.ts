import { expect } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { reportCode } from '../../src/entry/key.ts'
import type { LinkSession } from '../../src/session/report.ts'
import { toSessions } from '../../src/session/sessions.ts'
import { SESSION } from './constants.ts'

export const START = Date.parse('2026-11-22T09:00:00.000Z')
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const FINGERPRINT = 'sha256-3f9a1c07d2e4b658'

export type Fields = Partial<DiagnosticEntry>
export type PageLoad = ReturnType<typeof createPage>

/** A page load that records one thing after the other, a second apart unless told. */
export function createPage(page = 'page1', start = START) {
  let sequence = 0
  let clock = start
  const entries: DiagnosticEntry[] = []
  function add(type: DiagnosticEntry['type'], fields: Fields = {}): DiagnosticEntry {
    const attemptId = fields.attemptId ?? 'attempt1'
    const entry = { type, at: clock, page, sequence: sequence++, code: reportCode(attemptId), ...fields, attemptId }
    clock = entry.at + SECOND
    entries.push(entry)
    return entry
  }
  return {
    entries,
    add,
    open: (fields?: Fields) => add('open', { ready: true, ...fields }),
    event: (eventName: string, fields?: Fields) => add('onEvent', { eventName, linkSessionId: SESSION, ...fields }),
    wait: (ms: number) => void (clock += ms),
    get now() {
      return clock
    },
  }
}

/** The one session that these entries are. */
export function only(entries: DiagnosticEntry[], now = START + MINUTE): LinkSession {
  const sessions = toSessions(entries, now)
  expect(sessions).toHaveLength(1)
  return sessions[0] as LinkSession
}

/** An ISO time so many milliseconds after the start. */
export function iso(ms: number): string {
  return new Date(START + ms).toISOString()
}
