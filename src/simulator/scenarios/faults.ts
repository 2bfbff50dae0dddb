import * as a from './build.ts'
import { errors } from './errors.ts'
import type { LinkError, Step } from './types.ts'

const triesAgain: Step[] = [a.presses('Try again'), ...a.logsIn]

/** The bank answers the login with an error, and nothing can be tried. */
function atLogin(error: LinkError): Step[] {
  return [...a.chooses(), ...a.logsIn, ...a.fails(error), a.leaves]
}

function atChoice(error: LinkError): Step[] {
  return [...a.chooses(), a.turnsTo('LOADING'), ...a.fails(error), a.leaves]
}

/** Each family of errors that Link shows. */
export const faultScenarios = a.family({
  'wrong-password': {
    title: 'Wrong password',
    about: 'The bank rejects every login. Try twice, then leave.',
    steps: [
      ...a.chooses(),
      ...a.logsIn,
      ...a.fails(errors.wrongPassword),
      ...triesAgain,
      ...a.fails(errors.wrongPassword),
      a.leaves,
    ],
  },
  'wrong-password-then-right': {
    title: 'Wrong password, then the right one',
    about: 'The bank rejects the first login and takes the second.',
    steps: [...a.chooses(), ...a.logsIn, ...a.fails(errors.wrongPassword), ...triesAgain, ...a.connects],
  },
  'wrong-code': {
    title: 'Wrong code',
    about: 'The bank rejects the code that you type.',
    steps: [...a.chooses(), ...a.logsIn, ...a.answersMfa(), ...a.fails(errors.wrongCode), a.leaves],
  },
  'item-locked': {
    title: 'Locked out',
    about: 'The bank has locked the login.',
    steps: atLogin(errors.itemLocked),
  },
  'no-accounts': {
    title: 'No accounts',
    about: 'The login works, but there is no account that fits.',
    steps: atLogin(errors.noAccounts),
  },
  'mfa-not-supported': {
    title: 'A second step that Plaid does not know',
    about: 'The bank asks for something that Plaid cannot ask.',
    steps: atLogin(errors.mfaNotSupported),
  },
  'input-timeout': {
    title: 'You take too long',
    about: 'The bank does not wait for the code.',
    steps: [
      ...a.chooses(),
      ...a.logsIn,
      a.shows('MFA', { mfa_type: 'code' }),
      ...a.fails(errors.inputTimeout),
      a.leaves,
    ],
  },
  'institution-down': {
    title: 'Bank is down',
    about: 'The bank does not answer.',
    steps: atChoice(errors.institutionDown),
  },
  'institution-not-responding': {
    title: 'Bank does not answer the login',
    about: 'The bank is there, but does not answer.',
    steps: atLogin(errors.institutionSlow),
  },
  'institution-not-supported': {
    title: 'Bank is no longer supported',
    about: 'The bank is in the list, but can no longer be connected.',
    steps: atChoice(errors.institutionGone),
  },
  'institution-not-registered': {
    title: 'The app is not registered with the bank',
    about: 'The bank wants the app to register first.',
    steps: atChoice(errors.institutionUnregistered),
  },
  'plaid-error': {
    title: 'Plaid has an error',
    about: 'Something goes wrong at Plaid, as INTERNAL_SERVER_ERROR.',
    steps: atLogin(errors.bankFailed),
  },
  maintenance: {
    title: 'Plaid is being worked on',
    about: 'Plaid’s planned maintenance.',
    steps: [a.opens, a.consents, ...a.fails(errors.maintenance), a.leaves],
  },
  'rate-limit': {
    title: 'Too many logins',
    about: 'The app has added too many of this bank.',
    steps: atLogin(errors.tooMany),
  },
  recaptcha: {
    title: 'Not a person?',
    about: 'Plaid asks for a reCAPTCHA, and it is not accepted.',
    steps: [a.opens, a.consents, a.shows('RECAPTCHA'), a.presses('Continue'), ...a.fails(errors.recaptcha), a.leaves],
  },
  'expired-token': {
    title: 'Link token expired',
    about: 'The page was open for too long.',
    steps: [a.opens, a.consents, ...a.fails(errors.expiredToken), a.leaves],
  },
  'invalid-token': {
    title: 'Link token not valid',
    about: 'Link does not even open: onExit comes with the error.',
    steps: a.exitsAtOnce(errors.expiredToken, null),
  },
  'item-healthy': {
    title: 'Update mode, nothing to mend',
    about: 'The bank that is to be signed in to again works: onExit comes with ITEM_NO_ERROR.',
    institution: a.bank,
    steps: [a.opensAgain, ...a.exitsAtOnce(errors.itemHealthy, null)],
  },
  'payment-rejected': {
    title: 'Payment rejected',
    about: 'A payment is started in Link, and the bank rejects it.',
    steps: atLogin(errors.paymentRejected),
  },
  'upload-failed': {
    title: 'Document not taken',
    about: 'A document for income is uploaded, and cannot be read.',
    steps: [
      a.opens,
      a.consents,
      a.shows('UPLOAD_DOCUMENTS'),
      a.presses('Upload'),
      a.event('SUBMIT_DOCUMENTS'),
      a.turnsTo('LOADING'),
      a.answer('SUBMIT_DOCUMENTS_ERROR'),
      ...a.fails(errors.upload),
      a.leaves,
    ],
  },
})
