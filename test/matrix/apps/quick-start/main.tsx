import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ConnectBank } from './ConnectBank'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ConnectBank />
  </StrictMode>,
)
