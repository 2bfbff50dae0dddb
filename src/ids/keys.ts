import { ACCOUNT_ID, UUID } from '../entry/shapes.ts'

/** What is known of an identifier by which Plaid Support traces a problem; more of it is in the catalogue. */
export interface KnownIdentifier {
  /** Plaid's own name. */
  key: string
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
  { key: 'link_session_id' },
  { key: 'request_id' },
  { key: 'institution_id', idForm: /^ins_\w+$/ },
  { key: 'item_id' },
  { key: 'access_token', tokenKinds: ['access'] },
  { key: 'account_id', form: ACCOUNT_ID, idForm: ACCOUNT_ID },
  {
    key: 'client_user_id',
    isAppsOwn: true,
    namesUser: true,
  },
  { key: 'link_token', tokenKinds: ['link'] },
  { key: 'transaction_id' },
  { key: 'asset_report_token', tokenKinds: ['assets', 'asset-report'] },
  { key: 'identity_verification_id' },
  { key: 'transfer_id', idForm: UUID },
  { key: 'authorization_id', idForm: UUID },
  {
    key: 'client_transaction_id',
    isAppsOwn: true,
  },
  { key: 'user_id', form: /^(?:usr_\w+|[A-Za-z\d]{24,64})$/, namesUser: true },
  { key: 'user_token', tokenKinds: ['user'], namesUser: true },
  {
    key: 'credit_dashboard_user_id',
    namesUser: true,
  },
] as const satisfies readonly KnownIdentifier[]

/** Plaid's own name of an identifier. */
export type PlaidIdentifierKey = (typeof knownIdentifiers)[number]['key']

/** What an identity verification is called; it is also the link_session_id of its own Link session. */
export const VERIFICATION_ID = /^(?:idv|flwses)_[A-Za-z\d]{8,32}$/
