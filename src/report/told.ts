import { knownIdentifiers } from '../ids/keys.ts'
import type { PlaidIdentifierKey } from '../ids/keys.ts'
import type { CaseLine, EarlierStory, FindingRole, ReportExplanation, Verdict } from '../explain/explain.ts'
import { PLAIN_ENDS } from '../explain/between.ts'
import { isOpen, isOpenCase, newsOf } from '../explain/story.ts'
import { whoActsIn } from '../explain/words/whoActs.ts'
import type { DiagnosticEntry } from '../entry/fields.ts'
import { statusNote } from '../explain/places.ts'
import { since, span } from '../explain/seen.ts'
import { DAY_MS, toUtc } from '../entry/time.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'
import { escapeText, GLUE, writeLine } from './grammar.ts'
import type { contentLabels, ToldLabel } from './labels.ts'
import { withLocalTime } from './time.ts'
import { secondsOf } from './timeline.ts'

/**
 * What a report tells beyond its facts, in lines: the first lines and parts 1 to 3. They are computed from the facts
 * and are not read back.
 */

/** A line before it is wrapped. */
export interface Told {
  label: ToldLabel | (typeof contentLabels)[number]
  value: string
  /** In the short form what matters most, 1, is kept first. */
  rank: 1 | 2 | 3 | 4 | 5
}

export function writeTold(told: readonly Told[]): string[] {
  return told.flatMap(({ label, value }) => writeLine(label, escapeText(value).replace(NUMBER_AND_UNIT, `$1${GLUE}$2`)))
}

/** They stay on one line. */
const NUMBER_AND_UNIT = /(\d) (s|ms|min|h|days?)\b/g

function tell(label: ToldLabel, value: string | false | null | undefined, rank: Told['rank']): Told[] {
  return value ? [{ label, value, rank }] : []
}

/** All that a hurried reader needs. */
export function tellFirst(explanation: ReportExplanation): Told[] {
  const { headline, verdict, plaidCase } = explanation
  const earlier = explanation.earlier && newsOf(explanation.earlier, explanation)
  const isAboutEarlier = earlier !== null && earlier.session === plaidCase.session
  const isTwo = earlier !== null && (isAboutEarlier || isOpen(earlier))
  const about = isAboutEarlier ? ', for the earlier session' : isTwo ? ', for the newest session' : ''
  const acting = [explanation.whoActs, explanation.whoElseActs]
  const isOther =
    isTwo && !(acting.includes(earlier.whoActs) && acting.includes(earlier.whoElseActs ?? earlier.whoActs))
  const before = isOther ? `; for the earlier session: ${whoActsIn(earlier)}` : ''
  return [
    ...tell('Result', headline, 1),
    ...tell('Earlier session', earlier && (earlier.headline === headline ? 'the same' : earlier.headline), 1),
    ...tell('To act', whoActsIn(explanation) + before, 1),
    ...tell('Plaid case', `${verdict.answer}${about}. ${verdict.reason}`, 1),
    ...tell('Earlier session, Plaid case', earlier && isOpenCase(earlier, explanation) && caseOf(earlier), 1),
  ]
}

function caseOf({ verdict, firstId }: EarlierStory): string {
  const give = firstId ? `First id: ${firstId.value}, in part 4.` : 'Its ids are in part 4.'
  return `${verdict.answer}. ${verdict.reason} ${give}`
}

/** Part 1. */
export function tellStory(report: DiagnosticsReport, explanation: ReportExplanation): Told[] {
  const { why, when, ended, userCanTry, askUser, errorPage, plaidCase, verdict } = explanation
  const { createdAt, timeZone, environment, sessions } = report
  const device = `${environment.browser ?? 'unknown browser'} on ${environment.platform ?? 'unknown device'}`
  const plaidEnvironment = sessions[0]?.plaidEnvironment
  const plaid = sessions.length > 0 ? `, Plaid ${plaidEnvironment ?? 'environment not known'}` : ''
  const copied = toUtc(Date.parse(createdAt))
  const note = ended && statusNote(sessions[0]?.entries ?? [])
  const earlier = explanation.earlier && newsOf(explanation.earlier, explanation)
  const isStillOpen = earlier !== null && isOpen(earlier)
  const isOfEarlier = isStillOpen && earlier.session === plaidCase.session
  // What the newest session does not mend is told as its own.
  const isTaken = isOfEarlier && explanation.earlier?.userCanTry === userCanTry && userCanTry !== ''
  const adviceOf = (cause: FindingRole, of: Verdict | false): string | false =>
    explanation.findings.find(({ role }) => role === cause)?.developer || (of && of.answer === 'yes' && OPEN_ONE)
  return [
    ...tell('Why', why !== plaidCase.error && why !== verdict.reason && why, 2),
    ...tell('When', withLocalTime(when, timeZone), 3),
    ...tell('Ended', note ? `${ended} (${note})` : ended, 3),
    ...tell('User can try', userCanTry, 2),
    ...tell('Ask the user', askUser, 3),
    ...tell(
      'Developers',
      adviceOf('cause', !isOfEarlier && verdict) || (isTaken && adviceOf('earlier-cause', verdict)),
      3,
    ),
    ...tell('About this error', errorPage, 4),
    ...tellOvercome(explanation),
    ...tell('Same before', sameBefore(report, explanation, 'cause'), 3),
    ...(earlier ? tellEarlier(earlier, report, explanation) : []),
    ...tell('Earlier session, user can try', earlier?.userCanTry, 3),
    ...tell('Earlier session, ask the user', earlier?.askUser, 4),
    ...tell('Earlier session, developers', isStillOpen && !isTaken && adviceOf('earlier-cause', earlier.verdict), 4),
    ...tell('Earlier session, about its error', earlier?.errorPage, 5),
    ...tell('Other sessions', tellOthers(explanation), 5),
    ...tell('Copied', `${copied ? `${copied} UTC` : 'at an unknown time'}, ${device}${plaid}`, 4),
  ]
}

/** Those that failed, too, and that no line above tells. */
function tellOthers({ findings }: ReportExplanation): string {
  const open = findings.filter(({ role, code, userCanTry }) => {
    return role === 'besides' && userCanTry !== '' && !PLAIN_ENDS.includes(code)
  })
  const numbers = new Set(open.flatMap(({ evidence }) => evidence.map(({ session }) => session + 1)))
  const shown = [...numbers].slice(0, MAX_SAME).join(', ')
  return numbers.size > 0 && !numbers.has(1) ? `something failed in session ${shown}, too: see part 3` : ''
}

const OPEN_ONE = 'Open a case with Plaid Support.'

/** So many sessions that ended like the newest. */
const MAX_SAME = 3

/** So many are told in part 1; each is in the timeline. */
const MAX_OVERCOME = 4

function tellOvercome({ findings }: ReportExplanation): Told[] {
  const overcome = findings.filter(({ role }) => role === 'overcome')
  const more = overcome.length - MAX_OVERCOME
  return [
    ...overcome.slice(0, MAX_OVERCOME).flatMap(({ seen }) => tell('Before in this session', seen, 3)),
    ...tell('Before in this session', more > 0 && `${more} more that were overcome, in part 4`, 5),
  ]
}

/** Sessions before it that ended in the same way at the same bank: `2 min earlier (session 2)`. */
function sameBefore(
  { sessions }: DiagnosticsReport,
  { findings, verdict }: ReportExplanation,
  of: 'cause' | 'earlier-cause',
): string {
  const [newest, ...older] = findings.find(({ role }) => role === of)?.evidence ?? []
  // A case that is one by that says it already.
  if (!newest || verdict.answer === 'yes') return ''
  const { startedAt, institution, plaidEnvironment } = sessions[newest.session] as LinkSession
  const same = older.flatMap(({ session: index }) => {
    const session = sessions[index] as LinkSession
    const age = since(session.startedAt, startedAt)
    const isAlike = session.institution?.id === institution?.id && session.plaidEnvironment === plaidEnvironment
    const isSame = isAlike && age >= 0 && age < DAY_MS
    return isSame ? `${span(age)} earlier (session ${index + 1})` : []
  })
  return same.slice(0, MAX_SAME).join(', ') + (same.length > MAX_SAME ? `, and ${same.length - MAX_SAME} more` : '')
}

/** Another session that the reader must know. */
function tellEarlier(earlier: EarlierStory, report: DiagnosticsReport, explanation: ReportExplanation): Told[] {
  const { when, ended } = earlier
  return [
    ...tell('Earlier session, when', withLocalTime(when, report.timeZone), 4),
    ...tell('Earlier session, ended', ended, 4),
    ...tell('Earlier session, same before', sameBefore(report, explanation, 'earlier-cause'), 4),
  ]
}

/** So many lines of a key; the rest is in the session. */
const MAX_OF_KEY = 6

/** The heading of part 2. */
export function titleOfCase({ plaidCase, verdict, earlier }: ReportExplanation, sessions: number): string {
  if (plaidCase.session < 0) return 'No ids, no Plaid case'
  const number = plaidCase.session + 1
  const isOfEarlier = earlier?.session === plaidCase.session
  const isOfLogins = plaidCase.session > 0 && !isOfEarlier
  const session = isOfEarlier
    ? `the earlier session (${number} in part 4)`
    : `session ${number}${isOfLogins ? ' (that of the logins)' : ''}`
  const which = sessions > 1 ? ` of ${session}` : ''
  const title: Record<Verdict['answer'], string> = {
    yes: `For a Plaid case${which}`,
    perhaps: `For a Plaid case${which}, if it is one`,
    'not yet': plaidCase.form ? `For a Plaid case${which}, if it becomes one` : `Ids${which}, no Plaid case yet`,
    no: `Ids${which}, no Plaid case`,
  }
  return title[verdict.answer]
}

/** Part 2. */
export function tellCase({ plaidCase, verdict }: ReportExplanation): Told[] {
  const { lines, error, asksFor, form, logUntil } = plaidCase
  // Where nothing is to be sent, it is for the app's own engineers.
  const first = verdict.answer === 'no' ? 'look at this first' : 'give this first'
  // An identity check has one id under two names.
  const check = lines.find(({ key, value }) => key === 'identity_verification_id' && value)
  const twin = lines.find(({ key, value }) => key === 'link_session_id' && value === check?.value)
  const once = lines.flatMap((line) => (check && twin ? (line === check ? [] : line === twin ? check : line) : line))
  return [
    ...groupLines(once).flatMap((group) => tellGroup(group, first)),
    ...tell('error', error, 2),
    ...tell('Plaid asks for', asksFor, 5),
    ...tell('Case form', form, 4),
    ...tell('Plaid keeps its log until', logUntil && `about ${logUntil}`, 4),
  ]
}

/** Lines of one key, or all that lack their value for one reason. */
function groupLines(lines: readonly CaseLine[]): CaseLine[][] {
  const groups = new Map<string, CaseLine[]>()
  for (const line of lines) {
    const { key, missing, note, fingerprint, endpoint } = line
    // What is on a server is looked up one by one.
    const isAlone = !missing || missing === 'on your server' || fingerprint
    const group = isAlone ? `of ${key}` : `${missing} ${endpoint} ${note}`
    const known = groups.get(group)
    if (known) known.push(line)
    else groups.set(group, [line])
  }
  return [...groups.values()]
}

function tellGroup(group: readonly CaseLine[], mark: string): Told[] {
  const [first] = group
  if (!first) return []
  if (first.missing && !first.fingerprint) return tellMissing(first, group)
  const rest = group.length - MAX_OF_KEY
  return [
    ...group.slice(0, rest > 1 ? MAX_OF_KEY : group.length).flatMap((line, index) => tellLine(line, index === 0, mark)),
    ...tell(labelOf(first.key), rest > 1 && `${rest} more, in part 4`, 5),
  ]
}

/** As many keys in a label as leave room for what is said of them. */
const MAX_LABEL = 50

/** `item_id, access_token, account_id: do not exist (a new link that never finished)`. */
function tellMissing(first: CaseLine, group: readonly CaseLine[]): Told[] {
  const labels: string[] = []
  let label = ''
  for (const { key } of group) {
    if (label && label.length + key.length > MAX_LABEL) {
      labels.push(label)
      label = ''
    }
    label += (label && ', ') + labelOf(key)
  }
  const { missing, note, endpoint, giveFirst } = first
  const notes = [note, endpoint, giveFirst && 'look this up first'].filter(Boolean).join('; ')
  const said = missing + (notes && ` (${notes})`)
  const isTraced = group.some(({ key }) => key === 'link_session_id' || key === 'request_id')
  return [...labels, label].flatMap((keys) =>
    tell(keys as ToldLabel, keys.includes(',') ? said.replace(/^does/, 'do') : said, isTraced ? 3 : 4),
  )
}

function tellLine(line: CaseLine, isFirst: boolean, mark: string): Told[] {
  const { key, value, note, giveFirst, missing, fingerprint, endpoint } = line
  const notes = [note, endpoint, giveFirst && mark, fingerprint && `fingerprint ${fingerprint}`].filter(Boolean)
  const place = value || missing
  const label = labelOf(key)
  const said = `${label === key ? '' : `${key} `}${place}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`
  return tell(label, said, value && isFirst ? 2 : 4)
}

/** Of a report that somebody else wrote, a key could be anything: also a label of ours. */
function labelOf(key: string): PlaidIdentifierKey | 'other' {
  return knownIdentifiers.find((known) => known.key === key)?.key ?? 'other'
}

const MAX_FINDINGS = 10
const MAX_PLACES = 5

/** Part 3: what is not said above. What the user can try is said there, and only there. */
export function tellFindings({ sessions }: DiagnosticsReport, explanation: ReportExplanation): Told[] {
  const findings = explanation.findings.filter(({ role }) => role === 'besides')
  const told = findings.slice(0, MAX_FINDINGS).flatMap((finding): Told[] => {
    const places = finding.evidence
      .slice(0, MAX_PLACES)
      .map(({ session, entries }) => placesOf(sessions, session, entries))
    return [
      ...tell('Finding', finding.code, 5),
      ...tell('Seen', finding.seen, 5),
      ...tell('Means', finding.means, 5),
      ...tell('Developers', finding.developer, 5),
      ...tell('Where', places.join('; '), 5),
    ]
  })
  const more = findings.length - MAX_FINDINGS
  return [...told, ...tell('Finding', more > 0 && `${more} more`, 5)]
}

/** `session 1 at 0.4 s, 9.1 s`. */
function placesOf(sessions: readonly LinkSession[], index: number, entries: readonly number[]): string {
  const session = sessions[index]
  if (!session) return ''
  const times = entries
    .slice(0, MAX_PLACES)
    .map((entry) => `${secondsOf(session, session.entries[entry] as DiagnosticEntry)} s`)
  const more = entries.length - times.length
  return `session ${index + 1} at ${times.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
