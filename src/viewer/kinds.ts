import { hasError, type DiagnosticEntry, type EntryType } from '../entry/fields.ts'

/** What a mark looks like. */
export type MarkKind = 'error' | 'success' | 'exit' | 'page' | 'app' | 'event'

export const markKinds: readonly MarkKind[] = ['error', 'success', 'exit', 'page', 'app', 'event']

const ofType: Record<EntryType, MarkKind> = {
  onEvent: 'event',
  onSuccess: 'success',
  onExit: 'exit',
  onLoad: 'app',
  open: 'app',
  exit: 'exit',
  tokenChanged: 'exit',
  unmounted: 'exit',
  attached: 'app',
  scriptFailed: 'error',
  scriptThrew: 'error',
  scriptPending: 'error',
  notReady: 'error',
  cspBlocked: 'error',
  callbackThrew: 'error',
  callbackRejected: 'error',
  linkToken: 'app',
  pageLeft: 'page',
  pageCached: 'page',
  pageReturned: 'page',
  offline: 'error',
  online: 'page',
}

/** Events that say of themselves that something failed; all others say it by an error. */
const ofEvent = new Map<string, MarkKind>([
  ['ERROR', 'error'],
  ['FAIL_OAUTH', 'error'],
  ['CLOSE_OAUTH', 'error'],
  ['SELECT_DOWN_INSTITUTION', 'error'],
  ['SELECT_DEGRADED_INSTITUTION', 'error'],
  ['SELECT_FILTERED_INSTITUTION', 'error'],
  ['SELECT_DENYLISTED_INSTITUTION', 'error'],
  ['IDENTITY_MATCH_FAILED', 'error'],
  ['IDENTITY_VERIFICATION_FAIL_SESSION', 'error'],
  ['IDENTITY_VERIFICATION_FAIL_STEP', 'error'],
  ['LAYER_NOT_AVAILABLE', 'error'],
  ['HANDOFF', 'success'],
  ['EXIT', 'exit'],
])

export function kindOf(entry: DiagnosticEntry): MarkKind {
  if (hasError(entry)) return 'error'
  // A report of a later version may name a type that is not here.
  const kind: MarkKind = ofType[entry.type] ?? 'event'
  return kind === 'event' ? (ofEvent.get(entry.eventName ?? '') ?? kind) : kind
}
