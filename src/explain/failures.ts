import { hasError, type DiagnosticEntry } from '../entry/fields.ts'
import { happenedAt } from '../entry/time.ts'
import { isExit, isSuccess } from '../session/group.ts'
import type { LinkSession } from '../session/report.ts'
import { findError, type ErrorFacts } from './errors.ts'
import type { FindingCode } from './findingCodes.ts'
import { exitOrder, isListOfBanks, order, own, stepOf } from './places.ts'

/** Something in a session that says that it did not go well. */
export interface Failure {
  code: FindingCode
  /** What Plaid's error means; null where it is told otherwise than by an error. */
  facts: ErrorFacts | null
  /** `ITEM_ERROR / INVALID_CREDENTIALS`, or what else is known of an error; empty where it is none. */
  name: string
  /** In Plaid's spelling; null where Plaid named none. */
  error: { type: string; code: string } | null
  /** Its entries, by their index. */
  entries: number[]
  institutionId: string | undefined
  /** How far on in Link it was, as `order` says. */
  step: number
  /** How long after the bank's sign-in was opened, in milliseconds; undefined where it was not. */
  afterSignIn: number | undefined
  /** Why it is history: what came after it; empty where nothing did. */
  overcome:
    | ''
    | 'Link went on'
    | 'another bank was chosen'
    | 'Link finished'
    | 'a bank was connected'
    | 'the bank was connected'
    | 'another bank was connected'
    | 'Link was opened again'
    | "the bank's sign-in was opened again"
}

/** What Plaid tells without an error, by the event's whole name. */
const signs: Record<string, FindingCode> = {
  FAIL_OAUTH: 'bank-sign-in-failed',
  CLOSE_OAUTH: 'bank-sign-in-closed',
  IDENTITY_MATCH_FAILED: 'identity-match-blocked',
  SELECT_DOWN_INSTITUTION: 'institution-down',
  SELECT_DEGRADED_INSTITUTION: 'institution-down',
  SELECT_FILTERED_INSTITUTION: 'institution-not-supported',
  SELECT_DENYLISTED_INSTITUTION: 'institution-not-supported',
}

/** What Plaid tells of an identity check, from what says least to what says most. */
const identitySigns: Record<string, { code: FindingCode | null; isFinal: boolean }> = {
  IDENTITY_VERIFICATION_PASS_STEP: { code: null, isFinal: false },
  IDENTITY_VERIFICATION_START_STEP: { code: null, isFinal: false },
  IDENTITY_VERIFICATION_FAIL_STEP: { code: 'identity-check-failed', isFinal: false },
  IDENTITY_VERIFICATION_PENDING_REVIEW_STEP: { code: 'identity-check-in-review', isFinal: false },
  IDENTITY_VERIFICATION_PASS_SESSION: { code: null, isFinal: true },
  IDENTITY_VERIFICATION_FAIL_SESSION: { code: 'identity-check-failed', isFinal: true },
  IDENTITY_VERIFICATION_PENDING_REVIEW_SESSION: { code: 'identity-check-in-review', isFinal: true },
}

/** Events that say of themselves that something failed; all others say it by an error. */
export const failingEvents: ReadonlySet<string> = new Set([
  ...Object.keys(signs),
  ...Object.keys(identitySigns).filter((event) => identitySigns[event]?.code === 'identity-check-failed'),
])

/** Plaid, or what the browser threw in its place, reported an error. */
export function isError({ type, eventName, ...entry }: DiagnosticEntry): boolean {
  return (type === 'onEvent' || type === 'onExit') && (eventName === 'ERROR' || hasError(entry))
}

/** `ITEM_ERROR / INVALID_CREDENTIALS`, or what else is known of an error. */
export function nameOf({ errorType, errorCode, errorName, errorMessage, displayMessage }: DiagnosticEntry): string {
  return [errorType, errorCode].filter(Boolean).join(' / ') || errorName || displayMessage || errorMessage || ''
}

/** All of a session, the one that came last first. In linear time. */
export function findFailures({ entries }: LinkSession): Failure[] {
  const after = lookAhead(entries)
  const failures = new Map<string, Failure>()
  /** The names of the errors that the person had left behind. */
  const leftBehind = new Set<string>()
  /** By an error's name, the failure that it was last told as. */
  const met = new Map<string, string>()
  let step = 0
  let bank: string | undefined
  let signIn: DiagnosticEntry | undefined
  entries.forEach((entry, position) => {
    const isChosenAnew = entry.eventName === 'HANDOFF' || isListOfBanks(entry)
    bank = isChosenAnew ? undefined : (entry.institutionId ?? bank)
    step = order(stepOf(entry)) || step
    if (entry.eventName === 'OPEN_OAUTH') signIn = entry
    const found = failureOf(entry)
    if (!found) return
    const institutionId = entry.institutionId ?? bank
    // FAIL_OAUTH and its like are of the bank's sign-in, whatever view came before.
    const at = found.facts ? step : Math.max(step, order('login'))
    const ahead = after[position] as Ahead
    const overcome = overcomeBy(ahead, at, institutionId, found)
    // An exit repeats the last error that was met, at whatever bank it is then; one that was left behind tells nothing.
    if (isExit(entry) && leftBehind.has(found.name)) return
    const told = isExit(entry) ? met.get(found.name) : undefined
    const key = told ?? `${found.code} ${found.name} ${institutionId ?? ''}`
    met.set(found.name, key)
    const same = failures.get(key)
    // In the order of the last of each.
    failures.delete(key)
    const positions = same?.entries ?? []
    positions.push(position)
    const afterSignIn = signIn && happenedAt(entry, 0) - happenedAt(signIn, 0)
    const bankOfIt = told ? (same?.institutionId ?? institutionId) : institutionId
    failures.set(key, {
      ...(same ?? found),
      institutionId: bankOfIt,
      overcome,
      step: at,
      afterSignIn,
      entries: positions,
    })
    if (overcome && (ahead.isConnected || isSurelyLeft(ahead, at, institutionId))) leftBehind.add(found.name)
    else leftBehind.delete(found.name)
  })
  const all = [...failures.values()]
  const identity = findIdentity(entries)
  if (!identity) return all.reverse()
  // What ended it after a step had failed says more than the step.
  return isOfStep(identity.code) ? [...all.reverse(), identity] : [identity, ...all.reverse()]
}

/** What an entry says has failed, if anything. */
export function failureOf(entry: DiagnosticEntry): Pick<Failure, 'code' | 'facts' | 'name' | 'error'> | undefined {
  const { type, eventName = '', viewName, exitStatus } = entry
  if (isError(entry)) {
    const facts = findError(entry)
    const { errorType: type = '', errorCode: code = '' } = entry
    return { code: facts.finding, facts, name: nameOf(entry), error: type || code ? { type, code } : null }
  }
  const isBlocked = type === 'onEvent' && viewName === 'IDENTITY_MATCH_BLOCK'
  const isUnsupported = exitStatus === 'institution_not_supported'
  const code =
    (type === 'onEvent' && own(signs, eventName)) ||
    (isBlocked && 'identity-match-blocked') ||
    (isUnsupported && 'institution-not-supported')
  if (code) return { code, facts: null, name: '', error: null }
  if (type === 'onEvent' && eventName === 'SUBMIT_DOCUMENTS_ERROR') {
    const facts = findError({ errorType: 'INCOME_VERIFICATION_ERROR', errorCode: 'INCOME_VERIFICATION_UPLOAD_ERROR' })
    return { code: facts.finding, facts, name: '', error: null }
  }
  return undefined
}

/** What comes after an entry. */
interface Ahead {
  /** How far Link went, by views and by what the person did. */
  step: number
  /** The person did something more, beyond the views that come by themselves. */
  isUsed: boolean
  /** How far the exit status says that it was; 0 where it says nothing. */
  exitStep: number
  isConnected: boolean
  isOpenedAgain: boolean
  /** The bank's sign-in, too. */
  isSignInAgain: boolean
  /** Documents were handed in. */
  isUploaded: boolean
  /** The banks that were chosen: none, this one, or several. */
  banks: 'none' | 'several' | { id: string }
}

const nothingAhead: Ahead = {
  step: 0,
  isUsed: false,
  exitStep: 0,
  isConnected: false,
  isOpenedAgain: false,
  isSignInAgain: false,
  isUploaded: false,
  banks: 'none',
}

function lookAhead(entries: readonly DiagnosticEntry[]): Ahead[] {
  const ahead: Ahead[] = []
  let next = nothingAhead
  // onSuccess alone is the end; after a HANDOFF another bank may follow.
  const ends = entries.some(({ eventName }) => eventName === 'HANDOFF') ? 'HANDOFF' : ''
  const isNamed = entries.some(({ eventName, institutionId }) => eventName === 'HANDOFF' && institutionId)
  for (let position = entries.length - 1; position >= 0; position--) {
    ahead[position] = next
    const entry = entries[position] as DiagnosticEntry
    const { type, eventName = '', viewName, exitStatus, institutionId } = entry
    const isView = eventName === 'TRANSITION_VIEW'
    next = {
      // Where HANDOFFs tell which banks were connected, the last screen tells nothing of one more.
      step: ends && viewName === 'CONNECTED' ? next.step : Math.max(next.step, order(stepOf(entry))),
      isUsed: next.isUsed || (type === 'onEvent' && !isView && !BY_ITSELF.includes(eventName)),
      exitStep: next.exitStep || exitOrder(exitStatus),
      isConnected: next.isConnected || (ends ? eventName === ends : isSuccess(entry)),
      isOpenedAgain: next.isOpenedAgain || (type === 'open' && entry.ready !== false && !entry.noToken),
      isUploaded: next.isUploaded || eventName === 'SUBMIT_DOCUMENTS_SUCCESS',
      isSignInAgain: next.isSignInAgain || eventName === 'OPEN_OAUTH',
      // Where HANDOFFs name it, onSuccess chooses no bank.
      banks: type === 'onEvent' || (type === 'onSuccess' && !isNamed) ? addBank(next.banks, institutionId) : next.banks,
    }
  }
  return ahead
}

/** No step of the person. */
const BY_ITSELF = ['ERROR', 'EXIT', 'OPEN', 'FAIL_OAUTH', 'IDENTITY_MATCH_FAILED', 'ISSUE_FOLLOWED']

function addBank(banks: Ahead['banks'], id: string | undefined): Ahead['banks'] {
  if (!id || banks === 'several') return banks
  return banks === 'none' || banks.id === id ? { id } : 'several'
}

const OF_SIGN_IN: readonly FindingCode[] = ['bank-sign-in-failed', 'bank-sign-in-closed']

function overcomeBy(
  ahead: Ahead,
  step: number,
  institutionId: string | undefined,
  { code, facts }: Pick<Failure, 'code' | 'facts'>,
): Failure['overcome'] {
  const { banks } = ahead
  if (ahead.isConnected) return connectedBy(banks, institutionId)
  if (ahead.isOpenedAgain) return 'Link was opened again'
  if (isOtherBank(banks, institutionId) || (institutionId && banks === 'several')) return 'another bank was chosen'
  if (ahead.isSignInAgain && OF_SIGN_IN.includes(code)) return "the bank's sign-in was opened again"
  if (ahead.isUploaded && facts?.situation === 'upload-failed') return 'Link went on'
  // Views change by themselves after an error: where the exit status knows nothing of them, Link had not gone on.
  return (ahead.isUsed && ahead.step > step) || goesBeyond(ahead, step) ? 'Link went on' : ''
}

/** What the person did tells it, not a view that may have come by itself. */
function isSurelyLeft(ahead: Ahead, step: number, bank: string | undefined): boolean {
  return ahead.isUsed && (isOtherBank(ahead.banks, bank) || goesBeyond(ahead, step))
}

function isOtherBank(banks: Ahead['banks'], id: string | undefined): boolean {
  return id !== undefined && typeof banks === 'object' && banks.id !== id
}

function goesBeyond({ step: next, exitStep }: Ahead, step: number): boolean {
  return next > step && (exitStep === 0 || exitStep > step)
}

function connectedBy(banks: Ahead['banks'], institutionId: string | undefined): Failure['overcome'] {
  // Documents, a deposit's code: not every Link is about a bank.
  if (banks === 'none') return institutionId ? 'the bank was connected' : 'Link finished'
  if (banks === 'several' || !institutionId) return 'a bank was connected'
  return banks.id === institutionId ? 'the bank was connected' : 'another bank was connected'
}

function isOfStep(code: FindingCode): boolean {
  return Object.values(ofStep).includes(code)
}

/** What one step says of a check that was not finished. */
const ofStep: Partial<Record<FindingCode, FindingCode>> = {
  'identity-check-failed': 'identity-step-failed',
  'identity-check-in-review': 'identity-step-in-review',
}

/** What became of an identity check: the last that is final, else the last step; null where nothing went wrong. */
function findIdentity(entries: readonly DiagnosticEntry[]): Failure | null {
  let last: { code: FindingCode | null; isFinal: boolean } | undefined
  let found: number[] = []
  entries.forEach(({ type, eventName = '' }, position) => {
    const sign = type === 'onEvent' ? own(identitySigns, eventName) : undefined
    // Tried once more: a new session of the check.
    if (eventName === 'IDENTITY_VERIFICATION_CREATE_SESSION') last = undefined
    if (!sign || (last?.isFinal && !sign.isFinal)) return
    if (!sign.code || sign.code !== last?.code) found = []
    found.push(position)
    last = sign
  })
  if (!last?.code) return null
  const isUnfinished = !last.isFinal && !entries.some(isSuccess)
  const nothing = {
    facts: null,
    name: '',
    error: null,
    institutionId: undefined,
    step: 0,
    afterSignIn: undefined,
    overcome: '',
  } as const
  return { ...nothing, code: (isUnfinished && ofStep[last.code]) || last.code, entries: found }
}
