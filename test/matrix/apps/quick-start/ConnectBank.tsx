'use client' // for Next's App Router

import { CopyDiagnostics, usePlaidLink } from 'react-plaid-link-diagnostics'
import { installPlaidSimulator } from 'react-plaid-link-diagnostics/simulator'

// Plays Plaid Link, so that you see it work without an account. Take it out before you ship.
if (typeof window !== 'undefined') installPlaidSimulator({ scenario: 'wrong-password', allowInProduction: true })

export function ConnectBank() {
  const { open, ready } = usePlaidLink({
    token: 'link-sandbox-1', // yours comes from your server
    onSuccess: (publicToken) => console.log(publicToken), // yours goes there
  })
  return (
    <>
      <button disabled={!ready} onClick={() => open()}>
        Connect your bank
      </button>
      <CopyDiagnostics />
    </>
  )
}
