import { caseForms, type AskedFor, type CaseAnswer, type CaseForm, type WhoActs } from './errors.ts'
import { generalIds, sessionIds, signInIds } from './errors/facts.ts'
import type { FindingCode } from './findingCodes.ts'
import type { Hit } from './seen.ts'

/** What follows for the reader, where a finding is the cause. */
export interface CauseFacts {
  whoActs: WhoActs
  /** Beside that. */
  whoElseActs?: WhoActs
  answer: CaseAnswer
  form?: CaseForm
  asksFor?: readonly AskedFor[]
}

const ofApp: CauseFacts = { whoActs: 'app', answer: 'no' }
const ofUser: CauseFacts = { whoActs: 'user', answer: 'not yet', form: 'general', asksFor: sessionIds }
const ofBank: CauseFacts = { whoActs: 'bank-or-plaid', answer: 'not yet', form: 'institutions', asksFor: signInIds }

/** Those that are Plaid's errors, that have the facts of another (`like`), or that are no cause, have none here. */
export const findingFacts: Partial<Record<FindingCode, CauseFacts>> = {
  'csp-blocked': ofApp,
  'script-threw': { whoActs: 'app', answer: 'not yet', form: 'general' },
  'script-failed': { whoActs: 'user', whoElseActs: 'app', answer: 'no' },
  'script-never-ran': ofApp,
  'script-pending': { whoActs: 'user', answer: 'not yet' },
  'cross-origin-isolated': ofApp,
  offline: { whoActs: 'user', answer: 'no' },
  'not-ready': ofApp,
  'opened-too-early': ofApp,
  'opened-without-token': ofApp,
  'layer-not-available': ofApp,
  'layer-not-opened': ofApp,
  'oauth-not-resumed': ofApp,
  'oauth-return-not-told': ofApp,
  'oauth-return-without-state': ofApp,
  'return-reloaded': ofApp,
  'reloaded-while-open': ofUser,
  'token-changed': ofApp,
  unmounted: ofApp,
  'two-links-open': ofApp,
  'oauth-not-returned': { whoActs: 'user', answer: 'not yet', form: 'oauth', asksFor: signInIds },
  'bank-sign-in-failed': { whoActs: 'user', answer: 'not yet', form: 'oauth', asksFor: signInIds },
  'bank-sign-in-closed': { whoActs: 'user', answer: 'not yet', form: 'oauth', asksFor: signInIds },
  'institution-down': ofBank,
  'institution-not-supported': { ...ofBank, whoActs: 'user', whoElseActs: 'app' },
  'identity-check-failed': ofApp,
  'identity-step-failed': { ...ofUser, whoElseActs: 'app' },
  'identity-check-in-review': ofApp,
  'identity-step-in-review': { ...ofApp, whoElseActs: 'user' },
  'identity-match-blocked': { ...ofApp, whoElseActs: 'user' },
  'account-verification-pending': { whoActs: 'user', answer: 'not yet', form: 'general', asksFor: generalIds },
  'account-verification-failed': {
    whoActs: 'user',
    whoElseActs: 'app',
    answer: 'not yet',
    form: 'general',
    asksFor: generalIds,
  },
  'transfer-incomplete': { whoActs: 'app', answer: 'not yet', form: 'general', asksFor: generalIds },
  'another-bank-not-finished': ofUser,
  'another-bank-untold': { whoActs: 'app', answer: 'not yet', form: 'general', asksFor: sessionIds },
  'handoff-without-success': { whoActs: 'app', answer: 'perhaps', form: 'general', asksFor: sessionIds },
  'too-many-logins': { whoActs: 'user', answer: 'not yet', form: 'invalid-credentials', asksFor: generalIds },
  'link-token-used': ofApp,
  'link-open-too-long': { whoActs: 'user', answer: 'no' },
  'link-token-expired': ofApp,
  'abandoned-at-view': ofUser,
  'nothing-followed': ofUser,
  'closed-after-repair': { whoActs: 'nobody', answer: 'no' },
  'closed-when-connected': { whoActs: 'app', answer: 'not yet', form: 'general', asksFor: sessionIds },
  'closed-after-upload': { ...ofUser, whoActs: 'app', whoElseActs: 'user' },
  'closed-at-bank-list': { ...ofBank, whoActs: 'user' },
  'closed-by-user': ofUser,
  'callback-failed': ofApp,
}

/** The finding's own facts, where it is not the error itself that is told. */
export function factsOf(cause: Hit | null): CauseFacts | undefined {
  if (!cause) return undefined
  const { code, facts, like = code, whoActs, whoElseActs } = cause
  const own = findingFacts[code] ?? findingFacts[like]
  const found = facts && (code === facts.finding || !own) ? facts : own
  return found && { ...found, ...(whoActs && { whoActs }), ...(whoElseActs && { whoElseActs }) }
}

export function formOf({ answer, form = 'none' }: CauseFacts): string {
  return answer === 'no' ? '' : caseForms[form]
}

/** `institution_id, link_session_id or request_id; the developers add the access_token`. */
export function askedFor({ answer, asksFor = [] }: CauseFacts, hasItem: boolean, hasBank: boolean): string {
  if (answer === 'no') return ''
  const asked = asksFor.filter((key) => key !== 'access_token' && (hasBank || key !== 'institution_id'))
  const ids = asked.join(', and ')
  return hasItem && asksFor.includes('access_token') ? `${ids}; the developers add the access_token` : ids
}
