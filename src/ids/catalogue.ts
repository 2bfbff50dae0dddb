import { knownIdentifiers, type KnownIdentifier, type PlaidIdentifierKey } from './keys.ts'

/** An identifier by which Plaid Support traces a problem: what it is, where it comes from, how it is kept. */
export interface PlaidIdentifierInfo {
  /** Plaid's own name, for example `item_id`. */
  key: PlaidIdentifierKey
  /** The name in words, for example `Item ID`. */
  label: string
  /** Whether Plaid's help center names it among what to give in a support case. */
  askedForBySupport: boolean
  /** What Plaid finds by it. */
  traces: string
  /** Link's callbacks in the browser that carry it, as paths into their arguments. */
  callbacks: readonly string[]
  /** Endpoints of Plaid's API that return it, the likeliest first, with its path where it has another name there. */
  endpoints: readonly string[]
  /** Webhooks that carry it. */
  webhooks: readonly string[]
  /** Where to look for it when none of these gives it. */
  otherwise?: string
  /** Its page in Plaid's documentation. */
  docs: string
  /** `value`: kept and shown as it is. `fingerprint`: a bearer secret, of which only the `fingerprint` is kept. */
  secrecy: 'value' | 'fingerprint'
}

/** What is said of an identifier beyond `keys.ts`. */
const details: Record<PlaidIdentifierKey, Omit<PlaidIdentifierInfo, 'key' | 'secrecy'>> = {
  link_session_id: {
    label: 'Link session ID',
    askedForBySupport: true,
    traces: 'one Link session, with all its requests and events',
    callbacks: [
      'onSuccess metadata.link_session_id',
      'onExit metadata.link_session_id',
      'onEvent metadata.link_session_id',
    ],
    endpoints: ['/link/token/get link_sessions[].link_session_id', '/credit/sessions/get sessions[].link_session_id'],
    webhooks: ['LINK: SESSION_FINISHED', 'LINK: ITEM_ADD_RESULT', 'LINK: EVENTS', 'LAYER: LAYER_AUTHENTICATION_PASSED'],
    docs: 'https://plaid.com/docs/link/web/',
  },
  request_id: {
    label: 'Request ID',
    askedForBySupport: true,
    traces: 'one API call, or the last request that Link made',
    callbacks: ['onExit metadata.request_id', 'onEvent metadata.request_id'],
    endpoints: ['every JSON response and error', 'every other response, as the header Plaid-Request-ID'],
    webhooks: ['LINK: EVENTS events[].event_metadata.request_id'],
    docs: 'https://plaid.com/docs/quickstart/glossary/',
  },
  institution_id: {
    label: 'Institution ID',
    askedForBySupport: false,
    traces: 'the institution',
    callbacks: [
      'onSuccess metadata.institution.institution_id',
      'onExit metadata.institution.institution_id',
      'onEvent metadata.institution_id',
    ],
    endpoints: ['/item/get item.institution_id', '/accounts/get item.institution_id', '/institutions/get_by_id'],
    webhooks: ['DASHBOARD_CONFIGURED_ALERT: INSTITUTION_STATUS_ALERT_TRIGGERED'],
    docs: 'https://plaid.com/docs/api/institutions/',
  },
  item_id: {
    label: 'Item ID',
    askedForBySupport: true,
    traces: "the Item: one user's login at one institution",
    callbacks: [],
    endpoints: [
      '/item/public_token/exchange',
      '/item/get item.item_id',
      '/accounts/get item.item_id',
      '/user_account/session/get items[].item_id',
      '/credit/sessions/get',
    ],
    webhooks: ['every webhook about an Item'],
    docs: 'https://plaid.com/docs/api/items/',
  },
  access_token: {
    label: 'Access token',
    askedForBySupport: true,
    traces: 'the Item',
    callbacks: [],
    endpoints: ['/item/public_token/exchange', '/user_account/session/get items[].access_token', '/item/import'],
    webhooks: [],
    docs: 'https://plaid.com/docs/api/items/',
  },
  account_id: {
    label: 'Account ID',
    askedForBySupport: true,
    traces: 'one account of an Item',
    callbacks: ['onSuccess metadata.accounts[].id'],
    endpoints: ['/accounts/get accounts[].account_id', '/link/token/get accounts[].id', 'most product responses'],
    webhooks: [
      'ITEM: USER_ACCOUNT_REVOKED',
      'AUTH: AUTOMATICALLY_VERIFIED',
      'AUTH: DEFAULT_UPDATE account_ids_with_new_auth[] and the keys of account_ids_with_updated_auth',
    ],
    docs: 'https://plaid.com/docs/api/accounts/',
  },
  client_user_id: {
    label: 'Client user ID',
    askedForBySupport: false,
    traces: "your own user, by whom Plaid's logs can be searched",
    callbacks: [],
    endpoints: ['/identity_verification/create', '/asset_report/get report.user.client_user_id'],
    webhooks: [],
    otherwise: 'your own id, given to /link/token/create or /session/token/create as user.client_user_id',
    docs: 'https://plaid.com/docs/account/activity/',
  },
  link_token: {
    label: 'Link token',
    askedForBySupport: false,
    traces: 'all Link sessions that were started with it',
    callbacks: [],
    endpoints: ['/link/token/create', '/link/token/get', '/session/token/create link.link_token'],
    webhooks: ['LINK: SESSION_FINISHED', 'LINK: ITEM_ADD_RESULT', 'LINK: EVENTS', 'LAYER: LAYER_AUTHENTICATION_PASSED'],
    docs: 'https://plaid.com/docs/api/link/',
  },
  transaction_id: {
    label: 'Transaction ID',
    askedForBySupport: true,
    traces: 'one transaction',
    callbacks: [],
    endpoints: [
      '/transactions/sync added[].transaction_id',
      '/transactions/get transactions[].transaction_id',
      '/wallet/transaction/execute',
    ],
    webhooks: ['TRANSACTIONS: TRANSACTIONS_REMOVED removed_transactions[]'],
    docs: 'https://plaid.com/docs/api/products/transactions/',
  },
  asset_report_token: {
    label: 'Asset Report token',
    askedForBySupport: true,
    traces: 'one Asset Report',
    callbacks: [],
    endpoints: ['/asset_report/create', '/asset_report/refresh', '/asset_report/filter'],
    webhooks: [],
    docs: 'https://plaid.com/docs/api/products/assets/',
  },
  identity_verification_id: {
    label: 'Identity Verification ID',
    askedForBySupport: true,
    traces: 'one attempt to verify an identity',
    callbacks: ['metadata.link_session_id of an Identity Verification session'],
    endpoints: [
      '/identity_verification/create id',
      '/identity_verification/get id',
      '/identity_verification/list identity_verifications[].id',
      '/protect/user/insights/get reports[].incident_event.idv_session_id',
    ],
    webhooks: [
      'IDENTITY_VERIFICATION: STATUS_UPDATED',
      'IDENTITY_VERIFICATION: STEP_UPDATED',
      'IDENTITY_VERIFICATION: RETRIED',
    ],
    docs: 'https://plaid.com/docs/api/products/identity-verification/',
  },
  transfer_id: {
    label: 'Transfer ID',
    askedForBySupport: true,
    traces: 'one transfer; give all that are concerned',
    callbacks: [],
    endpoints: [
      '/transfer/create transfer.id',
      '/transfer/get transfer.id',
      '/transfer/list transfers[].id',
      '/transfer/event/sync transfer_events[].transfer_id',
    ],
    webhooks: ['TRANSFER: RECURRING_NEW_TRANSFER'],
    docs: 'https://plaid.com/docs/api/products/transfer/initiating-transfers/',
  },
  authorization_id: {
    label: 'Transfer authorization ID',
    askedForBySupport: true,
    traces: 'one decision on whether a transfer may be made; give all that are concerned',
    callbacks: [],
    endpoints: ['/transfer/authorization/create authorization.id', '/transfer/create transfer.authorization_id'],
    webhooks: [],
    docs: 'https://plaid.com/docs/api/products/transfer/initiating-transfers/',
  },
  client_transaction_id: {
    label: 'Client transaction ID',
    askedForBySupport: true,
    traces: 'one payment that Signal evaluated',
    callbacks: [],
    endpoints: ['/protect/user/insights/get reports[].incident_event.signal_client_transaction_id'],
    webhooks: [],
    otherwise: 'your own id, given to /signal/evaluate, which does not return it',
    docs: 'https://plaid.com/docs/api/products/signal/',
  },
  user_id: {
    label: 'Plaid user ID',
    askedForBySupport: false,
    traces: 'a user of Income, Plaid Check or Multi-Item Link; replaces user_token since December 2025',
    callbacks: [],
    endpoints: ['/user/create', '/link/token/create', '/link/token/get'],
    webhooks: ['most webhooks of users that have one'],
    docs: 'https://plaid.com/docs/api/users/',
  },
  user_token: {
    label: 'User token',
    askedForBySupport: true,
    traces: 'a user of Income, Plaid Check or Multi-Item Link, made before December 2025',
    callbacks: [],
    endpoints: ['/user/create'],
    webhooks: [],
    docs: 'https://plaid.com/docs/api/users/',
  },
  credit_dashboard_user_id: {
    label: 'Credit Dashboard user ID',
    askedForBySupport: true,
    traces: 'a user of Plaid Check',
    callbacks: [],
    endpoints: [],
    webhooks: [],
    otherwise: "the user's page in Plaid's Credit Dashboard",
    docs: 'https://support.plaid.com/hc/en-us/articles/15374015366807',
  },
}

/**
 * Every identifier that `pickIdentifiers` knows, in the order Plaid Support wants them for a problem with
 * Link: the thirteen that its help center asks for, and four more that lead to them.
 *
 * Sources: Plaid's help center, article 15374015366807, "How do I provide troubleshooting identifiers on
 * support cases"; Plaid's OpenAPI file and the types of `plaid` 47; the page in `docs`.
 */
export const plaidIdentifiers: readonly PlaidIdentifierInfo[] = /* @__PURE__ */ knownIdentifiers.map(toInfo)

function toInfo({ key, tokenKinds }: KnownIdentifier & { key: PlaidIdentifierKey }): PlaidIdentifierInfo {
  return { key, ...details[key], secrecy: tokenKinds ? 'fingerprint' : 'value' }
}
