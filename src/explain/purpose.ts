import type { DiagnosticEntry } from '../entry/fields.ts'
import type { LinkSession } from '../session/report.ts'
import type { Situation } from './errors/situations.ts'
import { ofAnotherBank, type FindingCode } from './findingCodes.ts'
import type { Hit, Seen } from './seen.ts'

/** What Link was opened for. A success mends a failure of its own purpose only. */
type Purpose = 'connect' | 'repair' | 'deposit' | 'documents' | 'identity' | 'transfer'

export function purposeOf({ seen, cause }: { seen: Seen; cause: Hit | null }): Purpose {
  const { session, entries, isIdentityCheck, isOfDocuments } = seen
  const situation: string = cause?.facts?.situation ?? ''
  if (isIdentityCheck) return 'identity'
  if (OF_DOCUMENTS.includes(situation) || isOfDocuments) return 'documents'
  const isOfVerification = OF_DEPOSIT.includes(situation) || (cause !== null && OF_VERIFICATION.includes(cause.code))
  if (isOfVerification || isOfDeposit(session) || entries.some(isVerified)) return 'deposit'
  const isOfTransfer = OF_TRANSFER.includes(cause?.error?.type ?? '')
  if (isOfTransfer || entries.some(({ transferStatus }) => transferStatus)) return 'transfer'
  return session.updateMode === true || situation === 'username-differs' ? 'repair' : 'connect'
}

const OF_DOCUMENTS: readonly string[] = ['upload-failed', 'income-check-failed'] satisfies Situation[]
const OF_DEPOSIT: readonly string[] = [
  'deposit-code-wrong',
  'deposit-amounts-wrong',
  'deposit-tries-used-up',
  'deposit-account-blocked',
] satisfies Situation[]
const OF_VERIFICATION: readonly FindingCode[] = ['account-verification-pending', 'account-verification-failed']
/** Plaid's error_types. */
const OF_TRANSFER = ['TRANSFER_ERROR', 'BANK_TRANSFER_ERROR', 'TRANSFER_REFUND_ERROR', 'TRANSFER_RECURRING_ERROR']

/** A small deposit was confirmed. */
export function isVerified({ verificationStatus }: DiagnosticEntry): boolean {
  return verificationStatus === 'manually_verified' || verificationStatus === 'automatically_verified'
}

/** A deposit of an account that is there already was to be confirmed. */
export function isOfDeposit({ updateMode, entries }: LinkSession): boolean {
  return updateMode === true && entries.some(({ viewName = '' }) => DEPOSITS.includes(viewName))
}
const DEPOSITS = ['SAME_DAY_MICRODEPOSIT_VERIFICATION', 'INSTANT_MICRODEPOSIT_VERIFICATION']

/** Documents were handed in, and no bank was connected. */
export function areUploaded({ institution, entries }: LinkSession): boolean {
  return !institution && entries.some(({ eventName }) => eventName === 'SUBMIT_DOCUMENTS_SUCCESS')
}

/** The bank that a session is told of: beside one that was connected, the other. */
export function bankOf({ seen, cause }: { seen: Seen; cause: Hit | null }): string | null {
  if (cause?.bank) return cause.bank
  if (cause && ofAnotherBank.includes(cause.code)) return bankOfCause({ seen, cause }) ?? null
  return seen.session.institution?.id ?? null
}

/** Its name; empty where Plaid did not give it. */
export function bankNameOf({ seen, cause }: { seen: Seen; cause: Hit | null }): string {
  const { institution } = seen.session
  const id = bankOf({ seen, cause })
  return seen.bankNames.get(id ?? '') ?? (institution?.id === id ? (institution?.name ?? '') : '')
}

/** The bank that the entries of the cause name first. */
export function bankOfCause({ seen, cause }: { seen: Seen; cause: Hit | null }): string | undefined {
  return cause?.entries.map((position) => seen.entries[position]?.institutionId).find(Boolean)
}
