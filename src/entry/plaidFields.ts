import { id, timestamp, type Shape } from './plaidShapes.ts'
import { freeText, institutionName, name } from './redact.ts'

/**
 * Where Plaid says it: onEvent's metadata, onSuccess's and onExit's metadata, the `institution` in these, onExit's
 * error, an Error that came in its place, one of onSuccess's `accounts`.
 */
export type Part = 'event' | 'result' | 'institution' | 'error' | 'thrown' | 'account'

/** `error.request_id`; `error` alone where Plaid's name is ours in snake_case. */
type Place = Part | `${Part}.${string}`

export type FieldTable = Record<string, readonly [Shape<unknown>, ...Place[]]>

/** Read of what Plaid passes; the only table that recording itself needs. */
export const plaidFields = {
  linkSessionId: [id, 'event', 'result'],
  requestId: [id, 'event', 'result'],
  /** Plaid's own `timestamp`, ISO 8601 UTC with milliseconds. */
  timestamp: [timestamp, 'event'],

  viewName: [name, 'event'],
  errorType: [name, 'event', 'error'],
  errorCode: [name, 'event', 'error'],
  /** Plain words of it; see `freeText`. */
  errorMessage: [freeText, 'event', 'error', 'thrown.message'],
  /** Plain words of it. Plaid's webview page calls it error_display_message. */
  displayMessage: [freeText, 'error', 'error.error_display_message'],
  errorCodeReason: [name, 'error'],
  /** request_id inside the error object, where it differs from the metadata's. */
  errorRequestId: [id, 'error.request_id'],
  exitStatus: [name, 'event', 'result.status'],
  institutionId: [id, 'event', 'institution'],
  institutionName: [institutionName, 'event', 'institution.name'],
  mfaType: [name, 'event'],
  selection: [name, 'event'],
  matchReason: [name, 'event'],
  isUpdateMode: [name, 'event'],
  viewVariant: [name, 'event'],
  issueId: [id, 'event'],
  transferStatus: [name, 'result'],
  /** onSuccess: of the account that has most left to do. */
  verificationStatus: [name, 'account'],
  /** callbackThrew, callbackRejected: the error's name only, never its message. */
  errorName: [name, 'thrown.name'],
} as const satisfies FieldTable

/** Plaid, or what the browser threw in its place, told an error, of whatever kind. */
export function hasError(entry: { [Field in (typeof errorFields)[number]]?: string }): boolean {
  return errorFields.some((field) => Boolean(entry[field]))
}

const errorFields = ['errorCode', 'errorType', 'errorMessage', 'displayMessage', 'errorName', 'errorRequestId'] as const

/** Plaid's spelling of a name, and that of a report: `link_session_id`. */
export function toSnake(fieldName: string): string {
  return fieldName.replace(/[A-Z]/g, (letter) => '_' + letter.toLowerCase())
}
