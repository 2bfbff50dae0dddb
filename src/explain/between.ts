import type { DiagnosticEntry } from '../entry/fields.ts'
import { DAY_MS, HOUR_MS } from '../entry/time.ts'
import { holdsWayThere, isReturn, mayBeOne } from '../session/group.ts'
import type { Situation } from './errors/situations.ts'
import type { FindingCode } from './findingCodes.ts'
import { factsOf } from './findingFacts.ts'
import type { Told } from './findings.ts'
import { exitOrder, order, stepOf } from './places.ts'
import { areUploaded, bankOf, purposeOf } from './purpose.ts'
import { isHandoff, isHeard, isSameEnvironment, isSameToken, isWithinToken, since, standing, type Hit } from './seen.ts'

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

/** It tells of the bank, or connected it. */
export function isAtBank(told: Told, bank: string | null): boolean {
  return bank !== null && (bankOf(told) === bank || isConnected(told, bank))
}

function isConnected({ seen }: Told, bank: string): boolean {
  const { outcome, institution } = seen.session
  return (
    (outcome === 'succeeded' && institution?.id === bank) ||
    seen.entries.some((entry) => isHandoff(entry) && entry.institutionId === bank)
  )
}

/** Of one environment, both simulated or neither, and of one user, as far as that is known. */
export function isSameWorld({ seen: a }: Told, { seen: b }: Told): boolean {
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
  const isThere = bank === null ? isBeforeBank(other) : isConnected(newer, bank)
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
      if (by !== 'repair') return isReplacedBy(newer, other)
      // A link_token may be for several Items.
      return isThere || (bankOf(newer) === null && isSameToken(newer.seen.session, other.seen.session))
    case 'connect': {
      // Where OPEN was not heard, nobody said which of the two it was.
      const isEither = by === 'repair' && other.seen.session.updateMode === null
      return (by === 'connect' || by === 'deposit' || isEither) && isThere
    }
  }
}

/** No bank had been chosen. An error of a bank that nobody named may be of any. */
function isBeforeBank(told: Told): boolean {
  return bankOf(told) === null && !OF_A_BANK.includes(told.cause?.error?.type ?? '')
}

/** Plaid's error_types of a bank. */
const OF_A_BANK = ['ITEM_ERROR', 'INSTITUTION_ERROR']

/** Link went further than where the other session failed. */
export function isFurther(newer: Told, other: Told): boolean {
  if (other.cause?.facts?.situation === 'upload-failed') return areUploaded(newer.seen.session)
  // Link opened, and told something.
  if (!other.seen.entries.some(isHeard)) return newer.seen.entries.some(isHeard)
  if (other.cause && OF_PAGE.includes(other.cause.code)) return furthestOf(newer) >= furthestOf(other)
  const failure = standing(other.seen)
  if (!failure) return false
  if (newer.seen.isIdentityCheck) return newer.seen.entries.some(isPassed)
  // What failed before any bank was chosen is passed with the next screen.
  return furthestOf(newer) > (bankOf(other) === null ? failure.step : Math.max(failure.step, order('login')))
}

/** What befell the page, at whatever place in Link. */
const OF_PAGE: readonly FindingCode[] = ['reloaded-while-open', 'offline']

/** As `order` says. */
function furthestOf({ seen }: Told): number {
  return seen.entries.reduce((step, entry) => {
    return Math.max(step, order(stepOf(entry)), exitOrder(entry.exitStatus))
  }, 0)
}

/** At the same bank, or before any had been chosen, Link went further than where the other session failed. */
export function isPastIt(newer: Told, other: Told): boolean {
  const isThere = isSameBank(newer, other) || (isBeforeBank(other) && purposeOf(newer) === purposeOf(other))
  const isOpen = !hasSucceeded(other) || other.cause?.code === 'another-bank-failed'
  return isThere && isSameWorld(newer, other) && isOpen && isFurther(newer, other)
}

/** A newer session tells how it stands with the other bank of a session, or with the one that was connected. */
export function isTakenOver(newer: Told, other: Told): boolean {
  if (isMendedBy(newer, other) || isPastIt(newer, other)) return true
  if (!isSameWorld(newer, other) || !isAtBank(other, bankOf(newer))) return false
  return !isSameBank(newer, other) || !isPlainEnd(newer)
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

/** The bank may be connected already: who starts again without a look may connect it twice. */
export const LOOK_FIRST: readonly FindingCode[] = [
  'handoff-without-success',
  'closed-when-connected',
  'callback-failed',
  'another-bank-untold',
]

function isLookedAtFirst(newest: Told, other: Told): boolean {
  const bank = bankOf(newest)
  const isOpen = other.cause !== null && LOOK_FIRST.includes(other.cause.code)
  return isOpen && isToStartAgain(newest) && isSameWorld(newest, other) && (bank === null || isAtBank(other, bank))
}

/** It did not succeed, and the user is told to try something. */
function isToStartAgain(told: Told): boolean {
  return told.cause !== null && !hasSucceeded(told) && !LOOK_FIRST.includes(told.cause.code)
}

function isPlainEnd({ cause }: Told): boolean {
  return cause !== null && PLAIN_ENDS.includes(cause.code)
}

/**
 * Something failed or is left to do, and then the user only opened Link and closed it, not further on than before: that
 * is still what keeps the user from going on.
 */
export function isNotOvercome(newest: Told, other: Told): boolean {
  if (!isPlainEnd(newest) || !isSameWorld(newest, other)) return false
  if (isLookedAtFirst(newest, other)) return true
  const failure = standing(other.seen)
  const whoActs = factsOf(other.cause)?.whoActs
  const isLeft = hasSucceeded(other) && other.cause !== null
  if ((!failure && !isLeft) || whoActs === 'nobody') return false
  // With each opening the app gives Link something new.
  if (failure && other.cause?.code !== failure.code && whoActs === 'app') return false
  if (MENDED_BY_OPENING.includes(other.cause?.facts?.situation ?? '')) return false
  const [purpose, by] = [purposeOf(other), purposeOf(newest)]
  if (purpose !== by && !(by === 'connect' && purpose !== 'identity')) return false
  if (bankOf(newest) !== null && !isAtBank(other, bankOf(newest))) return false
  return !isFurther(newest, other)
}

/** What the user has to do about the other session comes before another start. */
export function isStillAhead(newest: Told, other: Told): boolean {
  if (isLookedAtFirst(newest, other)) return true
  // Link could not begin, by what the app gave it; what is to be done about a bank is still to be done.
  const isOfOpening = MENDED_BY_OPENING.includes(newest.cause?.facts?.situation ?? '') && bankOf(newest) === null
  const isOfUser = factsOf(other.cause)?.whoActs === 'user' && other.cause !== null && !isPlainEnd(other)
  return isOfOpening && isOfUser && isSameWorld(newest, other)
}

/** The same was connected or repaired before, and it is not known for what Link was opened once more. */
export function isConnectedAlready(newest: Told, other: Told): boolean {
  const isSame =
    bankOf(newest) === null
      ? newest.cause?.code === 'link-token-expired' && isSameToken(newest.seen.session, other.seen.session)
      : purposeOf(newest) === 'connect' && isAtBank(other, bankOf(newest))
  const isRemoved = newest.cause?.facts?.situation === 'connection-removed'
  const isForUser = factsOf(newest.cause)?.whoActs === 'user' || newest.cause?.code === 'link-token-expired'
  return isSame && isForUser && !isRemoved && isClean(other) && isToStartAgain(newest) && isSameWorld(newest, other)
}

/** Something may have been connected by it. */
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
  if (!cause || !isOfTime(cause)) return undefined
  const bank = bankOf(about)
  let answered: Told | undefined
  for (const one of older) {
    const age = since(one.seen.session.startedAt, seen.session.startedAt)
    if (age > DAY_MS) return undefined
    if (!isSameWorld(one, about)) continue
    const there = failuresAt(one, bank, cause)
    const isLike = there.some((failure) => isAlike(failure, cause))
    if (isLike && age > HOUR_MS) return { before: one, answered }
    if (!isLike && bank !== null && isAnswered(one, bank, there)) answered ??= one
  }
  return undefined
}

type Failing = Pick<Hit, 'code' | 'facts'>

/** What time mends. */
export function isOfTime({ code, facts }: Failing): boolean {
  return code === 'institution-down' || MENDED_BY_TIME.includes(facts?.situation ?? '')
}

/** The bank's connection to Plaid is down, by Plaid's list of banks or by an error. */
function isDown({ code, facts }: Failing): boolean {
  return code === 'institution-down' || facts?.situation === 'institution-unavailable'
}

function isAlike(a: Failing, b: Failing): boolean {
  return (isDown(a) && isDown(b)) || (a.facts !== undefined && a.facts?.situation === b.facts?.situation)
}

/** What failed in a session at a bank. Where no bank was named, only Plaid itself is known to be the same. */
function failuresAt({ seen }: Told, bank: string | null, { facts }: Failing): Failing[] {
  const { failures, session, isAllTold } = seen
  const isOfPlaid = facts?.situation === 'plaid-failed' && isAllTold && session.institution === null
  const at = failures.filter(({ institutionId }) => (institutionId ?? session.institution?.id ?? null) === bank)
  return bank !== null || isOfPlaid ? at.map(({ code, facts: of }) => ({ code, ...(of && { facts: of }) })) : []
}

/** The bank let the user in, or turned the user away. */
function isAnswered(told: Told, bank: string, failures: readonly Failing[]): boolean {
  const { entries, session } = told.seen
  const isFar = (entry: DiagnosticEntry): boolean =>
    (entry.institutionId ?? session.institution?.id) === bank && order(stepOf(entry)) > order('login')
  return isConnected(told, bank) || failures.some(({ facts }) => facts?.whoActs === 'user') || entries.some(isFar)
}
