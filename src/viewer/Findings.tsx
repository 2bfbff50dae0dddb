import type { Finding, FindingRole, ReportExplanation } from '../explain/explain.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { sessionKey, type Lane } from './lane.ts'
import { plain } from './plain.ts'
import { Row } from './Story.tsx'
import type { Place } from './places.ts'
import { toSeconds } from './words.ts'

interface FindingsProps {
  report: DiagnosticsReport
  explanation: ReportExplanation
  lanes: readonly Lane[]
  onShow(place: Place): void
}

const MAX_FINDINGS = 30
const MAX_PLACES = 8
/** What the user can try is said in the story. */
const TOLD_ABOVE: readonly FindingRole[] = ['cause', 'earlier-cause']

/** What explains it, the cause first, each with the entries in which it is seen. What is told above is not said again. */
export function Findings({ report, explanation, lanes, onShow }: FindingsProps) {
  const { findings, why } = explanation
  return (
    <section data-part="findings">
      <h3>Findings</h3>
      {findings.length === 0 && <p>None.</p>}
      <ul>
        {findings.slice(0, MAX_FINDINGS).map((finding, index) => (
          <li key={`${index} ${finding.code}`} data-part="finding" data-code={finding.code}>
            <p>
              <strong>{plain(finding.seen)}</strong> <code data-part="finding-code">{plain(finding.code)}</code>
            </p>
            <dl data-part="facts">
              <Row label="Means">{finding.means !== why && plain(finding.means)}</Row>
              <Row label="User can try">{!TOLD_ABOVE.includes(finding.role) && plain(finding.userCanTry)}</Row>
              <Row label="Developers">{plain(finding.developer)}</Row>
            </dl>
            <Evidence report={report} finding={finding} lanes={lanes} onShow={onShow} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface EvidenceProps extends Omit<FindingsProps, 'explanation'> {
  finding: Finding
}

function Evidence({ report, finding, lanes, onShow }: EvidenceProps) {
  const places = finding.evidence.flatMap(({ session: index, entries }) => {
    const session = report.sessions[index]
    const lane = session && lanes.find(({ key }) => key === sessionKey(session))
    if (!lane) return []
    return entries.flatMap((entry) => {
      const mark = lane.marks.findIndex(({ index }) => index === entry)
      const { name, at } = lane.marks[mark] ?? {}
      return name === undefined || at === undefined ? [] : { lane: lane.key, mark, name, at, number: index + 1 }
    })
  })
  if (places.length === 0) return null
  const rest = places.length - MAX_PLACES
  return (
    <p data-part="evidence">
      Seen in{' '}
      {places.slice(0, MAX_PLACES).map(({ lane, mark, name, at, number }) => (
        <button key={`${lane} ${mark}`} type="button" data-part="evidence-link" onClick={() => onShow({ lane, mark })}>
          {report.sessions.length > 1 && `session ${number}, `}
          {plain(name)} at {toSeconds(at)}
        </button>
      ))}
      {rest > 0 && ` and ${rest} more`}
    </p>
  )
}
