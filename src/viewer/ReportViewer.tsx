import { useDeferredValue, useMemo, useState } from 'react'
import type { PlaidIdentifier } from '../entry/fields.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { LARGE, PasteField } from './PasteField.tsx'
import { explain, readReports, type ReadReport } from './read.ts'
import { ReportTabs } from './ReportTabs.tsx'
import { ReportView } from './ReportView.tsx'
import { useLiveReport, type LiveDiagnostics } from './useLiveReport.ts'

export interface ReportViewerProps {
  /** Text with one report in it, or several. Where it changes, it takes the place of what was pasted. */
  text?: string
  /** A recorder of this page: its report is shown as it grows. */
  diagnostics?: LiveDiagnostics
  /** What your server knows, as `pickIdentifiers` gives it; joined to the session that the case is about. */
  identifiers?: readonly PlaidIdentifier[]
  /** Called with all that is in the field when somebody pastes, drops, types or clears. */
  onText?(text: string): void
}

const NONE: readonly PlaidIdentifier[] = []

/**
 * Shows a report that was copied: what happened, what to give Plaid, what to add from the server, and a timeline.
 * Several may be pasted; a session that is in two of them is shown once.
 *
 * It makes no request, stores nothing, and trusts nothing: text of a report never becomes markup, and a link only where
 * it leads to Plaid's documentation or Dashboard. Whether a report is genuine, it cannot tell. `viewer.css` is its
 * style; everything in it has a `data-part`.
 */
export function ReportViewer({ text, diagnostics, identifiers = NONE, onText }: ReportViewerProps) {
  const [pasted, setPasted] = useState(text ?? '')
  const [given, setGiven] = useState(text)
  if (text !== given) {
    setGiven(text)
    if (text !== undefined) setPasted(text)
  }
  // To read a megabyte takes a moment, in which the field should not stand still.
  const deferred = useDeferredValue(pasted)
  const current = pasted.length > LARGE ? deferred : pasted
  const { reports: read, problem } = useMemo(() => readReports(current), [current])
  const live = useLiveReport(diagnostics)
  const reports = useMemo(() => withLive(read, live), [read, live])
  const [added, setAdded] = useState<ReadonlyMap<string, readonly PlaidIdentifier[]>>(new Map())
  const [chosen, setChosen] = useState<{ key: string; among: string } | null>(null)

  const among = reports.map(({ key }) => key).join('\n')
  // What was chosen holds until another report is added: then that is what one wants to see.
  const shown =
    (chosen?.among === among && reports.find(({ key }) => key === chosen.key)) || reports[reports.length - 1]
  const isLiveOnly = diagnostics !== undefined && text === undefined && onText === undefined

  function changeText(next: string): void {
    setPasted(next)
    // With the report goes what was entered for it.
    if (next === '') setAdded(new Map())
    onText?.(next)
  }

  return (
    <div className="rpld-viewer" data-part="viewer">
      {!isLiveOnly && <PasteField text={pasted} problem={problem} isRead={reports.length > 0} onText={changeText} />}
      {reports.length > 1 && (
        <ReportTabs reports={reports} shown={shown?.key} onChoose={(key) => setChosen({ key, among })} />
      )}
      {shown && (
        <ReportView
          key={shown.key}
          reports={reports}
          shown={shown}
          identifiers={identifiers}
          added={added.get(shown.key) ?? NONE}
          onAdded={(all) => setAdded(new Map([...added, [shown.key, all]]))}
        />
      )}
      {isLiveOnly && !shown && <p data-part="hint">Nothing has been recorded yet.</p>}
    </div>
  )
}

function withLive(read: ReadReport[], report: DiagnosticsReport | null): ReadReport[] {
  if (!report) return read
  try {
    explain(report)
    return [{ key: 'live', report, integrity: null }, ...read]
  } catch {
    // What cannot be explained cannot be shown, and an app that is watched goes on.
    return read
  }
}
