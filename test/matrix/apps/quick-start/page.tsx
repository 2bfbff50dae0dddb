import { ConnectBank } from './ConnectBank'

export default function Page() {
  return <ConnectBank />
}
