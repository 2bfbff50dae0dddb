import { formatReport } from 'react-plaid-link-diagnostics/report'
import { createRoot } from 'react-dom/client'
import { CopyDiagnostics, createDiagnostics, type Diagnostics, DiagnosticsProvider } from 'react-plaid-link-diagnostics'
import { check, pause, seed } from '../plaid.ts'

const make = (): Diagnostics => createDiagnostics({ app: { name: 'Acme Money', version: '4.12.0' } })
const diagnostics = make()
/** A text as long as the one that the button copies. */
const text = formatReport(await diagnostics.report())
let copied = ''

/** Counted, so that an answer belongs to its press. */
let presses = 0
let answers = 0
let asked = 0
let pressedAt = 0
let took = 0

addEventListener(
  'click',
  ({ timeStamp }) => {
    presses++
    pressedAt = timeStamp
  },
  { capture: true },
)
new MutationObserver((changes) => {
  for (const { target } of changes) {
    if (!(target instanceof HTMLButtonElement) || target.dataset['state'] !== 'copied') continue
    took = performance.now() - pressedAt
    answers++
  }
}).observe(document.body, { attributeFilter: ['data-state'], subtree: true })

async function copyBare({ currentTarget: button }: { currentTarget: HTMLButtonElement }): Promise<void> {
  button.dataset['state'] = 'copying'
  await navigator.clipboard.writeText(text)
  button.dataset['state'] = 'copied'
}

createRoot(document.querySelector('#app') as Element).render(
  <DiagnosticsProvider diagnostics={diagnostics}>
    <p>
      <button id="bare" onClick={(event) => void copyBare(event)}>
        Copy
      </button>
    </p>
    <CopyDiagnostics id="ours" onCopy={(_, text) => (copied = text)} />
  </DiagnosticsProvider>,
)

/** From the last press, which the browser was told to make, until the button says that it has copied. Milliseconds. */
async function pressed(): Promise<number> {
  asked++
  for (let waited = 0; answers < asked && waited < 5000; waited += 5) await pause(5)
  check(answers === asked && presses === asked, `${presses} presses and ${answers} answers, not ${asked}`)
  return took
}

export const samples = {
  prepare: (sessions: number, entries: number) => seed(make, sessions, entries),
  pressed,
  /** Whether a paste has brought what the button copied last. */
  isCopied: (pasted: string) => Number(copied !== '' && pasted === copied),
}
