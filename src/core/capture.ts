import type { DiagnosticEntry } from './entry.ts'
import { id, institutionName, name, scrub, timestamp } from './redact.ts'

/**
 * What is read of the arguments of Plaid's callbacks: these fields, each in its shape, and nothing else.
 * Plaid's metadata carries undeclared keys (tokens among them), so a list of what to leave out can never be
 * complete; public_token, account names and masks, routing_number,
 * institution_search_query are not read.
 * Sources: Plaid's Link Web page (onSuccess, onExit, onEvent), react-plaid-link's types.
 */
type Field = readonly [from: string, to: keyof DiagnosticEntry, shape: (value: unknown) => string | undefined]

const EVENT_FIELDS: Field[] = [
  ['link_session_id', 'linkSessionId', id],
  ['request_id', 'requestId', id],
  ['timestamp', 'timestamp', timestamp],
  ['view_name', 'viewName', name],
  ['institution_id', 'institutionId', id],
  ['institution_name', 'institutionName', institutionName],
  ['error_type', 'errorType', name],
  ['error_code', 'errorCode', name],
  ['error_message', 'errorMessage', scrub],
  ['exit_status', 'exitStatus', name],
  ['mfa_type', 'mfaType', name],
  ['selection', 'selection', name],
  ['match_reason', 'matchReason', name],
  ['is_update_mode', 'isUpdateMode', name],
  ['view_variant', 'viewVariant', name],
  ['issue_id', 'issueId', id],
]

const RESULT_FIELDS: Field[] = [
  ['link_session_id', 'linkSessionId', id],
  ['request_id', 'requestId', id],
  ['status', 'exitStatus', name],
  ['transfer_status', 'transferStatus', name],
]

const INSTITUTION_FIELDS: Field[] = [
  ['institution_id', 'institutionId', id],
  ['name', 'institutionName', institutionName],
]

const ERROR_FIELDS: Field[] = [
  ['request_id', 'errorRequestId', id],
  ['error_type', 'errorType', name],
  ['error_code', 'errorCode', name],
  ['error_code_reason', 'errorCodeReason', name],
  ['error_message', 'errorMessage', scrub],
  ['display_message', 'displayMessage', scrub],
  // Plaid's webview page calls it so
  ['error_display_message', 'displayMessage', scrub],
]

const ACCOUNT_FIELDS: Field[] = [['verification_status', 'verificationStatus', name]]
/** Plaid's account_id: 37 random letters and digits, nearly always. An account number is no such thing. */
const ACCOUNT_ID = /^(?=\D*\d)(?=\d*\D)[A-Za-z\d]{32,64}$/

/** A blocked Link may hand over a plain Error. */
const THROWN_FIELDS: Field[] = [
  ['name', 'errorName', name],
  ['message', 'errorMessage', scrub],
]

const MAX_ACCOUNTS = 24
/** UTF-8 bytes of JSON. */
const MAX_ENTRY = 2048

/** None of these throws, whatever it is given; what cannot be read makes the entry `unreadable`. */
export function captureEvent(entry: DiagnosticEntry, eventName?: unknown, metadata?: unknown): void {
  const named = name(eventName)
  if (named !== undefined) entry.eventName = named
  else entry.unreadable = true
  copy(entry, metadata, EVENT_FIELDS)
}

export function captureSuccess(entry: DiagnosticEntry, metadata?: unknown): void {
  copy(entry, metadata, RESULT_FIELDS)
  captureInstitution(entry, metadata)
  captureAccounts(entry, read(entry, metadata, 'accounts'))
}

export function captureExit(entry: DiagnosticEntry, error?: unknown, metadata?: unknown): void {
  copy(entry, metadata, RESULT_FIELDS)
  captureInstitution(entry, metadata)
  if (error === null || error === undefined) return
  if (typeof error === 'string') {
    const message = scrub(error)
    if (message !== undefined) entry.errorMessage = message
  } else {
    copy(entry, error, ERROR_FIELDS)
    if (entry.errorCode === undefined && entry.errorMessage === undefined) copy(entry, error, THROWN_FIELDS)
  }
}

/** Gives up texts, then the list, until an entry is within 2 kB. */
export function fit(entry: DiagnosticEntry): void {
  // Only these can make an entry long: names and ids are bounded.
  if (!entry.errorMessage && !entry.displayMessage && !entry.accountIds) return
  for (const field of ['displayMessage', 'errorMessage', 'accountIds'] as const) {
    if (new TextEncoder().encode(JSON.stringify(entry)).length <= MAX_ENTRY) return
    delete entry[field]
  }
}

/** An object, partial or empty; some wrappers give the bare name. */
function captureInstitution(entry: DiagnosticEntry, metadata: unknown): void {
  const institution = read(entry, metadata, 'institution')
  if (typeof institution === 'string') copy(entry, { name: institution }, INSTITUTION_FIELDS)
  else if (institution !== null && institution !== undefined) copy(entry, institution, INSTITUTION_FIELDS)
}

/** Their ids, and the verification status of the last that has one. */
function captureAccounts(entry: DiagnosticEntry, accounts: unknown): void {
  try {
    if (!Array.isArray(accounts)) return
    for (let index = 0; index < Math.min(accounts.length, MAX_ACCOUNTS); index++) {
      copy(entry, accounts[index], ACCOUNT_FIELDS)
      const id = read(entry, accounts[index], 'id')
      if (typeof id === 'string' && ACCOUNT_ID.test(id)) (entry.accountIds ??= []).push(id)
    }
  } catch {
    entry.unreadable = true // a Proxy in place of the array
  }
}

function copy(entry: DiagnosticEntry, source: unknown, fields: Field[]): void {
  for (const [from, to, shape] of fields) {
    const value = read(entry, source, from)
    if (value === null || value === undefined || value === '') continue
    try {
      const kept = shape(value)
      if (kept !== undefined) (entry as unknown as Record<string, string>)[to] = kept
    } catch {
      entry.unreadable = true
    }
  }
}

function read(entry: DiagnosticEntry, source: unknown, key: string): unknown {
  try {
    if (typeof source === 'object' && source !== null) return (source as Record<string, unknown>)[key]
  } catch {
    // a getter that throws, a revoked Proxy: the next field may still be readable
  }
  entry.unreadable = true
  return undefined
}
