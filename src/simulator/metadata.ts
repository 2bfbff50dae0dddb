import type { PlaidInstitution } from 'react-plaid-link'
import type { EventFields, LinkError } from './scenarios/types.ts'

/** What Link sends with its callbacks. Source: plaid.com/docs/link/web, react-plaid-link's types, public payloads. */

/** The only events that Plaid delivers when they happen; all others wait for the end of Link. */
export const LIVE: ReadonlySet<string> = new Set([
  'OPEN',
  'LAYER_READY',
  'LAYER_NOT_AVAILABLE',
  'LAYER_AUTOFILL_NOT_AVAILABLE',
])

/** Every event has every key, also where it says nothing. */
export const NO_FIELDS: EventFields = {
  account_number_mask: null,
  error_type: null,
  error_code: null,
  error_message: null,
  exit_status: null,
  institution_id: null,
  institution_name: null,
  institution_search_query: null,
  is_update_mode: null,
  match_reason: null,
  mfa_type: null,
  routing_number: null,
  view_name: null,
  selection: null,
}

/** Where somebody leaves decides the status. Views that are not here (LOADING, ERROR, EXIT) leave it as it was. */
const STATUS_OF_VIEW: Record<string, string | null> = {
  CONSENT: 'requires_credentials',
  CREDENTIAL: 'requires_credentials',
  SELECT_INSTITUTION: 'institution_not_found',
  SELECT_ACCOUNT: 'requires_account_selection',
  OAUTH: 'requires_oauth',
  RECAPTCHA: 'requires_recaptcha',
  ACCEPT_TOS: null,
  VERIFY_SMS: null,
  KYC_CHECK: null,
  DOCUMENTARY_VERIFICATION: null,
  SELFIE_CHECK: null,
}

const STATUS_OF_MFA: Record<string, string> = {
  code: 'requires_code',
  device: 'choose_device',
  questions: 'requires_questions',
  selections: 'requires_selections',
}

/** The exit status from this view on; undefined where it stays. */
export function statusOf(view: string, mfaType: string | null | undefined): string | null | undefined {
  return view === 'MFA' ? STATUS_OF_MFA[mfaType ?? 'code'] : STATUS_OF_VIEW[view]
}

export function errorFields(error: LinkError | null): EventFields {
  if (error === null) return {}
  return { error_type: error.error_type, error_code: error.error_code, error_message: error.error_message }
}

export function successMetadata(
  institution: PlaidInstitution | null,
  accounts: unknown[],
  linkSessionId: string,
  publicToken: string | null,
): Record<string, unknown> {
  return {
    institution,
    accounts,
    link_session_id: linkSessionId,
    transfer_status: null,
    // Keys that Link on the web sends and that no type declares.
    account: { id: null, name: null, mask: null, type: null, subtype: null },
    account_id: null,
    status: null,
    wallet: null,
    public_token: publicToken,
  }
}

export function exitMetadata(
  institution: PlaidInstitution | null,
  status: string | null,
  linkSessionId: string,
  requestId: string | null,
): Record<string, unknown> {
  return {
    // Not null but {} where Link is left at the list of banks.
    institution: institution ?? (status === 'institution_not_found' ? {} : null),
    status,
    link_session_id: linkSessionId,
    request_id: requestId,
    accounts: [],
    account: null,
    account_id: null,
    transfer_status: null,
  }
}
