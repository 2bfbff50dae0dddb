import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { notOpened, reduceOutcome, type OutcomeState } from '../../src/session/outcome.ts'
import { START, type Fields } from './pageLoad.ts'

export const open: Fields = { type: 'open', ready: true }
export const event = (eventName: string, second?: number, more: Fields = {}): Fields => ({
  type: 'onEvent',
  eventName,
  ...(second !== undefined && { timestamp: new Date(START + second * 1000).toISOString() }),
  ...more,
})
export const exit: Fields = { type: 'onExit' }
export const exitWithError: Fields = { type: 'onExit', errorCode: 'ITEM_LOCKED' }

/** A run of one page, in the order in which it arrived. */
export function run(steps: Fields[]): DiagnosticEntry[] {
  return steps.map((step, sequence) => ({
    type: 'onEvent',
    at: START + sequence,
    page: 'page1',
    sequence,
    attemptId: 'a',
    code: 'c',
    ...step,
  }))
}

export function reduce(steps: Fields[]): OutcomeState {
  return run(steps).reduce(reduceOutcome, notOpened)
}
