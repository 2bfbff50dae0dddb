import { id } from '../entry/plaidShapes.ts'
import { DAY_MS, HOUR_MS } from '../entry/time.ts'
import type { Outcome } from '../session/report.ts'
import { clearedAt } from '../storage/control.ts'
import type { Memory } from '../storage/memory.ts'
import { runKey, type Run } from './lastRun.ts'

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
