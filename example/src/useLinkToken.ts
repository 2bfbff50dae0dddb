import { useCallback, useEffect, useState } from 'react'
import { callServer, ServerError, type Problem } from './api.ts'

/** The bank sent the person back here: Link has to go on with the link_token that it was left with. */
let cameBackWith = new URLSearchParams(location.search).has('oauth_state_id') ? location.href : undefined

export interface LinkToken {
  token: string | null
  /** For usePlaidLink; undefined unless the person has just come back from a bank's own page. */
  receivedRedirectUri: string | undefined
  /** What the server knows about this user, for `diagnostics.attach`. */
  identifiers: unknown
  problem: Problem | null
  /** A link_token is good for one connection, and for four hours. */
  renew(): void
}

/** As in Plaid's documentation of OAuth: the link_token waits in localStorage for the way back. */
export function useLinkToken(): LinkToken {
  const [wanted, setWanted] = useState(cameBackWith ? 0 : 1)
  const [receivedRedirectUri, setReceivedRedirectUri] = useState(cameBackWith)
  const [token, setToken] = useState(() => (cameBackWith ? localStorage.getItem('link_token') : null))
  const [identifiers, setIdentifiers] = useState<unknown>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  useEffect(() => {
    if (wanted === 0) return
    let isOutdated = false
    callServer('link-token').then(
      (answer) => {
        if (isOutdated || !answer.link_token) return
        localStorage.setItem('link_token', answer.link_token)
        setToken(answer.link_token)
        setReceivedRedirectUri(undefined)
        setIdentifiers(answer.identifiers)
      },
      (error: unknown) => {
        if (!isOutdated && error instanceof ServerError) setProblem(error.problem)
      },
    )
    return () => {
      isOutdated = true
    }
  }, [wanted])

  const renew = useCallback(() => {
    localStorage.removeItem('link_token')
    // A reload must not go back into Link with a return that is used up.
    if (cameBackWith) history.replaceState(null, '', location.pathname)
    cameBackWith = undefined
    setWanted((count) => count + 1)
  }, [])

  return { token, receivedRedirectUri, identifiers, problem, renew }
}
