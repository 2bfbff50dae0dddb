import { useEffect, useState } from 'react'
import { CopyDiagnostics, PlaidLink, usePlaidLink } from 'react-plaid-link-diagnostics'

/** An app as there are many: a button of its own, react-plaid-link's button, and ours. */
export function App() {
  const [linked, setLinked] = useState('')
  return (
    <main>
      <Connect onLinked={setLinked} />
      <PlaidLink token="link-sandbox-2" onSuccess={(publicToken) => setLinked(publicToken)}>
        Connect another
      </PlaidLink>
      <p>{linked ? `linked ${linked}` : 'not linked'}</p>
      <CopyDiagnostics />
    </main>
  )
}

function Connect({ onLinked }) {
  const result = usePlaidLink({ token: 'link-sandbox-1', onSuccess: onLinked })
  const { open, ready } = result ?? {}
  useEffect(() => {
    document.title = ready ? 'Ready' : 'Wait'
  }, [ready])
  return (
    <button type="button" disabled={!ready} onClick={() => open()}>
      Connect a bank
    </button>
  )
}
