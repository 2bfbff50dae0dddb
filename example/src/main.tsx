import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createDiagnostics, DiagnosticsProvider } from 'react-plaid-link-diagnostics'
import { callServer, ServerError } from './api.ts'
import { createEntryList } from './demo/entries.ts'
import { simulate } from './demo/play.ts'
import { readSettings } from './demo/settings.ts'
import { Story } from './demo/Story.tsx'
import { SetupProblem } from './SetupProblem.tsx'
import './style.css'

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
  if (isSimulated) simulate(settings)
  root.render(
    <StrictMode>
      <DiagnosticsProvider diagnostics={diagnostics}>
        <Story settings={settings} entries={entries} isSimulated={isSimulated} />
      </DiagnosticsProvider>
    </StrictMode>,
  )
} catch (error) {
  if (!(error instanceof ServerError)) throw error
  root.render(<SetupProblem problem={error.problem} />)
}
