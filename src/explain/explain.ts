import { DAY_MS, HOUR_MS } from '../entry/time.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'
import {
  hasSucceeded,
  isClean,
  isConnectedAlready,
  isMendedBy,
  isNotOvercome,
  isPastIt,
  isSameBank,
  isStillAhead,
  PLAIN_ENDS,
  repeatedFrom,
} from './between.ts'
import { earlierStory, inItsEnvironment, mended, takeAdvice } from './earlier.ts'
import type { CauseFacts } from './findingFacts.ts'
import type { FindingCode } from './findingCodes.ts'
import { findFindings, tellSessions, type Told } from './findings.ts'
import { toPlaidCase } from './plaidCase.ts'
import { bankOf } from './purpose.ts'
import { isSameEnvironment, isTried, isUntold, since, span, where, type Hit } from './seen.ts'
import { tellNothing, tellStory, type Account } from './story.ts'
import type { ReportExplanation, Story, WhoActs } from './types.ts'

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
    const findings = findFindings(report, all)
    return { ...story, earlier: null, verdict, findings, plaidCase: toPlaidCase(first, facts) }
  }
  return explainTried(report, all, first)
}

function explainTried(report: DiagnosticsReport, all: readonly Told[], first: Told): ReportExplanation {
  const found = findOther(first, all, report)
  const other = found && withoutMended(found, first)
  const isStanding = other !== undefined && isNotOvercome(first, other)
  const newest = isStanding ? withoutGuess(first) : first
  const told = all.map((one) => (one === first ? newest : one === found && other ? other : one))
  const account = tellNewest(newest, other, report)
  const { userMessage } = account.story
  const isMended = other !== undefined && isMendedBy(newest, other)
  // A success of which nothing is left needs no case: the case is about what failed before it, if that is not mended.
  const isAboutOther = isStanding || (other !== undefined && isClean(newest) && !isMended)
  // Of what works now, its own ids are of use.
  const about = isAboutOther ? other : toldOfLogins(newest, all)
  const otherAccount = other && tellStory(other, report)
  const isWorkingNow = isMended && isClean(newest) && !hasSucceeded(other) && isSameBank(newest, other)
  const accountOfCase = (isAboutOther && otherAccount) || account
  const final = isWorkingNow ? mended(account, true) : repeated(accountOfCase, about, told)
  const { answer } = final.facts
  const how = { isStanding, isMended, userMessage }
  const before = other && otherAccount && earlierStory(otherAccount, other, newest, how)
  const earlier = before && isAboutOther ? withDevelopers(before, answer) : (before ?? null)
  // Who starts again comes to what failed before.
  const isAhead = other !== undefined && !isMended && isStillAhead(newest, other)
  const isThere = other !== undefined && isConnectedAlready(newest, other)
  const story = takeAdvice(account.story, earlier, { isStanding, isAhead, isThere })

  return {
    ...(isAboutOther ? story : withDevelopers(story, answer)),
    earlier,
    verdict: { answer, reason: final.because },
    findings: findFindings(report, told, other, (older) => historyOf(older, told)),
    plaidCase: toPlaidCase(about, final.facts),
  }
}

function tellNewest(newest: Told, other: Told | undefined, report: DiagnosticsReport): Account {
  const account = tellStory(newest, report)
  const headline = (other ? inItsEnvironment(newest, other) : '') + account.story.headline
  return { ...account, story: { ...account.story, headline } }
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
  const { cause } = told
  return cause?.code === 'closed-at-bank-list' ? withCause(told, { ...cause, code: 'closed-by-user' }) : told
}

/** Of two banks one has been connected since; what is left is that the app was not told of the other. */
function withoutMended(told: Told, newest: Told): Told {
  const { cause, seen } = told
  if (cause?.code !== 'another-bank-failed' || !isUntold(seen.entries) || !isMendedBy(newest, told)) return told
  const handoffs = where(seen, ({ eventName }) => eventName === 'HANDOFF')
  return withCause(told, { code: 'handoff-without-success', entries: handoffs })
}

function withCause(told: Told, cause: Hit): Told {
  return { ...told, cause, hits: told.hits.map((hit) => (hit === told.cause ? cause : hit)) }
}

/** Another session of the last 24 hours that the reader must know: the last that tells something else than the newest. */
function findOther(newest: Told, told: readonly Told[], { createdAt }: DiagnosticsReport): Told | undefined {
  const older = told.slice(1, MAX_COMPARED)
  return older.find((one, index) => {
    if (!isRecent(one.seen.session, createdAt) || !isTelling(one, newest) || isSame(one, newest)) return false
    if (newest.cause?.tells?.has(one.seen.session)) return false
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

/** A failure, or a success of which something is left to do; beside a failure also a success of which nothing is left. */
function isTelling(one: Told, newest: Told): boolean {
  const { session } = one.seen
  if (!isTried(session)) return false
  if (isClean(one)) return !hasSucceeded(newest)
  // That Layer is not available is mended by the usual Link that followed.
  if (one.cause?.code === 'layer-not-available') return false
  const isOfTheUser = session.outcome === 'exited' && (!one.cause || BY_THE_USER.includes(one.cause.code))
  const isAlive = session.outcome === 'in-progress' && !one.cause
  return !isOfTheUser && !isAlive
}

function isSame(a: Told, b: Told): boolean {
  return (
    isSameEnvironment(a.seen.session, b.seen.session) &&
    a.cause?.code === b.cause?.code &&
    a.cause?.name === b.cause?.name &&
    bankOf(a) === bankOf(b)
  )
}

/** `at Citizens Bank; it worked in session 1`: what an older session was about, and what came of it. */
function historyOf(older: Told, told: readonly Told[]): string {
  const { session, index } = older.seen
  const newer = index < MAX_COMPARED ? told.slice(0, index).reverse() : []
  const mending = newer.find((one) => isMendedBy(one, older))
  const passing = mending ?? newer.find((one) => isPastIt(one, older))
  const since = mending ? 'it worked in session' : 'Link got further in session'
  const bank = session.institution?.name
  return [bank && `at ${bank}`, passing && `${since} ${passing.seen.index + 1}`].filter(Boolean).join('; ')
}

function repeated(account: Account, about: Told, all: readonly Told[]): Account {
  const { session, index } = about.seen
  const again = account.facts.answer === 'not yet' ? repeatedFrom(about, all.slice(index + 1)) : undefined
  if (!again) return account
  const { seen } = again.answered ?? again.before
  const ago = hoursIn(since(seen.session.startedAt, session.startedAt))
  const number = seen.index + 1
  if (again.answered) {
    const between = `It failed before, too, but the bank answered in between (session ${number}).`
    return { ...account, because: `${between} ${account.because}` }
  }
  return {
    ...account,
    facts: { ...account.facts, answer: 'yes' },
    because: `It failed like this ${ago} before, too (session ${number}).`,
  }
}

function hoursIn(ms: number): string {
  const hours = Math.round(ms / HOUR_MS)
  return hours < 1 ? span(ms) : hours === 1 ? 'an hour' : `${hours} hours`
}
