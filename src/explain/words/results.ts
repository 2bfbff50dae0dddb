import type { Situation } from '../errors/situations.ts'
import type { FindingCode } from '../findingCodes.ts'

const nothingToRepair = 'Nothing to repair: the account is connected already'
const notVerified = 'Account not verified'
const noPayment = 'Payment not made'
const noTransfer = 'Transfer not made'

/** The first words of a headline, where it was not about connecting a bank, by what a finding or an error means. */
export const results: Partial<Record<Situation | FindingCode, string>> = {
  'return-reloaded': 'Connected before',
  'nothing-wrong': nothingToRepair,
  'already-verified': nothingToRepair,
  'deposit-code-wrong': notVerified,
  'deposit-amounts-wrong': notVerified,
  'deposit-tries-used-up': notVerified,
  'account-verification-expired': notVerified,
  'account-verification-failed': notVerified,
  'upload-failed': 'Documents not uploaded',
  'income-check-failed': 'Income check not finished',
  'payment-cancelled': noPayment,
  'payment-declined': noPayment,
  'payment-failed': noPayment,
  'payment-kind-unsupported': noPayment,
  'payment-refused-as-asked': noPayment,
  'not-enough-money': noPayment,
  'transfer-failed': noTransfer,
  'transfer-refused-as-asked': noTransfer,
  'recipient-details-wrong': noTransfer,
  'app-balance-too-low': noTransfer,
  'account-blocked': noTransfer,
  'account-type-unsupported': noTransfer,
  'transfer-not-cancellable': 'Transfer not cancelled',
}
