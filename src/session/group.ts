import type { DiagnosticEntry, EntryType, PlaidIdentifier } from '../entry/fields.ts'
import { lastOf } from './find.ts'

/** When each entry was seen, and the order in which they arrived. */
export type Arrivals = ReadonlyMap<DiagnosticEntry, number>

/** Each entry once, by page and sequence; by time, but within a page always in sequence: a clock can be set back. */
export function inArrivalOrder(entries: readonly DiagnosticEntry[]): Arrivals {
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
 * The entries of each session, in the order of their first. All entries of one link_session_id are together; an
 * entry without an id belongs to its attempt's: the one before it, else the one after it. Beyond that two are joined:
 *
 * - An attempt that comes back from a bank, and the attempt that left with the same link_token before it had ended,
 *   whatever ids the two have: Plaid does not say whether the id survives the redirect.
 * - A fault of a page that no attempt was open for, and the attempt of that page that it kept from opening: the one
 *   before it, where nothing was heard of Link, else the one after it.
 *
 * Two attempts that name different users are never joined.
 */
export function groupEntries(entries: DiagnosticEntry[]): DiagnosticEntry[][] {
  const idOf = new Map<DiagnosticEntry, string>()
  const attempts = [...groupBy(entries, ({ attemptId }) => attemptId).values()]
  for (const attempt of attempts) {
    let sessionId = attempt.find((entry) => entry.linkSessionId)?.linkSessionId
    for (const entry of attempt) {
      sessionId = entry.linkSessionId ?? sessionId
      idOf.set(entry, sessionId ? `id ${sessionId}` : `attempt ${entry.attemptId}`)
    }
  }
  const firstId = (attempt: DiagnosticEntry[]): string => idOf.get(attempt[0] as DiagnosticEntry) as string
  const lastId = (attempt: DiagnosticEntry[]): string => idOf.get(lastOf(attempt) as DiagnosticEntry) as string

  const joined = new Map<string, string>()
  function joinFault(fault: DiagnosticEntry[], attempt: DiagnosticEntry[]): void {
    if (isSameUser(fault, attempt)) join(joined, lastId(fault), firstId(attempt))
  }

  const left = new Map<string, DiagnosticEntry[]>()
  for (const attempt of attempts) {
    const fingerprint = attempt.find((entry) => entry.linkTokenFingerprint)?.linkTokenFingerprint
    if (!fingerprint) continue
    const before = left.get(fingerprint)
    if (before && isReturn(attempt) && isSameUser(before, attempt)) join(joined, firstId(attempt), lastId(before))
    if (attempt.some((entry) => isSuccess(entry) || isExit(entry))) left.delete(fingerprint)
    else left.set(fingerprint, attempt)
  }

  const tried = new Map<string, DiagnosticEntry[]>()
  const waiting = new Map<string, DiagnosticEntry[][]>()
  for (const attempt of attempts) {
    const { page } = attempt[0] as DiagnosticEntry
    if (isFaultOnly(attempt)) {
      const before = tried.get(page)
      if (before && !isHeard(before)) joinFault(attempt, before)
      else waiting.set(page, [...(waiting.get(page) ?? []), attempt])
    } else if (isHeard(attempt) || attempt.some(({ type }) => type === 'open')) {
      for (const fault of waiting.get(page) ?? []) joinFault(fault, attempt)
      waiting.delete(page)
      tried.set(page, attempt)
    }
  }
  return [...groupBy(entries, (entry) => resolve(joined, idOf.get(entry) as string)).values()]
}

function join(joined: Map<string, string>, id: string, to: string): void {
  const target = resolve(joined, to)
  if (resolve(joined, id) !== target) joined.set(resolve(joined, id), target)
}

function resolve(joined: ReadonlyMap<string, string>, id: string): string {
  let found = id
  for (let next = joined.get(found); next !== undefined; next = joined.get(found)) found = next
  return found
}

/** Back from a bank: by the page's own address, or by the one that Link was given. */
export function isReturn(attempt: readonly DiagnosticEntry[]): boolean {
  return attempt.some(
    ({ oauthReturn, oauthStateInPage, oauthStateInRedirectUri }) =>
      // Some apps give receivedRedirectUri always; without an oauth_state_id it is no return.
      oauthStateInPage || (oauthReturn && oauthStateInRedirectUri !== false),
  )
}

/** Both halves of the way to a bank and back are in one session. */
export function holdsWayThere(entries: readonly DiagnosticEntry[]): boolean {
  const back = entries.findIndex((entry) => isReturn([entry]))
  return entries.slice(0, Math.max(back, 0)).some(({ page }) => page !== entries[back]?.page)
}

/** Link itself told something of it. */
function isHeard(attempt: DiagnosticEntry[]): boolean {
  return attempt.some(({ type, linkSessionId }) => linkSessionId || isCallback(type))
}

/** A fault that is not of one attempt, but of the page. */
const PAGE_FAULTS: readonly EntryType[] = ['scriptFailed', 'scriptThrew', 'notReady', 'cspBlocked']

function isFaultOnly(attempt: DiagnosticEntry[]): boolean {
  return (
    attempt.some(({ type }) => PAGE_FAULTS.includes(type)) &&
    attempt.every(
      ({ type }) => PAGE_FAULTS.includes(type) || type === 'attached' || type === 'offline' || type === 'online',
    )
  )
}

function isSameUser(a: DiagnosticEntry[], b: DiagnosticEntry[]): boolean {
  const attachedTo = (attempt: DiagnosticEntry[]): PlaidIdentifier[] =>
    attempt.flatMap(({ identifiers = [] }) => identifiers)
  return mayBeOne(usersOf(attachedTo(a)), usersOf(attachedTo(b)))
}

export function usersOf(identifiers: readonly PlaidIdentifier[]): Set<string> {
  return new Set(identifiers.flatMap((one) => (one.key === 'client_user_id' && 'value' in one ? one.value : [])))
}

/** As far as it is known whose they are, both are of one user. */
export function mayBeOne(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  return few.size === 0 || [...few].some((user) => many.has(user))
}

/** One of Plaid's callbacks that tells of Link itself. */
export function isCallback(type: EntryType): boolean {
  return type === 'onEvent' || type === 'onSuccess' || type === 'onExit'
}

export function isSuccess({ type, eventName }: DiagnosticEntry): boolean {
  return type === 'onSuccess' || eventName === 'HANDOFF'
}

export function isExit({ type, eventName }: DiagnosticEntry): boolean {
  return type === 'onExit' || eventName === 'EXIT'
}

/** Closed by us or by the app, not by the person. */
export function isForced({ type }: DiagnosticEntry): boolean {
  return type === 'tokenChanged' || type === 'unmounted' || type === 'exit'
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
