import type { Diagnostics } from 'react-plaid-link-diagnostics'
import sequences from '../../fixtures/plaid/sequences.json'

export type PlaidEvent = [name: string, metadata: Record<string, string>]

const script = (sequences as { steps: { callback?: string; args?: unknown }[] }[])
  .flatMap(({ steps }) => steps)
  .filter(({ callback }) => callback === 'onEvent')
  .map(({ args }) => args as PlaidEvent)

/**
 * Events of one Link session, as documented sessions have them. New objects and new strings each time, as they come
 * out of a message: what an engine has computed of a string it does not find again.
 */
export function makeEvents(count: number, session: string = crypto.randomUUID()): PlaidEvent[] {
  const events = Array.from({ length: count }, (_, index) => {
    const [name, metadata] = script[index % script.length] as PlaidEvent
    return [name, { ...metadata, link_session_id: session, request_id: randomRequestId() }]
  })
  return JSON.parse(JSON.stringify(events)) as PlaidEvent[]
}

function randomRequestId(): string {
  return Math.random().toString(36).slice(2).padEnd(15, 'x').slice(0, 15)
}

/** The app's own callback. */
export function onEvent(_name: string, _metadata: object): void {}

/** A handler for one more run of Link. */
export function instrument(diagnostics: Diagnostics): { onEvent: typeof onEvent; onExit: () => void } {
  const { onEvent: record, onExit } = diagnostics.instrument({ onEvent, onExit: (..._args: unknown[]) => {} })
  return { onEvent: record, onExit: () => onExit(null, { status: 'requires_credentials' }) }
}

/** One run of Link, of so many entries, on the disk when it settles. */
export async function recordSession(diagnostics: Diagnostics, entries: number): Promise<void> {
  const { onEvent, onExit } = instrument(diagnostics)
  for (const event of makeEvents(entries - 1)) onEvent(...event)
  onExit()
  await diagnostics.flush()
}

/** Instead of all that was kept; each session by a recorder of its own, as if by a page load of its own. */
export async function seed(make: () => Diagnostics, sessions: number, entries: number): Promise<number> {
  await make().clear()
  for (let session = 0; session < sessions; session++) {
    const diagnostics = make()
    await recordSession(diagnostics, entries)
    diagnostics.close()
  }
  return sessions * entries
}

/** Long enough for pruning, which is idle work, to be over. */
export function quiet(): Promise<void> {
  return pause(1500)
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

export function check(isRight: boolean, problem: string): void {
  if (!isRight) throw new Error(problem)
}
