import type { ReactNode } from 'react'
import { CopyDiagnostics, type CopyDiagnosticsProps } from 'react-plaid-link-diagnostics'
import 'react-plaid-link-diagnostics/styles.css'

/** A screen of the app. */
export function Screen({ children }: { children: ReactNode }) {
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
      {children}
    </div>
  )
}

/** Where the app's users ask for help: all that it takes is the button. */
export function Help({ onCopy, support }: Pick<CopyDiagnosticsProps, 'onCopy' | 'support'>) {
  return (
    <section className="help" aria-labelledby="help-title">
      <h3 id="help-title">Help</h3>
      <CopyDiagnostics onCopy={onCopy} support={support} />
    </section>
  )
}

function Logo() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
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
