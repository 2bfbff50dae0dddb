// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, screen, waitFor } from '@testing-library/react'
import { createDiagnostics } from 'react-plaid-link-diagnostics'
import { describe, expect, it } from 'vitest'
import {
  button,
  desk,
  failAtBank,
  field,
  part,
  press,
  SESSION,
  setUpButton,
  settled,
  show,
  toggle,
} from '../support/button.tsx'
import { installClipboard } from '../support/clipboard.ts'

setUpButton()

describe('the preview', () => {
  it('is not in the page until it is opened, shows what is copied, and nothing else is copied', async () => {
    const board = installClipboard('works')
    failAtBank()
    const view = await show()
    expect(view.container.innerHTML).not.toContain(SESSION)

    await toggle()
    expect(field().value).toContain(SESSION)
    await new Promise((resolve) => setTimeout(resolve, 20)) // a later text would have another time
    const seen = field().value
    await press('copied')
    expect(board.text).toBe(seen)

    await toggle()
    expect(view.container.innerHTML).not.toContain(SESSION)
  })

  it('shows what is recorded meanwhile', async () => {
    const board = installClipboard('works')
    await show()
    await toggle()
    act(() => failAtBank())
    await waitFor(() => expect(field().value).toContain(SESSION))
    await press('copied')
    expect(board.text).toBe(field().value)
  })

  it('does not change under the eyes of who reads it, where nothing is new', async () => {
    const board = installClipboard('works')
    failAtBank()
    await show()
    await toggle()
    const seen = field().value
    await settled()
    await new Promise((resolve) => setTimeout(resolve, 20)) // a later text would have another time
    act(() => void window.dispatchEvent(new Event('focus'))) // all is read again
    await settled()
    expect(field().value).toBe(seen)
    await press('copied')
    expect(board.text).toBe(seen)
  })

  it('says what is in it and what is not, true for this report', async () => {
    await show()
    expect(part('present')?.textContent).toBe('In it: your browser, device type and time zone, your language')
    expect(part('absent')?.textContent).toBe('Not in it: passwords, your name, account numbers, balances')
    act(() => failAtBank())
    await act(() => desk.diagnostics.attach({ client_user_id: 'u_1' }))
    await settled()
    await waitFor(() =>
      expect(part('present')?.textContent).toBe(
        "In it: what happened and when, with technical ids, your bank's name, error messages, ids that this app has for you, your browser, device type and time zone, your language",
      ),
    )
    // An app's own id may be a name.
    expect(part('absent')?.textContent).toBe('Not in it: passwords, account numbers, balances')
    await toggle()
    expect(screen.getByText('This is everything that is copied. Nothing is added.')).toBeDefined()
    expect(screen.getByText('Old details are removed from this device after 14 days.')).toBeDefined()
  })

  it('says of the short form what is in that', async () => {
    failAtBank()
    await show({ detail: 'short' })
    expect(part('present')?.textContent).toBe(
      "In it: what happened and when, with technical ids, your bank's name, your browser, device type and time zone",
    )
  })

  it('does not promise to remove what is not kept', async () => {
    desk.diagnostics = createDiagnostics({ name: desk.name, storage: 'memory' })
    await show()
    await toggle()
    expect(part('kept')?.textContent).toBe('The details are gone when you close this page.')
  })

  it('is hidden from session recordings', async () => {
    await show()
    await toggle()
    const hidden = field().closest('[data-private]')
    expect(hidden?.matches('.ph-no-capture.rr-block.fs-mask[data-sentry-mask][data-hj-suppress]')).toBe(true)
    expect(hidden?.matches('[data-dd-privacy="mask"][data-clarity-mask="true"]')).toBe(true)
  })

  it('forgets what the app itself has cleared', async () => {
    const board = installClipboard('works')
    failAtBank()
    await desk.diagnostics.flush()
    await show()
    await toggle()
    await press('copied')
    await act(() => desk.diagnostics.clear())
    await waitFor(() => expect(field().value).not.toContain(SESSION))
    expect(button().dataset['state']).toBe('idle')
    await press('copied')
    expect(board.text).not.toContain(SESSION)
  })
})
