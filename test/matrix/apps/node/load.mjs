import { createDiagnostics, usePlaidLink } from 'react-plaid-link-diagnostics'
import { pickIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import { formatReport, parseReport } from 'react-plaid-link-diagnostics/report'

const report = await createDiagnostics().report()
const back = parseReport(formatReport(report))
const picked = await pickIdentifiers({ item_id: 'Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr' })
if (typeof usePlaidLink !== 'function' || back.integrity !== 'intact' || picked.length !== 1) throw new Error('no')
