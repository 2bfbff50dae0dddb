/** The shapes of what Plaid says; those of what this page says are in shapes.ts, which recording has no need of. */
import { holdsSecret } from './redact.ts'

export type Shape<Type> = (value: unknown) => Type | undefined

/**
 * An identifier of Plaid: bounded, one word, and no token, e-mail address, API secret or number of a person or an
 * account; undefined otherwise.
 */
export const id: Shape<string> = (value) => {
  if (typeof value !== 'string') return undefined
  return COMMON_ID.test(value) || (ID.test(value) && !holdsSecret(value) && !holdsPrivate(value)) ? value : undefined
}
/**
 * UUIDs, letters and digits without nine of these in a row, and the 15 of a request_id, as in `reqApi000000001`: found in
 * one pass, as this runs in Plaid's callbacks.
 */
const COMMON_ID =
  /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?:ins_)?(?![\da-fA-F]{30}$)(?!$)\d{0,8}(?:[A-Za-z]\d{0,8}){0,64}|[A-Za-z]{6}\d{9})$/
const ID = /^[\w.:<>~-]{1,128}$/

/** Whether an id holds nine digits and more, or a secret of Plaid's API. */
function holdsPrivate(value: string): boolean {
  return SECRET.test(value) || /\d(?:[\W_]*\d){8}/.test(value.replace(OPAQUE, '$1'))
}
/** A secret of Plaid's API, or an old public key. */
export const SECRET = /(?:^|[^\da-f])[\da-f]{30}(?![\da-f])/i
/** UUIDs, and hexadecimal words as long as an old item_id (24) or a digest: the digits in them mean nothing. */
export const OPAQUE = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(^|[:|_-])(?=\d*[a-f])(?:[\da-f]{24}|[\da-f]{32,})$/gi

/** Plaid's account_id: 37 random letters and digits, nearly always. An account number is no such thing. */
export const ACCOUNT_ID = /^(?=\D*\d)(?=\d*\D)[A-Za-z\d]{32,64}$/

/** Plaid's `timestamp` as ISO 8601 UTC with milliseconds; undefined where it is none. */
export const timestamp: Shape<string> = (value) => {
  if (typeof value !== 'string') return undefined
  if (PLAIDS_TIME.test(value)) return value.length > 20 ? value : value.slice(0, -1) + '.000Z'
  const time = ISO_TIME.test(value) ? Date.parse(value) : NaN
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
/** As Plaid writes it, on any day but 29 February: to parse it would take a third of the time of onEvent. */
const PLAIDS_TIME =
  /^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/
