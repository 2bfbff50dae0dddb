import { DAY_MS, HOUR_MS } from '../entry/time.ts'
import { holdsWayThere, isReturn, mayBeOne } from '../session/group.ts'
import type { Situation } from './errors/situations.ts'
import type { FindingCode } from './findingCodes.ts'
import { factsOf } from './findingFacts.ts'
import type { Told } from './findings.ts'
import { exitOrder, order, stepOf } from './places.ts'
import { bankOf, purposeOf } from './purpose.ts'
import { isSameEnvironment, isSameToken, isWithinToken, since, standing } from './seen.ts'

/* How two sessions of a device stand to each other. */

export function hasSucceeded({ seen }: Told): boolean {
  return seen.session.outcome === 'succeeded'
}

/** A success of which nothing is left. */
export function isClean(told: Told): boolean {
  return hasSucceeded(told) && !told.cause
}

export function isSameBank(a: Told, b: Told): boolean {
  return bankOf(a) !== null && bankOf(a) === bankOf(b)
}

function isConnected({ seen }: Told, bank: string): boolean {
  const { outcome, institution } = seen.session
  return (
    (outcome === 'succeeded' && institution?.id === bank) ||
    seen.entries.some(({ eventName, institutionId }) => eventName === 'HANDOFF' && institutionId === bank)
  )
}

/** Of one environment, both simulated or neither, and of one user, as far as that is known. */
function isSameWorld({ seen: a }: Told, { seen: b }: Told): boolean {
  return a.isSimulated === b.isSimulated && isSameEnvironment(a.session, b.session) && mayBeOne(a.users, b.users)
}

/** Of a deposit: what a new connection mends. */
const MENDED_ANEW: readonly string[] = ['deposit-tries-used-up', 'deposit-account-blocked'] satisfies Situation[]

/** A connection was not repaired, and a success made a new one to the same bank. */
export function isReplacedBy(newer: Told, other: Told): boolean {
  const bank = bankOf(other)
  return purposeOf(other) === 'repair' && purposeOf(newer) === 'connect' && bank !== null && isConnected(newer, bank)
}

/** It worked afterwards: for the same purpose, at the same bank, or where no bank had been named. */
export function isMendedBy(newer: Told, other: Told): boolean {
  if (!hasSucceeded(newer) || !isSameWorld(newer, other)) return false
  const [purpose, by] = [purposeOf(other), purposeOf(newer)]
  const bank = bankOf(other)
  const isThere = bank === null || isConnected(newer, bank)
  switch (purpose) {
    case 'deposit': {
      const { code, facts } = other.cause ?? {}
      const isToBeNew = code === 'account-verification-failed' || MENDED_ANEW.includes(facts?.situation ?? '')
      const isOneDeposit = by === 'deposit' && newer.cause === null && (isThere || bankOf(newer) === null)
      return isOneDeposit || (by === 'connect' && isToBeNew && bank !== null && isThere)
    }
    case 'identity':
    case 'documents':
    case 'transfer':
      return by === purpose && newer.cause === null && isThere
    case 'repair':
      return by === 'repair'
        ? isThere || isSameToken(newer.seen.session, other.seen.session)
        : isReplacedBy(newer, other)
    case 'connect': {
      // Where OPEN was not heard, nobody said which of the two it was.
      const isEither = by === 'repair' && other.seen.session.updateMode === null
      return (by === 'connect' || by === 'deposit' || isEither) && isThere
    }
  }
}

/** Link went further than where the other session failed. */
export function isFurther(newer: Told, other: Told): boolean {
  const failure = standing(other.seen)
  if (!failure) return false
  if (newer.seen.isIdentityCheck) return newer.seen.entries.some(isPassed)
  // What failed before any bank was chosen is passed with the next screen.
  return furthestOf(newer) > (bankOf(other) === null ? failure.step : Math.max(failure.step, order('login')))
}

/** As `order` says. */
function furthestOf({ seen }: Told): number {
  return seen.entries.reduce((step, entry) => {
    return Math.max(step, order(stepOf(entry)), exitOrder(entry.exitStatus))
  }, 0)
}

/** At the same bank, or before any had been chosen, Link went further than where the other session failed. */
export function isPastIt(newer: Told, other: Told): boolean {
  const isThere = isSameBank(newer, other) || (bankOf(other) === null && purposeOf(newer) === purposeOf(other))
  return isThere && isSameWorld(newer, other) && !hasSucceeded(other) && isFurther(newer, other)
}

function isPassed({ eventName }: { eventName?: string }): boolean {
  return eventName === 'IDENTITY_VERIFICATION_PASS_STEP'
}

/** What says no more than that the user did not go on. */
export const PLAIN_ENDS: readonly FindingCode[] = ['closed-by-user', 'closed-at-bank-list', 'abandoned-at-view']

/** What the app did for one run of Link, and does anew for the next. */
const MENDED_BY_OPENING: readonly string[] = [
  'link-token-invalid',
  'oauth-not-resumed',
  'oauth-return-used',
  'rate-limited',
  'app-request-too-early',
] satisfies Situation[]

/**
 * Something failed, and then the user only opened Link and closed it, not further on than before: what failed is still
 * what keeps the user from going on.
 */
export function isNotOvercome(newest: Told, other: Told): boolean {
  if (!newest.cause || !PLAIN_ENDS.includes(newest.cause.code)) return false
  if (mayBeDone(other)) return isStillAhead(newest, other)
  const failure = standing(other.seen)
  const whoActs = factsOf(other.cause)?.whoActs
  if (!failure || whoActs === 'nobody' || !isSameWorld(newest, other)) return false
  // With each opening the app gives Link something new.
  if (other.cause?.code !== failure.code && whoActs === 'app') return false
  if (MENDED_BY_OPENING.includes(failure.facts?.situation ?? '')) return false
  const [purpose, by] = [purposeOf(other), purposeOf(newest)]
  if (purpose !== by && !(by === 'connect' && purpose !== 'identity')) return false
  if (bankOf(newest) !== null && bankOf(newest) !== bankOf(other)) return false
  return !isFurther(newest, other)
}

/** What the user has to do about the other session comes before another start. */
export function isStillAhead(newest: Told, other: Told): boolean {
  if (!isSameWorld(newest, other)) return false
  if (mayBeDone(other)) return other.cause !== null && isFailed(newest) && isSameBank(newest, other)
  // Link could not begin, by what the app gave it; what is to be done about a bank is still to be done.
  const isOfOpening = MENDED_BY_OPENING.includes(newest.cause?.facts?.situation ?? '') && bankOf(newest) === null
  const isOfUser = factsOf(other.cause)?.whoActs === 'user' && standing(other.seen) !== undefined
  return isOfOpening && isOfUser
}

/** The same was connected or repaired before, and it is not known for what Link was opened once more. */
export function isConnectedAlready(newest: Told, other: Told): boolean {
  const isSame =
    bankOf(newest) === null
      ? newest.cause?.code === 'link-token-expired' && isSameToken(newest.seen.session, other.seen.session)
      : purposeOf(newest) === 'connect' && isSameBank(newest, other)
  return isSame && isFailed(newest) && isClean(other) && isSameWorld(newest, other)
}

function isFailed(told: Told): boolean {
  return told.cause !== null && !hasSucceeded(told)
}

/** The bank may be connected by it: who starts again without a look may connect it twice. */
export function mayBeDone(other: Told): boolean {
  return hasSucceeded(other) || other.cause?.code === 'closed-when-connected'
}

/** The page was left for the bank's sign-in, and the newest session is the way back: one try, told by its end. */
export function isWayToBank({ seen: { session } }: Told, { seen: { session: newest, entries } }: Told): boolean {
  const isBack = isReturn(entries) && !holdsWayThere(entries)
  return isBack && session.outcome === 'abandoned' && isWithinToken(session, newest)
}

/** What time mends: the same an hour before makes it a case. */
const MENDED_BY_TIME: readonly string[] = [
  'institution-unavailable',
  'institution-failed',
  'institution-busy',
  'plaid-failed',
  'security-code-not-sent',
] satisfies Situation[]

/** The session in which the same had failed, more than an hour before, and one since in which the bank answered. */
export function repeatedFrom(
  about: Told,
  older: readonly Told[],
): { before: Told; answered: Told | undefined } | undefined {
  const { cause, seen } = about
  const situation = cause?.facts?.situation ?? ''
  if (cause?.code !== 'institution-down' && !MENDED_BY_TIME.includes(situation)) return undefined
  const [bank, purpose] = [bankOf(about), purposeOf(about)]
  // Of two banks that nobody named, it is not known that they are one; Plaid itself is one.
  const isOfPlaid = situation === 'plaid-failed' && seen.isAllTold
  const isSame = (one: Told): boolean =>
    bank === null ? isOfPlaid && bankOf(one) === null && one.seen.isAllTold : bankOf(one) === bank
  let answered: Told | undefined
  for (const one of older) {
    const age = since(one.seen.session.startedAt, seen.session.startedAt)
    if (age > DAY_MS) return undefined
    if (!isSame(one) || !isSameWorld(one, about) || purposeOf(one) !== purpose) continue
    const isLike = one.cause?.facts ? one.cause.facts.situation === situation : one.cause?.code === cause?.code
    if (isLike && one.cause && age > HOUR_MS) return { before: one, answered }
    // It let the user in, or turned the user away.
    const isAnswered = hasSucceeded(one) || one.cause?.facts?.whoActs === 'user' || furthestOf(one) > order('login')
    if (!isLike && isAnswered) answered ??= one
  }
  return undefined
}
