import type { DiagnosticEntry } from './fields.ts'

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

/** What pruning has to know of an entry; see `toKey`. */
export interface EntryKey {
  epoch: string
  at: number
  page: string
  sequence: number
  attemptId: string
  code: string
  telling: boolean
}

/** Undefined for a key that is none of ours. */
export function fromKey(key: unknown): EntryKey | undefined {
  const parts = typeof key === 'string' ? KEY.exec(key) : null
  if (!parts) return undefined
  const [, epoch = '', time = '', page = '', sequence = '', attemptId = '', code = '', telling] = parts
  return {
    epoch,
    at: parseInt(time, 36),
    page,
    sequence: parseInt(sequence, 36),
    attemptId,
    code,
    telling: telling === '1',
  }
}
const KEY = /^(\w+)\/(\w{9})-(\w+)-(\w{6})-(\w+)-(\w*)-([01])$/

/** Of any key of ours, also one that is no entry's. */
export function epochOf(key: unknown): string | undefined {
  return /^\w{9}(?=[!/])/.exec(`${key}`)?.[0]
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
