import { useId, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useDiagnostics, type DiagnosticEntry } from 'react-plaid-link-diagnostics'
import { scenarioNamed, scenarios } from '../../../src/simulator.ts'
import type { EntryList } from './entries.ts'
import { keepSettings, urlOf, type Settings } from './settings.ts'

interface Props {
  settings: Settings
  entries: EntryList
  isSimulated: boolean
}

/** On a phone the controls are below the app. */
export function DemoHint({ settings }: { settings: Settings }) {
  const title = scenarioNamed(settings.scenario).title
  return (
    <a className="demo-hint" href="#demo">
      Demo: <b>{title}</b>
    </a>
  )
}

/** Not part of the app: what happens in Link, what is recorded, and a place to paste the report. */
export function DemoPanel({ settings: initial, entries, isSimulated }: Props) {
  const [settings, setSettings] = useState(initial)

  /** The choice has to hold after a reload too, as an answer to a consent banner has. */
  function keepStorage(storage: Settings['storage']): void {
    const next = { ...settings, storage }
    setSettings(next)
    keepSettings(next)
    if (location.search.includes('scenario=')) history.replaceState(null, '', urlOf(next))
  }

  return (
    <aside className="demo" id="demo" aria-labelledby="demo-title" tabIndex={-1}>
      <header>
        <h2 id="demo-title">Demo controls</h2>
        <p>Not part of the app.</p>
      </header>
      {isSimulated ? <Scenarios settings={settings} /> : <p>Link is Plaid’s own, in the Sandbox.</p>}
      <Inbox />
      <Recorder entries={entries} onStorage={keepStorage} />
    </aside>
  )
}

function Scenarios({ settings }: { settings: Settings }) {
  const name = useId()
  const change = (part: Partial<Settings>) => location.assign(urlOf({ ...settings, ...part }))
  return (
    <fieldset className="scenarios">
      <legend>What should happen in Link?</legend>
      {scenarios.map((scenario) => (
        <label key={scenario}>
          <input
            type="radio"
            name={name}
            value={scenario}
            checked={scenario === settings.scenario}
            onChange={() => change({ scenario })}
          />
          <span>
            {scenarioNamed(scenario).title}
            {scenario === settings.scenario && <small>{scenarioNamed(scenario).about}</small>}
          </span>
        </label>
      ))}
      <Toggle checked={settings.auto} onChange={(auto) => change({ auto })}>
        Link plays itself
      </Toggle>
      <Toggle checked={settings.leave} onChange={(leave) => change({ leave })}>
        The app leaves the page the moment Link ends
      </Toggle>
    </fieldset>
  )
}

interface ToggleProps {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
}

function Toggle({ checked, onChange, children }: ToggleProps) {
  return (
    <label className="toggle">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{children}</span>
    </label>
  )
}

const MODES = ['device', 'memory', 'off'] as const

function Recorder({ entries, onStorage }: { entries: EntryList; onStorage: (mode: Settings['storage']) => void }) {
  const name = useId()
  const diagnostics = useDiagnostics()
  const { storage, problem } = useSyncExternalStore(diagnostics.store.subscribe, diagnostics.store.getState)
  const list = useSyncExternalStore(entries.subscribe, entries.read)

  function forget(): void {
    entries.clear()
    void diagnostics.clear()
  }

  return (
    <section>
      <fieldset className="modes">
        <legend>Where is it kept?</legend>
        {MODES.map((mode) => (
          <label key={mode}>
            <input
              type="radio"
              name={name}
              checked={mode === storage}
              onChange={() => {
                onStorage(mode)
                void diagnostics.setStorage(mode)
              }}
            />
            <span>{mode}</span>
          </label>
        ))}
      </fieldset>
      {problem && <p className="storage-problem">{problem}</p>}
      <h3 id={`${name}-list`}>Recorded on this page</h3>
      {list.length === 0 ? (
        <p className="empty">Nothing yet.</p>
      ) : (
        <ol className="entries" tabIndex={0} aria-labelledby={`${name}-list`}>
          {list.map((entry) => (
            <li key={entry.sequence}>{sentenceOf(entry)}</li>
          ))}
        </ol>
      )}
      <button type="button" className="small-button" onClick={forget}>
        Forget everything
      </button>
    </section>
  )
}

function sentenceOf(entry: DiagnosticEntry): string {
  const { type, eventName, viewName, errorCode, exitStatus, requestId, identifiers } = entry
  const parts = [type === 'onEvent' ? eventName : type, viewName, errorCode, exitStatus, requestId]
  for (const identifier of identifiers ?? []) parts.push(identifier.key)
  return parts.filter((part) => part !== undefined).join(' · ')
}

function Inbox() {
  const id = useId()
  const [text, setText] = useState('')
  return (
    <section className="inbox">
      <label htmlFor={id}>What support gets</label>
      <textarea
        id={id}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPaste={({ currentTarget: field }) => {
          // A report is read from its beginning, and a paste ends at its end.
          requestAnimationFrame(() => field.scrollTo({ top: 0 }))
        }}
        placeholder="Press Copy diagnostics, then paste here."
        rows={text === '' ? 4 : 24}
        spellCheck={false}
      />
      {text !== '' && (
        <p className="empty">
          {text.length.toLocaleString('en')} characters, {text.split('\n').length} lines
        </p>
      )}
    </section>
  )
}
