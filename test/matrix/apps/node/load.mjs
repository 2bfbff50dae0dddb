import { createRequire } from 'node:module'
import { createDiagnostics, usePlaidLink } from 'react-plaid-link-diagnostics'
import { pickIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import { formatReport, parseReport } from 'react-plaid-link-diagnostics/report'

const { exports } = createRequire(import.meta.url)('react-plaid-link-diagnostics/package.json')
for (const door of Object.keys(exports)) {
  if (!door.includes('.', 1)) await import(`react-plaid-link-diagnostics${door.slice(1)}`)
}

const report = await createDiagnostics().report()
const back = parseReport(formatReport(report))
const picked = await pickIdentifiers({ item_id: 'Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr' })
if (typeof usePlaidLink !== 'function' || back.integrity !== 'intact' || picked.length !== 1) throw new Error('no')
