import type { LinkError } from './types.ts'

/** The errors that scenarios end with, in Plaid's words; one or more of each family that Link shows. */
export const errors = {
  // ITEM_ERROR
  wrongPassword: linkError(
    'ITEM_ERROR',
    'INVALID_CREDENTIALS',
    'the provided credentials were not correct',
    'The credentials you provided were incorrect. Please try again.',
  ),
  wrongCode: linkError(
    'ITEM_ERROR',
    'INVALID_MFA',
    'the provided MFA response(s) were not correct',
    'The answer you provided was incorrect. Please try again.',
  ),
  itemLocked: linkError(
    'ITEM_ERROR',
    'ITEM_LOCKED',
    'the account is locked. prompt the user to visit the institution website and unlock their account',
    'Your account is locked. Please visit your bank’s website to unlock it.',
  ),
  noAccounts: linkError('ITEM_ERROR', 'NO_ACCOUNTS', 'no valid accounts were found for this item', null),
  mfaNotSupported: linkError(
    'ITEM_ERROR',
    'MFA_NOT_SUPPORTED',
    'this account requires a MFA type that we do not currently support for the institution',
    null,
  ),
  inputTimeout: linkError('ITEM_ERROR', 'USER_INPUT_TIMEOUT', 'user must retry this operation', null),
  itemHealthy: linkError('ITEM_ERROR', 'ITEM_NO_ERROR', 'no error on the item', null),
  accessNotGranted: linkError(
    'ITEM_ERROR',
    'ACCESS_NOT_GRANTED',
    'access to this product was not granted for the account',
    'You did not give access to your accounts at the bank.',
  ),
  // INSTITUTION_ERROR
  institutionDown: linkError(
    'INSTITUTION_ERROR',
    'INSTITUTION_DOWN',
    'this institution is not currently responding to this request. please try again soon',
    'This bank is not responding at the moment. Please try again later.',
  ),
  institutionSlow: linkError(
    'INSTITUTION_ERROR',
    'INSTITUTION_NOT_RESPONDING',
    'this institution is not currently responding to this request. please try again soon',
    'This bank is not responding at the moment. Please try again later.',
  ),
  institutionGone: linkError(
    'INSTITUTION_ERROR',
    'INSTITUTION_NO_LONGER_SUPPORTED',
    'this institution is no longer supported',
    'This bank can no longer be connected.',
  ),
  institutionUnregistered: linkError(
    'INSTITUTION_ERROR',
    'INSTITUTION_REGISTRATION_REQUIRED',
    'not yet registered to access this institution',
    null,
  ),
  // API_ERROR
  bankFailed: linkError(
    'API_ERROR',
    'INTERNAL_SERVER_ERROR',
    'an unexpected error occurred',
    'Something went wrong at the bank. Please try again later.',
  ),
  maintenance: linkError('API_ERROR', 'PLANNED_MAINTENANCE', 'the Plaid API is temporarily unavailable', null),
  // INVALID_INPUT
  expiredToken: linkError(
    'INVALID_INPUT',
    'INVALID_LINK_TOKEN',
    'invalid link_token provided',
    'This connection window has expired. Please close it and start again.',
  ),
  wrongAmounts: linkError(
    'INVALID_INPUT',
    'INCORRECT_DEPOSIT_VERIFICATION',
    'incorrect deposit verification provided',
    'That was not right. Please look at your bank statement again.',
  ),
  tooManyAttempts: linkError(
    'INVALID_INPUT',
    'TOO_MANY_VERIFICATION_ATTEMPTS',
    'too many verification attempts',
    'You have tried too often.',
  ),
  // AUTH_ERROR
  verificationExpired: linkError('AUTH_ERROR', 'VERIFICATION_EXPIRED', 'verification has expired', null),
  // RATE_LIMIT_EXCEEDED
  tooMany: linkError('RATE_LIMIT_EXCEEDED', 'ADDITION_LIMIT', 'addition attempt limit exceeded', null),
  // RECAPTCHA_ERROR
  recaptcha: linkError('RECAPTCHA_ERROR', 'RECAPTCHA_BAD', 'the provided recaptcha response was not correct', null),
  // PAYMENT_ERROR
  paymentRejected: linkError('PAYMENT_ERROR', 'PAYMENT_REJECTED', 'the payment was rejected', null),
  // INCOME_VERIFICATION_ERROR
  upload: linkError(
    'INCOME_VERIFICATION_ERROR',
    'INCOME_VERIFICATION_UPLOAD_ERROR',
    'there was an error uploading the document',
    null,
  ),
  // INVALID_REQUEST, OAUTH_ERROR: a return from a bank's own page that does not fit
  stateMissing: linkError(
    'INVALID_REQUEST',
    'INVALID_FIELD',
    'oauth uri does not contain a valid oauth_state_id query parameter',
    null,
  ),
  stateUnknown: linkError('OAUTH_ERROR', 'OAUTH_STATE_ID_NOT_FOUND', 'oauth state id could not be found', null),
  stateUsed: linkError(
    'OAUTH_ERROR',
    'OAUTH_STATE_ID_ALREADY_PROCESSED',
    'oauth state id has already been processed',
    null,
  ),
  otherToken: linkError('OAUTH_ERROR', 'INCORRECT_LINK_TOKEN', 'incorrect link token for this oauth state id', null),
}

function linkError(type: string, code: string, message: string, display: string | null): LinkError {
  return { error_type: type, error_code: code, error_message: message, display_message: display }
}
