import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { notOpened, reduceOutcome } from '../../src/session/outcome.ts'
import { toSessions } from '../../src/session/sessions.ts'
import { START, type Fields } from '../support/pageLoad.ts'
import { event, exit, exitWithError, open, reduce, run } from '../support/runs.ts'

const step = fc.oneof(
  fc.constantFrom<Fields>(
    open,
    { type: 'open', ready: false },
    { type: 'open', noToken: true },
    { type: 'onSuccess' },
    exit,
    exitWithError,
    { type: 'tokenChanged' },
    { type: 'unmounted' },
    { type: 'exit' },
    { type: 'pageLeft' },
    { type: 'onLoad' },
    { type: 'offline' },
    { type: 'attached' },
  ),
  fc
    .tuple(
      fc.constantFrom('OPEN', 'ERROR', 'EXIT', 'HANDOFF', 'TRANSITION_VIEW', 'SUBMIT_MFA', 'LAYER_READY'),
      fc.option(fc.nat(20), { nil: undefined }),
    )
    .map(([name, second]) => event(name, second)),
)

describe('the outcome', () => {
  it('is the same in the store and in the report, whatever is recorded', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const [session] = toSessions(run(steps), START + 5000)
        expect(session?.outcome).toBe(reduce(steps).outcome)
      }),
      { numRuns: 2000 },
    )
  })

  it('is pure: neither the state nor the entry is changed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const entries = run(steps).map((entry) => Object.freeze(entry))
        entries.reduce((state, entry) => reduceOutcome(Object.freeze(state), entry), notOpened)
      }),
    )
  })
})
