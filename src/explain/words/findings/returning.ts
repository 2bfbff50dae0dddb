import { keepToken, startOnce, type FindingWords } from '../errorWords.ts'
import { signInWords } from '../en/signIn.ts'

const isAccountThere = 'See whether the account is there. If it is, nothing is left to do.'

/** What goes wrong at the bank's own sign-in, and on the way back from it. */
export const returningWords = {
  'oauth-not-resumed': {
    happened: "The user came back from the bank's sign-in, but Link did not go on from there.",
    means: '{other}',
    userCanTry: startOnce,
    developer: keepToken,
    because: 'The return did not come with {lack}.',
  },
  'oauth-return-not-told': {
    happened: "The user came back from the bank's sign-in, but the app did not tell Link.",
    means: 'The address of the page has an oauth_state_id, and receivedRedirectUri was not given.',
    userCanTry: startOnce,
    developer: keepToken,
    because: 'The app did not give Link the address of the return.',
  },
  'oauth-return-without-state': {
    happened: 'The app told Link of a return from a bank, but there was none.',
    means: 'receivedRedirectUri has no oauth_state_id query parameter.',
    userCanTry: 'Send this report to the app; nothing else helps.',
    developer: 'Give receivedRedirectUri only on the page to which a bank returned, with its oauth_state_id.',
    because: "The app's receivedRedirectUri has no oauth_state_id.",
  },
  'return-reloaded': {
    happened: "Then the page of the bank's return was loaded again.",
    means: 'A return from a bank can be used once.',
    userCanTry: isAccountThere,
    askUser: 'Does the app show the account?',
    developer: 'After onSuccess leave the return address, so that a reload does not open Link again.',
    because: 'It was connected before: the earlier session succeeded.',
  },
  'oauth-not-returned': {
    happened: "{left} while Link was open, {surely} for the bank's sign-in, and no return reached this browser.",
    means: 'Plaid tells nothing more when a page is left.',
    userCanTry: '{how}',
    askUser: "Did the bank's app open? Did you come back to another browser?",
    developer:
      'If more users report it, check that the app keeps the link_token over the redirect, and gives Link the whole address received (receivedRedirectUri).',
    because: '{onlyIf}',
  },
  'bank-sign-in-failed': { ...signInWords['bank-sign-in-failed'], means: 'Plaid reported FAIL_OAUTH{signInTook}.' },
  'bank-sign-in-closed': {
    happened: "The window of the bank's sign-in was closed before it was finished.",
    means: 'Plaid reported CLOSE_OAUTH{signInTook}.',
    userCanTry: 'Try again, and finish every step at the bank.',
    askUser: 'Did you close that window, or did it close by itself? What did the bank show last?',
    because: 'Only if the user did not close that window.',
  },
} satisfies Record<string, FindingWords>
