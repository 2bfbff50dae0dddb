// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { installPlaidSimulator, uninstallPlaidSimulator } from 'react-plaid-link-diagnostics/simulator'
import { afterEach, expect, test } from 'vitest'
import { ConnectBank } from './ConnectBank'

afterEach(() => {
  cleanup()
  uninstallPlaidSimulator()
})

test('a login that the bank rejects is told', async () => {
  installPlaidSimulator({ scenario: 'wrong-password', auto: true, pace: 0 })
  render(<ConnectBank />)
  fireEvent.click(await screen.findByText('Connect your bank'))
  await screen.findByText(/not connected/)
})

test('step by step: nothing is told before the end', async () => {
  const plaid = installPlaidSimulator({ scenario: 'success', screen: false })
  render(<ConnectBank />)
  fireEvent.click(await screen.findByText('Connect your bank'))
  act(() => plaid.playTo('MFA'))
  expect(screen.queryByText('Your bank is connected.')).toBeNull()
  act(() => plaid.playToEnd())
  screen.getByText('Your bank is connected.')
})
