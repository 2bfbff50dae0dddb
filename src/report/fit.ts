import type { DiagnosticEntry } from '../entry/fields.ts'
import { isMilestone } from '../entry/key.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'
import { identifiersOf } from '../session/sessions.ts'
import { writeSession } from './facts.ts'
import { writeTimeline } from './timeline.ts'

/** An issue tracker takes 65,536. */
const MAX_REPORT = 60_000
/** Under this reason `completeness.dropped` counts what a text has no room for. */
const REASON = 'text'

/**
 * The text of a report, at most 60,000 characters. Where it would be longer, the oldest entries that are no milestones
 * give way first, then the oldest sessions, then the oldest entries, then what no recorder of ours makes. What gave way
 * is counted in what is written.
 */
export function fitReport(
  report: DiagnosticsReport,
  write: (report: DiagnosticsReport, timelineOf: TimelineOf) => string,
): string {
  const timelineOf = createTimelineOf()
  let fitted = report
  let text = write(fitted, timelineOf)
  const steps = [
    (excess: number) => leaveEntriesOut(fitted, excess, isMilestone, timelineOf),
    (excess: number) => leaveSessionsOut(fitted, excess, timelineOf),
    (excess: number) => leaveEntriesOut(fitted, excess, () => false, timelineOf),
  ]
  for (const step of steps) {
    // Once would do, if an entry after a gap had no more to say.
    for (let attempt = 0; attempt < 3 && text.length > MAX_REPORT; attempt++) {
      const shorter = step(text.length - MAX_REPORT)
      if (shorter === fitted) break
      fitted = shorter
      text = write(fitted, timelineOf)
    }
  }
  for (const most of [200, 40, 8]) {
    if (text.length > MAX_REPORT) text = write((fitted = cutDown(fitted, most, timelineOf)), timelineOf)
  }
  return text
}

/** The lines of each entry of a session. */
export type TimelineOf = (session: LinkSession) => string[][]

/** While it is fitted, what does not change is written once: that is most of a press on the button. */
function createTimelineOf(): TimelineOf {
  const written = new Map<LinkSession, string[][]>()
  return (session) => {
    const lines = written.get(session) ?? writeTimeline(session, session.entries)
    written.set(session, lines)
    return lines
  }
}

/** How many entries a text has no room for. */
export function countLeftOut({ completeness }: DiagnosticsReport): number {
  return completeness.dropped.reduce((sum, { reason, count }) => (reason === REASON ? sum + count : sum), 0)
}

/** Without the oldest entries that are not spared, until about `excess` characters are saved. */
function leaveEntriesOut(
  report: DiagnosticsReport,
  excess: number,
  isSpared: (entry: DiagnosticEntry) => boolean,
  timelineOf: TimelineOf,
): DiagnosticsReport {
  const gone = new Set<DiagnosticEntry>()
  const wanted = excess * 1.05 + 200
  let saved = 0
  for (let index = report.sessions.length - 1; index >= 0 && saved < wanted; index--) {
    const session = report.sessions[index] as LinkSession
    const lines = timelineOf(session)
    for (let place = 0; place < session.entries.length && saved < wanted; place++) {
      const entry = session.entries[place] as DiagnosticEntry
      if (isSpared(entry)) continue
      gone.add(entry)
      for (const line of lines[place] ?? []) saved += line.length + 1
    }
  }
  if (gone.size === 0) return report
  const sessions = report.sessions.map((session) => {
    const entries = session.entries.filter((entry) => !gone.has(entry))
    return entries.length < session.entries.length ? withEntries(session, entries) : session
  })
  return { ...report, sessions, completeness: withLeftOut(report, gone.size) }
}

/** What only the entries named that give way goes with them. */
function withEntries(session: LinkSession, entries: DiagnosticEntry[]): LinkSession {
  const named = new Set(identifiersOf(session.entries).map((identifier) => JSON.stringify(identifier)))
  const others = session.identifiers.filter((identifier) => !named.has(JSON.stringify(identifier)))
  return { ...session, entries, identifiers: [...identifiersOf(entries), ...others] }
}

/** Without the oldest sessions, but never without the newest. */
function leaveSessionsOut(report: DiagnosticsReport, excess: number, timelineOf: TimelineOf): DiagnosticsReport {
  let kept = report.sessions.length
  let saved = 0
  let entries = 0
  while (kept > 1 && saved < excess) {
    const session = report.sessions[--kept] as LinkSession
    entries += session.entries.length
    for (const line of writeSession(report, kept)) saved += line.length + 1
    for (const line of timelineOf(session).flat()) saved += line.length + 1
  }
  if (kept === report.sessions.length) return report
  const completeness = withLeftOut(report, entries)
  const sessionsLeftOut = completeness.sessionsLeftOut + report.sessions.length - kept
  return { ...report, sessions: report.sessions.slice(0, kept), completeness: { ...completeness, sessionsLeftOut } }
}

function withLeftOut({ completeness }: DiagnosticsReport, count: number): DiagnosticsReport['completeness'] {
  if (count === 0) return completeness
  const { dropped } = completeness
  const before = dropped.find(({ reason }) => reason === REASON)
  const counted = { reason: REASON, count: (before?.count ?? 0) + count }
  return {
    ...completeness,
    dropped: before ? dropped.map((item) => (item === before ? counted : item)) : [...dropped, counted],
  }
}

/** Of a report that no recorder made: one session without entries, few items, short texts. */
function cutDown(report: DiagnosticsReport, most: number, timelineOf: TimelineOf): DiagnosticsReport {
  const { sessions, completeness } = leaveSessionsOut(report, Infinity, timelineOf)
  const entries = sessions.reduce((sum, session) => sum + session.entries.length, 0)
  const counted = withLeftOut({ ...report, completeness }, entries)
  const fitted = {
    ...report,
    sessions: sessions.map((session) => ({
      ...session,
      entries: [],
      identifiers: session.identifiers.slice(0, most),
    })),
    completeness: {
      ...counted,
      dropped: counted.dropped.filter(({ reason }, index) => index < most || reason === REASON),
    },
  }
  const cut = (_key: string, value: unknown): unknown =>
    typeof value === 'string' && value.length > most ? `${value.slice(0, most - 1)}…` : value
  return JSON.parse(JSON.stringify(fitted, cut)) as DiagnosticsReport
}
