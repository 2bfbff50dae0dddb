import { id } from '../entry/shapes.ts'
import { DAY_MS, HOUR_MS } from '../entry/time.ts'
import type { Outcome } from '../session/report.ts'
import { clearedAt } from '../storage/control.ts'
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

function runKey(name: string): string {
  return `${name}:last`
}

export function writeRun({ name, control }: Memory, run: Run): void {
  try {
    localStorage.setItem(runKey(name), JSON.stringify({ ...run, at: Date.now(), scope: control.scope }))
  } catch {
    // refused or full: the next page does not know it before it reads
  }
}

/** What is void is removed: it may have been forgotten by a page that was left in that task. */
export function readRun(memory: Memory, days: number): Run | null {
  if (memory.mode !== 'device') return null
  try {
    const text = localStorage.getItem(runKey(memory.name))
    if (text === null) return null
    const run = parseRun(text, memory, Date.now() - days * DAY_MS)
    if (!run) localStorage.removeItem(runKey(memory.name))
    return run
  } catch {
    return null
  }
}

export function forgetRun({ name }: Memory): void {
  try {
    localStorage.removeItem(runKey(name))
  } catch {
    // refused: there is none
  }
}

function parseRun(text: string, memory: Memory, since: number): Run | null {
  const { linkSessionId, attemptId, code, outcome, at, scope } = parseObject(text)
  const now = Date.now()
  const isSound =
    (linkSessionId === null || id(linkSessionId) !== undefined) &&
    typeof attemptId === 'string' &&
    /^\w{1,16}$/.test(attemptId) &&
    typeof code === 'string' &&
    /^\w{4}-\w{4}$/.test(code) &&
    OUTCOMES.includes(outcome as Outcome) &&
    typeof at === 'number' &&
    at > Math.max(since, clearedAt(memory)) &&
    at < now + DAY_MS &&
    scope === memory.control.scope
  if (!isSound) return null
  // A link_token lives for 4 hours: by then it is not in progress any more.
  const isOver = outcome === 'in-progress' && now - at > 4 * HOUR_MS
  return { linkSessionId, attemptId, code, outcome: isOver ? 'abandoned' : outcome } as Run
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null) ?? {}
  } catch {
    return {}
  }
}

const OUTCOMES: readonly Outcome[] = [
  'succeeded',
  'failed',
  'exited',
  'superseded',
  'abandoned',
  'in-progress',
  'never-opened',
]
