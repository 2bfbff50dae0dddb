import {
  explainReport,
  type DiagnosticEntry,
  type DiagnosticsReport,
  type Finding,
  type LinkSession,
} from 'react-plaid-link-diagnostics/report'
import type { FindingCode } from '../../src/explain/findingCodes.ts'
import { makeReport, makeSession, type Step } from './reports.ts'

/** Sessions of a few steps, for tests of what is found in them. */

export const NOW = '2026-11-22T09:21:40.310Z'
export const ID = '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b'

export const open: Step = [0, null, { type: 'open', ready: true }]
export const opened: Step = [400, 400, { eventName: 'OPEN', viewName: 'CONSENT' }]
export const left: Step = [30_000, null, { type: 'pageLeft' }]
export const closed: Step = [30_000, null, { type: 'onExit' }]
export const handedOff: Step = [30_000, 29_900, { eventName: 'HANDOFF' }]

export const succeeded: Step = [30_010, null, { type: 'onSuccess' }]

export function view(viewName: string): Step {
  return [30_000, 9000, { eventName: 'TRANSITION_VIEW', viewName }]
}

export function error(errorType: string, errorCode: string): Step {
  return [30_000, 10_000, { eventName: 'ERROR', errorType, errorCode }]
}

export function exit(errorType: string, errorCode: string): Step {
  return [30_000, null, { type: 'onExit', errorType, errorCode }]
}

export function session(outcome: LinkSession['outcome'], ...steps: Step[]): LinkSession {
  return makeSession({ outcome, linkSessionId: ID, steps })
}

export function find(sessions: LinkSession[], more: Partial<DiagnosticsReport> = {}): Finding[] {
  return explainReport(makeReport(NOW, sessions, more)).findings
}

export function codes(...sessions: LinkSession[]): FindingCode[] {
  return find(sessions).map(({ code }) => code)
}

export function event(eventName: string, fields: Partial<DiagnosticEntry> = {}): Step {
  return [20_000, 20_000, { eventName, ...fields }]
}
export const chase = { institutionId: 'ins_56', institutionName: 'Chase' }
export const citizens = { institutionId: 'ins_20', institutionName: 'Citizens Bank' }
export const later = (fields: Partial<DiagnosticEntry>): Step => [60_000, null, fields]
