import { hasError, type DiagnosticEntry, type PlaidIdentifier } from '../entry/fields.ts'
import { reportCode } from '../entry/key.ts'
import { DAY_MS } from '../entry/time.ts'
import type { LinkSession, Outcome } from './report.ts'

/** A link_token's life: https://plaid.com/docs/api/link/ (4 hours for a new Item). */
const TOKEN_LIFE_MS = 4 * 3_600_000
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

/** A session dated more than a day ahead comes from a wrong clock and counts as oldest. */
function recency(session: LinkSession, now: number): number {
  const time = Date.parse(session.lastSeenAt)
  return time > now + DAY_MS ? 0 : time
}

/** Of a handler that is opened again, where no open() is seen, the user is still the same. */
function addUser(session: LinkSession, group: DiagnosticEntry[], attached: DiagnosticEntry[]): LinkSession {
  const attemptId = group.at(-1)?.attemptId
  const given = attached.flatMap((entry) => (entry.attemptId === attemptId ? (entry.identifiers ?? []) : []))
  for (const user of given.filter(({ key }) => USER_KEYS.test(key)).reverse()) {
    if (!session.identifiers.some(({ key }) => key === user.key)) session.identifiers.push(user)
  }
  return session
}

/** They name the user, not the Item. */
export const USER_KEYS = /^(?:client_user_id|user_id|user_token|credit_dashboard_user_id)$/

/** When each entry was seen, and the order in which they arrived. */
type Arrivals = ReadonlyMap<DiagnosticEntry, number>

/** Each entry once, by page and sequence; by time, but within a page always in sequence: a clock can be set back. */
function inArrivalOrder(entries: readonly DiagnosticEntry[]): Arrivals {
  const unique = new Map<string, DiagnosticEntry>()
  for (const entry of entries) unique.set(`${entry.page} ${entry.sequence}`, entry)
  const clocks = new Map<string, { at: number; setBack: number }>()
  const arrivals: [DiagnosticEntry, number][] = []
  for (const entry of [...unique.values()].sort((a, b) => a.sequence - b.sequence)) {
    const { at, page } = entry
    const before = clocks.get(page) ?? { at, setBack: 0 }
    const setBack = before.setBack + Math.max(0, before.at - at)
    clocks.set(page, { at, setBack })
    arrivals.push([entry, at + setBack])
  }
  return new Map(
    arrivals.sort(
      ([a, aAt], [b, bAt]) => aAt - bAt || (a.page < b.page ? -1 : a.page > b.page ? 1 : a.sequence - b.sequence),
    ),
  )
}

/**
 * All entries of one link_session_id together. An entry without an id belongs to its attempt's: the one
 * before it, else the one after it. An attempt that resumes an OAuth sign-in joins the attempt that left with the
 * same link_token before it had ended, whatever ids the two have: Plaid does not say whether the id survives the
 * redirect.
 */
function groupEntries(entries: DiagnosticEntry[]): DiagnosticEntry[][] {
  const idOf = new Map<DiagnosticEntry, string>()
  const byAttempt = groupBy(entries, attemptOf)
  for (const attempt of byAttempt.values()) {
    let sessionId = attempt.find((entry) => entry.linkSessionId)?.linkSessionId
    for (const entry of attempt) {
      sessionId = entry.linkSessionId ?? sessionId
      idOf.set(entry, sessionId ? `id ${sessionId}` : `attempt ${entry.attemptId}`)
    }
  }
  const leftWithToken = new Map<string, string>()
  const joined = new Map<string, string>()
  for (const attempt of byAttempt.values()) {
    const fingerprint = attempt.find((entry) => entry.linkTokenFingerprint)?.linkTokenFingerprint
    if (!fingerprint) continue
    const first = idOf.get(attempt[0] as DiagnosticEntry) as string
    const last = idOf.get(attempt.at(-1) as DiagnosticEntry) as string
    const left = leftWithToken.get(fingerprint)
    if (left !== undefined && left !== first && attempt.some((entry) => entry.oauthReturn)) joined.set(first, left)
    if (attempt.some((entry) => isSuccess(entry) || isExit(entry))) leftWithToken.delete(fingerprint)
    else leftWithToken.set(fingerprint, joined.get(last) ?? last)
  }
  return [...groupBy(entries, (entry) => joined.get(idOf.get(entry) as string) ?? (idOf.get(entry) as string)).values()]
}

function attemptOf(entry: DiagnosticEntry): string {
  return entry.attemptId
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

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
  const { outcome, end } = outcomeOf(entries, arrived, now, alivePage)
  const updateMode = last(entries, (entry) => entry.isUpdateMode)
  return {
    linkSessionId: ids.at(-1) ?? null,
    attemptId,
    code: reportCode(ids[0] ?? attemptId),
    outcome,
    startedAt: toIso(timeOf.get(entries[0] as DiagnosticEntry) ?? 0),
    endedAt: end ? toIso(timeOf.get(end) ?? 0) : null,
    lastSeenAt: toIso(lastSeen || (arrived.at(-1) as DiagnosticEntry).at),
    plaidEnvironment: last(entries, (entry) => entry.plaidEnvironment) ?? null,
    linkTokenFingerprint: last(entries, (entry) => entry.linkTokenFingerprint) ?? null,
    institution: institutionOf(entries),
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
    if (!/^on(?:Event|Success|Exit)$/.test(entry.type)) {
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

function outcomeOf(
  entries: DiagnosticEntry[],
  arrived: DiagnosticEntry[],
  now: number,
  alivePage: string | undefined,
): { outcome: Outcome; end?: DiagnosticEntry | undefined } {
  const success = entries.find(isSuccess)
  if (success) return { outcome: 'succeeded', end: success }

  // Opened again after it had ended: the story is what follows.
  const reopened = entries.findLastIndex((entry) => entry.type === 'open')
  const hadEnded = entries.some((entry, index) => index < reopened && (isExit(entry) || isForced(entry)))
  const story = hadEnded ? entries.slice(reopened) : entries

  const exits = story.filter(isExit)
  const exit = exits.findLast((entry) => entry.type === 'onExit') ?? exits.at(-1)
  const forced = story.find(isForced)
  if (exits.some(hasError)) return { outcome: 'failed', end: exit }
  if (forced) return { outcome: 'superseded', end: exit ?? forced }
  if (exit) return { outcome: endedRightAfterError(story) ? 'failed' : 'exited', end: exit }

  const opened = story.some(
    (entry) =>
      (entry.type === 'onEvent' && !isBeforeOpen(entry)) ||
      (entry.type === 'open' && entry.ready !== false && !entry.noToken),
  )
  if (!opened) return { outcome: 'never-opened' }

  // By arrival: by Plaid's clock, what came before it may be later.
  const lastSeen = arrived.findLast(({ type }) => type !== 'attached' && type !== 'linkToken')
  // A page in the back/forward cache may come back, but then it is the one that asks.
  const isGone = lastSeen?.type === 'pageLeft' || (lastSeen?.type === 'pageCached' && lastSeen.page !== alivePage)
  if (isGone) return { outcome: 'abandoned', end: lastSeen }
  const silence = now - (lastSeen?.at ?? now)
  // More than a day ahead: from a clock that was wrong, and nobody knows when.
  return { outcome: silence > TOKEN_LIFE_MS || silence < -DAY_MS ? 'abandoned' : 'in-progress' }
}

function isSuccess({ type, eventName }: DiagnosticEntry): boolean {
  return type === 'onSuccess' || eventName === 'HANDOFF'
}

function isExit({ type, eventName }: DiagnosticEntry): boolean {
  return type === 'onExit' || eventName === 'EXIT'
}

/** Layer's events come before Link is opened, if it ever is. */
function isBeforeOpen({ eventName }: DiagnosticEntry): boolean {
  return eventName?.startsWith('LAYER_') === true
}

/** Closed by us or by the app, not by the person. */
function isForced({ type }: DiagnosticEntry): boolean {
  return type === 'tokenChanged' || type === 'unmounted' || type === 'exit'
}

/** Views change by themselves after an ERROR; any other event is the person going on. */
function endedRightAfterError(story: DiagnosticEntry[]): boolean {
  const lastStep = story.findLast(
    ({ type, eventName }) => type === 'onEvent' && eventName !== 'EXIT' && eventName !== 'TRANSITION_VIEW',
  )
  return lastStep?.eventName === 'ERROR'
}

function institutionOf(entries: DiagnosticEntry[]): LinkSession['institution'] {
  const id = last(entries, (entry) => entry.institutionId)
  const named = entries.findLast((entry) => entry.institutionName && (id === undefined || entry.institutionId === id))
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
  const entry = entries.findLast((candidate) => pick(candidate) !== undefined)
  return entry && pick(entry)
}

function toIso(time: number): string {
  return new Date(Math.min(Math.max(time, 0), 8.64e15)).toISOString()
}
