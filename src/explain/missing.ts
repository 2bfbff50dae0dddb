import type { PlaidIdentifierKey } from '../ids/keys.ts'
import type { FindingCode } from './findingCodes.ts'
import type { Told } from './findings.ts'
import { isIdentityCheck, isLayer, isUnseen, type Seen } from './seen.ts'
import type { CaseLine } from './types.ts'

/** Where an identifier is that the report does not have. */
export type Absence = Partial<CaseLine> & Pick<CaseLine, 'missing'>

const LINK_TOKEN = '/link/token/create'

/** Where an identifier is that was not captured; undefined for one that cannot matter in this case. */
export function missing(key: PlaidIdentifierKey, told: Told): Absence | undefined {
  const { seen } = told
  switch (key) {
    case 'link_session_id':
    case 'request_id':
      if (isUnseen(seen.session)) return { missing: 'does not exist', note: 'Link did not open' }
      return { missing: 'none captured', note: key === 'request_id' ? noRequest(seen) : '' }
    case 'institution_id':
      return institution(seen)
    case 'client_user_id':
      return { missing: 'on your server', endpoint: creator(seen) }
    case 'link_token':
      return linkToken(seen)
    case 'item_id':
    case 'access_token':
    case 'account_id':
      return item(key, told)
    case 'identity_verification_id':
      return isIdentityCheck(seen.session)
        ? { missing: 'on your server', endpoint: '/identity_verification/create' }
        : undefined
    default:
      return ofProduct(key, told)
  }
}

function creator({ session }: Seen): string {
  return isLayer(session) ? '/session/token/create' : LINK_TOKEN
}

function noRequest({ session }: Seen): string {
  const { outcome } = session
  return outcome === 'abandoned' || outcome === 'in-progress' ? 'Plaid tells it only when Link closes' : ''
}

function institution({ session }: Seen): Absence | undefined {
  if (isIdentityCheck(session)) return undefined
  const { outcome } = session
  if (outcome === 'never-opened') return { missing: 'does not exist', note: 'Link did not open' }
  const note = outcome === 'abandoned' || outcome === 'in-progress' ? 'ask the user which bank' : ''
  return { missing: 'none captured', note }
}

function linkToken(seen: Seen): Absence {
  const { session, entries } = seen
  if (session.linkTokenFingerprint === null && isUnseen(session) && entries.some(({ noToken }) => noToken)) {
    return { missing: 'does not exist', note: 'Link was opened without one' }
  }
  return { missing: 'on your server', endpoint: creator(seen) }
}

/** Link never came as far as a bank. */
const KEPT_FROM_WORKING: readonly FindingCode[] = ['csp-blocked', 'cross-origin-isolated', 'nothing-followed']

type OfItem = 'item_id' | 'access_token' | 'account_id'

function item(key: OfItem, { seen, cause }: Told): Absence | undefined {
  const { session, entries } = seen
  const isKept = cause !== null && KEPT_FROM_WORKING.includes(cause.code)
  const { outcome, updateMode, identifiers } = session
  const endpoint =
    key === 'account_id'
      ? '/accounts/get'
      : isLayer(session)
        ? '/user_account/session/get'
        : '/item/public_token/exchange'
  const onServer: Absence = { missing: 'on your server', endpoint }
  if (updateMode) return { ...onServer, endpoint: '', note: 'the Item existed before' }
  // Where one of these is known, there is an Item.
  if (identifiers.some((identifier) => OF_ITEM.includes(identifier.key))) {
    return isIdentityCheck(session) && key === 'account_id' ? undefined : onServer
  }
  if (isIdentityCheck(session)) return undefined
  if (outcome === 'succeeded') {
    const isGiven = entries.some(({ type }) => type === 'onSuccess')
    return isGiven
      ? onServer
      : { ...onServer, endpoint: '/link/token/get', note: 'only if it fetched the public_token itself' }
  }
  // Where nobody saw it end, it may have ended well.
  if (isKept) return { missing: 'does not exist', note: 'Link did not work' }
  if (outcome === 'abandoned' || outcome === 'in-progress') {
    return { ...onServer, note: 'only if it was finished in another browser' }
  }
  if (outcome === 'never-opened') return { missing: 'does not exist', note: 'Link did not open' }
  // Where OPEN was not heard, nobody said whether there is an Item already.
  const isNew = updateMode === false || entries.some(({ eventName }) => eventName === 'OPEN')
  return { missing: 'does not exist', note: isNew ? 'a new link that never finished' : 'unless this was update mode' }
}

const OF_ITEM: readonly string[] = ['item_id', 'access_token', 'account_id'] satisfies OfItem[]

/** Products that have identifiers of their own, by Plaid's error_type. */
const typeKeys: Partial<Record<PlaidIdentifierKey, readonly string[]>> = {
  transaction_id: ['TRANSACTIONS_ERROR', 'RECURRING_TRANSACTIONS_ERROR'],
  asset_report_token: ['ASSET_REPORT_ERROR', 'ASSETS_ERROR', 'FREDDIE_MAC_ERROR', 'ENCOMPASS_ERROR'],
  transfer_id: ['TRANSFER_ERROR', 'TRANSFER_REFUND_ERROR', 'TRANSFER_RECURRING_ERROR'],
  authorization_id: ['TRANSFER_ERROR', 'TRANSFER_REFUND_ERROR', 'TRANSFER_RECURRING_ERROR'],
  client_transaction_id: ['SIGNAL_ERROR'],
  user_id: [
    'INCOME_VERIFICATION_ERROR',
    'CHECK_REPORT_ERROR',
    'CONSUMER_REPORT_ERROR',
    'CRA_MONITORING_ERROR',
    'USER_ERROR',
  ],
  user_token: [
    'INCOME_VERIFICATION_ERROR',
    'CHECK_REPORT_ERROR',
    'CONSUMER_REPORT_ERROR',
    'CRA_MONITORING_ERROR',
    'USER_ERROR',
  ],
  credit_dashboard_user_id: ['CHECK_REPORT_ERROR', 'CONSUMER_REPORT_ERROR', 'CRA_MONITORING_ERROR'],
}

/** The same, by the views and events that belong to a product alone. */
const signKeys: Partial<Record<PlaidIdentifierKey, readonly string[]>> = {
  transfer_id: ['TRANSFER_STATUS_CHECK'],
  authorization_id: ['TRANSFER_STATUS_CHECK'],
  user_id: [
    'UPLOAD_DOCUMENTS',
    'SUBMIT_DOCUMENTS',
    'BANK_INCOME_INSIGHTS_COMPLETED',
    'CRA_CONSENT',
    'PLAID_CHECK_PANE',
  ],
  user_token: [
    'UPLOAD_DOCUMENTS',
    'SUBMIT_DOCUMENTS',
    'BANK_INCOME_INSIGHTS_COMPLETED',
    'CRA_CONSENT',
    'PLAID_CHECK_PANE',
  ],
  credit_dashboard_user_id: ['CRA_CONSENT', 'PLAID_CHECK_PANE'],
}

const productPlaces: Partial<Record<PlaidIdentifierKey, Absence>> = {
  transaction_id: { missing: 'on your server', endpoint: '/transactions/sync' },
  asset_report_token: { missing: 'on your server', endpoint: '/asset_report/create' },
  transfer_id: { missing: 'on your server', endpoint: '/transfer/create', note: 'give all that are concerned' },
  authorization_id: {
    missing: 'on your server',
    endpoint: '/transfer/authorization/create',
    note: 'give all that are concerned',
  },
  client_transaction_id: { missing: 'on your server', endpoint: '/signal/evaluate' },
  user_id: { missing: 'on your server', endpoint: '/user/create' },
  user_token: { missing: 'on your server', endpoint: '/user/create', note: 'for a user made before December 2025' },
  credit_dashboard_user_id: { missing: 'none captured', note: "it is in Plaid's Credit Dashboard" },
}

function ofProduct(key: PlaidIdentifierKey, { seen, cause }: Told): Absence | undefined {
  const { entries } = seen
  const isOfError = entries.some(({ errorType = '' }) => typeKeys[key]?.includes(errorType))
  const isOfSign = entries.some(
    ({ eventName = '', viewName = '' }) => signKeys[key]?.includes(eventName) || signKeys[key]?.includes(viewName),
  )
  const isTransfer = key === 'transfer_id' || key === 'authorization_id'
  const isOfTransfer = isTransfer && entries.some(({ transferStatus }) => transferStatus !== undefined)
  // A Multi-Item session is one user's.
  const isOfUser = (key === 'user_id' || key === 'user_token') && cause?.code === 'another-bank-failed'
  return isOfError || isOfSign || isOfTransfer || isOfUser ? productPlaces[key] : undefined
}
