import type { DiagnosticEntry, FieldName } from './fields.ts'
import { plaidFields, toSnake, type Part } from './plaidFields.ts'
import { name } from './redact.ts'
import { ACCOUNT_ID, type Shape } from './plaidShapes.ts'

type PlaidField = keyof typeof plaidFields

interface Reading {
  /** Plaid's name. */
  from: string
  to: FieldName
  shape: Shape<unknown>
}

/** What the table of fields says of one part, made when it is first needed. */
const readings: Partial<Record<Part, Reading[]>> = {}

function readingsOf(part: Part): Reading[] {
  return (readings[part] ??= (Object.keys(plaidFields) as PlaidField[]).flatMap((to) => {
    const [shape, ...places] = plaidFields[to]
    return places.flatMap((place): Reading[] => {
      const [where, from = toSnake(to)] = place.split('.')
      return where === part ? [{ from, to, shape }] : []
    })
  }))
}

/** How many accounts are looked at, and of how many the id is kept; `accountCount` says how many there are. */
const MAX_ACCOUNTS = 1000
const MAX_ACCOUNT_IDS = 24
/** UTF-8 bytes of JSON. */
const MAX_ENTRY = 2048

/**
 * Statuses of an account whose verification is not over, the one with most left to do last; of equals, and of those
 * that are over or unknown, the first account's is kept. Source: `verification_status` in plaid-openapi.
 */
const LEFT_TO_DO = [
  'database_insights_pass_with_caution',
  'pending_automatic_verification',
  'unsent',
  'pending_manual_verification',
  'database_insights_fail',
  'verification_expired',
  'verification_failed',
]

/** None of these throws, whatever it is given; what cannot be read makes the entry `unreadable`. */
export function captureEvent(entry: DiagnosticEntry, eventName?: unknown, metadata?: unknown): void {
  attempt(entry, () => {
    const named = name(eventName)
    if (named) entry.eventName = named
    else entry.unreadable = true
  })
  copy(entry, metadata, 'event')
}

export function captureSuccess(entry: DiagnosticEntry, _publicToken?: unknown, metadata?: unknown): void {
  copy(entry, metadata, 'result')
  captureInstitution(entry, metadata)
  attempt(entry, () => {
    const accounts = read(entry, metadata, 'accounts')
    if (!Array.isArray(accounts)) return
    entry.accountCount = accounts.length
    for (let index = 0; index < accounts.length && index < MAX_ACCOUNTS; index++) {
      captureAccount(entry, read(entry, accounts, index))
    }
  })
}

export function captureExit(entry: DiagnosticEntry, error?: unknown, metadata?: unknown): void {
  copy(entry, metadata, 'result')
  captureInstitution(entry, metadata)
  attempt(entry, () => {
    if (error === null || error === undefined) return
    if (typeof error === 'string') return copy(entry, { message: error }, 'thrown')
    copy(entry, error, 'error')
    if (!entry.errorCode && !entry.errorMessage) copy(entry, error, 'thrown')
  })
}

/** An object, partial or empty; some wrappers give the bare name. */
function captureInstitution(entry: DiagnosticEntry, metadata: unknown): void {
  const institution = read(entry, metadata, 'institution')
  if (institution) copy(entry, typeof institution === 'string' ? { name: institution } : institution, 'institution')
}

function captureAccount(entry: DiagnosticEntry, account: unknown): void {
  const { verificationStatus: before } = entry
  copy(entry, account, 'account')
  const { verificationStatus: now = '' } = entry
  if (before && LEFT_TO_DO.indexOf(now) <= LEFT_TO_DO.indexOf(before)) entry.verificationStatus = before
  const id = read(entry, account, 'id')
  if (typeof id === 'string' && ACCOUNT_ID.test(id) && (entry.accountIds?.length ?? 0) < MAX_ACCOUNT_IDS)
    (entry.accountIds ??= []).push(id)
}

/** Gives up texts, then the ends of lists, until an entry is within 2 kB. */
export function truncate(entry: DiagnosticEntry): void {
  const { displayMessage = '', errorMessage = '', accountIds, identifiers, withheld } = entry
  const lists = [accountIds, withheld, identifiers]
  // Only these can make an entry long: names and ids are bounded.
  if (displayMessage.length + errorMessage.length < 256 && !lists.some(Boolean)) return
  const isLong = (): boolean => sizeOf(entry) > MAX_ENTRY
  if (isLong()) delete entry.displayMessage
  if (isLong()) delete entry.errorMessage
  for (const list of lists) while (list?.length && isLong()) list.pop()
}

/** At most so many UTF-8 bytes of JSON; without JSON.stringify, which a page may have replaced. */
function sizeOf(value: unknown): number {
  let size = 2
  if (typeof value === 'string') {
    for (let index = 0; index < value.length; index++) {
      const unit = value.charCodeAt(index)
      size += unit === 0x22 || unit === 0x5c ? 2 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3
    }
    return size
  }
  if (typeof value !== 'object' || !value) return 24
  for (const [key, inner] of Object.entries(value)) size += key.length + 4 + sizeOf(inner)
  return size
}

function copy(entry: DiagnosticEntry, source: unknown, part: Part): void {
  const target: Partial<Record<FieldName, unknown>> = entry
  const all = typeof source === 'object' && source ? readingsOf(part) : []
  if (all.length === 0) markUnreadable(entry)
  for (let index = 0; index < all.length; index++) {
    const { from, to, shape } = all[index] as Reading
    try {
      const value = (source as Record<string, unknown>)[from]
      if (value === null || value === undefined) continue
      const kept = shape(value)
      if (kept !== undefined) target[to] = kept
    } catch {
      // a getter that throws, a revoked Proxy: the next field may still be readable
      markUnreadable(entry)
    }
  }
}

function read(entry: DiagnosticEntry, source: unknown, key: string | number): unknown {
  try {
    if (typeof source === 'object' && source) return (source as Record<string, unknown>)[key]
  } catch {
    // as in `copy`
  }
  markUnreadable(entry)
  return undefined
}

function attempt(entry: DiagnosticEntry, step: () => void): void {
  try {
    step()
  } catch {
    // a page that has put a getter on Object.prototype: an entry has it too
    markUnreadable(entry)
  }
}

function markUnreadable(entry: DiagnosticEntry): void {
  try {
    entry.unreadable = true
  } catch {
    // likewise
  }
}
