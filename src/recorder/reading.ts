/** What a page needs after the recording, or never. It is loaded at the first need. */
import type { PlaidIdentifier } from '../core/entry.ts'
import { pickIdentifiers } from '../core/identifiers.ts'
import { reportCode } from '../core/key.ts'
import { DAY_MS, type Limits } from '../core/limits.ts'
import { id } from '../core/redact.ts'
import type { DiagnosticsReport } from '../core/report.ts'
import { toSessions } from '../core/sessions.ts'
import { readHistory } from '../storage/archive.ts'
import { within, type Log } from '../storage/log.ts'
import { createAttempt, type Attempt } from './attempt.ts'
import { composeReport } from './compose.ts'
import type { Recording } from './handler.ts'

export { clear, replayJournals, setMode, tidyDisk } from '../storage/archive.ts'

/** What a recorder knows of its page load. */
export interface Page {
  id: string
  /** The attempt that was heard of last. */
  newest?: Attempt | undefined
  /** Begun by a fault or by `attach`; the next handler takes it over. */
  unowned?: Attempt | undefined
  /** Attached, and true of each later attempt of the page too. */
  userIdentifiers: PlaidIdentifier[]
  /** What was attached already, by attempt. */
  attached: Set<string>
}

export interface Recorder {
  log: Log
  limits: Limits
  page: Page
  recording: Recording
  app: DiagnosticsReport['app']
}

/** They name the user, not the Item. */
const USER_KEYS = /^(?:client_user_id|user_id|user_token|credit_dashboard_user_id)$/
/** So many identifiers keep an entry within 2 kB. */
const IDENTIFIERS_AN_ENTRY = 8

/**
 * Reads what is kept, once the journals that were found at the start are replayed; the result composes reports of it
 * and of what the page has recorded since.
 */
export async function readReport(
  recorder: Recorder,
  opening: Promise<void> | undefined,
): Promise<(sessions?: number) => DiagnosticsReport> {
  if (opening) await within(1000, opening)
  const history = await readHistory(recorder.log, recorder.limits)
  return (sessions) => composeReport({ ...recorder, history, sessions })
}

export async function attach(recorder: Recorder, source: unknown, linkSessionId: unknown): Promise<void> {
  const { page, recording } = recorder
  const identifiers = await pickIdentifiers(source)
  if (identifiers.length === 0) return
  const attempt = await attemptFor(recorder, id(linkSessionId))
  const fresh = identifiers.filter((identifier) => {
    const key = `${attempt.linkSessionId ?? attempt.id} ${JSON.stringify(identifier)}`
    return !page.attached.has(key) && page.attached.add(key)
  })
  for (let from = 0; from < fresh.length; from += IDENTIFIERS_AN_ENTRY) {
    recording.record(attempt, 'attached', (entry) => {
      entry.identifiers = fresh.slice(from, from + IDENTIFIERS_AN_ENTRY)
      if (attempt.linkSessionId) entry.linkSessionId = attempt.linkSessionId
    })
  }
  const ofUser = fresh.filter(({ key }) => USER_KEYS.test(key))
  page.userIdentifiers = [...page.userIdentifiers, ...ofUser].slice(-IDENTIFIERS_AN_ENTRY)
}

/** The attempt of the given Link session; else the newest of this page, or of this device's last 24 hours. */
async function attemptFor({ log, limits, page }: Recorder, linkSessionId: string | undefined): Promise<Attempt> {
  if (linkSessionId !== undefined && linkSessionId !== page.newest?.linkSessionId) {
    return { ...createAttempt(), linkSessionId, code: reportCode(linkSessionId) }
  }
  const ofPage = page.newest ?? page.unowned
  if (ofPage) return ofPage
  const now = Date.now()
  const { stored, journaled } = await readHistory(log, limits)
  const session = toSessions([...stored, ...journaled], now)[0]
  if (page.newest) return page.newest
  if (session && Date.parse(session.lastSeenAt) > now - DAY_MS) {
    return { ...createAttempt(), ...session, id: session.attemptId }
  }
  return (page.unowned ??= createAttempt())
}
