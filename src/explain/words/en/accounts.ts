import type { Situation } from '../../errors/situations.ts'
import { connectAgain, startAgain, tryAgain, type ErrorWords } from '../errorWords.ts'

const whichAccounts = "Which accounts does the bank's own website show?"
const onlyIfOpen = 'Only if such an account is open and was allowed.'

/** What goes wrong with the accounts, the permissions and the user's device. */
export const accountWords = {
  'access-not-granted': {
    happened: 'The user or the bank did not share all that the app needs.',
    userCanTry: 'Try again, and allow every account and permission. Only the owner of the account can.',
    askUser: 'Which accounts and permissions did you allow?',
    because: 'Only if every account and permission was allowed.',
  },
  'permission-needed': {
    happened: 'The user has not given a permission that the app needs.',
    userCanTry: 'Approve the permission when asked.',
    developer: 'Ask for the permission in Link, for an Item in update mode.',
    because: 'Only the user can give the permission.',
  },
  'permission-removed': {
    happened: "The user has removed the app's access to this account.",
    userCanTry: connectAgain,
    developer: 'Remove the Item, if there is one.',
    because: 'The user removed it on purpose, as my.plaid.com shows.',
  },
  'connection-removed': {
    happened: 'This connection to the bank was removed.',
    userCanTry: connectAgain,
    developer: 'Open Link without the access_token: a new Item has to be made.',
    because: 'The connection no longer exists: /item/get shows it.',
  },
  'connection-took-too-long': {
    happened: 'The connection took too long and has to be made again.',
    userCanTry: connectAgain,
    developer: 'Exchange the public_token within 30 minutes, with the keys of the same environment.',
    because: 'The app used the public_token late: see its log.',
  },
  'no-account': {
    happened: 'No account that can be used was found at the bank.',
    userCanTry: 'Try again and allow every account, or use another bank.',
    askUser: whichAccounts,
    developer: 'See the account_filters of the link_token.',
    because: onlyIfOpen,
  },
  'no-payment-account': {
    happened: 'No checking, savings or cash account that allows payments was found.',
    userCanTry: 'Choose a checking, savings or cash account, or use another bank.',
    askUser: whichAccounts,
    because: onlyIfOpen,
  },
  'no-investment-account': {
    happened: 'No investment account that can be used was found.',
    userCanTry: 'Use another login or bank.',
    askUser: whichAccounts,
    because: onlyIfOpen,
  },
  'no-loan-account': {
    happened: 'No credit card or loan account was found.',
    userCanTry: 'Use another login or bank.',
    askUser: whichAccounts,
    because: onlyIfOpen,
  },
  'account-unsupported': {
    happened: 'This kind of account or login does not support what the app needs.',
    userCanTry: 'Use another account or bank.',
    because: 'Only if the Plaid Dashboard says it is supported.',
  },
  'account-not-confirmed-at-once': {
    happened: 'The account could not be confirmed at once.',
    userCanTry: 'Go on with the other way that is offered, or use another account.',
    developer: 'Instant Match needs the USA as the only country of the link_token.',
    because: 'Only if Link offers no other way to verify it.',
  },
  'account-gone': {
    happened: 'This account is not available any more.',
    userCanTry: 'Connect the account again, and allow this account.',
    askUser: whichAccounts,
    developer: 'Read /accounts/get again after update mode.',
    because: onlyIfOpen,
  },
  'account-blocked': {
    happened: 'This account cannot be used for transfers after an earlier one failed.',
    userCanTry: 'Use another account.',
    askUser: 'Was an earlier transfer of this account returned?',
    because: 'Only if no earlier transfer of it was returned.',
  },
  'deposit-account-blocked': {
    happened: 'This account cannot receive the small deposits: Plaid says that an earlier transfer to it failed.',
    userCanTry: 'Use another account.',
    askUser: 'Has a transfer to this account failed before?',
    because: 'Only if no earlier transfer to it has failed: please ask.',
  },
  'account-type-unsupported': {
    happened: 'Transfers do not work with this type of account.',
    userCanTry: 'Use a checking, savings or cash account.',
    because: "The account's subtype cannot be debited.",
  },
  'too-slow': {
    happened: 'The time to choose an account (5 minutes) ran out.',
    userCanTry: startAgain,
    because: 'Only if it took less than 5 minutes.',
  },
  'device-failed': {
    happened: 'Something went wrong on this device.',
    userCanTry: 'Try again, or use another browser or device.',
    because: 'Only if it also fails on another device.',
  },
  'upload-failed': {
    happened: 'The upload of documents failed.',
    userCanTry: 'Check the internet connection, then try again.',
    askUser: 'Does the app still ask for the documents?',
    because: 'Only if it fails again over another internet connection.',
  },
  'income-check-failed': {
    happened: 'The income check did not finish.',
    userCanTry: tryAgain,
    because: 'Yes, if it fails again.',
    ifAgain: '',
  },
  'human-check-needed': {
    happened: 'The security check against robots is not done yet.',
    userCanTry: 'Complete the security check. If it does not appear, turn off ad blockers.',
    because: 'Only if it also fails without ad blocker and VPN.',
  },
  'human-check-failed': {
    happened: 'The security check against robots was not passed.',
    userCanTry: 'Turn off ad blockers and VPN, then try again.',
    because: 'Only if it also fails without ad blocker and VPN.',
  },
} satisfies Partial<Record<Situation, ErrorWords>>
