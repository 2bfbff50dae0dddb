import { useState } from 'react'
import { usePlaidLink } from 'react-plaid-link-diagnostics'

/** An app that tells the person how it went. */
export function ConnectBank() {
  const [said, setSaid] = useState('')
  const { open, ready, error } = usePlaidLink({
    token: 'link-sandbox-1',
    onSuccess: () => setSaid('Your bank is connected.'),
    onExit: (error) => setSaid(error ? 'Your bank is not connected. Please try again.' : ''),
  })
  return (
    <>
      {ready && (
        <button type="button" onClick={() => open()}>
          Connect your bank
        </button>
      )}
      <p role="status">{error ? 'The bank window could not be loaded.' : said}</p>
    </>
  )
}
