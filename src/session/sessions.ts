import { hasError, type DiagnosticEntry, type PlaidIdentifier } from '../entry/fields.ts'
import { reportCode } from '../entry/key.ts'
import { DAY_MS, HOUR_MS } from '../entry/time.ts'
import { findLast, findLastIndex, lastOf } from './find.ts'
import { groupEntries, inArrivalOrder, isCallback, isExit, isForced, isSuccess, type Arrivals } from './group.ts'
import { notOpened, reduceOutcome } from './outcome.ts'
import type { LinkSession, Outcome } from './report.ts'

/** A link_token's life: https://plaid.com/docs/api/link/ (4 hours for a new Item). */
export const TOKEN_LIFE_MS = 4 * HOUR_MS
/** Two hook instances report the same callback within this time; a person does not close Link twice in it. */
const SAME_MOMENT_MS = 1000

/**
 * The sessions in any entries, newest first. Entries may come in any order and twice. `alivePage` is the page load
 * that asks, where one does: it is not gone.
 */
export function toSessions(entries: readonly DiagnosticEntry[], now: number, alivePage?: string): LinkSession[] {
  const seenAt = inArrivalOrder(entries)
  const attached = entries.filter(({ identifiers }) => identifiers)
  return groupEntries([...seenAt.keys()])
    .map((group) => addUser(toSession(group, seenAt, now, alivePage), group, attached))
    .reverse() // of two in the same millisecond the later is the newer
    .sort((a, b) => recency(b, now) - recency(a, now))
}

/**
 * A session dated more than a day ahead comes from a wrong clock and counts as oldest; so does one of which nothing is
 * known but what the app attached: nobody tried to connect a bank.
 */
function recency(session: LinkSession, now: number): number {
  const time = Date.parse(session.lastSeenAt)
  return time > now + DAY_MS || isAttachedOnly(session) ? 0 : time
}

/** Nothing of Link was recorded: the app attached identifiers, or made a handler, and nobody opened it. */
export function isAttachedOnly({ entries }: Pick<LinkSession, 'entries'>): boolean {
  return entries.every(({ type }) => type === 'attached' || type === 'linkToken' || type === 'onLoad')
}

/** Of a handler that is opened again, where no open() is seen, the user is still the same. */
function addUser(session: LinkSession, group: DiagnosticEntry[], attached: DiagnosticEntry[]): LinkSession {
  const attemptId = lastOf(group)?.attemptId
  const given = attached.flatMap((entry) => (entry.attemptId === attemptId ? (entry.identifiers ?? []) : []))
  for (const user of given.filter(({ key }) => USER_KEYS.test(key)).reverse()) {
    if (!session.identifiers.some(({ key }) => key === user.key)) session.identifiers.push(user)
  }
  return session
}

/** They name the user, not the Item. */
export const USER_KEYS = /^(?:client_user_id|user_id|user_token|credit_dashboard_user_id)$/

function toSession(
  arrived: DiagnosticEntry[],
  seenAt: Arrivals,
  now: number,
  alivePage: string | undefined,
): LinkSession {
  const clockSkew = skewOf(arrived, seenAt)
  const timeOf = new Map<DiagnosticEntry, number>()
  for (const entry of arrived) {
    const { timestamp, at } = entry
    timeOf.set(entry, timestamp === undefined ? (seenAt.get(entry) ?? at) : Date.parse(timestamp) + clockSkew)
  }
  const entries = mergeTwins(arrived, timeOf).sort((a, b) => (timeOf.get(a) ?? 0) - (timeOf.get(b) ?? 0))
  const ids = entries.flatMap((entry) => entry.linkSessionId ?? [])
  const attemptId = (arrived[0] as DiagnosticEntry).attemptId
  const lastSeen = Math.max(...arrived.map((entry) => (entry.type === 'attached' ? 0 : entry.at)), 0)
  const { outcome, end } = outcomeOf(arrived, now, alivePage)
  const updateMode = last(entries, (entry) => entry.isUpdateMode)
  return {
    linkSessionId: lastOf(ids) ?? null,
    attemptId,
    code: reportCode(ids[0] ?? attemptId),
    outcome,
    startedAt: toIso(timeOf.get(entries[0] as DiagnosticEntry) ?? 0),
    endedAt: end ? toIso(timeOf.get(end) ?? 0) : null,
    lastSeenAt: toIso(lastSeen || (lastOf(arrived) as DiagnosticEntry).at),
    plaidEnvironment: last(entries, (entry) => entry.plaidEnvironment) ?? null,
    linkTokenFingerprint: last(entries, (entry) => entry.linkTokenFingerprint) ?? null,
    institution: institutionOf(entries, outcome),
    updateMode: updateMode === undefined ? null : updateMode === 'true',
    clockSkew,
    entries,
    identifiers: identifiersOf(entries),
  }
}

/**
 * Plaid's timestamps may be from another clock than this device's. OPEN is delivered as it happens and the
 * rest soon after the last event, so the shortest delay of a session is about 0 where the clocks agree.
 */
function skewOf(entries: DiagnosticEntry[], seenAt: Arrivals): number {
  let shortest = Infinity
  for (const entry of entries) {
    if (entry.timestamp !== undefined) {
      shortest = Math.min(shortest, (seenAt.get(entry) ?? entry.at) - Date.parse(entry.timestamp))
    }
  }
  return shortest === Infinity || (shortest > -2000 && shortest < 10_000) ? 0 : shortest
}

/** The same callback, delivered twice: merged only where every kept field and the timestamp are equal. */
function mergeTwins(entries: DiagnosticEntry[], timeOf: Map<DiagnosticEntry, number>): DiagnosticEntry[] {
  const merged: DiagnosticEntry[] = []
  const twins = new Map<string, DiagnosticEntry>()
  for (const entry of entries) {
    if (!isCallback(entry.type)) {
      merged.push(entry)
      continue
    }
    const { at, page: _page, sequence: _sequence, attemptId: _attemptId, code: _code, ...fields } = entry
    const same = JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)))
    const twin = twins.get(same)
    if (twin && (entry.timestamp !== undefined || at - twin.at <= SAME_MOMENT_MS)) {
      twin.times = (twin.times ?? 1) + 1
    } else {
      const kept = { ...entry }
      timeOf.set(kept, timeOf.get(entry) ?? at)
      twins.set(same, kept)
      merged.push(kept)
    }
  }
  return merged
}

interface Ended {
  outcome: Outcome
  end?: DiagnosticEntry | undefined
}

/** By the reducer that the recorder goes by too, and by what only a report knows. `arrived`: in that order. */
function outcomeOf(arrived: DiagnosticEntry[], now: number, alivePage: string | undefined): Ended {
  let state = notOpened
  let story = arrived
  for (const [index, entry] of arrived.entries()) {
    const next = reduceOutcome(state, entry)
    if (entry.type === 'open' && next.end !== state.end) story = arrived.slice(index)
    state = next
  }
  const { outcome } = state
  const exits = story.filter(isExit)
  const exit = findLast(exits, ({ type }) => type === 'onExit') ?? lastOf(exits)
  switch (outcome) {
    case 'succeeded':
      return { outcome, end: endOfSuccess(story, exit) }
    case 'failed':
    case 'exited':
      return { outcome, end: exit }
    case 'superseded':
      return { outcome, end: exit ?? story.find(isForced) }
    case 'never-opened':
      return { outcome }
    default:
  }
  // By arrival: by Plaid's clock, what came before it may be later.
  const lastSeen = findLast(arrived, ({ type }) => type !== 'attached' && type !== 'linkToken')
  if (outcome === 'abandoned') return { outcome, end: lastSeen }
  if (lastSeen?.page === alivePage) return { outcome }
  // A page in the back/forward cache may come back, but then it is the one that asks.
  if (lastSeen?.type === 'pageCached') return { outcome: 'abandoned', end: lastSeen }
  const silence = now - (lastSeen?.at ?? now)
  // More than a day ahead: from a clock that was wrong, and nobody knows when.
  return { outcome: silence > TOKEN_LIFE_MS || silence < -DAY_MS ? 'abandoned' : 'in-progress' }
}

/** What nobody does in Link once all is done. */
const BEGUN_AGAIN = ['SELECT_INSTITUTION', 'SUBMIT_CREDENTIALS', 'OPEN_OAUTH', 'ERROR']

/** With its last HANDOFF; and where the person then went on to another login, with what came of that, if it is over. */
function endOfSuccess(story: DiagnosticEntry[], exit: DiagnosticEntry | undefined): DiagnosticEntry | undefined {
  const timeOf = ({ timestamp = '' }: DiagnosticEntry): string => timestamp
  let handoff: DiagnosticEntry | undefined
  for (const entry of story) {
    if (entry.eventName === 'HANDOFF' && (!handoff || timeOf(entry) > timeOf(handoff))) handoff = entry
  }
  if (!handoff) return story.find(isSuccess)
  const { institutionId: linked } = handoff
  const since = timeOf(handoff)
  const goesOn = story.some((entry) => {
    const { eventName = '', institutionId } = entry
    const isOther = institutionId !== undefined && institutionId !== linked
    return timeOf(entry) > since && (isOther || BEGUN_AGAIN.includes(eventName))
  })
  return goesOn ? (exit ?? findLast(story, ({ type }) => type === 'onSuccess')) : handoff
}

/** A session that succeeded is of the bank that was connected, though another one was tried after it. */
function institutionOf(all: DiagnosticEntry[], outcome: Outcome): LinkSession['institution'] {
  const handedOff = outcome === 'succeeded' ? findLastIndex(all, ({ eventName }) => eventName === 'HANDOFF') : -1
  // A HANDOFF does not always name it; then onSuccess does.
  const isNamed = all[handedOff]?.institutionId !== undefined
  const told =
    outcome === 'succeeded' && !isNamed
      ? all.find(({ type, institutionId }) => type === 'onSuccess' && institutionId)
      : undefined
  const connected = told ? [told] : all.slice(0, handedOff + 1)
  const isKnown = connected.some(({ institutionId }) => institutionId)
  // What failed after it was another bank.
  const entries = isKnown ? connected : handedOff < 0 ? all : all.filter((entry) => !hasError(entry))
  const id = last(entries, (entry) => entry.institutionId)
  const named = findLast(entries, (entry) => entry.institutionName && (id === undefined || entry.institutionId === id))
  if (id === undefined && !named) return null
  return { id: id ?? null, name: named?.institutionName ?? null }
}

/** Everything in a session that Plaid Support can trace, each value once, in the order it was seen. */
export function identifiersOf(entries: readonly DiagnosticEntry[]): PlaidIdentifier[] {
  const found = new Map<string, PlaidIdentifier>()
  const add = (identifier: PlaidIdentifier): unknown => found.set(JSON.stringify(identifier), identifier)
  const addValue = (key: string, value: string | undefined): unknown => value && add({ key, value })
  for (const entry of entries) {
    addValue('link_session_id', entry.linkSessionId)
    // Plaid's identity checks give their own id in its place.
    if (/^(?:idv|flwses)_/.test(entry.linkSessionId ?? '')) addValue('identity_verification_id', entry.linkSessionId)
    addValue('request_id', entry.requestId)
    addValue('request_id', entry.errorRequestId)
    addValue('institution_id', entry.institutionId)
    addValue('issue_id', entry.issueId)
    for (const accountId of entry.accountIds ?? []) addValue('account_id', accountId)
    if (entry.linkTokenFingerprint) add({ key: 'link_token', fingerprint: entry.linkTokenFingerprint })
    for (const identifier of entry.identifiers ?? []) add(identifier)
  }
  return [...found.values()]
}

function last<T>(entries: DiagnosticEntry[], pick: (entry: DiagnosticEntry) => T | undefined): T | undefined {
  const entry = findLast(entries, (candidate) => pick(candidate) !== undefined)
  return entry && pick(entry)
}

function toIso(time: number): string {
  return new Date(Math.min(Math.max(time, 0), 8.64e15)).toISOString()
}
