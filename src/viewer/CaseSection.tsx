import { useState } from 'react'
import type { CaseLine, ReportExplanation } from '../explain/explain.ts'
import { formatCase } from '../report/formatCase.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { CopyButton } from './CopyButton.tsx'
import { plain } from './plain.ts'
import { Row, SafeLink } from './Story.tsx'

interface CaseSectionProps {
  explanation: ReportExplanation
  report: DiagnosticsReport
}

/** What to give Plaid Support, with a button for each value and one for the text of the whole case. */
export function CaseSection({ explanation, report }: CaseSectionProps) {
  const { lines, error, asksFor, form, logUntil } = explanation.plaidCase
  const [isAll, setIsAll] = useState(false)
  const alone = lines.filter(isShownAlone)
  const shown = isAll ? alone : alone.filter(isAmongFirst)
  return (
    <section data-part="case">
      <div data-part="title-row">
        <h3>For a Plaid case</h3>
        {lines.length > 0 && (
          <CopyButton text={() => formatCase(report)} of={report}>
            Copy the case text
          </CopyButton>
        )}
      </div>
      {lines.length === 0 && <p>There is nothing here that Plaid could trace.</p>}
      <dl data-part="case-lines">
        {shown.map((line, index) => (
          <Line key={`${index} ${line.key}`} line={line} isCase={explanation.verdict.answer !== 'no'} />
        ))}
        {groupsOf(lines).map(({ what, note, keys }) => (
          <Row key={`${what} ${note}`} label={what}>
            <span data-part="case-value">
              {keys.map(plain).join(', ')}
              {note && <span data-part="note">({plain(note)})</span>}
            </span>
          </Row>
        ))}
        <Row label="error">{plain(error)}</Row>
        <Row label="Plaid asks for">{plain(asksFor)}</Row>
        <Row label="Case form">{form && <SafeLink to={form} />}</Row>
        <Row label="Plaid keeps its log until">{logUntil && `about ${plain(logUntil)}`}</Row>
      </dl>
      {shown.length < alone.length && (
        <button type="button" data-part="more" onClick={() => setIsAll(true)}>
          Show {alone.length - shown.length} more
        </button>
      )}
    </section>
  )
}

/** Of one identifier, the first say most. */
const FIRST_OF_KEY = 5

function isAmongFirst({ key }: CaseLine, place: number, lines: readonly CaseLine[]): boolean {
  return lines.slice(0, place).filter((line) => line.key === key).length < FIRST_OF_KEY
}

function Line({ line, isCase }: { line: CaseLine; isCase: boolean }) {
  const { value, note, giveFirst, missing, fingerprint, endpoint } = line
  const key = plain(line.key)
  const copied = plain(value || fingerprint)
  return (
    <div data-part="row" data-key={key} data-missing={missing || undefined}>
      <dt>{key}</dt>
      <dd>
        <span data-part="case-value">
          {value ? <code>{plain(value)}</code> : <span data-part="missing">{missing}</span>}
          {giveFirst && <strong data-part="first">{isCase ? 'give this first' : 'look at this first'}</strong>}
          {note && <span data-part="note">{plain(note)}</span>}
          {fingerprint && (
            <span data-part="note">
              fingerprint <code>{plain(fingerprint)}</code>
            </span>
          )}
          {endpoint && <span data-part="note">{plain(endpoint)}</span>}
        </span>
        {copied && <CopyButton text={copied} label={`Copy ${key} ${copied}`} />}
      </dd>
    </div>
  )
}

/** Those that lack their value, and of which there is nothing more to say, are told together. */
function isShownAlone({ missing, fingerprint, endpoint }: CaseLine): boolean {
  return !missing || missing === 'withheld' || fingerprint !== '' || endpoint !== ''
}

function groupsOf(lines: readonly CaseLine[]): { what: string; note: string; keys: string[] }[] {
  const groups = new Map<string, { what: string; note: string; keys: string[] }>()
  for (const line of lines) {
    if (isShownAlone(line)) continue
    const { key, missing, note } = line
    const name = `${missing} ${note}`
    const group = groups.get(name)
    if (group) group.keys.push(key)
    else
      groups.set(name, { what: missing === 'does not exist' ? 'Does not exist' : capital(missing), note, keys: [key] })
  }
  return [...groups.values()]
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
