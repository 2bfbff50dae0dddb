/**
 * One thing that happened. The only shape that is ever kept: a field that is not named here does not
 * exist, so nothing secret has a place to be kept in.
 *
 * A value is absent rather than null: absent means that Plaid (or the page) did not say it.
 */
export interface DiagnosticEntry {
  type: EntryType
  /** When this device saw it: milliseconds since 1970, by this device's clock. */
  at: number
  /** The page load it happened in; random, made on this device. */
  page: string
  /** Its place in the order of that page load, from 0. A gap means that something was lost. */
  sequence: number
  /** One run of Link (one `open()`); random, made on this device, unknown to Plaid. */
  attemptId: string
  /** The report code of its session as far as it was known, to join telemetry with a report. */
  code: string

  linkSessionId?: string
  requestId?: string
  /** Plaid's own `timestamp`, ISO 8601 UTC with milliseconds. */
  timestamp?: string

  /** onEvent: the event's name, for example `OPEN` or `SELECT_INSTITUTION`. */
  eventName?: string
  viewName?: string
  errorType?: string
  errorCode?: string
  /** Scrubbed text. */
  errorMessage?: string
  /** Scrubbed text. */
  displayMessage?: string
  errorCodeReason?: string
  /** request_id inside the error object, where it differs from the metadata's. */
  errorRequestId?: string
  exitStatus?: string
  institutionId?: string
  institutionName?: string
  mfaType?: string
  selection?: string
  matchReason?: string
  isUpdateMode?: string
  viewVariant?: string
  issueId?: string
  /** onSuccess: `accounts[].id`. */
  accountIds?: string[]
  /** onSuccess: how many accounts it named. */
  accountCount?: number
  transferStatus?: string
  verificationStatus?: string

  /** linkToken: the middle word of the link_token: sandbox, development or production. */
  plaidEnvironment?: string
  /** linkToken: what the link_token looks like in a report; see `fingerprint`. */
  linkTokenFingerprint?: string
  /** open, linkToken: Link is initialised again on the way back from a bank (`receivedRedirectUri` was given). */
  oauthReturn?: boolean
  /** open, linkToken: the page's address has an `oauth_state_id`; its value is never kept. */
  oauthStateInPage?: boolean
  /** open, linkToken: `receivedRedirectUri` was given; whether it has an `oauth_state_id`. */
  oauthStateInRedirectUri?: boolean
  /** open: this page load is a reload. */
  reload?: boolean
  /** open: another Link of this page was open at that moment. */
  otherOpen?: boolean
  /** open, linkToken: Link is played by the simulator. */
  simulated?: boolean
  /** open: react-plaid-link said that Link was ready. */
  ready?: boolean
  /** open: there was no token. */
  noToken?: boolean
  /** scriptFailed: what the browser said; open: only where it said that it was offline. */
  online?: boolean
  /** Milliseconds; scriptFailed: since the first mount; notReady: how long was waited. */
  afterMs?: number
  /** notReady, and open where Link was not ready: a Plaid script tag is in the page. */
  scriptTag?: boolean
  /** Likewise: `window.Plaid` exists. */
  plaidGlobal?: boolean
  /** cspBlocked: the directive that blocked it, for example `script-src-elem`. */
  directive?: string
  /** cspBlocked: the Plaid host that was blocked. */
  blockedHost?: string
  /** callbackThrew, callbackRejected: which callback of the app. */
  callback?: string
  /** callbackThrew, callbackRejected: the error's name only, never its message. */
  errorName?: string
  /** attached: identifiers that the app gave. */
  identifiers?: PlaidIdentifier[]
  /** attached: identifiers that the app gave and that were refused. */
  withheld?: WithheldIdentifier[]
  /** The metadata (or the error) could not be read: a getter that threw, a revoked Proxy, not an object. */
  unreadable?: boolean
  /** In a report: how many times the very same callback came, where more than once. */
  times?: number
}

/** Plaid, or what the browser threw in its place, told an error, of whatever kind. */
export function hasError(entry: DiagnosticEntry): boolean {
  const { errorCode, errorType, errorMessage, displayMessage, errorName, errorRequestId } = entry
  return [errorCode, errorType, errorMessage, displayMessage, errorName, errorRequestId].some(Boolean)
}

export type EntryType =
  // Plaid's callbacks
  | 'onEvent'
  | 'onSuccess'
  | 'onExit'
  | 'onLoad'
  // what the app or the person did
  | 'open'
  | 'exit'
  | 'tokenChanged'
  | 'unmounted'
  | 'attached'
  // faults
  | 'scriptFailed'
  // Plaid's script loaded, and threw while it ran
  | 'scriptThrew'
  | 'notReady'
  | 'cspBlocked'
  | 'callbackThrew'
  | 'callbackRejected'
  // around it
  | 'linkToken'
  | 'pageLeft'
  // into the back/forward cache, with Link open; the page may come back
  | 'pageCached'
  | 'pageReturned'
  | 'offline'
  | 'online'

/** An identifier that the app gave and that is not kept, as it looks like something private. */
export interface WithheldIdentifier {
  key: string
  looksLike: 'e-mail address' | 'phone number' | 'social security number' | 'account number' | 'secret' | 'free text'
}

/** A Plaid identifier by its own name, or, where its value is a secret, what it looks like in a report. */
export type PlaidIdentifier = { key: string; value: string } | { key: string; fingerprint: string }
