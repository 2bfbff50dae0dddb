import type { DiagnosticEntry, EntryType } from '../../entry/fields.ts'
import { isHeard, since, where, whole, type Hit, type Seen } from '../seen.ts'

/** A rule: what it finds in a session; null where that is not so. */
export type Rule = (seen: Seen) => Hit | null

/** What keeps Link from opening or from working. What is known comes before what is likely: only the first is a cause. */
export const openingRules: readonly Rule[] = [
  cspBlocked,
  offline,
  scriptThrew,
  crossOriginIsolated,
  scriptFailed,
  openedWithoutToken,
  scriptNeverRan,
  scriptPending,
  notReady,
  openedTooEarly,
  layerNotAvailable,
  layerNotOpened,
]

/** Link went on after it. */
const wentOn = 'Link went on'

function hit(
  code: Hit['code'],
  entries: number[],
  isOvercome: boolean,
  params: Record<string, string> = {},
): Hit | null {
  return entries.length > 0 ? { code, entries, params, ...(isOvercome && { overcome: wentOn }) } : null
}

function last(positions: number[]): number {
  return positions[positions.length - 1] ?? -1
}

function ofType(seen: Seen, type: EntryType): number[] {
  return where(seen, (entry) => entry.type === type)
}

function cspBlocked(seen: Seen): Hit | null {
  const found = ofType(seen, 'cspBlocked')
  // What matters most: without its script or its frame there is no Link.
  const { directive = 'default-src', blockedHost = 'cdn.plaid.com' } = seen.entries[found[0] ?? -1] ?? {}
  return hit('csp-blocked', found, last(found) < seen.usedUntil, { directive, host: blockedHost })
}

function offline(seen: Seen): Hit | null {
  const found = where(seen, ({ type, online }) => type === 'offline' || online === false)
  const lost = last(found)
  const isBack = seen.entries.some(({ type }, position) => type === 'online' && position > lost)
  const isAtLoad = found.every((position) => seen.entries[position]?.type !== 'offline')
  const offlineWhen = isAtLoad ? ' when Link was to be loaded' : ''
  return hit('offline', found, isBack || lost < seen.usedUntil, { offlineWhen })
}

function scriptThrew(seen: Seen): Hit | null {
  const found = ofType(seen, 'scriptThrew')
  return hit('script-threw', found, last(found) < seen.openedUntil)
}

function crossOriginIsolated(seen: Seen): Hit | null {
  const { outcome } = seen.session
  if (seen.report.environment.crossOriginIsolated !== true || seen.entries.some(isHeard)) return null
  const failed = ofType(seen, 'scriptFailed')
  if (failed.length > 0) return hit('cross-origin-isolated', failed, false)
  // Such a page shows no frame that does not take part: there is nothing to wait for.
  const isOpen = outcome === 'abandoned' || outcome === 'in-progress'
  return isOpen ? hit('cross-origin-isolated', whole(seen), false) : null
}

function scriptFailed(seen: Seen): Hit | null {
  const found = where(seen, ({ type, online }) => type === 'scriptFailed' && online !== false)
  const { afterMs } = seen.entries[found[0] ?? -1] ?? {}
  const quickly = afterMs !== undefined && afterMs < 2000 ? `, as it failed after ${afterMs} ms` : ''
  return hit('script-failed', found, last(found) < seen.openedUntil, { quickly })
}

function openedWithoutToken(seen: Seen): Hit | null {
  const found = where(seen, ({ type, noToken }) => type === 'open' && noToken)
  return hit('opened-without-token', found, last(found) < seen.openedUntil)
}

function scriptNeverRan(seen: Seen): Hit | null {
  const found = where(seen, (entry) => isNotReady(entry) && entry.scriptTag && entry.plaidGlobal === false)
  // It ran after all, and was late.
  if (last(found) < last(ofType(seen, 'onLoad'))) return null
  return hit('script-never-ran', found, last(found) < seen.openedUntil)
}

function scriptPending(seen: Seen): Hit | null {
  // Some recorders keep it in memory only, for the report that is being made.
  const found = where(seen, ({ type }) => (type as string) === 'scriptPending')
  return hit('script-pending', found, last(found) < seen.openedUntil)
}

function notReady(seen: Seen): Hit | null {
  const found = ofType(seen, 'notReady')
  return hit('not-ready', found, last(found) < seen.openedUntil)
}

function openedTooEarly(seen: Seen): Hit | null {
  const found = where(seen, ({ type, ready, noToken }) => type === 'open' && ready === false && !noToken)
  return hit('opened-too-early', found, last(found) < seen.openedUntil)
}

function isNotReady({ type, ready }: DiagnosticEntry): boolean {
  return type === 'notReady' || (type === 'open' && ready === false)
}

/** The names of Plaid, and the older ones. */
const NOT_AVAILABLE = [
  'LAYER_NOT_AVAILABLE',
  'LAYER_AUTOFILL_NOT_AVAILABLE',
  // As plaid_flutter spells it.
  'LAYER_AUTO_FILL_NOT_AVAILABLE',
  'PROFILE_ELIGIBILITY_CHECK_ERROR',
]
const AVAILABLE = ['LAYER_READY', 'PROFILE_ELIGIBILITY_CHECK_READY']

function layerNotAvailable(seen: Seen): Hit | null {
  const found = where(seen, ({ eventName = '' }) => NOT_AVAILABLE.includes(eventName))
  const ready = last(where(seen, ({ eventName = '' }) => AVAILABLE.includes(eventName)))
  return hit('layer-not-available', found, last(found) < Math.max(seen.openedUntil, ready))
}

/** Link says OPEN within a second or two. */
const STUCK_MS = 10_000

/** Link was opened, and for a while nothing was heard of it. */
export function hasHung({ session, report }: Pick<Seen, 'session' | 'report'>): boolean {
  const { outcome, startedAt, lastSeenAt, entries } = session
  if (entries.some(isHeard)) return false
  if (outcome === 'abandoned') return since(startedAt, lastSeenAt) > STUCK_MS
  return outcome === 'in-progress' && since(startedAt, report.createdAt) > STUCK_MS
}

/** Layer said that it is ready, and the app did not open it. */
function layerNotOpened(seen: Seen): Hit | null {
  const { outcome, entries } = seen.session
  const found = where(seen, ({ eventName }) => eventName === 'LAYER_READY')
  return outcome === 'never-opened' && !entries.some(({ type }) => type === 'open')
    ? hit('layer-not-opened', found, false)
    : null
}
