import { findError } from '../errors.ts'
import { failureOf, type Failure } from '../failures.ts'
import { findLastIndex } from '../../session/find.ts'
import type { DiagnosticEntry } from '../../entry/fields.ts'
import { HOUR_MS } from '../../entry/time.ts'
import { isSameToken, isWithinToken, span, standing, TOKEN_LIFE_MS, type Hit, type Seen } from '../seen.ts'
import { named } from './failure.ts'
import type { Rule } from './opening.ts'

/** Why a link_token had ended, where that can be seen: Plaid says only that it is not valid. */
export const tokenRules: readonly Rule[] = [tooManyLogins, tokenUsed, openTooLong, tokenExpired]

function tokenEnded(seen: Seen): Failure | undefined {
  const failure = standing(seen)
  return failure?.code === 'link-token-invalid' ? failure : undefined
}

/** Plaid ends a link_token after too many wrong logins; how many, it does not say. */
const MANY_LOGINS = 3

function tooManyLogins(seen: Seen): Hit | null {
  const failure = tokenEnded(seen)
  if (!failure) return null
  const logins = seen.failures.filter(({ facts, overcome }) => facts?.situation === 'login-rejected' && !overcome)
  const entries = logins
    .flatMap((login) => login.entries)
    .filter((position) => seen.entries[position]?.type === 'onEvent')
  // Those of earlier sessions count, where it was the same link_token; but one that has connected is ended by that.
  const { session, older } = seen
  const ofToken = older.filter((one) => isSameToken(one, session) && isWithinToken(one, session))
  const isUsed = ofToken.some(({ outcome }) => outcome === 'succeeded')
  const before = isUsed ? [] : ofToken.flatMap((one) => one.entries.filter(isRejectedLogin))
  const times = before.length + entries.length
  if (times < MANY_LOGINS) return null
  const inEarlier = entries.length > 0 ? ', earlier sessions among them' : ' in earlier sessions'
  return {
    code: 'too-many-logins',
    entries: entries.length > 0 ? entries : failure.entries,
    params: { times: String(times), inSessions: before.length > 0 ? inEarlier : '' },
    ...named(logins[0] ?? (before[0] && failureOf(before[0]))),
    explains: failure.code,
    ...(entries.length === 0 && { isOfEarlier: true }),
  }
}

function isRejectedLogin(entry: DiagnosticEntry): boolean {
  return entry.eventName === 'ERROR' && findError(entry).situation === 'login-rejected'
}

/** In Sandbox a link_token may be used more than once. */
function tokenUsed(seen: Seen): Hit | null {
  const failure = tokenEnded(seen)
  const { session, older } = seen
  const isUsed = older.some((one) => one.outcome === 'succeeded' && isSameToken(one, session))
  if (!failure || !isUsed || session.plaidEnvironment === 'sandbox') return null
  return { code: 'link-token-used', entries: failure.entries, ...named(failure) }
}

/** Who takes longer in Link may end its link_token: https://plaid.com/docs/link/handle-invalid-link-token/ */
const TOO_LONG_MS = HOUR_MS / 2

function openTooLong(seen: Seen): Hit | null {
  const failure = tokenEnded(seen)
  if (!failure) return null
  const { opened, failed } = openingOf(failure, seen)
  const took = opened && failed ? failed.at - opened.at : 0
  if (took < TOO_LONG_MS) return null
  return { code: 'link-open-too-long', entries: failure.entries, params: { took: span(took) }, ...named(failure) }
}

/** `expiration` of /link/token/create: https://plaid.com/docs/api/link/#linktokencreate */
const UPDATE_TOKEN_LIFE_MS = HOUR_MS / 2

/** The app had the link_token for longer than one lives. */
function tokenExpired(seen: Seen): Hit | null {
  const failure = tokenEnded(seen)
  if (!failure) return null
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
