import { DAY_MS, HOUR_MS } from '../entry/time.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { isClean, isConnectedAlready, isMendedBy, isOfTime, isPastIt, isSameWorld, repeatedFrom } from './between.ts'
import { earlierStory, ifStillAsked, inItsEnvironment, isWorkingNow, mended, relate, takeAdvice } from './earlier.ts'
import type { CaseAnswer } from './errors.ts'
import { findFindings, tellSessions, type History, type Told } from './findings.ts'
import { toPlaidCase } from './plaidCase.ts'
import { findOther, isSame, MAX_COMPARED, withoutTakenOver } from './other.ts'
import { bankNameOf } from './purpose.ts'
import { isTried, since, span, type Hit } from './seen.ts'
import { tellNothing, tellStory, whenOf, type Account } from './story.ts'
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

function explainTried(report: DiagnosticsReport, found: readonly Told[], first: Told): ReportExplanation {
  const all = found.map((one, index) => (index < MAX_COMPARED ? withoutTakenOver(one, found.slice(0, index)) : one))
  const other = findOther(all, report)
  const relation = other && relate(first, other)
  const newest = relation?.isStanding ? withoutGuess(first) : first
  const told = [newest, ...all.slice(1)]
  const account = tellNewest(newest, other, report)
  // A success of which nothing is left needs no case: the case is about what failed before it, if that is not mended.
  const isAboutOther = relation !== undefined && (relation.isStanding || (isClean(newest) && !relation.isMended))
  const otherAbout = other && toldOfLogins(other, told)
  const otherAccount = other && otherAbout && repeated(tellEarlier(other, otherAbout, report), other, found)
  const { facts, because } =
    isAboutOther && otherAccount
      ? otherAccount
      : relation && isWorkingNow(relation)
        ? mended(account, true)
        : repeated(account, newest, found)
  const earlier =
    relation && otherAccount && otherAbout
      ? withDevelopers(earlierStory(otherAccount, otherAbout, relation), otherAccount.facts)
      : null
  const isThere = all.slice(1, MAX_COMPARED).some((one) => isConnectedAlready(newest, one))
  const own = isThere ? ifStillAsked(account.story) : account.story
  const story = earlier && relation ? takeAdvice(own, earlier, relation) : own

  return {
    ...(isAboutOther ? story : withDevelopers(story, facts)),
    earlier,
    verdict: { answer: facts.answer, reason: because },
    findings: findFindings(report, told, other, (older) => historyOf(older, told)),
    plaidCase: toPlaidCase((isAboutOther && otherAbout) || toldOfLogins(newest, told), facts),
  }
}

function tellNewest(newest: Told, other: Told | undefined, report: DiagnosticsReport): Account {
  const account = tellStory(newest, report)
  const headline = (other ? inItsEnvironment(newest, other) : '') + account.story.headline
  return { ...account, story: { ...account.story, headline } }
}

/** With the time of the session that it is told by. */
function tellEarlier(other: Told, { seen }: Told, report: DiagnosticsReport): Account {
  const account = tellStory(other, report)
  return { ...account, story: { ...account.story, when: whenOf(seen.session, report.createdAt) } }
}

/** Of logins in an earlier session that ended the link_token, that session, told by them. */
function toldOfLogins(newest: Told, told: readonly Told[]): Told {
  const { cause } = newest
  const of = told.find(({ seen }) => seen.session === cause?.of?.session)
  return cause?.of && of ? { ...of, cause: { ...cause, entries: cause.of.entries } } : newest
}

/** A case is opened by the app's developers, whoever has to act on it. */
function withDevelopers<Of extends Story>(story: Of, { answer }: { answer: CaseAnswer }): Of {
  const waitsFor: readonly WhoActs[] = ['user', 'bank-or-plaid']
  return answer === 'yes' && waitsFor.includes(story.whoActs) ? { ...story, whoElseActs: 'app' } : story
}

/** Where it is known what failed, nothing is guessed. */
function withoutGuess(told: Told): Told {
  const { cause } = told
  return cause?.code === 'closed-at-bank-list' ? withCause(told, { ...cause, code: 'closed-by-user' }) : told
}

function withCause(told: Told, cause: Hit): Told {
  return { ...told, cause, hits: told.hits.map((hit) => (hit === told.cause ? cause : hit)) }
}

/** `at Citizens Bank; it worked in session 1`: what an older session was about, and what came of it. */
function historyOf(older: Told, told: readonly Told[]): History {
  const { index } = older.seen
  const newer = index < MAX_COMPARED ? told.slice(0, index).reverse() : []
  const mending = newer.find((one) => isMendedBy(one, older))
  const passing = mending ?? newer.find((one) => isPastIt(one, older))
  const since = mending ? 'it worked in session' : 'Link got further in session'
  const bank = bankNameOf(older)
  const text = [bank && `at ${bank}`, passing && `${since} ${passing.seen.index + 1}`].filter(Boolean).join('; ')
  return { text, isOver: passing !== undefined }
}

/** What had happened before as well makes it a case, or says more of it. */
function repeated(account: Account, about: Told, all: readonly Told[]): Account {
  const { session, index } = about.seen
  const older = all.slice(index + 1, index + MAX_COMPARED)
  const { answer } = account.facts
  // What fails in Sandbox again and again is no case.
  if ((answer !== 'not yet' && answer !== 'perhaps') || session.plaidEnvironment === 'sandbox') return account
  const again = repeatedFrom(about, older)
  if (again?.answered) {
    const between = `It failed before, too, but the bank answered in between (session ${again.answered.seen.index + 1}).`
    return { ...account, because: `${between} ${account.because}` }
  }
  const { ifAgain } = account
  if (again) {
    const ago = hoursIn(since(again.before.seen.session.startedAt, session.startedAt))
    const because = `It failed like this ${ago} before, too (session ${again.before.seen.index + 1}).`
    if (ifAgain) return { ...account, because: `${because} ${ifAgain}` }
    return { ...account, facts: { ...account.facts, answer: 'yes' }, because }
  }
  // What time mends has not had the time.
  const same =
    ifAgain === undefined || (about.cause && isOfTime(about.cause))
      ? undefined
      : older.find((one) => isSame(one, about) && isSameWorld(one, about))
  if (!same || since(same.seen.session.startedAt, session.startedAt) > DAY_MS) return account
  const because = `It happened before, too (session ${same.seen.index + 1}).`
  if (ifAgain) return { ...account, because: `${because} ${ifAgain}` }
  return { ...account, facts: { ...account.facts, answer: 'yes' }, because }
}

function hoursIn(ms: number): string {
  const hours = Math.round(ms / HOUR_MS)
  return hours < 1 ? span(ms) : hours === 1 ? 'an hour' : `${hours} hours`
}
