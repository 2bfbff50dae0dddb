import { byTestValues, type FindingWords } from '../errorWords.ts'
import { signInWords } from '../en/signIn.ts'

/** Where it is to be seen whether a bank was connected. */
export const lookForAccount = {
  seeIt: 'Reload the page and see whether the account is there.',
  isThere: 'Does the app show the account?',
  lookUp: 'See in /link/token/get, or in the webhook SESSION_FINISHED, whether there is a public_token.',
}
export const tokenOfFirst =
  'See that the app has what was connected: onSuccess was not called, but each public_token is in the webhook SESSION_FINISHED and in /link/token/get.'

/** Why an account could not be verified, and what follows, by its verification_status. */
export const notVerifiedWords: Record<string, Record<'outOfTime' | 'userCanTry' | 'askUser' | 'because', string>> = {
  verification_failed: {
    outOfTime: '',
    userCanTry: signInWords['account-verification-failed'].userCanTry,
    askUser: 'Were the account and routing numbers, or the code of the deposit, right?',
    because: 'Only if the numbers, or the code, were right.',
  },
  verification_expired: { outOfTime: ': the time for it has ended', ...signInWords['account-verification-expired'] },
  database_insights_fail: { outOfTime: '', ...signInWords['account-verification-failed'] },
}

/** What is left to do after a success, and what became of a check. */
export const successWords = {
  'identity-check-failed': {
    happened: 'The identity was not verified{atStep}.',
    means: '',
    developer: 'Find it by its identity_verification_id.{comesAnyway}',
    because: 'The check decided it: see it in the Plaid Dashboard.',
  },
  'identity-step-failed': {
    happened: 'A step of the check failed{atStep}, and the check was not finished.',
    means: 'Plaid reported no result of the whole check.',
    userCanTry: 'Start the check again.',
    askUser: 'What was on the screen?',
    developer: 'See the check in the Plaid Dashboard, by its identity_verification_id.',
    because: 'Only if the same step fails again.',
    ifAgain: '',
  },
  'identity-check-in-review': {
    happened: 'The check was handed in and waits for a review.',
    means: 'The review is done by hand, in the Plaid Dashboard.',
    userCanTry: 'Wait for the result.',
    developer: 'See the check in the Plaid Dashboard, by its identity_verification_id.',
    because: 'The review is for the app to do, in the Plaid Dashboard.',
  },
  'identity-step-in-review': {
    happened: 'A step of the check waits for a review, and the check was not finished.',
    means: 'Plaid reported no result of the whole check.',
    userCanTry: 'Wait until that step has been looked at, then finish the check.',
    developer: 'See the check in the Plaid Dashboard, by its identity_verification_id.',
    because: 'The review is done in the Plaid Dashboard.',
  },
  'identity-match-blocked': {
    happened: "The app's own identity rule (Identity Match) refused the account: its name does not match.",
    means: 'Plaid reported {event}.',
    userCanTry: 'Use an account in your own name.',
    askUser: 'Whose name is on the account?',
    developer: 'See the rules of Identity Match in the Plaid Dashboard.',
    because: "The app's own rules decided it: see Identity Match.",
  },
  'account-verification-pending': {
    happened: 'The account has yet to be verified{byWhat}.',
    means: 'Its verification_status is {status}.',
    userCanTry: '{howToVerify}',
    askUser: '{isThere}',
    developer: '{thenConfirm}',
    inSandbox: byTestValues,
    because: '{onlyIf}',
  },
  'account-verification-failed': {
    happened: 'The account could not be verified{outOfTime}.',
    means: 'Its verification_status is {status}.',
    userCanTry: '{userCanTry}',
    askUser: '{askUser}',
    developer: 'Let the user connect again, then remove this Item.',
    because: '{because}',
  },
  'transfer-incomplete': {
    happened: 'The transfer is not finished.',
    means: 'Link finished with transfer_status INCOMPLETE.',
    userCanTry: 'Open Link once more when the app asks for it.',
    developer: 'See /transfer/intent/get, and open Link again for the same transfer.',
    because: 'Only if /transfer/intent/get shows no reason.',
  },
  'another-bank-failed': {
    happened: '{another} was not connected ({otherBank}). {happened}',
    means: '{means}',
    userCanTry: '{userCanTry}',
    askUser: '{askUser}',
    developer: '{developer}',
    because: '{because}',
  },
  'another-bank-not-finished': {
    happened: '{another} was begun and not finished{otherBank}.',
    means: '{how}',
    userCanTry: '{next}',
    askUser: '{asked}',
    developer: '{tokenOfFirst}',
    because: '{onlyIf}',
  },
  'another-bank-untold': {
    happened: 'A sign-in at another bank was begun, too{otherBank}. This report does not say whether it was connected.',
    means: 'No HANDOFF came for it.',
    userCanTry: 'See which banks the app shows.',
    askUser: 'Which banks does the app show?',
    developer: 'See in /link/token/get, or the webhook SESSION_FINISHED, what was connected.',
    because: 'Only if /link/token/get shows that it was not connected, and the user could not go on.',
  },
  'handoff-without-success': {
    happened: "The app's onSuccess was not called.",
    means: 'The app did not get the public_token: HANDOFF came, onSuccess did not.',
    userCanTry: '{seeIt}',
    askUser: '{isThere}',
    developer: '{lookUp}',
    because: '{lacks}',
  },
  'closed-when-connected': {
    happened: 'The user closed Link {where}.',
    means: 'Plaid sent no HANDOFF, and did not call onSuccess.',
    userCanTry: '{seeIt}',
    askUser: '{isThere}',
    developer: '{lookUp}',
    because: 'Only if it happens again, and {nothing}.',
    ifAgain: 'Only if {nothing}.',
  },
  'callback-failed': {
    happened: "The app failed to handle Plaid's answer.",
    means: 'Its {callback} ended in {errorName}.',
    userCanTry: '{seeIt}',
    askUser: '{isThere}',
    developer: '{lookUp}',
    because: "The app's error log has the {errorName} of its {callback}.",
  },
  'called-twice': {
    happened: 'Plaid told the app some things twice.',
    means: 'Likely two handlers were alive.',
    developer: 'Call usePlaidLink in one place.',
  },
} satisfies Record<string, FindingWords>
