import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { reportCode } from '../../src/entry/key.ts'

export const NOW = Date.parse('2026-11-22T10:00:00Z')

let sequence = 0

/** An entry of a session; no milestone unless told. */
export function entryOf(session: string, at: number, fields: Partial<DiagnosticEntry> = {}): DiagnosticEntry {
  return {
    type: 'onEvent',
    eventName: 'TRANSITION_VIEW',
    page: 'page',
    sequence: sequence++,
    at,
    attemptId: `of${session}`,
    code: reportCode(session),
    ...fields,
  }
}
