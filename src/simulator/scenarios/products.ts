import * as a from './build.ts'
import { errors } from './errors.ts'
import type { Step, SuccessStep } from './types.ts'

const sharesProfile: Step[] = [
  a.event('OPEN', { view_name: 'VERIFY_PHONE' }),
  a.presses('Submit'),
  a.event('SUBMIT_OTP'),
  a.shows('PROFILE_DATA_REVIEW'),
  a.presses('Confirm'),
  a.answer('HANDOFF'),
  { callback: 'onSuccess', token: 'profile', accounts: [] },
]

/** Layer: the app submits a phone number, then perhaps a birth date, and opens Link when it is ready. */
export const layerScenarios = a.family({
  'layer-ready': {
    title: 'Layer knows you',
    about: 'Your phone number is known, and your profile is shared.',
    layer: { phone: a.answer('LAYER_READY') },
    steps: sharesProfile,
  },
  'layer-by-birth-date': {
    title: 'Layer knows you by your birth date',
    about: 'Your phone number is not enough, your birth date is.',
    layer: { phone: a.answer('LAYER_NOT_AVAILABLE'), birthDate: a.answer('LAYER_READY') },
    steps: sharesProfile,
  },
  'layer-not-available': {
    title: 'Layer finds nobody',
    about: 'Plaid Layer knows neither the phone number nor the birth date.',
    layer: { phone: a.answer('LAYER_NOT_AVAILABLE'), birthDate: a.answer('LAYER_AUTOFILL_NOT_AVAILABLE') },
    steps: [...a.chooses(), ...a.logsIn, ...a.answersMfa(), ...a.connects],
  },
})

function idStep(view: string, ends: 'PASS' | 'FAIL' | 'PENDING_REVIEW'): Step[] {
  const inView = { view_name: view }
  return [
    a.event('IDENTITY_VERIFICATION_START_STEP', inView),
    a.presses('Continue'),
    a.answer(`IDENTITY_VERIFICATION_${ends}_STEP`, inView),
  ]
}

const beginsCheck: Step[] = [
  a.event('OPEN', { view_name: 'ACCEPT_TOS' }),
  a.answer('IDENTITY_VERIFICATION_CREATE_SESSION'),
  a.event('IDENTITY_VERIFICATION_OPEN_UI'),
  ...idStep('ACCEPT_TOS', 'PASS'),
  ...idStep('VERIFY_SMS', 'PASS'),
]

/** Whatever the answer is: the person has come to the end, and there is no public_token. */
const endsCheck: Step[] = [
  a.event('IDENTITY_VERIFICATION_CLOSE_UI'),
  a.answer('HANDOFF'),
  { callback: 'onSuccess', token: null, accounts: [] },
]

export const identityScenarios = a.family({
  'identity-passed': {
    title: 'Identity verified',
    about: 'Every step of Identity Verification is passed.',
    steps: [
      ...beginsCheck,
      ...idStep('KYC_CHECK', 'PASS'),
      ...idStep('DOCUMENTARY_VERIFICATION', 'PASS'),
      ...idStep('SELFIE_CHECK', 'PASS'),
      a.event('IDENTITY_VERIFICATION_PASS_SESSION'),
      ...endsCheck,
    ],
  },
  'identity-failed': {
    title: 'Identity not verified',
    about: 'The selfie is not accepted; onSuccess comes nevertheless.',
    steps: [
      ...beginsCheck,
      ...idStep('KYC_CHECK', 'PASS'),
      ...idStep('SELFIE_CHECK', 'FAIL'),
      a.event('IDENTITY_VERIFICATION_FAIL_SESSION'),
      ...endsCheck,
    ],
  },
  'identity-in-review': {
    title: 'Identity in review',
    about: 'Somebody at the app’s company has to look at it.',
    steps: [
      ...beginsCheck,
      ...idStep('DOCUMENTARY_VERIFICATION', 'PENDING_REVIEW'),
      a.event('IDENTITY_VERIFICATION_PENDING_REVIEW_SESSION'),
      ...endsCheck,
    ],
  },
  'identity-left': {
    title: 'Identity verification, you leave',
    about: 'You are asked for a document, and leave.',
    steps: [
      ...beginsCheck,
      a.event('IDENTITY_VERIFICATION_START_STEP', { view_name: 'DOCUMENTARY_VERIFICATION' }),
      a.leaves,
      ...idStep('DOCUMENTARY_VERIFICATION', 'PASS').slice(1),
      a.event('IDENTITY_VERIFICATION_PASS_SESSION'),
      ...endsCheck,
    ],
  },
})

function succeeds(status: string, metadata: Record<string, unknown> = {}): SuccessStep {
  return { callback: 'onSuccess', accounts: [{ verification_status: status }], metadata }
}

const noInstitution = { institution: null }

/** The numbers of an account, typed by hand. */
const typesNumbers: Step[] = [
  a.presses('Continue'),
  a.event('SUBMIT_ROUTING_NUMBER', { routing_number: '000000000' }),
  a.event('SUBMIT_ACCOUNT_NUMBER', { account_number_mask: '0000' }),
]

const choosesNumbers: Step[] = [
  a.opens,
  a.consents,
  a.shows('SELECT_AUTH_TYPE'),
  a.presses('Enter account numbers'),
  a.event('SELECT_AUTH_TYPE', { selection: 'flow_type_manual' }),
  a.turnsTo('NUMBERS'),
  ...typesNumbers,
]

/** The second run, days later, in which the person tells what has arrived. */
function verifies(view: string): Step[] {
  return [a.event('OPEN', { view_name: view, is_update_mode: 'true' }), a.presses('Submit')]
}

const finishes: Step[] = [a.presses('Finish'), a.answer('HANDOFF')]
const verified: Step[] = [a.shows('CONNECTED'), ...finishes]

/** Accounts that are verified by small deposits. */
export const depositScenarios = a.family({
  'deposits-instant': {
    title: 'Instant micro-deposit',
    about: 'A deposit with a code arrives at once, and you type the code.',
    steps: [
      ...choosesNumbers,
      a.shows('INSTANT_MICRODEPOSIT_AUTHORIZED'),
      a.presses('Continue'),
      a.turnsTo('INSTANT_MICRODEPOSIT_VERIFICATION'),
      a.presses('Submit'),
      ...verified,
      succeeds('manually_verified', noInstitution),
    ],
  },
  'deposits-same-day': {
    title: 'Same-day micro-deposit, pending',
    about: 'A deposit is on its way; the account is connected, and not yet verified.',
    steps: [
      ...choosesNumbers,
      a.shows('SAME_DAY_MICRODEPOSIT_AUTHORIZED'),
      ...finishes,
      succeeds('pending_manual_verification', noInstitution),
    ],
  },
  'deposits-automated': {
    title: 'Automated micro-deposits, pending',
    about: 'Plaid looks for the deposits by itself; the account is connected, and not yet verified.',
    steps: [
      ...a.chooses(),
      a.shows('NUMBERS'),
      ...typesNumbers,
      ...verified,
      succeeds('pending_automatic_verification'),
    ],
  },
  'deposits-verified': {
    title: 'Micro-deposit verified',
    about: 'You come back and type what has arrived.',
    institution: a.bank,
    steps: [...verifies('SAME_DAY_MICRODEPOSIT_VERIFICATION'), ...verified, succeeds('manually_verified')],
  },
  'deposits-wrong': {
    title: 'Micro-deposit not verified',
    about: 'You come back, and type something else than what has arrived, too often.',
    institution: a.bank,
    steps: [
      ...verifies('SAME_DAY_MICRODEPOSIT_VERIFICATION'),
      ...a.fails(errors.wrongAmounts),
      a.presses('Try again'),
      a.turnsTo('SAME_DAY_MICRODEPOSIT_VERIFICATION'),
      a.presses('Submit'),
      ...a.fails(errors.tooManyAttempts),
      a.leaves,
    ],
  },
  'deposits-expired': {
    title: 'Micro-deposit expired',
    about: 'You come back too late.',
    institution: a.bank,
    steps: [...verifies('SAME_DAY_MICRODEPOSIT_VERIFICATION'), ...a.fails(errors.verificationExpired), a.leaves],
  },
  'deposits-failed': {
    title: 'Micro-deposits failed',
    about: 'The deposits could not be made: onSuccess says verification_failed.',
    institution: a.bank,
    steps: [...verifies('INSTANT_MICRODEPOSIT_VERIFICATION'), ...verified, succeeds('verification_failed')],
  },
})
