import { createDiagnostics } from 'react-plaid-link-diagnostics'
import { check, instrument, makeEvents, onEvent, pause, type PlaidEvent } from '../plaid.ts'

/** Twice the events of a long session: enough for a clock of 5 µs, and few enough not to pile up. */
const CALLS = 120
const SINGLE_CALLS = 20
const GAP_MS = 25

const diagnostics = createDiagnostics({ name: 'capture' })
const { onEvent: record } = instrument(diagnostics)

type Call = (name: string, metadata: object) => unknown

function clone(_name: string, metadata: object): object {
  return structuredClone(metadata)
}

/** Microseconds a call, of calls one after the other. */
function inBurst(call: Call): number {
  const events = makeEvents(CALLS)
  return (took(call, events) * 1000) / CALLS
}

/** Microseconds a call, each after a pause, in which caches go cold and what the call has begun goes on. */
async function withGaps(call: Call): Promise<number> {
  let sum = 0
  for (const event of makeEvents(SINGLE_CALLS)) {
    await pause(GAP_MS)
    sum += took(call, [event])
  }
  return (sum * 1000) / SINGLE_CALLS
}

function took(call: Call, events: PlaidEvent[]): number {
  const started = performance.now()
  for (const [name, metadata] of events) call(name, metadata)
  return performance.now() - started
}

/** Beyond the app's own callback, and beyond reading the clock. */
async function beyond(call: Call, measure: (call: Call) => number | Promise<number>): Promise<number> {
  const own = await measure(onEvent)
  const all = await measure(call)
  await diagnostics.flush()
  check(diagnostics.store.getState().problem === null, 'the recorder has a problem')
  // What is kept must not grow from sample to sample.
  if (call === record) await diagnostics.clear()
  return all - own
}

export const samples = {
  burst: () => beyond(record, inBurst),
  cloneInBurst: () => beyond(clone, inBurst),
  gaps: () => beyond(record, withGaps),
  cloneWithGaps: () => beyond(clone, withGaps),
}
