// @vitest-environment jsdom
import { render, screen } from '@testing-library/react'
import { usePlaidLink as bare } from 'react-plaid-link'
import { PlaidLink, usePlaidLink } from 'react-plaid-link-diagnostics'
import { expect, test, vi } from 'vitest'

vi.mock('react-plaid-link')

function Connect() {
  const { open, ready } = usePlaidLink({ token: 'link-sandbox-1', onSuccess() {} }) ?? {}
  return (
    <button type="button" disabled={!ready} onClick={() => open()}>
      Connect
    </button>
  )
}

test('an automatic mock reaches ours and crashes nothing', () => {
  render(<Connect />)
  render(<PlaidLink token="link-sandbox-1" onSuccess={() => {}} />)
  expect(screen.getByText('Connect').disabled).toBe(true)
  expect(bare).toHaveBeenCalledWith(expect.objectContaining({ token: 'link-sandbox-1' }))
})

test('what it is told to return arrives', () => {
  const open = vi.fn()
  vi.mocked(bare).mockReturnValue({ open, ready: true, error: null })
  const { container } = render(<Connect />)
  container.querySelector('button').click()
  expect(open).toHaveBeenCalledTimes(1)
})
