import { CopyDiagnostics } from 'react-plaid-link-diagnostics'
import { es, fr, type CopyDiagnosticsLabels } from 'react-plaid-link-diagnostics/labels'

type IsAny<T> = 0 extends 1 & T ? true : false
export const known: IsAny<CopyDiagnosticsLabels> = false

export const labels: CopyDiagnosticsLabels = { ...es, copy: 'Copiar' }

export function Help() {
  return (
    <>
      <CopyDiagnostics labels={fr} />
      <CopyDiagnostics labels={{ copy: 'Copy' }} />
    </>
  )
}

export function Wrong() {
  return (
    <>
      {/* @ts-expect-error: no such label */}
      <CopyDiagnostics labels={{ copyButton: 'Copy' }} />
    </>
  )
}
