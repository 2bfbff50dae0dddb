import type { Situation } from '../../errors/situations.ts'
import {
  keepToken,
  onTheScreen,
  startAgain,
  startOnce,
  tryAgain,
  tryLater,
  useAnotherBank,
  type ErrorWords,
} from '../errorWords.ts'

const notYet = 'Nothing yet: another try does not help before the app is changed.'
const whatDoesBankSay = 'What does the bank say about it?'
const requestHasToChange = "The app's request must change: see error_message."
const dashboardShows = 'The Plaid Dashboard shows what is left to do.'
const lookUp = 'Look up the id marked in part 2 in the Plaid Dashboard.'
const logNames = {
  because: 'Yes, if it fails again and the Dashboard has no cause.',
  ifAgain: 'Yes, if the Dashboard has no cause.',
}

/** What goes wrong with payments and transfers, and what the app itself has to mend. */
export const appWords = {
  'payment-cancelled': {
    happened: 'The payment was cancelled before it was finished.',
    userCanTry: 'Try again, or use another bank.',
    askUser: 'Did you cancel the payment?',
    because: 'Only if the user did not cancel it.',
  },
  'payment-declined': {
    happened: 'The bank declined the payment.',
    userCanTry: 'Ask the bank why, or use another account.',
    askUser: whatDoesBankSay,
    because: 'Only if the bank says that it did not decline it.',
  },
  'payment-failed': {
    happened: 'The payment could not be made.',
    userCanTry: 'Try again, or use another account.',
    askUser: whatDoesBankSay,
    because: 'Yes, if the bank knows nothing of a problem.',
  },
  'payment-kind-unsupported': {
    happened: 'The bank cannot make this kind of payment.',
    userCanTry: useAnotherBank,
    askUser: 'What does the bank say of such a payment?',
    developer: 'Use another payment scheme, or allow a fallback.',
    because: 'Only if the bank says that it can.',
  },
  'payment-refused-as-asked': {
    happened: 'The bank does not accept the payment as the app asked for it.',
    userCanTry: notYet,
    developer: 'See the recipient, reference, schedule and limits of the payment: their length, characters and dates.',
    because: requestHasToChange,
  },
  'not-enough-money': {
    happened: 'There is not enough money in the account.',
    userCanTry: 'Use another account, or add money first.',
    askUser: 'Did the account have enough money?',
    because: 'Only if the account had enough money.',
  },
  'amount-over-limit': {
    happened: 'The amount of the payment or transfer is over a limit.',
    userCanTry: 'Try a smaller amount, where you can choose it.',
    developer: 'See the limits in the Plaid Dashboard; the account manager at Plaid can change them.',
    because: "The limit is part of the app's agreement with Plaid.",
  },
  'recipient-details-wrong': {
    happened: "The recipient's account number does not work for this transfer.",
    userCanTry: 'Check the account number, if you entered it.',
    developer: 'See the IBAN, or the account number and sort code, of the recipient.',
    because: requestHasToChange,
  },
  'app-balance-too-low': {
    happened: "The app's own balance at Plaid has not enough money for the transfer.",
    userCanTry: notYet,
    developer: 'Add money to the wallet, then try again.',
    because: "The wallet's balance shows it: /wallet/get.",
  },
  'transfer-failed': {
    happened: 'The transfer could not be made.',
    userCanTry: tryLater,
    developer: "See error_message and the transfer's events.",
    because: 'Only if the same transfer fails again.',
    ifAgain: 'Only if it was the same transfer.',
  },
  'transfer-refused-as-asked': {
    happened: 'The transfer could not be made as the app asked for it.',
    userCanTry: notYet,
    developer: 'See what does not fit (account, currency, key).',
    because: requestHasToChange,
  },
  'transfer-not-cancellable': {
    happened: 'This transfer can no longer be cancelled.',
    because: 'The transfer is on its way, as its fields show (status, cancellable).',
  },
  'oauth-not-resumed': {
    happened: "Link could not go on after the bank's sign-in.",
    userCanTry: startOnce,
    developer: keepToken,
    because: 'The app must use the same link_token on the return.',
  },
  'oauth-return-used': {
    happened: "The return from the bank's sign-in was used already, as when its page is reloaded.",
    userCanTry: startAgain,
    developer: 'Use a return address once: a reloaded page needs a new link_token.',
    because: 'A new start works.',
  },
  'oauth-return-lost': {
    happened: "The user came back from the bank's sign-in, and Plaid did not know that sign-in any more.",
    userCanTry: startAgain,
    because: "Plaid's page on this error asks for a case.",
  },
  'link-token-invalid': {
    happened: 'The window that the app had opened was no longer valid.',
    userCanTry: 'Close it and start again.',
    developer: 'Create a link_token for each run. For a bank it is valid for 4 hours (30 minutes in update mode).',
    because: 'A new link_token helps: see when this one was made.',
  },
  'rate-limited': {
    happened: 'The app sent Plaid too many requests in a short time.',
    userCanTry: 'Try again in a few minutes.',
    developer: 'Ask less often and keep the answers. The Plaid Dashboard shows the limits.',
    because: 'Only if it fails though the app asks less often.',
  },
  'balance-not-fresh': {
    happened: 'No balance is as fresh as the app asked for.',
    userCanTry: tryLater,
    developer: 'Use the last known balance, or allow an older one.',
    because: 'The bank has no newer balance: an older one works.',
  },
  'app-request-refused': {
    happened: 'Plaid refused what the app sent.',
    userCanTry: notYet,
    developer: "See error_message and the app's request.",
    because: requestHasToChange,
  },
  'app-request-too-early': {
    happened: 'The app sent Plaid a request at the wrong moment.',
    userCanTry: tryLater,
    developer: 'Finish the step before, then ask again.',
    because: 'The same request works later.',
  },
  'app-id-unknown': {
    happened: 'The app asked for something that Plaid does not have, or no longer has.',
    userCanTry: notYet,
    developer: 'See whether the id or token is whole, and of this environment.',
    because: requestHasToChange,
  },
  'app-not-allowed': {
    happened: 'The app may not use what it asked Plaid for.',
    userCanTry: notYet,
    developer: 'Ask for the missing product or permission in the Plaid Dashboard.',
    because: 'The Plaid Dashboard shows what the app may use.',
  },
  'app-environment-differs': {
    happened: 'The app used something that does not belong to this Plaid environment.',
    userCanTry: notYet,
    developer: 'Compare the keys, ids and environment (sandbox, production) of the app.',
    because: requestHasToChange,
  },
  'app-registration-incomplete': {
    happened: "The app's registration at Plaid is not complete.",
    userCanTry: notYet,
    developer: 'Finish the registration in the Plaid Dashboard.',
    because: dashboardShows,
  },
  'connection-failed': {
    happened: 'Plaid reported a problem with this connection to the bank.',
    userCanTry: tryAgain,
    askUser: "Does the bank's own website work?",
    developer: lookUp,
    ...logNames,
  },
  'unknown-error': {
    happened: 'Plaid reported an error that this report cannot explain.',
    userCanTry: tryAgain,
    askUser: onTheScreen,
    developer: lookUp,
    ...logNames,
  },
} satisfies Partial<Record<Situation, ErrorWords>>
