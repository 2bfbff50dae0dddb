import type { WhoActs } from '../errors/facts.ts'
import type { Situation } from '../errors/situations.ts'
import type { FindingCode } from '../findingCodes.ts'
import { own } from '../places.ts'
import type { Outcome } from '../../session/report.ts'
import { forUserEn, type UserMessage } from './forUser.en.ts'

type Told = Situation | FindingCode | `outcome-${Outcome}`

/** What means the same for the end user as something else. */
const shared: Partial<Record<Told, UserMessage>> = {
  'bank-sign-in-failed': 'sign-in-unfinished',
  'bank-sign-in-closed': 'sign-in-unfinished',
  'login-protection-unsupported': 'account-unsupported',
  'phone-number-unconfirmed': 'phone-number-rejected',
  'account-verification-expired': 'account-verification-failed',
  'manual-verification-needed': 'permission-needed',
  'permission-removed': 'connection-removed',
  'connection-took-too-long': 'connection-removed',
  'account-gone': 'connection-removed',
  'no-investment-account': 'no-account',
  'no-loan-account': 'no-account',
  'account-not-confirmed-at-once': 'permission-needed',
  'account-blocked': 'account-unsupported',
  'deposit-account-blocked': 'account-unsupported',
  'account-type-unsupported': 'account-unsupported',
  'too-little-activity': 'account-unsupported',
  'human-check-failed': 'human-check-needed',
  'institution-answer-unreadable': 'institution-unsupported',
  'institution-not-enabled': 'institution-unsupported',
  'history-too-short': 'institution-unsupported',
  'payment-kind-unsupported': 'account-unsupported',
  'institution-not-supported': 'institution-unsupported',
  'institution-busy': 'institution-unavailable',
  'institution-failed': 'institution-unavailable',
  'institution-down': 'institution-unavailable',
  'data-inconsistent': 'institution-unavailable',
  'rate-limited': 'plaid-failed',
  'unknown-error': 'plaid-failed',
  'data-unavailable': 'plaid-failed',
  'balance-not-fresh': 'data-not-ready',
  'report-expired': 'data-not-ready',
  'payment-cancelled': 'payment-failed',
  'transfer-failed': 'payment-failed',
  'oauth-return-used': 'oauth-not-resumed',
  'oauth-return-lost': 'oauth-not-resumed',
  'oauth-return-not-told': 'oauth-not-resumed',
  'oauth-return-without-state': 'app-cannot',
  'oauth-not-returned': 'oauth-not-resumed',
  'identity-step-failed': 'identity-check-not-finished',
  'identity-step-in-review': 'identity-check-in-review',
  'layer-not-opened': 'outcome-never-opened',
  'script-threw': 'outcome-never-opened',
  'script-never-ran': 'outcome-never-opened',
  'not-ready': 'outcome-never-opened',
  'opened-too-early': 'outcome-never-opened',
  'opened-without-token': 'outcome-never-opened',
  'nothing-followed': 'outcome-never-opened',
  'two-links-open': 'link-token-invalid',
  'reloaded-while-open': 'abandoned-at-view',
  'outcome-abandoned': 'abandoned-at-view',
  unmounted: 'token-changed',
  'outcome-superseded': 'token-changed',
  'another-bank-not-finished': 'another-bank-failed',
  'another-bank-untold': 'handoff-without-success',
  'too-many-logins': 'login-rejected',
  'link-token-used': 'link-token-invalid',
  'link-open-too-long': 'link-token-invalid',
  'link-token-expired': 'link-token-invalid',
  'closed-after-repair': 'nothing-wrong',
  'closed-when-connected': 'handoff-without-success',
  'closed-after-upload': 'permission-needed',
  // Whether a bank was not found is not known: Plaid says `institution_not_found` of every exit there.
  'closed-at-bank-list': 'closed-by-user',
  'outcome-exited': 'closed-by-user',
  'callback-failed': 'handoff-without-success',
}

/** What has no message of its own is told by who has to act. */
const general: Record<WhoActs, UserMessage> = {
  user: 'outcome-failed',
  app: 'app-cannot',
  'bank-or-plaid': 'plaid-failed',
  nobody: 'nothing-wrong',
}

/** The name of what the end user is told. */
export function userMessageOf(told: Told | UserMessage, whoActs: WhoActs): UserMessage {
  return own(forUserEn, told) ? (told as UserMessage) : (shared[told as Told] ?? general[whoActs])
}
