import { DAY_MS, HOUR_MS } from '../entry/time.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { isClean, isConnectedAlready, isMendedBy, isOfTime, isPastIt, isSameWorld, repeatedFrom } from './between.ts'
import {
  earlierStory,
  ifStillAsked,
  inItsEnvironment,
  AT_ONE_BANK,
  isWorkingNow,
  mended,
  relate,
  takeAdvice,
  type Relation,
} from './earlier.ts'
import type { CaseAnswer } from './errors.ts'
import { BESIDE } from './findingCodes.ts'
import { findFindings, tellSessions, type History, type Told } from './findings.ts'
import { toPlaidCase } from './plaidCase.ts'
import { findOther, isSame, MAX_COMPARED, withoutTakenOver } from './other.ts'
import { bankNameOf } from './purpose.ts'
import { isHandoff, isTried, since, type Hit } from './seen.ts'
import { tellNothing, tellStory, whenOf, type Account } from './story.ts'
import type { ReportExplanation, Story, WhoActs } from './types.ts'
import { listed } from './words/fill.ts'

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
  const otherAbout = other && toldOfLogins(other, told)
  const otherAccount = other && otherAbout && repeated(tellEarlier(other, otherAbout, report), other, found)
  const isAboutOther = relation !== undefined && isCaseOfOther(relation, otherAccount)
  const { facts, because } =
    isAboutOther && otherAccount
      ? otherAccount
      : relation && isWorkingNow(relation)
        ? mended(account, AT_ONE_BANK)
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

/** A success of which nothing is left needs no case, and what is a case comes before what is none yet. */
function isCaseOfOther({ newest, isStanding, isMended }: Relation, other: Account | undefined): boolean {
  return isStanding || (!isMended && (isClean(newest) || other?.facts.answer === 'yes'))
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

/** The earlier session whose logins ended the link_token, told by these logins; else the session itself. */
function toldOfLogins(one: Told, all: readonly Told[]): Told {
  const { cause } = one
  const of = cause?.of
  const told = of && all.find(({ seen }) => seen.session === of.session)
  return told ? { ...told, cause: { ...cause, entries: of.entries } } : one
}

/** A case is opened by the app's developers, whoever has to act on it. */
function withDevelopers<Of extends Story>(story: Of, { answer }: { answer: CaseAnswer }): Of {
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

/** `at Citizens Bank; it worked in session 1`: what an older session was about, and what came of it. */
function historyOf(older: Told, told: readonly Told[]): History {
  const { index } = older.seen
  const newer = index < MAX_COMPARED ? told.slice(0, index).reverse() : []
  const mending = newer.find((one) => isMendedBy(one, older))
  const passing = mending ?? newer.find((one) => isPastIt(one, older))
  const becameOfIt = mending ? 'it worked in session' : 'Link got further in session'
  const bank = bankNameOf(older)
  const isBeside = older.cause !== null && BESIDE.includes(older.cause.code)
  const at = isBeside ? `beside ${connectedIn(older)}` : bank && `at ${bank}`
  const text = [at, passing && `${becameOfIt} ${passing.seen.index + 1}`].filter(Boolean).join('; ')
  return { text, isOver: passing !== undefined }
}

/** The banks that a session connected. */
function connectedIn({ seen: { entries, bankNames } }: Told): string {
  const ids = entries.filter(isHandoff).flatMap(({ institutionId }) => institutionId ?? [])
  return listed([...new Set(ids)].map((id) => bankNames.get(id) ?? id)) || 'one that was connected'
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
    const between = `It failed before, too, but the bank answered in between (${numberOf(again.answered)}).`
    return { ...account, because: `${between} ${account.because}` }
  }
  if (again) {
    const hours = Math.round(since(again.before.seen.session.startedAt, session.startedAt) / HOUR_MS)
    const ago = hours === 1 ? 'an hour' : `${hours} hours`
    return asAgain(account, `It failed like this ${ago} before, too (${numberOf(again.before)}).`)
  }
  // What time mends has not had the time.
  if (account.ifAgain === undefined || (about.cause && isOfTime(about.cause))) return account
  const same = older.find((one) => isSame(one, about) && isSameWorld(one, about))
  if (!same || since(same.seen.session.startedAt, session.startedAt) > DAY_MS) return account
  return asAgain(account, `It happened before, too (${numberOf(same)}).`)
}

function numberOf({ seen }: Told): string {
  return `session ${seen.index + 1}`
}

function asAgain(account: Account, happened: string): Account {
  const { ifAgain, facts } = account
  if (ifAgain) return { ...account, because: `${happened} ${ifAgain}` }
  return { ...account, facts: { ...facts, answer: 'yes' }, because: happened }
}
