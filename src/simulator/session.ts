import type { PlaidInstitution, PlaidLinkOnEventMetadata } from 'react-plaid-link'
import {
  errors,
  findVisit,
  type Institution,
  institutionsFor,
  type LinkError,
  newAccounts,
  newPublicToken,
  newRequestId,
  type QueuedEvent,
  saveVisit,
  type Scenario,
  uuid,
} from './server.ts'

/** The panes of Link, under Plaid's names for them. */
export type View =
  'CONSENT' | 'SELECT_INSTITUTION' | 'CREDENTIAL' | 'LOADING' | 'MFA' | 'OAUTH' | 'ERROR' | 'CONNECTED' | 'EXIT'

export interface SessionOptions {
  scenario: Scenario
  linkToken: string | null
  /** Given when Link is initialised again on the way back from a bank. */
  receivedRedirectUri: string | undefined
  extraEvents: number
  scrambled: boolean
  newSessionIdOnReturn: boolean
  bankPage: string
  /** Milliseconds of a step where the simulator plays the person too; null where a person does it. */
  autoPace: number | null
  navigate: (url: string) => void
  /** Runs after one step of Plaid's. */
  think: (answer: () => void) => void
  deliver: (callback: 'onEvent' | 'onSuccess' | 'onExit', ...args: unknown[]) => void
  onView: (view: View) => void
  onEnd: () => void
}

/** One run of Link: what the person does goes in, what Plaid tells the app comes out. */
export interface Session {
  readonly linkSessionId: string
  readonly view: View | null
  readonly institution: Institution | null
  readonly error: LinkError | null
  /** How many times something has failed. */
  readonly failures: number
  /** Embedded Link opens with the bank that was chosen in the page. */
  open(chosen?: Institution): void
  layer(eventName: 'LAYER_READY' | 'LAYER_NOT_AVAILABLE' | 'LAYER_AUTOFILL_NOT_AVAILABLE'): void
  consent(): void
  search(query: string): void
  select(institution: Institution): void
  submitCredentials(): void
  submitCode(): void
  goToBank(): void
  retry(): void
  finish(): void
  /** Asks first, as Link does. */
  leave(): void
  stay(): void
  exit(): void
}

type EventFields = Partial<PlaidLinkOnEventMetadata>

/** The only events that Plaid delivers when they happen; all others wait for the end of Link. */
const LIVE = new Set(['OPEN', 'LAYER_READY', 'LAYER_NOT_AVAILABLE', 'LAYER_AUTOFILL_NOT_AVAILABLE'])

const NO_FIELDS: Omit<PlaidLinkOnEventMetadata, 'link_session_id' | 'request_id' | 'timestamp'> = {
  account_number_mask: null,
  error_type: null,
  error_code: null,
  error_message: null,
  exit_status: null,
  institution_id: null,
  institution_name: null,
  institution_search_query: null,
  is_update_mode: null,
  match_reason: null,
  mfa_type: null,
  routing_number: null,
  view_name: null,
  selection: null,
}

const EXIT_STATUS: Partial<Record<View, string>> = {
  SELECT_INSTITUTION: 'institution_not_found',
  MFA: 'requires_code',
  OAUTH: 'requires_oauth',
}

export function createSession(options: SessionOptions): Session {
  const { scenario, deliver, think } = options
  const isReturn = options.receivedRedirectUri !== undefined
  const stateId = isReturn ? stateIdOf(options.receivedRedirectUri ?? '') : null
  const visit = findVisit(stateId)

  const linkSessionId = visit && !options.newSessionIdOnReturn ? visit.linkSessionId : uuid()
  let view: View | null = null
  let viewBeforeExit: View | null = null
  let institution: Institution | null = visit?.institution ?? null
  let error: LinkError | null = null
  let failures = 0
  let requestId: string | null = null
  let lastTime = 0
  let queue: QueuedEvent[] = []

  /** Each answer of Plaid's servers has a request_id, and every event until the next one carries it. */
  function request(): void {
    requestId = newRequestId()
  }

  function emit(eventName: string, fields: EventFields = {}): void {
    lastTime = Math.max(Date.now(), lastTime + 1)
    const metadata = {
      ...NO_FIELDS,
      institution_id: institution?.institution_id ?? null,
      institution_name: institution?.name ?? null,
      ...fields,
      link_session_id: linkSessionId,
      request_id: requestId,
      timestamp: new Date(lastTime).toISOString(),
    }
    if (LIVE.has(eventName)) deliver('onEvent', eventName, metadata)
    else queue.push([eventName, metadata])
  }

  function show(next: View, fields: EventFields = {}): void {
    emit('TRANSITION_VIEW', { view_name: next, ...fields })
    arrive(next)
  }

  function arrive(next: View): void {
    view = next
    options.onView(next)
  }

  function fail(problem: LinkError): void {
    request()
    error = { ...problem }
    failures++
    emit('ERROR', { ...errorFields(), view_name: 'ERROR' })
    show('ERROR')
  }

  function errorFields(): EventFields {
    return error === null
      ? {}
      : { error_type: error.error_type, error_code: error.error_code, error_message: error.error_message }
  }

  /** The burst: everything that was queued and the one callback that ends it, in one task. */
  function end(lastEvent: string, fields: EventFields, callback: 'onSuccess' | 'onExit', ...args: unknown[]): void {
    for (let i = 0; i < options.extraEvents; i++) {
      if (i % 3 === 0) request()
      emit('TRANSITION_VIEW', { view_name: 'LOADING' })
    }
    emit(lastEvent, fields)
    const all = queue
    const isLate = (event: QueuedEvent) => options.scrambled && (all.length - all.indexOf(event)) % 2 === 1
    queue = []
    view = null
    options.onEnd()
    for (const event of all.filter((event) => !isLate(event))) deliver('onEvent', ...event)
    deliver(callback, ...args)
    for (const event of all.filter(isLate)) deliver('onEvent', ...event)
  }

  function resume(): void {
    if (stateId === null) return fail({ ...errors.stateMissing, request_id: newRequestId() })
    if (visit === undefined) return fail(errors.stateUnknown)
    if (visit.processed) return fail(errors.stateUsed)
    if (visit.linkToken !== options.linkToken) return fail(errors.otherToken)
    saveVisit({ ...visit, processed: true })
    queue = [...(visit.queue ?? []), ...queue]
    if (visit.answer === 'denied') return fail(errors.accessNotGranted)
    if (visit.scenario === 'oauth-failed') return fail(errors.bankFailed)
    request()
    show('CONNECTED')
  }

  const session: Session = {
    linkSessionId,
    get view() {
      return view
    },
    get institution() {
      return institution
    },
    get error() {
      return error
    },
    get failures() {
      return failures
    },

    open(chosen) {
      if (isReturn) {
        emit('OPEN')
        arrive('LOADING')
        return think(resume)
      }
      emit('OPEN', { view_name: 'CONSENT' })
      if (scenario === 'never-answers') return arrive('LOADING')
      if (chosen === undefined) return arrive('CONSENT')
      institution = chosen
      emit('SELECT_INSTITUTION')
      request()
      show('CONSENT')
    },

    layer(eventName) {
      request()
      emit(eventName)
    },

    consent() {
      if (scenario === 'expired-token') return fail(errors.expiredToken)
      request()
      if (institution) showLogin()
      else show('SELECT_INSTITUTION')
    },

    search(query) {
      emit('SEARCH_INSTITUTION', { institution_search_query: query })
    },

    select(chosen) {
      institution = chosen
      emit('SELECT_INSTITUTION')
      request()
      showLogin()
    },

    submitCredentials() {
      emit('SUBMIT_CREDENTIALS')
      show('LOADING')
      think(() => {
        if (scenario === 'wrong-password') return fail(errors.wrongPassword)
        request()
        show('MFA', { mfa_type: 'code' })
      })
    },

    submitCode() {
      emit('SUBMIT_MFA', { mfa_type: 'code' })
      show('LOADING')
      think(() => {
        request()
        show('CONNECTED')
      })
    },

    goToBank() {
      if (institution === null) return
      emit('OPEN_OAUTH', { view_name: 'OAUTH' })
      const newVisit = {
        stateId: uuid(),
        linkToken: options.linkToken,
        linkSessionId,
        institution,
        scenario,
        returnUrl: location.origin + location.pathname,
        autoPace: options.autoPace,
        queue: scenario === 'oauth-delivered' ? queue : null,
        answer: null,
        processed: false,
      }
      saveVisit(newVisit)
      options.navigate(`${options.bankPage}?state=${newVisit.stateId}`)
    },

    retry() {
      request()
      if (error?.error_code === 'INVALID_CREDENTIALS') return show('CREDENTIAL')
      institution = null
      show('SELECT_INSTITUTION')
    },

    finish() {
      const accounts = newAccounts()
      const publicToken = newPublicToken()
      request()
      end('HANDOFF', {}, 'onSuccess', publicToken, {
        institution: named(institution),
        accounts,
        link_session_id: linkSessionId,
        transfer_status: null,
        // Keys that Link on the web sends and that no type declares.
        account: { id: null, name: null, mask: null, type: null, subtype: null },
        account_id: null,
        status: null,
        wallet: null,
        public_token: publicToken,
      })
    },

    leave() {
      if (view === 'CONNECTED') return session.finish()
      viewBeforeExit = view
      show('EXIT')
    },

    stay() {
      show(viewBeforeExit ?? 'CONSENT')
    },

    exit() {
      const left = (view === 'EXIT' ? viewBeforeExit : view) ?? 'CONSENT'
      const status = (isReturn ? 'requires_oauth' : EXIT_STATUS[left]) ?? 'requires_credentials'
      request()
      end('EXIT', { ...errorFields(), exit_status: status }, 'onExit', error, {
        // Not null but {} where Link is left at the list of banks.
        institution: named(institution) ?? (left === 'SELECT_INSTITUTION' ? {} : null),
        status,
        link_session_id: linkSessionId,
        request_id: error === null ? null : requestId,
        accounts: [],
        account: null,
        account_id: null,
        transfer_status: null,
      })
    },
  }

  function showLogin(): void {
    if (scenario.startsWith('oauth-')) return show('OAUTH')
    if (scenario !== 'institution-down') return show('CREDENTIAL')
    show('LOADING')
    think(() => fail(errors.institutionDown))
  }

  return session
}

function stateIdOf(url: string): string | null {
  return new URLSearchParams(url.split('?')[1]?.split('#')[0]).get('oauth_state_id')
}

function named(institution: Institution | null): PlaidInstitution | null {
  return institution && { name: institution.name, institution_id: institution.institution_id }
}

/** What somebody who lives through the scenario does next; null where there is nothing to do but wait. */
export function nextMove(session: Session, scenario: Scenario): (() => void) | null {
  switch (session.view) {
    case 'CONSENT':
      return session.consent
    case 'SELECT_INSTITUTION':
      return scenario === 'user-exit' ? session.leave : () => searchAndSelect(session, scenario)
    case 'CREDENTIAL':
      return session.submitCredentials
    case 'MFA':
      return session.submitCode
    case 'OAUTH':
      return session.goToBank
    case 'CONNECTED':
      return session.finish
    case 'EXIT':
      return session.exit
    case 'ERROR':
      return scenario === 'wrong-password' && session.failures < 2 ? session.retry : session.leave
    default:
      return null
  }
}

function searchAndSelect(session: Session, scenario: Scenario): void {
  const [bank] = institutionsFor(scenario)
  if (bank === undefined) return
  session.search(bank.name.slice(0, 5).toLowerCase())
  session.select(bank)
}
