import { ACCOUNT_ID, UUID } from '../entry/shapes.ts'

/** What is known of an identifier by which Plaid Support traces a problem; more of it is in the catalogue. */
export interface KnownIdentifier {
  /** Plaid's own name. */
  key: string
  /**
   * The endpoint of Plaid's API that returns it, the likeliest, with its path where it has another name there; empty
   * where none does.
   */
  endpoint: string
  /** Where the app's server has it, where no endpoint gives it, or only one that is seldom called. */
  otherwise?: string
  /** Its values are secrets, Plaid tokens of these kinds: only their fingerprint is kept. */
  tokenKinds?: readonly string[]
  /** What it must look like, where apps have something of their own under such a key. */
  form?: RegExp
  /** What it must look like as the `id` of a thing: of an `account`, of each of the `transfers`. */
  idForm?: RegExp
  /** Made by the app, as it likes. */
  isAppsOwn?: true
  /** It says which user it is: it holds for every session of the page. */
  namesUser?: true
}

/**
 * What Plaid Support traces a problem with Link by, in the order it wants it; nothing else is ever picked. The one list
 * of them: what is picked, the catalogue, the keys of a user and the order in a report are made of it.
 */
export const knownIdentifiers = [
  { key: 'link_session_id', endpoint: '/link/token/get link_sessions[].link_session_id' },
  { key: 'request_id', endpoint: 'every JSON response and error' },
  { key: 'institution_id', endpoint: '/item/get item.institution_id', idForm: /^ins_\w+$/ },
  { key: 'item_id', endpoint: '/item/public_token/exchange' },
  { key: 'access_token', endpoint: '/item/public_token/exchange', tokenKinds: ['access'] },
  { key: 'account_id', endpoint: '/accounts/get accounts[].account_id', form: ACCOUNT_ID, idForm: ACCOUNT_ID },
  {
    key: 'client_user_id',
    endpoint: '/identity_verification/create',
    otherwise: 'your own id, given to /link/token/create or /session/token/create as user.client_user_id',
    isAppsOwn: true,
    namesUser: true,
  },
  { key: 'link_token', endpoint: '/link/token/create', tokenKinds: ['link'] },
  { key: 'transaction_id', endpoint: '/transactions/sync added[].transaction_id' },
  { key: 'asset_report_token', endpoint: '/asset_report/create', tokenKinds: ['assets', 'asset-report'] },
  { key: 'identity_verification_id', endpoint: '/identity_verification/create id' },
  { key: 'transfer_id', endpoint: '/transfer/create transfer.id', idForm: UUID },
  { key: 'authorization_id', endpoint: '/transfer/authorization/create authorization.id', idForm: UUID },
  {
    key: 'client_transaction_id',
    endpoint: '/protect/user/insights/get reports[].incident_event.signal_client_transaction_id',
    otherwise: 'your own id, given to /signal/evaluate, which does not return it',
    isAppsOwn: true,
  },
  { key: 'user_id', endpoint: '/user/create', form: /^(?:usr_\w+|[A-Za-z\d]{24,64})$/, namesUser: true },
  { key: 'user_token', endpoint: '/user/create', tokenKinds: ['user'], namesUser: true },
  {
    key: 'credit_dashboard_user_id',
    endpoint: '',
    otherwise: "the user's page in Plaid's Credit Dashboard",
    namesUser: true,
  },
] as const satisfies readonly KnownIdentifier[]

/** Plaid's own name of an identifier. */
export type PlaidIdentifierKey = (typeof knownIdentifiers)[number]['key']

/** What an identity verification is called; it is also the link_session_id of its own Link session. */
export const VERIFICATION_ID = /^(?:idv|flwses)_[A-Za-z\d]{8,32}$/
