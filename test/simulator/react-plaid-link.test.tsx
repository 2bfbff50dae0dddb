// @vitest-environment jsdom
import { act, cleanup, render, renderHook, waitFor } from '@testing-library/react'
import { StrictMode } from 'react'
import * as version5 from 'react-plaid-link'
import * as version4 from 'react-plaid-link-4'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { installPlaidSimulator, type PlaidSimulator } from '../../src/simulator.ts'

let simulator: PlaidSimulator

afterEach(() => {
  cleanup()
  simulator.uninstall()
})

const options = { token: 'link-sandbox-1', onSuccess: () => {} }

describe.each([
  ['5', version5],
  ['4.2', version4],
])('with react-plaid-link %s', (_, { usePlaidLink, PlaidEmbeddedLink }) => {
  function renderLink(wrapper?: typeof StrictMode) {
    return renderHook(() => usePlaidLink(options), wrapper ? { wrapper } : {})
  }

  it('answers the script that the hook asks for', async () => {
    simulator = installPlaidSimulator({ auto: true, pace: 0 })
    const { result } = renderLink()
    await waitFor(() => expect(result.current.ready).toBe(true))
    expect(result.current.error).toBeNull()
    expect(document.querySelector('script')?.src).toBe('https://cdn.plaid.com/link/v2/stable/link-initialize.js')
  })

  it('is created, destroyed and created again in StrictMode', async () => {
    simulator = installPlaidSimulator({ auto: true, pace: 0 })
    const { result } = renderLink(StrictMode)
    await waitFor(() => expect(result.current.ready).toBe(true))
    const { created, destroyed } = simulator
    expect(created - destroyed).toBe(1)
  })

  it('tells of an exit when the component unmounts while Link is open, and only then is destroyed', async () => {
    simulator = installPlaidSimulator({ pace: 10 })
    const { result, unmount } = renderLink()
    await waitFor(() => expect(result.current.ready).toBe(true))
    act(() => result.current.open())
    await waitFor(() => expect(simulator.view).toBe('CONSENT'))
    unmount()
    expect(simulator.destroyed).toBe(0)
    await waitFor(() => expect(simulator.destroyed).toBe(1))
    expect(simulator.delivered.at(-1)).toMatchObject({ callback: 'onExit', args: [null, { request_id: null }] })
  })

  it('answers embedded Link too', async () => {
    simulator = installPlaidSimulator({ auto: true, pace: 0 })
    const onSuccess = vi.fn()
    render(<PlaidEmbeddedLink token="link-sandbox-1" onSuccess={onSuccess} />)
    await waitFor(() => simulator.press('Houndstooth Bank'))
    await waitFor(() => expect(onSuccess).toHaveBeenCalledOnce())
  })
})
