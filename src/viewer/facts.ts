import type { DiagnosticEntry, PlaidIdentifier } from '../entry/fields.ts'
import { toIso } from '../entry/time.ts'
import { plain } from './plain.ts'

export interface Fact {
  /** Plaid's spelling, `error_code`. */
  label: string
  value: string
}

/** What is said elsewhere, or by nothing but this library. */
const ELSEWHERE = new Set([
  'type',
  'eventName',
  'at',
  'timestamp',
  'sequence',
  'page',
  'attemptId',
  'code',
  'linkSessionId',
])
/** What a reader looks for first. */
const FIRST = ['errorType', 'errorCode', 'errorCodeReason', 'errorMessage', 'displayMessage', 'exitStatus', 'viewName']

/** What there is to say of an entry beyond its name and its time. */
export function factsOf(entry: DiagnosticEntry): Fact[] {
  return Object.entries(entry)
    .filter(([key, value]) => !ELSEWHERE.has(key) && value !== undefined && value !== null)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([key, value]) => ({ label: plain(snake(key)), value: plain(toText(value)) }))
}

/** With what only this library gives a name to. */
export function allFactsOf(entry: DiagnosticEntry): Fact[] {
  const { at, timestamp, page, attemptId, sequence, linkSessionId } = entry
  const own: [string, string | undefined][] = [
    ['timestamp', timestamp],
    ['link_session_id', linkSessionId],
    ['seen by this device', toIso(at)],
    ['attempt', attemptId],
    ['page load', page && `${page}, entry ${sequence}`],
  ]
  return [...factsOf(entry), ...own.flatMap(([label, value]) => (value ? [{ label, value: plain(value) }] : []))]
}

function rank(key: string): number {
  const place = FIRST.indexOf(key)
  return place < 0 ? FIRST.length : place
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function toText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(toItem).join(', ')
  return String(value)
}

function toItem(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item)
  const { key, value, fingerprint, looksLike } = item as Partial<Record<string, string>> & Partial<PlaidIdentifier>
  return [key, value, fingerprint && `fingerprint ${fingerprint}`, looksLike && `withheld (looks like: ${looksLike})`]
    .filter(Boolean)
    .join(' ')
}
