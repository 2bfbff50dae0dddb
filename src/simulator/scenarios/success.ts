import * as a from './build.ts'
import type { Step } from './types.ts'

const noBank = { institution_id: null, institution_name: null }

/** Plaid recognises the person by their phone. */
const isRemembered: Step[] = [
  a.opens,
  a.consents,
  a.shows('SUBMIT_PHONE'),
  a.presses('Continue'),
  a.event('SUBMIT_PHONE'),
  a.shows('VERIFY_PHONE'),
  a.presses('Submit'),
  a.event('SUBMIT_OTP'),
  a.answer('VERIFY_PHONE'),
  a.shows('SELECT_SAVED_INSTITUTION'),
]

/** Ways to a connected account. */
export const successScenarios = a.family({
  success: {
    title: 'Connects',
    about: 'The bank asks for a code, then the account is connected.',
    steps: [...a.chooses(), ...a.logsIn, ...a.answersMfa(), ...a.connects],
  },
  'handoff-late': {
    title: 'Connects, HANDOFF after onSuccess',
    about: 'The account is connected, and Plaid’s last event comes after onSuccess.',
    steps: [
      ...a.chooses(),
      ...a.logsIn,
      a.shows('CONNECTED'),
      a.presses('Finish'),
      { ...a.answer('HANDOFF'), late: true },
      { callback: 'onSuccess' },
    ],
  },
  'exit-after-success': {
    title: 'Connects, then onExit too',
    about: 'The window is closed on its last pane, and onExit follows onSuccess.',
    steps: [
      ...a.chooses(),
      ...a.logsIn,
      ...a.connects,
      { callback: 'onExit', error: null, metadata: { status: 'requires_credentials' } },
    ],
  },
  'choose-accounts': {
    title: 'Chooses accounts',
    about: 'The bank asks two more things, then which accounts to share.',
    steps: [
      ...a.chooses(),
      ...a.logsIn,
      ...a.answersMfa('device'),
      ...a.answersMfa('questions'),
      a.shows('SELECT_ACCOUNT'),
      a.presses('Continue'),
      ...a.connects,
    ],
  },
  'update-mode': {
    title: 'Update mode',
    about: 'A bank that was connected before is signed in to again.',
    institution: a.bank,
    steps: [a.opensAgain, a.consents, ...a.logsIn, ...a.answersMfa(), ...a.connects],
  },
  'update-mode-exit': {
    title: 'Update mode, you change your mind',
    about: 'A bank that was connected before, and you leave at its login.',
    institution: a.bank,
    steps: [a.opensAgain, a.consents, a.shows('CREDENTIAL'), a.leaves, ...a.submitsLogin, ...a.connects],
  },
  embedded: {
    title: 'Embedded',
    about: 'The list of banks stands in the page, and Link opens with the bank that was chosen there.',
    institution: a.bank,
    steps: [
      a.opens,
      a.event('SELECT_INSTITUTION'),
      a.shows('CONSENT'),
      a.consents,
      ...a.logsIn,
      ...a.answersMfa(),
      ...a.connects,
    ],
  },
  'multi-item': {
    title: 'Two banks in one run',
    about: 'Multi-Item Link: two HANDOFFs, and an onSuccess that names nothing.',
    steps: [
      ...a.chooses(a.oauthBanks),
      a.shows('OAUTH'),
      a.presses('Continue to {bank}'),
      a.event('OPEN_OAUTH'),
      a.presses('Allow'),
      a.shows('CONNECTED'),
      a.presses('Connect another bank'),
      a.answer('HANDOFF'),
      a.shows('SELECT_INSTITUTION', noBank),
      a.choosesOf(a.banks),
      a.event('SELECT_INSTITUTION'),
      ...a.logsIn,
      a.shows('CONNECTED'),
      a.presses('Finish'),
      a.answer('HANDOFF'),
      { callback: 'onSuccess', token: null, accounts: [], metadata: { institution: null } },
    ],
  },
  'remember-me': {
    title: 'Known to Plaid',
    about: 'You are recognised by your phone, and choose a bank that you have saved.',
    steps: [
      ...isRemembered,
      { chooses: a.banks },
      a.event('SELECT_INSTITUTION', { match_reason: 'SAVED_INSTITUTION' }),
      a.shows('SELECT_SAVED_ACCOUNT'),
      a.presses('Continue'),
      ...a.connects,
    ],
  },
  'remember-me-new-bank': {
    title: 'Known to Plaid, another bank',
    about: 'You are recognised by your phone, and connect a bank that you have not saved.',
    steps: [
      ...isRemembered,
      a.presses('Another bank'),
      a.event('CONNECT_NEW_INSTITUTION'),
      ...a.finds(),
      ...a.logsIn,
      ...a.connects,
    ],
  },
  'remember-me-skipped': {
    title: 'Not to be remembered',
    about: 'You are asked for your phone, and go on without it.',
    steps: [
      a.opens,
      a.consents,
      a.shows('SUBMIT_PHONE'),
      a.presses('Finish without saving'),
      a.event('SKIP_SUBMIT_PHONE'),
      ...a.finds(),
      ...a.logsIn,
      ...a.connects,
    ],
  },
})
