import type { DiagnosticEntry } from './fields.ts'

/** Wide enough for every time up to the year 5188, so that keys sort as numbers do. */
const TIME_WIDTH = 9

/**
 * An entry's key in the database tells all that pruning has to know, so that no value is read for it:
 *
 *     <time>-<page>-<sequence>-<scope>
 *
 * Keys sort by the time of capture. Page and sequence keep two tabs (and two page loads in the same millisecond) apart.
 * The scope is the hash of the user's key, empty where the app gives none: it is kept beside the entry, not in it.
 */
export function toKey(entry: DiagnosticEntry, scope: string): string {
  return `${timeKey(entry.at)}-${entry.page}-${toBase36(entry.sequence, 6)}-${scope}`
}

/** What the keys of a moment begin with: `timeKey(at) + '~'` sorts behind all of them. */
export function timeKey(at: number): string {
  return toBase36(Math.max(0, at), TIME_WIDTH)
}

/** What is given up last when a limit is reached: all that a reader needs to tell how a session went. */
export function isMilestone(entry: Pick<DiagnosticEntry, 'type' | 'eventName'>): boolean {
  return entry.type !== 'onEvent' || /^(?:OPEN|ERROR|EXIT|HANDOFF)$/.test(entry.eventName ?? '')
}

/**
 * A short code that can be said on the phone (`7KQF-2M9T`): 40 bits of a hash of the link_session_id, or of
 * the attempt's id as long as there is none. It joins a report with telemetry; it is no secret and no proof.
 */
export function reportCode(id: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  // Two rounds more than there are characters, so that the last ones count as much as the first.
  for (let index = 0; index < id.length + 2; index++) {
    const unit = id.charCodeAt(index) // NaN counts as 0
    high = Math.imul(high ^ unit ^ (low >>> 15), 2654435761)
    low = Math.imul(low ^ unit ^ (high >>> 13), 1597334677)
  }
  let code = ''
  for (const bits of [high, low]) {
    if (code) code += '-'
    for (let shift = 12; shift < 32; shift += 5) code += ALPHABET[(bits >>> shift) & 31]
  }
  return code
}

/** Crockford's base 32: no I, L, O or U to be mistaken on the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export function toBase36(value: number, width: number): string {
  return Math.floor(value).toString(36).padStart(width, '0')
}
