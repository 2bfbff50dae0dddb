import { findLastIndex } from '../session/find.ts'
import type { DiagnosticEntry } from '../entry/fields.ts'

/** Where in Link the person is. */
export interface Place {
  /** As it follows `at`. */
  at: string
  /** How far on in Link it is; left out where it says nothing of that. */
  step?: Step
}

/** The way through Link, as far as errors can be overcome by going on. */
const steps = ['phone', 'bank', 'login', 'code', 'accounts', 'connected'] as const
export type Step = (typeof steps)[number]

const firstScreen: Place = { at: 'the first screen' }
const listOfBanks: Place = { at: 'the list of banks', step: 'bank' }
const loginScreen: Place = { at: 'the login screen', step: 'login' }
const loginOrBefore: Place = { at: 'the login screen, or a screen before it' }
const bankSignIn: Place = { at: "the bank's own sign-in", step: 'login' }
const securityCode: Place = { at: 'the security code', step: 'code' }
const accounts: Place = { at: 'the choice of accounts', step: 'accounts' }
const dataConsent: Place = { at: 'the consent to share data' }
const humanCheck: Place = { at: 'the security check (reCAPTCHA)', step: 'login' }
const documents: Place = { at: 'the upload of documents' }
const phone: Place = { at: 'the phone number', step: 'phone' }
const email: Place = { at: 'the e-mail address', step: 'phone' }

/** Every view that Plaid's SDKs know, by its whole name; null where it is no place, but comes by itself. */
export const views: Record<string, Place | null> = {
  ACCEPT_TOS: { at: 'the terms of the identity check' },
  BANK_INCOME_INSIGHTS_COMPLETED: { at: 'the end of the income check' },
  CONNECTED: { at: 'the last screen, which says that the account is connected', step: 'connected' },
  CONSENT: firstScreen,
  CRA_CONSENT: { at: 'the consent of Plaid Check' },
  CREDENTIAL: loginScreen,
  DATA_TRANSPARENCY: dataConsent,
  DATA_TRANSPARENCY_CONSENT: dataConsent,
  DATA_TRANSPARENCY_MESSAGING_MODAL: dataConsent,
  DOCUMENTARY_VERIFICATION: { at: 'the check of an identity document' },
  ERROR: null,
  EXIT: null,
  IDENTITY_MATCH_BLOCK: { at: "the screen that says that the owner's name does not match" },
  INSTANT_MICRODEPOSIT_AUTHORIZED: { at: 'the small deposit, which was sent', step: 'accounts' },
  INSTANT_MICRODEPOSIT_VERIFICATION: { at: 'the confirmation of the small deposit', step: 'accounts' },
  KYC_CHECK: { at: 'the personal details of the identity check' },
  LOADING: null,
  MATCHED_CONSENT: firstScreen,
  MATCHED_CREDENTIAL: loginScreen,
  MATCHED_MFA: securityCode,
  MFA: securityCode,
  NUMBERS: { at: 'the account and routing numbers', step: 'login' },
  NUMBERS_SELECT_INSTITUTION: listOfBanks,
  OAUTH: bankSignIn,
  PROFILE_DATA_REVIEW: { at: 'the review of the saved details' },
  RECAPTCHA: humanCheck,
  RISK_CHECK: { at: 'the risk check of the identity check' },
  SAME_DAY_MICRODEPOSIT_AUTHORIZED: { at: 'the small deposit, which was sent', step: 'accounts' },
  SAME_DAY_MICRODEPOSIT_VERIFICATION: { at: 'the confirmation of the small deposit', step: 'accounts' },
  SCREENING: { at: 'the screening of the identity check' },
  SELECT_ACCOUNT: accounts,
  SELECT_AUTH_TYPE: { at: 'the choice how to verify the account', step: 'bank' },
  SELECT_BRAND: { at: "the choice between the bank's brands", step: 'bank' },
  SELECT_INSTITUTION: listOfBanks,
  SELECT_SAVED_ACCOUNT: { at: 'the choice of a saved account', step: 'accounts' },
  SELECT_SAVED_INSTITUTION: { at: 'the list of saved banks', step: 'bank' },
  SELFIE_CHECK: { at: 'the selfie of the identity check' },
  SUBMIT_DOCUMENTS: documents,
  SUBMIT_DOCUMENTS_ERROR: documents,
  SUBMIT_DOCUMENTS_SUCCESS: documents,
  SUBMIT_EMAIL: email,
  SUBMIT_PHONE: phone,
  TRANSFER_STATUS_CHECK: { at: 'the status of the transfer' },
  UPLOAD_DOCUMENTS: documents,
  VERIFY_EMAIL: { at: 'the code that was sent by e-mail', step: 'phone' },
  VERIFY_PHONE: { at: 'the code that was sent to the phone', step: 'phone' },
  VERIFY_SMS: { at: 'the text message of the identity check' },
}

/** Every exit status; null where it says no place. */
export const exitStatuses: Record<string, Place | null> = {
  requires_questions: { at: 'the security questions', step: 'code' },
  requires_selections: { at: 'a security question with a choice', step: 'code' },
  requires_code: securityCode,
  choose_device: { at: 'the choice where to receive the security code', step: 'code' },
  requires_credentials: loginScreen,
  requires_account_selection: accounts,
  requires_oauth: bankSignIn,
  requires_recaptcha: humanCheck,
  requires_external_action: { at: 'a step that has to be done outside Link' },
  requires_deposit_switch_allocation_configuration: { at: 'the set-up of the deposit switch' },
  requires_deposit_switch_allocation_selection: { at: 'the choice of the deposit switch' },
  institution_not_found: listOfBanks,
  institution_not_supported: listOfBanks,
  connected: { at: 'the last screen, which says that the account is connected', step: 'connected' },
  continue_to_third_party: { at: 'a step that goes on at a third party' },
  // As plaid_flutter spells it.
  continue_to_thrid_party: { at: 'a step that goes on at a third party' },
  unknown: null,
}

/** What an exit status does not say, where a session ended at that place, or elsewhere. */
const statusNotes: Record<string, { isAt: (place: string) => boolean; note: string }> = {
  institution_not_found: {
    isAt: (place) => place === listOfBanks.at,
    note: 'Plaid says institution_not_found of every exit there',
  },
  requires_credentials: {
    isAt: (place) => place !== loginScreen.at,
    note: 'Plaid says requires_credentials of earlier screens, too',
  },
}

/** What is to be known of the exit status of a session; empty where it is nothing. */
export function statusNote(entries: readonly DiagnosticEntry[]): string {
  const place = placeOf(entries)
  const last = findLastIndex(entries, ({ exitStatus }) => exitStatus)
  const found = own(statusNotes, entries[last]?.exitStatus ?? '')
  return place && found?.isAt(place) ? found.note : ''
}

/** What the person did that tells a place. */
const actions: Record<string, Step> = {
  SUBMIT_PHONE: 'phone',
  SKIP_SUBMIT_PHONE: 'phone',
  SUBMIT_OTP: 'phone',
  VERIFY_PHONE: 'phone',
  SEARCH_INSTITUTION: 'bank',
  SELECT_INSTITUTION: 'bank',
  SELECT_SAVED_INSTITUTION: 'bank',
  MATCHED_SELECT_INSTITUTION: 'bank',
  AUTO_SELECT_SAVED_INSTITUTION: 'bank',
  SELECT_BRAND: 'bank',
  SELECT_AUTH_TYPE: 'bank',
  CONNECT_NEW_INSTITUTION: 'bank',
  SUBMIT_CREDENTIALS: 'login',
  OPEN_OAUTH: 'login',
  SUBMIT_ROUTING_NUMBER: 'login',
  SUBMIT_ACCOUNT_NUMBER: 'login',
  MATCHED_SELECT_VERIFY_METHOD: 'login',
  SUBMIT_MFA: 'code',
  SELECT_ACCOUNT: 'accounts',
  SELECT_SAVED_ACCOUNT: 'accounts',
}

/** How far on a step is, from 1; 0 where it is not known. */
export function order(step: Step | undefined): number {
  return step ? steps.indexOf(step) + 1 : 0
}

/** Likewise, of an exit status. */
export function exitOrder(exitStatus = ''): number {
  return order(own(exitStatuses, exitStatus)?.step)
}

/** The step that an entry tells of: by a view that came up, or by what the person did. */
export function stepOf({ type, eventName = '', viewName = '' }: DiagnosticEntry): Step | undefined {
  if (type !== 'onEvent') return undefined
  return own(actions, eventName) ?? (tellsView(eventName) ? own(views, viewName)?.step : undefined)
}

/**
 * Where in Link a session was last, as it follows `at`; empty where that is not known. The later of view and exit status
 * counts; but Plaid says `requires_credentials` also of those who had not come to the login screen. A security check has
 * an exit status of its own.
 */
export function placeOf(entries: readonly DiagnosticEntry[]): string {
  let viewed: Place | undefined
  let isUnknown = false
  let exited: Place | undefined
  let isChosen = false
  for (const { eventName, viewName, exitStatus, institutionId } of entries) {
    isChosen ||= institutionId !== undefined
    if (viewName && tellsView(eventName)) {
      const view = own(views, viewName)
      if (view) viewed = view
      if (view !== null) isUnknown = view === undefined
      if (view) exited = undefined
    }
    if (exitStatus) {
      const status = own(exitStatuses, exitStatus)
      if (status)
        exited =
          exitStatus === 'requires_credentials' && !isUnknown && viewed !== humanCheck
            ? (viewed ?? (isChosen ? loginScreen : loginOrBefore))
            : status
    }
  }
  if (exited) return exited.at
  return isUnknown ? 'a screen that this report has no name for' : (viewed?.at ?? '')
}

/** The index of what was entered last, where no answer to it came; else -1. */
export function lastUnanswered(entries: readonly DiagnosticEntry[]): number {
  const last = findLastIndex(entries, ({ eventName = '' }) => SUBMITS.includes(eventName))
  const after = last < 0 ? [] : entries.slice(last + 1).filter(({ type }) => type === 'onEvent')
  return after.every(({ eventName, viewName }) => eventName === 'EXIT' || viewName === 'LOADING') ? last : -1
}

const SUBMITS = ['SUBMIT_CREDENTIALS', 'SUBMIT_MFA']

/** Back at the list of banks, where none has been chosen yet. */
export function isListOfBanks({ type, eventName, viewName = '', institutionId }: DiagnosticEntry): boolean {
  return type === 'onEvent' && !institutionId && tellsView(eventName) && own(views, viewName) === listOfBanks
}

/** The place that a view is; empty where it is none, or not known. */
export function viewPlace(viewName = ''): string {
  return own(views, viewName)?.at ?? ''
}

/** OPEN names a view that nobody may have seen; an ERROR the one that comes by itself. */
function tellsView(eventName: string | undefined): boolean {
  return eventName !== 'OPEN' && eventName !== 'ERROR' && eventName !== 'EXIT'
}

/** What is looked up comes from a pasted report: `constructor` is none. */
export function own<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.prototype.hasOwnProperty.call(record, key) ? record[key] : undefined
}
