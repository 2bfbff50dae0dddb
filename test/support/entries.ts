import { captureEvent, captureExit, captureSuccess, truncate } from '../../src/entry/capture.ts'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { secrets } from './fixtures.ts'

const anywhere = secrets.filter(({ where, tier }) => where === 'anywhere' && tier !== 'negative-control')
/** A mask of four digits is recognised by its field only, never by its form. */
export const recognisable = anywhere.filter(({ kind }) => kind !== 'account_mask')
/** Of no form of its own: in the field of an id it is taken for one. */
export const looksLikeAnId = /^(?:client_id|item_id)$/

export function makeEntry(): DiagnosticEntry {
  return { type: 'onEvent', at: 0, page: 'p', sequence: 0, attemptId: 'a', code: 'c' }
}

/** What must not be left of a secret: its telling part, whatever stands between its letters. */
export function remains(secret: string, text: string | undefined): boolean {
  const core = secret.replace(/^.*(?:token=|oauth_state_id=|\/link\/|webhook\.site\/|:"\+)/, '').replace(/"}$/, '')
  return lettersOf(text ?? '').includes(lettersOf(core))
}

/** Of any script, without what stands between them, so that a secret is found however it is spelled. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Every key that the capture reads, and many that it must not. */
export const eventKeys = words(`
  link_session_id request_id timestamp view_name institution_id institution_name error_type error_code
  error_message exit_status mfa_type selection match_reason is_update_mode view_variant issue_id
`)
const errorKeys = words(`
  request_id error_type error_code error_code_reason error_message display_message error_display_message name
  message
`)
const resultKeys = ['link_session_id', 'request_id', 'status', 'transfer_status']
export const undeclared = words(`
  public_token accounts account account_id account_number_mask routing_number metadata_json
  institution_search_query phone_number date_of_birth link_token access_token __proto__ toJSON
`)

/** An entry of each callback, with a value in each place where one can be. */
export function captureAll(value: unknown, keys: (key: string) => boolean = () => true): DiagnosticEntry[] {
  const fill = (names: string[]): Record<string, unknown> => {
    const all = [...names, ...undeclared].filter(keys)
    return Object.fromEntries(
      all.map((key) => [key, key === 'accounts' ? [accountWith(value, keys('account_id'))] : value]),
    )
  }
  const institution = keys('institution')
    ? { institution_id: keys('institution_id') ? value : null, name: value }
    : null
  const [event, success, exit, text, bare] = [makeEntry(), makeEntry(), makeEntry(), makeEntry(), makeEntry()]
  captureEvent(event, keys('event name') ? value : 'OPEN', fill(eventKeys))
  captureSuccess(success, value, { ...fill(resultKeys), institution })
  captureExit(exit, fill(errorKeys), { ...fill(resultKeys), institution })
  captureExit(text, value, { institution: value })
  captureExit(bare, { name: value, message: value }, null)
  const entries = [event, success, exit, text, bare]
  entries.forEach(truncate)
  return entries
}

function accountWith(value: unknown, hasId: boolean): Record<string, unknown> {
  const account = {
    id: hasId ? value : null,
    name: value,
    mask: value,
    type: value,
    subtype: value,
    verification_status: value,
  }
  return typeof value === 'string' ? { ...account, [value]: 1 } : account
}

export function words(text: string): string[] {
  return text.trim().split(/\s+/)
}
