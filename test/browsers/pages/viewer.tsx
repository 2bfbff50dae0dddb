import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createDiagnostics } from 'react-plaid-link-diagnostics'
import { ReportViewer } from 'react-plaid-link-diagnostics/viewer'
import 'react-plaid-link-diagnostics/viewer.css'

const diagnostics = createDiagnostics({ storage: 'memory' })
const noop = (): void => {}
const { onEvent } = diagnostics.instrument({ token: 'link-sandbox-1', onSuccess: noop, onExit: noop, onEvent: noop })
const isLive = location.search === '?live'
let show: (text: string) => void = noop
let count = 0

/** What the tests ask this page for. */
const page = {
  show: (text: string) => show(text),
  /** Records so many events in one task. */
  record(events: number) {
    for (let index = 0; index < events; index++) {
      const eventName = count++ === 0 ? 'OPEN' : 'TRANSITION_VIEW'
      const timestamp = new Date(Date.now() + count).toISOString()
      const metadata = { link_session_id: '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e', timestamp, view_name: 'CONSENT' }
      ;(onEvent as (name: string, metadata: object) => void)(eventName, metadata)
    }
  },
}

export type ViewerPage = typeof page

function App() {
  const [text, setText] = useState('')
  useEffect(() => {
    show = setText
  }, [])
  return isLive ? <ReportViewer diagnostics={diagnostics} /> : <ReportViewer text={text} onText={setText} />
}

const element = document.getElementById('app')
if (element) createRoot(element).render(<App />)

Object.assign(window, { page })
