import { createDiagnostics } from 'react-plaid-link-diagnostics'
import { check, makeEvents, onEvent, pause, recordSession } from '../plaid.ts'

/** Of JavaScript's heap, when so many events are recorded and what is not needed is collected. Megabytes. */
async function held(side: 'ours' | 'bare', count: number): Promise<number> {
  const diagnostics = side === 'ours' ? createDiagnostics({ name: 'memory' }) : undefined
  for (let left = count; left > 0; left -= 60) {
    if (diagnostics) await recordSession(diagnostics, 60)
    else for (const event of makeEvents(60)) onEvent(...event)
  }
  if (diagnostics) {
    const { problem } = diagnostics.store.getState()
    check(problem === null, `problem: ${problem}`)
  }
  await pause(1000)
  // Chromium's, with the flags that it is started with. In a task of its own: what is on the stack is not collected,
  // nor, of the DOM's objects, what looks like it.
  const { gc } = window as unknown as { gc(how: { type: 'major'; execution: 'async' }): Promise<void> }
  for (let round = 0; round < 3; round++) await gc({ type: 'major', execution: 'async' })
  const { memory } = performance as unknown as { memory: { usedJSHeapSize: number } }
  const bytes = memory.usedJSHeapSize
  // Still in use until here.
  await diagnostics?.flush()
  return bytes / 1e6
}

export const samples = { held }
