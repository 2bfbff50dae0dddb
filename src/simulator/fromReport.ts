import type { PlaidInstitution } from 'react-plaid-link'
import type { DiagnosticEntry } from '../entry/fields.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'
import { LIVE } from './metadata.ts'
import type { EventFields, EventStep, LinkError, Scenario, ScriptFate, Step } from './scenarios/types.ts'

/** An event that came so long before the end of Link was delivered when it happened. */
const EARLY_MS = 1000
/** Plaid's clock and this one's differ by so much: within it, what is dated later was not later. */
const SLACK_MS = 100

/**
 * A session of a report as a scenario: the app that plays it goes through the user's steps, with the same events,
 * errors, statuses, banks and ids of Plaid, in the same order, and, at a pace other than 0, with the same time between
 * them. What the report has no field for (tokens, names of accounts, what was typed) is made up; what the app or the
 * browser did (`open`, a component that unmounted, `attach`) is left to the app that plays it.
 *
 * @param session its place in `report.sessions`, which are newest first. @default 0
 * @throws where the report has no such session.
 */
export function scenarioFromReport(report: DiagnosticsReport, session = 0): Scenario {
  const found = report.sessions[session]
  if (found === undefined) {
    throw new Error(
      `[react-plaid-link-diagnostics] The report has no session ${session}: it has ${report.sessions.length}, from 0 on.`,
    )
  }
  const { linkSessionId, code, entries } = found
  const beforeOpen = layerEvents(entries)
  const [phone, birthDate = phone] = beforeOpen.map((entry) => eventStep(entry, linkSessionId ?? undefined))
  const script = scriptFate(entries)
  return {
    name: `report-${code}`,
    title: `Report ${code}`,
    about: `The session ${linkSessionId ?? 'without a link_session_id'} of a report.`,
    ...(script && { script }),
    ...(phone && birthDate && { layer: { phone, birthDate } }),
    ...(linkSessionId && { linkSessionId }),
    steps: toSteps(found, new Set(beforeOpen)),
  }
}

function toSteps(session: LinkSession, leftOut: ReadonlySet<DiagnosticEntry>): Step[] {
  const steps: Step[] = []
  const entries = inOrder(session)
  const starts = startsOfPages(entries)
  let last: number | undefined
  let isFailed = false

  for (const [index, entry] of entries.entries()) {
    if (leftOut.has(entry)) continue
    const at = timeOf(entry, session)
    if (starts.get(index) !== undefined && steps.length > 0) {
      const page = entry.page
      const isKept = entries.slice(0, index).some((before) => before.page === page)
      steps.push({ goesToBank: wishOf(entries, page), ...(isKept && { keepsEvents: true }) })
    }
    const isClosedByApp = entry.type === 'exit' || entry.type === 'tokenChanged' || entry.type === 'unmounted'
    const step =
      isClosedByApp && steps.length > 0
        ? ({ appCloses: true } as const)
        : toStep(entry, entries, isFailed, session.linkSessionId ?? undefined)
    if (entry.eventName === 'ERROR') isFailed = true
    // The first waits from `open()` on.
    if (step === null) {
      if (entry.type === 'open' && last === undefined) last = at
      continue
    }
    const gap = last === undefined ? 0 : at - last
    last = Math.max(at, last ?? at)
    steps.push(gap > 0 ? { ...step, afterMs: gap } : step)
  }
  return steps
}

/** As it happened, and each callback that ends Link after all that was delivered before it, or with it. */
function inOrder(session: LinkSession): DiagnosticEntry[] {
  let entries = [...session.entries]
  for (const end of session.entries) {
    if (!isEnd(end)) continue
    const after = entries.slice(entries.indexOf(end) + 1)
    const isOfEnd = (entry: DiagnosticEntry) =>
      after.includes(entry) &&
      entry.type === 'onEvent' &&
      entry.page === end.page &&
      (entry.sequence < end.sequence || timeOf(entry, session) - end.at < SLACK_MS)
    const moved = after.filter(isOfEnd)
    entries = entries.flatMap((entry) => (entry === end ? [...moved, end] : moved.includes(entry) ? [] : [entry]))
  }
  return entries
}

function isEnd({ type }: DiagnosticEntry): boolean {
  return type === 'onSuccess' || type === 'onExit'
}

/** By this device's clock. */
function timeOf({ timestamp, at }: DiagnosticEntry, { clockSkew }: LinkSession): number {
  const time = timestamp === undefined ? NaN : Date.parse(timestamp)
  return Number.isNaN(time) ? at : time + clockSkew
}

function toStep(
  entry: DiagnosticEntry,
  entries: readonly DiagnosticEntry[],
  isFailed: boolean,
  linkSessionId: string | undefined,
): Step | null {
  const { times } = entry
  const common = times !== undefined && times > 1 ? { times } : {}
  if (entry.type === 'onEvent') {
    if (entry.eventName === undefined) return null
    // After an error, an exit without one has to say so.
    const noError = isFailed &&
      entry.eventName === 'EXIT' && { error_type: null, error_code: null, error_message: null }
    const step = eventStep(entry, linkSessionId)
    const error = entry.eventName === 'ERROR' ? toError(entry) : null
    return {
      ...step,
      ...(noError && { fields: { ...noError, ...step.fields } }),
      ...(error && { error }),
      ...delivery(entry, entries),
      ...common,
    }
  }
  const { requestId, transferStatus, exitStatus } = entry
  const metadata = {
    institution: toInstitution(entry),
    status: exitStatus ?? null,
    transfer_status: transferStatus ?? null,
    ...(entry.linkSessionId !== linkSessionId && { link_session_id: entry.linkSessionId ?? null }),
  }
  if (entry.type === 'onExit') {
    const more = { ...metadata, request_id: requestId ?? null }
    return { callback: 'onExit', error: toError(entry), metadata: more, ...common }
  }
  if (entry.type === 'onSuccess') {
    const more = { ...metadata, ...(requestId && { request_id: requestId }) }
    return { callback: 'onSuccess', token: tokenOf(entries), accounts: accountsOf(entry), metadata: more, ...common }
  }
  return null
}

const EVENT_FIELDS = {
  view_name: 'viewName',
  request_id: 'requestId',
  institution_id: 'institutionId',
  institution_name: 'institutionName',
  error_type: 'errorType',
  error_code: 'errorCode',
  error_message: 'errorMessage',
  exit_status: 'exitStatus',
  mfa_type: 'mfaType',
  selection: 'selection',
  match_reason: 'matchReason',
  is_update_mode: 'isUpdateMode',
  view_variant: 'viewVariant',
  issue_id: 'issueId',
} as const satisfies Partial<Record<keyof EventFields, keyof DiagnosticEntry>>

function eventStep(entry: DiagnosticEntry, linkSessionId: string | undefined): EventStep {
  const fields: EventFields = {}
  for (const name of Object.keys(EVENT_FIELDS) as (keyof typeof EVENT_FIELDS)[]) {
    const value = entry[EVENT_FIELDS[name]]
    if (value !== undefined) fields[name] = value
  }
  if (entry.linkSessionId !== linkSessionId) fields.link_session_id = entry.linkSessionId ?? null
  if (entry.timestamp === undefined) fields.timestamp = null
  return { event: entry.eventName ?? '', fields }
}

/** When it was delivered, where that is not what Plaid always does. */
function delivery(entry: DiagnosticEntry, entries: readonly DiagnosticEntry[]): { live: true } | { late: true } | null {
  if (LIVE.has(entry.eventName ?? '')) return null
  const end = entries.find((one) => isEnd(one) && one.page === entry.page)
  if (end === undefined) return { live: true }
  if (entries.indexOf(entry) > entries.indexOf(end)) return null
  if (entry.sequence > end.sequence) return { late: true }
  return end.at - entry.at > EARLY_MS ? { live: true } : null
}

function toInstitution({ institutionId, institutionName }: DiagnosticEntry): Partial<PlaidInstitution> | null {
  if (institutionId === undefined && institutionName === undefined) return null
  return {
    ...(institutionId !== undefined && { institution_id: institutionId }),
    ...(institutionName !== undefined && { name: institutionName }),
  }
}

function toError(entry: DiagnosticEntry): LinkError | null {
  const { errorType, errorCode, errorMessage, displayMessage, errorName, errorCodeReason, errorRequestId } = entry
  if (![errorType, errorCode, errorMessage, displayMessage, errorName, errorRequestId].some(Boolean)) return null
  return {
    error_type: errorType ?? null,
    error_code: errorCode ?? null,
    error_message: errorName === undefined ? (errorMessage ?? null) : null,
    display_message: displayMessage ?? null,
    ...(errorCodeReason !== undefined && { error_code_reason: errorCodeReason }),
    ...(errorRequestId !== undefined && { request_id: errorRequestId }),
    ...(errorName !== undefined && { name: errorName, message: errorMessage ?? '' }),
  }
}

function accountsOf(entry: DiagnosticEntry): { id: string; verification_status?: string }[] {
  const { accountIds = [], accountCount = accountIds.length, verificationStatus } = entry
  const accounts: { id: string; verification_status?: string }[] = accountIds.map((id) => ({ id }))
  while (accounts.length < accountCount) accounts.push({ id: '' })
  if (verificationStatus !== undefined) {
    if (accounts.length === 0) accounts.push({ id: '' })
    const last = accounts[accounts.length - 1]
    if (last) last.verification_status = verificationStatus
  }
  return accounts
}

function tokenOf(entries: readonly DiagnosticEntry[]): 'public' | 'profile' | null {
  const has = (start: string) => entries.some(({ eventName = '' }) => eventName.startsWith(start))
  if (has('IDENTITY_VERIFICATION_')) return null
  return has('LAYER_READY') ? 'profile' : 'public'
}

/** Layer's answers to what the app submits, before Link is opened. */
function layerEvents(entries: readonly DiagnosticEntry[]): DiagnosticEntry[] {
  const open = entries.findIndex(({ eventName }) => eventName === 'OPEN')
  return entries
    .slice(0, open < 0 ? entries.length : open)
    .filter(({ eventName = '' }) => eventName.startsWith('LAYER_'))
}

/** Only where Plaid never said anything: else its script has come. */
function scriptFate(entries: readonly DiagnosticEntry[]): ScriptFate | undefined {
  const types = new Set<string>(entries.map(({ type }) => type))
  if (types.has('onEvent') || types.has('onExit') || types.has('onSuccess')) return undefined
  if (entries.some(({ type, directive = '' }) => type === 'cspBlocked' && directive.startsWith('script'))) return 'csp'
  if (types.has('scriptThrew')) return 'throws'
  if (types.has('scriptFailed')) return 'blocked'
  return types.has('notReady') || types.has('scriptPending') ? 'pending' : undefined
}

/** Where, by the order of what happened, a page begins in which the same session goes on; with the page. */
function startsOfPages(entries: readonly DiagnosticEntry[]): ReadonlyMap<number, string> {
  const starts = new Map<number, string>()
  const first = entries.find(isOfPlaid)?.page
  const pages = new Set(entries.filter((entry) => isOfPlaid(entry) && entry.page !== first).map(({ page }) => page))
  for (const page of pages) {
    // Events of the page before may be delivered in this one.
    const isStart = (entry: DiagnosticEntry) =>
      entry.page === page && (entry.type !== 'onEvent' || LIVE.has(entry.eventName ?? ''))
    starts.set(Math.max(0, entries.findIndex(isStart)), page)
  }
  return starts
}

function isOfPlaid(entry: DiagnosticEntry): boolean {
  return entry.type === 'onEvent' || isEnd(entry)
}

/** What the person did at the bank, as far as it can be told. */
function wishOf(entries: readonly DiagnosticEntry[], page: string): 'allowed' | 'denied' | 'left' {
  const there = entries.filter((entry) => entry.page === page)
  if (there.some(({ oauthStateInRedirectUri }) => oauthStateInRedirectUri === false)) return 'left'
  return there.some(({ errorCode }) => errorCode === 'ACCESS_NOT_GRANTED') ? 'denied' : 'allowed'
}
