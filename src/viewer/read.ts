import { explainReport, type ReportExplanation } from '../explain/explain.ts'
import { parseReport, ReportParseError, type Integrity } from '../report/parse.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { sessionKey, toLane, type Lane } from './lane.ts'

export interface ReadReport {
  /** The same for a report that is pasted twice. */
  key: string
  report: DiagnosticsReport
  /** Null for what is live: nobody has copied it. */
  integrity: Integrity | null
}

export interface Reading {
  reports: ReadReport[]
  /** What the parser said where there is no report in a text; empty where there is one, and for no text. */
  problem: string
}

/** With which a report begins; see `formatReport`. */
const TITLE = /^[ \t>]*Bank connection report /gm
const MAX_REPORTS = 20

/** Every report in a text, each once. Never throws. */
export function readReports(text: string): Reading {
  if (!text.trim()) return { reports: [], problem: '' }
  const found = new Map<string, ReadReport>()
  let problem = ''
  for (const part of splitAtTitles(text)) {
    try {
      const { report, integrity } = parseReport(part)
      // What cannot be explained cannot be shown.
      explain(report)
      const read = { key: `${report.code} ${report.createdAt}`, report, integrity }
      if (isBetter(read, found.get(read.key))) found.set(read.key, read)
    } catch (error) {
      problem ||=
        error instanceof ReportParseError ? error.message : 'There is a report in this text, but it cannot be read.'
    }
  }
  const reports = [...found.values()]
  return { reports, problem: reports.length > 0 ? '' : problem }
}

function splitAtTitles(text: string): string[] {
  const starts = [...text.matchAll(TITLE)].map(({ index }) => index)
  if (starts.length < 2) return [text]
  // What is before the first is no report; what is after the last that is read stays with it.
  return starts.slice(0, MAX_REPORTS).map((start, place) => text.slice(start, starts[place + 1]))
}

const RANK: Record<Integrity, number> = { intact: 2, altered: 1, truncated: 0 }

function isBetter(read: ReadReport, known: ReadReport | undefined): boolean {
  return !known || (read.integrity !== null && known.integrity !== null && RANK[read.integrity] > RANK[known.integrity])
}

/** The sessions of all reports, each once, the newest first. What is in several is shown as the fullest tells it. */
export function toLanes(reports: readonly { key: string; report: DiagnosticsReport }[]): Lane[] {
  const lanes = new Map<string, Lane>()
  for (const { key, report } of reports) {
    for (const session of report.sessions) {
      const known = lanes.get(sessionKey(session))
      if (known && known.marks.length >= session.entries.length) continue
      lanes.set(sessionKey(session), toLane(session, key, report.code))
    }
  }
  return [...lanes.values()].sort((a, b) => startOf(b) - startOf(a))
}

function startOf({ session }: Lane): number {
  return Date.parse(session.startedAt) || 0
}

const explanations = new WeakMap<DiagnosticsReport, ReportExplanation>()

/** Of the same report, once. */
export function explain(report: DiagnosticsReport): ReportExplanation {
  const known = explanations.get(report) ?? explainReport(report)
  explanations.set(report, known)
  return known
}

/** Never throws: of a completed report, the explanation as it was before is better than none. */
export function explainOr(report: DiagnosticsReport, before: DiagnosticsReport): ReportExplanation {
  try {
    return explain(report)
  } catch {
    return explain(before)
  }
}

export function isSimulated({ sessions }: DiagnosticsReport): boolean {
  return sessions.some(({ entries }) => entries.some(({ simulated }) => simulated === true))
}
