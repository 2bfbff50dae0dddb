import { useId, useSyncExternalStore } from 'react'
import { useDiagnostics, type DiagnosticEntry } from 'react-plaid-link-diagnostics'
import type { EntryList } from './entries.ts'
import type { Settings } from './settings.ts'

interface BehindProps {
  entries: EntryList
  settings: Settings
  onChange: (part: Partial<Settings>) => void
  onForget: () => void
}

const MODES = ['device', 'memory', 'off'] as const

/** Not part of the app: where things are kept, and what was. */
export function Behind({ entries, settings, onChange, onForget }: BehindProps) {
  const name = useId()
  const diagnostics = useDiagnostics()
  const { storage, problem } = useSyncExternalStore(diagnostics.store.subscribe, diagnostics.store.getState)
  const list = useSyncExternalStore(entries.subscribe, entries.read)

  function forget(): void {
    entries.clear()
    onForget()
    void diagnostics.clear()
  }

  return (
    <aside className="behind" aria-labelledby={`${name}-title`}>
      <h2 id={`${name}-title`}>Behind the scenes</h2>
      <div>
        <fieldset className="modes">
          <legend>Where is it kept?</legend>
          {MODES.map((mode) => (
            <label key={mode}>
              <input
                type="radio"
                name={name}
                checked={mode === storage}
                onChange={() => {
                  // The choice has to hold after a reload too, as an answer to a consent banner has.
                  onChange({ storage: mode })
                  void diagnostics.setStorage(mode)
                }}
              />
              <span>{mode}</span>
            </label>
          ))}
        </fieldset>
        {problem && <p className="storage-problem">{problem}</p>}
        <label className="toggle">
          <input
            type="checkbox"
            checked={settings.leave}
            onChange={(event) => onChange({ leave: event.target.checked })}
          />
          The app leaves the page the moment Link ends
        </label>
        <button type="button" onClick={forget}>
          Forget everything
        </button>
      </div>
      <div>
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
      </div>
    </aside>
  )
}

function sentenceOf(entry: DiagnosticEntry): string {
  const { type, eventName, viewName, errorCode, exitStatus, requestId, identifiers } = entry
  const parts = [type === 'onEvent' ? eventName : type, viewName, errorCode, exitStatus, requestId]
  for (const identifier of identifiers ?? []) parts.push(identifier.key)
  return parts.filter((part) => part !== undefined).join(' · ')
}
