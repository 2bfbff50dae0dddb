import type { Situation } from '../../errors/situations.ts'
import {
  doesWebsiteWork,
  onlyAfterHours,
  tryLater,
  useAnotherBank,
  whichBankSought,
  type ErrorWords,
} from '../errorWords.ts'

const seeSupport = 'See in the Plaid Dashboard whether Plaid supports the bank.'
const asksForCase = "Plaid's page on this error asks for a case."

/** What goes wrong at the bank, at Plaid and with the data. */
export const bankWords = {
  'institution-unavailable': {
    happened: "The bank's connection to Plaid is down or in trouble.",
    userCanTry: 'Try again in a few hours, or tomorrow.',
    askUser: doesWebsiteWork,
    because: onlyAfterHours,
  },
  'institution-unsupported': {
    happened: 'Plaid cannot connect this bank any more.',
    userCanTry: useAnotherBank,
    because: asksForCase,
  },
  'institution-answer-unreadable': {
    happened: 'The bank sent an answer that Plaid cannot read.',
    userCanTry: useAnotherBank,
    because: asksForCase,
  },
  'institution-not-found': {
    happened: 'Plaid did not find this bank.',
    userCanTry: "Search for the bank's full name, or use another bank.",
    askUser: whichBankSought,
    developer: seeSupport,
    because: 'Only if the Plaid Dashboard lists the bank.',
  },
  'institution-not-enabled': {
    happened: 'The app is not yet allowed to connect to this bank.',
    userCanTry: useAnotherBank,
    developer: 'Finish the registration for this bank in the Plaid Dashboard, under US OAuth institutions.',
    because: 'The Plaid Dashboard shows what is left to do.',
  },
  'institution-busy': {
    happened: 'The bank limits how often Plaid may ask it.',
    userCanTry: tryLater,
    developer: 'Ask less often.',
    because: onlyAfterHours,
  },
  'institution-failed': {
    happened: 'Plaid reported a problem with the bank.',
    userCanTry: 'Try again later, or use another bank.',
    askUser: doesWebsiteWork,
    because: 'Yes, if it fails tomorrow, and the Plaid Dashboard shows no trouble at the bank.',
    ifAgain: 'Yes, if the Plaid Dashboard shows no trouble at the bank.',
    inSandbox: { because: 'Yes, if it also fails tomorrow.' },
  },
  'plaid-failed': {
    happened: 'Something went wrong at Plaid{orAtBank} (an internal error).',
    userCanTry: tryLater,
    askUser: '{isBankUp}',
    developer: 'Look up the id marked in part 2 in the Plaid Dashboard: its log often has the true cause{useCase}.',
    because: 'Only if it lasts hours and the Dashboard has no cause.',
  },
  'plaid-maintenance': {
    happened: 'Plaid is under maintenance.',
    userCanTry: 'Try again in a few hours.',
    because: 'Only if status.plaid.com shows no maintenance.',
  },
  'data-not-ready': {
    happened: 'What the app asked for is not ready yet.',
    userCanTry: tryLater,
    because: 'Only if it still fails after 24 hours, and Plaid sent no webhook.',
  },
  'data-unavailable': {
    happened: 'Plaid could not read enough data from the bank.',
    userCanTry: 'Connect the bank again.',
    developer: 'See the causes: each names an Item and its own error.',
    because: 'Only if it still fails after that.',
  },
  'data-inconsistent': {
    happened: 'The bank sent data that do not fit together.',
    userCanTry: 'Try again in a day or two.',
    because: 'Only if it still fails after two days.',
  },
  'too-little-activity': {
    happened: 'There is not enough activity in this account.',
    userCanTry: 'Use another account or bank.',
    because: 'Only if the account has what error_message names.',
  },
  'history-too-short': {
    happened: 'The bank does not give enough history.',
    userCanTry: useAnotherBank,
    developer: 'Ask for fewer days (days_required).',
    because: "It is the bank's own limit: fewer days_required work.",
  },
  'report-failed': {
    happened: "The report on the user's accounts could not be made.",
    userCanTry: tryLater,
    developer: 'Ask for fewer days.',
    because: 'Only if it fails again with fewer days.',
  },
  'report-expired': {
    happened: 'The report has expired and has to be made again.',
    userCanTry: tryLater,
    developer: 'Create a new report; one can be read for 24 hours.',
    because: 'Reports end after 24 hours.',
  },
} satisfies Partial<Record<Situation, ErrorWords>>
