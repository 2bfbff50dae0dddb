// @vitest-environment jsdom
import { cleanup, renderHook, waitFor } from '@testing-library/react'
import { usePlaidLink } from 'react-plaid-link'
import { afterEach, describe, expect, it } from 'vitest'
import { installPlaidSimulator, type PlaidSimulator } from '../../src/simulator.ts'

let simulator: PlaidSimulator

afterEach(() => {
  cleanup()
  simulator.uninstall()
})

// react-plaid-link remembers a script that failed for as long as the module lives: that test comes last.
describe('a script that does not come', () => {
  it('lets the hook wait for ever where nothing answers', async () => {
    simulator = installPlaidSimulator({ scenario: 'script-pending' })
    const { result } = renderHook(() => usePlaidLink({ token: 'link-sandbox-1', onSuccess: () => {} }))
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(result.current).toMatchObject({ ready: false, error: null })
    expect(document.querySelector('script')?.src).toContain('cdn.plaid.com')
  })

  it('is late where it is slow, and there is no window.Plaid before', async () => {
    simulator = installPlaidSimulator({ scenario: 'script-slow', auto: true, pace: 0 })
    expect('Plaid' in window).toBe(true)
    const tag = document.createElement('script')
    tag.src = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js'
    expect('Plaid' in window).toBe(false)
    await new Promise((resolve) => tag.addEventListener('load', resolve))
    expect(window.Plaid).toMatchObject({ simulated: true })
  })

  it('gives the hook an error where it is blocked', async () => {
    simulator = installPlaidSimulator({ scenario: 'script-blocked' })
    const { result } = renderHook(() => usePlaidLink({ token: null, onSuccess: () => {} }))
    await waitFor(() => expect(result.current.error).toBeInstanceOf(Event))
    expect(result.current.ready).toBe(false)
  })
})
