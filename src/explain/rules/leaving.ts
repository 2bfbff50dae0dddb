import type { LinkSession } from '../../session/report.ts'
import { DAY_MS } from '../../entry/time.ts'
import { hasError } from '../../entry/fields.ts'
import { holdsWayThere, isExit, isReturn, mayBeOne, usersOf } from '../../session/group.ts'
import {
  isHeard,
  isSameEnvironment,
  isSameToken,
  isWithinToken,
  since,
  standing,
  where,
  whole,
  type Hit,
  type Seen,
} from '../seen.ts'
import { failureOf } from '../failures.ts'
import { viewPlace } from '../places.ts'
import { areUploaded, isOfDeposit } from '../purpose.ts'
import { lookForAccount } from '../words/findings/success.ts'
import { hasHung, type Rule } from './opening.ts'

/** So long after a session another one is of the same try. */
const SAME_TRY_MS = 5 * 60_000

function isSoonAfter(earlier: string, later: string): boolean {
  const age = since(earlier, later)
  return age >= 0 && age < SAME_TRY_MS
}

/** What several sessions tell together, and what is known of one that nobody saw end; what is known comes first. */
export const leavingRules: readonly Rule[] = [
  oauthNotResumed,
  oauthReturnNotTold,
  twoLinksOpen,
  reloadedWhileOpen,
  closedAfterRepair,
  oauthNotReturned,
  abandonedAtView,
  nothingFollowed,
  closedWhenConnected,
  closedAfterUpload,
  closedAtBankList,
  closedByUser,
]

function isLeft({ outcome }: LinkSession): boolean {
  return outcome === 'abandoned' || outcome === 'in-progress'
}

/** This one came back from a bank, and is not of one session with the one that left. */
function oauthNotResumed(seen: Seen): Hit | null {
  const { session, entries, older } = seen
  if (!isReturn(entries) || holdsWayThere(entries)) return null
  const left = older.find((one) => isLeft(one) && isWithinToken(one, session))
  if (!left) return null
  // Only what both are known to have can be another one.
  const isOtherToken = isOther(left.linkTokenFingerprint, session.linkTokenFingerprint)
  const isOtherId = isOther(left.linkSessionId, session.linkSessionId)
  const other = isOtherToken ? 'link_token' : isOtherId ? 'link_session_id' : ''
  const isUntold = isNotTold(seen)
  const notTold = isUntold ? ' The app did not give receivedRedirectUri.' : ''
  const lack = isOtherToken === isUntold ? BOTH : isOtherToken ? TOKEN : ADDRESS
  const means = other
    ? `The page came back with another ${other}.`
    : 'It could not be linked to the sign-in that was left.'
  return { code: 'oauth-not-resumed', entries: returns(seen), params: { other: means + notTold, lack } }
}

const TOKEN = 'the same link_token'
const ADDRESS = 'the whole address'
const BOTH = `${TOKEN} and ${ADDRESS}`

function isOther(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b
}

function returns(seen: Seen): number[] {
  const found = where(seen, (entry) => isReturn([entry]))
  return found.length > 0 ? found : whole(seen)
}

/** The page's address has an oauth_state_id, and Link was not given it. */
function isNotTold({ entries }: Seen): boolean {
  return entries.some(({ oauthStateInPage }) => oauthStateInPage) && !entries.some(({ oauthReturn }) => oauthReturn)
}

function oauthReturnNotTold(seen: Seen): Hit | null {
  return isNotTold(seen) ? { code: 'oauth-return-not-told', entries: returns(seen) } : null
}

function twoLinksOpen(seen: Seen): Hit | null {
  const found = where(seen, ({ otherOpen }) => otherOpen)
  if (found.length > 0) return { code: 'two-links-open', entries: found }
  const isOverlapped = [...seen.newer, ...seen.older].some((other) => overlaps(seen.session, other))
  return isOverlapped ? { code: 'two-links-open', entries: whole(seen) } : null
}

/** One was opened in the same page while the other was on the screen. */
function overlaps(a: LinkSession, b: LinkSession): boolean {
  const [first, second] = since(a.startedAt, b.startedAt) >= 0 ? [a, b] : [b, a]
  const open = second.entries.find(({ type, ready, noToken }) => type === 'open' && ready !== false && !noToken)
  if (!open || first.linkSessionId === null || !first.entries.some(({ page }) => page === open.page)) return false
  if (first.outcome === 'never-opened' || first.entries.some(({ type }) => type === 'unmounted')) return false
  const end = first.endedAt ?? first.lastSeenAt
  const isFlagged = open.otherOpen === true
  return isFlagged || (first.endedAt !== null && first.attemptId !== second.attemptId && open.at < Date.parse(end))
}

/** The page was left, and came back as a reload: the page that came knows, or Link was opened in it. */
function reloadedWhileOpen({ session, entries, newer }: Seen): Hit | null {
  if (session.outcome !== 'abandoned' || session.endedAt === null) return null
  const { endedAt } = session
  const isReloaded =
    entries.some(({ type, reload }) => type === 'pageLeft' && reload) ||
    newer.some((one) => isSoonAfter(endedAt, one.startedAt) && one.entries.some(({ reload }) => reload))
  return isReloaded ? { code: 'reloaded-while-open', entries: whole({ entries }) } : null
}

const AT_BANK = ['OPEN_OAUTH', 'CLOSE_OAUTH', 'FAIL_OAUTH']

function oauthNotReturned(seen: Seen): Hit | null {
  const { session, entries, newer, place, report } = seen
  if (session.outcome !== 'abandoned' || !entries.some(isHeard) || seen.isIdentityCheck) return null
  const isAtBank = entries.some(
    ({ eventName = '', viewName }) => AT_BANK.includes(eventName) || (viewName === 'OAUTH' && eventName !== 'OPEN'),
  )
  // Of a page that nobody saw go, it is not known that it was left.
  if (!isAtBank && (place || session.endedAt === null)) return null
  // It came back, as the newer one tells.
  if (newer.some((one) => isReturn(one.entries) && isWithinToken(session, one))) return null
  const inside = insideOf(report)
  return {
    code: 'oauth-not-returned',
    entries: whole(seen),
    params: {
      left: leftWords(session),
      surely: isAtBank ? 'probably' : 'perhaps',
      how: inside ? openOutside(inside) : "Try again, and come back to this browser after the bank's sign-in.",
      onlyIf: inside ? `Only if it also fails outside ${inside}.` : 'Only if the bank did not send the user back.',
    },
  }
}

/** The app that the page runs in; empty for a browser of its own. */
function insideOf({ environment: { inAppBrowser, webView } }: Seen['report']): string {
  return inAppBrowser ?? (webView ? `an app (${webView})` : '')
}

function openOutside(inside: string): string {
  return `Open this site in Safari or Chrome, not inside ${inside}.`
}

function leftWords({ endedAt }: LinkSession): string {
  return endedAt === null ? 'Nothing more was heard' : 'The page was left'
}

function abandonedAtView(seen: Seen): Hit | null {
  const { session, place } = seen
  if (session.outcome !== 'abandoned' || !place) return null
  return { code: 'abandoned-at-view', entries: whole(seen), params: { left: leftWords(session) } }
}

function nothingFollowed(seen: Seen): Hit | null {
  if (!hasHung(seen)) return null
  const { session, entries, older, report } = seen
  const inside = insideOf(report)
  const isLoaded = entries.some(({ type }) => type === 'onLoad')
  const isUsedAgain = older.some((one) => isSameToken(one, session))
  const likely = isUsedAgain
    ? 'Likely because Link was opened a second time with the same link_token.'
    : inside
      ? `Likely because the page runs inside ${inside}. Not proven.`
      : 'Likely an ad blocker or a network filter. Not proven.'
  return {
    code: 'nothing-followed',
    entries: whole(seen),
    ...(isUsedAgain && { whoElseActs: 'app' }),
    params: {
      neverLoaded: isLoaded ? '' : ': it never loaded (no onLoad)',
      likely,
      howToOpen: inside ? openOutside(inside) : 'Reload the page, then try again.',
      developer: isUsedAgain ? 'Create a new link_token for each run of Link.' : '',
      onlyIf: inside ? `Only if it also fails outside ${inside}.` : 'Only if it also fails in another browser.',
    },
  }
}

/** By the person, with no error, or with one that was overcome. */
function isClosed(seen: Seen): boolean {
  const { outcome } = seen.session
  return outcome === 'exited' || (outcome === 'failed' && seen.failures.length > 0 && !standing(seen))
}

/** Update mode once more, of what an earlier session has repaired, or found in order. */
function closedAfterRepair(seen: Seen): Hit | null {
  const { session, older } = seen
  if (session.updateMode !== true || !(isClosed(seen) || session.outcome === 'abandoned')) return null
  const before = older.find(
    (one) => one.updateMode === true && !isPlain(one) && isOfOneItem(one, session) && isOfOneUser(one, seen),
  )
  // An account that was to be verified is another matter.
  const isOfVerification = isOfDeposit(session) || before?.entries.some(({ verificationStatus }) => verificationStatus)
  const isRepaired = before?.outcome === 'succeeded' && !isOfVerification
  const isInOrder = before?.entries.some((entry) => failureOf(entry)?.facts?.situation === 'nothing-wrong')
  if (!before || !(isRepaired || isInOrder)) return null
  const how = isRepaired ? 'has repaired the connection' : 'found nothing wrong with the connection'
  return { code: 'closed-after-repair', entries: whole(seen), params: { how } }
}

/** It was only opened and left. */
function isPlain({ outcome }: LinkSession): boolean {
  return outcome === 'exited' || outcome === 'abandoned'
}

/** Within a day by its bank; where one is not known, by its link_token, which may be for several Items. */
function isOfOneItem(one: LinkSession, other: LinkSession): boolean {
  const [id, otherId] = [one.institution?.id ?? null, other.institution?.id ?? null]
  if (id === null || otherId === null) return isSameToken(one, other)
  return id === otherId && since(one.lastSeenAt, other.startedAt) < DAY_MS
}

function isOfOneUser(one: LinkSession, { session, users }: Seen): boolean {
  return isSameEnvironment(one, session) && mayBeOne(usersOf(one.identifiers), users)
}

function closedWhenConnected(seen: Seen): Hit | null {
  const { entries, place, session } = seen
  const isLast = place === viewPlace('CONNECTED')
  const isShown = entries.some(({ viewName, eventName }) => viewName === 'CONNECTED' && eventName === 'TRANSITION_VIEW')
  if (!isClosed(seen) || !(isLast || isShown)) return null
  const where = isLast ? `at ${place}` : 'after a screen had said that the account is connected'
  return {
    code: 'closed-when-connected',
    entries: whole(seen),
    params: { where, ...(session.updateMode ? repaired : linked) },
  }
}

/** Where it is to be seen whether a bank was connected, and whether an Item was repaired. */
const linked = { ...lookForAccount, nothing: '/link/token/get shows no public_token' }
const repaired = {
  seeIt: 'Reload the page and see whether the app still asks for it.',
  lookUp: 'See /item/get: where it has no error, the connection is repaired.',
  isThere: 'Does the app still ask for it?',
  nothing: '/item/get shows an error still',
}

function closedAtBankList(seen: Seen): Hit | null {
  const { session, place } = seen
  if (!isClosed(seen) || session.institution || place !== viewPlace('SELECT_INSTITUTION')) return null
  return { code: 'closed-at-bank-list', entries: whole(seen) }
}

function closedAfterUpload(seen: Seen): Hit | null {
  return isClosed(seen) && areUploaded(seen.session) ? { code: 'closed-after-upload', entries: whole(seen) } : null
}

function closedByUser(seen: Seen): Hit | null {
  if (!isClosed(seen)) return null
  const { session, failures, entries } = seen
  const bank = session.institution
  const isElsewhere = failures.some(({ institutionId }) => institutionId !== undefined && institutionId !== bank?.id)
  const why = entries.some((entry) => isExit(entry) && hasError(entry))
    ? 'Plaid reported no error that ended it: at an exit it repeats the last one that was met.'
    : failures.length > 0
      ? 'Plaid reported no error that ended it.'
      : 'Plaid reported no error.'
  const where = isElsewhere && bank?.name ? ` at ${bank.name}` : ''
  return { code: 'closed-by-user', entries: whole(seen), params: { why, where } }
}
