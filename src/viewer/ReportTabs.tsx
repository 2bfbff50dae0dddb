import { toUtc } from '../entry/time.ts'
import { plain } from './plain.ts'
import type { ReadReport } from './read.ts'

interface ReportTabsProps {
  reports: readonly ReadReport[]
  shown: string | undefined
  onChoose(key: string): void
}

/** Which of several reports is told about; the timeline has the sessions of all. */
export function ReportTabs({ reports, shown, onChoose }: ReportTabsProps) {
  return (
    <div data-part="reports" role="group" aria-label="Reports">
      {reports.map(({ key, report, integrity }) => (
        <button key={key} type="button" data-part="report" aria-pressed={key === shown} onClick={() => onChoose(key)}>
          {integrity === null ? 'Live' : plain(report.code)}
          <span data-part="note">
            {integrity !== null && ` copied ${toUtc(Date.parse(report.createdAt)) || 'at an unknown time'}`}
          </span>
        </button>
      ))}
    </div>
  )
}
