'use client'

import { createElement, useState } from 'react'
import { CopyDiagnostics, useDiagnostics, usePlaidLink } from 'react-plaid-link-diagnostics'
import { formatReport } from 'react-plaid-link-diagnostics/report'

/** Opens Link, shows the report as text, and has our button. Without JSX, so that each tool takes it as it is. */
export function Flow() {
  const { open, ready } = usePlaidLink({ token: 'link-sandbox-1', onSuccess() {} })
  const diagnostics = useDiagnostics()
  const [text, setText] = useState('')
  const report = async () => setText(formatReport(await diagnostics.report()))
  return createElement(
    'main',
    null,
    createElement('button', { id: 'open', type: 'button', disabled: !ready, onClick: () => open() }, 'Connect'),
    createElement('button', { id: 'report', type: 'button', onClick: () => void report() }, 'Report'),
    createElement('pre', { id: 'text' }, text),
    createElement(CopyDiagnostics),
  )
}
