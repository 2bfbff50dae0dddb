import 'react-plaid-link-diagnostics/styles.css'
import { ConnectBank } from './ConnectBank'

export default function Page() {
  return <ConnectBank />
}
