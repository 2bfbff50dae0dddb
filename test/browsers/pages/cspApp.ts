import { createElement, type ReactElement } from 'react'
import type * as Package from 'react-plaid-link-diagnostics'

/** The same on the server and in the browser, each with the package as it is there. */
export function createApp(given: Pick<typeof Package, 'usePlaidLink' | 'CopyDiagnostics'>): () => ReactElement {
  return function App() {
    const { open } = given.usePlaidLink({ token: 'link-sandbox-1', onSuccess() {} })
    const connect = createElement('button', { type: 'button', onClick: () => open() }, 'Connect')
    return createElement('main', null, connect, createElement(given.CopyDiagnostics))
  }
}
