import { render, screen } from '@testing-library/react'
import { usePlaidLink } from 'react-plaid-link'
import { App } from './App'

jest.mock('react-plaid-link')

test('an automatic mock, whose hook returns nothing, crashes nothing', () => {
  render(<App />)
  expect(screen.getByText('Connect a bank').disabled).toBe(true)
  expect(usePlaidLink).toHaveBeenCalledWith(expect.objectContaining({ token: 'link-sandbox-1' }))
})

test('what the mock is told to return arrives, and its open is called', () => {
  const open = jest.fn()
  usePlaidLink.mockReturnValue({ open, ready: true, error: null })
  render(<App />)
  screen.getByText('Connect a bank').click()
  expect(open).toHaveBeenCalledTimes(1)
})
