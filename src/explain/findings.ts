import type { DiagnosticEntry } from '../entry/fields.ts'
import { errorHint, findRow, toRows } from './hints.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'
import type { FindingCode } from './findingCodes.ts'
import type { Finding } from './types.ts'

/**
 * A line each, what explains most first: code; in which entries it is seen, as a pattern over their JSON, or
 * nothing where `judge` tells; what was seen; what it means; what the user can try; what the developer can do;
 * what to ask the user. `$name` is a field of the first of these entries, or a word of `judge`.
 */
const FINDINGS = `csp-blocked~type":"cspBlocked"~The page's own security policy stopped Plaid.~Its $directive does not allow $blockedHost.~Please send us this report.~Allow Plaid's hosts in the Content-Security-Policy.
offline~type":"offline"|online":false~The internet connection was lost.~$lost~Check the internet connection, then try again.
script-failed~^(?!.*online":false).*type":"scriptFailed"~Plaid could not be loaded, so no bank window opened.~Likely an ad blocker or a network filter$quickly. Not proven.~Allow this site in the ad blocker or use another browser, then try again.~Show the error that usePlaidLink returns.~Which ad blocker, VPN or DNS filter? A work or school network?
script-never-ran~^(?=.*scriptTag":true).*plaidGlobal":false~Plaid's script is in the page but had not run.~Slow or held back. Link then waits without an error.~Reload the page, then try again.~Leave the script tag to react-plaid-link.
not-ready~type":"notReady"~The bank window was not ready in time.~Plaid's script or the link_token was late.~Reload the page, then try again.~Look for both in the network log.
opened-too-early~noToken":true|ready":false~The app opened the bank window too early.~open() does nothing without a link_token or before ready.~Reload the page, then try again.~Call open() only when ready.
layer-not-available~eventName":"LAYER_(AUTOFILL_)?NOT~Plaid has no saved account for this person.~Layer is not available.~Connect the usual way.~Fall back to Link without Layer.
oauth-not-resumed~~The bank window could not go on after the bank's sign-in.~$other~Start again.~Keep the link_token over the redirect, and give Link the whole address received.
token-changed~type":"tokenChanged"~The app closed the bank window while it was in use.~Its link_token changed.~Try again.~Keep the link_token until onSuccess or onExit.
unmounted~type":"unmounted"~The app closed the bank window while it was in use.~Its component was unmounted.~Try again.~Keep it mounted until onSuccess or onExit.
oauth-not-returned~~$left while the bank window was open, $surely for the bank's sign-in, and no return reached this browser.~$why~$how~Keep the link_token over the redirect, and give Link the whole address received.~Which bank? Did its app open? Did you come back to another browser?
abandoned-at-view~~$left at $place.~Plaid tells nothing more when a page is left.~Try again.~~What was on the screen?
nothing-followed~~The bank window opened and nothing followed.~Likely an ad blocker or a network filter. Not proven.~Reload the page, then try again.~~What was on the screen?
closed-at-bank-list~~The bank window was closed at $place.~Perhaps the bank was not found there.~Search for the bank's full name.~See in the Plaid Dashboard whether Plaid supports the bank.~Which bank were you looking for?
exit-after-error~~The bank window closed right after an error.~onExit itself had none, as after a change of mind.~Try again.~Listen to ERROR in onEvent too.
callback-failed~type":"callback~The app failed to handle Plaid's answer.~Its $callback ended in $errorName.~Reload the page.~Look for it in your error log.
called-twice~times":~Plaid told the app some things twice.~Likely two handlers were alive.~~Call usePlaidLink in one place.`

/** What is found in a report: what explains most comes first, then the newest session. */
export function findFindings(report: DiagnosticsReport): Finding[] {
  const findings: Finding[] = []

  function add(finding: Omit<Finding, 'evidence'>, session: number, entries: number[]): void {
    const same = findings.find(
      ({ code, seen, means }) => code === finding.code && seen === finding.seen && means === finding.means,
    )
    if (same) same.evidence.push({ session, entries })
    else findings.push({ ...finding, evidence: [{ session, entries }] })
  }

  report.sessions.forEach((session, index) => {
    const { entries, outcome } = session
    const succeeded = outcome === 'succeeded'
    const where = (test: (entry: DiagnosticEntry, position: number) => unknown): number[] =>
      entries.flatMap((entry, position) => (test(entry, position) ? position : []))

    // The last error first: it is what ended it.
    for (const means of new Set(succeeded ? [] : entries.filter(isError).map(nameOf).reverse())) {
      const found = where((entry) => isError(entry) && nameOf(entry) === means)
      const { code, seen, userCanTry, developer, askUser } = errorHint(entries[found[0] ?? 0])
      add({ code: code as FindingCode, seen, means, userCanTry, developer, askUser }, index, found)
    }

    const json = entries.map((entry) => JSON.stringify(entry))
    const words: Record<string, unknown> = judge(report, session, index)
    for (const [code = '', pattern, ...texts] of toRows(FINDINGS)) {
      if (succeeded && !code.startsWith('ca')) continue
      const found = pattern
        ? json.flatMap((text, position) => (RegExp(pattern, 's').test(text) ? position : []))
        : where((_, position) => words[code] && position === entries.length - 1)
      if (found.length === 0) continue
      const lost = isOver(code, entries, found) ? 'It came back.' : 'Likely why it stopped.'
      const named: Record<string, unknown> = { ...entries[found[0] ?? 0], ...words, lost }
      const [seen = '', means = '', userCanTry = '', developer = '', askUser = ''] = texts.map((text) =>
        text.replace(/\$(\w+)/g, (_, word: string) => String(named[word] ?? 'unknown')),
      )
      add({ code: code as FindingCode, seen, means, userCanTry, developer, askUser }, index, found)
    }
  })

  for (const finding of findings) {
    const { evidence } = finding
    const times = evidence.flatMap(({ session, entries }) =>
      entries.filter((position) => report.sessions[session]?.entries[position]?.eventName === 'ERROR'),
    ).length
    if (times > 1) finding.seen = finding.seen.replace(/\.$/, `, ${times} times.`)
  }
  const rank = ({ code }: Finding): number => FINDINGS.indexOf(code + '~')
  return [...findings.sort((a, b) => rank(a) - rank(b)), ...inspectStorage(report.completeness)]
}

/** The problem of a report of which `parseReport` was given a part only. */
export const CUT_OFF = 'The end of this report is missing.'

function inspectStorage({ storage, problem, missing }: DiagnosticsReport['completeness']): Finding[] {
  const usual = { indexeddb: '', memory: 'They are kept in memory only.', off: 'Recording is switched off.' }
  const means = problem ?? (missing > 0 ? `${missing} entries are missing.` : usual[storage])
  if (!means) return []
  const seen = problem === CUT_OFF ? 'This is not all of the report.' : 'Details could not all be kept on this device.'
  const developer = 'What is here is right, but earlier page loads may be missing.'
  return [{ code: 'storage-degraded', seen, means, userCanTry: '', askUser: '', developer, evidence: [] }]
}

/** The rules that take more than one entry, by the code of their finding; and the words of their texts. */
function judge(
  { sessions, createdAt, environment: { inAppBrowser } }: DiagnosticsReport,
  { entries, outcome, institution, linkSessionId, linkTokenFingerprint, startedAt, lastSeenAt, endedAt }: LinkSession,
  index: number,
): Record<string, unknown> {
  const isAbandoned = outcome === 'abandoned'
  const place = placeOf(entries)
  const exit = entries.findLast(({ type, eventName }) => type === 'onExit' || eventName === 'EXIT')
  const scriptFailed = entries.find(({ type }) => type === 'scriptFailed')?.afterMs
  const isHeard = entries.some(({ type }) => /^on[ES]/.test(type))
  const isAtBank = entries.some(({ eventName, viewName }) => /OAUTH/.test(`${eventName} ${viewName}`))
  const left = sessions.find(
    (older, position) =>
      position > index && /^(?:ab|in)/.test(older.outcome) && since(older.startedAt, startedAt) < TOKEN_LIFE_MS,
  )
  // Only what both are known to have can be another one.
  const isOtherToken = left?.linkTokenFingerprint !== linkTokenFingerprint
  const other = isOtherToken
    ? left?.linkTokenFingerprint && linkTokenFingerprint && 'link_token'
    : left?.linkSessionId && linkSessionId && 'link_session_id'
  return {
    'oauth-not-resumed': left && isReturn(entries),
    'oauth-not-returned':
      isAbandoned && isHeard && (isAtBank || (!place && endedAt)) && !isReturn(sessions[index - 1]?.entries ?? []),
    'abandoned-at-view': isAbandoned && !isAtBank && place,
    'nothing-followed':
      !isHeard &&
      ((isAbandoned && since(startedAt, lastSeenAt) > STUCK_MS) ||
        (outcome === 'in-progress' && since(startedAt, createdAt) > STUCK_MS)),
    'closed-at-bank-list': outcome === 'exited' && place === placeName('SELECT_INST'),
    'exit-after-error': outcome === 'failed' && exit && !isError(exit),
    other: other ? `It came back with another ${other}.` : 'It could not be linked to the sign-in that was left.',
    quickly: scriptFailed && scriptFailed < 2000 ? `, as it failed after ${scriptFailed} ms` : '',
    place,
    // Of a page that nobody saw go, it is not known that it was left.
    left: endedAt ? 'The page was left' : 'Nothing more was heard',
    surely: isAtBank ? 'probably' : 'perhaps',
    why: institution ? '' : 'The bank is not known, as Plaid names it only when Link closes.',
    how: inAppBrowser
      ? `Open this site in Safari or Chrome, not inside ${inAppBrowser}, and try again.`
      : "Try again, and come back to this browser after the bank's sign-in.",
  }
}

/** A link_token's life, and so the longest way to a bank and back. */
const TOKEN_LIFE_MS = 4 * 3_600_000
/** Link says OPEN within a second or two. */
const STUCK_MS = 10_000

export function since(start = '', end = ''): number {
  return Date.parse(end) - Date.parse(start)
}

function isReturn(entries: DiagnosticEntry[]): boolean {
  return entries.find(({ type }) => type === 'open' || type === 'linkToken')?.oauthReturn === true
}

export function isError(entry: DiagnosticEntry): unknown {
  const { type, eventName, errorType, errorCode, errorMessage, displayMessage, errorName } = entry
  return (
    type.startsWith('on') &&
    (eventName === 'ERROR' || errorType || errorCode || errorMessage || displayMessage || errorName)
  )
}

/** `ITEM_ERROR / INVALID_CREDENTIALS`, or what else is known of an error. */
export function nameOf({ errorType, errorCode, errorName, errorMessage, displayMessage }: DiagnosticEntry): string {
  return [errorType, errorCode].filter(Boolean).join(' / ') || errorName || errorMessage || displayMessage || ''
}

const PLACES = `SELECT_INST INSTITUTION_NOT~the list of banks
CREDENTIAL~the login screen
OAUTH~the bank's own sign-in
CAPTCHA~the security check
ACCOUNT~the choice of accounts
DATA_TRANS CRA_ MATCHED~a question of consent
CONSENT~the first screen
MFA OTP VERIFY CODE DEVICE QUEST SELECTIONS~the security code`

/** Where in Link a session was last, in words: by its views, which OPEN does not tell, or by its exit. */
export function placeOf(entries: DiagnosticEntry[]): string {
  return placeName(lastView(entries) ?? entries.findLast(({ exitStatus }) => exitStatus)?.exitStatus)
}

function lastView(entries: DiagnosticEntry[]): string | undefined {
  return entries.findLast(
    ({ viewName, eventName }) => viewName && eventName !== 'OPEN' && !/^(?:EXIT|ERROR|LOADING)$/.test(viewName),
  )?.viewName
}

function placeName(place = ''): string {
  return findRow(PLACES, place.toUpperCase())[1] ?? place
}

/**
 * Whether Link went on after what was found, so that it is not why the session ended: after an error to a later step,
 * after what keeps Link from starting to any.
 */
export function isOver(code: string, entries: DiagnosticEntry[], found: number[]): boolean {
  const next = (found.at(-1) ?? entries.length) + 1
  const view = lastView(entries.slice(next))
  if (code === 'offline' && entries.slice(next).some(({ type }) => type === 'online')) return true
  if (/^(?:csp|offline|script|not-ready|opened|layer)/.test(code)) return view !== undefined
  const before = stepOf(lastView(entries.slice(0, next)))
  return (
    found.every((position) => isError(entries[position] as DiagnosticEntry)) && before >= 0 && stepOf(view) > before
  )
}

/** How far on in Link a view is; -1 where that is not known. */
function stepOf(view = ''): number {
  return STEPS.indexOf(placeName(view))
}
const STEPS = [
  'the list of banks',
  'the login screen',
  "the bank's own sign-in",
  'the security code',
  'the choice of accounts',
]
