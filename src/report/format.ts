import { explainReport } from '../explain/explain.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { tellContents } from './contents.ts'
import { writeReportFacts, writeSession } from './facts.ts'
import { countLeftOut, fitReport, type TimelineOf } from './fit.ts'
import { escapeText, writeEnd, writeLine, writeShortTitle, writeTitle } from './grammar.ts'
import { LEFT_OUT, PART_1, PART_2, PART_3, PART_4, PART_5 } from './labels.ts'
import { tellCase, tellFindings, tellFirst, tellStory, titleOfCase, writeTold } from './told.ts'

/** Under 1,000 characters, with the line break at its end. */
const MAX_SHORT = 999

/**
 * The report as text, for a person, for a ticket and for `parseReport`, which reads the same lines. At most 60,000
 * characters: in a longer one the oldest entries that tell least are left out, and it says how many.
 *
 * `detail: 'short'` gives under 1,000 characters for chat windows: whole lines, those that matter most. It is not read
 * back.
 */
export function formatReport(
  report: DiagnosticsReport,
  { detail = 'full' }: { detail?: 'full' | 'short' } = {},
): string {
  return detail === 'short' ? writeShort(report) : fitReport(report, writeFull)
}

function writeFull(report: DiagnosticsReport, timelineOf: TimelineOf): string {
  const explanation = explainReport(report)
  const leftOut = countLeftOut(report)
  const findings = tellFindings(report, explanation)
  const lines = [
    writeTitle(report.code),
    ...writeTold(tellFirst(explanation)),
    '',
    ...writeLine(PART_1, 'What happened'),
    ...writeTold(tellStory(report, explanation)),
    '',
    ...writeLine(PART_2, titleOfCase(explanation, report.sessions.length)),
    ...writeTold(tellCase(explanation)),
    '',
    ...writeLine(PART_3, findings.length > 0 ? 'Findings' : 'No further findings'),
    ...writeTold(findings),
    '',
    ...writeLine(PART_4, report.sessions.length > 0 ? 'Sessions as Link told them, newest first' : 'Sessions, none'),
    ...(leftOut > 0
      ? writeLine(LEFT_OUT, escapeText(`${leftOut} of the oldest entries; the text would be too long`))
      : []),
    ...report.sessions.flatMap((session, index) => ['', ...writeSession(report, index), ...timelineOf(session).flat()]),
    '',
    ...writeLine(PART_5, 'Environment and completeness'),
    ...writeReportFacts(report),
    ...writeTold(tellContents(report)),
  ]
  return [...lines, writeEnd(report.code, lines), ''].join('\n')
}

/** What matters most first, until it is full; in the order of the report. */
function writeShort(report: DiagnosticsReport): string {
  const explanation = explainReport(report)
  const told = [...tellFirst(explanation), ...tellStory(report, explanation), ...tellCase(explanation)].map(
    (line, index) => ({ rank: line.rank, index, text: writeTold([line]).join('\n') + '\n' }),
  )
  const title = writeShortTitle(report.code) + '\n'
  let length = title.length
  const kept = [...told]
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .filter(({ text }) => length + text.length <= MAX_SHORT && (length += text.length))
    .sort((a, b) => a.index - b.index)
  return title + kept.map(({ text }) => text).join('')
}
