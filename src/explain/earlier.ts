import {
  hasSucceeded,
  isAtBank,
  isClean,
  isFurther,
  isMendedBy,
  isNotOvercome,
  isPastIt,
  isReplacedBy,
  isSameBank,
  isSameWorld,
  isStillAhead,
  isWayToBank,
  mayBeDone,
} from './between.ts'
import type { CauseFacts } from './findingFacts.ts'
import { ofAnotherBank, type FindingCode } from './findingCodes.ts'
import type { Told } from './findings.ts'
import { toPlaidCase } from './plaidCase.ts'
import { isSameEnvironment } from './seen.ts'
import { bankNameOf, bankOf, purposeOf } from './purpose.ts'
import type { Account } from './story.ts'
import { useAnotherBank } from './words/errorWords.ts'
import { IF_STILL_ASKED } from './words/whoActs.ts'
import type { EarlierStory, Story } from './types.ts'

/* What is told of an earlier session beside the newest. */

/** How the newest session stands to another one. */
export interface Relation {
  newest: Told
  other: Told
  /** What failed, or is left to do, is still what keeps the user from going on. */
  isStanding: boolean
  /** It worked afterwards. */
  isMended: boolean
}

export function relate(newest: Told, other: Told): Relation {
  return { newest, other, isStanding: isNotOvercome(newest, other), isMended: isMendedBy(newest, other) }
}

/** `about` is the session that it is told by, if that is not itself. */
export function earlierStory(account: Account, about: Told, relation: Relation): EarlierStory {
  const { newest, other, isMended } = relation
  if (isMended) return mendedStory(account, relation)
  const { story, facts, because } = account
  const isWay = isWayToBank(other, newest)
  const isToldByNewest = isWay || isOfOneFailure(relation)
  const isRemoved = newest.cause?.facts?.situation === 'connection-removed'
  const stays = isClean(other) && bankOf(other) && newest.seen.session.updateMode !== true
  const more = stays
    ? isRemoved
      ? ' Perhaps that connection is the one that was removed.'
      : ' That connection stays.'
    : isWay
      ? ' The newest session came back from there.'
      : isToldByNewest && isFurther(newest, other)
        ? ' The newest session got further.'
        : ''
  return {
    ...story,
    ...(isToldByNewest ? NOTHING_LEFT : adviceOf(story, relation)),
    headline: inItsEnvironment(other, newest) + story.headline + more,
    verdict: { answer: facts.answer, reason: because },
    firstId: firstIdOf(about, facts),
    session: about.seen.index,
  }
}

const NOTHING_LEFT = { userCanTry: '', askUser: '', whoActs: 'nobody', whoElseActs: null } as const

/** At another bank than the newest session's it names it, if it does not yet. */
function adviceOf({ userCanTry, askUser }: Story, { newest, other }: Relation): Pick<Story, 'userCanTry' | 'askUser'> {
  const { cause } = other
  const bank = bankNameOf(other)
  const isNamed = cause !== null && ofAnotherBank.includes(cause.code)
  const isElsewhere = bank && !isNamed && bankOf(newest) !== null && !isAtBank(other, bankOf(newest))
  // The user has done so.
  const isDone = userCanTry === useAnotherBank && hasSucceeded(newest)
  const ofBank = (advice: string): string => (isElsewhere && advice ? `For ${bank}: ${advice}` : advice)
  return { userCanTry: isDone ? '' : ofBank(userCanTry), askUser: ofBank(askUser) }
}

/** Of what failed at the same bank, the newest session tells what to try; not of what may be connected. */
function isOfOneFailure({ newest, other, isStanding }: Relation): boolean {
  const isAwaited = other.cause?.code === 'account-verification-pending' && purposeOf(newest) === 'deposit'
  if (isAwaited && !isStanding && (bankOf(newest) === null || isSameBank(newest, other))) return true
  if (isStanding || mayBeDone(other) || hasSucceeded(newest) || !isSameWorld(newest, other)) return false
  return isSameBank(newest, other) || isPastIt(newest, other)
}

/** Of two environments each is named; Sandbox always is. */
export function inItsEnvironment({ seen: { session } }: Told, other: Told): string {
  const { plaidEnvironment } = session
  const isElsewhere = !isSameEnvironment(session, other.seen.session)
  return isElsewhere && plaidEnvironment !== 'sandbox' ? `In ${plaidEnvironment}: ` : ''
}

const ANOTHER_CHECK = ' Since then another check has been finished.'

/** What was left to do after a success, once it is done. */
const doneSince: Partial<Record<FindingCode, string>> = {
  'account-verification-pending': ' Since then it has been verified.',
  'account-verification-failed': ' Since then the account has been connected again.',
  'transfer-incomplete': ' Since then it has been finished.',
  'identity-check-failed': ANOTHER_CHECK,
  'identity-check-in-review': ANOTHER_CHECK,
}

const CONNECTED_SINCE = ' Since then it has been connected.'

/** Nothing is left to try at a bank that was connected afterwards. */
function mendedStory(account: Account, { newest, other }: Relation): EarlierStory {
  const { story, facts, because } = mended(account, isSameBank(newest, other) ? AT_ONE_BANK : 'It worked afterwards.')
  const worked = purposeOf(other) === 'connect' ? CONNECTED_SINCE : ' Since then it has worked.'
  const since = isReplacedBy(newest, other) ? ' Since then a new connection has been made.' : worked
  const done = hasSucceeded(other) && other.cause ? (doneSince[other.cause.code] ?? CONNECTED_SINCE) : since
  return {
    ...story,
    headline: story.headline + done,
    ...NOTHING_LEFT,
    verdict: { answer: facts.answer, reason: because },
    firstId: null,
    session: other.seen.index,
  }
}

/** What failed works now: of that, its own ids are of use. */
export function isWorkingNow({ newest, other, isMended }: Relation): boolean {
  return isMended && isClean(newest) && !hasSucceeded(other) && isSameBank(newest, other)
}

export const AT_ONE_BANK = 'It worked afterwards, at the same bank.'

export function mended(account: Account, because: string): Account {
  return { ...account, facts: { whoActs: 'nobody', answer: 'no' }, because }
}

function firstIdOf(told: Told, facts: CauseFacts): EarlierStory['firstId'] {
  const first = toPlaidCase(told, facts).lines.find(({ giveFirst, value }) => giveFirst && value)
  return first ? { key: first.key, value: first.value } : null
}

const LEFT_TO_DO = 'What the earlier session has left to do comes first.'

/** What to do is what to do about the failure before: all of it where it still stands, else what the user can try. */
export function takeAdvice(story: Story, earlier: EarlierStory, relation: Relation): Story {
  const { newest, other, isStanding, isMended } = relation
  if (isStanding) {
    const { userCanTry, askUser, forUser, userMessage, whoActs, whoElseActs } = earlier
    const why = mayBeDone(other) ? LEFT_TO_DO : 'The earlier session failed, and this one got no further.'
    return { ...story, why, userCanTry, askUser, forUser, userMessage, whoActs, whoElseActs }
  }
  const { userCanTry } = story
  // Who starts again comes to what failed before.
  if (!isMended && earlier.userCanTry && isStillAhead(newest, other)) {
    return { ...story, userCanTry: [userCanTry, `Before that: ${earlier.userCanTry}`].filter(Boolean).join(' ') }
  }
  return story
}

/** The same was connected already. */
export function ifStillAsked(story: Story): Story {
  const { userCanTry, askUser } = story
  // In Sandbox, and of a simulated Link, nobody is to try.
  if (!userCanTry) return story
  return {
    ...story,
    userCanTry: `${IF_STILL_ASKED}: ${userCanTry}`,
    askUser: `Does the app still ask for it? ${askUser}`.trim(),
  }
}
