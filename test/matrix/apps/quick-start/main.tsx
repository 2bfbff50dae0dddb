import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import 'react-plaid-link-diagnostics/styles.css'
import { ConnectBank } from './ConnectBank'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ConnectBank />
  </StrictMode>,
)
