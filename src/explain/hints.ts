/** What an error means to the person, to the developer and to Plaid Support. */
export interface ErrorHint {
  /** Code of the finding. */
  code: string
  /** What happened, as a sentence. */
  seen: string
  userCanTry: string
  askUser: string
  developer: string
  /** Is it a case for Plaid, and why. */
  answer: string
  reason: string
  /** Plaid's page on the error. */
  page: string
  /** Plaid's form for a case, and what it asks for. */
  caseForm: string
  /** It is for just this error: by it an app may ask for what it lacks. */
  hasOwnForm: boolean
  plaidAsksFor: string
}

/**
 * A line each: words in the error's type or code (the first line that fits counts); a letter of KINDS, the
 * places of the case form and of what Plaid asks for; what happened; what to try. These are a reading of
 * Plaid's error pages, not Plaid's own text.
 */
const HINTS = `INVALID_CRED~l30~The bank rejected the username or password.~Sign in on the bank's own website. If that works, try here once more; many banks lock a login after 3 wrong tries.
ITEM_LOCKED~l30~The bank has locked this login after too many tries.~Unlock it with the bank, then try again.
USER_SETUP~u30~The bank needs something to be finished on its website.~Do that, then try again.
PASSWORD_R~u00~The bank wants a new password.~Change it on the bank's own website, then try again.
LOGIN_REQ~u20~The bank wants a new sign-in.~Connect the account again.
LID_MFA~u31~The bank rejected the security code or answer.~Ask for a new code, then try again.
SEND_METHOD~t41~The bank could not send a security code.~Try again later.
MFA_NOT~u41~This kind of login does not work here.~Use another account or bank.
INSUFFICIENT_CRED~u00~The sign-in at the bank was not finished.~Try again and finish every step there.
ACCESS_NOT _ACCOUNTS~u00~The bank shared no account that can be used here.~Try again and allow every account and permission, or use another bank.
NO_LONGER UNSUPP~p12~The bank cannot be connected at present.~Use another bank.
REGISTR ED_INST~a80~This app may not connect the bank yet.~Use another bank.
INSTITUTION_~i50~The bank is not available right now.~Try again in a few hours, or tomorrow.
NOT_SUPP BLOCKED FUNDS REJECTED INSTANT~u00~This account cannot be used.~Use another account or bank.
NO_ERR no-err ALREADY_V~u00~This account is connected already.~There is nothing to do.
NOT_READY~t00~What the app asked for is not ready yet.~Try again later.
ALREADY_P~o00~This sign-in at the bank was used already.~Close this page and start again.
TOO_MANY_VER~u00~Wrong codes were entered too often.~Enter the account again from the start.
PROFILE_AUTH~u00~The phone number could not be confirmed.~Go on without it.
API_~t00~Plaid is not available right now.~Try again in a few hours, or tomorrow.
LIMIT~r00~Too many people are connecting right now.~Try again in a few minutes.
NUMBER ADDRESS DEPOSIT_ OTP ATTEMPT USERNAME PROFILE~u00~What was entered was not right.~Check it, then try again.
INVALID_LINK_T~x00~The bank window was no longer valid.~Close it and start again.
NOT_FOUND~f60~The sign-in at the bank could not be continued here.~Start again.
OAUTH_~o00~The sign-in at the bank could not be continued here.~Start again.
CAPTCHA~u03~The security check was not passed.~Turn off ad blockers, then try again.
_PRODUCT~a70~This app is set up wrongly.~It is not your login. Please send us this report.
CANCEL TIMEOUT EXPIRED UPLOAD 499~u00~The step was not finished.~Try again.
INVALID_ PAYMENT_ UNAUTHORIZED_ SESSION_~a00~This app is set up wrongly.~It is not your login. Please send us this report.
~?00~Plaid reported an error.~Try again.`

/** A line each: letter; code of the finding; is it a case for Plaid; why; what the developer can do. */
const KINDS = `l~link-error~not yet~Only if the same login works on the bank's own website.
u~link-error~not yet~Only if it still fails after what the user can try.
t~link-error~not yet~Only if it still fails after some hours.
i~institution-unavailable~not yet~Only if it still fails after some hours.~See the bank's status in the Plaid Dashboard.
r~rate-limited~not yet~Only if it still fails after some hours.~See your rate limits in the Plaid Dashboard.
p~institution-unsupported~yes~Plaid or the bank has to change something.
x~link-token-invalid~no~The app has to change something.~Create a link_token for each run. It expires after 4 hours (30 minutes in update mode) or when used.
o~oauth-not-resumed~no~The app has to change something.~Keep the link_token over the redirect, and give Link the whole address received.
f~oauth-not-resumed~yes~Plaid or the bank has to change something.
a~link-error~no~The app has to change something.
?~link-error~perhaps~See Plaid's page on it.`

const BANKS = '/new/financial-institutions'
const LOGIN = BANKS + '/authentication-issues'
const CASE_FORMS = [
  '/new',
  BANKS,
  LOGIN,
  LOGIN + '/invalid-creds',
  LOGIN + '/mfa-issue',
  LOGIN + '/persistent-500',
  LOGIN + '/oauth-issues',
  '/new/product-and-development/product-troubleshooting/request-product-access',
  '',
]
const IDS = 'link_session_id or request_id'
const ASKED_FOR = [
  `institution_id, ${IDS}; access_token where there is one`,
  'institution_id, ' + IDS,
  'institution_id',
  IDS,
]

export function errorHint({
  errorType = '',
  errorCode = '',
}: { errorType?: string; errorCode?: string } = {}): ErrorHint {
  const [, kind = '', seen = '', userCanTry = ''] = findRow(HINTS, `${errorType} ${errorCode}`)
  const [letter = '', form = 0, asked = 0] = kind
  const [, code = '', answer = '', reason = '', developer = "See Plaid's page on it."] = findRow(KINDS, letter)
  return {
    code,
    seen,
    userCanTry,
    askUser: letter === 'l' ? "Does the same login work on the bank's own website?" : '',
    developer,
    answer,
    reason,
    page: 'https://plaid.com/docs/errors/' + toPage(errorType, errorCode),
    caseForm: 'https://dashboard.plaid.com/support' + CASE_FORMS[+form],
    hasOwnForm: +form > 0,
    plaidAsksFor: ASKED_FOR[+asked] ?? '',
  }
}

/** The pages that name their errors by the code: no link is better than a wrong one. */
const PAGES =
  /^(?:item|institution|api|payment|income|invalid-(?:request|input)|recaptcha|oauth|microdeposits|rate-limit-exceeded)$/

function toPage(errorType: string, errorCode: string): string {
  const page = errorType
    .toLowerCase()
    .replace('_error', '')
    .replaceAll('_', '-')
    .replace('income-verification', 'income')
    .replace('bank-transfer', 'microdeposits')
  const anchor = errorCode
    .toLowerCase()
    .replace(/^no_auth_accounts$/, '$&-or-no-depository-accounts')
    .replace(/^internal_server_error$/, '$&-or-plaid-internal-error')
  return PAGES.test(page) && /^[\w-]+$/.test(anchor) ? `${page}/#${anchor}` : ''
}

/** The cells of the first line that has, in its first cell, a word of `text`. */
export function findRow(table: string, text: string): string[] {
  return toRows(table).find(([words = '']) => words.split(' ').some((word) => text.includes(word))) ?? []
}

export function toRows(table: string): string[][] {
  return table.split('\n').map((line) => line.split('~'))
}
