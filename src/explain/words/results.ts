import type { Situation } from '../errors/situations.ts'
import type { FindingCode } from '../findingCodes.ts'

const nothingToRepair = 'Nothing to repair: the account is connected already'
const notVerified = 'Account not verified'
const noPayment = 'Payment not made'
const noTransfer = 'Transfer not made'
const noMoneyMoved = 'Payment or transfer not made'
// The sentence that follows says what.
const failed = 'Failed'

/** The first words of a headline, where it was not about connecting a bank, by what a finding or an error means. */
export const results: Partial<Record<Situation | FindingCode, string>> = {
  'return-reloaded': 'Connected before',
  'closed-after-repair': 'Nothing to repair',
  'closed-when-connected': 'Perhaps connected',
  'nothing-wrong': nothingToRepair,
  'already-verified': nothingToRepair,
  'deposit-code-wrong': notVerified,
  'deposit-amounts-wrong': notVerified,
  'deposit-tries-used-up': notVerified,
  'account-verification-expired': notVerified,
  'deposit-account-blocked': notVerified,
  'account-verification-failed': failed,
  'account-verification-pending': notVerified,
  'manual-verification-needed': notVerified,
  'upload-failed': 'Not finished',
  'income-check-failed': failed,
  'payment-failed': noPayment,
  'not-enough-money': noMoneyMoved,
  'amount-over-limit': noMoneyMoved,
  'transfer-failed': noTransfer,
  'transfer-refused-as-asked': noTransfer,
  'transfer-not-cancellable': failed,
  'payment-cancelled': noPayment,
  'payment-declined': noPayment,
  'payment-kind-unsupported': noPayment,
  'payment-refused-as-asked': noPayment,
  'recipient-details-wrong': noTransfer,
  'app-balance-too-low': noTransfer,
  'account-blocked': noTransfer,
  'account-type-unsupported': noTransfer,
}
