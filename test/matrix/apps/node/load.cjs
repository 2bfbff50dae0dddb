// Each door by require(), and a report, whose later part has to be found too.
const { createDiagnostics, usePlaidLink } = require('react-plaid-link-diagnostics')
const { formatReport, parseReport } = require('react-plaid-link-diagnostics/report')
const { pickIdentifiers } = require('react-plaid-link-diagnostics/identifiers')

for (const door of Object.keys(require('react-plaid-link-diagnostics/package.json').exports)) {
  if (!door.includes('.', 1)) require(`react-plaid-link-diagnostics${door.slice(1)}`)
}

async function main() {
  const report = await createDiagnostics().report()
  const back = parseReport(formatReport(report))
  const picked = await pickIdentifiers({ item_id: 'Ed6bjNrDLJfGvZWwnkQlfxwoNz54B5C97ejBr' })
  if (typeof usePlaidLink !== 'function' || back.integrity !== 'intact' || picked.length !== 1) throw new Error('no')
}

void main()
