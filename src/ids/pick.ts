import type { PlaidIdentifier, WithheldIdentifier } from '../entry/fields.ts'
import { FINGERPRINT, id } from '../entry/shapes.ts'
import { fingerprint } from './fingerprint.ts'
import { parseToken } from './token.ts'
import { knownIdentifiers, VERIFICATION_ID, type KnownIdentifier } from './keys.ts'
import { looksLike } from './looks.ts'

export type { PlaidIdentifierKey } from './keys.ts'

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
 * left out. Your own ids (client_user_id, client_transaction_id) may be any digits: of these, what looks like such a
 * number as people write it is left out.
 *
 * In the order Support wants, each value once, at most 100 of a key. Never rejects: what cannot be read is
 * left out, and so are tokens where there is no Web Crypto.
 */
export async function pickIdentifiers(source: unknown): Promise<PlaidIdentifier[]> {
  return (await pickWithheld(source)).identifiers
}

/** What is picked, and what stands under the key of an identifier and is not, with what it looks like. */
export interface Picked {
  identifiers: PlaidIdentifier[]
  /** Each once, without its value. */
  withheld: WithheldIdentifier[]
}

/** As `pickIdentifiers`, and tells what it leaves out. */
export async function pickWithheld(source: unknown): Promise<Picked> {
  const found = new Map(knownIdentifiers.map((known: KnownIdentifier) => [known, new Set<string>()]))
  const refused = new Map<string, WithheldIdentifier>()
  for (const [name, value] of walk(source)) {
    // A token tells itself what it is, whatever key it stands under; of some kinds no report has any.
    const kind = parseToken(value)?.kind
    let isPicked = false
    for (const [known, values] of found) {
      const fits = kind ? known.tokenKinds?.includes(kind) : isValue(known, name, value)
      isPicked ||= !!fits
      if (fits && values.size < MAX_VALUES) values.add(value)
      if (!fits && !kind && value && known.key === name) refuse(known, value)
    }
    const named = kind && !isPicked ? knownIdentifiers.find(({ key }) => key === name) : undefined
    if (named) refuse(named, value)
  }

  function refuse({ key, tokenKinds }: KnownIdentifier, value: string): void {
    const look = tokenKinds ? 'secret' : (looksLike(value) ?? 'another kind of id')
    refused.set(`${key} ${look}`, { key, looksLike: look })
  }

  const identifiers: PlaidIdentifier[] = []
  for (const [known, values] of found) {
    const { key, tokenKinds } = known
    for (const value of values) {
      try {
        identifiers.push(
          tokenKinds
            ? { key, fingerprint: FINGERPRINT.test(value) ? value : await fingerprint(value) }
            : { key, value },
        )
      } catch {
        // The token could be guessed back, or there is no Web Crypto: it is withheld altogether.
        refuse(known, value)
      }
    }
  }
  return { identifiers, withheld: [...refused.values()] }
}

function isValue({ key, tokenKinds, form, idForm, isAppsOwn }: KnownIdentifier, name: string, value: string): boolean {
  const isNamed =
    key === name ||
    (idForm && key === name.replace('.', '_') && idForm.test(value)) ||
    // An identity verification is returned as plain `id`, and is the link_session_id of its own Link session.
    (key === 'identity_verification_id' && VERIFICATION_ID.test(value) && /^(?:.*\.id|link_session_id|)$/.test(name))
  if (!isNamed) return false
  // Made on the server, by `pickIdentifiers` there.
  if (tokenKinds || FINGERPRINT.test(value)) return !!tokenKinds && FINGERPRINT.test(value)
  if (form && !form.test(value)) return false
  return isAppsOwn ? !looksLike(value) : id(value) !== undefined
}

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
        // One that is longer is none, and is told to be withheld where it stands under the key of one.
        if (typeof value === 'string') yield [name, value.slice(0, MAX_LENGTH + 1)]
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
    .replace(/^plaid_/, '')
    .replace(/^account_ids_with_.*/, 'account_id')
    .replace(/_ids$/, '_id')
  return name === 'id' ? `${owner.replace(/s$/, '')}.id` : (OTHER_NAMES.get(name) ?? name)
}
const OTHER_NAMES = new Map([
  ['removed_transactions', 'transaction_id'],
  ['outcome_account_id', 'account_id'],
  ['idv_session_id', 'identity_verification_id'],
  ['signal_client_transaction_id', 'client_transaction_id'],
])
