import { useContext } from 'react'
import { expose, type Diagnostics } from '../recorder/diagnostics.ts'
import { createRecorder } from '../recorder/recorder.ts'
import { DiagnosticsContext, sharedRecorder } from './context.ts'

let shared: Diagnostics | undefined

/** The recorder of the nearest provider, or the one that all share without a provider. */
export function useDiagnostics(): Diagnostics {
  const provided = useContext(DiagnosticsContext)
  if (provided) return provided
  return typeof window === 'undefined' ? expose(createRecorder()) : (shared ??= expose(sharedRecorder()))
}
