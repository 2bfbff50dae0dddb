import type { DiagnosticEntry } from '../entry/fields.ts'

interface Attribute {
  name: string
  /**
   * Sent with `detail: 'full'` alone: which bank, the ids of accounts, what the app has attached, what tells one
   * link_token from another, and texts of Plaid's, which may name the bank.
   */
  isFull?: boolean
}

/**
 * What each field of an entry is called in a log record. `session.id` and `error.type` are OpenTelemetry's own names
 * (https://opentelemetry.io/docs/specs/semconv/registry/attributes/); the rest is ours, below `plaid.link`. `null`: the
 * field is in the record itself, as its time or its event name.
 */
export const attributes: Record<keyof DiagnosticEntry, Attribute | null> = {
  type: null,
  at: null,
  linkSessionId: { name: 'session.id' },
  errorType: { name: 'error.type' },

  page: { name: 'plaid.link.page' },
  sequence: { name: 'plaid.link.sequence' },
  attemptId: { name: 'plaid.link.attempt_id' },
  code: { name: 'plaid.link.report_code' },
  requestId: { name: 'plaid.link.request_id' },
  timestamp: { name: 'plaid.link.timestamp' },
  eventName: { name: 'plaid.link.event_name' },
  viewName: { name: 'plaid.link.view_name' },
  errorCode: { name: 'plaid.link.error_code' },
  errorMessage: { name: 'plaid.link.error_message', isFull: true },
  displayMessage: { name: 'plaid.link.display_message', isFull: true },
  errorCodeReason: { name: 'plaid.link.error_code_reason' },
  errorRequestId: { name: 'plaid.link.error_request_id' },
  exitStatus: { name: 'plaid.link.exit_status' },
  institutionId: { name: 'plaid.link.institution_id', isFull: true },
  institutionName: { name: 'plaid.link.institution_name', isFull: true },
  mfaType: { name: 'plaid.link.mfa_type' },
  selection: { name: 'plaid.link.selection' },
  matchReason: { name: 'plaid.link.match_reason' },
  isUpdateMode: { name: 'plaid.link.is_update_mode' },
  viewVariant: { name: 'plaid.link.view_variant' },
  issueId: { name: 'plaid.link.issue_id' },
  accountIds: { name: 'plaid.link.account_ids', isFull: true },
  accountCount: { name: 'plaid.link.account_count' },
  transferStatus: { name: 'plaid.link.transfer_status' },
  verificationStatus: { name: 'plaid.link.verification_status' },
  plaidEnvironment: { name: 'plaid.link.environment' },
  linkTokenFingerprint: { name: 'plaid.link.link_token_fingerprint', isFull: true },
  oauthReturn: { name: 'plaid.link.oauth_return' },
  oauthStateInPage: { name: 'plaid.link.oauth_state_in_page' },
  oauthStateInRedirectUri: { name: 'plaid.link.oauth_state_in_redirect_uri' },
  reload: { name: 'plaid.link.reload' },
  otherOpen: { name: 'plaid.link.other_open' },
  simulated: { name: 'plaid.link.simulated' },
  ready: { name: 'plaid.link.ready' },
  noToken: { name: 'plaid.link.no_token' },
  online: { name: 'plaid.link.online' },
  afterMs: { name: 'plaid.link.after_ms' },
  scriptTag: { name: 'plaid.link.script_tag' },
  plaidGlobal: { name: 'plaid.link.plaid_global' },
  directive: { name: 'plaid.link.csp_directive' },
  blockedHost: { name: 'plaid.link.blocked_host' },
  callback: { name: 'plaid.link.callback' },
  errorName: { name: 'plaid.link.error_name' },
  identifiers: { name: 'plaid.link.identifiers', isFull: true },
  withheld: { name: 'plaid.link.withheld', isFull: true },
  unreadable: { name: 'plaid.link.unreadable' },
  times: { name: 'plaid.link.times' },
}
