import type { DiagnosticEntry } from '../entry/fields.ts'
import { reportCode } from '../entry/key.ts'
import { notOpened, reduceOutcome, type OutcomeState } from '../session/outcome.ts'

/** One run of Link, as far as this page has seen it. */
export interface Attempt {
  readonly id: string
  code: string
  linkSessionId: string | null
  /** The outcome so far, in order of arrival. */
  state: OutcomeState
  /** When it began: it belongs to the scope of then, and what was cleared since is void. */
  readonly scope: string
  readonly erasures: number
}

export function createAttempt(scope: string, erasures: number): Attempt {
  const id = randomId()
  return { id, code: reportCode(id), linkSessionId: null, state: notOpened, scope, erasures }
}

/** 41 bits: the number of attempts on one device is small. */
export function randomId(): string {
  return Math.random().toString(36).slice(2, 10).padEnd(8, '0')
}

/** Takes over what an entry tells of its attempt. */
export function follow(attempt: Attempt, entry: DiagnosticEntry): void {
  const { eventName, linkSessionId } = entry
  if (linkSessionId !== undefined && linkSessionId !== attempt.linkSessionId) {
    attempt.linkSessionId = linkSessionId
    attempt.code = entry.code = reportCode(linkSessionId)
    // The same handler again, without an `open()` that could be seen: Plaid.create, embedded.
    if (eventName === 'OPEN') attempt.state = notOpened
  }
  attempt.state = reduceOutcome(attempt.state, entry)
}

/** Nothing has ended it yet. */
export function isUndecided({ state }: Attempt): boolean {
  return state.outcome === 'never-opened' || state.outcome === 'in-progress'
}
