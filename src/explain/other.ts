import { DAY_MS } from '../entry/time.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'
import {
  hasSucceeded,
  isAtBank,
  isClean,
  isMendedBy,
  isPastIt,
  isSameWorld,
  isTakenOver,
  LOOK_FIRST,
  PLAIN_ENDS,
} from './between.ts'
import { BESIDE, type FindingCode } from './findingCodes.ts'
import type { Told } from './findings.ts'
import { bankOf } from './purpose.ts'
import { notTold } from './rules/success.ts'
import { isSameEnvironment, isTried, isUntold, since } from './seen.ts'

/* Which other session of a device the reader must know. */

/** A report may have very many sessions; a device keeps 20, unless an app asks for more. */
export const MAX_COMPARED = 20

/** Another session of the last 24 hours, and of these the one that matters most; then the last. */
export function findOther(all: readonly Told[], { createdAt }: DiagnosticsReport): Told | undefined {
  const [newest, ...older] = all.slice(0, MAX_COMPARED)
  if (!newest) return undefined
  const telling = older.filter((one, index) => {
    if (!isRecent(one.seen.session, createdAt) || !isTelling(one, newest) || isSame(one, newest)) return false
    if (newest.cause?.tells?.has(one.seen.session)) return false
    // What a session in between has mended, or got past, is no news.
    return !older.slice(0, index).some((newer) => isMendedBy(newer, one) || isPastIt(newer, one))
  })
  const ranks = telling.map((one) => rank(one, newest))
  return telling[ranks.indexOf(Math.min(...ranks))]
}

/** What is open at the bank of the newest session comes first, and of all else what may be connected twice. */
function rank(one: Told, newest: Told): number {
  const isHere = isSameWorld(one, newest) && isAtBank(one, bankOf(newest))
  const open = isMendedBy(newest, one) ? null : one.cause
  const isLookedAt = open && LOOK_FIRST.includes(open.code)
  if (isLookedAt) return isHere ? 0 : 2
  if (isHere) return open ? 1 : isClean(one) ? 3 : 5
  return open ? 4 : 5
}

function isRecent({ lastSeenAt }: LinkSession, createdAt: string): boolean {
  const age = since(lastSeenAt, createdAt)
  return age >= 0 && age < DAY_MS
}

/** What the user did, and nothing failed. */
const BY_THE_USER: readonly FindingCode[] = [...PLAIN_ENDS, 'bank-sign-in-closed']

/** A failure, or a success of which something is left to do; beside a failure also a success of which nothing is left. */
function isTelling(one: Told, newest: Told): boolean {
  const { session } = one.seen
  if (!isTried(session)) return false
  // A test says nothing of what is real.
  if (session.plaidEnvironment === 'sandbox' && newest.seen.session.plaidEnvironment !== 'sandbox') return false
  if (isClean(one)) return !hasSucceeded(newest)
  // That Layer is not available is mended by the usual Link that followed.
  if (one.cause?.code === 'layer-not-available') return false
  const isOfTheUser = session.outcome === 'exited' && (!one.cause || BY_THE_USER.includes(one.cause.code))
  const isAlive = session.outcome === 'in-progress' && !one.cause
  return !isOfTheUser && !isAlive
}

/** It ended in the same way. */
export function isSame(a: Told, b: Told): boolean {
  return (
    isSameEnvironment(a.seen.session, b.seen.session) &&
    hasSucceeded(a) === hasSucceeded(b) &&
    a.cause?.code === b.cause?.code &&
    a.cause?.name === b.cause?.name &&
    bankOf(a) === bankOf(b)
  )
}

/**
 * Of two banks of one session a newer session tells how it stands with the one that failed. What is left is that the
 * app was not told of the other, if so.
 */
export function withoutTakenOver(told: Told, newer: readonly Told[]): Told {
  const { cause, hits, seen } = told
  if (!cause || !BESIDE.includes(cause.code) || !newer.some((one) => isTakenOver(one, told))) return told
  if (!isUntold(seen.entries)) return { ...told, cause: null }
  const untold = notTold(seen)
  return { ...told, cause: untold, hits: [untold, ...hits] }
}
