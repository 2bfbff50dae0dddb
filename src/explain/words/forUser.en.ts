/**
 * What the end user is told, by the error's situation, the finding or the outcome that it was first written for; see
 * userMessage.ts. In the second person, without jargon or names, and with no promise, so that it contradicts nothing
 * that the app itself says.
 */
export const forUserEn = {
  'login-rejected':
    "Your bank did not accept the username or password. Please sign in on your bank's website first, then try again here.",
  'login-locked': 'Your bank has locked this login. Please unlock it with your bank, then try again.',
  'bank-setup-needed':
    "Your bank needs something from you. Please sign in on your bank's website, then try again here.",
  'password-reset-needed':
    "Your bank asks for a new password. Please change it on your bank's website, then try again here.",
  'sign-in-needed-again': 'Your bank asks you to sign in again. Please connect your account again.',
  'sign-in-unfinished': 'The sign-in at your bank was not finished. Please try again, and finish every step there.',
  'username-differs':
    'Your username is not the one of the first time. Please sign in with the same; capital letters count.',
  'security-code-rejected':
    'Your bank did not accept the security code or answer. Please ask for a new code, then try again.',
  'security-code-not-sent': 'Your bank could not send a code that way. Please choose another way, or try again later.',
  'one-time-code-wrong': 'The code was not right. Please enter the newest code you received, or skip this step.',
  'phone-number-rejected': 'Your phone number was not accepted. Please check it, or go on without it.',
  'personal-details-rejected':
    'Some of your details were not accepted. Please check your phone number, e-mail, date of birth and address.',
  'address-rejected': 'Your address was not accepted. Please check it.',
  'account-number-rejected': 'Your account or routing number did not match. Please check both numbers.',
  'deposit-code-wrong':
    'The code was not right. Please find the small deposit on your bank statement, and enter the code that stands with it.',
  'deposit-amounts-wrong':
    'The amounts were not right. Please find the two small deposits on your bank statement, and enter their amounts.',
  'deposit-tries-used-up': 'There were too many tries to confirm your account. Please enter it again from the start.',
  'account-verification-pending':
    'Your account is not verified yet. Please find the small deposit on your bank statement, then come back here.',
  'account-verification-automatic':
    'Your account is being verified. This can take a day or two; you do not need to do anything now.',
  'account-verification-failed': 'Your account could not be verified. Please connect it again, or use another account.',
  'permission-needed': 'One more step is needed from you. You can take it when you are asked.',
  'nothing-wrong': 'Your account is connected already. You do not need to do anything.',
  'access-not-granted':
    'Your bank did not share all that is needed. Please try again and allow every account and permission.',
  'connection-removed': 'The connection to your bank is not there any more. Please connect your account again.',
  'no-account':
    'No suitable account was found at your bank. Please try again and allow every account, or use another bank.',
  'no-payment-account':
    'No account for payments was found at your bank. Please choose a checking, savings or cash account.',
  'account-unsupported': 'This account or login of yours cannot be used here. Please use another account or bank.',
  'human-check-needed': 'The security check was not passed. If you do not see it, turn off your ad blocker.',
  'institution-unavailable':
    'The connection to your bank does not work well at the moment. Please try again in a few hours, or tomorrow.',
  'institution-unsupported': 'Your bank cannot be connected here. Please use another bank.',
  'institution-not-found': 'Your bank was not found. Please search for its full name, or use another bank.',
  'plaid-failed': 'Something went wrong while your bank was being connected. Please try again later.',
  'data-not-ready': 'Your data are not ready yet. Please try again later.',
  'payment-declined': 'Your bank declined the payment. Please ask your bank, or use another account.',
  'payment-failed': 'Your payment was not made. Please try again, or use another account.',
  'not-enough-money': 'There is not enough money in your account. Please use another account, or add money first.',
  'amount-over-limit': 'The amount is over a limit. You can try a smaller amount, or contact support.',
  'recipient-details-wrong': 'The account number of the recipient did not work. If you entered it, please check it.',
  'transfer-not-cancellable': 'Your transfer is on its way and can no longer be cancelled.',
  'oauth-not-resumed':
    'The connection could not go on after the sign-in at your bank. Please start again here, in the same browser.',
  'link-token-invalid': 'The window to connect your bank was no longer valid. Please close it and start again.',
  'app-cannot': 'The app could not finish this. It is not about your bank login, so please contact support.',
  'script-failed':
    'The window to connect your bank did not open. Allow this site in your ad blocker or use another browser, then try again.',
  'script-pending': 'The window to connect your bank is still loading. Please wait a little, then try again.',
  offline: 'Your internet connection was lost. Please check it, then try again.',
  'upload-failed': 'Your documents were not uploaded. Please check your internet connection, then try again.',
  'income-check-failed': 'The check of your income was not finished. Please try again.',
  'layer-not-available': 'There is no saved account for you here. Please connect your bank in the usual way.',
  'return-reloaded':
    'This page was loaded again after your sign-in at the bank. You do not need to repeat it if your account is there.',
  'token-changed': 'The window to connect your bank closed before you were done. Please try again.',
  'identity-check-failed': 'Your identity could not be confirmed. If you have questions, please contact support.',
  'identity-check-not-finished': 'Your identity check was not finished. You can start it again.',
  'identity-check-in-review':
    'Your identity check has been handed in and is being looked at. You do not need to do anything now.',
  'identity-match-blocked':
    'The name on the account does not match your details. Please use an account in your own name, or contact support.',
  'transfer-incomplete':
    'Your account is connected, but the transfer is not finished. You may be asked for one more step.',
  'another-bank-failed': 'One of your banks is connected, and another is not. You can try the other one again.',
  'handoff-without-success':
    'Your bank may be connected, but this page may not know about it. Please reload this page and see whether your account is there.',
  'closed-by-user': 'The window was closed before your bank was connected. You can try again at any time.',
  'abandoned-at-view': 'You left the page before your bank was connected. You can start again.',
  'outcome-succeeded': 'You have finished this step.',
  'outcome-failed': 'Your bank was not connected. Please try again.',
  'outcome-in-progress': 'The window to connect your bank is still open. Please finish there, or close it.',
  'outcome-never-opened': 'The window to connect your bank did not open. Please reload this page, then try again.',
  'outcome-none': 'Nothing about your bank connection is saved on this device yet.',
}

/** The name of something that the end user is told. */
export type UserMessage = keyof typeof forUserEn
