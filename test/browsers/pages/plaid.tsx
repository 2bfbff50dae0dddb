import { createRoot } from 'react-dom/client'
import { CopyDiagnostics, createDiagnostics, DiagnosticsProvider, usePlaidLink } from 'react-plaid-link-diagnostics'
import { installPlaidSimulator, type ScenarioName } from 'react-plaid-link-diagnostics/simulator'
import { settle } from './database.ts'

/** An app with react-plaid-link's own loader. `name`: the database; `scenario`: of the simulator, in the place of Plaid. */
const wanted = new URLSearchParams(location.search)
const name = wanted.get('name') ?? 'plaid'
const scenario = wanted.get('scenario')

if (scenario) {
  // A script that is slow, by eight seconds, comes when the test lets it.
  const start = window.setTimeout
  Object.assign(window, {
    setTimeout: (run: () => void, ms = 0, ...args: unknown[]) =>
      ms === 8000 ? ((page.letCome = run), 0) : start(run, ms, ...args),
  })
  installPlaidSimulator({ scenario: scenario as ScenarioName, auto: true, pace: 1, allowInProduction: true })
}

const diagnostics = createDiagnostics({ name })
let exit: () => void = () => {}

/** What the tests ask this page for. */
const page = {
  /** What became of Plaid's script: `load` or `error`. */
  script: '',
  isReady: false,
  hasError: false,
  calls: [] as string[],
  exit: () => exit(),
  letCome: () => {},
  flush: () => diagnostics.flush(),
  report: () => diagnostics.report(),
  deleteDatabase: () => settle(indexedDB.deleteDatabase(name)),
}

export type PlaidPage = typeof page

Object.assign(window, { page })

for (const type of ['load', 'error']) {
  const note = ({ target }: Event) =>
    target instanceof HTMLScriptElement && target.src.includes('plaid.com') && (page.script = type)
  document.addEventListener(type, note, true)
}

function App() {
  const link = usePlaidLink({
    token: 'link-sandbox-af1a0311-da53-4636-b754-dd15cc058176',
    onSuccess: () => page.calls.push('onSuccess'),
    onExit: () => page.calls.push('onExit'),
    onEvent: (eventName) => page.calls.push(eventName),
    onLoad: () => page.calls.push('onLoad'),
  })
  // oxlint-disable react/globals, react/immutability -- the test asks the page for it
  exit = link.exit
  Object.assign(page, { isReady: link.ready, hasError: link.error !== null })
  return (
    <main>
      <button type="button" id="connect" onClick={() => link.open()}>
        Connect
      </button>
      <CopyDiagnostics />
    </main>
  )
}

createRoot(document.querySelector('#app') as Element).render(
  <DiagnosticsProvider diagnostics={diagnostics}>
    <App />
  </DiagnosticsProvider>,
)
