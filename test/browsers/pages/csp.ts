import { createElement } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { CopyDiagnostics, createDiagnostics, DiagnosticsProvider, usePlaidLink } from 'react-plaid-link-diagnostics'
import { createApp } from './cspApp.ts'

interface TrustedTypes {
  createPolicy(name: string, policy: { createScriptURL(url: string): string }): unknown
}

/** What the tests ask this page for. */
const page = {
  violations: [] as string[],
  hydrationErrors: [] as string[],
  /** Plays a failed session, so that the button has something to say, and reads it. */
  async play() {
    const { onEvent, onExit } = diagnostics.instrument({ onEvent: ignore, onExit: ignore })
    onEvent('OPEN', { link_session_id: 'session-1' })
    onExit({ error_type: 'ITEM_ERROR', error_code: 'INVALID_CREDENTIALS' }, { link_session_id: 'session-1' })
    await diagnostics.flush()
    return (await diagnostics.report()).completeness.storage
  },
}

export type CspPage = typeof page

Object.assign(window, { page })

function ignore(..._args: unknown[]): void {}

document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
  page.violations.push(`${violatedDirective} ${blockedURI} ${sample}`)
})

// What react-plaid-link needs under Trusted Types: it sets the address of Plaid's script as a text.
const { trustedTypes } = window as unknown as { trustedTypes?: TrustedTypes }
trustedTypes?.createPolicy('default', {
  createScriptURL(url) {
    if (new URL(url, location.href).origin === 'https://cdn.plaid.com') return url
    throw new TypeError(`No script of ${url}`)
  },
})

const diagnostics = createDiagnostics({ name: `csp-${location.pathname}` })
const App = createApp({ usePlaidLink, CopyDiagnostics })
const app = createElement(DiagnosticsProvider, { diagnostics }, createElement(App))
const root = document.querySelector('#app')
if (root?.hasChildNodes()) {
  hydrateRoot(root, app, { onRecoverableError: (error) => void page.hydrationErrors.push(String(error)) })
} else if (root) createRoot(root).render(app)
