import { createContext, useContext, createElement, type ReactNode } from 'react'
import { createDiagnostics, type Diagnostics } from '../recorder/diagnostics.ts'

const DiagnosticsContext = createContext<Diagnostics | null>(null)

/** Made at first use in a browser; on a server nothing is shared between requests. */
let shared: Diagnostics | undefined

/** Gives its children a recorder of your own: another name, an `app`, consent, `onEntry`. */
export function DiagnosticsProvider({
  diagnostics,
  children,
}: {
  diagnostics: Diagnostics
  children?: ReactNode
}): ReactNode {
  return createElement(DiagnosticsContext.Provider, { value: diagnostics }, children)
}

/** The recorder of the nearest provider, or the one that all share without a provider. */
export function useDiagnostics(): Diagnostics {
  const provided = useContext(DiagnosticsContext)
  if (provided) return provided
  return typeof window === 'undefined' ? createDiagnostics() : (shared ??= createDiagnostics())
}
