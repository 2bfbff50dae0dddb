import type { DiagnosticEntry } from '../../entry/fields.ts'
import type { Failure } from '../failures.ts'
import { DAY_MS } from '../../entry/time.ts'
import { order, own, stepOf } from '../places.ts'
import { lastOf } from '../../session/find.ts'
import { isExit, isSuccess } from '../../session/group.ts'
import { errorWords } from '../words/en.ts'
import { wordsIn } from '../words/errorWords.ts'
import { findingWords } from '../words/findingWords.ts'
import { wordsOf } from '../words/fill.ts'
import { outcomeWords } from '../words/outcomeWords.ts'
import { lookForAccount, notVerifiedWords, tokenOfFirst } from '../words/findings/success.ts'
import { isHandedOver, isHandoff, isUntold, lastHandoff, since, standing, where, type Hit, type Seen } from '../seen.ts'
import { named, toHit } from './failure.ts'
import { tooManyLogins } from './token.ts'
import type { Rule } from './opening.ts'

/** What is left to do after a success, what matters most first. */
export const successRules: readonly Rule[] = [
  identityCheck,
  anotherBankFailed,
  returnReloadedAfterSuccess,
  onSuccessFailed,
  accountVerificationFailed,
  accountVerificationPending,
  transferIncomplete,
  anotherBankNotFinished,
  handoffWithoutSuccess,
]

/** What is left to do about an account or a transfer, beside what is wrong with the session itself. */
export const leftRules: readonly Rule[] = [accountVerificationFailed, accountVerificationPending, transferIncomplete]

function identityCheck(seen: Seen): Hit | null {
  const failure = seen.failures.find(
    ({ code }) => code === 'identity-check-failed' || code === 'identity-check-in-review',
  )
  return failure ? toHit(failure, seen) : null
}

function anotherBankFailed(seen: Seen): Hit | null {
  const { entries, session } = seen
  const failure = standing(seen)
  if (!failure || seen.isIdentityCheck) return null
  const { facts, institutionId } = failure
  const isLinked = (id: string | undefined): boolean =>
    id !== undefined && entries.some((entry) => isSuccess(entry) && entry.institutionId === id)
  const isSame = isLinked(institutionId)
  if ((isSame || !institutionId) && !isBegunAgain(entries.slice(0, lastOf(failure.entries)))) return null
  const logins = tooManyLogins(seen)
  const all = logins ? findingWords['too-many-logins'] : facts ? errorWords[facts.situation] : wordsOfFailure(failure)
  if (!all) return null
  const otherBank = seen.bankNames.get(institutionId ?? '')
  const { code, params, ...told } = logins ?? toHit(failure, seen)
  const words = wordsIn(session, { ...all, means: logins ? wordsOf(logins, seen).means : failure.name })
  // Where the app is to find what was connected.
  const lookUp = isUntold(entries) ? tokenOfFirst : onSuccessFailed(seen)?.params?.lookUp
  return {
    ...told,
    code: 'another-bank-failed',
    like: code,
    ...(lookUp && { whoElseActs: 'app' }),
    params: {
      ...params,
      ...words,
      // Those that are connected are not to be connected once more.
      userCanTry: forOther(words.userCanTry),
      askUser: otherBank || !words.askUser ? forOther(words.askUser) : 'Which bank was the other one?',
      because: forOther(words.because),
      ...(lookUp && { developer: [lookUp, words.developer].filter(Boolean).join(' ') }),
      another: isSame ? 'A second login' : 'Another bank',
      forWhat: isSame ? 'the second login' : (otherBank ?? 'the other bank'),
      otherBank: otherBank || 'its name is not known',
    },
  }
}

/** After the last HANDOFF the person came to a bank once more. */
function isBegunAgain(entries: readonly DiagnosticEntry[]): boolean {
  const handoff = lastHandoff(entries)
  return entries.slice(handoff + 1).some(isOfBank)
}

/** A bank was chosen: the list of banks alone says nothing. */
function isChosen(entry: DiagnosticEntry): boolean {
  return isOfBank(entry) && (entry.institutionId !== undefined || order(stepOf(entry)) > order('bank'))
}

function isOfBank(entry: DiagnosticEntry): boolean {
  return order(stepOf(entry)) >= order('bank') && stepOf(entry) !== 'connected'
}

/** `{forWhat}` is filled in. */
function forOther(sentence = ''): string {
  return sentence && `For {forWhat}: ${sentence}`
}

function wordsOfFailure({ code }: Failure): (typeof findingWords)[keyof typeof findingWords] | undefined {
  return code in findingWords ? findingWords[code as keyof typeof findingWords] : undefined
}

const PENDING = ['pending_automatic_verification', 'pending_manual_verification', 'unsent', 'database_insights_pending']

function accountVerificationFailed(seen: Seen): Hit | null {
  const hit = verification(seen, 'account-verification-failed', Object.keys(notVerifiedWords))
  return hit && { ...hit, params: { ...hit.params, ...own(notVerifiedWords, hit.params?.status ?? '') } }
}

function accountVerificationPending(seen: Seen): Hit | null {
  return verification(seen, 'account-verification-pending', PENDING)
}

function verification(seen: Seen, code: Hit['code'], statuses: readonly string[]): Hit | null {
  const found = where(seen, ({ verificationStatus = '' }) => statuses.includes(verificationStatus))
  if (found.length === 0) return null
  const status = seen.entries[found[0] ?? 0]?.verificationStatus ?? ''
  const isManual = status === 'pending_manual_verification'
  const { session, report } = seen
  const age = since(session.lastSeenAt, report.createdAt)
  // Two business days may have a weekend between them.
  const isOver = age >= 4 * DAY_MS
  return {
    code,
    entries: found,
    params: {
      status,
      byWhat: isManual ? ' by a small deposit (micro-deposit)' : '',
      howToVerify: isManual
        ? lookForIt(isOver)
        : isOver
          ? 'See whether the app shows the account as verified.'
          : 'Wait 1 to 2 business days.',
      isThere: isManual && age >= DAY_MS ? 'Is there a small deposit on the bank statement?' : '',
      onlyIf: isManual
        ? 'Only if no deposit comes, or its code is refused.'
        : isOver
          ? 'Only if /auth/get shows that it is not verified.'
          : 'Only if it is not verified after 2 business days.',
      thenConfirm: isManual ? OPEN_AGAIN : '',
    },
    ...(code === 'account-verification-pending' && (isManual ? { whoElseActs: 'app' } : isOver ? {} : byItself)),
  }
}

function lookForIt(isOver: boolean): string {
  return `Look for a small deposit on the bank statement${isOver ? '' : ' in 1 to 2 business days'}, then come back and enter its code.`
}

const OPEN_AGAIN = "Wait for Plaid's webhook, then open Link again with the access_token, for the user to confirm."

/** What Plaid verifies without the user. */
const byItself = { message: 'account-verification-automatic', whoActs: 'bank-or-plaid' } as const

function transferIncomplete(seen: Seen): Hit | null {
  const found = where(seen, ({ transferStatus }) => transferStatus === 'INCOMPLETE')
  return found.length > 0 ? { code: 'transfer-incomplete', entries: found } : null
}

/** After the HANDOFF of one bank another was begun: onSuccess comes when the last is done. */
function anotherBankNotFinished(seen: Seen): Hit | null {
  const { entries, place } = seen
  if (seen.isIdentityCheck) return null
  const handoff = lastHandoff(entries)
  const linked = entries[handoff]?.institutionId
  const after = entries.slice(handoff + 1)
  if (handoff < 0 || !after.some(isChosen)) return null
  const next = after.find(({ institutionId }) => institutionId && institutionId !== linked)
  const again = after.find((entry) => isOfBank(entry) && entry.institutionId)
  const name = seen.bankNames.get((next ?? again)?.institutionId ?? '')
  const another = next || !again ? 'Another bank' : 'A second login'
  const otherBank = name ? `: ${name}` : ''
  const begun = after.flatMap(({ type }, place) => (type === 'onEvent' ? handoff + 1 + place : []))
  if (isHandedOver(entries)) {
    // Who comes to the accounts of a bank has signed in there.
    const isSignedIn = after.some((entry) => stepOf(entry) === 'accounts')
    return next && isSignedIn ? { code: 'another-bank-untold', entries: begun, params: { otherBank } } : null
  }
  const isClosed = after.some(isExit)
  const isLeft = after.some(({ type }) => type === 'pageLeft')
  const how = isClosed
    ? 'The user closed Link'
    : isLeft
      ? 'The page was left'
      : 'Link was still open when this was copied'
  return {
    code: 'another-bank-not-finished',
    ...(isClosed && { whoElseActs: 'app' }),
    entries: begun,
    ...(!isClosed && !isLeft && { message: 'outcome-in-progress' as const }),
    params: {
      another,
      otherBank,
      ...(isClosed || isLeft ? begunWords : openWords),
      tokenOfFirst: isClosed ? tokenOfFirst : '',
      how: place ? `${how}, at ${place}.` : `${how}.`,
    },
  }
}

/** What is said of another bank that was begun: once Link was closed, and while it is open. */
const begunWords = {
  next: 'Start again for the other bank.',
  asked: 'What was on the screen? Why did you stop at the other bank?',
  onlyIf: 'Only if the user could not go on there: please ask.',
}
const { userCanTry: next, askUser: asked, because: onlyIf } = outcomeWords['in-progress']
const openWords = { next, asked, onlyIf }

function handoffWithoutSuccess(seen: Seen): Hit | null {
  // An identity check has no public_token, and a repair needs none.
  if (isHandedOver(seen.entries) || seen.isIdentityCheck || seen.session.updateMode === true) return null
  const hit = notTold(seen)
  return hit.entries.length > 0 ? hit : null
}

/** What was connected, and onSuccess was not called. */
export function notTold({ entries }: Pick<Seen, 'entries'>): Hit {
  const found = where({ entries }, isHandoff)
  const banks = new Set(found.flatMap((position) => entries[position]?.institutionId ?? []))
  return { code: 'handoff-without-success', entries: found, params: banks.size > 1 ? ofSeveral : ofOne }
}

const ofOne = { ...lookForAccount, lacks: 'Yes, if /link/token/get shows no public_token either.' }
const ofSeveral = {
  seeIt: 'Reload the page and see whether the accounts of each bank are there.',
  isThere: 'Does the app show the accounts of each bank?',
  lookUp: 'See in /link/token/get, or in the webhook SESSION_FINISHED, whether there is a public_token for each bank.',
  lacks: 'Yes, if /link/token/get does not show a public_token for each bank either.',
}

/** The callback that gets the public_token. */
function onSuccessFailed(seen: Seen): Hit | null {
  const failed = callbackFailed(seen)
  return failed?.params?.callback === 'onSuccess' ? failed : null
}

/** A callback of the app that failed, the one that gets the public_token first. */
export function callbackFailed(seen: Seen): Hit | null {
  const failed = where(seen, ({ type }) => type === 'callbackThrew' || type === 'callbackRejected')
  const ofSuccess = failed.filter((position) => seen.entries[position]?.callback === 'onSuccess')
  const found = ofSuccess.length > 0 ? ofSuccess : failed
  if (found.length === 0) return null
  const hasToken = !seen.isIdentityCheck && seen.session.updateMode !== true
  const { callback = 'callback', errorName = 'an error' } = seen.entries[found[0] ?? 0] ?? {}
  return {
    code: 'callback-failed',
    entries: found,
    params: {
      callback,
      errorName,
      ...(seen.isIdentityCheck ? goesOn : lookForAccount),
      lookUp: callback === 'onSuccess' && hasToken ? WHERE_TOKEN : "See the app's error log.",
    },
  }
}

const goesOn = { seeIt: 'Reload the page and see whether the app goes on.', isThere: 'Does the app go on?' }

const WHERE_TOKEN = 'If the server did not get the public_token, fetch it from /link/token/get.'

/** The return address once more, in one session: Plaid gave both the same link_session_id. */
function returnReloadedAfterSuccess(seen: Seen): Hit | null {
  const failure = standing(seen)
  if (failure?.facts?.situation !== 'oauth-return-used') return null
  return { code: 'return-reloaded', entries: failure.entries, ...named(failure) }
}
