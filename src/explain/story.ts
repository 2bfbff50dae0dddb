import { toUtc } from '../entry/time.ts'
import type { Completeness, DiagnosticsReport, LinkSession, Outcome } from '../session/report.ts'
import { factsOf, type CauseFacts } from './findingFacts.ts'
import { isBankAsked } from './missing.ts'
import { CUT_OFF, type Told } from './findings.ts'
import type { FindingCode } from './findingCodes.ts'
import { lastUnanswered, own } from './places.ts'
import { areUploaded, isOfDeposit, isVerified } from './purpose.ts'
import { isIdentityCheck, isLayer, isUnseen, isUntold, since, span, type Hit, type Seen } from './seen.ts'
import type { EarlierStory, ReportExplanation, Story, UserMessage, WhoActs } from './types.ts'
import { whichBankSought } from './words/errorWords.ts'
import { listed, wordsOf, type Words } from './words/fill.ts'

import { forUserEn } from './words/forUser.en.ts'
import { outcomeWords } from './words/outcomeWords.ts'
import { results } from './words/results.ts'
import { userMessageOf } from './words/userMessage.ts'

/** What happened in a session, in words, and what follows from it. */
export interface Account {
  story: Story
  facts: CauseFacts
  /** The verdict's reason. */
  because: string
  /** What is left of its condition where the same has happened before; empty where it is a case then. */
  ifAgain?: string
}

export function tellStory(told: Told, { createdAt }: DiagnosticsReport): Account {
  const { seen, cause } = told
  const { session, place, isSimulated: isPlayed } = seen
  const { outcome } = session
  const words = cause && wordsOf(cause, seen)
  const usual = outcomeWords[outcome]
  const isSandbox = session.plaidEnvironment === 'sandbox'
  const unanswered = isClosed(outcome) ? lastUnanswered(seen.entries) : -1
  // An error that came before it is not its answer; one that only the exit tells may be.
  const isTriedAgain = cause?.facts !== undefined && cause.entries.some((position) => position < unanswered)
  const isAwaited = unanswered >= 0 && !cause?.facts
  const facts = ofSandbox(session, factsOf(cause) ?? usual.facts)
  const userMessage = messageOf(cause, seen, facts.whoActs)
  const story: Story = {
    headline: markOf(seen) + headlineOf(seen, cause, words) + (isTriedAgain ? ANOTHER_TRY : ''),
    why: whyOf(session, words),
    when: whenOf(session, createdAt),
    ended: outcome !== 'succeeded' && place ? `at ${place}${isAwaited ? AWAITED : ''}` : '',
    userCanTry: words ? words.userCanTry : isPlayed ? '' : usual.userCanTry,
    askUser: isPlayed || isSandbox ? '' : withBank(words ? words.askUser : usual.askUser, told),
    errorPage: cause?.facts?.page ?? '',
    forUser: forUserEn[userMessage],
    userMessage,
    whoActs: facts.whoActs,
    whoElseActs: (facts.whoElseActs !== facts.whoActs && facts.whoElseActs) || null,
    error: cause?.error ?? null,
  }
  if (isPlayed) {
    const because = 'Link was simulated: Plaid knows nothing of it.'
    return {
      story: { ...story, whoActs: 'nobody', whoElseActs: null },
      facts: { whoActs: 'nobody', answer: 'no' },
      because,
    }
  }
  if (!cause && outcome === 'succeeded' && isIdentityCheck(session)) {
    return { story, facts, because: 'The result of the check is in the Plaid Dashboard.' }
  }
  if (isSandbox && facts.answer === 'yes') {
    return { story, facts: { ...facts, answer: 'not yet' }, because: 'Only if it fails in production, too.' }
  }
  const ifAgain = words?.ifAgain
  return {
    story,
    facts,
    because: becauseOf(session, words?.because || usual.because),
    ...(ifAgain !== undefined && { ifAgain }),
  }
}

const AWAITED = ", while the bank's answer was awaited"
const ANOTHER_TRY = ' Another try had no answer before Link was closed.'

function isClosed(outcome: Outcome): boolean {
  return outcome === 'failed' || outcome === 'exited'
}

function withBank(askUser: string, told: Told): string {
  const isAsked = askUser === whichBankSought || !isBankAsked(told)
  return isAsked ? askUser : `Which bank? ${askUser}`.trim()
}

/** What an earlier session adds: nothing is said twice. */
export function newsOf(earlier: EarlierStory, newest: Story): EarlierStory {
  const { why, userCanTry, askUser, errorPage } = newest
  return {
    ...earlier,
    why: earlier.why === why ? '' : earlier.why,
    userCanTry: userCanTry.endsWith(earlier.userCanTry) ? '' : earlier.userCanTry,
    askUser: earlier.askUser === askUser ? '' : earlier.askUser,
    errorPage: earlier.errorPage === errorPage ? '' : earlier.errorPage,
  }
}

/** Something is left to do about it. */
export function isOpen({ whoActs }: EarlierStory): boolean {
  return whoActs !== 'nobody'
}

/** It may be a case of its own, which is not the one of part 2. */
export function isOpenCase(earlier: EarlierStory, { plaidCase }: ReportExplanation): boolean {
  return isOpen(earlier) && plaidCase.session !== earlier.session
}

/** In Sandbox no user and no bank can do anything: who tries it there is the app's developer. */
function ofSandbox({ plaidEnvironment }: LinkSession, facts: CauseFacts): CauseFacts {
  if (plaidEnvironment !== 'sandbox' || facts.whoActs === 'nobody') return facts
  const { answer, form, asksFor } = facts
  return { whoActs: 'app', answer, ...(form && { form }), ...(asksFor && { asksFor }) }
}

/** What was no real user's. */
function markOf({ isSimulated, session }: Seen): string {
  if (isSimulated) return 'Simulated: '
  return session.plaidEnvironment === 'sandbox' ? 'In Sandbox (test environment): ' : ''
}

function becauseOf(session: LinkSession, because: string): string {
  const neverSeen = 'Plaid never saw this attempt.'
  return isUnseen(session) && !because.startsWith(neverSeen) ? `${because} ${neverSeen}` : because
}

const IDENTITY_NOT_FINISHED = 'identity-check-not-finished'

function messageOf(
  cause: Hit | null,
  { session, isIdentityCheck: isOfIdentity, isOfDocuments }: Seen,
  whoActs: WhoActs,
): UserMessage {
  const { outcome } = session
  if (isOfIdentity && !cause && outcome === 'in-progress') return 'permission-needed'
  if (!cause)
    return isOfIdentity && outcome !== 'succeeded'
      ? IDENTITY_NOT_FINISHED
      : userMessageOf(`outcome-${outcome}`, whoActs)
  const { code, facts, message } = cause
  if (message) return message
  // What it means for the user is the same for an error and for a finding of its name.
  const isOfError = facts && (code === facts.finding || code === 'link-error')
  const told = userMessageOf(isOfError ? facts.situation : code, whoActs)
  // There is no bank to be connected.
  if (isOfIdentity && [...OF_A_BANK, ...OF_LINK].includes(told)) return IDENTITY_NOT_FINISHED
  if (isOfIdentity && told === 'handoff-without-success') return 'outcome-succeeded'
  if (isOfDocuments && !session.institution && OF_A_BANK.includes(told)) return 'income-check-failed'
  return isOfDeposit(session) && OF_A_BANK.includes(told) ? 'account-verification-pending' : told
}

/** What speaks of a bank that was not connected, and says no more. */
const OF_A_BANK: readonly UserMessage[] = ['closed-by-user', 'abandoned-at-view', 'plaid-failed', 'outcome-failed']
/** Likewise of Link itself. */
const OF_LINK: readonly UserMessage[] = ['link-token-invalid', 'token-changed']

/** The result, the bank, and what was seen. */
function headlineOf(of: Seen, cause: Hit | null, words: Words | null): string {
  const { session } = of
  const { outcome } = session
  const { told } = outcomeWords[outcome]
  const bank = bankNamesOf(session)
  const isOfLayer = outcome === 'succeeded' && !bank && isLayer(session)
  const alone = outcome === 'abandoned' && !session.endedAt ? 'Nothing more was heard of it.' : told
  const seen = words?.happened || (isOfLayer ? 'Plaid tells only your server which bank it is.' : alone)
  const start = resultOf(of, cause)
  const which = bank || (start === NOT_TOLD ? 'its bank is not known' : '')
  return `${start}${which ? ` (${which})` : ''}. ${seen}`.trim()
}

const NOT_CONNECTED = 'Not connected'
const NOT_TOLD = 'Connected, but the app was not told'

function resultOf({ session, updateMode, isOfDocuments }: Seen, cause: Hit | null): string {
  const { outcome, entries } = session
  const { result, resultOfUpdate } = outcomeWords[outcome]
  if (isIdentityCheck(session)) return identityResult(session, cause?.code)
  if (areUploaded(session) && outcome === 'succeeded' && !cause) return 'Finished, documents uploaded'
  const isUploadLost = cause?.facts?.situation === 'upload-failed'
  if (areUploaded(session) && outcome !== 'succeeded' && !isUploadLost) return 'Not finished, documents uploaded'
  if (isOfDeposit(session) && outcome !== 'succeeded' && outcome !== 'in-progress') return 'Account not verified'
  if (updateMode && outcome === 'succeeded' && !cause && entries.some(isVerified)) return 'Connected, account verified'
  // Of what has succeeded or goes on, the result is known.
  const isOfCause =
    outcome !== 'in-progress' && (outcome !== 'succeeded' || updateMode || cause?.code === 'return-reloaded')
  const other = isOfCause && cause && (own(results, cause.facts?.situation ?? '') ?? own(results, cause.code))
  if (other) return updateMode && cause.code === 'closed-when-connected' ? 'Perhaps repaired' : other
  if (outcome === 'succeeded' && !updateMode && (isUntold(entries) || cause?.code === 'handoff-without-success'))
    return NOT_TOLD
  if (!updateMode) return result === NOT_CONNECTED && !session.institution && isOfDocuments ? 'Not finished' : result
  const isUntoldWhich = outcome !== 'succeeded' && outcome !== 'in-progress' && !session.institution
  return isUntoldWhich ? `${resultOfUpdate} (its bank is not known)` : resultOfUpdate
}

function identityResult({ outcome, entries }: LinkSession, code: FindingCode | undefined): string {
  if (code === 'identity-check-failed') return 'Identity check failed'
  if (code === 'identity-check-in-review') return 'Identity check in review'
  if (entries.some(({ eventName }) => eventName === 'IDENTITY_VERIFICATION_PASS_SESSION'))
    return 'Identity check passed'
  return outcome === 'succeeded' ? 'Identity check finished' : 'Identity check not finished'
}

/** The banks that were connected, else the one that was tried. */
function bankNamesOf({ entries, institution, outcome }: LinkSession): string {
  const connected = entries.flatMap(({ eventName, institutionName = '' }) =>
    eventName === 'HANDOFF' ? institutionName : [],
  )
  const banks = [...new Set(connected)].filter(Boolean)
  return (outcome === 'succeeded' && listed(banks)) || (institution?.name ?? '')
}

function whyOf(session: LinkSession, words: Words | null): string {
  if (words) return words.means
  const { outcome, entries } = session
  if (outcome !== 'succeeded') return ''
  if (isIdentityCheck(session)) {
    const isPassed = entries.some(({ eventName }) => eventName === 'IDENTITY_VERIFICATION_PASS_SESSION')
    return isPassed ? '' : 'Whether it passed is not told here: onSuccess comes in either case.'
  }
  const isEmpty = entries.some(({ type, accountCount }) => type === 'onSuccess' && accountCount === 0)
  // Layer names its accounts to the server.
  return isEmpty && !isLayer(session) && !areUploaded(session) ? 'onSuccess named no account.' : ''
}

/** When it began, how long it took, and how long after its end it was copied; of one that goes on, when it began. */
export function whenOf({ outcome, startedAt: start, endedAt, lastSeenAt }: LinkSession, createdAt: string): string {
  const isGoingOn = endedAt === null && (outcome === 'in-progress' || outcome === 'succeeded')
  const end = endedAt ?? (isGoingOn ? start : lastSeenAt)
  const took = since(start, end)
  const age = since(start, createdAt)
  const began = `${toUtc(Date.parse(start))} UTC`
  if (age < 0) return `${began}, after the copying, by a clock that was wrong`
  if (took < 1000 || age < took) return `${began}, ${span(age)} before copying`
  const ended = age - took < 1000 ? 'copied at once' : `ended ${span(age - took)} before copying`
  return `${began}, took ${span(took)}, ${ended}`
}

/** Where nobody tried to connect a bank: recorded nothing, switched off and unreadable are different sentences. */
export function tellNothing({ storage, problem }: Completeness, hasAttached: boolean): Account {
  const whoActs = storage === 'off' ? 'nobody' : 'user'
  const nothing = 'Nothing about a bank connection has been recorded on this device yet'
  const headline = hasAttached
    ? `${nothing}: the app only attached identifiers.`
    : storage === 'off'
      ? 'Recording is switched off.'
      : problem || storage === 'unknown'
        ? `Nothing is known. ${problem ?? CUT_OFF}`
        : `${nothing}.`
  const story: Story = {
    headline,
    why: '',
    when: '',
    ended: '',
    userCanTry: storage === 'off' ? '' : 'Try to connect the bank, then copy again.',
    askUser: '',
    errorPage: '',
    forUser: forUserEn['outcome-none'],
    userMessage: 'outcome-none',
    whoActs,
    whoElseActs: null,
    error: null,
  }
  return { story, facts: { whoActs, answer: 'no' }, because: 'There is nothing to send.' }
}
