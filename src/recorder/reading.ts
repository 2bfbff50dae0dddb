/** What a page needs after the recording, or never: it is loaded with the first report or `attach`. */
import type { DiagnosticEntry, PlaidIdentifier } from '../entry/fields.ts'
import { explainReport, type ReportExplanation } from '../explain/explain.ts'
import { formatReport } from '../report/format.ts'
import { pickIdentifiers } from '../ids/pick.ts'
import { reportCode } from '../entry/key.ts'
import { DAY_MS } from '../entry/time.ts'
import type { Limits } from '../storage/limits.ts'
import { id } from '../entry/shapes.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { toSessions, USER_KEYS } from '../session/sessions.ts'
import type { History } from '../storage/archive.ts'
import { createAttempt, type Attempt } from './attempt.ts'
import { composeReport } from './compose.ts'
import type { Recorder } from './diagnostics.ts'
import type { Attaching } from './later.ts'

/** So many identifiers keep an entry within 2 kB. */
const IDENTIFIERS_AN_ENTRY = 8

/**
 * Composes reports, synchronously, of what was read and of what the page has recorded since, and tells what is in them: a
 * press on the button must reach the clipboard within the press (WebKit).
 */
export interface Reader {
  compose(sessions?: number): DiagnosticsReport
  format(report: DiagnosticsReport): string
  explain(report: DiagnosticsReport): ReportExplanation
  /** After which entries are removed. */
  days: number
}

export function createReader({ log, disk, options }: Recorder, limits: Limits, history: History): Reader {
  return {
    compose(sessions) {
      disk.obey()
      return composeReport({ history, log, limits, app: options.app ?? null, sessions })
    },
    format: formatReport,
    explain: explainReport,
    days: limits.days,
  }
}

export async function attach(recorder: Recorder, read: () => Promise<History>, asked: Attaching): Promise<void> {
  const given = asked.to?.linkSessionId
  const linkSessionId = id(given)
  // What is said to be of a session that cannot be told would be taken for the newest one's.
  if (given && !linkSessionId) return
  const identifiers = await pickIdentifiers(asked.source)
  if (identifiers.length === 0) return
  const newest = asked.attempt ?? recorder.newest
  const other = linkSessionId !== newest?.linkSessionId && linkSessionId
  const attempt = other ? attemptOf(recorder, other) : (newest ?? (await findAttempt(recorder, read, identifiers)))
  if (asked.forgotten !== recorder.log.forgotten) return
  keep(recorder, attempt, identifiers)
  if (other) return
  const ofUser = identifiers.filter(({ key }) => USER_KEYS.test(key))
  const carried = isOfAnother(recorder.userIdentifiers, ofUser) ? [] : recorder.userIdentifiers
  const others = carried.filter(({ key }) => !ofUser.some((identifier) => identifier.key === key))
  recorder.userIdentifiers = [...others, ...ofUser].slice(-IDENTIFIERS_AN_ENTRY)
  // Link was opened again meanwhile.
  if (recorder.newest) keep(recorder, recorder.newest, ofUser)
}

/** With what is known of it from the disk. */
type Found = Attempt & { identifiers?: PlaidIdentifier[] }

/** Both name a user, by the same key, and by no value that is the same. */
function isOfAnother(known: PlaidIdentifier[], given: PlaidIdentifier[]): boolean {
  const same = known.filter(({ key }) => USER_KEYS.test(key) && given.some((identifier) => identifier.key === key))
  const texts = given.map(toText)
  return same.length > 0 && !same.some((identifier) => texts.includes(toText(identifier)))
}

/** Once for each session. */
function keep(recorder: Recorder, attempt: Found, identifiers: PlaidIdentifier[]): void {
  const inMemory = recorder.log.memory.flatMap((entry) =>
    entry.type === 'attached' && isOf(entry, attempt) ? (entry.identifiers ?? []) : [],
  )
  const known = [...inMemory, ...(attempt.identifiers ?? [])].map(toText)
  const fresh = identifiers.filter((identifier) => !known.includes(toText(identifier)))
  for (let from = 0; from < fresh.length; from += IDENTIFIERS_AN_ENTRY) {
    recorder.record(attempt, 'attached', (entry) => {
      entry.identifiers = fresh.slice(from, from + IDENTIFIERS_AN_ENTRY)
      if (attempt.linkSessionId) entry.linkSessionId = attempt.linkSessionId
    })
  }
}

function isOf(entry: DiagnosticEntry, { id, linkSessionId }: Attempt): boolean {
  return linkSessionId ? entry.linkSessionId === linkSessionId : entry.attemptId === id
}

function toText(identifier: PlaidIdentifier): string {
  return JSON.stringify(identifier)
}

/** One that adds to what is known of a Link session. */
function attemptOf({ log }: Recorder, linkSessionId: string): Attempt {
  return { ...createAttempt(log), linkSessionId, code: reportCode(linkSessionId) }
}

/** Where the page has none: the newest of this device's last 24 hours, or one that Link is yet to be opened for. */
async function findAttempt(recorder: Recorder, read: () => Promise<History>, given: PlaidIdentifier[]): Promise<Found> {
  const now = Date.now()
  const { stored, journaled } = await read()
  if (recorder.newest) return recorder.newest
  const session = toSessions([...stored, ...journaled], now)[0]
  if (session && Date.parse(session.lastSeenAt) > now - DAY_MS && !isOfAnother(session.identifiers, given)) {
    const { attemptId, linkSessionId, code, identifiers } = session
    return { ...createAttempt(recorder.log), id: attemptId, linkSessionId, code, identifiers }
  }
  return (recorder.unowned ??= createAttempt(recorder.log))
}
