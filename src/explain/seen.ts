import type { DiagnosticEntry } from '../entry/fields.ts'
import { findLastIndex } from '../session/find.ts'
import { isExit, isSuccess, usersOf } from '../session/group.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'
import { isAttachedOnly, TOKEN_LIFE_MS } from '../session/sessions.ts'
import type { ErrorFacts } from './errors.ts'
import { findFailures, type Failure } from './failures.ts'
import type { FindingCode } from './findingCodes.ts'
import { placeOf } from './places.ts'
import type { UserMessage, WhoActs } from './types.ts'

/** A session as the rules see it. */
export interface Seen {
  report: DiagnosticsReport
  session: LinkSession
  index: number
  entries: readonly DiagnosticEntry[]
  /** Older and newer sessions, the nearest first. */
  older: readonly LinkSession[]
  newer: readonly LinkSession[]
  /** The one that came last first. */
  failures: readonly Failure[]
  /** The name that Plaid gave a bank, by its institution_id. */
  bankNames: ReadonlyMap<string, string>
  /** Of the session, or of another of its link_token; null where OPEN was not heard in any. */
  updateMode: boolean | null
  /** Whose it is, by what the app attached. */
  users: ReadonlySet<string>
  /** Link was played by a simulator. */
  isSimulated: boolean
  /** No bank is connected in it. */
  isIdentityCheck: boolean
  /** Documents are handed in with it. */
  isOfDocuments: boolean
  /** Plaid has delivered its events: what they do not name did not happen. */
  isAllTold: boolean
  /** Where the person was last; empty where that is not known. */
  place: string
  /** The last entry by which Link was seen to be open: 1 more than its index; 0 where there is none. */
  openedUntil: number
  /** The last entry by which somebody was seen to go on in Link, likewise. */
  usedUntil: number
}

/** What a rule has found. */
export interface Hit {
  code: FindingCode
  /** By their index; of the whole session, where one entry says no more than another, the last. */
  entries: number[]
  /** What fills the words in. */
  params?: Record<string, string>
  /** The error that it is. */
  facts?: ErrorFacts
  /** Its name, or what else is known of it. */
  name?: string
  error?: Failure['error']
  /** Why it is history; left out where it is not. */
  overcome?: string
  /** The finding whose facts it has, where that is another one. */
  like?: FindingCode
  /** Who has to act, where it is not as its code says. */
  whoActs?: WhoActs
  whoElseActs?: WhoActs
  /** The id of its bank, where the session does not tell it. */
  bank?: string
  /** The sessions that it tells of. */
  tells?: ReadonlySet<LinkSession>
  /** What it is told by, where that is in an earlier session. */
  of?: { session: LinkSession; entries: number[] }
  /** What follows from it, and is not told beside it. */
  explains?: FindingCode
  /** What the end user is told, where it is not by its code. */
  message?: UserMessage
}

/** What is compared with a session: a report may have very many. */
const NEAREST = 10

export function see(report: DiagnosticsReport, index: number): Seen {
  const { sessions } = report
  const session = sessions[index] as LinkSession
  const { entries } = session
  const older = sessions.slice(index + 1, index + 1 + NEAREST)
  const ofToken = older.find((one) => one.updateMode !== null && isSameToken(one, session))
  return {
    report,
    session,
    index,
    entries,
    older,
    newer: sessions.slice(Math.max(0, index - NEAREST), index).reverse(),
    failures: findFailures(session),
    bankNames: namesOf(entries),
    updateMode: session.updateMode ?? ofToken?.updateMode ?? null,
    users: usersOf(session.identifiers),
    isSimulated: entries.some(({ simulated }) => simulated),
    isIdentityCheck: isIdentityCheck(session),
    isOfDocuments: isOfDocuments(session),
    isAllTold: entries.some(({ eventName }) => eventName === 'EXIT'),
    place: placeOf(entries),
    openedUntil: 1 + findLastIndex(entries, isOpenSign),
    usedUntil: 1 + findLastIndex(entries, isUse),
  }
}

export function namesOf(entries: readonly DiagnosticEntry[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const { institutionId, institutionName } of entries) {
    if (institutionId && institutionName && !names.has(institutionId)) names.set(institutionId, institutionName)
  }
  return names
}

function isOpenSign(entry: DiagnosticEntry): boolean {
  const { type, ready, noToken } = entry
  return (type === 'open' && ready !== false && !noToken) || isHeard(entry)
}

/** A bank was connected. */
export function isHandoff({ eventName }: DiagnosticEntry): boolean {
  return eventName === 'HANDOFF'
}

/** The index of the last; -1 where there is none. */
export function lastHandoff(entries: readonly DiagnosticEntry[]): number {
  return findLastIndex(entries, isHandoff)
}

/** What was connected was handed to the app. */
export function isHandedOver(entries: readonly DiagnosticEntry[]): boolean {
  return entries.some(({ type }) => type === 'onSuccess')
}

/** Link closed, and what was connected in it was not handed to the app. */
export function isUntold(entries: readonly DiagnosticEntry[]): boolean {
  return entries.some(isExit) && !isHandedOver(entries)
}

/** Link itself told something; Layer's events come before it is opened. */
export function isHeard({ type, eventName = '' }: DiagnosticEntry): boolean {
  if (type === 'onEvent') return !isBeforeOpen(eventName)
  return type === 'onSuccess' || type === 'onExit'
}

function isBeforeOpen(eventName: string): boolean {
  return /^(?:LAYER|PROFILE_ELIGIBILITY)_/.test(eventName)
}

function isUse(entry: DiagnosticEntry): boolean {
  const { type, eventName = '' } = entry
  return isSuccess(entry) || (type === 'onEvent' && isHeard(entry) && !BY_ITSELF.includes(eventName))
}
const BY_ITSELF = ['OPEN', 'ERROR', 'EXIT']

/** What failed last and was not overcome. */
export function standing({ failures }: Pick<Seen, 'failures'>): Failure | undefined {
  return failures.find(({ overcome }) => !overcome)
}

/** The indices of the entries that pass. */
export function where({ entries }: Pick<Seen, 'entries'>, test: (entry: DiagnosticEntry) => unknown): number[] {
  return entries.flatMap((entry, position) => (test(entry) ? position : []))
}

/** The entry that stands for a session as a whole. */
export function whole({ entries }: Pick<Seen, 'entries'>): number[] {
  return entries.length > 0 ? [entries.length - 1] : []
}

/** Milliseconds between two ISO times. */
export function since(start: string, end: string): number {
  return Date.parse(end) - Date.parse(start)
}

/** A duration in words, rounded: `52 s`, `3 min 20 s`, `25 min`, `5 h`, `2 days`. */
export function span(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 90) return `${seconds} s`
  if (seconds < 600) return `${Math.floor(seconds / 60)} min${seconds % 60 > 0 ? ` ${seconds % 60} s` : ''}`
  const minutes = ms / 60_000
  if (minutes < 90) return `${Math.round(minutes)} min`
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`
}

/** Older, and begun while its link_token could still be used: no way to a bank and back is longer. */
export function isWithinToken(older: LinkSession, newer: LinkSession): boolean {
  const age = since(older.startedAt, newer.startedAt)
  return age >= 0 && age < TOKEN_LIFE_MS
}

/** None is known to be of another environment. */
export function isSameEnvironment({ plaidEnvironment: a }: LinkSession, { plaidEnvironment: b }: LinkSession): boolean {
  return a === null || b === null || a === b
}

/** Both are known to have it. */
export function isSameToken({ linkTokenFingerprint: token }: LinkSession, other: LinkSession): boolean {
  return token !== null && token === other.linkTokenFingerprint
}

/** Nothing of it reached Plaid. Where Plaid's script has run, nobody knows. */
export function isUnseen({ outcome, linkSessionId, entries }: LinkSession): boolean {
  return (
    outcome === 'never-opened' &&
    !linkSessionId &&
    // Without a token there is no Link that could tell Plaid of itself.
    !entries.some(({ type, plaidGlobal, noToken }) => type === 'onEvent' || (plaidGlobal && !noToken))
  )
}

export function isIdentityCheck({ linkSessionId, entries }: Pick<LinkSession, 'linkSessionId' | 'entries'>): boolean {
  return (
    isVerificationId(linkSessionId) ||
    entries.some(({ eventName }) => eventName !== undefined && eventName.startsWith('IDENTITY_VERIFICATION_'))
  )
}

/** An identity check gives its own id in place of a link_session_id. */
export function isVerificationId(linkSessionId: string | null): boolean {
  return /^(?:idv|flwses)_/.test(linkSessionId ?? '')
}

export function isLayer({ entries }: Pick<LinkSession, 'entries'>): boolean {
  return entries.some(({ type, eventName = '' }) => type === 'onEvent' && isBeforeOpen(eventName))
}

/** Documents are handed in with it, by an event or a view. */
function isOfDocuments({ entries }: LinkSession): boolean {
  return entries.some(
    ({ eventName = '', viewName = '' }) => DOCUMENTS.includes(eventName) || DOCUMENTS.includes(viewName),
  )
}
const DOCUMENTS = ['UPLOAD_DOCUMENTS', 'SUBMIT_DOCUMENTS', 'SUBMIT_DOCUMENTS_SUCCESS', 'SUBMIT_DOCUMENTS_ERROR']

/** Somebody tried to connect a bank in it. */
export function isTried(session: LinkSession): boolean {
  return !isAttachedOnly(session)
}
