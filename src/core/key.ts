import type { DiagnosticEntry } from './entry.ts'

/** Wide enough for every time up to the year 5188, so that keys sort as numbers do. */
const TIME_WIDTH = 9

/**
 * An entry's key in the database tells all that pruning has to know, so that no value is read for it:
 *
 *     <epoch>/<time>-<page>-<sequence>-<attempt>-<code>-<telling>
 *
 * Keys sort by epoch, then by the time of capture. Page and sequence keep two tabs (and two page loads in
 * the same millisecond) apart. The epoch is what `clear()` counts up: a key of an older epoch is void,
 * whoever wrote it and however late.
 */
export function toKey(entry: DiagnosticEntry, epoch: string): string {
  const time = toBase36(Math.max(0, entry.at), TIME_WIDTH)
  const code = entry.code.replace('-', '')
  return `${epoch}/${time}-${entry.page}-${toBase36(entry.sequence, 6)}-${entry.attemptId}-${code}-${isTelling(entry) ? 1 : 0}`
}

/** What is given up last when a limit is reached: all that a reader needs to tell how a session went. */
export function isTelling(entry: DiagnosticEntry): boolean {
  return entry.type !== 'onEvent' || /^(?:OPEN|ERROR|EXIT|HANDOFF)$/.test(entry.eventName ?? '')
}

/**
 * A short code that can be said on the phone (`7KQF-2M9T`): 40 bits of a hash of the link_session_id, or of
 * the attempt's id as long as there is none. It joins a report with telemetry; it is no secret and no proof.
 */
export function reportCode(id: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < id.length; index++) {
    const unit = id.charCodeAt(index)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return `${toCode(high)}-${toCode(low)}`
}

/** Crockford's base 32: no I, L, O or U to be mistaken on the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function toCode(bits: number): string {
  let code = ''
  for (let index = 0; index < 4; index++) code += ALPHABET[(bits >>> (5 * index)) & 31]
  return code
}

export function toBase36(value: number, width: number): string {
  return Math.floor(value).toString(36).padStart(width, '0')
}
