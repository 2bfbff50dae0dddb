import type { DiagnosticEntry } from './fields.ts'
import { ACCOUNT_ID, id, institutionName, name, scrub, timestamp } from './redact.ts'

/**
 * What is read of the arguments of Plaid's callbacks: these fields, each in its shape, and nothing else. Ours has
 * Plaid's name in camelCase, unless it is said.
 *
 * Plaid's metadata carries undeclared keys (tokens among them), so a list of what to leave out can never be
 * complete; public_token, account names and masks, routing_number, institution_search_query are not read.
 * Sources: Plaid's Link Web page (onSuccess, onExit, onEvent), react-plaid-link's types.
 */
type Field = [from: Snake<TextField>, shape: Shape] | [from: string, shape: Shape, to: TextField]
type Shape = (value: unknown) => string | undefined
type TextField = {
  [Key in keyof DiagnosticEntry]-?: string extends DiagnosticEntry[Key] ? Key : never
}[keyof DiagnosticEntry]
type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : Name

const EVENT_FIELDS: Field[] = [
  ['link_session_id', id],
  ['request_id', id],
  ['timestamp', timestamp],
  ['view_name', name],
  ['institution_id', id],
  ['institution_name', institutionName],
  ['error_type', name],
  ['error_code', name],
  ['error_message', scrub],
  ['exit_status', name],
  ['mfa_type', name],
  ['selection', name],
  ['match_reason', name],
  ['is_update_mode', name],
  ['view_variant', name],
  ['issue_id', id],
]

const RESULT_FIELDS: Field[] = [
  ['link_session_id', id],
  ['request_id', id],
  ['status', name, 'exitStatus'],
  ['transfer_status', name],
]

const INSTITUTION_FIELDS: Field[] = [
  ['institution_id', id],
  ['name', institutionName, 'institutionName'],
]

const ERROR_FIELDS: Field[] = [
  ['request_id', id, 'errorRequestId'],
  ['error_type', name],
  ['error_code', name],
  ['error_code_reason', name],
  ['error_message', scrub],
  ['display_message', scrub],
  // Plaid's webview page calls it so
  ['error_display_message', scrub, 'displayMessage'],
]

/** A blocked Link may hand over a plain Error. */
const THROWN_FIELDS: Field[] = [
  ['name', name, 'errorName'],
  ['message', scrub, 'errorMessage'],
]

const ACCOUNT_FIELDS: Field[] = [['verification_status', name]]

const MAX_ACCOUNTS = 24
/** UTF-8 bytes of JSON. */
const MAX_ENTRY = 2048

/** None of these throws, whatever it is given; what cannot be read makes the entry `unreadable`. */
export function captureEvent(entry: DiagnosticEntry, eventName?: unknown, metadata?: unknown): void {
  const named = name(eventName)
  if (named) entry.eventName = named
  else entry.unreadable = true
  copy(entry, metadata, EVENT_FIELDS)
}

export function captureSuccess(entry: DiagnosticEntry, _publicToken?: unknown, metadata?: unknown): void {
  copy(entry, metadata, RESULT_FIELDS)
  captureInstitution(entry, metadata)
  const accounts = read(entry, metadata, 'accounts')
  // Their ids, and the verification status of the last that has one.
  for (let index = 0; accounts && index < MAX_ACCOUNTS; index++) {
    const account = read(entry, accounts, index)
    if (!account) return
    copy(entry, account, ACCOUNT_FIELDS)
    const id = read(entry, account, 'id')
    if (typeof id === 'string' && ACCOUNT_ID.test(id)) (entry.accountIds ??= []).push(id)
  }
}

export function captureExit(entry: DiagnosticEntry, error?: unknown, metadata?: unknown): void {
  copy(entry, metadata, RESULT_FIELDS)
  captureInstitution(entry, metadata)
  if (error === null || error === undefined) return
  if (typeof error === 'string') return copy(entry, { message: error }, THROWN_FIELDS)
  copy(entry, error, ERROR_FIELDS)
  if (!entry.errorCode && !entry.errorMessage) copy(entry, error, THROWN_FIELDS)
}

/** An object, partial or empty; some wrappers give the bare name. */
function captureInstitution(entry: DiagnosticEntry, metadata: unknown): void {
  const institution = read(entry, metadata, 'institution')
  if (institution)
    copy(entry, typeof institution === 'string' ? { name: institution } : institution, INSTITUTION_FIELDS)
}

/** Gives up texts, then the list, until an entry is within 2 kB. */
export function fit(entry: DiagnosticEntry): void {
  // Only these can make an entry long: names and ids are bounded.
  const { displayMessage = '', errorMessage = '', accountIds } = entry
  if (!accountIds && displayMessage.length + errorMessage.length < 256) return
  for (const field of ['displayMessage', 'errorMessage', 'accountIds'] as const) {
    if (entry[field] && new TextEncoder().encode(JSON.stringify(entry)).length > MAX_ENTRY) delete entry[field]
  }
}

function copy(entry: DiagnosticEntry, source: unknown, fields: Field[]): void {
  for (const field of fields) {
    const value = read(entry, source, field[0])
    const kept = value === null || value === undefined ? value : field[1](value)
    if (kept) entry[(field[2] ??= toCamel(field[0]))] = kept
  }
}

function toCamel(name: string): TextField {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()) as TextField
}

function read(entry: DiagnosticEntry, source: unknown, key: string | number): unknown {
  try {
    if (typeof source === 'object' && source) return (source as Record<string, unknown>)[key]
  } catch {
    // a getter that throws, a revoked Proxy: the next field may still be readable
  }
  entry.unreadable = true
  return undefined
}
