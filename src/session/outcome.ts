import type { DiagnosticEntry } from '../entry/fields.ts'
import { hasError } from '../entry/plaidFields.ts'
import type { Outcome } from './report.ts'

/** What an outcome is told by, after any number of entries. */
export interface OutcomeState {
  readonly outcome: Outcome
  /** Link is on the screen, as far as it can be told. */
  readonly isOpen: boolean
  /** Link was opened. */
  readonly wasOpened: boolean
  /** What has ended it so far. */
  readonly end: End
  /** The last thing the person came to was an ERROR. */
  readonly atError: boolean
  /** When that was, by Plaid's clock; empty where Plaid did not say. */
  readonly stepAt: string
}

/** What says more comes later: it replaces what says less, in whatever order they arrive. */
const ends = ['none', 'left', 'exit', 'forced', 'error', 'success'] as const
type End = (typeof ends)[number]

/** Before the first entry. */
export const notOpened: OutcomeState = {
  outcome: 'never-opened',
  isOpen: false,
  wasOpened: false,
  end: 'none',
  atError: false,
  stepAt: '',
}

/**
 * The outcome after one more entry, in the order in which they arrived. Pure. The recorder's store and a report both
 * go by it; a report knows two things more: how long it is silent, and whether a page that was put into the
 * back/forward cache is the one that asks.
 *
 * Plaid delivers events in no guaranteed order, so what a step changes goes by Plaid's timestamp.
 */
export function reduceOutcome(state: OutcomeState, entry: DiagnosticEntry): OutcomeState {
  const { type, timestamp = '' } = entry
  // They say nothing of where the person is.
  if (type === 'attached' || type === 'linkToken') return state
  let { isOpen, wasOpened, end, atError, stepAt } = state
  // What was left goes on.
  if (end === 'left') end = 'none'

  const name = type === 'onEvent' ? entry.eventName : type
  switch (name) {
    case 'open':
    case 'OPEN':
      if (entry.ready === false || entry.noToken) break
      // Opened again after it had ended: the story is what follows.
      if (type === 'open' && end !== 'success') {
        end = 'none'
        atError = false
        stepAt = ''
      }
      isOpen = wasOpened = true
      break
    case 'onSuccess':
    case 'HANDOFF':
      end = 'success'
      // HANDOFF may come before the next bank of a Multi-Item session.
      if (type === 'onSuccess') isOpen = false
      break
    case 'onExit':
    case 'EXIT':
      end = stronger(end, hasError(entry) ? 'error' : 'exit')
      isOpen = false
      break
    case 'tokenChanged':
    case 'unmounted':
    case 'exit':
      end = stronger(end, 'forced')
      isOpen = false
      break
    case 'pageLeft':
      // It is told of a Link that was open, also where that is all that is left of it.
      wasOpened ||= state === notOpened
      end = stronger(end, 'left')
      isOpen = false
      break
    default:
      // Layer's events come before Link is opened, if it ever is.
      if (type === 'onEvent' && !name?.startsWith('LAYER_')) wasOpened = true
  }
  // Views change by themselves after an ERROR; any other event is the person going on.
  const isStep = type === 'onEvent' && name !== 'EXIT' && name !== 'TRANSITION_VIEW'
  if (isStep && (!timestamp || timestamp >= stepAt)) {
    atError = name === 'ERROR'
    stepAt = timestamp
  }
  return { outcome: outcomeOf(end, wasOpened, atError), isOpen, wasOpened, end, atError, stepAt }
}

function stronger(a: End, b: End): End {
  return ends.indexOf(b) > ends.indexOf(a) ? b : a
}

function outcomeOf(end: End, wasOpened: boolean, atError: boolean): Outcome {
  if (end === 'exit' && atError) return 'failed'
  return (end === 'none' || end === 'left') && !wasOpened ? 'never-opened' : outcomes[end]
}

const outcomes: Record<End, Outcome> = {
  none: 'in-progress',
  left: 'abandoned',
  exit: 'exited',
  forced: 'superseded',
  error: 'failed',
  success: 'succeeded',
}
