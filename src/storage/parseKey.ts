/** What is known of an entry by its key; see `toKey`. */
export interface EntryKey {
  at: number
  page: string
  sequence: number
  scope: string
}

/** Undefined for a key that is no entry's. Only what reads and erases looks into keys. */
export function parseKey(key: unknown): EntryKey | undefined {
  const parts = typeof key === 'string' ? KEY.exec(key) : null
  if (!parts) return undefined
  const [, time = '', page = '', sequence = '', scope = ''] = parts
  return { at: fromBase36(time), page, sequence: fromBase36(sequence), scope }
}
const KEY = /^([\da-z]{9})-(\w+)-([\da-z]{6})-(\w*)$/

/** As `toBase36` writes it. */
export function fromBase36(text: string): number {
  return parseInt(text, 36)
}
