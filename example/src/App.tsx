import { CopyDiagnostics } from 'react-plaid-link-diagnostics'
import { ConnectBank } from './ConnectBank.tsx'

export function App({ asksForPhone, onEnd }: { asksForPhone: boolean; onEnd?: (() => void) | undefined }) {
  return (
    <div className="app">
      <header className="top">
        <a className="brand" href="/">
          <Logo />
          Acme Money
        </a>
        <span className="avatar" role="img" aria-label="Signed in as Sam">
          S
        </span>
      </header>
      <main>
        <ConnectBank asksForPhone={asksForPhone} onEnd={onEnd} />
        <section className="card help" aria-labelledby="help-title">
          <h2 id="help-title">Help</h2>
          <CopyDiagnostics className="button" />
        </section>
      </main>
    </div>
  )
}

function Logo() {
  return (
    <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="var(--brand)" />
      <path
        d="M8 22 16 9l8 13"
        fill="none"
        stroke="#fff"
        strokeWidth="3.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
