import { useEffect, useMemo, useState } from 'react'
import { useDiagnostics, type DiagnosticsReport, type PlaidIdentifier } from 'react-plaid-link-diagnostics'
import { explainReport, parseReport } from 'react-plaid-link-diagnostics/report'
import { scenarioFromReport, testFromReport, type Scenario } from 'react-plaid-link-diagnostics/simulator'
import { ReportViewer } from 'react-plaid-link-diagnostics/viewer'
import 'react-plaid-link-diagnostics/viewer.css'
import { callServer } from '../api.ts'
import { Step } from './Step.tsx'

interface DeskProps {
  /** What the user has copied, or somebody has pasted. */
  text: string
  onText: (text: string) => void
  isNow: boolean
  /** Something was recorded: shown as it happens, until there is a text. */
  isLive: boolean
  /** Undefined where Link is Plaid's own. */
  onReplay: ((scenario: Scenario) => void) | undefined
}

/** Another page in a real company: who works there gets the text, and what the app's server knows. */
export function Desk({ text, onText, isNow, isLive, onReplay }: DeskProps) {
  const diagnostics = useDiagnostics()
  const pasted = useMemo(() => read(text), [text])
  const identifiers = useServerIdentifiers(pasted)
  const showsLive = text === '' && isLive

  return (
    <Step number={3} id="desk" title="Support sees this" isNow={isNow}>
      {sentenceOf(pasted, showsLive, identifiers)}
      <div className="desk">
        {pasted && <Tools {...pasted} onReplay={onReplay} />}
        <ReportViewer text={text} onText={onText} identifiers={identifiers} {...(showsLive && { diagnostics })} />
      </div>
    </Step>
  )
}

function sentenceOf(pasted: Pasted | null, showsLive: boolean, identifiers: readonly PlaidIdentifier[]): string {
  if (showsLive) return 'Live, as it is recorded. Once the user copies, it is their report.'
  if (!pasted) return 'It fills by itself as soon as you play. A report of your own can be pasted too.'
  if (identifiers.length === 0) return 'As it was copied.'
  const keys = [...new Set(identifiers.map(({ key }) => key))]
  return `As it was copied, completed by Acme’s server: ${keys.join(', ')}.`
}

interface Pasted {
  report: DiagnosticsReport
  /** The session that the case is about. */
  session: number
}

function read(text: string): Pasted | null {
  try {
    const { report } = parseReport(text)
    const session = Math.max(0, explainReport(report).plaidCase.session)
    return report.sessions[session] ? { report, session } : null
  } catch {
    // The viewer says what is wrong with it.
    return null
  }
}

const NONE: readonly PlaidIdentifier[] = []

/** What the app's server has noted for the link_token of the report, of which the report has the fingerprint. */
function useServerIdentifiers(pasted: Pasted | null): readonly PlaidIdentifier[] {
  const [known, setKnown] = useState({ linkToken: '', identifiers: NONE })
  const linkToken = pasted?.report.sessions[pasted.session]?.linkTokenFingerprint ?? ''

  useEffect(() => {
    if (linkToken === '') return undefined
    let isOutdated = false
    callServer('identifiers', { link_token: linkToken }).then(
      ({ identifiers = [] }) => {
        if (!isOutdated) setKnown({ linkToken, identifiers })
      },
      () => {
        // The report is as good as it was without it.
      },
    )
    return () => {
      isOutdated = true
    }
  }, [linkToken])

  return known.linkToken === linkToken ? known.identifiers : NONE
}

const RUNNERS = ['vitest', 'jest'] as const

/** What a developer does with a report: see it happen in the app, and hold it by a test. */
function Tools({ report, session, onReplay }: Pasted & { onReplay: DeskProps['onReplay'] }) {
  const [runner, setRunner] = useState<'vitest' | 'jest'>('vitest')
  const [isShown, setIsShown] = useState(false)
  const source = useMemo(
    () =>
      isShown
        ? testFromReport(report, { session, runner, component: { name: 'ConnectBank', from: './ConnectBank' } })
        : '',
    [isShown, report, session, runner],
  )
  return (
    <div className="tools">
      {onReplay && (
        <button type="button" onClick={() => onReplay(scenarioFromReport(report, session))}>
          Play this again in the app
        </button>
      )}
      <button type="button" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
        Write it as a test
      </button>
      {isShown && (
        <div className="written">
          <fieldset>
            <legend>Test file for</legend>
            {RUNNERS.map((name) => (
              <label key={name}>
                <input type="radio" name="runner" checked={name === runner} onChange={() => setRunner(name)} />
                {name}
              </label>
            ))}
          </fieldset>
          <textarea aria-label="Test file" value={source} rows={14} readOnly spellCheck={false} />
        </div>
      )}
    </div>
  )
}
