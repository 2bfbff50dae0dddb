import { DAY_MS, toIso } from '../entry/time.ts'
import type { PlaidIdentifier } from '../entry/fields.ts'
import { knownIdentifiers, type PlaidIdentifierKey } from '../ids/keys.ts'
import { ofAnotherBank } from './findingCodes.ts'
import { askedFor, formOf, type CauseFacts } from './findingFacts.ts'
import type { Told } from './findings.ts'
import { missing, NO_BANK, type Absence } from './missing.ts'
import { bankOfCause } from './purpose.ts'
import { rankRequests } from './requests.ts'
import { isHandoff, isUnseen, isVerificationId } from './seen.ts'
import type { CaseLine, PlaidCase } from './types.ts'

/** So long Plaid keeps its Activity Log: https://plaid.com/docs/account/activity/ */
const LOG_DAYS = 14

/** What to give Plaid Support about a session, and where the rest is. */
export function toPlaidCase(told: Told | undefined, facts: CauseFacts): PlaidCase {
  if (!told) return { session: -1, lines: [], error: '', asksFor: '', form: '', logUntil: '' }
  const { cause } = told
  const { session, index, isSimulated } = told.seen
  const lines = markFirst(toLines(told), told, facts)
  const isThere = (wanted: PlaidIdentifierKey): boolean =>
    lines.some(({ key, missing }) => key === wanted && missing !== 'does not exist')
  const hasLog =
    !isSimulated &&
    !isUnseen(session) &&
    (isVerificationId(session.linkSessionId) || isThere('link_session_id')) &&
    session.entries.some(({ type }) => type !== 'attached')
  const form = formOf(facts)
  return {
    session: index,
    lines,
    error: errorOf(told),
    // The token of the bank that was connected says nothing of the other.
    asksFor: told.seen.isIdentityCheck
      ? form && 'identity_verification_id'
      : askedFor(facts, isThere('access_token') && cause?.code !== 'another-bank-failed', !lines.some(isWithoutBank)),
    form,
    logUntil: hasLog ? toIso(Date.parse(session.startedAt) + LOG_DAYS * DAY_MS).slice(0, 10) : '',
  }
}

/** In Plaid's spelling; what an error says is no name. */
function errorOf({ cause }: Told): string {
  if (!cause?.facts) return ''
  const { type = '', code = '' } = cause.error ?? {}
  return [type, code].filter(Boolean).join(' / ') || (cause.name ? 'not named' : '')
}

function isWithoutBank({ note }: CaseLine): boolean {
  return note === NO_BANK
}

function toLines(told: Told): CaseLine[] {
  const { session } = told.seen
  const lines: CaseLine[] = []
  for (const { key } of knownIdentifiers) {
    const found = linesOf(key, told)
    if (found.length > 0) {
      lines.push(...found)
      continue
    }
    const withheld = session.entries
      .flatMap((entry) => entry.withheld ?? [])
      .find((identifier) => identifier.key === key)
    const absent: Absence | undefined = withheld
      ? { missing: 'withheld', note: `looks like ${article(withheld.looksLike)}${withheld.looksLike}` }
      : missing(key, told)
    if (absent) lines.push(toLine(key, absent))
  }
  // Its key is no key of ours: in a report that somebody else wrote, it could be anything.
  const known = new Set<string>(knownIdentifiers.map(({ key }) => key))
  for (const identifier of session.identifiers) {
    if (known.has(identifier.key)) continue
    const { key, ...rest } = identifier
    lines.push(toLine('other', { value: `${key} ${Object.values(rest).join(' ')}` }))
  }
  return lines
}

function article(text: string): string {
  return text === 'free text' ? '' : /^[aeiou]/.test(text) ? 'an ' : 'a '
}

function toLine(key: string, more: Partial<CaseLine>): CaseLine {
  return { key, value: '', note: '', giveFirst: false, missing: '', fingerprint: '', endpoint: '', ...more }
}

/** What is known of an identifier: its values, and of a secret what it looks like. */
function linesOf(key: PlaidIdentifierKey, told: Told): CaseLine[] {
  const { session } = told.seen
  if (key === 'request_id') return rankRequests(told).map(({ id, note }) => toLine(key, { value: id, note }))
  if (key === 'institution_id') return bankLines(told)
  const values = new Map<string, string>()
  if (key === 'link_session_id' && session.linkSessionId) values.set(session.linkSessionId, '')
  if (key === 'identity_verification_id' && session.linkSessionId && isVerificationId(session.linkSessionId)) {
    values.set(session.linkSessionId, '')
  }
  const lines: CaseLine[] = []
  const endpoint = missing(key, told)?.endpoint ?? ''
  const halves = key === 'link_session_id' ? halvesOf(told) : undefined
  for (const identifier of session.identifiers) {
    if (identifier.key !== key) continue
    if (isValue(identifier)) {
      if (!values.has(identifier.value)) values.set(identifier.value, halves?.get(identifier.value) ?? '')
    } else {
      const { fingerprint } = identifier
      lines.push(toLine(key, { missing: 'on your server', fingerprint, endpoint }))
    }
  }
  return [...lines, ...[...values].map(([value, note]) => toLine(key, { value, note }))]
}

/** Of each link_session_id that Plaid gave beside the session's own, which half of the try it is of. */
function halvesOf({ seen: { entries, session } }: Told): ReadonlyMap<string, string> {
  const halves = new Map<string, string>()
  let half = 'before'
  for (const { linkSessionId: id } of entries) {
    if (id === session.linkSessionId) half = 'after'
    else if (id && !halves.has(id)) halves.set(id, `${half} the return from the bank`)
  }
  return halves
}

function isValue(identifier: PlaidIdentifier): identifier is { key: string; value: string } {
  return 'value' in identifier
}

/** Each bank with its name, that of the cause first. */
function bankLines(told: Told): CaseLine[] {
  const { cause, seen } = told
  const { session, entries } = seen
  const ofCause = bankOfCause(told)
  const others = session.identifiers.flatMap((one) => (one.key === 'institution_id' && isValue(one) ? one.value : []))
  const ids = new Set([ofCause, session.institution?.id, ...others].flatMap((id) => id || []))
  const isOfOther = cause !== null && ofAnotherBank.includes(cause.code)
  const handoffs = isOfOther ? entries.filter(isHandoff) : []
  const connected = new Set(handoffs.map(({ institutionId }) => institutionId))
  const isOfNone = cause?.code === 'another-bank-failed' && ofCause === undefined
  const unknown = toLine('institution_id', { missing: 'none captured', note: 'ask the user which the other bank was' })
  const known = [...ids].map((id) => {
    const isConnected = connected.has(id) && id !== ofCause
    const note = [nameOf(told, id), isConnected && 'connected'].filter(Boolean).join('; ')
    return toLine('institution_id', { value: id, note })
  })
  return isOfNone ? [unknown, ...known] : known
}

function nameOf({ seen }: Told, id: string): string {
  const { institution } = seen.session
  return seen.bankNames.get(id) || (institution?.id === id ? (institution.name ?? '') : '')
}

/** One is always to be given first: what traces it best. */
function markFirst(lines: CaseLine[], told: Told, { answer, asksFor = [] }: CauseFacts): CaseLine[] {
  const { session } = told.seen
  const history = new Set(rankRequests(told).flatMap(({ id, isHistory }) => (isHistory ? id : [])))
  // A case about a bank itself.
  const isOfBank = answer !== 'no' && asksFor.length > 0 && !asksFor.includes('link_session_id or request_id')
  const keys = isVerificationId(session.linkSessionId)
    ? ['identity_verification_id']
    : [...(isOfBank ? ['institution_id'] : []), 'request_id', 'link_session_id', 'client_user_id', 'user_id', 'item_id']
  for (const key of keys) {
    const first = lines.find((line) => line.key === key && line.value && !history.has(line.value))
    if (!first) continue
    first.giveFirst = true
    return lines
  }
  // Where Plaid saw nothing, the app's server finds the attempt by its user and the time.
  const first = lines.find(({ value }) => value) ?? lines.find(({ key }) => key === 'client_user_id')
  if (first) first.giveFirst = true
  return lines
}
