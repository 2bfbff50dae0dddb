import { findError } from '../errors.ts'
import type { Failure } from '../failures.ts'
import { order, stepOf, viewPlace } from '../places.ts'
import { findLastIndex } from '../../session/find.ts'
import { isExit, isReturn, isSuccess } from '../../session/group.ts'
import type { DiagnosticEntry } from '../../entry/fields.ts'
import { errorWords } from '../words/en.ts'
import { doesWebsiteWork, wordsIn } from '../words/errorWords.ts'
import { findingWords } from '../words/findingWords.ts'
import { tokenOfFirst } from '../words/findings/success.ts'
import {
  isIdentityCheck,
  isUntold,
  isWithinToken,
  since,
  span,
  standing,
  where,
  whole,
  type Hit,
  type Seen,
} from '../seen.ts'
import type { Rule } from './opening.ts'

/** What is left to do after a success, what matters most first. */
export const successRules: readonly Rule[] = [
  identityCheck,
  returnReloadedAfterSuccess,
  anotherBankFailed,
  accountVerificationFailed,
  accountVerificationPending,
  transferIncomplete,
  anotherBankNotFinished,
  handoffWithoutSuccess,
  callbackFailed,
]

/** What ended a session that did not succeed, what is known before what is likely. */
export const closingRules: readonly Rule[] = [
  returnReloaded,
  returnWithoutState,
  tooManyLogins,
  openTooLong,
  lastFailure,
  (seen) => tokenChanged(seen) ?? unmounted(seen),
]

/** What is said of a failure of Plaid's, where a bank had been chosen, where none had, and where that is not known. */
const atSomeBank = { orAtBank: ' or at the bank', isBankUp: doesWebsiteWork, useCase: '' }
const seeUseCase = "no bank had been chosen yet, see there too whether Link's use case is chosen"
const atNoBank = { orAtBank: '', isBankUp: 'What was on the screen?', useCase: `; as ${seeUseCase}` }
const perhapsAtNoBank = { ...atSomeBank, useCase: `; if ${seeUseCase}` }

/** A failure as a hit, in its own words. */
export function toHit(failure: Failure, { entries, isAllTold }: Seen): Hit {
  const { code, facts, name, error, overcome, afterSignIn } = failure
  const event = entries[failure.entries[0] ?? 0]?.eventName ?? 'EXIT'
  return {
    code,
    entries: failure.entries,
    params: {
      event: event === 'EXIT' ? 'the exit status' : event,
      ...(code === 'identity-check-failed' && identityParams(failure, entries)),
      signInTook:
        afterSignIn !== undefined && afterSignIn > 0 ? `, ${span(afterSignIn)} after the sign-in was opened` : '',
      ...(failure.institutionId ? atSomeBank : isAllTold ? atNoBank : perhapsAtNoBank),
    },
    name,
    error,
    ...(facts && { facts }),
    ...(overcome && { overcome }),
    // Perhaps its own setting at Plaid.
    ...(facts?.situation === 'plaid-failed' && !failure.institutionId && { whoElseActs: 'app' }),
  }
}

function identityParams(failure: Failure, entries: readonly DiagnosticEntry[]): Record<string, string> {
  const views = failure.entries.map((position) => viewPlace(entries[position]?.viewName)).filter(Boolean)
  const step = views[views.length - 1] ?? stepBefore(entries, failure.entries[0])
  return {
    atStep: step ? ` (at ${step})` : '',
    comesAnyway: entries.some(isSuccess) ? ' onSuccess is called whether a check passes or not.' : '',
  }
}

/** The step of an identity check that failed before the whole of it did. */
function stepBefore(entries: readonly DiagnosticEntry[], position = 0): string {
  for (let index = position - 1; index >= 0; index--) {
    const { eventName, viewName } = entries[index] as DiagnosticEntry
    if (eventName === 'IDENTITY_VERIFICATION_FAIL_STEP') return viewPlace(viewName)
  }
  return ''
}

function lastFailure(seen: Seen): Hit | null {
  const failure = standing(seen)
  return failure ? toHit(failure, seen) : null
}

function identityCheck(seen: Seen): Hit | null {
  const failure = seen.failures.find(
    ({ code }) => code === 'identity-check-failed' || code === 'identity-check-in-review',
  )
  return failure ? toHit(failure, seen) : null
}

function anotherBankFailed(seen: Seen): Hit | null {
  const { entries, session } = seen
  const failure = standing(seen)
  if (!failure || isIdentityCheck(session)) return null
  const { facts, institutionId } = failure
  const linked = entries.some(
    ({ eventName, institutionId: id }) => eventName === 'HANDOFF' && id && id === institutionId,
  )
  if (linked) return null
  const all = facts ? errorWords[facts.situation] : own(failure)
  if (!all) return null
  const otherBank = seen.bankNames.get(institutionId ?? '')
  const { params = {} } = toHit(failure, seen)
  const words = wordsIn(session, { ...all, means: failure.name })
  const isLost = isUntold(entries)
  return {
    code: 'another-bank-failed',
    entries: failure.entries,
    name: failure.name,
    error: failure.error,
    like: failure.code,
    ...(isLost && { whoElseActs: 'app' }),
    ...(facts && { facts }),
    params: {
      ...params,
      ...words,
      ...(words.askUser && otherBank && { askUser: `Of ${otherBank}: ${words.askUser}` }),
      ...(isLost && { developer: [tokenOfFirst, words.developer].filter(Boolean).join(' ') }),
      otherBank: otherBank || 'its name is not known',
    },
  }
}

function own({ code }: Failure): (typeof findingWords)[keyof typeof findingWords] | undefined {
  return code in findingWords ? findingWords[code as keyof typeof findingWords] : undefined
}

const FAILED = ['verification_failed', 'verification_expired', 'database_insights_fail']
const PENDING = ['pending_automatic_verification', 'pending_manual_verification', 'unsent', 'database_insights_pending']

function accountVerificationFailed(seen: Seen): Hit | null {
  return verification(seen, 'account-verification-failed', FAILED)
}

function accountVerificationPending(seen: Seen): Hit | null {
  return verification(seen, 'account-verification-pending', PENDING)
}

function verification(seen: Seen, code: Hit['code'], statuses: readonly string[]): Hit | null {
  const found = where(seen, ({ verificationStatus = '' }) => statuses.includes(verificationStatus))
  if (found.length === 0) return null
  const status = seen.entries[found[0] ?? 0]?.verificationStatus ?? ''
  const isManual = status === 'pending_manual_verification'
  return {
    code,
    entries: found,
    params: {
      status,
      byWhat: isManual ? ' by a small deposit (micro-deposit)' : '',
      howToVerify: isManual ? LOOK_FOR_IT : 'Wait 1 to 2 business days.',
      isThere: isManual ? 'Is there a small deposit on the bank statement?' : '',
      onlyIf: isManual
        ? 'Only if no deposit comes, or its code is refused.'
        : 'Only if it is not verified after 2 business days.',
      thenConfirm: isManual ? ', then open Link again with the access_token, for the user to confirm' : '',
    },
    ...(code === 'account-verification-pending' && (isManual ? { whoElseActs: 'app' } : byItself)),
  }
}

const LOOK_FOR_IT =
  'Look for a small deposit on the bank statement in 1 to 2 business days, then come back and enter its code.'

/** What Plaid verifies without the user. */
const byItself = { message: 'account-verification-automatic', whoActs: 'bank-or-plaid' } as const

function transferIncomplete(seen: Seen): Hit | null {
  const found = where(seen, ({ transferStatus }) => transferStatus === 'INCOMPLETE')
  return found.length > 0 ? { code: 'transfer-incomplete', entries: found } : null
}

/** After the HANDOFF of one bank another was begun: onSuccess comes when the last is done. */
function anotherBankNotFinished(seen: Seen): Hit | null {
  const { entries, place, session } = seen
  if (entries.some(({ type }) => type === 'onSuccess') || isIdentityCheck(session)) return null
  const handoff = findLastIndex(entries, ({ eventName }) => eventName === 'HANDOFF')
  const linked = entries[handoff]?.institutionId
  const after = entries.slice(handoff + 1)
  if (!after.some((entry) => order(stepOf(entry)) >= order('bank') && stepOf(entry) !== 'connected')) return null
  const next = after.find(({ institutionId }) => institutionId && institutionId !== linked)
  const name = seen.bankNames.get(next?.institutionId ?? '')
  const isClosed = after.some(isExit)
  const how = isClosed
    ? 'The user closed Link'
    : after.some(({ type }) => type === 'pageLeft')
      ? 'The page was left'
      : 'Link was still open when this was copied'
  return {
    code: 'another-bank-not-finished',
    ...(isClosed && { whoElseActs: 'app' }),
    entries: after.flatMap(({ type }, place) => (type === 'onEvent' ? handoff + 1 + place : [])),
    params: {
      otherBank: name ? `: ${name}` : '',
      tokenOfFirst: isClosed ? tokenOfFirst : '',
      how: place ? `${how}, at ${place}.` : `${how}.`,
    },
  }
}

function handoffWithoutSuccess(seen: Seen): Hit | null {
  if (seen.entries.some(({ type }) => type === 'onSuccess')) return null
  const found = where(seen, ({ eventName }) => eventName === 'HANDOFF')
  return found.length > 0 ? { code: 'handoff-without-success', entries: found } : null
}

/** A callback of the app that failed, the one that gets the public_token first. */
export function callbackFailed(seen: Seen): Hit | null {
  const failed = where(seen, ({ type }) => type === 'callbackThrew' || type === 'callbackRejected')
  const ofSuccess = failed.filter((position) => seen.entries[position]?.callback === 'onSuccess')
  const found = ofSuccess.length > 0 ? ofSuccess : failed
  if (found.length === 0) return null
  const { callback = 'callback', errorName = 'an error' } = seen.entries[found[0] ?? 0] ?? {}
  return {
    code: 'callback-failed',
    entries: found,
    params: { callback, errorName, whereToken: callback === 'onSuccess' ? WHERE_TOKEN : '' },
  }
}

const WHERE_TOKEN = 'If the server did not get the public_token, fetch it from /link/token/get.'

/** An older session of the same link_token succeeded, and this one is its return address once more. */
function returnReloaded(seen: Seen): Hit | null {
  const { session, entries, older } = seen
  if (!isReturn(entries)) return null
  const before = older.find((one) => one.outcome === 'succeeded' && isWithinToken(one, session))
  if (!before) return null
  const failure = standing(seen)
  const isUsed = failure?.facts?.situation === 'oauth-return-used'
  const isSameToken =
    before.linkTokenFingerprint !== null && before.linkTokenFingerprint === session.linkTokenFingerprint
  if (!isUsed && !(isSameToken && entries.some(({ reload }) => reload))) return null
  return { code: 'return-reloaded', entries: failure?.entries ?? whole(seen), ...named(failure) }
}

/** The same in one session: Plaid gave both the same link_session_id. */
function returnReloadedAfterSuccess(seen: Seen): Hit | null {
  const failure = standing(seen)
  if (failure?.facts?.situation !== 'oauth-return-used') return null
  return { code: 'return-reloaded', entries: failure.entries, ...named(failure) }
}

function named(failure: Failure | undefined): Partial<Hit> {
  return failure?.facts ? { facts: failure.facts, name: failure.name, error: failure.error } : {}
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

/** Plaid ends a link_token after too many wrong logins; how many, it does not say. */
const MANY_LOGINS = 3

function tooManyLogins(seen: Seen): Hit | null {
  const failure = standing(seen)
  if (failure?.code !== 'link-token-invalid') return null
  const logins = seen.failures.filter(({ facts, overcome }) => facts?.situation === 'login-rejected' && !overcome)
  const entries = logins
    .flatMap((login) => login.entries)
    .filter((position) => seen.entries[position]?.type === 'onEvent')
  if (entries.length < MANY_LOGINS) return null
  return {
    code: 'too-many-logins',
    entries,
    params: { times: String(entries.length) },
    ...named(logins[0]),
    explains: failure.code,
  }
}

/** Who takes longer in Link may end its link_token: https://plaid.com/docs/link/handle-invalid-link-token/ */
const TOO_LONG_MS = 30 * 60_000

function openTooLong(seen: Seen): Hit | null {
  const failure = standing(seen)
  if (failure?.code !== 'link-token-invalid') return null
  const position = failure.entries[0] ?? 0
  const failed = seen.entries[position]
  const opened = seen.entries[findLastIndex(seen.entries.slice(0, position), ({ type }) => type === 'open')]
  const took = opened && failed ? failed.at - opened.at : 0
  if (took < TOO_LONG_MS) return null
  return { code: 'link-open-too-long', entries: failure.entries, params: { took: span(took) }, ...named(failure) }
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

/** So long after a session another one is of the same try. */
export const SAME_TRY_MS = 5 * 60_000

export function isSoonAfter(earlier: string, later: string): boolean {
  const age = since(earlier, later)
  return age >= 0 && age < SAME_TRY_MS
}
