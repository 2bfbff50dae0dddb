import { useEffect, useMemo, useRef, useState } from 'react'
import type { PlaidIdentifier } from '../entry/fields.ts'
import { completeReport } from '../report/complete.ts'
import { formatReport } from '../report/format.ts'
import { formatCase } from '../report/formatCase.ts'
import type { LinkSession } from '../session/report.ts'
import { About } from './About.tsx'
import { AddFromServer } from './AddFromServer.tsx'
import { CaseSection } from './CaseSection.tsx'
import { CopyButton } from './CopyButton.tsx'
import { EntryTable } from './EntryTable.tsx'
import { Findings } from './Findings.tsx'
import { sessionKey } from './lane.ts'
import type { Place } from './places.ts'
import { explainOr, isSimulated, toLanes, type ReadReport } from './read.ts'
import { Story } from './Story.tsx'
import { focusMark, Timeline } from './Timeline.tsx'
import { useAfterPaint } from './useAfterPaint.ts'

interface ReportViewProps {
  reports: readonly ReadReport[]
  shown: ReadReport
  /** What the host knows. */
  identifiers: readonly PlaidIdentifier[]
  /** What was entered here. */
  added: readonly PlaidIdentifier[]
  onAdded(identifiers: readonly PlaidIdentifier[]): void
}

/** So many entries are drawn at once; of more, the first lanes are seen first. */
const AT_ONCE = 150
const LANES_AT_FIRST = 1

/** One report in full, and the sessions of all. */
export function ReportView({ reports, shown, identifiers, added, onAdded }: ReportViewProps) {
  const { report, explanation } = useMemo(
    () => completed(shown.report, [...identifiers, ...added]),
    [shown.report, identifiers, added],
  )
  const lanes = useMemo(
    () => toLanes(reports.map(({ key, report: other }) => ({ key, report: key === shown.key ? report : other }))),
    [reports, shown.key, report],
  )
  const about = report.sessions[Math.max(0, explanation.plaidCase.session)]
  const isPainted = useAfterPaint()
  const isWhole = isPainted || lanes.reduce((sum, { marks }) => sum + marks.length, 0) <= AT_ONCE
  const [chosen, setChosen] = useState<string | null>(null)
  const [isZoomed, setIsZoomed] = useState(false)
  const [active, setActive] = useState<Place | null>(null)
  const root = useRef<HTMLDivElement>(null)
  const [wanted, setWanted] = useState<Place | null>(null)

  const aboutKey = about ? sessionKey(about) : ''
  const focus = lanes.find(({ key }) => key === chosen) ?? lanes.find(({ key }) => key === aboutKey)
  const focusKey = focus?.key ?? ''
  // Of a session that is only in another report, that report tells the case.
  const ownId = report.sessions.includes(focus?.session as LinkSession) && focus?.session.linkSessionId

  // An evidence's mark may have to be drawn first.
  useEffect(() => {
    if (wanted) focusMark(root.current, wanted)
  }, [wanted])

  function zoom(lane: string | null): void {
    if (lane !== null) setChosen(lane)
    setIsZoomed(lane !== null)
  }

  function show(place: Place): void {
    if (isZoomed || place.lane !== focusKey) zoom(place.lane)
    setActive(place)
    setWanted(place)
  }

  return (
    <div ref={root} data-part="report-view">
      <Story code={report.code} explanation={explanation} integrity={shown.integrity} isSimulated={isSimulated(report)}>
        <p data-part="actions">
          <CopyButton text={() => formatReport(report)} of={report}>
            {added.length + identifiers.length > 0 ? 'Copy the completed report' : 'Copy the report'}
          </CopyButton>
        </p>
      </Story>
      <CaseSection explanation={explanation} report={report} />
      <Findings report={report} explanation={explanation} lanes={lanes} onShow={show} />
      {lanes.length > 0 && (
        <Timeline
          lanes={lanes}
          focus={focusKey}
          isZoomed={isZoomed}
          active={active}
          most={isWhole ? Infinity : LANES_AT_FIRST}
          withCodes={reports.length > 1}
          onActive={setActive}
          onZoom={zoom}
        />
      )}
      <AddFromServer
        lines={explanation.plaidCase.lines}
        count={added.length}
        onAdd={(more) => onAdded([...added, ...more])}
        onRemove={() => onAdded([])}
      />
      <About report={report} />
      {focus && isWhole && (
        <section data-part="entries">
          <div data-part="title-row">
            <h3>Entries</h3>
            {ownId && focus.key !== aboutKey && (
              <CopyButton text={() => formatCase(report, { linkSessionId: ownId })} of={focus}>
                Copy the case text of this session
              </CopyButton>
            )}
          </div>
          <EntryTable key={focus.key} lane={focus} number={lanes.indexOf(focus) + 1} />
        </section>
      )}
    </div>
  )
}

function completed(before: ReadReport['report'], identifiers: readonly PlaidIdentifier[]) {
  const { plaidCase } = explainOr(before, before)
  const linkSessionId = before.sessions[plaidCase.session]?.linkSessionId
  const report =
    identifiers.length > 0
      ? completeReport(before, [...identifiers], linkSessionId ? { linkSessionId } : undefined)
      : before
  return { report, explanation: explainOr(report, before) }
}
