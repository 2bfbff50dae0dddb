import { scenarioNamed, scenarios, type ScenarioName } from 'react-plaid-link-diagnostics/simulator'
import type { Settings } from './settings.ts'
import type { Phase } from './Step.tsx'

/** Those that tell most; all others are behind them. */
const TELLING: readonly { scenario: ScenarioName; title: string }[] = [
  { scenario: 'wrong-password', title: 'Wrong password' },
  { scenario: 'institution-down', title: 'Bank is down' },
  { scenario: 'oauth-abandoned', title: 'Never came back' },
  { scenario: 'script-blocked', title: 'Plaid is blocked' },
  { scenario: 'deposits-same-day', title: 'Connected, not done' },
]

const FIRST: ScenarioName = 'institution-down'

interface PlayProps {
  settings: Settings
  /** Undefined where Link is Plaid's own. */
  onPlay: ((part: Partial<Settings>) => void) | undefined
}

/** What this page is, and the button that plays it. */
export function Intro({ settings, onPlay, onChange }: PlayProps & { onChange: (part: Partial<Settings>) => void }) {
  const isByHand = settings.byHand
  const play = (scenario: ScenarioName) => onPlay?.({ scenario, replay: null, auto: !isByHand })
  const isCurrent = (scenario: ScenarioName) => settings.replay === null && settings.scenario === scenario
  return (
    <header className="intro">
      <div>
        <p className="package">react-plaid-link-diagnostics</p>
        <h1>A bank does not link. What does support get to see?</h1>
        <p className="lead">
          Plaid Support asks for ids that only the user’s browser has had. This bank app keeps them, and its users copy
          them in one press. See it in ten seconds.
        </p>
      </div>
      {onPlay ? (
        <div className="plays">
          <button type="button" className="play" onClick={() => play(FIRST)}>
            <PlayIcon />
            Play: a bank fails
          </button>
          <ul className="telling" aria-label="Other stories">
            {TELLING.map(({ scenario, title }) => (
              <li key={scenario}>
                <button type="button" aria-pressed={isCurrent(scenario)} onClick={() => play(scenario)}>
                  {title}
                </button>
              </li>
            ))}
          </ul>
          <details className="all">
            <summary>All {scenarios.length} stories</summary>
            <label className="toggle">
              <input
                type="checkbox"
                checked={isByHand}
                onChange={(event) => onChange({ byHand: event.target.checked })}
              />
              I click through Link myself
            </label>
            <ul>
              {scenarios.map((scenario) => (
                <li key={scenario}>
                  <button type="button" aria-pressed={isCurrent(scenario)} onClick={() => play(scenario)}>
                    <span>{scenarioNamed(scenario).title}</span>
                    <code>{scenario}</code>
                  </button>
                </li>
              ))}
            </ul>
          </details>
        </div>
      ) : (
        <p className="plays">Connect a bank below. Link is Plaid’s own, in the Sandbox: user_good, pass_good.</p>
      )}
    </header>
  )
}

const SAID: Record<Phase, string> = {
  idle: 'Press play.',
  playing: 'Link is open. What it says is kept.',
  ended: 'You are the user: press “Copy diagnostics”.',
  copied: 'Copied. Support sees it, completed.',
}

/** On a phone it stays in sight, so that the controls are near. */
export function StoryBar({ phase, settings, onPlay }: PlayProps & { phase: Phase }) {
  return (
    <nav className="bar" aria-label="Story">
      {onPlay && (
        <button
          type="button"
          className="play"
          aria-label="Play again"
          onClick={() => onPlay({ auto: !settings.byHand })}
        >
          <PlayIcon />
        </button>
      )}
      <p role="status">{SAID[phase]}</p>
      <ol>
        {(['connect', 'help', 'desk'] as const).map((id, index) => (
          <li key={id}>
            <a
              href={`#${id}`}
              aria-label={`Step ${index + 1}`}
              aria-current={STEP_OF[phase] === id ? 'step' : undefined}
            >
              {index + 1}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

const STEP_OF: Record<Phase, 'connect' | 'help' | 'desk'> = {
  idle: 'connect',
  playing: 'connect',
  ended: 'help',
  copied: 'desk',
}

function PlayIcon() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M4 2.5v11l9-5.5z" fill="currentColor" />
    </svg>
  )
}
