import { findFailures, type Failure } from '../failures.ts'
import { findLastIndex } from '../../session/find.ts'
import type { DiagnosticEntry } from '../../entry/fields.ts'
import { HOUR_MS } from '../../entry/time.ts'
import type { LinkSession } from '../../session/report.ts'
import { TOKEN_LIFE_MS } from '../../session/sessions.ts'
import { errorWords } from '../words/en.ts'
import { isHandoff, isSameToken, isWithinToken, namesOf, span, standing, type Hit, type Seen } from '../seen.ts'
import { order, stepOf } from '../places.ts'
import { listed } from '../words/fill.ts'
import { named } from './failure.ts'
import type { Rule } from './opening.ts'

/** Why a link_token had ended, where that can be seen: Plaid says only that it is not valid. */
export const tokenRules: readonly Rule[] = [tooManyLogins, tokenUsed, openTooLong, tokenExpired]

function tokenEnded(seen: Seen): Failure | undefined {
  const failure = standing(seen)
  return failure?.code === 'link-token-invalid' ? failure : undefined
}

/** Plaid ends a link_token after too many wrong logins, at whatever bank; how many, it does not say. */
const MANY_LOGINS = 3

export function tooManyLogins(seen: Seen): Hit | null {
  const failure = tokenEnded(seen)
  if (!failure) return null
  const { session, older } = seen
  // Those of earlier sessions count, where it was the same link_token.
  const before = older.filter((one) => isSameToken(one, session) && isWithinToken(one, session))
  // One that has connected is ended by that.
  if (before.some((one) => isEndedByUse(one, session))) return null
  const letIn = older.map(letInOf)
  const tries = [session, ...before]
    .flatMap((one) => loginsOf(one, one === session ? seen.failures : findFailures(one)))
    .filter(
      ({ of, id }) => id === undefined || !letIn.slice(0, Math.max(0, older.indexOf(of))).some((ids) => ids.has(id)),
    )
  const times = tries.reduce((count, { rejected }) => count + rejected, 0)
  const lock = tries.find(({ isLock }) => isLock)
  const about = lock ?? tries[0]
  if (!about || (times < MANY_LOGINS && !lock)) return null
  const own = tries.filter(({ of }) => of === session)
  const isOfEarlier = own.length === 0
  const banks = byBank(tries)
  const atBank = ((banks.length > 1 || isOfEarlier) && about.bank) || 'the bank'
  const where = banks.length > 1 && !lock ? 'each bank' : atBank
  return {
    code: 'too-many-logins',
    entries: isOfEarlier ? failure.entries : own.flatMap(({ told }) => told),
    params: {
      refused: refusedWords(banks, isOfEarlier ? agoOf(about, session.entries[failure.entries[0] ?? 0]) : ''),
      likely: lock
        ? times < MANY_LOGINS
          ? ' Likely so here.'
          : ''
        : ` ${banks.length > 1 ? 'Each bank' : 'The bank'} may have locked the login, too.`,
      first: lock ? `Unlock the login with ${atBank}` : `Sign in on ${where}'s own website`,
      works: `Does the same login work on ${where}'s own website?`,
      onlyIf: errorWords[lock ? 'login-locked' : 'login-rejected'].because,
    },
    ...named(about.failure),
    explains: failure.code,
    tells: new Set(tries.map(({ of }) => of)),
    ...(isOfEarlier && ofEarlier(about)),
  }
}

/** How long before the link_token was found to have ended. */
function agoOf({ of, told }: Login, failed: DiagnosticEntry | undefined): string {
  const last = of.entries[told[told.length - 1] ?? 0]
  return span(failed && last ? failed.at - last.at : 0)
}

function ofEarlier({ of, told, id }: Login): Partial<Hit> {
  return { of: { session: of, entries: told }, ...(id && { bank: id }) }
}

/** The banks that let the person in, by whatever link_token. */
function letInOf({ outcome, institution, entries }: LinkSession): Set<string> {
  const letIn = entries.flatMap((entry) => (isLetIn(entry) ? (entry.institutionId ?? []) : []))
  return new Set(outcome === 'succeeded' && institution?.id ? [...letIn, institution.id] : letIn)
}

function isLetIn(entry: DiagnosticEntry): boolean {
  return isHandoff(entry) || order(stepOf(entry)) > order('login')
}

/** The tries at each bank, the bank that was tried first at the beginning. */
function byBank(tries: readonly Login[]): { bank: string; what: string }[] {
  const groups = new Map<string | undefined, Login[]>()
  for (const login of tries) {
    const group = groups.get(login.id)
    if (group) group.push(login)
    else groups.set(login.id, [login])
  }
  return [...groups.values()].reverse().map((group) => ({ bank: group[0]?.bank ?? '', what: refusedBy(group) }))
}

/** `The bank rejected the username or password 5 times and locked the login, and the link_token then ended.` */
function refusedWords(banks: readonly { bank: string; what: string }[], ago: string): string {
  const had = ago && ' had'
  const theBank = ago ? 'the bank' : 'The bank'
  const nameOf = ({ bank }: { bank: string }): string => (banks.length > 1 || ago ? bank || theBank : theBank)
  const isAlike = banks.every(({ what }) => what === banks[0]?.what)
  const refused =
    isAlike && banks.length > 1
      ? `${listed(banks.map(nameOf))}${had} ${banks[0]?.what} each`
      : listed(
          banks.map((one) => `${nameOf(one)}${had} ${one.what}`),
          ', and ',
        )
  return ago ? `The link_token had ended: ${refused}, ${ago} before.` : `${refused}, and the link_token then ended.`
}

function refusedBy(tries: readonly Login[]): string {
  const times = tries.reduce((count, { rejected }) => count + rejected, 0)
  const sessions = new Set(tries.flatMap(({ of, rejected }) => (rejected > 0 ? of : []))).size
  const inSessions = sessions > 1 ? ` in ${sessions} sessions` : ''
  const rejected = `rejected the username or password ${times > 1 ? `${times} times` : 'once'}${inSessions}`
  const isLocked = tries.some(({ isLock }) => isLock)
  return [times > 0 && rejected, isLocked && 'locked the login'].filter(Boolean).join(' and ')
}

/** A login that a bank refused, as often as one session tells it. */
interface Login {
  of: LinkSession
  failure: Failure
  /** The entries of `of` that tell it. */
  told: number[]
  isLock: boolean
  /** How often. */
  rejected: number
  /** Its institution_id; undefined where it is not known. */
  id: string | undefined
  /** Its name; empty where it is not known. */
  bank: string
}

/** What comes after a login that was let in at last. */
const GOT_PAST: readonly Failure['overcome'][] = ['Link went on', 'the bank was connected', 'a bank was connected']

/** The logins that a bank refused in a session, and that the person did not get past. */
function loginsOf(of: LinkSession, failures: readonly Failure[]): Login[] {
  const names = namesOf(of.entries)
  const nameOf = (id = ''): string => names.get(id) ?? (of.institution?.id === id ? (of.institution.name ?? '') : '')
  return failures.flatMap((failure) => {
    const situation = failure.facts?.situation
    const isLock = situation === 'login-locked'
    if ((!isLock && situation !== 'login-rejected') || GOT_PAST.includes(failure.overcome)) return []
    const told = failure.entries.filter((position) => of.entries[position]?.type === 'onEvent')
    const errors = told.filter((position) => of.entries[position]?.eventName === 'ERROR').length
    // Where the events are lost, onExit tells of one.
    const rejected = isLock ? 0 : Math.max(errors, 1)
    const { institutionId: id } = failure
    return { of, failure, told, isLock, rejected, id, bank: nameOf(id) }
  })
}

function tokenUsed(seen: Seen): Hit | null {
  const failure = tokenEnded(seen)
  const { session, older } = seen
  if (!failure || !older.some((one) => isSameToken(one, session) && isEndedByUse(one, session))) return null
  return { code: 'link-token-used', entries: failure.entries, ...named(failure) }
}

/** In Sandbox a link_token may be used more than once, and in update mode for each of a user's Items. */
function isEndedByUse(one: LinkSession, { updateMode, plaidEnvironment }: LinkSession): boolean {
  const isOfUpdate = one.updateMode === true || updateMode === true
  return one.outcome === 'succeeded' && !isOfUpdate && plaidEnvironment !== 'sandbox'
}

/** Who takes longer in Link may end its link_token: https://plaid.com/docs/link/handle-invalid-link-token/ */
const TOO_LONG_MS = HOUR_MS / 2

function openTooLong(seen: Seen): Hit | null {
  const failure = tokenEnded(seen)
  if (!failure) return null
  const { opened, failed } = openingOf(failure, seen)
  const took = opened && failed ? failed.at - opened.at : 0
  if (took < TOO_LONG_MS) return null
  return {
    code: 'link-open-too-long',
    entries: failure.entries,
    params: { took: span(took), why: took < TOKEN_LIFE_MS ? MAY_END : LIVES },
    ...named(failure),
  }
}

const MAY_END = 'A link_token can end once Link has been open for 30 minutes.'
const LIVES = 'A link_token lives for 4 hours.'

/** `expiration` of /link/token/create: https://plaid.com/docs/api/link/#linktokencreate */
const UPDATE_TOKEN_LIFE_MS = HOUR_MS / 2

/** The app had the link_token for longer than one lives. */
function tokenExpired(seen: Seen): Hit | null {
  const failure = tokenEnded(seen)
  // Plaid does not end a token of an identity check by its age.
  if (!failure || seen.isIdentityCheck) return null
  const { session, older } = seen
  const { opened, failed } = openingOf(failure, seen)
  const ofToken = [session, ...older.filter((one) => isSameToken(one, session))]
  const known = ofToken.map(({ startedAt }) => Date.parse(startedAt))
  if (opened) known.push(opened.at - (opened.afterMs ?? 0))
  const age = (failed?.at ?? 0) - Math.min(...known)
  const life = ofToken.some(({ updateMode }) => updateMode) ? UPDATE_TOKEN_LIFE_MS : TOKEN_LIFE_MS
  if (age < life) return null
  const params = { age: span(age), life: span(life) }
  return { code: 'link-token-expired', entries: failure.entries, params, ...named(failure) }
}

/** What failed, and the `open()` before it. */
function openingOf(
  { entries: [position = 0] }: Failure,
  { entries }: Seen,
): Record<'opened' | 'failed', DiagnosticEntry | undefined> {
  const opened = entries[findLastIndex(entries.slice(0, position), ({ type }) => type === 'open')]
  return { opened, failed: entries[position] }
}
