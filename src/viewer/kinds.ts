import { failingEvents } from '../explain/failures.ts'
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

const ofEvent = new Map<string, MarkKind>([
  ['ERROR', 'error'],
  ['LAYER_NOT_AVAILABLE', 'error'],
  ['HANDOFF', 'success'],
  ['EXIT', 'exit'],
])

export function kindOf(entry: DiagnosticEntry): MarkKind {
  if (hasError(entry)) return 'error'
  // A report of a later version may name a type that is not here.
  const kind: MarkKind = ofType[entry.type] ?? 'event'
  if (kind !== 'event') return kind
  const { eventName = '' } = entry
  return failingEvents.has(eventName) ? 'error' : (ofEvent.get(eventName) ?? kind)
}
