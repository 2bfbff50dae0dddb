import { accountIds, boolean, count, entryType, identifiers, name, number, withheld, word } from './shapes.ts'
import { plaidFields, type FieldTable } from './plaidFields.ts'
import type { entryTypes, Shape } from './shapes.ts'

export type { PlaidIdentifier, WithheldIdentifier } from './shapes.ts'
export { entryTypes } from './shapes.ts'
export { hasError, plaidFields, toSnake, type Part } from './plaidFields.ts'

/**
 * All that an entry can hold, in three tables and in the order in which it is told: our name, its shape, and where Plaid
 * says it. The type of an entry, its capture, the check of what is read from disk and the lines of a report are made
 * of them. What is not in them has no place to be kept in: Plaid's metadata carries undeclared keys (tokens among
 * them), so a list of what to leave out could never be complete. public_token, account names and masks, routing_number
 * and institution_search_query are not read.
 *
 * Sources: Plaid's Link Web page (onSuccess, onExit, onEvent), react-plaid-link's types.
 */
export const identityFields = {
  type: [entryType],
  /** When this device saw it: milliseconds since 1970, by this device's clock. */
  at: [number],
  /** The page load it happened in; random, made on this device. */
  page: [word],
  /** Its place in the order of that page load, from 0. A gap means that something was lost. */
  sequence: [count],
  /** One run of Link (one `open()`); random, made on this device, unknown to Plaid. */
  attemptId: [word],
  /** The report code of its session as far as it was known, to join telemetry with a report. */
  code: [word],
} as const satisfies FieldTable

/** Found out by ourselves, or made of more than one value of Plaid's. */
export const ownFields = {
  /** onEvent: the event's name, for example `OPEN` or `SELECT_INSTITUTION`. */
  eventName: [name],
  /** onSuccess: `accounts[].id`. */
  accountIds: [accountIds],
  /** onSuccess: how many accounts it named. */
  accountCount: [count],
  /** linkToken: the middle word of the link_token: sandbox, development or production. */
  plaidEnvironment: [name],
  /** linkToken: what the link_token looks like in a report; see `fingerprint`. */
  linkTokenFingerprint: [word],
  /** open, linkToken: Link is initialised again on the way back from a bank (`receivedRedirectUri` was given). */
  oauthReturn: [boolean],
  /** open, linkToken: the page's address has an `oauth_state_id`; its value is never kept. */
  oauthStateInPage: [boolean],
  /** open, linkToken: `receivedRedirectUri` was given; whether it has an `oauth_state_id`. */
  oauthStateInRedirectUri: [boolean],
  /** open: this page load is a reload; pageLeft, in a report of the next page load: that is a reload. */
  reload: [boolean],
  /** open: another Link of this page was open at that moment. */
  otherOpen: [boolean],
  /** open, linkToken, and what is told of Plaid's script: Link is played by the simulator. */
  simulated: [boolean],
  /** open: react-plaid-link said that Link was ready. */
  ready: [boolean],
  /** open: there was no token. */
  noToken: [boolean],
  /** scriptFailed: what the browser said; open: only where it said that it was offline. */
  online: [boolean],
  /**
   * Milliseconds; scriptFailed, scriptThrew: since the first mount; notReady: how long was waited; open: since the app gave
   * the link_token, where that is half an hour or more.
   */
  afterMs: [number],
  /** notReady, and open where Link was not ready: a Plaid script tag is in the page. */
  scriptTag: [boolean],
  /** Likewise: `window.Plaid` exists. */
  plaidGlobal: [boolean],
  /** cspBlocked: the directive that blocked it, for example `script-src-elem`. */
  directive: [word],
  /** cspBlocked: the Plaid host that was blocked. */
  blockedHost: [word],
  /** callbackThrew, callbackRejected: which callback of the app. */
  callback: [name],
  /** attached: identifiers that the app gave. */
  identifiers: [identifiers],
  /** attached: identifiers that the app gave and that were refused. */
  withheld: [withheld],
  /** The metadata (or the error) could not be read: a getter that threw, a revoked Proxy, not an object. */
  unreadable: [boolean],
  /** In a report: how many times the very same callback came, where more than once. */
  times: [count],
} as const satisfies FieldTable

type Fields = typeof identityFields & typeof plaidFields & typeof ownFields

/** All three. */
export const fields: Fields = /* @__PURE__ */ Object.assign({}, identityFields, plaidFields, ownFields)

export type FieldName = keyof Fields
type Value<Field> = Field extends readonly [Shape<infer Type>, ...unknown[]] ? Type : never
type ValuesOf<Table> = { -readonly [Name in keyof Table]: Value<Table[Name]> }
type Identity = ValuesOf<typeof identityFields>
type Facts = Partial<ValuesOf<typeof plaidFields & typeof ownFields>>

/**
 * One thing that happened. The only shape that is ever kept: a field that is not named here does not exist, so nothing
 * secret has a place to be kept in.
 *
 * A value is absent rather than null: absent means that Plaid (or the page) did not say it.
 */
export interface DiagnosticEntry extends Identity, Facts {}

export type EntryType = (typeof entryTypes)[number]

/** An entry as it was read from disk, which anybody may have written; null where it is none. */
export function readEntry(value: unknown): { entry: DiagnosticEntry; wrong: number } | null {
  const entry: Partial<Record<FieldName, unknown>> = {}
  /** Fields that are left out: unknown ones, and those without their shape. */
  let wrong = 0
  try {
    for (const key of Object.keys(value as object)) {
      const kept = isField(key) ? fields[key][0]((value as Record<string, unknown>)[key]) : undefined
      if (kept === undefined) wrong++
      else entry[key as FieldName] = kept
    }
  } catch {
    // neither an object nor a text, or it cannot be read
  }
  const isWhole = (Object.keys(identityFields) as FieldName[]).every((key) => entry[key] !== undefined)
  return isWhole ? { entry: entry as DiagnosticEntry, wrong } : null
}

function isField(key: string): key is FieldName {
  return Object.prototype.hasOwnProperty.call(fields, key)
}
