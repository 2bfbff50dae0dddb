import type { DiagnosticEntry } from '../entry/fields.ts'
import { happenedAt } from '../entry/time.ts'
import type { LinkSession } from '../session/report.ts'
import { kindOf, type MarkKind } from './kinds.ts'

/** A session as it is drawn. Times are in milliseconds after the session's start. */
export interface Lane {
  key: string
  session: LinkSession
  /** The report that it is from. */
  reportKey: string
  reportCode: string
  /** 0, or the first entry where that is before the session's own start. */
  from: number
  to: number
  views: ViewSpan[]
  gaps: Gap[]
  marks: Mark[]
  isSimulated: boolean
}

export interface ViewSpan {
  name: string
  from: number
  to: number
}

/** The page was away: at the bank, as far as it is known; or the bank's window was open. */
export interface Gap {
  from: number
  to: number
  /** Nothing came back. */
  isOpen: boolean
  what: 'page' | 'bank'
}

export interface Mark {
  entry: DiagnosticEntry
  /** Its place among the session's entries. */
  index: number
  kind: MarkKind
  /** Plaid's name of the event, or what else it is. */
  name: string
  at: number
}

/** Two reports may hold the same session. */
export function sessionKey({ linkSessionId, attemptId, startedAt }: LinkSession): string {
  return linkSessionId ? `id ${linkSessionId}` : `attempt ${attemptId} ${startedAt}`
}

/** A session that is still the same object is the same lane, and is not drawn anew. */
const known = new WeakMap<LinkSession, Lane>()

export function toLane(session: LinkSession, reportKey: string, reportCode: string): Lane {
  const before = known.get(session)
  if (before?.reportKey === reportKey && before.reportCode === reportCode) return before
  const lane = createLane(session, reportKey, reportCode)
  known.set(session, lane)
  return lane
}

function createLane(session: LinkSession, reportKey: string, reportCode: string): Lane {
  const marks = toMarks(session)
  const { from, to } = rangeOf(marks)
  return {
    key: sessionKey(session),
    session,
    reportKey,
    reportCode,
    from,
    to,
    views: toViews(marks, to),
    gaps: toGaps(marks, to),
    marks,
    isSimulated: session.entries.some(({ simulated }) => simulated === true),
  }
}

function toMarks({ entries, startedAt, clockSkew }: LinkSession): Mark[] {
  const times = entries.map((entry) => timeOf(entry, clockSkew))
  const start = firstKnown(Date.parse(startedAt), ...times)
  const marks = entries.map((entry, index): Mark => {
    const time = times[index] ?? NaN
    return {
      entry,
      index,
      kind: kindOf(entry),
      name: entry.type === 'onEvent' ? (entry.eventName ?? 'onEvent') : entry.type,
      at: Number.isFinite(time) ? time - start : 0,
    }
  })
  return marks.sort((a, b) => a.at - b.at || a.index - b.index)
}

/** By Plaid's clock, or by this device's where Plaid's time is none. */
function timeOf(entry: DiagnosticEntry, clockSkew: number): number {
  return firstKnown(happenedAt(entry, clockSkew), entry.at)
}

function firstKnown(...times: number[]): number {
  return times.find((time) => Math.abs(time) <= 8.64e15) ?? 0
}

/** What was attached long after is drawn at the end: it is no part of what the person went through. */
function rangeOf(marks: readonly Mark[]): { from: number; to: number } {
  let from = 0
  let to = 0
  let attached = 0
  for (const { at, entry } of marks) {
    from = Math.min(from, at)
    if (entry.type === 'attached') attached = Math.max(attached, at)
    else to = Math.max(to, at)
  }
  return { from, to: attached > LONG_AFTER * to ? to : Math.max(to, attached) }
}
const LONG_AFTER = 1.25

const CLOSES = new Set(['EXIT', 'HANDOFF', 'onExit', 'onSuccess', 'exit', 'tokenChanged', 'unmounted', 'pageLeft'])

function toViews(marks: readonly Mark[], end: number): ViewSpan[] {
  const views: ViewSpan[] = []
  let current: ViewSpan | undefined
  const close = (at: number): void => {
    if (current) views.push({ ...current, to: at })
    current = undefined
  }
  for (const { entry, name, at } of marks) {
    const { viewName } = entry
    if (CLOSES.has(name)) close(at)
    else if (viewName && viewName !== current?.name) {
      close(at)
      current = { name: viewName, from: at, to: at }
    }
  }
  close(Math.max(end, current?.from ?? 0))
  return views
}

function toGaps(marks: readonly Mark[], end: number): Gap[] {
  const gaps: Gap[] = []
  let left: Mark | undefined
  let bank: Mark | undefined
  for (const mark of marks) {
    const { entry, name, at } = mark
    // The app may attach what it knows at any time, on a server too.
    if (entry.type === 'attached') continue
    if (left && (entry.page !== left.entry.page || name === 'pageReturned')) {
      gaps.push({ from: left.at, to: at, isOpen: false, what: 'page' })
      left = undefined
    }
    if (bank && isBackFromBank(name)) {
      gaps.push({ from: bank.at, to: at, isOpen: false, what: 'bank' })
      bank = undefined
    }
    if (name === 'pageLeft' || name === 'pageCached') {
      left = mark
      bank = undefined
    }
    if (name === 'OPEN_OAUTH') bank = mark
  }
  const open = left ?? bank
  if (open) gaps.push({ from: open.at, to: Math.max(end, open.at), isOpen: true, what: left ? 'page' : 'bank' })
  return gaps
}

/** What the bank's window in a pop-up is followed by. */
function isBackFromBank(name: string): boolean {
  return name !== 'OPEN_OAUTH' && /^[A-Z]|^on[ES]/.test(name)
}
