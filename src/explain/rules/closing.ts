import { findError } from '../errors.ts'
import { isReturn } from '../../session/group.ts'
import type { DiagnosticEntry } from '../../entry/fields.ts'
import type { LinkSession } from '../../session/report.ts'
import type { Failure } from '../failures.ts'
import { isSameToken, isWithinToken, standing, where, whole, type Hit, type Seen } from '../seen.ts'
import { lastFailure, named } from './failure.ts'
import type { Rule } from './opening.ts'
import { tokenRules } from './token.ts'

/** What ended a session that did not succeed, what is known before what is likely. */
export const closingRules: readonly Rule[] = [
  returnReloaded,
  returnWithoutState,
  ...tokenRules,
  lastFailure,
  (seen) => tokenChanged(seen) ?? unmounted(seen),
]

/** An older session of the same link_token succeeded, and this one is its return address once more. */
function returnReloaded(seen: Seen): Hit | null {
  const { session, entries, older } = seen
  if (!isReturn(entries)) return null
  const failure = standing(seen)
  const isUsed = failure?.facts?.situation === 'oauth-return-used'
  if (!isUsed && !entries.some(({ reload }) => reload)) return null
  const before = older.find(
    (one) =>
      one.outcome === 'succeeded' &&
      isWithinToken(one, session) &&
      (isSameToken(one, session) || (isUsed && isAt(one, failure))),
  )
  if (!before) return null
  return { code: 'return-reloaded', entries: failure?.entries ?? whole(seen), ...named(failure) }
}

/** The failure is of the bank that was connected in it. */
function isAt({ institution }: LinkSession, { institutionId }: Failure): boolean {
  return institutionId !== undefined && institution?.id === institutionId
}

/** Plaid refuses an address that it was given as a return and that has no oauth_state_id. */
function returnWithoutState(seen: Seen): Hit | null {
  const failure = standing(seen)
  if (failure?.facts?.situation !== findError({ errorType: 'INVALID_REQUEST', errorCode: 'INVALID_FIELD' }).situation) {
    return null
  }
  const { entries } = seen
  const isGivenWithout = entries.some((entry) => entry.oauthReturn && entry.oauthStateInRedirectUri === false)
  // Older entries do not tell it; then Plaid's message does.
  const isSaidByPlaid = failure.entries.some((position) => entries[position]?.errorMessage?.includes('oauth_state_id'))
  const isWithout = isGivenWithout || isSaidByPlaid
  return isWithout ? { code: 'oauth-return-without-state', entries: failure.entries, ...named(failure) } : null
}

export const tokenChanged = closedByApp('tokenChanged', 'token-changed')
export const unmounted = closedByApp('unmounted', 'unmounted')

function closedByApp(type: DiagnosticEntry['type'], code: Hit['code']): Rule {
  return (seen) => {
    const found = seen.session.outcome === 'superseded' ? where(seen, (entry) => entry.type === type) : []
    return found.length > 0 ? { code, entries: found } : null
  }
}

/** onExit had no error, though Plaid had told one. */
export function exitAfterError(seen: Seen): Hit | null {
  const { session, entries } = seen
  if (session.outcome !== 'failed') return null
  const exits = where(seen, ({ type, eventName }) => type === 'onExit' || eventName === 'EXIT')
  const failure = standing(seen)
  if (!failure?.facts || exits.length === 0) return null
  const told = new Set(failure.entries)
  const isTold = exits.some((position) => told.has(position) || entries[position]?.errorCode)
  return isTold ? null : { code: 'exit-after-error', entries: exits.slice(-1) }
}

export function calledTwice(seen: Seen): Hit | null {
  const found = where(seen, ({ times }) => times !== undefined && times > 1)
  return found.length > 0 ? { code: 'called-twice', entries: found } : null
}
