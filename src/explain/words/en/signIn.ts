import type { Situation } from '../../errors/situations.ts'
import { byTestLogin, byTestValues, connectAgain, type ErrorWords } from '../errorWords.ts'

/** What goes wrong with what the user enters, and while an account is verified. */
export const signInWords = {
  'login-rejected': {
    happened: 'The bank rejected the username or password.',
    userCanTry:
      "Sign in on the bank's own website first: many banks lock a login after 3 wrong tries. If that works, try the same here.",
    askUser: "Does the same login work on the bank's own website?",
    because: 'Only if the login works at the bank, but not here.',
    inSandbox: byTestLogin,
  },
  'login-locked': {
    happened: 'The bank has locked this login after too many tries.',
    userCanTry: 'Unlock the login with the bank, then try again.',
    askUser: "Does the same login work on the bank's own website?",
    because: 'Only if the bank unlocked it, and it fails here.',
    inSandbox: byTestLogin,
  },
  'bank-setup-needed': {
    happened: 'The bank asks for something that must be finished on its website.',
    userCanTry:
      "Sign in on the bank's own website, finish what it asks for (new terms, a setting for other apps), then try again.",
    askUser: "What does the bank's own website ask for?",
    because: "Only if the bank's website asks for nothing more.",
    inSandbox: byTestLogin,
  },
  'password-reset-needed': {
    happened: 'The bank wants a new password.',
    userCanTry: "Change the password on the bank's own website, then try again.",
    askUser: "What does the bank's own website ask for?",
    because: 'Only if it still fails with the new password.',
    inSandbox: byTestLogin,
  },
  'sign-in-needed-again': {
    happened: 'The bank wants a new sign-in for this connection.',
    userCanTry: connectAgain,
    because: 'Only if it still fails after a new sign-in.',
    inSandbox: byTestLogin,
  },
  'sign-in-unfinished': {
    happened: 'The sign-in at the bank was not finished.',
    userCanTry: 'Try again, and finish every step at the bank.',
    askUser: 'What did the bank show last?',
    because: 'Only if the user finished every step at the bank.',
  },
  'bank-sign-in-failed': {
    happened: 'The sign-in at the bank failed or timed out.',
    userCanTry: 'Try again, and finish every step at the bank.',
    askUser: 'What did the bank show last?',
    because: 'Only if it fails again even though every step was finished.',
    ifAgain: 'Only if every step was finished: please ask.',
  },
  'username-differs': {
    happened: 'The username is not the one that was used the first time.',
    userCanTry: 'Sign in with the same username as the first time; capital letters count.',
    askUser: 'Has the username at the bank changed?',
    developer: 'If it has really changed, remove the Item and connect the account again.',
    because: 'Only if the username is the same as the first time.',
    inSandbox: byTestLogin,
  },
  'security-code-rejected': {
    happened: 'The bank rejected the security code or answer.',
    userCanTry: 'Ask for a new code, then try again with the newest one.',
    because: 'Only if the newest code is rejected too.',
    inSandbox: byTestValues,
  },
  'security-code-not-sent': {
    happened: 'The bank could not send a security code that way.',
    userCanTry: 'Choose another way to receive the code, or try again later.',
    askUser: "Does the bank's own website send a code?",
    because: "Only if the bank's own website does send a code.",
    inSandbox: byTestValues,
  },
  'login-protection-unsupported': {
    happened: 'Plaid does not support the kind of security code that protects this login.',
    userCanTry: 'Change this setting at the bank, or use another account or bank.',
    askUser: 'Which kind of security code does the bank ask for?',
    because: 'Only if the bank uses a usual code (text, e-mail).',
    inSandbox: byTestLogin,
  },
  'one-time-code-wrong': {
    happened: 'The one-time code for the phone number was wrong.',
    userCanTry: 'Enter the newest code, or skip this step.',
    askUser: 'Did a code arrive on the phone?',
    because: 'Only if the newest code is rejected too.',
    inSandbox: byTestValues,
  },
  'phone-number-rejected': {
    happened: 'The phone number was not accepted.',
    userCanTry: 'Check the phone number (it must be of the USA or Canada), or skip this step.',
    because: 'Only if it is right and the step cannot be skipped.',
  },
  'phone-number-unconfirmed': {
    happened: 'The phone number could not be confirmed: the codes were wrong.',
    userCanTry: 'Go on without the phone number: connect the account in the usual way.',
    askUser: 'Did a code arrive on the phone?',
    developer: 'Open Link without Layer for this user.',
    because: 'Only if the usual way fails too.',
  },
  'personal-details-rejected': {
    happened: 'Some personal details were not accepted.',
    userCanTry: 'Check the phone number, e-mail address, date of birth and address.',
    developer: 'See the field that error_message names.',
    because: 'Only if the field in error_message is right.',
  },
  'address-rejected': {
    happened: 'The address was not accepted.',
    userCanTry: 'Check the address.',
    because: 'Only if the address is right.',
  },
  'account-number-rejected': {
    happened: 'The account or routing number did not match.',
    userCanTry: 'Check both numbers, and use an account that allows payments.',
    askUser: 'Are both numbers as on the bank statement?',
    because: 'Only if both numbers are as on the bank statement.',
    inSandbox: byTestValues,
  },
  'deposit-code-wrong': {
    happened: 'The code from the bank statement was wrong.',
    userCanTry:
      'Find the small deposit on the bank statement, and enter the code that stands with it. After 3 wrong codes the account has to be entered anew.',
    askUser: 'Is the code the one that stands with the deposit on the bank statement?',
    because: 'Only if the code is as on the bank statement.',
    inSandbox: byTestValues,
  },
  'deposit-amounts-wrong': {
    happened: 'The deposit amounts were wrong.',
    userCanTry: 'Find the two small deposits on the bank statement, and enter their amounts.',
    askUser: 'Which two amounts are on the bank statement?',
    because: 'Only if the amounts are as on the bank statement.',
    inSandbox: byTestValues,
  },
  'deposit-tries-used-up': {
    happened: 'Wrong codes or amounts for the deposit were entered too often.',
    userCanTry: 'Enter the account again from the start.',
    developer:
      'Let the user connect anew; that works at once. This Item stays locked: remove it when nothing needs it.',
    because: 'Only if a new start fails too.',
  },
  'account-verification-pending': {
    happened: 'Plaid has not verified the account yet; perhaps a small deposit has to come first.',
    userCanTry: 'Look for a small deposit on the bank statement in the next days, then come back.',
    askUser: 'Is there a small deposit on the bank statement?',
    because: 'Only if no deposit came within 3 business days.',
    inSandbox: byTestValues,
  },
  'account-verification-expired': {
    happened: 'The time to verify the account has ended.',
    userCanTry: connectAgain,
    askUser: 'Is there a small deposit on the bank statement?',
    because: 'Only if no deposit ever came.',
    inSandbox: byTestValues,
  },
  'account-verification-failed': {
    happened: 'The account could not be verified.',
    userCanTry: 'Connect the account again, or use another account.',
    askUser: 'Are the account and routing numbers as on the bank statement?',
    because: 'Only if the account and routing numbers are right.',
  },
  'manual-verification-needed': {
    happened: 'The account has still to be verified by hand.',
    userCanTry: 'Verify the account by hand.',
    developer: 'Open Link in update mode, with investments_auth in its products.',
    because: 'Nothing has failed: a step is left to do.',
  },
  'already-verified': {
    happened: 'This account is already verified.',
    because: 'Nothing has failed: /auth/get shows it.',
  },
  'nothing-wrong': {
    happened: 'Nothing is wrong with this connection.',
    because: 'The Item has no error: /item/get shows it.',
  },
} satisfies Partial<Record<Situation, ErrorWords>>
