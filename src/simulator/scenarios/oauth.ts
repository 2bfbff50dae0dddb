import * as a from './build.ts'
import { errors } from './errors.ts'
import type { BankStep, Step } from './types.ts'

const goes: Step[] = [
  ...a.chooses(a.oauthBanks),
  a.shows('OAUTH'),
  a.presses('Continue to {bank}'),
  a.event('OPEN_OAUTH'),
]

/** The whole page goes to the bank, and Link is initialised again on the way back: a second OPEN, without a view. */
function redirect(bank: BankStep): Step[] {
  return [...goes, bank, a.event('OPEN', { view_name: null })]
}

/** The bank's page is in a window of its own; Link waits in this one. */
const popUp: Step[] = [...goes, a.turnsTo('LOADING')]

/** Banks with a page of their own. */
export const oauthScenarios = a.family({
  'oauth-delivered': {
    title: 'Sign-in at the bank',
    about: 'You go to the bank’s own page and back.',
    steps: [...redirect({ goesToBank: 'allowed', keepsEvents: true }), ...a.connects],
  },
  'oauth-lost': {
    title: 'Sign-in at the bank, events lost',
    about: 'The same, but Link’s queue of events dies with the page.',
    steps: [...redirect({ goesToBank: 'allowed' }), ...a.connects],
  },
  'oauth-failed': {
    title: 'Sign-in at the bank fails',
    about: 'You come back, and the bank had an error.',
    steps: [...redirect({ goesToBank: 'allowed' }), ...a.fails(errors.bankFailed), a.leaves],
  },
  'oauth-denied': {
    title: 'You refuse at the bank',
    about: 'You come back, and have not given access.',
    steps: [...redirect({ goesToBank: 'denied' }), ...a.fails(errors.accessNotGranted), a.leaves],
  },
  'oauth-abandoned': {
    title: 'Sign-in at the bank, never back',
    about: 'You go to the bank and leave it without an answer.',
    steps: [...redirect({ goesToBank: 'left' }), ...a.fails(errors.stateMissing), a.leaves],
  },
  'oauth-popup': {
    title: 'Sign-in in the bank’s window',
    about: 'The bank’s page opens in a window of its own, and you allow it.',
    steps: [...popUp, a.presses('Allow'), ...a.connects],
  },
  'oauth-popup-failed': {
    title: 'The bank’s window fails',
    about: 'The bank’s page opens in a window of its own, and does not come to an end: FAIL_OAUTH.',
    steps: [...popUp, a.answer('FAIL_OAUTH'), a.turnsTo('OAUTH'), a.leaves],
  },
  'oauth-popup-denied': {
    title: 'You refuse in the bank’s window',
    about: 'The bank’s page opens in a window of its own, and you do not give access.',
    steps: [...popUp, a.presses('Do not allow'), ...a.fails(errors.accessNotGranted), a.leaves],
  },
  'oauth-popup-closed': {
    title: 'You close the bank’s window',
    about: 'The bank’s page opens in a window of its own; you close it, and then Link: CLOSE_OAUTH.',
    steps: [...popUp, a.presses('Close the bank’s window'), a.event('CLOSE_OAUTH'), a.turnsTo('OAUTH'), a.leaves],
  },
  'oauth-popup-left': {
    title: 'You leave Link while the bank’s window is open',
    about: 'The bank’s page opens in a window of its own, and you close Link.',
    steps: [...popUp, a.leaves, a.presses('Allow'), ...a.connects],
  },
})
