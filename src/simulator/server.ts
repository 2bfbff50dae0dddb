import type { PlaidAccount, PlaidLinkError } from 'react-plaid-link'

/**
 * What Plaid's servers know, as far as Link needs it: scenarios, banks, errors, ids, and the visits to a
 * bank's own page. The visits outlive a page, so they are kept in sessionStorage.
 */

export const scenarios = [
  { name: 'success', title: 'Connects', about: 'The bank asks for a code, then the account is connected.' },
  { name: 'wrong-password', title: 'Wrong password', about: 'The bank rejects every login. Try twice, then leave.' },
  { name: 'user-exit', title: 'You change your mind', about: 'You leave at the list of banks. Nothing failed.' },
  { name: 'institution-down', title: 'Bank is down', about: 'The bank does not answer.' },
  { name: 'expired-token', title: 'Link token expired', about: 'The page was open for too long.' },
  { name: 'oauth-delivered', title: 'Sign-in at the bank', about: 'You go to the bank’s own page and back.' },
  {
    name: 'oauth-lost',
    title: 'Sign-in at the bank, events lost',
    about: 'The same, but Link’s queue of events dies with the page.',
  },
  { name: 'oauth-failed', title: 'Sign-in at the bank fails', about: 'You come back, and the bank had an error.' },
  {
    name: 'oauth-abandoned',
    title: 'Sign-in at the bank, never back',
    about: 'You go to the bank and leave it without an answer.',
  },
  { name: 'script-blocked', title: 'Plaid is blocked', about: 'As by an ad blocker: the script does not load.' },
  { name: 'csp-blocked', title: 'Blocked by the page’s policy', about: 'The Content-Security-Policy forgot Plaid.' },
  { name: 'script-pending', title: 'Plaid never loads', about: 'The script is requested and nothing comes.' },
  { name: 'never-answers', title: 'Link hangs', about: 'Link opens, then nothing. Reload the page to get out.' },
  { name: 'double-delivery', title: 'Everything twice', about: 'It connects, and each callback comes two times.' },
  {
    name: 'layer-not-available',
    title: 'Layer finds nobody',
    about: 'The phone number is not known to Plaid Layer.',
  },
] as const

export type Scenario = (typeof scenarios)[number]['name']

export function isScenario(name: unknown): name is Scenario {
  return scenarios.some((scenario) => scenario.name === name)
}

export interface Institution {
  institution_id: string
  name: string
}

/** Plaid's own Sandbox institutions: invented names with real ids. */
const oauthInstitution: Institution = { institution_id: 'ins_127287', name: 'Platypus OAuth Bank' }
const institutions: readonly Institution[] = [
  { institution_id: 'ins_109508', name: 'First Platypus Bank' },
  { institution_id: 'ins_109512', name: 'Houndstooth Bank' },
  { institution_id: 'ins_109511', name: 'Tartan Bank' },
  { institution_id: 'ins_109509', name: 'First Gingham Credit Union' },
  { institution_id: 'ins_109510', name: 'Tattersall Federal Credit Union' },
]

export function institutionsFor(scenario: Scenario): readonly Institution[] {
  return scenario.startsWith('oauth-') ? [oauthInstitution, ...institutions] : institutions
}

/** A real error of Link carries keys that react-plaid-link's types do not name. */
export type LinkError = PlaidLinkError & { request_id?: string; documentation_url?: string }

export const errors = {
  wrongPassword: linkError(
    'ITEM_ERROR',
    'INVALID_CREDENTIALS',
    'the provided credentials were not correct',
    'The credentials you provided were incorrect. Please try again.',
  ),
  institutionDown: linkError(
    'INSTITUTION_ERROR',
    'INSTITUTION_DOWN',
    'this institution is not currently responding to this request. please try again soon',
    'This bank is not responding at the moment. Please try again later.',
  ),
  expiredToken: linkError(
    'INVALID_INPUT',
    'INVALID_LINK_TOKEN',
    'invalid link_token provided',
    'This connection window has expired. Please close it and start again.',
  ),
  accessNotGranted: linkError(
    'ITEM_ERROR',
    'ACCESS_NOT_GRANTED',
    'access to this product was not granted for the account',
    'You did not give access to your accounts at the bank.',
  ),
  bankFailed: linkError(
    'API_ERROR',
    'INTERNAL_SERVER_ERROR',
    'an unexpected error occurred',
    'Something went wrong at the bank. Please try again later.',
  ),
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

/** Plaid's two Sandbox accounts, under new ids. */
export function newAccounts(): PlaidAccount[] {
  const common = { type: 'depository', verification_status: null, class_type: null }
  return [
    { id: randomText(37), name: 'Plaid Checking', mask: '0000', subtype: 'checking', ...common },
    { id: randomText(37), name: 'Plaid Saving', mask: '1111', subtype: 'savings', ...common },
  ]
}

/** What a request_id looks like: `m8MDnv9okwxFNBV`. */
export function newRequestId(): string {
  return randomText(15)
}

/** A token of the Sandbox. Its UUID is of version 7, so that a server can tell how old it is. */
export function newPublicToken(): string {
  return `public-sandbox-${uuid(Date.now())}`
}

/** A random UUID (version 4), or, with a time, one that holds the time (version 7). */
export function uuid(time?: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  if (time !== undefined) for (let i = 0; i < 6; i++) bytes[i] = Math.floor(time / 256 ** (5 - i)) % 256
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (time === undefined ? 0x40 : 0x70)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function randomText(length: number): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789'
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => letters[byte % letters.length]).join('')
}

export type QueuedEvent = [eventName: string, metadata: Record<string, unknown>]

/** Somebody was sent to a bank's own page, and will come back with this `oauth_state_id`. */
export interface BankVisit {
  stateId: string
  linkToken: string | null
  linkSessionId: string
  institution: Institution
  scenario: Scenario
  /** Where the bank sends the person afterwards. */
  returnUrl: string
  /** Milliseconds a step takes where the simulator plays the person too; null where a person does it. */
  autoPace: number | null
  /** The events that Link had queued when the page was left; null where they are lost with it. */
  queue: QueuedEvent[] | null
  answer: 'allowed' | 'denied' | null
  processed: boolean
}

const VISITS = 'plaid-simulator.bank-visits'

export function findVisit(stateId: string | null): BankVisit | undefined {
  return readVisits().find((visit) => visit.stateId === stateId)
}

export function saveVisit(visit: BankVisit): void {
  const others = readVisits().filter(({ stateId }) => stateId !== visit.stateId)
  sessionStorage.setItem(VISITS, JSON.stringify([...others, visit].slice(-5)))
}

/** For the bank's page: notes the person's decision, and tells where to send them. */
export function answerVisit(visit: BankVisit, answer: 'allowed' | 'denied'): string {
  saveVisit({ ...visit, answer })
  const url = new URL(visit.returnUrl)
  url.searchParams.set('oauth_state_id', visit.stateId)
  return url.href
}

function readVisits(): BankVisit[] {
  return JSON.parse(sessionStorage.getItem(VISITS) ?? '[]') as BankVisit[]
}
