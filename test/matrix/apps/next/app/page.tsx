// A server component: the package's main entry is client code by itself.
import { CopyDiagnostics } from 'react-plaid-link-diagnostics'
import { plaidIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import { Flow } from './Flow'

export default function Page() {
  return (
    <>
      <h1>{plaidIdentifiers.length} identifiers</h1>
      <Flow />
      <CopyDiagnostics id="from-the-server" />
    </>
  )
}
