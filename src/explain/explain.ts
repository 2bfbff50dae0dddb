import type { DiagnosticEntry } from '../entry/fields.ts'
import { happenedAt, toIso, toUtc } from '../entry/time.ts'
import { findFindings, isError, isOver, nameOf, placeOf, since } from './findings.ts'
import { errorHint, findRow } from './hints.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'
import type { CaseLine, Finding, PlaidCase, ReportExplanation, Story, Verdict, WhoActs } from './types.ts'

export type {
  CaseLine,
  Evidence,
  Finding,
  PlaidCase,
  ReportExplanation,
  Story,
  UserMessage,
  Verdict,
  WhoActs,
} from './types.ts'

/** `label: value (note)`; a value that was not captured is one of `does not exist`, `on your server`, `none captured`. */
type ReportLine = readonly [label: string, value: string, note?: string]

const HOUR_MS = 3_600_000

/** A line each: outcome; what is said first; what follows where no finding says more; verdict; its reason. */
const OUTCOMES = `succeeded~Connected~~no~It worked. If data is missing later, these help.
failed~Not connected~Plaid reported an error.~perhaps~The error is not known.
exited~Not connected~The bank window was closed and no error was shown.~not yet~Only if the user could not go on.
superseded~Not finished~The app closed the bank window.~no~The app closed the bank window.
abandoned~Not finished~The page was left while the bank window was open.~not yet~Only if it happens again.
in-progress~Not finished~The bank window was open when it was last heard of.~not yet~Only if it happens again.
never-opened~Never started~The bank window did not open.~no~The bank window did not open.
~Nothing about a bank connection has been recorded on this device yet~~no~There is nothing to send.`

/** Explains a report from its facts alone: the same report, the same words, whenever it is read. */
export function explainReport(report: DiagnosticsReport): ReportExplanation {
  const { sessions, createdAt } = report
  const findings = findFindings(report)
  const failure = sessions.findIndex(
    ({ outcome, lastSeenAt }) =>
      /^(?:failed|abandoned|never-opened)$/.test(outcome) && since(lastSeenAt, createdAt) < 24 * HOUR_MS,
  )
  const about = sessions[0]?.outcome === 'succeeded' && failure > 0 ? failure : 0
  const bank = sessions[about]?.institution?.id
  const isMended = about > 0 && bank && bank === sessions[0]?.institution?.id
  return {
    ...tell(report, 0, findings),
    earlier: about > 0 ? { ...tell(report, about, findings), ...(isMended && { userCanTry: '', askUser: '' }) } : null,
    ...toCase(report, about, isMended ? 'It worked afterwards, at the same bank.' : ''),
    findings,
  }
}

function tell({ sessions, createdAt, completeness }: DiagnosticsReport, index: number, findings: Finding[]): Story {
  const session = sessions[index] ?? NO_SESSION
  const { outcome = '', entries = [], startedAt, lastSeenAt, endedAt, institution } = session
  const failed = outcome !== 'succeeded'
  const error = failed && entries.findLast(isError)
  const place = failed && placeOf(entries)
  const cause = findings.find(({ code, evidence }) =>
    evidence.some(
      (found) =>
        found.session === index && !(failed && (code.startsWith('call') || isOver(code, entries, found.entries))),
    ),
  )
  const banks = entries.flatMap(({ eventName, institutionName = '' }) =>
    eventName === 'HANDOFF' ? institutionName : [],
  )
  const bank = [...new Set(banks)].filter(Boolean).join(' and ') || institution?.name
  const [, usual = '', otherwise = ''] = findRow(OUTCOMES, outcome)
  const told = outcome === 'abandoned' && !endedAt ? 'Nothing more was heard of it.' : otherwise
  const result = !failed && !bank && isIdentityCheck(session) ? 'Identity check finished' : usual
  const { storage, problem } = completeness
  const nothing = storage === 'off' ? 'Recording is switched off.' : problem && `Nothing is known. ${problem}`
  return {
    headline: (!outcome && nothing) || `${result}${bank ? ` (${bank})` : ''}. ${cause?.seen ?? told}`.trim(),
    why: cause?.means ?? '',
    when: startedAt ? toWhen(startedAt, endedAt ?? lastSeenAt, createdAt) : '',
    ended: place ? `at ${place}` : '',
    userCanTry: cause?.userCanTry ?? '',
    askUser: cause?.askUser ?? '',
    errorPage: error ? errorHint(error).page : '',
    forUser: (!outcome && nothing) || cause?.seen || told,
    userMessage: cause?.code ?? `outcome-${outcome}`,
    whoActs: whoActs(outcome, error ? errorHint(error).answer : ''),
    error: error ? { type: error.errorType ?? '', code: error.errorCode ?? '' } : null,
  }
}

function whoActs(outcome: string, answer: string): WhoActs {
  if (outcome === 'succeeded' || !outcome) return 'nobody'
  if (outcome === 'superseded' || outcome === 'never-opened' || answer === 'no') return 'app'
  return answer === 'yes' ? 'bank-or-plaid' : 'user'
}

const NO_SESSION: Partial<LinkSession> = {}

function toWhen(start: string, end: string | undefined, createdAt: string): string {
  const lasted = since(start, end) >= 1000 ? `for ${span(since(start, end))}, ` : ''
  return `${toUtc(Date.parse(start))} UTC, ${lasted}${span(since(start, createdAt))} before copying`
}

function toCase(
  { sessions, environment: { inAppBrowser } }: DiagnosticsReport,
  index: number,
  mended: string,
): Pick<ReportExplanation, 'verdict' | 'plaidCase'> {
  const session = sessions[index]
  const [, , , usual = '', because = ''] = findRow(OUTCOMES, session?.outcome ?? '')
  let verdict = { answer: usual, reason: because }
  const plaidCase: PlaidCase = { session: -1, lines: [], error: '', asksFor: '', form: '', logUntil: '' }
  if (session) {
    const { outcome, entries, startedAt } = session
    const error = entries.findLast(isError)
    const hint = errorHint(error)
    const isLast = error && !isOver(hint.code, entries, [entries.indexOf(error)])
    const isByError = isLast && !mended && (usual !== 'no' || outcome === 'superseded')
    if (isByError) verdict = { answer: hint.answer, reason: hint.reason }
    const hasFailedBefore = (): boolean =>
      sessions.some(
        (older) =>
          older.outcome !== 'succeeded' &&
          older.institution?.id === session.institution?.id &&
          since(older.startedAt, startedAt) > HOUR_MS &&
          older.entries.some((entry) => isError(entry) && errorHint(entry).seen === hint.seen),
      )
    if (/hours/.test(verdict.reason) && hasFailedBefore()) {
      verdict = { answer: 'yes', reason: 'It failed like this more than an hour before, too.' }
    }
    const unseen = isUnseen(session)
    if (unseen) verdict.reason = 'Plaid never saw this attempt.'
    if (outcome === 'abandoned' && inAppBrowser) verdict.reason = `Only if it also fails outside ${inAppBrowser}.`
    if (mended) verdict = { answer: 'no', reason: mended }

    plaidCase.session = index
    plaidCase.lines = toIdentifiers(session).map(toCaseLine)
    plaidCase.error = error ? nameOf(error) || 'not named' : ''
    const isCase = verdict.answer !== 'no'
    if (isCase) plaidCase.asksFor = hint.plaidAsksFor
    if (isCase || (isByError && hint.hasOwnForm)) plaidCase.form = hint.caseForm
    if (!unseen) plaidCase.logUntil = toIso(Date.parse(startedAt) + 14 * 24 * HOUR_MS).slice(0, 10)
  }
  return { verdict: verdict as Verdict, plaidCase }
}

function toCaseLine([key, value, note = '']: ReportLine): CaseLine {
  const line: CaseLine = { key, value, note, giveFirst: false, missing: '', fingerprint: '', endpoint: '' }
  const [, fingerprint = ''] = /^fingerprint (.*)/.exec(note) ?? []
  if (fingerprint) return { ...line, value: '', note: '', missing: 'on your server', fingerprint }
  if (value === 'does not exist' || value === 'none captured') return { ...line, value: '', missing: value }
  if (value === 'on your server') {
    const isEndpoint = note.startsWith('/')
    return { ...line, value: '', missing: value, note: isEndpoint ? '' : note, endpoint: isEndpoint ? note : '' }
  }
  const giveFirst = note.endsWith('; give this first')
  return { ...line, giveFirst, note: note.replace('; give this first', '') }
}

/** In the order in which Plaid Support wants them. */
const KEYS =
  'link_session_id request_id institution_id item_id access_token account_id client_user_id link_token transaction_id asset_report_token identity_verification_id transfer_id authorization_id client_transaction_id user_id user_token credit_dashboard_user_id'

function toIdentifiers(session: LinkSession): ReportLine[] {
  const keys = KEYS.split(' ')
  const lines: ReportLine[] = []
  for (const key of keys) {
    const values = key === 'request_id' ? toRequests(session) : toValues(session, key)
    for (const identifier of session.identifiers) {
      if (identifier.key !== key) continue
      if ('value' in identifier) values.set(identifier.value, values.get(identifier.value) ?? '')
      else lines.push([key, 'on your server', `fingerprint ${identifier.fingerprint}`])
    }
    for (const [value, note] of values) lines.push([key, value, note])
    if (lines.at(-1)?.[0] === key) continue
    const missing = toMissing(session, key)
    if (missing) lines.push([key, ...missing])
  }
  // Its key is no label: of a report that somebody else wrote, it could be anything.
  for (const { key, ...identifier } of session.identifiers) {
    if (!keys.includes(key)) lines.push(['other', `${key} ${Object.values(identifier).join(' ')}`])
  }
  return lines
}

/** What the session itself says, with what there is to say of it. */
function toValues({ linkSessionId, institution }: LinkSession, key: string): Map<string, string> {
  const isVerification = VERIFICATION_ID.test(linkSessionId ?? '')
  const value =
    key === 'institution_id'
      ? institution?.id
      : (key === 'link_session_id' || (key === 'identity_verification_id' && isVerification)) && linkSessionId
  return new Map(value ? [[value, key === 'institution_id' ? (institution?.name ?? '') : '']] : [])
}

/** Each request_id once, the most telling first, with where it came from. */
function toRequests({ entries, clockSkew, identifiers }: LinkSession): Map<string, string> {
  const ranks = ['ERROR', 'EXIT', 'onExit', 'HANDOFF']
  const rank = ({ type, eventName = type }: DiagnosticEntry): number => ranks.indexOf(eventName) >>> 0
  const found = new Map<string, string>()
  for (const entry of [...entries].reverse().sort((a, b) => rank(a) - rank(b))) {
    const { type, eventName = type, errorRequestId, requestId } = entry
    const note = `${eventName}, ${toUtc(happenedAt(entry, clockSkew)).slice(11)}`
    for (const id of [errorRequestId, requestId]) if (id && !found.has(id)) found.set(id, note)
  }
  const [first] = found
  // With those that were attached, of which it is not known where they came from.
  const all = identifiers.filter(({ key }) => key === 'request_id')
  if (first && Math.max(found.size, all.length) > 1) found.set(first[0], `${first[1]}; give this first`)
  return found
}

/** Where an identifier is that was not captured; undefined where that cannot be told. */
function toMissing(session: LinkSession, key: string): [string, string] | undefined {
  const { outcome, updateMode, entries, identifiers } = session
  const isAbandoned = outcome === 'abandoned'
  const isLayer = entries.some(({ eventName }) => eventName?.startsWith('LAYER_'))
  // Where nobody saw it end, it may have ended well.
  const isUnknown = isAbandoned || outcome === 'in-progress'
  switch (key) {
    case 'link_session_id':
    case 'request_id':
    case 'institution_id':
      if (isUnseen(session)) return ['does not exist', 'the bank window did not open']
      if (key === 'institution_id' && isIdentityCheck(session)) return ['does not exist', 'an identity check']
      return ['none captured', isAbandoned && key === 'institution_id' ? 'ask the user which bank' : '']
    case 'client_user_id':
    case 'link_token':
      if (key === 'link_token' && isUnseen(session) && entries.some(({ noToken }) => noToken)) {
        return ['none captured', 'Link was opened without one']
      }
      return ['on your server', isLayer ? '/session/token/create' : '/link/token/create']
    case 'item_id':
    case 'access_token':
    case 'account_id':
      if (updateMode) return ['on your server', 'the Item existed before']
      if (!identifiers.some((identifier) => OF_ITEM.test(identifier.key))) {
        if (isIdentityCheck(session)) return ['does not exist', 'an identity check']
        if (isUnknown) return ['on your server', 'only if the bank finished elsewhere']
        if (outcome !== 'succeeded') {
          // Where OPEN was not heard, nobody said whether there is an Item already.
          const isNew = updateMode === false || entries.some(({ eventName }) => eventName === 'OPEN')
          return ['does not exist', isNew ? 'a new link that never finished' : 'unless this was update mode']
        }
      }
      if (key === 'account_id') return ['on your server', '/accounts/get']
      return ['on your server', isLayer ? '/user_account/session/get' : '/item/public_token/exchange']
    default:
      return undefined
  }
}

/** Where one of these is known, there is an Item. */
const OF_ITEM = /^(?:item_id|access_token|account_id)$/

/** Nothing of it reached Plaid. Where Plaid's script has run, nobody knows. */
function isUnseen({ outcome, linkSessionId, entries }: LinkSession): boolean {
  return (
    outcome === 'never-opened' &&
    !linkSessionId &&
    !entries.some(({ type, plaidGlobal }) => type === 'onEvent' || plaidGlobal)
  )
}

function isIdentityCheck({ linkSessionId, entries = [] }: Partial<LinkSession>): boolean {
  return (
    VERIFICATION_ID.test(linkSessionId ?? '') ||
    entries.some(({ eventName }) => eventName?.startsWith('IDENTITY_VERIFICATION'))
  )
}
/** An identity check gives its own id in place of a link_session_id. */
const VERIFICATION_ID = /^(?:idv|flwses)_/

/** In words, rounded: `52 s`, `3 min`, `5 h`, `2 days`. */
function span(ms: number): string {
  const minutes = ms / 60_000
  if (minutes < 1.5) return `${Math.round(ms / 1000)} s`
  if (minutes < 90) return `${Math.round(minutes)} min`
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`
}
