import type { PlaidInstitution, PlaidLinkError, PlaidLinkOnEventMetadata } from 'react-plaid-link'

/** A run of Link as a table: what Plaid says and what the person does, in order. Plain JSON. */
export interface Scenario {
  name: string
  title: string
  about: string
  /** What becomes of Plaid's script. @default 'loads' */
  script?: ScriptFate
  /** What a phone number and a birth date that the app submits are answered with. @default 'LAYER_READY' for both */
  layer?: { phone: EventStep; birthDate?: EventStep }
  /** The bank that is known before Link opens, as in update mode. */
  institution?: PlaidInstitution
  /** Of the first run; what a report says. Without it, one that is unmistakably fake. */
  linkSessionId?: string
  /** How many times every callback comes, as where two hooks are mounted. @default 1 */
  deliveries?: number
  /** From `open()` on. */
  steps: readonly Step[]
}

export type ScriptFate = 'loads' | 'slow' | 'throws' | 'blocked' | 'csp' | 'pending'

export type Step =
  EventStep | PersonStep | ChooseStep | LeaveStep | BankStep | AppClosesStep | SuccessStep | ExitStep | HangStep

interface Timed {
  /** Milliseconds since the step before; without it, `pace` for an answer of Plaid's and for the person, else none. */
  afterMs?: number
}

/** Plaid tells the app of an event. */
export interface EventStep extends Timed {
  event: string
  /** Under Plaid's own names. What is not given is null, or as the run knows it (ids, bank, timestamp). */
  fields?: EventFields
  /** Plaid's servers answered: from here on there is a new request_id. */
  answered?: true
  /** The error that an ERROR tells of, as onExit would tell it. */
  error?: LinkError
  /** Delivered when it happens. OPEN and LAYER_* always are; all others wait for the end of Link. */
  live?: true
  /** Delivered after the callback that ends Link, though it happened before. */
  late?: true
  /** @default 1 */
  times?: number
}

/** The person presses the button with this name in Link; `{bank}` stands for the bank's name. */
export interface PersonStep extends Timed {
  person: string
}

/** The person looks for a bank and chooses one; where nobody chooses, the first. */
export interface ChooseStep extends Timed {
  chooses: readonly PlaidInstitution[]
  search?: string
}

/** The person closes Link. Where a dialog is shown, a real person may go on to the next step instead. */
export interface LeaveStep extends Timed {
  leaves: true
}

/** The person goes to the bank's own page; the steps after this one are of the page that they come back to. */
export interface BankStep extends Timed {
  /** What they do there where no page plays the bank; `left`: they come back without an answer. */
  goesToBank: 'allowed' | 'denied' | 'left'
  /** The events that Link had queued come after the return; else they are lost with the page. */
  keepsEvents?: true
}

/** Link stays as it is until the app closes it: `exit()`, another token, a component that unmounts. */
export interface AppClosesStep extends Timed {
  appCloses: true
}

/** Link ends well. */
export interface SuccessStep extends Timed {
  callback: 'onSuccess'
  /** What the (fake) token begins with; null for none. @default 'public' */
  token?: 'public' | 'profile' | null
  /** @default two accounts, as in Plaid's Sandbox */
  accounts?: readonly { id?: string; verification_status?: string | null }[]
  /** Takes the place of what the run knows. */
  metadata?: Record<string, unknown>
  times?: number
}

/** Link ends otherwise. */
export interface ExitStep extends Timed {
  callback: 'onExit'
  error: LinkError | null
  metadata?: Record<string, unknown>
  times?: number
}

/** Link says nothing more, whatever the app or the person does. */
export interface HangStep extends Timed {
  hangs: true
}

export type EventFields = Partial<Record<keyof PlaidLinkOnEventMetadata | 'issue_id' | 'view_variant', string | null>>

/** A real error of Link carries keys that react-plaid-link's types do not name. */
export type LinkError = Omit<PlaidLinkError, 'error_type' | 'error_code' | 'error_message'> & {
  error_type: string | null
  error_code: string | null
  error_message: string | null
  error_code_reason?: string
  request_id?: string
  documentation_url?: string
  /** Of an Error that was thrown, in the place of Plaid's fields. */
  name?: string
  message?: string
}
