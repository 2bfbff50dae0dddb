import type { Situation } from '../../errors/situations.ts'
import type { ErrorWords } from '../errorWords.ts'

/** What goes wrong at the bank, at Plaid and with the data. */
export const bankWords = {
  'institution-unavailable': {
    happened: "The bank's connection to Plaid is down or in trouble.",
    userCanTry: 'Try again in a few hours, or tomorrow.',
    askUser: "Does the bank's own website work?",
    developer: "See the bank's status in the Plaid Dashboard.",
    because: 'Only if it still fails after some hours.',
  },
  'institution-unsupported': {
    happened: 'Plaid cannot connect this bank any more.',
    userCanTry: 'Use another bank.',
    askUser: '',
    developer: '',
    because: 'Another try does not help, and Plaid asks for a case with the institution_id.',
  },
  'institution-answer-unreadable': {
    happened: 'The bank sent an answer that Plaid cannot read.',
    userCanTry: 'Use another bank for now.',
    askUser: '',
    developer: '',
    because: "Another try does not help, and Plaid's page on this error asks for a case with the institution_id.",
  },
  'institution-not-found': {
    happened: 'Plaid did not find this bank.',
    userCanTry: "Search for the bank's full name, or use another bank.",
    askUser: 'Which bank were you looking for?',
    developer: 'See in the Plaid Dashboard whether Plaid supports the bank.',
    because: 'Only if the Plaid Dashboard lists the bank.',
  },
  'institution-not-enabled': {
    happened: 'The app may not connect to this bank yet.',
    userCanTry: 'Use another bank.',
    askUser: '',
    developer: 'Finish the registration for this bank in the Plaid Dashboard, under US OAuth institutions.',
    because: "The Plaid Dashboard shows what is left of the app's registration.",
  },
  'institution-busy': {
    happened: 'The bank limits how often Plaid may ask it.',
    userCanTry: 'Try again later.',
    askUser: '',
    developer: "Ask less often; it is the bank's limit, not the app's.",
    because: 'Only if it still fails after some hours.',
  },
  'institution-failed': {
    happened: 'Plaid reported a problem with the bank.',
    userCanTry: 'Try again later, or use another bank.',
    askUser: "Does the bank's own website work?",
    developer: "See the bank's status in the Plaid Dashboard.",
    because: "If it also fails tomorrow while the bank's own website works.",
  },
  'plaid-failed': {
    happened: 'Something went wrong at Plaid or at the bank (an internal error).',
    userCanTry: 'Try again later.',
    askUser: "Does the bank's own website work?",
    developer:
      "Look up the request_id in the Plaid Dashboard: its log often has the true cause. Where it fails at once, see whether Link's use case is chosen there.",
    because: 'Only if it still fails after some hours.',
  },
  'plaid-maintenance': {
    happened: 'Plaid is under maintenance.',
    userCanTry: 'Try again in a few hours.',
    askUser: '',
    developer: 'See status.plaid.com.',
    because: 'Only if status.plaid.com shows no maintenance.',
  },
  'data-not-ready': {
    happened: 'What the app asked for is not ready yet.',
    userCanTry: 'Try again later.',
    askUser: '',
    developer: "Wait for Plaid's webhook, then ask again.",
    because: 'Only if it is still not ready after 24 hours.',
  },
  'data-unavailable': {
    happened: 'Plaid could not read enough data from the bank.',
    userCanTry: 'Connect the bank again.',
    askUser: '',
    developer: 'Where there are causes, each names an Item and its own error.',
    because: 'Only if it still fails after the bank was connected again.',
  },
  'data-inconsistent': {
    happened: 'The bank sent data that do not fit together.',
    userCanTry: 'Try again in a day or two.',
    askUser: '',
    developer: '',
    because: 'Only if it still fails after two days.',
  },
  'too-little-activity': {
    happened: 'There is not enough activity in this account.',
    userCanTry: 'Connect another account or bank.',
    askUser: '',
    developer: 'The error_message names what is missing.',
    because: 'Only if the account has the activity that error_message asks for.',
  },
  'history-too-short': {
    happened: 'The bank does not give enough history.',
    userCanTry: 'Use another bank.',
    askUser: '',
    developer: 'Ask for fewer days (days_required).',
    because: "It is the bank's own limit: fewer days_required work.",
  },
  'report-failed': {
    happened: "The report on the user's accounts could not be made.",
    userCanTry: 'Try again later.',
    askUser: '',
    developer: 'Ask for fewer days, or ask again later.',
    because: 'Only if it fails again with fewer days.',
  },
  'report-expired': {
    happened: 'The report has expired and has to be made again.',
    userCanTry: 'Come back later.',
    askUser: '',
    developer: 'Create a new report; one can be read for 24 hours.',
    because: 'Reports end after 24 hours: see when this one was made.',
  },
} satisfies Partial<Record<Situation, ErrorWords>>
