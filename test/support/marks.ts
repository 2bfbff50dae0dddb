import type { DiagnosticEntry } from '../../src/entry/fields.ts'

/**
 * Tests tell entries apart by marks such as `T0x12`, which Plaid would not call an event, so that they do not stay as its
 * name: what is no name is the request_id of a usual event.
 */
export function eventOf(mark: string): { eventName: string; requestId: string } {
  return { eventName: /^[A-Z_]+$/.test(mark) ? mark : 'TRANSITION_VIEW', requestId: mark }
}

export function markOf({ requestId, eventName }: Pick<DiagnosticEntry, 'requestId' | 'eventName'>): string | undefined {
  return requestId ?? eventName
}
