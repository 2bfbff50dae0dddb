import type { Failure } from '../failures.ts'
import { viewPlace } from '../places.ts'
import { isSuccess } from '../../session/group.ts'
import type { DiagnosticEntry } from '../../entry/fields.ts'
import { doesWebsiteWork, onTheScreen } from '../words/errorWords.ts'
import { span, standing, type Hit, type Seen } from '../seen.ts'

/** What is said of a failure of Plaid's, where a bank had been chosen or may have been, and where none had. */
const atSomeBank = { orAtBank: ' or at the bank', isBankUp: doesWebsiteWork, useCase: '' }
const seeUseCase = "; as no bank had been chosen yet, see there too whether Link's use case is chosen"
const atNoBank = { orAtBank: '', isBankUp: onTheScreen, useCase: seeUseCase }
const atIdentityCheck = { ...atNoBank, useCase: '' }

const OF_IDENTITY: readonly Hit['code'][] = ['identity-check-failed', 'identity-step-failed']

/** A failure as a hit, in its own words. */
export function toHit(failure: Failure, seen: Seen): Hit {
  const { entries } = seen
  const { code, facts, name, error, overcome, afterSignIn } = failure
  const atPlaid = whereAtPlaid(failure, seen)
  const { eventName = 'EXIT', viewName = '' } = entries[failure.entries[0] ?? 0] ?? {}
  return {
    code,
    entries: failure.entries,
    params: {
      event: eventName === 'EXIT' ? 'the exit status' : eventName === 'TRANSITION_VIEW' ? viewName : eventName,
      ...(OF_IDENTITY.includes(code) && identityParams(failure, entries)),
      signInTook:
        afterSignIn !== undefined && afterSignIn > 0 ? `, ${span(afterSignIn)} after the sign-in was opened` : '',
      ...atPlaid,
    },
    name,
    error,
    ...(facts && { facts }),
    ...(overcome && { overcome }),
    // No bank can have a part in it, and Plaid's log often has the cause.
    ...(facts?.situation === 'plaid-failed' && atPlaid === atNoBank && { whoActs: 'app' }),
  }
}

function whereAtPlaid(
  { institutionId }: Failure,
  { session, isIdentityCheck, isOfDocuments, isAllTold }: Seen,
): Record<string, string> {
  if (isIdentityCheck || isOfDocuments) return atIdentityCheck
  if (institutionId || session.institution) return atSomeBank
  return isAllTold ? atNoBank : atSomeBank
}

function identityParams(failure: Failure, entries: readonly DiagnosticEntry[]): Record<string, string> {
  const views = failure.entries.map((position) => viewPlace(entries[position]?.viewName)).filter(Boolean)
  const step = views[views.length - 1] ?? stepBefore(entries, failure.entries[0])
  return {
    atStep: step ? ` (at ${step})` : '',
    comesAnyway: entries.some(isSuccess) ? ' onSuccess is called whether a check passes or not.' : '',
  }
}

/** The step of an identity check that failed before the whole of it did. */
function stepBefore(entries: readonly DiagnosticEntry[], position = 0): string {
  for (let index = position - 1; index >= 0; index--) {
    const { eventName, viewName } = entries[index] as DiagnosticEntry
    if (eventName === 'IDENTITY_VERIFICATION_FAIL_STEP') return viewPlace(viewName)
  }
  return ''
}

/** What failed last and was not overcome. */
export function lastFailure(seen: Seen): Hit | null {
  const failure = standing(seen)
  return failure ? toHit(failure, seen) : null
}

/** The error that a hit of other words is told by. */
export function named(failure: Pick<Failure, 'facts' | 'name' | 'error'> | undefined): Partial<Hit> {
  return failure?.facts ? { facts: failure.facts, name: failure.name, error: failure.error } : {}
}
