import { DAY_MS, HOUR_MS } from '../entry/time.ts'
import { holdsWayThere, isReturn } from '../session/group.ts'
import type { LinkSession } from '../session/report.ts'
import type { Situation } from './errors/situations.ts'
import { ofAnotherBank, type FindingCode } from './findingCodes.ts'
import type { Told } from './findings.ts'
import { exitStatuses, order, own, stepOf } from './places.ts'
import { purposeOf } from './purpose.ts'
import { isSameToken, isWithinToken, since, standing } from './seen.ts'
import { factsOf } from './story.ts'

/* How two sessions of a device stand to each other. */

export function isSuccess({ seen }: Told): boolean {
  return seen.session.outcome === 'succeeded'
}

/** The bank that a session is told of: beside one that was connected, the other. */
export function bankOf({ seen, cause }: Told): string | null {
  if (cause && ofAnotherBank.includes(cause.code)) {
    return cause.entries.map((position) => seen.entries[position]?.institutionId).find(Boolean) ?? null
  }
  return seen.session.institution?.id ?? null
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

/** Of one environment, both of real users or none, and as far as it is known of one user. */
export function isSameWorld(a: Told, b: Told): boolean {
  const [of, and] = [a.seen.session.plaidEnvironment, b.seen.session.plaidEnvironment]
  if (a.seen.isSimulated !== b.seen.isSimulated || (of !== null && and !== null && of !== and)) return false
  const [users, others] = [usersOf(a.seen.session), usersOf(b.seen.session)]
  return users.length === 0 || others.length === 0 || users.some((user) => others.includes(user))
}

function usersOf({ identifiers }: LinkSession): string[] {
  return identifiers.flatMap((one) => (one.key === 'client_user_id' && 'value' in one ? one.value : []))
}

/** What the user is told to do about them is to connect the account anew. */
const MENDED_ANEW: readonly string[] = ['deposit-tries-used-up', 'deposit-account-blocked'] satisfies Situation[]

/** A connection was not repaired, and a new one to the same bank was made. */
export function isReplacedBy(newer: Told, other: Told): boolean {
  const bank = bankOf(other)
  return (
    purposeOf(other) === 'repair' &&
    purposeOf(newer) === 'connect' &&
    bank !== null &&
    isConnected(newer, bank) &&
    isSuccess(newer)
  )
}

/** It worked afterwards: for the same purpose, at the same bank, or where no bank had been named. */
export function isMendedBy(newer: Told, other: Told): boolean {
  if (!isSuccess(newer) || !isSameWorld(newer, other)) return false
  const [purpose, by] = [purposeOf(other), purposeOf(newer)]
  const bank = bankOf(other)
  const isThere = bank === null || isConnected(newer, bank)
  switch (purpose) {
    case 'deposit': {
      const { code, facts } = other.cause ?? {}
      const isToBeNew = code === 'account-verification-failed' || MENDED_ANEW.includes(facts?.situation ?? '')
      return (by === 'deposit' && newer.cause === null) || (by === 'connect' && isToBeNew && bank !== null && isThere)
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
    const { exitStatus } = entry
    const left = exitStatus ? (own(exitStatuses, exitStatus)?.step ?? undefined) : undefined
    return Math.max(step, order(stepOf(entry)), order(left))
  }, 0)
}

/** At the same bank Link went further than where the other session failed. */
export function isPastIt(newer: Told, other: Told): boolean {
  return isSameBank(newer, other) && isSameWorld(newer, other) && !isSuccess(other) && isFurther(newer, other)
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
  if (!newest.cause || !PLAIN_ENDS.includes(newest.cause.code) || isSuccess(other)) return false
  const failure = standing(other.seen)
  const whoActs = factsOf(other.cause)?.whoActs
  if (!failure || whoActs === 'nobody' || !isSameWorld(newest, other)) return false
  // What Link is opened with was another then.
  if (other.cause?.code !== failure.code && whoActs === 'app') return false
  if (MENDED_BY_OPENING.includes(failure.facts?.situation ?? '')) return false
  const [purpose, by] = [purposeOf(other), purposeOf(newest)]
  if (purpose !== by && !(by === 'connect' && purpose !== 'identity')) return false
  if (bankOf(newest) !== null && bankOf(newest) !== bankOf(other)) return false
  return !isFurther(newest, other)
}

/** Link could not begin, by what the app gave it; what the user has to do about a bank is still to be done. */
export function isStillAhead(newest: Told, other: Told): boolean {
  const isOfOpening = MENDED_BY_OPENING.includes(newest.cause?.facts?.situation ?? '') && bankOf(newest) === null
  const isOfUser = factsOf(other.cause)?.whoActs === 'user' && standing(other.seen) !== undefined
  return isOfOpening && isOfUser && !isSuccess(other) && isSameWorld(newest, other)
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

/** The session in which the same had failed, more than an hour before; not where the bank has answered since. */
export function repeatedFrom(about: Told, older: readonly Told[]): Told | undefined {
  const { cause, seen } = about
  const situation = cause?.facts?.situation ?? ''
  if (cause?.code !== 'institution-down' && !MENDED_BY_TIME.includes(situation)) return undefined
  // Of two banks that nobody named, it is not known that they are one; Plaid itself is one.
  const isOfPlaid = (one: Told): boolean =>
    situation === 'plaid-failed' && bankOf(one) === null && bankOf(about) === null && one.seen.isAllTold
  for (const one of older) {
    const age = since(one.seen.session.startedAt, seen.session.startedAt)
    if (age > DAY_MS) return undefined
    const isSame = isSameBank(one, about) || (isOfPlaid(one) && seen.isAllTold)
    if (!isSame || !isSameWorld(one, about) || purposeOf(one) !== purposeOf(about)) continue
    const isLike = one.cause?.facts ? one.cause.facts.situation === situation : one.cause?.code === cause?.code
    if (isLike && one.cause && age > HOUR_MS) return one
    // It let the user in, or turned the user away.
    const isAnswered = isSuccess(one) || one.cause?.facts?.whoActs === 'user' || furthestOf(one) > order('login')
    if (!isLike && isAnswered) return undefined
  }
  return undefined
}
