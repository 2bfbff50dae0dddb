import {
  byTestLogin,
  doesWebsiteWork,
  onlyAfterHours,
  onTheScreen,
  seeStatus,
  tryAgain,
  useAnotherBank,
  type FindingWords,
} from '../errorWords.ts'

const reloadAndStart = 'Reload the page, then start again.'

/** How a session ended that did not succeed. */
export const closingWords = {
  'reloaded-while-open': {
    happened: 'The page was reloaded while Link was open.',
    means: 'Perhaps Link hung, and the user reloaded the page.',
    userCanTry: tryAgain,
    askUser: 'What was on the screen before the page was reloaded?',
    because: 'Only if Link hangs again.',
  },
  'institution-down': {
    happened: 'Plaid told the user that this bank is down or in trouble.',
    means: 'Plaid flagged the bank when it was chosen ({event}).',
    userCanTry: 'Try again in a few hours, or tomorrow, or use another bank.',
    askUser: doesWebsiteWork,
    developer: seeStatus,
    because: onlyAfterHours,
  },
  'institution-not-supported': {
    happened: 'Plaid told the user that this bank cannot be used here.',
    means: 'Plaid does not support the bank any more, or not what the app asks for.',
    userCanTry: useAnotherBank,
    developer: 'See in the Plaid Dashboard which products the bank supports.',
    because: 'Only if the Dashboard lists it with your products.',
  },
  'too-many-logins': {
    happened: '{refused}, and the link_token then ended.',
    means: 'Plaid ends a link_token after too many wrong logins. The bank may have locked the login, too.',
    userCanTry: '{first} first. If that works, reload the page and start again here.',
    askUser: "Does the same login work on the bank's own website?",
    because: '{onlyIf}',
    inSandbox: byTestLogin,
  },
  'link-token-used': {
    happened: 'The link_token was no longer valid: an earlier session had used it.',
    means: 'A link_token can be used only once.',
    userCanTry: 'Reload the page. If the account is there, start again only for another one.',
    askUser: 'Does the app show the account?',
    developer: 'Create a link_token for each run.',
    because: 'A new link_token helps: this one was used.',
  },
  'link-open-too-long': {
    happened: 'Link was open for {took}, and its link_token is no longer valid.',
    means: '{why}',
    userCanTry: 'Start again.',
    because: 'A new start works.',
  },
  'link-token-expired': {
    happened: 'The app had its link_token for {age}, and it is no longer valid.',
    means: 'This kind of link_token lives for {life}.',
    userCanTry: reloadAndStart,
    developer: 'Create the link_token when the user starts, not when the page loads.',
    because: 'A new link_token helps: this one was too old.',
  },
  'abandoned-at-view': {
    happened: '{left} while Link was open.',
    means: 'Plaid tells nothing more when a page is left.',
    userCanTry: tryAgain,
    askUser: onTheScreen,
    because: "Only if it happens again, against the user's will.",
  },
  'closed-after-repair': {
    happened: 'Link was opened once more and not finished; an earlier session {how}.',
    means: '',
    developer: 'Do not ask this user to repair it.',
    because: 'It was in order before: /item/get shows it.',
  },
  'closed-after-upload': {
    happened: 'The user closed Link after the documents had been uploaded.',
    means: 'Plaid did not say that it was finished.',
    userCanTry: 'Open Link again only if the app still asks for documents.',
    askUser: 'What was on the screen? Why did you stop?',
    developer: 'See whether the documents have come, before the user uploads them again.',
    because: 'Only if the user could not go on: please ask.',
  },
  'closed-at-bank-list': {
    happened: 'The user closed Link, and no bank had been chosen.',
    means: 'Perhaps the bank was not found there.',
    userCanTry: "Search for the bank's full name.",
    askUser: 'Which bank were you looking for?',
    developer: 'See in the Plaid Dashboard whether Plaid supports the bank.',
    because: 'Only if the Dashboard lists a bank that Link does not.',
  },
  'closed-by-user': {
    happened: 'The user closed Link.',
    means: 'Plaid reported no error{thatEndedIt}.',
    userCanTry: tryAgain,
    askUser: 'What was on the screen? Why did you stop?',
    because: 'Only if the user could not go on: please ask.',
  },
  'exit-after-error': {
    happened: 'Link was closed after an error, and onExit had none.',
    means: 'That is usual where the user closes Link after an error. ERROR in onEvent tells of such an error.',
  },
  'storage-degraded': {
    happened: 'Details could not all be kept on this device.',
    means: '{problem}',
    developer: 'What is here is right, but earlier page loads may be missing.',
  },
} satisfies Record<string, FindingWords>
