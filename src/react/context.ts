import { createContext, createElement, useContext, type ReactNode } from 'react'
import { expose, type Diagnostics, type InternalDiagnostics } from '../recorder/diagnostics.ts'
import { internals } from '../recorder/internals.ts'
import { createRecorder, type Recorder } from '../recorder/recorder.ts'

const DiagnosticsContext = createContext<Diagnostics | null>(null)

/** Made at first use in a browser; on a server nothing is shared between requests. */
let shared: Recorder | undefined
let exposed: Diagnostics | undefined

/** Gives its children a recorder of your own: another name, an `app`, a `scope`, consent, `onEntry`. */
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
  return typeof window === 'undefined' ? expose(createRecorder()) : (exposed ??= expose(sharedRecorder()))
}

/** The same without what an app sees of it, of which the drop-ins have no need. */
export function useRecorder(): Recorder {
  const provided = useContext(DiagnosticsContext) as InternalDiagnostics | null
  if (provided) return provided[internals].recorder
  return typeof window === 'undefined' ? createRecorder() : sharedRecorder()
}

function sharedRecorder(): Recorder {
  return (shared ??= createRecorder())
}
