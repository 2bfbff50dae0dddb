import type { Completeness, DiagnosticsReport } from '../session/report.ts'
import { calledTwice, closingRules, exitAfterError, tokenChanged, unmounted } from './rules/closing.ts'
import { toHit } from './rules/failure.ts'
import { leavingRules } from './rules/leaving.ts'
import { openingRules, type Rule } from './rules/opening.ts'
import { callbackFailed, leftRules, successRules } from './rules/success.ts'
import { isExit } from '../session/group.ts'
import { isAttachedOnly } from '../session/sessions.ts'
import { BESIDE } from './findingCodes.ts'
import { see, where, type Hit, type Seen } from './seen.ts'
import type { Finding, FindingRole } from './types.ts'
import { wordsOf } from './words/fill.ts'
import { findingWords } from './words/findingWords.ts'

/** What came of an older session. */
export interface History {
  text: string
  isOver: boolean
}

/** What a session tells: why it ended as it did, and what else was found in it. */
export interface Told {
  seen: Seen
  /** The cause, and only one: what is likely counts only where nothing is known. Null where nothing says more. */
  cause: Hit | null
  /** The cause first. */
  hits: Hit[]
}

/** Finds what each session tells, in the order of the report. */
export function tellSessions(report: DiagnosticsReport): Told[] {
  return report.sessions.map((_, index) => {
    const seen = see(report, index)
    const cause = findCause(seen)
    return { seen, cause, hits: findHits(seen, cause) }
  })
}

function first(rules: readonly Rule[], seen: Seen): Hit | null {
  for (const rule of rules) {
    const hit = rule(seen)
    if (hit && !hit.overcome) return hit
  }
  return null
}

function findCause(seen: Seen): Hit | null {
  const { outcome } = seen.session
  if (isAttachedOnly(seen.session)) return null
  if (outcome === 'succeeded') return first(successRules, seen)
  // What keeps Link from working comes before what follows from it; an error that came with a code says more.
  const opening = first(openingRules, seen)
  if (opening && outcome === 'never-opened') return opening
  const closing = first(closingRules, seen)
  const isLater = closing && opening && (closing.entries[0] ?? 0) > (opening.entries[0] ?? 0)
  if (opening && (!closing || isLater)) return opening
  return closing ?? first(leavingRules, seen)
}

const REPEATED = 'an exit after the success repeats it'

function findHits(seen: Seen, cause: Hit | null): Hit[] {
  const { failures, session } = seen
  const hits: Hit[] = cause ? [cause] : []
  const isSuccess = session.outcome === 'succeeded'
  const ofCause = new Set(cause?.entries)
  const exits = new Set(where(seen, isExit))
  const isOfCause = (positions: number[]): boolean => positions.some((position) => ofCause.has(position))
  for (const failure of failures) {
    // What follows from the cause is not told beside it.
    const isTold =
      failure.code === cause?.explains ||
      isOfCause(failure.entries) ||
      (cause?.facts && cause.name === failure.name && failure.name)
    // The error that an exit after a success repeats is of no new try: that would be the cause.
    const isRepeated = isSuccess && !failure.overcome && failure.entries.every((position) => exits.has(position))
    if (isTold || (isSuccess && !failure.overcome && !isRepeated)) continue
    hits.push({ ...toHit(failure, seen), ...(isRepeated && { overcome: REPEATED }) })
  }
  if (!isSuccess) {
    const told = hits.map((hit) => new Set(hit.entries))
    for (const rule of openingRules) {
      const hit = rule(seen)
      if (!hit?.overcome || hit.code === cause?.code) continue
      // One entry may say several things; the first of them says most.
      const isTold = told.some((one) => hit.entries.every((position) => one.has(position)))
      if (isTold) continue
      hits.push(hit)
      told.push(new Set(hit.entries))
    }
  }
  for (const rule of [...leftRules, exitAfterError, tokenChanged, unmounted, callbackFailed, calledTwice]) {
    const hit = rule(seen)
    if (hit && hit.code !== cause?.code) hits.push(hit)
  }
  return hits
}

/**
 * What is found in a report: of the newest session first, and of each session its cause first. `historyOf` says of the
 * cause of an older session where it was, and what came of it.
 */
export function findFindings(
  report: DiagnosticsReport,
  told: readonly Told[],
  earlier?: Told,
  historyOf: (older: Told) => History = () => ({ text: '', isOver: false }),
): Finding[] {
  const findings = new Map<string, Finding>()
  const causes = new Map<string, FindingRole>()
  told.forEach((one, session) => {
    const { seen, hits, cause } = one
    // What the newest session tells of this one is told.
    const isTold = told[0]?.cause?.tells?.has(seen.session) && session > 0
    for (const hit of isTold ? hits.filter((hit) => hit !== cause) : hits) {
      const finding = toFinding(hit, seen)
      const sentence = JSON.stringify([finding.code, finding.seen])
      const role = hit === earlier?.cause ? 'earlier-cause' : roleOf(hit, session, told)
      if (role.endsWith('cause') && !causes.has(sentence)) causes.set(sentence, role)
      // The same as what the reader is told of above needs no place.
      const isOlder = session > 0 && (hit === cause || BESIDE.includes(hit.code)) && role === 'besides'
      const history = isOlder && !causes.has(sentence) ? historyOf({ ...one, cause: hit }) : undefined
      const key = JSON.stringify([sentence, finding.means, history?.text])
      const same = findings.get(key)
      if (same) same.evidence.push({ session, entries: hit.entries })
      else
        findings.set(key, {
          ...finding,
          seen: history?.text ? `${finding.seen.replace(/\.$/, '')} (${history.text}).` : finding.seen,
          // Nothing is left to do about it.
          ...(history?.isOver && { userCanTry: '', askUser: '', developer: '' }),
          // The same sentence is told once.
          role: causes.get(sentence) ?? role,
          evidence: [{ session, entries: hit.entries }],
        })
    }
  })
  return [...findings.values(), ...inspectStorage(report.completeness)]
}

function roleOf(hit: Hit, session: number, told: readonly Told[]): FindingRole {
  if (hit === told[0]?.cause) return 'cause'
  return hit.overcome && hit.overcome !== REPEATED && session === 0 ? 'overcome' : 'besides'
}

function toFinding(hit: Hit, seen: Seen): Omit<Finding, 'evidence' | 'role'> {
  const { happened, means, userCanTry, askUser, developer } = wordsOf(hit, seen)
  if (!hit.overcome) return { code: hit.code, seen: happened, means, userCanTry, askUser, developer }
  // Another bank than the one that the session is told of.
  const { bankNames, entries, session } = seen
  const bank = bankNames.get(hit.entries.map((position) => entries[position]?.institutionId).find(Boolean) ?? '')
  const isAtOther = bank && bank !== session.institution?.name
  // Who refused the account was the app: that the bank was connected does not say which account it was.
  const isOfRule = hit.code === 'identity-match-blocked'
  const then =
    hit.overcome === REPEATED
      ? REPEATED
      : isOfRule
        ? `then ${hit.overcome}, perhaps with another account`
        : `overcome: ${hit.overcome}`
  const end = isAtOther ? `at ${bank}; then ${hit.overcome}` : then
  const history = `${happened.replace(/\.$/, '')} (${end}).`
  return { code: hit.code, seen: history, means, userCanTry: '', askUser: '', developer: '' }
}

/** Memory by the app's own choice is no fault, and neither is recording that is switched off. */
function inspectStorage({ storage, problem, missing }: Completeness): Finding[] {
  const lost = missing > 0 && (missing === 1 ? '1 entry is missing.' : `${missing} entries are missing.`)
  const { happened, developer = '' } = findingWords['storage-degraded']
  const rest = {
    code: 'storage-degraded',
    role: 'besides',
    userCanTry: '',
    askUser: '',
    developer,
    evidence: [],
  } as const
  const degraded = [problem, lost].filter(Boolean).join(' ')
  return [
    ...(storage === 'unknown'
      ? [{ ...rest, seen: 'This is not all of the report.', means: CUT_OFF, evidence: [] }]
      : []),
    ...(degraded ? [{ ...rest, seen: happened, means: degraded, evidence: [] }] : []),
  ]
}

/** Of a report of which `parseReport` was given a part only. */
export const CUT_OFF = 'The end of this report is missing.'
