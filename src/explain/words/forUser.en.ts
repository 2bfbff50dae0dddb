import type { Situation } from '../errors.ts'
import type { FindingCode } from '../findingCodes.ts'

const appCannot = 'The app could not finish this. It is not about your bank login, so please contact support.'
const pageCannot =
  'This page could not open the window to connect your bank. It is not about your bank login, so please contact support.'
const oauthNotResumed = 'The connection could not go on after the sign-in at your bank. Please start again.'
const plaidFailed = 'Something went wrong while your bank was being connected. Please try again later.'
const scriptThrew = 'The window to connect your bank could not start. Please reload this page, then try again.'
const notReady = 'The window to connect your bank was not ready in time. Please reload this page, then try again.'
const tokenChanged = 'The window to connect your bank closed before you were done. Please try again.'
const institutionUnavailable =
  'The connection to your bank does not work well at the moment. Please try again in a few hours, or tomorrow.'
const institutionUnsupported = 'Your bank cannot be connected here. Please use another bank.'
const closedByUser = 'The window was closed before your bank was connected. You can try again at any time.'
const abandonedAtView = 'You left the page before your bank was connected. You can start again.'

/**
 * What the end user is told, by an error's situation, a finding or an outcome: in the second person, without jargon or
 * names, and with no promise, so that it contradicts nothing that the app itself says.
 */
export const forUserEn = {
  'login-rejected':
    "Your bank did not accept the username or password. Sign in on your bank's own website first, then try again here.",
  'login-locked': 'Your bank has locked this login for now. Please unlock it with your bank, then try again.',
  'bank-setup-needed':
    'Your bank needs you to finish something on its website. Please do that there, then try again here.',
  'password-reset-needed':
    "Your bank asks you to change your password. Please change it on your bank's website, then try again.",
  'sign-in-needed-again': 'Your bank asks you to sign in again. Please connect your account once more.',
  'sign-in-unfinished': 'The sign-in at your bank was not finished. Please try again and go through every step there.',
  'bank-sign-in-failed': 'The sign-in at your bank did not work, or took too long. Please try again.',
  'username-differs':
    'The username is not the one you used the first time. Please sign in with the same username; capital letters count.',
  'security-code-rejected':
    'Your bank did not accept the security code or answer. Please ask for a new code, then try again.',
  'security-code-not-sent':
    'Your bank could not send the security code that way. Choose another way to receive it, or try again later.',
  'login-protection-unsupported':
    'The way your bank protects this login cannot be used here. You can change it at your bank, or use another account.',
  'one-time-code-wrong': 'The one-time code was not right. Enter the newest code you received, or skip this step.',
  'phone-number-rejected': 'Your phone number was not accepted. Please check it, or skip this step.',
  'phone-number-unconfirmed': 'Your phone number could not be confirmed. You can connect your account without it.',
  'personal-details-rejected':
    'Some of your personal details were not accepted. Please check your phone number, e-mail, date of birth and address.',
  'address-rejected': 'The address you entered was not accepted. Please check it.',
  'account-number-rejected': 'The account or routing number you entered did not match. Please check both numbers.',
  'deposit-code-wrong':
    'The code from your bank statement was not right. Find the small deposit on your statement and enter the code that stands with it.',
  'deposit-amounts-wrong':
    'The deposit amounts you entered were not right. Find the two small deposits on your bank statement and enter their amounts.',
  'deposit-tries-used-up':
    'There were too many tries to confirm your account. Please enter your account again from the start.',
  'account-verification-pending':
    'Your account is not verified yet. Look for a small deposit on your bank statement, then come back here.',
  'account-verification-expired': 'The time to verify your account has ended. Please connect your account again.',
  'account-verification-failed': 'Your account could not be verified. Please try again, or use another account.',
  'manual-verification-needed': 'One more step is needed from you: please verify your account when you are asked to.',
  'already-verified': 'Your account is already verified. You do not need to do anything.',
  'nothing-wrong': 'Nothing is wrong with your bank connection. You do not need to do anything.',
  'access-not-granted':
    'Your bank did not share everything that is needed. Please try again and allow every account and permission.',
  'permission-needed': 'One more permission is needed from you. You can give it when you are asked.',
  'permission-removed':
    'The access to your account was removed. If you want to go on, please connect your account again.',
  'connection-removed': 'The connection to your bank is no longer there. Please connect your account again.',
  'connection-took-too-long': 'Connecting your account took too long. Please connect it again.',
  'no-account':
    'No suitable account was found at your bank. Please try again and allow all your accounts, or use another bank.',
  'no-payment-account':
    'No account for payments was found at your bank. Please choose a checking, savings or cash account.',
  'no-investment-account': 'No investment account was found with your login. Please choose another account or bank.',
  'no-loan-account': 'No credit card or loan account was found with your login. Please choose another account or bank.',
  'account-unsupported':
    'This kind of account cannot be used here. Please use another account, or another bank of yours.',
  'account-not-confirmed-at-once':
    'Your account could not be confirmed at once. You may be offered another way, or you can use another account.',
  'account-gone': 'Your account is not available any more. If it is still open, please connect it again.',
  'account-blocked': 'This account cannot be used for transfers. Please connect another account of yours.',
  'account-type-unsupported':
    'This type of account cannot be used for transfers. Please use your checking, savings or cash account.',
  'too-slow': 'The time for this step ran out. You can start again.',
  'device-failed': 'Something went wrong on your device. Please try again, or use another browser.',
  'upload-failed': 'Your upload was interrupted. Please check your internet connection and upload again.',
  'income-check-failed': 'The check of your income did not finish. Please try again.',
  'human-check-needed':
    'There is a short security check for you to complete. If you do not see it, turn off your ad blocker.',
  'human-check-failed': 'The security check did not work. Turn off your ad blocker, then try again.',
  'institution-unavailable': institutionUnavailable,
  'institution-unsupported': institutionUnsupported,
  'institution-answer-unreadable': "Your bank's answer could not be read. Please use another bank for now.",
  'institution-not-found': 'Your bank was not found. Please search for its full name, or use another bank.',
  'institution-not-enabled': 'Your bank cannot be connected with this app yet. Please use another bank.',
  'institution-busy': 'Your bank is busy at the moment. Please try again later.',
  'institution-failed': 'There was a problem with your bank. Please try again later, or use another bank.',
  'plaid-failed': plaidFailed,
  'plaid-maintenance': 'The service that connects your bank is under maintenance. Please try again in a few hours.',
  'data-not-ready': 'The data from your bank are not ready yet. Please come back a little later.',
  'data-unavailable': 'Not enough data could be read from your bank. You can try to connect it again.',
  'data-inconsistent': 'The data from your bank do not fit together. Please try again in a day or two.',
  'too-little-activity': 'There is not enough activity in your account. Please connect another account or bank.',
  'history-too-short': 'Your bank does not give enough history. Please use another bank.',
  'report-failed': 'The report on your accounts could not be made. Please try again later.',
  'report-expired': 'The report on your accounts is too old and has to be made again.',
  'payment-cancelled': 'Your payment was not finished. You can try again, or use another bank.',
  'payment-declined': 'Your bank declined the payment. Please ask your bank, or use another account.',
  'payment-failed': 'Your payment could not be made. Please try again, or use another account.',
  'payment-kind-unsupported': 'Your bank cannot make this kind of payment. Please use another bank.',
  'payment-refused-as-asked': appCannot,
  'not-enough-money':
    'There is not enough money in your account for this. You can use another account, or add money first.',
  'amount-over-limit': 'The amount is above a limit. You can try a smaller amount, or contact support.',
  'recipient-details-wrong':
    'The account number of the recipient does not work for this transfer. If you entered it, please check it.',
  'app-balance-too-low': appCannot,
  'transfer-failed': 'Your transfer could not be made. Please try again later.',
  'transfer-refused-as-asked': appCannot,
  'transfer-not-cancellable': 'Your transfer is on its way and can no longer be cancelled.',
  'oauth-not-resumed': oauthNotResumed,
  'oauth-return-used': 'This sign-in at your bank was used already. Please close this page and start again.',
  'oauth-return-lost': oauthNotResumed,
  'link-token-invalid': 'The window to connect your bank was no longer valid. Please close it and start again.',
  'rate-limited': 'The service that connects your bank is busy. Please try again in a few minutes.',
  'balance-not-fresh': 'A fresh balance of your account could not be read. Please come back later.',
  'app-request-refused': appCannot,
  'app-request-too-early': appCannot,
  'app-id-unknown': appCannot,
  'app-not-allowed': appCannot,
  'app-environment-differs': appCannot,
  'app-registration-incomplete': appCannot,
  'connection-failed': 'There was a problem with the connection to your bank. Please try again.',
  'unknown-error': plaidFailed,

  // Findings.
  'csp-blocked': pageCannot,
  'script-threw': scriptThrew,
  'script-failed':
    'The window to connect your bank could not be loaded. Allow this site in your ad blocker or use another browser, then try again.',
  'script-never-ran': scriptThrew,
  'script-pending': 'The window to connect your bank is still loading. Please wait a little, then try again.',
  'cross-origin-isolated': pageCannot,
  offline: 'Your internet connection was lost. Please check it, then try again.',
  'not-ready': notReady,
  'opened-too-early': notReady,
  'opened-without-token': notReady,
  'layer-not-available': 'There is no saved account for you here. You can connect your bank in the usual way.',
  'oauth-return-not-told': oauthNotResumed,
  'oauth-return-without-state': oauthNotResumed,
  'return-reloaded':
    'This page was loaded again after your sign-in at the bank. You do not need to repeat the sign-in if your account is shown as connected.',
  'reloaded-while-open': 'This page was loaded again while you were connecting your bank. You can start again.',
  'token-changed': tokenChanged,
  unmounted: tokenChanged,
  'two-links-open':
    'Two windows to connect your bank were open at once. Please close both, reload this page, then try again.',
  'oauth-not-returned':
    'The sign-in at your bank did not come back to this page. Please start again here, in the same browser.',
  'bank-sign-in-closed': 'The sign-in window of your bank was closed before it was finished. You can try again.',
  'institution-down': institutionUnavailable,
  'institution-not-supported': institutionUnsupported,
  'identity-check-failed':
    'Your identity could not be confirmed. If you have questions about it, please contact support.',
  'account-verification-automatic':
    'Your account is being verified. This can take one or two business days; you do not need to do anything now.',
  'identity-check-not-finished': 'Your identity check was not finished. You can start it again.',
  'identity-check-in-review':
    'Your identity check has been handed in and is being looked at. You do not need to do anything now.',
  'identity-match-blocked':
    'The name on the account does not match your details here. Please use an account in your own name, or contact support.',
  'transfer-incomplete':
    'Your account is connected, but the transfer is not finished yet. You may be asked for one more step.',
  'another-bank-failed': 'One of your banks is connected, and another is not. You can try the other one again.',
  'handoff-without-success':
    'Your bank finished its part, but this page may not know about it yet. Please reload this page and see whether your account is there.',
  'too-many-logins':
    "The window closed after several sign-ins that your bank did not accept. Sign in on your bank's own website first, then start again here.",
  'abandoned-at-view': abandonedAtView,
  'nothing-followed':
    'The window to connect your bank opened, but nothing followed. Please reload this page, then try again.',
  'closed-at-bank-list': 'The window was closed at the list of banks. You can search for your bank by its full name.',
  'closed-by-user': closedByUser,
  'exit-after-error': 'There was a problem, and your bank was not connected. You can try again.',
  'callback-failed':
    'Your bank finished its part, but the app had a problem after it. Please reload this page and see whether your account is there.',
  'called-twice': 'The app was told some things about your bank twice. You do not need to do anything.',
  'storage-degraded': 'Your browser could not keep all the details. Please copy them before you close this page.',
  'link-error': plaidFailed,

  // Outcomes, where nothing more is known.
  'outcome-succeeded': 'You have finished this step.',
  'outcome-failed': 'Your bank was not connected. Please try again.',
  'outcome-exited': closedByUser,
  'outcome-superseded': tokenChanged,
  'outcome-abandoned': abandonedAtView,
  'outcome-in-progress': 'The window to connect your bank is still open. Please finish there, or close it.',
  'outcome-never-opened': 'The window to connect your bank did not open. Please reload this page, then try again.',
  'outcome-none': 'Nothing about your bank connection is saved on this device yet.',
} satisfies Record<Situation | FindingCode | `outcome-${string}` | NarrowerMessage, string>

/** Where a finding means another thing for the user than its name. */
type NarrowerMessage = 'account-verification-automatic' | 'identity-check-not-finished'

/** The name of something that the end user is told. */
export type UserMessage = keyof typeof forUserEn
