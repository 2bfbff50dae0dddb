import { act, render, screen } from '@testing-library/react'
import { App } from './App'

const mockOpen = jest.fn()
jest.mock('react-plaid-link', () => ({
  usePlaidLink: ({ onSuccess }) => ({ ready: true, open: () => (mockOpen(), onSuccess('public-sandbox-1', {})) }),
}))

test('a factory that plays the hook is reached, and its onSuccess reaches the app', () => {
  render(<App />)
  act(() => screen.getByText('Connect a bank').click())
  expect(mockOpen).toHaveBeenCalledTimes(1)
  screen.getByText('linked public-sandbox-1')
})
