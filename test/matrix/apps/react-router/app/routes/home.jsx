import { plaidIdentifiers } from 'react-plaid-link-diagnostics/identifiers'
import { Flow } from '../Flow.js'

export const loader = () => plaidIdentifiers.length

export default function Home({ loaderData }) {
  return (
    <>
      <h1>{loaderData} identifiers</h1>
      <Flow />
    </>
  )
}
