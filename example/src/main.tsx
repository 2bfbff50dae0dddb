import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createDiagnostics, DiagnosticsProvider } from 'react-plaid-link-diagnostics'
import { installPlaidSimulator, type PlaidSimulator } from '../../src/simulator.ts'
import { App } from './App.tsx'
import { callServer, ServerError } from './api.ts'
import { DemoHint, DemoPanel } from './demo/DemoPanel.tsx'
import { createEntryList } from './demo/entries.ts'
import { readSettings, type Settings } from './demo/settings.ts'
import { SetupProblem } from './SetupProblem.tsx'
import './style.css'
import './demo/demo.css'

declare global {
  interface Window {
    /** For tests in a browser; undefined where the real Plaid is used. */
    plaidSimulator?: PlaidSimulator
  }
}

const settings = readSettings()
const entries = createEntryList()
const diagnostics = createDiagnostics({
  app: { name: 'Acme Money', version: '1.0.0' },
  storage: settings.storage,
  onEntry: entries.add,
})
const root = createRoot(document.getElementById('root') ?? document.body)

try {
  const { plaid } = await callServer('config')
  const isSimulated = plaid === 'stand-in'
  if (isSimulated) window.plaidSimulator = simulate(settings)
  root.render(
    <StrictMode>
      <DiagnosticsProvider diagnostics={diagnostics}>
        {isSimulated && <DemoHint settings={settings} />}
        <App
          asksForPhone={isSimulated && settings.scenario.startsWith('layer-')}
          onEnd={settings.leave ? () => location.assign('/') : undefined}
        />
        <DemoPanel settings={settings} entries={entries} isSimulated={isSimulated} />
      </DiagnosticsProvider>
    </StrictMode>,
  )
} catch (error) {
  if (!(error instanceof ServerError)) throw error
  root.render(<SetupProblem problem={error.problem} />)
}

/** Must be there before the first hook asks for Plaid's script. */
function simulate({ scenario, auto, pace, events, scrambled, newSessionId }: Settings): PlaidSimulator {
  return installPlaidSimulator({
    scenario,
    auto,
    pace,
    extraEvents: events,
    scrambled,
    newSessionIdOnReturn: newSessionId,
    bankPage: '/bank.html',
    // This is a demo, also where it is built.
    allowInProduction: true,
  })
}
