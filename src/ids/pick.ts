import type { PlaidIdentifier } from '../entry/fields.ts'
import { fingerprint, parseToken } from './fingerprint.ts'
import { ACCOUNT_ID, id, UUID } from '../entry/shapes.ts'

/** Plaid's own name of an identifier. */
export type PlaidIdentifierKey =
  | 'link_session_id'
  | 'request_id'
  | 'institution_id'
  | 'item_id'
  | 'access_token'
  | 'account_id'
  | 'client_user_id'
  | 'link_token'
  | 'transaction_id'
  | 'asset_report_token'
  | 'identity_verification_id'
  | 'transfer_id'
  | 'authorization_id'
  | 'client_transaction_id'
  | 'user_id'
  | 'user_token'
  | 'credit_dashboard_user_id'

export interface KnownIdentifier {
  key: PlaidIdentifierKey
  /** Its values are secrets, Plaid tokens of these kinds: only their fingerprint is kept. */
  tokenKinds?: readonly string[]
  /** What it must look like, where apps have something of their own under such a key. */
  form?: RegExp
  /** What it must look like as the `id` of a thing: of an `account`, of each of the `transfers`. */
  idForm?: RegExp
}

/** What Plaid Support traces a problem with Link by, in the order it wants it; nothing else is ever picked. */
export const knownIdentifiers: readonly KnownIdentifier[] = [
  { key: 'link_session_id' },
  { key: 'request_id' },
  { key: 'institution_id', idForm: /^ins_\w+$/ },
  { key: 'item_id' },
  { key: 'access_token', tokenKinds: ['access'] },
  { key: 'account_id', form: ACCOUNT_ID, idForm: ACCOUNT_ID },
  { key: 'client_user_id' },
  { key: 'link_token', tokenKinds: ['link'] },
  { key: 'transaction_id' },
  { key: 'asset_report_token', tokenKinds: ['assets', 'asset-report'] },
  { key: 'identity_verification_id' },
  { key: 'transfer_id', idForm: UUID },
  { key: 'authorization_id', idForm: UUID },
  { key: 'client_transaction_id' },
  { key: 'user_id', form: /^(?:usr_\w+|[A-Za-z\d]{24,64})$/ },
  { key: 'user_token', tokenKinds: ['user'] },
  { key: 'credit_dashboard_user_id' },
]

/**
 * Picks what Plaid Support can trace out of any Plaid API response, error body or webhook, the `plaid` SDK's
 * AxiosResponse or AxiosError, or an object of your own with Plaid's keys, in snake_case or camelCase, or
 * what `pickIdentifiers` itself has returned:
 *
 * ```ts
 * const { data } = await plaid.itemPublicTokenExchange({ public_token })
 * await pickIdentifiers(data)
 * // [{ key: 'request_id', value: 'Aim3b' },
 * //  { key: 'item_id', value: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' },
 * //  { key: 'access_token', fingerprint: 'sha256-3f9a1c07d2e4b658' }]
 * ```
 *
 * The result is safe to send to the user's browser: identifiers by their value, tokens that are secrets only
 * by their `fingerprint`, nothing else. What stands under an identifier's key and is a token, a Plaid API
 * secret, an e-mail address or a number of nine digits and more (account, card, phone, social security) is
 * left out.
 *
 * In the order Support wants, each value once, at most 100 of a key. Never rejects: what cannot be read is
 * left out, and so are tokens where there is no Web Crypto.
 */
export async function pickIdentifiers(source: unknown): Promise<PlaidIdentifier[]> {
  const found = new Map(knownIdentifiers.map((identifier) => [identifier, new Set<string>()]))
  for (const [name, value] of walk(source)) {
    // A token tells itself what it is, whatever key it stands under.
    const kind = parseToken(value)?.kind
    for (const [identifier, values] of found) {
      const fits = kind
        ? identifier.tokenKinds?.includes(kind)
        : isValue(identifier, name, value) || isFingerprint(identifier, name, value)
      if (fits && values.size < MAX_VALUES) values.add(value)
    }
  }

  const picked: PlaidIdentifier[] = []
  for (const [{ key, tokenKinds }, values] of found) {
    for (const value of values) {
      try {
        picked.push(
          tokenKinds
            ? { key, fingerprint: FINGERPRINT.test(value) ? value : await fingerprint(value) }
            : { key, value },
        )
      } catch {
        // The token could be guessed back, or there is no Web Crypto: it is withheld altogether.
      }
    }
  }
  return picked
}

/** Made on the server, by `pickIdentifiers` there. */
function isFingerprint({ key, tokenKinds }: KnownIdentifier, name: string, value: string): boolean {
  return !!tokenKinds && key === name && FINGERPRINT.test(value)
}
const FINGERPRINT = /^sha256-[\da-f]{16}$/

function isValue({ key, tokenKinds, form, idForm }: KnownIdentifier, name: string, value: string): boolean {
  const isNamed =
    key === name ||
    (key === name.replace('.', '_') && idForm?.test(value)) ||
    // An identity verification is returned as plain `id`, and is the link_session_id of its own Link session.
    (key === 'identity_verification_id' && /^(?:.*\.id|link_session_id|)$/.test(name) && VERIFICATION.test(value))
  if (!isNamed || tokenKinds || FINGERPRINT.test(value) || (form && !form.test(value))) return false
  // Some apps' user ids have a bar in them: `auth0|5f7c8ec7c33c6c004bbafe82`.
  return id(value.replace('|', '_')) !== undefined
}
const VERIFICATION = /^(?:idv|flwses)_[A-Za-z\d]{8,32}$/

/** Bounds for a hostile or endless source, and for 4,000 transactions with 50 fields each. */
const MAX_READS = 200_000
const MAX_CHILDREN = 1_000
const MAX_VALUES = 100
/** No identifier and no token is longer. */
const MAX_LENGTH = 128

/**
 * Every string of a source with the name it stands under, the outermost first; the elements of an array stand
 * under the array's name. What was read before, and what throws when it is read, is passed over.
 */
function* walk(source: unknown): Generator<[name: string, value: string]> {
  // What is in an object is queued behind everything of the object's own depth.
  const queue: [name: string, object: object][] = [['', [source]]]
  // An object says another thing under another name: `{ latest: transfer, transfer }`.
  const seen = new Map<object, Set<string>>()
  let reads = 0
  for (const [owner, object] of queue) {
    for (const key of keysOf(object)) {
      if (reads++ === MAX_READS) return
      // What has changed in each account: `account_ids_with_updated_auth: { blgvvBlXw3c...: ['ACCOUNT_NUMBER'] }`.
      if (owner === 'account_id' && typeof key === 'string') yield [owner, key]
      try {
        const value: unknown = object[key as keyof typeof object]
        // What `pickIdentifiers` returns, `{ key: 'item_id', value: '...' }`, is read as `{ item_id: '...' }`.
        const named = /^(?:value|fingerprint)$/.test(String(key)) && (object as { key?: unknown }).key
        const name = typeof named === 'string' ? named : nameOf(key, owner)
        if (typeof value === 'string' && value.length <= MAX_LENGTH) yield [name, value]
        if (Number.isSafeInteger(value)) yield [name, String(value)]
        if (typeof value !== 'object' || !value || isUnread(name, object)) continue
        const names = seen.get(value) ?? new Set()
        if (names.has(name)) continue
        seen.set(value, names.add(name))
        queue.push([name, value])
      } catch {
        // A getter or a Proxy that throws: there is nothing to be picked.
      }
    }
  }
}
/** Other people's verifications in an identity check; in what Axios gives, the request with the API keys in it. */
function isUnread(name: string, owner: { isAxiosError?: unknown; status?: unknown; config?: unknown }): boolean {
  if (name !== 'config' && name !== 'request') return name === 'facial_duplicates'
  const config = owner.config as { headers?: unknown } | undefined
  return Boolean(owner.isAxiosError || config?.headers || (config && owner.status))
}

function keysOf(value: object): (string | number)[] {
  try {
    if (Array.isArray(value)) return [...Array(Math.min(value.length, MAX_CHILDREN)).keys()]
    // A file's bytes, or a text in an object, are no identifiers, and they are millions.
    const isText = Object.prototype.toString.call(value) === '[object String]'
    const keys = isText || ArrayBuffer.isView(value) ? [] : Object.keys(value).slice(0, MAX_CHILDREN)
    return keys.filter((key) => key.length <= MAX_LENGTH)
  } catch {
    return []
  }
}

/** Plaid's spelling of a key: of `linkSessionId`, `Plaid-Request-ID`, `item_ids`; `transfer.id` for `id` in a transfer. */
function nameOf(key: string | number, owner: string): string {
  if (typeof key === 'number') return owner
  const name = key
    .replace(/([a-z])(?=[A-Z])/g, '$1_')
    .toLowerCase()
    .replace(/-/g, '_')
    .replace(/^plaid_|(?<=_id)s$|(?<=^account_id)s_with_.*/g, '')
  return name === 'id' ? `${owner.replace(/s$/, '')}.id` : (OTHER_NAMES.get(name) ?? name)
}
const OTHER_NAMES = new Map([
  ['removed_transactions', 'transaction_id'],
  ['outcome_account_id', 'account_id'],
  ['idv_session_id', 'identity_verification_id'],
  ['signal_client_transaction_id', 'client_transaction_id'],
])
