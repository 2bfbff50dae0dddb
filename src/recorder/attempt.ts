import { hasError, type DiagnosticEntry } from '../entry/fields.ts'
import { reportCode } from '../entry/key.ts'
import type { Outcome } from '../session/report.ts'

/** One run of Link, as far as this page has seen it. */
export interface Attempt {
  readonly id: string
  code: string
  linkSessionId: string | null
  outcome: Outcome
  /** Link is on the screen, as far as it can be told. */
  isOpen: boolean
  /** The last thing the person came to was an ERROR. */
  atError: boolean
  /** `forgotten` of the log when it began. */
  readonly forgotten: number
}

export function createAttempt({ forgotten }: { forgotten: number }): Attempt {
  const id = randomId()
  return {
    id,
    code: reportCode(id),
    linkSessionId: null,
    outcome: 'never-opened',
    isOpen: false,
    atError: false,
    forgotten,
  }
}

/** 41 bits: the number of attempts on one device is small. */
export function randomId(): string {
  return Math.random().toString(36).slice(2, 10).padEnd(8, '0')
}

/** The outcome so far, in order of arrival; a report computes it anew, in the order of events. */
export function follow(attempt: Attempt, entry: DiagnosticEntry): void {
  const { type, eventName = '', linkSessionId } = entry
  if (linkSessionId !== undefined && linkSessionId !== attempt.linkSessionId) {
    attempt.linkSessionId = linkSessionId
    attempt.code = entry.code = reportCode(linkSessionId)
    // The same handler again, without an `open()` that could be seen: Plaid.create, embedded.
    if (eventName === 'OPEN') attempt.outcome = 'never-opened'
  }
  const isUndecided = attempt.outcome === 'in-progress' || attempt.outcome === 'never-opened'
  switch (type === 'onEvent' ? eventName : type) {
    case 'onSuccess':
    case 'HANDOFF':
      attempt.outcome = 'succeeded'
      if (type === 'onSuccess') attempt.isOpen = false
      break
    case 'onExit':
    case 'EXIT':
      if (isUndecided) {
        attempt.outcome = hasError(entry) || attempt.atError ? 'failed' : 'exited'
      }
      attempt.isOpen = false
      break
    case 'tokenChanged':
    case 'unmounted':
    case 'exit':
    case 'pageLeft':
      if (attempt.outcome === 'in-progress') attempt.outcome = type === 'pageLeft' ? 'abandoned' : 'superseded'
      attempt.isOpen = false
      break
    case 'open':
    case 'OPEN':
      if (entry.ready === false || entry.noToken) break
      attempt.isOpen = true
      if (isUndecided) attempt.outcome = 'in-progress'
      break
    default:
      if (type !== 'onEvent') break
      // Layer's events come before Link is opened.
      if (isUndecided && !eventName.startsWith('LAYER_')) attempt.outcome = 'in-progress'
      if (eventName !== 'TRANSITION_VIEW') attempt.atError = eventName === 'ERROR'
  }
}
