import { toSnake } from '../entry/fields.ts'
import { looks, type PlaidIdentifier, type WithheldIdentifier } from '../entry/shapes.ts'
import { escapeText, escapeUnits, GLUE, ReportParseError, unescapeText, writeLine } from './grammar.ts'
import type { Line } from './grammar.ts'

/** How a value is written after its label, and read back: both directions in one place. */
export interface Codec<T> {
  write: (value: T) => string
  /** `text` is undefined where there is no such line. Throws where a report cannot do without. */
  read: (text: string | undefined, key: string) => T
}

/** A shape for each field of `T`: the compiler misses what is not there. */
export type Codecs<T> = { readonly [K in keyof T]-?: Codec<T[K]> }

/** What is written, still escaped, by its label or its key. */
export type Written = ReadonlyMap<string, string>

const NONE = 'none'

export const text: Codec<string> = {
  write: (value) => escapeText(String(value)).replace(/^n(?=one$)/, escapeUnits),
  read(written, key) {
    if (written === undefined || written === NONE) throw missing(key)
    return unescapeText(written)
  },
}

export const textOrNull: Codec<string | null> = {
  write: (value) => (value === null ? NONE : text.write(value)),
  read: (written) => (written === undefined || written === NONE ? null : unescapeText(written)),
}

export const textIfAny: Codec<string | undefined> = {
  write: (value) => textOrNull.write(value ?? null),
  read: (written) => textOrNull.read(written, '') ?? undefined,
}

export const number: Codec<number> = {
  write: (value) => escapeText(String(value)),
  read: (written) => Number(written) || 0,
}

/** A duration, with its unit. */
export const milliseconds: Codec<number> = {
  write: (value) => `${number.write(value)}${GLUE}ms`,
  read: (written, key) => number.read(written?.replace(/ ms$/, ''), key),
}

export const flag: Codec<boolean> = {
  write: (value) => (value ? 'yes' : 'no'),
  read: (written) => written === 'yes',
}

export const flagOrNull: Codec<boolean | null> = {
  write: (value) => (value === null ? NONE : flag.write(value)),
  read: (written) => (written === 'yes' ? true : written === 'no' ? false : null),
}

export function oneOf<T extends string | number>(values: readonly T[]): Codec<T> {
  return {
    write: (value) => escapeText(String(value)),
    read(written, key) {
      const value = values.find((known) => String(known) === written)
      if (value === undefined) throw missing(key)
      return value
    },
  }
}

/** Each value in its own word. */
export function inWords<T extends string>(words: Record<T, string>): Codec<T> {
  return {
    write: (value) => escapeText(String(words[value])),
    read(written, key) {
      const value = keysOf(words).find((known) => words[known] === written)
      if (value === undefined) throw missing(key)
      return value
    },
  }
}

/** `name Acme Money, version 4.12.0`: the fields of an object, each by its name. Without its first field it is null. */
export function fieldsOrNull<T extends object>(codecs: Codecs<T>): Codec<T | null> {
  return {
    write: (value) => (value === null ? NONE : writeWords(codecs, value)),
    read(written = NONE) {
      const words = readWords(written.split(', '))
      const keys = keysOf(codecs)
      if (!keys[0] || !words.has(toSnake(keys[0]))) return null
      const values: Partial<T> = {}
      for (const key of keys) {
        const value = codecs[key].read(words.get(toSnake(key)), toSnake(key))
        if (value !== undefined) values[key] = value
      }
      return values as T
    },
  }
}

/** Items of a few words each; the first two stay together. */
function items<T>(toWords: (item: T) => unknown[], fromWords: (words: string[]) => T | undefined): Codec<T[]> {
  const writeItem = (item: T): string => toWords(item).map(toItemWord).join(' ').replace(' ', GLUE)
  return {
    write: (values) => values.map(writeItem).join(', ') || NONE,
    read: (written = NONE) =>
      (written === NONE ? [] : written.split(', ')).flatMap(
        (item) => fromWords(item.split(' ').map(unescapeText)) ?? [],
      ),
  }
}

/** An id: no comma and no space, so that neither ends it. */
function toItemWord(value: unknown): string {
  return text.write(String(value)).replace(/[, ]/g, escapeUnits)
}

export const texts: Codec<string[]> = items(
  (value) => [value],
  ([value]) => value,
)

/** `age 12, quota 3`. */
export const counts: Codec<{ reason: string; count: number }[]> = items(
  ({ reason, count }) => [reason, count],
  ([reason = '', count]) => ({ reason, count: Number(count) || 0 }),
)

/** `request_id XRve…`, `access_token fingerprint sha256-…`. */
export const identifiers: Codec<PlaidIdentifier[]> = items(
  (item) => ('value' in item ? [item.key, item.value] : [item.key, 'fingerprint', item.fingerprint]),
  ([key = '', value = '', fingerprint]) => (fingerprint === undefined ? { key, value } : { key, fingerprint }),
)

/** `client_user_id phone number`. */
export const withheld: Codec<WithheldIdentifier[]> = items(
  ({ key, looksLike }) => [key, ...looksLike.split(' ')],
  ([key = '', ...words]) => {
    const looksLike = looks.find((look) => look === words.join(' '))
    return looksLike && { key, looksLike }
  },
)

/* Facts: a line each. */

/** The label of a field: its name, as Plaid spells names. An identity check that failed has succeeded for Link alone. */
export function labelOf(key: string): string {
  return key === 'outcome' ? 'link_outcome' : toSnake(key)
}

/** A line for each value; one that is the usual one, or `none` where that is not said, is left out. */
export function writeFacts<T extends object>(
  codecs: Codecs<T>,
  values: T,
  { usual = {}, saysNone = false }: { usual?: Partial<T>; saysNone?: boolean } = {},
): string[] {
  return keysOf(codecs).flatMap((key) => {
    const written = codecs[key].write(values[key])
    const isUsual = key in usual && written === codecs[key].write(usual[key] as T[keyof T & string])
    return isUsual || (written === NONE && !saysNone) ? [] : writeLine(labelOf(key), written)
  })
}

export function readFacts<T extends object>(codecs: Codecs<T>, facts: Written, usual: Partial<T> = {}): T {
  const values: Partial<T> = {}
  for (const key of keysOf(codecs)) {
    const name = labelOf(key)
    const isUsual = key in usual && !facts.has(name)
    values[key] = isUsual ? (usual[key] as T[keyof T & string]) : codecs[key].read(facts.get(name), name)
  }
  return values as T
}

/** Where a label is there twice, the first counts. */
export function toFacts(lines: readonly Line[]): Written {
  const facts = new Map<string, string>()
  for (const { label, value } of lines) if (!facts.has(label)) facts.set(label, value)
  return facts
}

/* Words: several values on a line. */

function writeWords<T extends object>(codecs: Codecs<T>, values: T): string {
  return keysOf(codecs)
    .flatMap((key) => (values[key] === undefined ? [] : writeWord(toSnake(key), codecs[key].write(values[key]))))
    .join(', ')
}

/** `view_name CONSENT`: a value among others, which a comma and a space would end. */
export function writeWord(name: string, written: string): string {
  return `${name}${GLUE}${written.replace(/,(?= )/g, escapeUnits)}`
}

/** Each of `view_name CONSENT`, `ready yes` by its name; of `no request_id`, all of it is the name. */
export function readWords(written: readonly string[]): Map<string, string> {
  const words = new Map<string, string>()
  for (const word of written) {
    const [name = ''] = /^(?:no )?[^ ]*/.exec(word) ?? []
    words.set(name, word.slice(name.length + 1))
  }
  return words
}

function missing(key: string): ReportParseError {
  return new ReportParseError(`The line "${key}: ..." is missing, or not what it was. Ask for the whole text.`)
}

export function keysOf<T extends object>(codecs: Codecs<T>): (keyof T & string)[] {
  return Object.keys(codecs) as (keyof T & string)[]
}
