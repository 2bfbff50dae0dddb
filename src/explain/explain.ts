import { DAY_MS, HOUR_MS } from '../entry/time.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'
import {
  bankOf,
  isFurther,
  isMendedBy,
  isNotOvercome,
  isPastIt,
  isReplacedBy,
  isSameBank,
  isStillAhead,
  isSuccess,
  isWayToBank,
  PLAIN_ENDS,
  repeatedFrom,
} from './between.ts'
import type { CauseFacts } from './findingFacts.ts'
import type { FindingCode } from './findingCodes.ts'
import { findFindings, tellSessions, type Told } from './findings.ts'
import { toPlaidCase } from './plaidCase.ts'
import { isTried, since, type Hit } from './seen.ts'
import { tellNothing, tellStory, type Account } from './story.ts'
import type { EarlierStory, ReportExplanation, Story, UserMessage, WhoActs } from './types.ts'

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
  const first = all[0]
  if (!first || !isTried(first.seen.session)) {
    const { story, facts, because } = tellNothing(completeness, sessions.length > 0)
    const verdict = { answer: facts.answer, reason: because }
    const findings = findFindings(report, all, undefined)
    return { ...story, earlier: null, verdict, findings, plaidCase: toPlaidCase(first, facts) }
  }
  const other = findOther(first, all, report)
  const isStanding = other !== undefined && isNotOvercome(first, other)
  const newest = isStanding ? withoutGuess(first) : first
  const told = [newest, ...all.slice(1)]
  const account = tellStory(newest, report)
  const otherAccount = other && tellStory(other, report)
  const isMended = other !== undefined && isMendedBy(newest, other)
  // A success of which nothing is left needs no case: it is about the failure before it, at whatever bank that was.
  const isAfterwards =
    other !== undefined && isClean(newest) && (isMended ? !isSuccess(other) && isSameBank(newest, other) : true)
  const isAboutOther = isAfterwards || isStanding
  // Of what works now, its own ids are of use.
  const about = isAboutOther && !(isAfterwards && isMended) ? other : toldOfLogins(newest, all)
  const accountOfCase = (isAboutOther && otherAccount) || account
  const final =
    isAfterwards && isMended ? mended(accountOfCase, bankOf(other) !== null) : repeated(accountOfCase, about, told)
  const { answer } = final.facts
  const before =
    other && otherAccount && earlierStory(otherAccount, other, newest, isMended, isStanding, account.story.userMessage)
  const earlier = before && isAboutOther ? withDevelopers(before, answer) : before
  // Who starts again comes to what failed before.
  const isAhead = other !== undefined && !isMended && isStillAhead(newest, other)
  const ahead = isAhead && earlier ? { ...account.story, userCanTry: earlier.userCanTry } : account.story
  const story = isStanding && earlier ? takeAdvice(account.story, earlier) : ahead

  return {
    ...(isAboutOther ? story : withDevelopers(story, answer)),
    earlier: earlier ?? null,
    verdict: { answer, reason: final.because },
    findings: findFindings(report, told, other),
    plaidCase: toPlaidCase(about, final.facts),
  }
}

/** Of logins in an earlier session that ended the link_token, that session, told by them. */
function toldOfLogins(newest: Told, told: readonly Told[]): Told {
  const { cause } = newest
  const of = told.find(({ seen }) => seen.session === cause?.of?.session)
  return cause?.of && of ? { ...of, cause: { ...cause, entries: cause.of.entries } } : newest
}

/** A case is opened by the app's developers, whoever has to act on it. */
function withDevelopers<Of extends Story>(story: Of, answer: CauseFacts['answer']): Of {
  const waitsFor: readonly WhoActs[] = ['user', 'bank-or-plaid']
  return answer === 'yes' && waitsFor.includes(story.whoActs) ? { ...story, whoElseActs: 'app' } : story
}

/** Where it is known what failed, nothing is guessed. */
function withoutGuess(told: Told): Told {
  const { cause, hits } = told
  if (cause?.code !== 'closed-at-bank-list') return told
  const closed: Hit = { ...cause, code: 'closed-by-user' }
  return { ...told, cause: closed, hits: hits.map((hit) => (hit === cause ? closed : hit)) }
}

/** What to do is what to do about the failure before. */
function takeAdvice(story: Story, earlier: Story): Story {
  const { userCanTry, askUser, forUser, userMessage, whoActs, whoElseActs } = earlier
  const why = 'The earlier session failed, and this one got no further.'
  return { ...story, why, userCanTry, askUser, forUser, userMessage, whoActs, whoElseActs }
}

/** A success of which nothing is left. */
function isClean(told: Told): boolean {
  return isSuccess(told) && !told.cause
}

/** Another session of the last 24 hours that the reader must know: the last that tells something else than the newest. */
function findOther(newest: Told, told: readonly Told[], { createdAt }: DiagnosticsReport): Told | undefined {
  const older = told.slice(1, MAX_COMPARED)
  return older.find((one, index) => {
    if (!isRecent(one.seen.session, createdAt) || !isTelling(one, newest) || isSame(one, newest)) return false
    // What a session in between has mended, or got past, is no news.
    return !older.slice(0, index).some((newer) => isMendedBy(newer, one) || isPastIt(newer, one))
  })
}

/** A report may have very many sessions; a device keeps 20, unless an app asks for more. */
const MAX_COMPARED = 20

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

/** What was left to do after a success, once it is done. */
const doneSince: Partial<Record<FindingCode, string>> = {
  'account-verification-pending': 'It is verified now.',
  'transfer-incomplete': 'It is finished now.',
}

/** What is still to be known of an earlier session. */
function earlierStory(
  account: Account,
  other: Told,
  newest: Told,
  isMended: boolean,
  isStanding: boolean,
  newestMessage: UserMessage,
): EarlierStory {
  const { plaidEnvironment } = other.seen.session
  const isElsewhere = plaidEnvironment !== null && plaidEnvironment !== newest.seen.session.plaidEnvironment
  const inIt = isElsewhere && plaidEnvironment !== 'sandbox' ? `In ${plaidEnvironment}: ` : ''
  // Nothing is left to try at a bank that was connected afterwards.
  const { story, facts, because } = isMended ? mended(account, bankOf(other) !== null) : account
  const verdict = { answer: facts.answer, reason: because }
  if (isMended) {
    const since = isReplacedBy(newest, other) ? ' A new connection has been made since.' : ''
    const isDone =
      other.cause && isSuccess(other) ? ` ${doneSince[other.cause.code] ?? 'It has been connected since.'}` : ''
    const headline = story.headline + (isDone || since)
    return {
      ...story,
      headline,
      verdict,
      userCanTry: '',
      askUser: '',
      whoActs: 'nobody',
      whoElseActs: null,
      firstId: null,
      session: other.seen.index,
    }
  }
  // Of what failed at the same bank, the newest session tells what to try.
  const isWay = isWayToBank(other, newest)
  const isPerhapsDone = isSuccess(other) || other.cause?.code === 'closed-when-connected'
  const isOver = isWay || (!isStanding && !isPerhapsDone && !isSuccess(newest) && isSameBank(newest, other))
  const advice = isOver ? { userCanTry: '', askUser: '' } : {}
  const isRemoved = newestMessage === 'connection-removed'
  const stays = isClean(other) && bankOf(other) && newest.seen.session.updateMode !== true && !isRemoved
  const more = stays
    ? ' That connection stays.'
    : isWay
      ? ' The newest session is the way back from there.'
      : isOver && isFurther(newest, other)
        ? ' This time Link went further.'
        : ''
  const headline = inIt + story.headline + more
  return { ...story, verdict, ...advice, headline, firstId: firstIdOf(other, facts), session: other.seen.index }
}

function firstIdOf(told: Told, facts: CauseFacts): EarlierStory['firstId'] {
  const first = toPlaidCase(told, facts).lines.find(({ giveFirst, value }) => giveFirst && value)
  return first ? { key: first.key, value: first.value } : null
}

function mended(account: Account, isAtBank: boolean): Account {
  return {
    ...account,
    facts: { whoActs: 'nobody', answer: 'no' },
    because: isAtBank ? 'It worked afterwards, at the same bank.' : 'It worked afterwards.',
  }
}

function repeated(account: Account, about: Told, told: readonly Told[]): Account {
  const { session, index } = about.seen
  const before = account.facts.answer === 'not yet' ? repeatedFrom(about, told.slice(index + 1)) : undefined
  if (!before) return account
  const hours = Math.round(since(before.seen.session.startedAt, session.startedAt) / HOUR_MS)
  const ago = hours === 1 ? 'an hour' : `${hours} hours`
  return {
    ...account,
    facts: { ...account.facts, answer: 'yes' },
    because: `The developers open one: it failed like this ${ago} before, too (session ${before.seen.index + 1}).`,
  }
}
