import { fields, toSnake, type DiagnosticEntry, type FieldName, type Part } from './fields.ts'
import { ACCOUNT_ID, name } from './redact.ts'
import type { Shape } from './shapes.ts'

/** Plaid's own name of a field, ours, and its shape. */
type Read = [from: string, to: FieldName, shape: Shape<unknown>]

/** What the table of fields says of one part, made when it is first needed. */
const parts: Partial<Record<Part, Read[]>> = {}

function fieldsOf(part: Part): Read[] {
  return (parts[part] ??= (Object.keys(fields) as FieldName[]).flatMap((to) => {
    const [shape, ...places] = fields[to]
    return places.flatMap((place): Read[] => {
      const [where, from = toSnake(to)] = place.split('.')
      return where === part ? [[from, to, shape]] : []
    })
  }))
}

const MAX_ACCOUNTS = 24
/** UTF-8 bytes of JSON. */
const MAX_ENTRY = 2048

/** None of these throws, whatever it is given; what cannot be read makes the entry `unreadable`. */
export function captureEvent(entry: DiagnosticEntry, eventName?: unknown, metadata?: unknown): void {
  const named = name(eventName)
  if (named) entry.eventName = named
  else entry.unreadable = true
  copy(entry, metadata, 'event')
}

export function captureSuccess(entry: DiagnosticEntry, _publicToken?: unknown, metadata?: unknown): void {
  copy(entry, metadata, 'result')
  captureInstitution(entry, metadata)
  const accounts = read(entry, metadata, 'accounts')
  // Their ids, and the verification status of the last that has one.
  for (let index = 0; accounts && index < MAX_ACCOUNTS; index++) {
    const account = read(entry, accounts, index)
    if (!account) return
    copy(entry, account, 'account')
    const id = read(entry, account, 'id')
    if (typeof id === 'string' && ACCOUNT_ID.test(id)) (entry.accountIds ??= []).push(id)
  }
}

export function captureExit(entry: DiagnosticEntry, error?: unknown, metadata?: unknown): void {
  copy(entry, metadata, 'result')
  captureInstitution(entry, metadata)
  if (error === null || error === undefined) return
  if (typeof error === 'string') return copy(entry, { message: error }, 'thrown')
  copy(entry, error, 'error')
  if (!entry.errorCode && !entry.errorMessage) copy(entry, error, 'thrown')
}

/** An object, partial or empty; some wrappers give the bare name. */
function captureInstitution(entry: DiagnosticEntry, metadata: unknown): void {
  const institution = read(entry, metadata, 'institution')
  if (institution) copy(entry, typeof institution === 'string' ? { name: institution } : institution, 'institution')
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

function copy(entry: DiagnosticEntry, source: unknown, part: Part): void {
  for (const [from, to, shape] of fieldsOf(part)) {
    const value = read(entry, source, from)
    const kept = value === null || value === undefined ? value : shape(value)
    if (kept) (entry as Partial<Record<FieldName, unknown>>)[to] = kept
  }
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
