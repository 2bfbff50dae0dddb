import { toSnake, type DiagnosticEntry, type PlaidIdentifier } from '../entry/fields.ts'
import type { Completeness, DiagnosticsReport, LinkSession, Outcome, ReportEnvironment } from '../session/report.ts'
import { identifiersOf } from '../session/sessions.ts'
import { splitBefore, writeLine, type Line } from './grammar.ts'
import {
  counts,
  fieldsOrNull,
  flagOrNull,
  identifiers,
  inWords,
  keysOf,
  labelOf,
  milliseconds,
  number,
  oneOf,
  readFacts,
  text,
  textIfAny,
  textOrNull,
  toFacts,
  writeFacts,
  type Codecs,
  type Written,
} from './codecs.ts'
import { isEntryLabel, readTimeline } from './timeline.ts'

/** The facts of a report, in the order of the text: written and read by the same tables. */

/** The version of the facts and of the text. */
export const VERSION = 2

/** The title has its code. */
type Head = Omit<DiagnosticsReport, 'version' | 'code' | 'environment' | 'sessions' | 'completeness'>

export const headCodecs: Codecs<Head> = {
  createdAt: text,
  timeZone: text,
  app: fieldsOrNull({ name: text, version: textIfAny }) as Codecs<Head>['app'],
}

export const environmentCodecs: Codecs<ReportEnvironment> = {
  browser: textOrNull,
  platform: textOrNull,
  language: textOrNull,
  viewport: textOrNull,
  online: flagOrNull,
  secureContext: flagOrNull,
  iframe: flagOrNull,
  crossOriginIsolated: flagOrNull,
  inAppBrowser: textOrNull,
  webView: textOrNull,
}

export const completenessCodecs: Codecs<Completeness> = {
  storage: oneOf(['indexeddb', 'memory', 'off', 'unknown']),
  problem: textOrNull,
  recorded: number,
  stored: number,
  dropped: counts,
  missing: number,
  sessionsLeftOut: number,
  asOf: text,
}

export function usualCompleteness({ createdAt }: { createdAt: string }): Partial<Completeness> {
  return { missing: 0, sessionsLeftOut: 0, asOf: createdAt }
}

/** Its entries and identifiers: see timeline.ts. */
type SessionHead = Omit<LinkSession, 'entries' | 'identifiers'>

/** How an outcome is written: that Link succeeded may be an identity check that failed. */
const outcomes: Record<Outcome, string> = {
  succeeded: 'finished',
  failed: 'error',
  exited: 'exited',
  superseded: 'superseded',
  abandoned: 'abandoned',
  'in-progress': 'in-progress',
  'never-opened': 'never-opened',
}

export const sessionCodecs: Codecs<SessionHead> = {
  linkSessionId: textOrNull,
  attemptId: text,
  code: text,
  outcome: inWords(outcomes),
  startedAt: text,
  endedAt: textOrNull,
  lastSeenAt: text,
  plaidEnvironment: textOrNull,
  linkTokenFingerprint: textOrNull,
  institution: fieldsOrNull({ id: textOrNull, name: textOrNull }),
  updateMode: flagOrNull,
  clockSkew: milliseconds,
}

/** What the facts of a session are where its lines do not say. */
export function usualSession(report: { code: string }, { endedAt }: { endedAt: string | null }): Partial<SessionHead> {
  return { code: report.code, clockSkew: 0, ...(endedAt !== null && { lastSeenAt: endedAt }) }
}

/** The lines of a session, without its entries. */
export function writeSession(report: DiagnosticsReport, index: number): string[] {
  const { entries, identifiers, ...head } = report.sessions[index] as LinkSession
  return [
    ...writeLine(SESSION, `${index + 1} of ${report.sessions.length}`),
    ...writeFacts(sessionCodecs, head, { usual: usualSession(report, head) }),
    ...writeIdentifiers(identifiers, entries),
  ]
}

export function readSessions(report: { code: string }, lines: readonly Line[]): LinkSession[] {
  return splitBefore(lines, ({ label }) => label === SESSION).map((session) => {
    const timeline = session.findIndex(({ label }) => isEntryLabel(label))
    const facts = toFacts(timeline < 0 ? session : session.slice(0, timeline))
    const endedAt = sessionCodecs.endedAt.read(facts.get('ended_at'), 'ended_at')
    const head = readFacts(sessionCodecs, facts, usualSession(report, { endedAt }))
    const entries = timeline < 0 ? [] : readTimeline(head, session.slice(timeline))
    return { ...head, entries, identifiers: readIdentifiers(facts, entries) }
  })
}

export const SESSION = 'Session'

/** Those that the entries name are not said again; in another order, or without one of them, all are. */
function writeIdentifiers(all: PlaidIdentifier[], entries: DiagnosticEntry[]): string[] {
  const [named, written] = [identifiersOf(entries), all].map((list) => list.map((item) => identifiers.write([item])))
  const isFirst = named?.every((item, index) => item === written?.[index])
  if (!isFirst) return writeLine('identifiers', identifiers.write(all))
  const more = all.slice(named?.length)
  return more.length > 0 ? writeLine('more_identifiers', identifiers.write(more)) : []
}

function readIdentifiers(facts: Written, entries: DiagnosticEntry[]): PlaidIdentifier[] {
  if (facts.has('identifiers')) return identifiers.read(facts.get('identifiers'), 'identifiers')
  return [...identifiersOf(entries), ...identifiers.read(facts.get('more_identifiers'), 'more_identifiers')]
}

/** The labels that stand where; elsewhere they are part of a value that a mail system has broken. */
export const sessionLabels = (): string[] => [...keysOf(sessionCodecs).map(labelOf), 'identifiers', 'more_identifiers']
export const reportLabels = (): string[] => [
  'version',
  ...keysOf(headCodecs).map(toSnake),
  ...keysOf(environmentCodecs).map(toSnake),
  ...keysOf(completenessCodecs).map(toSnake),
]

export function writeReportFacts({ environment, completeness, ...report }: DiagnosticsReport): string[] {
  return [
    ...writeLine('version', number.write(VERSION)),
    ...writeFacts(headCodecs, report),
    ...writeFacts(environmentCodecs, environment),
    ...writeFacts(completenessCodecs, completeness, { usual: usualCompleteness(report), saysNone: true }),
  ]
}

export function readReportFacts(code: string, facts: Written, sessions: LinkSession[]): DiagnosticsReport {
  const head = readFacts(headCodecs, facts)
  return {
    version: VERSION,
    code,
    ...head,
    environment: readFacts(environmentCodecs, facts),
    sessions,
    completeness: readFacts(completenessCodecs, facts, usualCompleteness(head)),
  }
}
