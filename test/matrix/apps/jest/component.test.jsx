import { act, render, screen } from '@testing-library/react'
import { PlaidLink } from 'react-plaid-link-diagnostics'

jest.mock('react-plaid-link', () => ({
  PlaidLink: ({ onSuccess, children }) => (
    <button type="button" onClick={() => onSuccess('public-sandbox-2', {})}>
      mocked {children}
    </button>
  ),
}))

test('a factory that plays the component alone is reached', () => {
  const onSuccess = jest.fn()
  render(
    <PlaidLink token="link-sandbox-1" onSuccess={onSuccess}>
      Connect
    </PlaidLink>,
  )
  act(() => screen.getByText('mocked Connect').click())
  expect(onSuccess).toHaveBeenCalledWith('public-sandbox-2', {})
})
