import type { ReactNode } from 'react'
import { PlaidEmbeddedLink, PlaidLink, usePlaidLink } from 'react-plaid-link-diagnostics'
import { TOKEN } from './constants.ts'

export function Hook(): ReactNode {
  const { ready, error } = usePlaidLink({ token: TOKEN, onSuccess: () => {} })
  return <p>{error ? 'failed' : ready ? 'ready' : 'loading'}</p>
}

/** An app that has each of them. */
export function DropIns(): ReactNode {
  return (
    <>
      <Hook />
      <PlaidLink token={TOKEN} onSuccess={() => {}}>
        Connect
      </PlaidLink>
      <PlaidEmbeddedLink token={TOKEN} onSuccess={() => {}} />
    </>
  )
}
