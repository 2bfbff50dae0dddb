import type { DiagnosticEntry } from '../entry/fields.ts'
import { happenedAt, toUtc } from '../entry/time.ts'
import { isExit } from '../session/group.ts'
import { ofAnotherBank } from './findingCodes.ts'
import type { Told } from './findings.ts'
import { lastHandoff } from './seen.ts'

/** A request_id, and the event and time that it came from. */
export interface Request {
  id: string
  /** `ERROR, 09:18:33`, with the code of an error that is not the cause; or that the app attached it. */
  note: string
  /** It is of something that was overcome, or of another bank that was connected. */
  isHistory: boolean
}

/** Each request_id once, that of the cause first, then what tells most, and of these the latest. */
export function rankRequests({ seen, cause }: Told): Request[] {
  const { session, entries, failures, bankNames } = seen
  const ofCause = new Set(cause?.entries ?? [])
  const standing = new Set(failures.flatMap((failure) => (failure.overcome ? [] : failure.entries)))
  // Several events share a request: what one of them says of it is true of it.
  const overcome = new Set(
    failures
      .flatMap((failure) => (failure.overcome ? failure.entries : []))
      .flatMap((position) => idsOf(entries[position])),
  )
  // What led to a bank that was connected tells nothing of the other.
  const connected = cause && ofAnotherBank.includes(cause.code) ? lastHandoff(entries) : -1
  for (const entry of entries.slice(0, connected + 1)) for (const id of idsOf(entry)) overcome.add(id)
  for (const position of ofCause) for (const id of idsOf(entries[position])) overcome.delete(id)
  const isHistory = (position: number): boolean => idsOf(entries[position]).some((id) => overcome.has(id))
  const rank = (position: number): number => {
    const { type, eventName = type } = entries[position] as DiagnosticEntry
    if (ofCause.has(position) && !isExit(entries[position] as DiagnosticEntry)) return 0
    if (standing.has(position) && !isExit(entries[position] as DiagnosticEntry)) return 1
    const ending = ENDINGS.indexOf(eventName)
    const order = ending < 0 ? ENDINGS.length : ending
    return isHistory(position) ? LAST + order : 2 + order
  }
  const ranked = entries
    .map((_, position) => ({ position, rank: rank(position) }))
    .sort((a, b) => a.rank - b.rank || b.position - a.position)
  const found = new Map<string, Request>()
  for (const { position } of ranked) {
    const entry = entries[position] as DiagnosticEntry
    const { type, eventName = type, errorCode = cause?.error?.code } = entry
    const name = errorCode === cause?.error?.code ? eventName : `${eventName} ${errorCode}`
    const bank = bankNames.size > 1 && bankNames.get(entry.institutionId ?? '')
    const at = bank ? ` at ${bank}` : position <= connected ? ' of what was connected' : ''
    const note = `${name}${at}, ${toUtc(happenedAt(entry, session.clockSkew)).slice(11)}`
    for (const id of idsOf(entry)) if (!found.has(id)) found.set(id, { id, note, isHistory: overcome.has(id) })
  }
  // What the app attached: of these it is not known where they came from.
  for (const identifier of session.identifiers) {
    if (identifier.key === 'request_id' && 'value' in identifier && !found.has(identifier.value)) {
      found.set(identifier.value, { id: identifier.value, note: 'attached by the app', isHistory: false })
    }
  }
  return [...found.values()]
}

function idsOf({ errorRequestId, requestId }: Partial<DiagnosticEntry> = {}): string[] {
  return [errorRequestId, requestId].flatMap((id) => id || [])
}

const ENDINGS = ['EXIT', 'onExit', 'HANDOFF', 'onSuccess']
/** What was overcome is told after all else. */
const LAST = 3 + ENDINGS.length
