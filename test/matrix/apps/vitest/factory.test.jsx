// @vitest-environment jsdom
import { render, screen } from '@testing-library/react'
import { usePlaidLink } from 'react-plaid-link-diagnostics'
import { expect, test, vi } from 'vitest'

const open = vi.hoisted(() => vi.fn())
vi.mock('react-plaid-link', () => ({ usePlaidLink: () => ({ open, ready: true, error: null }) }))

function Connect() {
  const { open, ready } = usePlaidLink({ token: 'link-sandbox-1', onSuccess() {} })
  return (
    <button type="button" disabled={!ready} onClick={() => open()}>
      Connect
    </button>
  )
}

test('a factory reaches ours', () => {
  render(<Connect />)
  screen.getByText('Connect').click()
  expect(open).toHaveBeenCalledTimes(1)
})
