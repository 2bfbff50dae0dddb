import type { DiagnosticEntry, EntryType } from '../entry/fields.ts'

/** OpenTelemetry's numbers and names (https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber). */
export const severities = { INFO: 9, WARN: 13, ERROR: 17 } as const

export type SeverityText = keyof typeof severities

/** The name of the event, and how serious it is where the entry tells no error of Plaid's. */
export const kinds: Record<EntryType, { eventName: string; severity: SeverityText }> = {
  onEvent: { eventName: 'plaid.link.event', severity: 'INFO' },
  onSuccess: { eventName: 'plaid.link.success', severity: 'INFO' },
  onExit: { eventName: 'plaid.link.exit', severity: 'INFO' },
  onLoad: { eventName: 'plaid.link.load', severity: 'INFO' },
  open: { eventName: 'plaid.link.open', severity: 'INFO' },
  exit: { eventName: 'plaid.link.closed_by_app', severity: 'INFO' },
  tokenChanged: { eventName: 'plaid.link.token_changed', severity: 'WARN' },
  unmounted: { eventName: 'plaid.link.unmounted', severity: 'INFO' },
  attached: { eventName: 'plaid.link.attached', severity: 'INFO' },
  scriptFailed: { eventName: 'plaid.link.script_failed', severity: 'ERROR' },
  scriptThrew: { eventName: 'plaid.link.script_threw', severity: 'ERROR' },
  scriptPending: { eventName: 'plaid.link.script_pending', severity: 'WARN' },
  notReady: { eventName: 'plaid.link.not_ready', severity: 'WARN' },
  cspBlocked: { eventName: 'plaid.link.csp_blocked', severity: 'ERROR' },
  callbackThrew: { eventName: 'plaid.link.callback_threw', severity: 'ERROR' },
  callbackRejected: { eventName: 'plaid.link.callback_rejected', severity: 'ERROR' },
  linkToken: { eventName: 'plaid.link.link_token', severity: 'INFO' },
  pageLeft: { eventName: 'plaid.link.page_left', severity: 'INFO' },
  pageCached: { eventName: 'plaid.link.page_cached', severity: 'INFO' },
  pageReturned: { eventName: 'plaid.link.page_returned', severity: 'INFO' },
  offline: { eventName: 'plaid.link.offline', severity: 'WARN' },
  online: { eventName: 'plaid.link.online', severity: 'INFO' },
}

/** Undefined for a kind that is none of ours. */
export function kindOf(entry: DiagnosticEntry): { eventName: string; severity: SeverityText } | undefined {
  if (!Object.prototype.hasOwnProperty.call(kinds, entry.type)) return undefined
  const kind = kinds[entry.type]
  // Within Link an error is often overcome; what it closed with is final.
  if (!entry.errorCode && !entry.errorType) return kind
  return { ...kind, severity: entry.type === 'onExit' ? 'ERROR' : 'WARN' }
}
