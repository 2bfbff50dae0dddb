/**
 * The shapes of what an entry holds: each takes any value, from Plaid or from disk, and returns what may be kept of it,
 * undefined where that is nothing. What has its shape already is returned as it is.
 */
import { ACCOUNT_ID, type Shape } from './plaidShapes.ts'
import { holdsSecret } from './redact.ts'

export { ACCOUNT_ID, id, OPAQUE, SECRET, timestamp, type Shape } from './plaidShapes.ts'
export { freeText, institutionName, name } from './redact.ts'

export const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

export const entryTypes = [
  // Plaid's callbacks
  'onEvent',
  'onSuccess',
  'onExit',
  'onLoad',
  // what the app or the person did
  'open',
  'exit',
  'tokenChanged',
  'unmounted',
  'attached',
  // faults; of Plaid's script: it did not load, it threw while it ran, it is still on its way
  'scriptFailed',
  'scriptThrew',
  'scriptPending',
  'notReady',
  'cspBlocked',
  'callbackThrew',
  'callbackRejected',
  // around it
  'linkToken',
  'pageLeft',
  // into the back/forward cache, with Link open; the page may come back
  'pageCached',
  'pageReturned',
  'offline',
  'online',
] as const

/** What an identifier that is withheld looks like. */
export const looks = [
  'e-mail address',
  'phone number',
  'social security number',
  'account number',
  'secret',
  'free text',
  'another kind of id',
] as const

/** A Plaid identifier by its own name, or, where its value is a secret, what it looks like in a report. */
export type PlaidIdentifier = { key: string; value: string } | { key: string; fingerprint: string }

/** An identifier that the app gave and that is not kept, as it looks like something private. */
export interface WithheldIdentifier {
  key: string
  looksLike: (typeof looks)[number]
}

export const entryType: Shape<(typeof entryTypes)[number]> = (value) => entryTypes.find((known) => known === value)

/** A word of ours: the id of a page load, a report code, a fingerprint, a host. */
export const word: Shape<string> = (value) => (typeof value === 'string' && WORD.test(value) ? value : undefined)
const WORD = /^[\w.-]{1,64}$/

export const boolean: Shape<boolean> = (value) => (typeof value === 'boolean' ? value : undefined)

export const number: Shape<number> = (value) => (Number.isFinite(value) ? (value as number) : undefined)

export const count: Shape<number> = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined

export const accountIds: Shape<string[]> = (value) =>
  toList(value, (item) => (typeof item === 'string' && ACCOUNT_ID.test(item) ? item : undefined))

export const identifiers: Shape<PlaidIdentifier[]> = (value) =>
  toList(value, (item: Partial<Record<string, unknown>>) => {
    const { key, value, fingerprint } = item
    if (!isKey(key)) return undefined
    if (typeof value === 'string' && IDENTIFIER.test(value) && !holdsSecret(value)) return { key, value }
    return typeof fingerprint === 'string' && FINGERPRINT.test(fingerprint) ? { key, fingerprint } : undefined
  })
/** Its own checks were made when it was picked. */
const IDENTIFIER = /^[!-~]{1,128}$/
export const FINGERPRINT = /^sha256-[\da-f]{16}$/

export const withheld: Shape<WithheldIdentifier[]> = (value) =>
  toList(value, ({ key, looksLike }: Partial<Record<string, unknown>>) => {
    const known = looks.find((look) => look === looksLike)
    return isKey(key) && known ? { key, looksLike: known } : undefined
  })

function isKey(key: unknown): key is string {
  return typeof key === 'string' && /^[a-z_]{1,40}$/.test(key)
}

const MAX_ITEMS = 200

/** Undefined rather than an empty list. */
function toList<Item, Given>(value: unknown, check: (item: Given) => Item | undefined): Item[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items: Item[] = []
  for (const given of value.slice(0, MAX_ITEMS) as (Given | null | undefined)[]) {
    const item = given === null || given === undefined ? undefined : check(given)
    if (item) items.push(item)
  }
  return items.length > 0 ? items : undefined
}
