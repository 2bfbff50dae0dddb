import type { PlaidIdentifierKey } from '../ids/keys.ts'
import type { FindingCode } from './findingCodes.ts'
import { factsOf } from './findingFacts.ts'
import type { Told } from './findings.ts'
import { purposeOf } from './purpose.ts'
import { isAttachedOnly } from '../session/sessions.ts'
import { isHeard, isIdentityCheck, isLayer, isUnseen, type Seen } from './seen.ts'
import type { CaseLine } from './types.ts'

/** Where an identifier is that the report does not have. */
export type Absence = Partial<CaseLine> & Pick<CaseLine, 'missing'>

const LINK_TOKEN = '/link/token/create'
const LAYER_SESSION = '/user_account/session/get'

/** Where an identifier is that was not captured; undefined for one that cannot matter in this case. */
export function missing(key: PlaidIdentifierKey, told: Told): Absence | undefined {
  const { seen } = told
  switch (key) {
    case 'link_session_id':
    case 'request_id':
      if (isUnseen(seen.session)) return noLink(seen)
      if (isSilent(told)) return noLink(seen)
      return { missing: 'none captured', note: key === 'request_id' ? noRequest(seen) : '' }
    case 'institution_id':
      return isKept(told) ? noLink(seen) : institution(told)
    case 'client_user_id':
      return isOpenedWithout(seen)
        ? { missing: 'on your server', note: "the app's own id of the user" }
        : { missing: 'on your server', endpoint: creator(seen) }
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

function institution({ seen, cause }: Told): Absence | undefined {
  const { session, isAllTold } = seen
  if (isIdentityCheck(session)) return undefined
  const { outcome } = session
  if (isLayer(session) && outcome === 'succeeded') return { missing: 'on your server', endpoint: LAYER_SESSION }
  if (outcome === 'never-opened') return noLink(seen)
  if (cause?.facts?.situation === 'plaid-failed' && isAllTold && !session.institution) {
    return { missing: 'none captured', note: NO_BANK }
  }
  // A fault of the app is the same at every bank, and what is no case needs none.
  const { whoActs, answer, asksFor } = factsOf(cause) ?? {}
  const isNeeded = cause
    ? whoActs !== 'app' && answer !== 'no' && asksFor?.includes('institution_id')
    : outcome === 'failed' || outcome === 'abandoned'
  const isAsked = isNeeded && purposeOf({ seen, cause }) !== 'documents'
  return { missing: 'none captured', note: isAsked ? ASK_WHICH_BANK : '' }
}

export const NO_BANK = 'no bank had been chosen'
const ASK_WHICH_BANK = 'ask the user which bank'

/** Plaid did not name the bank, and it matters. */
export function isBankAsked(told: Told): boolean {
  const { institution, identifiers } = told.cause?.of?.session ?? told.seen.session
  const isNamed = institution !== null || identifiers.some(({ key }) => key === 'institution_id')
  return !isNamed && missing('institution_id', told)?.note === ASK_WHICH_BANK
}

function isOpenedWithout({ session, entries }: Seen): boolean {
  return session.linkTokenFingerprint === null && isUnseen(session) && entries.some(({ noToken }) => noToken)
}

function linkToken(seen: Seen): Absence {
  if (isOpenedWithout(seen)) {
    return { missing: 'does not exist', note: 'the app gave none' }
  }
  return { missing: 'on your server', endpoint: creator(seen) }
}

/** What surely kept Link from reaching Plaid, although the app had opened it. */
const KEPT_FROM_PLAID: readonly FindingCode[] = ['csp-blocked', 'script-threw', 'cross-origin-isolated', 'offline']

/** Link was opened, and never said anything. */
function isKept({ seen, cause }: Told): boolean {
  return cause !== null && KEPT_FROM_PLAID.includes(cause.code) && !seen.entries.some(isHeard)
}

/** Likewise, or nobody knows why. */
function isSilent(told: Told): boolean {
  return isKept(told) || told.cause?.code === 'nothing-followed'
}

function noLink({ session }: Seen): Absence {
  if (isAttachedOnly(session)) return { missing: 'none captured', note: 'no try is recorded' }
  return { missing: 'does not exist', note: `Link did not ${session.outcome === 'never-opened' ? 'open' : 'work'}` }
}

const ofFirst = 'of what was connected'

type OfItem = 'item_id' | 'access_token' | 'account_id'

function item(key: OfItem, told: Told): Absence | undefined {
  const { seen } = told
  const { session, entries, updateMode } = seen
  const { outcome, identifiers } = session
  const endpoint =
    key === 'account_id' ? '/accounts/get' : isLayer(session) ? LAYER_SESSION : '/item/public_token/exchange'
  const isOfFirst = told.cause?.code === 'another-bank-failed' || told.cause?.code === 'another-bank-not-finished'
  const onServer: Absence = { missing: 'on your server', endpoint, ...(isOfFirst && { note: ofFirst }) }
  const isRemoved = told.cause?.facts?.situation === 'connection-removed'
  if (updateMode || isRemoved) return { ...onServer, endpoint: '', note: 'the Item existed before' }
  // Where one of these is known, there is an Item.
  if (identifiers.some((identifier) => OF_ITEM.includes(identifier.key))) {
    return isIdentityCheck(session) && key === 'account_id' ? undefined : onServer
  }
  if (isIdentityCheck(session)) return undefined
  if (outcome === 'succeeded') {
    const success = entries.find(({ type }) => type === 'onSuccess')
    if (!success) return { note: 'if it has fetched the public_token from /link/token/get', ...onServer }
    return success.accountCount === 0 && !session.institution && !isLayer(session)
      ? { ...onServer, note: 'if there is one' }
      : onServer
  }
  if (told.cause?.code === 'return-reloaded') return { ...onServer, note: 'of the session that connected it' }
  if (told.cause?.code === 'closed-when-connected') {
    return { ...onServer, note: 'if it was connected: the public_token is in /link/token/get' }
  }
  // An account that waits to be verified is there already.
  if (purposeOf(told) === 'deposit') return { ...onServer, note: 'if there is one' }
  // Where nobody saw it end, it may have ended well.
  if (isSilent(told)) return noLink(seen)
  if (outcome === 'abandoned' || outcome === 'in-progress') {
    return {
      ...onServer,
      note: outcome === 'abandoned' ? 'only if it was finished in another browser' : 'once it is finished',
    }
  }
  if (outcome === 'never-opened') return noLink(seen)
  // Where OPEN was not heard, nobody said whether there is an Item already.
  const isNew = updateMode === false || entries.some(({ eventName }) => eventName === 'OPEN')
  return { missing: 'does not exist', note: isNew ? 'a new link that never finished' : 'unless this was update mode' }
}

const OF_ITEM: readonly string[] = ['item_id', 'access_token', 'account_id'] satisfies OfItem[]

/** A product that has identifiers of its own. */
interface Product {
  /** Plaid's error_types of it. */
  types: readonly string[]
  /** The views and events that belong to it alone. */
  signs?: readonly string[]
  identifiers: Partial<Record<PlaidIdentifierKey, Absence>>
}

const ofServer = (endpoint: string, note = ''): Absence => ({ missing: 'on your server', endpoint, note })
const giveAll = 'of each transfer that is concerned'

const transfer: Product = {
  types: ['TRANSFER_ERROR', 'TRANSFER_REFUND_ERROR', 'TRANSFER_RECURRING_ERROR'],
  signs: ['TRANSFER_STATUS_CHECK'],
  identifiers: {
    transfer_id: ofServer('/transfer/create', giveAll),
    authorization_id: ofServer('/transfer/authorization/create', giveAll),
  },
}
const user: Product = {
  types: [
    'INCOME_VERIFICATION_ERROR',
    'CHECK_REPORT_ERROR',
    'CONSUMER_REPORT_ERROR',
    'CRA_MONITORING_ERROR',
    'USER_ERROR',
  ],
  signs: ['UPLOAD_DOCUMENTS', 'SUBMIT_DOCUMENTS', 'BANK_INCOME_INSIGHTS_COMPLETED', 'CRA_CONSENT', 'PLAID_CHECK_PANE'],
  identifiers: {
    user_id: ofServer('/user/create'),
    user_token: ofServer('/user/create', 'for a user made before December 2025'),
  },
}

const products: readonly Product[] = [
  transfer,
  user,
  {
    types: ['TRANSACTIONS_ERROR', 'RECURRING_TRANSACTIONS_ERROR'],
    identifiers: { transaction_id: ofServer('/transactions/sync') },
  },
  {
    types: ['ASSET_REPORT_ERROR', 'ASSETS_ERROR', 'FREDDIE_MAC_ERROR', 'ENCOMPASS_ERROR'],
    identifiers: { asset_report_token: ofServer('/asset_report/create') },
  },
  { types: ['SIGNAL_ERROR'], identifiers: { client_transaction_id: ofServer('/signal/evaluate') } },
  {
    types: ['CHECK_REPORT_ERROR', 'CONSUMER_REPORT_ERROR', 'CRA_MONITORING_ERROR'],
    signs: ['CRA_CONSENT', 'PLAID_CHECK_PANE'],
    identifiers: {
      credit_dashboard_user_id: { missing: 'none captured', note: "it is in Plaid's Credit Dashboard" },
    },
  },
]

function ofProduct(key: PlaidIdentifierKey, { seen, cause }: Told): Absence | undefined {
  const product = products.find(({ identifiers }) => identifiers[key])
  if (!product) return undefined
  const { types, signs = [] } = product
  const isConcerned =
    seen.entries.some(
      ({ errorType = '', eventName = '', viewName = '', transferStatus }) =>
        types.includes(errorType) ||
        signs.includes(eventName) ||
        signs.includes(viewName) ||
        (product === transfer && transferStatus !== undefined),
    ) ||
    // A Multi-Item session is one user's.
    (product === user && cause?.code === 'another-bank-failed')
  return isConcerned ? product.identifiers[key] : undefined
}
