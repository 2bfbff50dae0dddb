import type { Outcome } from '../session/report.ts'
import type { Memory } from '../storage/memory.ts'
import type { Attempt } from './attempt.ts'

/** A run of Link in few words. */
export interface Run {
  linkSessionId: string | null
  attemptId: string
  code: string
  outcome: Outcome
}

/**
 * The newest run of this device and scope is known without a read of IndexedDB, also after a reload: by a small record in
 * localStorage, which may have been written by anyone.
 */
export function toRun({ linkSessionId, id: attemptId, code, state }: Attempt): Run {
  return { linkSessionId, attemptId, code, outcome: state.outcome }
}

export function isSameRun(a: Run | null, b: Run | null): boolean {
  return (
    a?.attemptId === b?.attemptId &&
    a?.linkSessionId === b?.linkSessionId &&
    a?.code === b?.code &&
    a?.outcome === b?.outcome
  )
}

export function runKey(name: string): string {
  return `${name}:last`
}

export function writeRun({ name, control }: Memory, run: Run): void {
  try {
    localStorage.setItem(runKey(name), JSON.stringify({ ...run, at: Date.now(), scope: control.scope }))
  } catch {
    // refused or full: the next page does not know it before it reads
  }
}

export function forgetRun({ name }: Memory): void {
  try {
    localStorage.removeItem(runKey(name))
  } catch {
    // refused: there is none
  }
}
