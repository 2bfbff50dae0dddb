import type { FindingCode } from '../findingCodes.ts'

/** Who has to do something before a next try can go well. `nobody` where there is nothing to mend. */
export type WhoActs = 'user' | 'app' | 'bank-or-plaid' | 'nobody'

/** Is it a case for Plaid Support? */
export type CaseAnswer = 'yes' | 'not yet' | 'no' | 'perhaps'

/**
 * Plaid's forms for a case, as Plaid's error pages and help center name them. What is behind the login is not known.
 */
export const caseForms = {
  none: '',
  general: 'https://dashboard.plaid.com/support/new',
  institutions: 'https://dashboard.plaid.com/support/new/financial-institutions',
  authentication: 'https://dashboard.plaid.com/support/new/financial-institutions/authentication-issues',
  'invalid-credentials':
    'https://dashboard.plaid.com/support/new/financial-institutions/authentication-issues/invalid-creds',
  'security-code': 'https://dashboard.plaid.com/support/new/financial-institutions/authentication-issues/mfa-issue',
  'persistent-500':
    'https://dashboard.plaid.com/support/new/financial-institutions/authentication-issues/persistent-500',
  oauth: 'https://dashboard.plaid.com/support/new/financial-institutions/authentication-issues/oauth-issues',
  'missing-accounts': 'https://dashboard.plaid.com/support/new/financial-institutions/missing-data/missing-accounts',
} as const

export type CaseForm = keyof typeof caseForms

/** What Plaid asks for in a case; of a pair, one is enough. */
export type AskedFor = 'access_token' | 'institution_id' | 'link_session_id or request_id'

/** What is the same for every error that means the same to the reader. */
export interface SituationFacts {
  whoActs: WhoActs
  /** Beside that. */
  whoElseActs?: WhoActs
  /** Left out where it is `link-error`. */
  finding?: FindingCode
  answer: CaseAnswer
  /** Left out where it is no case, and where the app itself has to act; so is what Plaid asks for. */
  form?: CaseForm
  asksFor?: readonly AskedFor[]
}

/** What Plaid's help center asks for in general. An `access_token` does not exist before a link has finished. */
export const generalIds: readonly AskedFor[] = ['access_token', 'institution_id', 'link_session_id or request_id']
/** For what happens at a bank's sign-in. */
export const signInIds: readonly AskedFor[] = ['institution_id', 'link_session_id or request_id']
export const bankIds: readonly AskedFor[] = ['institution_id']
export const sessionIds: readonly AskedFor[] = ['link_session_id or request_id']
