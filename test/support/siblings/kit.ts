import type { Story } from '../stories.ts'

/**
 * Stories of the same kinds as `test/fixtures/stories.json`, in other orders, at other banks and in other products:
 * what is told right there must not be told right by chance.
 */
export type Sibling = Omit<Story, 'because'>

type Fields = Record<string, unknown>
/** A second by Plaid's clock, an event, and what it says; with `r` it has a request_id of its own. */
export type Event = readonly [second: number, name: string, fields?: Fields]

export interface Bank {
  institution_id: string
  institution_name: string
}

const bank = (institution_id: string, institution_name: string): Bank => ({ institution_id, institution_name })
export const citi = bank('ins_20', 'Citizens Bank')
export const chase = bank('ins_56', 'Chase')
export const wells = bank('ins_127991', 'Wells Fargo')
export const monzo = bank('ins_117243', 'Monzo')

export const TOKEN = 'link-production-5b0d1c9a-1f2e-4d3c-8b7a-0a1b2c3d4e5f'
export const TOKEN_2 = 'link-production-22222222-1f2e-4d3c-8b7a-0a1b2c3d4e5f'
export const RETURN = 'https://shop.example/oauth?oauth_state_id=2f0e7c51-aaaa-4bbb-8ccc-0d1e2f3a4b5c'
export const connected = '(?<!not )\\bconnected'

export interface PlaidError extends Fields {
  error_type: string
  error_code: string
}

export function err(error_type: string, error_code: string, error_message = 'm'): PlaidError {
  return { error_type, error_code, error_message, display_message: null }
}
export const wrong = err('ITEM_ERROR', 'INVALID_CREDENTIALS', 'the provided credentials were not correct')
export const locked = err('ITEM_ERROR', 'ITEM_LOCKED', 'the account is locked')
export const down = err('INSTITUTION_ERROR', 'INSTITUTION_DOWN')
export const tokenEnded = err('INVALID_INPUT', 'INVALID_LINK_TOKEN')

export const inst = ({ institution_id, institution_name: name }: Bank): Fields => ({ institution_id, name })

export function login(at: Bank, second = 8): Event[] {
  return [
    [second, 'SELECT_INSTITUTION', { ...at, r: true }],
    [second + 1, 'TRANSITION_VIEW', { view_name: 'CREDENTIAL', ...at }],
  ]
}

export function oauth(at: Bank, second = 8): Event[] {
  return [
    [second, 'SELECT_INSTITUTION', { ...at, r: true }],
    [second + 1, 'TRANSITION_VIEW', { view_name: 'OAUTH', ...at }],
    [second + 4, 'OPEN_OAUTH', { ...at, r: true }],
  ]
}

export const view = (second: number, view_name: string, fields: Fields = {}): Event => [
  second,
  'TRANSITION_VIEW',
  { view_name, ...fields },
]
export const shown = (second: number, error: PlaidError, at: Bank | object = {}): Event => [
  second,
  'ERROR',
  { ...error, ...at, r: true },
]
export const closed = (second: number, at: Bank | object = {}, fields: Fields = {}): Event => [
  second,
  'EXIT',
  { ...at, ...fields },
]
export const handoff = (second: number, at: Bank | object = {}): Event => [second, 'HANDOFF', { ...at, r: true }]

export function account(verification_status: string | null = null): Fields {
  return { id: 'BxBXxLj1m4HMXBm9WZZmCWVbPjX16EHwv99vp', name: 'Checking', mask: '0000', verification_status }
}

const START = Date.parse('2026-11-28T10:00:00.000Z')

/** One session as Plaid and the app tell it: the seconds are of the device, those of events of Plaid. */
export class Told {
  private readonly steps: Story['steps']
  private readonly page: number
  private readonly requestId: () => string
  private id: string

  constructor(steps: Story['steps'], page: number, requestId: () => string, id: string) {
    this.steps = steps
    this.page = page
    this.requestId = requestId
    this.id = id
  }

  private put(at: number, what: string, ...args: unknown[]): this {
    this.steps.push({ at, page: this.page, do: what, args })
    return this
  }
  called(id: string): this {
    this.id = id
    return this
  }
  mount(props: Fields = {}, at = 0): this {
    return this.put(at, 'mount', { token: TOKEN, ...props })
  }
  open(at = 0, fields: Fields = {}): this {
    const opened = { view_name: 'CONSENT', is_update_mode: 'false', ...fields }
    return this.put(at, 'open').events(at + 0.4, [[at + 0.4, 'OPEN', opened]])
  }
  openedOnly(at = 0): this {
    return this.put(at, 'open')
  }
  events(at: number, events: readonly Event[]): this {
    for (const [second, name, { r: hasRequest, ...fields } = {}] of events) {
      this.put(at, 'onEvent', name, {
        link_session_id: this.id,
        timestamp: new Date(START + second * 1000).toISOString(),
        ...fields,
        ...(hasRequest === true && { request_id: this.requestId() }),
      })
    }
    return this
  }
  exit(at: number, error: PlaidError | null = null, at_: Bank | null = null, fields: Fields = {}): this {
    const metadata = { link_session_id: this.id, request_id: null, status: null, institution: at_ && inst(at_) }
    return this.put(at, 'onExit', error, { ...metadata, ...fields })
  }
  success(at: number, bankOf: Bank | null, fields: Fields = {}): this {
    const accounts = bankOf ? [account()] : []
    const metadata = { institution: bankOf && inst(bankOf), accounts, link_session_id: this.id, transfer_status: null }
    return this.put(at, 'onSuccess', 'public-production-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee', {
      ...metadata,
      ...fields,
    })
  }
  /** As a Multi-Item session ends. */
  emptySuccess(at: number): this {
    return this.put(at, 'onSuccess', '', {})
  }
  leave(at: number): this {
    return this.put(at, 'leave')
  }
  unmount(at: number): this {
    return this.put(at, 'unmount')
  }
  attach(at: number, source: unknown): this {
    return this.put(at, 'attach', source)
  }
  report(at: number): this {
    return this.put(at, 'report')
  }

  /** Opened, a bank chosen, an error, closed. */
  fails(error: PlaidError, at: Bank, from = 0): this {
    const told = [...login(at, from + 8), shown(from + 24, error, at), closed(from + 59, at, error)]
    return this.open(from)
      .events(from + 60, told)
      .exit(from + 60, error, at)
  }
  /** Opened, a bank chosen, connected. */
  connects(at: Bank, from = 0): this {
    return this.open(from)
      .events(from + 60, [...login(at, from + 8), handoff(from + 58, at)])
      .success(from + 60, at)
  }
}

/** Makes a story; `session` begins another session, on the page of that number. */
export function tell(
  title: string,
  expected: Story['expect'],
  write: (session: (page?: number) => Told) => unknown,
): Sibling {
  const steps: Story['steps'] = []
  let sessions = 0
  let requests = 0
  write(
    (page = 0) =>
      new Told(
        steps,
        page,
        () => `reqSibling00${String(++requests).padStart(3, '0')}`,
        `0000000${++sessions}-9a0d-4e85-a2e9-1e905ecaa32e`,
      ),
  )
  return { id: 'sibling', title, expect: expected, steps }
}
