import * as a from './build.ts'
import type { Step } from './types.ts'

/** The person leaves where the bank asks for something. */
function leavesAtMfa(mfaType: string): Step[] {
  const asks = a.shows('MFA', { mfa_type: mfaType })
  return [...a.chooses(), ...a.logsIn, asks, a.leaves, ...a.submitsMfa(mfaType), ...a.connects]
}

/** Where people leave. Nothing has failed. */
export const exitScenarios = a.family({
  'user-exit': {
    title: 'You change your mind',
    about: 'You leave at the list of banks. Nothing failed.',
    steps: [
      a.opens,
      a.consents,
      a.shows('SELECT_INSTITUTION'),
      a.leaves,
      ...a.finds().slice(1),
      ...a.logsIn,
      ...a.connects,
    ],
  },
  'exit-at-consent': {
    title: 'You leave at once',
    about: 'You leave at the first pane.',
    steps: [a.opens, a.leaves, a.consents, ...a.finds(), ...a.logsIn, ...a.connects],
  },
  'exit-after-search': {
    title: 'Your bank is not there',
    about: 'You look for a bank, do not find it, and leave.',
    steps: [
      a.opens,
      a.consents,
      a.shows('SELECT_INSTITUTION'),
      a.event('SEARCH_INSTITUTION', { institution_search_query: 'my credit union' }),
      a.leaves,
      ...a.finds().slice(1),
      ...a.logsIn,
      ...a.connects,
    ],
  },
  'exit-at-login': {
    title: 'You leave at the login',
    about: 'You have chosen a bank, and leave where it asks for your password.',
    steps: [...a.chooses(), a.shows('CREDENTIAL'), a.leaves, ...a.submitsLogin, ...a.connects],
  },
  'exit-at-code': {
    title: 'You leave at the code',
    about: 'The bank has sent a code, and you leave.',
    steps: leavesAtMfa('code'),
  },
  'exit-at-device': {
    title: 'You leave where a code is to be sent',
    about: 'The bank asks where to send a code, and you leave.',
    steps: leavesAtMfa('device'),
  },
  'exit-at-questions': {
    title: 'You leave at a question',
    about: 'The bank asks a security question, and you leave.',
    steps: leavesAtMfa('questions'),
  },
  'exit-at-selections': {
    title: 'You leave at a choice',
    about: 'The bank asks a question with answers to choose from, and you leave.',
    steps: leavesAtMfa('selections'),
  },
  'exit-at-accounts': {
    title: 'You leave at the accounts',
    about: 'You are asked which accounts to share, and leave.',
    steps: [
      ...a.chooses(),
      ...a.logsIn,
      ...a.answersMfa(),
      a.shows('SELECT_ACCOUNT'),
      a.leaves,
      a.presses('Continue'),
      ...a.connects,
    ],
  },
  'exit-at-oauth': {
    title: 'You leave before the bank’s page',
    about: 'You are told that your bank’s own page comes next, and leave.',
    steps: [
      ...a.chooses(a.oauthBanks),
      a.shows('OAUTH'),
      a.leaves,
      a.presses('Continue to {bank}'),
      a.event('OPEN_OAUTH'),
      a.presses('Allow'),
      ...a.connects,
    ],
  },
  'identity-match-blocked': {
    title: 'The names do not match',
    about: 'The name at the bank is another than the app’s, and Link goes no further.',
    steps: [
      ...a.chooses(),
      ...a.logsIn,
      a.answer('IDENTITY_MATCH_FAILED'),
      a.turnsTo('IDENTITY_MATCH_BLOCK'),
      a.leaves,
    ],
  },
})
