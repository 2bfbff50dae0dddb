/** @jest-environment jsdom */
import { fireEvent, render, screen } from '@testing-library/react'
import { installPlaidSimulator, uninstallPlaidSimulator } from 'react-plaid-link-diagnostics/simulator'
import { ConnectBank } from './ConnectBank'

afterEach(() => uninstallPlaidSimulator())

test('a login that the bank rejects is told', async () => {
  installPlaidSimulator({ scenario: 'wrong-password', auto: true, pace: 0 })
  render(<ConnectBank />)
  fireEvent.click(await screen.findByText('Connect your bank'))
  await screen.findByText(/not connected/)
})
