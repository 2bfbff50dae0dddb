import { createDiagnostics, type Diagnostics, type DiagnosticsReport } from 'react-plaid-link-diagnostics'
import { formatReport } from 'react-plaid-link-diagnostics/report'
import { parseReport, type ParsedReport } from 'react-plaid-link-diagnostics/report'
import { check, seed } from '../plaid.ts'

const SESSIONS = 20

const make = (): Diagnostics => createDiagnostics({ name: 'report' })
const diagnostics = make()

let made: { report: DiagnosticsReport; text: string; json: string } | undefined

async function take(entries: number): Promise<NonNullable<typeof made>> {
  if (made) return made
  const report = await diagnostics.report({ sessions: Infinity })
  checkWhole(report, entries)
  return (made = { report, text: formatReport(report), json: JSON.stringify(report) })
}

async function time(run: () => unknown): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}

function checkWhole({ sessions }: DiagnosticsReport, expected: number): void {
  const { length } = sessions.flatMap(({ entries }) => entries)
  check(length === SESSIONS * expected, `${length} entries in the report, not ${SESSIONS * expected}`)
}

/** Milliseconds, with 20 sessions of so many entries each. */
export const samples = {
  /** In a page load before: what a report is made of is on the disk. */
  prepare: (entries: number) => seed(make, SESSIONS, entries),

  /** `report()`, `formatReport`, `parseReport`. */
  async ours(entries: number) {
    const { report, text } = await take(entries)
    let parsed: ParsedReport | undefined
    const took = [
      await time(() => diagnostics.report({ sessions: Infinity })),
      await time(() => formatReport(report)),
      await time(() => (parsed = parseReport(text))),
    ]
    check(parsed?.integrity === 'intact', `the text is ${parsed?.integrity}`)
    // A text has no room for all entries.
    check(parsed?.report.sessions.length === SESSIONS, `${parsed?.report.sessions.length} sessions in the text`)
    return took
  },

  /** What it takes to do as much without knowing what it is: copy, write and read the same report. */
  async bare(entries: number) {
    const { report, json } = await take(entries)
    return [
      await time(() => structuredClone(report)),
      await time(() => JSON.stringify(report)),
      await time(() => JSON.parse(json)),
    ]
  },
}
