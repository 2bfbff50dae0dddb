import { DAY_MS, HOUR_MS } from '../entry/time.ts'
import { isReturn } from '../session/group.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'
import type { Situation } from './errors/situations.ts'
import type { FindingCode } from './findingCodes.ts'
import { findFindings, tellSessions, type Told } from './findings.ts'
import { order, stepOf } from './places.ts'
import { toPlaidCase } from './plaidCase.ts'
import { isIdentityCheck, isTried, isWithinToken, since, standing, type Hit } from './seen.ts'
import type { CauseFacts } from './findingFacts.ts'
import { factsOf, isOfDocuments, isVerified, tellNothing, tellStory, type Account } from './story.ts'
import type { EarlierStory, ReportExplanation, Story, WhoActs } from './types.ts'

export type {
  CaseLine,
  EarlierStory,
  Evidence,
  Finding,
  FindingRole,
  PlaidCase,
  ReportExplanation,
  Story,
  UserMessage,
  Verdict,
  WhoActs,
} from './types.ts'

/** Explains a report from its facts alone: the same report, the same words, whenever it is read. */
export function explainReport(report: DiagnosticsReport): ReportExplanation {
  const { sessions, completeness } = report
  const all = tellSessions(report)
  const hasTried = all[0] !== undefined && isTried(all[0].seen.session)
  const other = hasTried ? findOther(all, report) : undefined
  const isStanding = other !== undefined && isNotOvercome(all[0], other)
  const told = isStanding ? all.map((one, index) => (index === 0 ? withoutGuess(one) : one)) : all
  const newest = told[0]
  const account = newest && hasTried ? tellStory(newest, report) : tellNothing(completeness, sessions.length > 0)
  const isMended = newest !== undefined && other !== undefined && isSuccess(newest) && isMendedBy(newest, other)
  // A success of which nothing is left needs no case: it is about the failure before it, at whatever bank that was.
  const isAfterwards =
    other !== undefined &&
    isSuccess(newest) &&
    !newest?.cause &&
    !isSuccess(other) &&
    (!isMended || isSameBank(newest, other))
  const isAboutOther = isAfterwards || isStanding || (other !== undefined && newest?.cause?.isOfEarlier === true)
  const about = isAboutOther ? other : newest
  const otherAccount = other && tellStory(other, report)
  const accountOfCase = (isAboutOther && otherAccount) || account
  const final = isAfterwards && isMended ? mended(accountOfCase) : repeated(accountOfCase, about, told)
  const before = other && otherAccount && earlierStory(otherAccount, other, newest, isMended, isStanding)
  const story = isStanding && before ? takeAdvice(account.story, before, all[0]) : account.story

  return {
    ...story,
    // They open it.
    ...(final.facts.answer === 'yes' && waitsFor.includes(story.whoActs) && { whoElseActs: 'app' as const }),
    earlier: before ?? null,
    verdict: { answer: final.facts.answer, reason: final.because },
    findings: findFindings(report, told, other),
    plaidCase: toPlaidCase(about, final.facts),
  }
}

/** Who is not the app. */
const waitsFor: readonly WhoActs[] = ['user', 'bank-or-plaid']

/** What says no more than that the user did not go on. */
const PLAIN_ENDS: readonly FindingCode[] = ['closed-by-user', 'closed-at-bank-list', 'abandoned-at-view']

/**
 * Something failed, and then the user only opened Link and closed it, not further on than before: what failed is still
 * what keeps the user from going on.
 */
function isNotOvercome(newest: Told | undefined, other: Told): boolean {
  if (!newest?.cause || !PLAIN_ENDS.includes(newest.cause.code) || isSuccess(other)) return false
  const failure = standing(other.seen)
  if (!failure || factsOf(other.cause)?.whoActs === 'nobody') return false
  // What Link is opened with was another then.
  if (other.cause?.code !== failure.code && factsOf(other.cause)?.whoActs === 'app') return false
  if (MENDED_BY_OPENING.includes(failure.facts?.situation ?? '')) return false
  if (isIdentityCheck(newest.seen.session) !== isIdentityCheck(other.seen.session)) return false
  if (bankOf(newest) !== null && bankOf(newest) !== bankOf(other)) return false
  return !isFurther(newest, other)
}

/** What the app did for one run of Link, and does anew for the next. */
const MENDED_BY_OPENING: readonly string[] = [
  'link-token-invalid',
  'oauth-not-resumed',
  'oauth-return-used',
  'rate-limited',
  'app-request-too-early',
] satisfies Situation[]

/** Link went further than where the earlier session failed. */
function isFurther(newest: Told | undefined, other: Told): boolean {
  const failure = standing(other.seen)
  if (!newest || !failure) return false
  const furthest = newest.seen.entries.reduce((step, entry) => Math.max(step, order(stepOf(entry))), 0)
  return furthest > Math.max(failure.step, order('login'))
}

/** Where it is known what failed, nothing is guessed. */
function withoutGuess(told: Told): Told {
  const { cause, hits } = told
  if (cause?.code !== 'closed-at-bank-list') return told
  const closed: Hit = { ...cause, code: 'closed-by-user' }
  return { ...told, cause: closed, hits: hits.map((hit) => (hit === cause ? closed : hit)) }
}

/** What to do is what to do about the failure before. */
function takeAdvice(story: Story, earlier: Story, newest: Told | undefined): Story {
  const { userCanTry, forUser, userMessage, whoActs, whoElseActs } = earlier
  const whichBank = newest?.cause?.code === 'closed-at-bank-list' && 'Which bank did you look for after that?'
  const askUser = [earlier.askUser, whichBank].filter(Boolean).join(' ')
  const why = 'The earlier session failed, and this one got no further.'
  return { ...story, why, userCanTry, askUser, forUser, userMessage, whoActs, whoElseActs }
}

function isSuccess(told: Told | undefined): boolean {
  return told?.seen.session.outcome === 'succeeded'
}

/** A success of which nothing is left. */
function isClean(told: Told): boolean {
  return isSuccess(told) && !told.cause
}

function bankOf({ seen }: Told): string | null {
  return seen.session.institution?.id ?? null
}

function isSameBank(a: Told | undefined, b: Told): boolean {
  return a !== undefined && bankOf(a) !== null && bankOf(a) === bankOf(b)
}

/** It worked afterwards: at the same bank, or where no bank had been named. */
function isMendedBy(newest: Told, other: Told): boolean {
  if (other.cause?.code === 'account-verification-pending') return newest.seen.entries.some(isVerified)
  if (isSameBank(newest, other)) return true
  return bankOf(other) === null && !isSuccess(other) && isToConnect(other) && isToConnect(newest)
}

/** No identity check, no documents, no repair. */
function isToConnect({ seen: { session } }: Told): boolean {
  const { updateMode, entries } = session
  return updateMode !== true && !isIdentityCheck(session) && !entries.some(isOfDocuments)
}

/** Another session of the last 24 hours that the reader must know: the last that tells something else than the newest. */
function findOther(told: readonly Told[], { createdAt }: DiagnosticsReport): Told | undefined {
  const [newest, ...older] = told
  if (!newest) return undefined
  const recent = older.filter(({ seen: { session } }) => isRecent(session, createdAt))
  const telling = recent.filter((one) => isTelling(one, newest))
  return telling.find((one) => !isSame(one, newest))
}

function isRecent({ lastSeenAt }: LinkSession, createdAt: string): boolean {
  const age = since(lastSeenAt, createdAt)
  return age >= 0 && age < DAY_MS
}

/** What the user did, and nothing failed. */
const BY_THE_USER: readonly FindingCode[] = [...PLAIN_ENDS, 'bank-sign-in-closed']

/** A failure beside a success, or whatever has a cause beside a failure; two successes tell nothing of each other. */
function isTelling(one: Told, newest: Told): boolean {
  const { session } = one.seen
  if (!isTried(session)) return false
  if (isClean(one)) return !isSuccess(newest)
  // That Layer is not available is mended by the usual Link that followed.
  if (one.cause?.code === 'layer-not-available') return false
  const isOfTheUser = session.outcome === 'exited' && (!one.cause || BY_THE_USER.includes(one.cause.code))
  const isAlive = session.outcome === 'in-progress' && !one.cause
  return !isOfTheUser && !isAlive
}

function isSame(a: Told, b: Told): boolean {
  return a.cause?.code === b.cause?.code && a.cause?.name === b.cause?.name && bankOf(a) === bankOf(b)
}

/** What is still to be known of an earlier session. */
function earlierStory(
  account: Account,
  other: Told,
  newest: Told | undefined,
  isMended: boolean,
  isStanding: boolean,
): EarlierStory {
  // Nothing is left to try at a bank that was connected afterwards.
  const { story, facts, because } = isMended ? mended(account) : account
  const verdict = { answer: facts.answer, reason: because }
  if (isMended) {
    const headline = isSuccess(other) ? `${story.headline} That is done by now.` : story.headline
    return {
      ...story,
      headline,
      verdict,
      userCanTry: '',
      askUser: '',
      whoActs: 'nobody',
      whoElseActs: null,
      firstId: null,
    }
  }
  // Of the same bank, the newest session tells what to try.
  const isWay = isWayToBank(other, newest)
  const isOver = isWay || (!isStanding && isSameBank(newest, other))
  const advice = isOver ? { userCanTry: '', askUser: '' } : {}
  const stays = isClean(other) && bankOf(other) && newest?.seen.session.updateMode !== true
  const more = stays
    ? ' That connection stays.'
    : isWay
      ? ' The newest session is the way back from there.'
      : isOver && isFurther(newest, other)
        ? ' This time Link went further.'
        : ''
  return { ...story, verdict, ...advice, headline: story.headline + more, firstId: firstIdOf(other, facts) }
}

function firstIdOf(told: Told, facts: CauseFacts): EarlierStory['firstId'] {
  const first = toPlaidCase(told, facts).lines.find(({ giveFirst, value }) => giveFirst && value)
  return first ? { key: first.key, value: first.value } : null
}

/** The page was left for the bank's sign-in, and the newest session is the way back: one try, told by its end. */
function isWayToBank({ seen: { session } }: Told, newest: Told | undefined): boolean {
  const isBack = newest !== undefined && isReturn(newest.seen.entries)
  return isBack && session.outcome === 'abandoned' && isWithinToken(session, newest.seen.session)
}

function mended(account: Account): Account {
  return {
    ...account,
    facts: { whoActs: 'nobody', answer: 'no' },
    because: 'It worked afterwards, at the same bank.',
  }
}

/** What time mends: the same an hour before makes it a case. */
const MENDED_BY_TIME = ['institution-unavailable', 'institution-failed', 'plaid-failed', 'security-code-not-sent']

function repeated(account: Account, about: Told | undefined, told: readonly Told[]): Account {
  const situation = about?.cause?.facts?.situation
  const isDown = about?.cause?.code === 'institution-down' || MENDED_BY_TIME.includes(situation ?? '')
  if (!about || !isDown || account.facts.answer !== 'not yet') return account
  const { startedAt } = about.seen.session
  // Of two banks that nobody named, it is not known that they are one; Plaid itself is one.
  const isSame = (one: Told): boolean =>
    situation === 'plaid-failed' ? bankOf(one) === bankOf(about) : isSameBank(one, about)
  const older = told.slice(about.seen.index + 1).filter(isSame)
  const worked = older.findIndex(isSuccess)
  const before = (worked < 0 ? older : older.slice(0, worked)).find(
    ({ seen, cause }) =>
      since(seen.session.startedAt, startedAt) > HOUR_MS &&
      cause !== null &&
      (cause.facts ? cause.facts.situation === situation : cause.code === about.cause?.code),
  )
  if (!before) return account
  const hours = Math.round(since(before.seen.session.startedAt, startedAt) / HOUR_MS)
  const ago = hours === 1 ? 'an hour' : `${hours} hours`
  return {
    ...account,
    facts: { ...account.facts, answer: 'yes' },
    because: `Open one: it failed like this ${ago} before, too (session ${before.seen.index + 1}).`,
  }
}
