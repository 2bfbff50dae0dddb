// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { CopyDiagnostics, createDiagnostics } from 'react-plaid-link-diagnostics'
import { describe, expect, it, vi } from 'vitest'
import {
  button,
  desk,
  failAtBank,
  field,
  OTHER_SESSION,
  press,
  SESSION,
  setUpButton,
  settled,
  show,
  status,
  wrapper,
} from '../support/button.tsx'
import { installClipboard } from '../support/clipboard.ts'

setUpButton()

describe('a press', () => {
  it('copies all that was recorded, and says so until something new is recorded', async () => {
    const board = installClipboard('works')
    const onCopy = vi.fn()
    await show({ onCopy })
    act(() => failAtBank())
    await settled()
    expect(button().dataset['state']).toBe('idle')
    expect(status()).toMatch(/Copying alone does not send it to anyone/)

    await press('copied')
    expect(status()).toBe('Copied. Now paste it into your message to support.')
    for (const id of [SESSION, 'openRequest1234', 'errorRequest123']) expect(board.text).toContain(id)
    expect(onCopy.mock.calls).toEqual([[expect.objectContaining({ version: 2 }), board.text]])

    await settled()
    expect(button().dataset['state']).toBe('copied')
    act(() => failAtBank(desk.diagnostics, OTHER_SESSION))
    await settled()
    expect(button().dataset['state']).toBe('idle')
    expect(status()).toBe('The details have changed since you copied. Copy them again.')
    await press('copied')
    expect(board.text).toContain(OTHER_SESSION)
  })

  it('copies what earlier page loads and other tabs have kept', async () => {
    const board = installClipboard('works')
    const otherTab = createDiagnostics({ name: desk.name })
    failAtBank(otherTab)
    await otherTab.flush()
    await show()
    await press('copied')
    expect(board.text).toContain(SESSION)

    failAtBank(otherTab, OTHER_SESSION)
    await otherTab.flush()
    otherTab.close()
    fireEvent.focus(window)
    await waitFor(() => expect(button().dataset['state']).toBe('idle'))
    await press('copied')
    expect(board.text).toContain(OTHER_SESSION)
  })

  it('copies nothing that another tab has erased a moment ago', async () => {
    const board = installClipboard('works')
    failAtBank()
    await desk.diagnostics.flush()
    await show()
    const otherTab = createDiagnostics({ name: desk.name })
    const cleared = otherTab.clear()
    button().click() // in that task: no event has told of it
    await waitFor(() => expect(button().dataset['state']).toBe('copied'))
    expect(board.text).not.toContain(SESSION)
    await act(() => cleared)
    otherTab.close()
  })

  it('hands the text over within the press', async () => {
    installClipboard('works')
    const writeText = vi.spyOn(navigator.clipboard, 'writeText')
    await show()
    failAtBank()
    button().click()
    expect(writeText.mock.calls[0]?.[0]).toContain(SESSION)
    await waitFor(() => expect(button().dataset['state']).toBe('copied'))
  })

  it('before the first read is done hands a promise over, within the press', async () => {
    const board = installClipboard('works')
    const write = vi.spyOn(navigator.clipboard, 'write')
    failAtBank()
    render(<CopyDiagnostics />, { wrapper })
    fireEvent.click(button())
    expect(write).toHaveBeenCalledOnce()
    expect(status()).toBe('Copying…')
    await waitFor(() => expect(button().dataset['state']).toBe('copied'))
    expect(board.text).toContain(SESSION)
  })

  it('pressed twice copies once', async () => {
    installClipboard('works')
    const writeText = vi.spyOn(navigator.clipboard, 'writeText')
    await show()
    fireEvent.click(button())
    fireEvent.click(button())
    await waitFor(() => expect(button().dataset['state']).toBe('copied'))
    expect(writeText).toHaveBeenCalledOnce()
  })

  it('is not in the way of another button on the page', async () => {
    installClipboard('works')
    render(
      <>
        <CopyDiagnostics id="one" />
        <CopyDiagnostics id="two" />
      </>,
      { wrapper },
    )
    await settled()
    const [one, two] = screen.getAllByRole('button', { name: 'Copy diagnostics' })
    fireEvent.click(one as HTMLElement)
    await waitFor(() => expect(one?.dataset['state']).toBe('copied'))
    expect(two?.dataset['state']).toBe('idle')
  })

  it('works in StrictMode', async () => {
    const board = installClipboard('works')
    failAtBank()
    await show({}, true)
    await press('copied')
    expect(board.text).toContain(SESSION)
  })

  it('that is still copying when the component goes away is harmless', async () => {
    installClipboard('works')
    let finish = (): void => {}
    vi.spyOn(navigator.clipboard, 'writeText').mockReturnValue(new Promise((resolve) => (finish = resolve)))
    const onCopy = vi.fn()
    const view = await show({ onCopy })
    fireEvent.click(button())
    view.unmount()
    expect(onCopy).not.toHaveBeenCalled()
    await act(async () => finish())
    expect(onCopy).toHaveBeenCalledOnce()
  })

  it('calls the onClick of the app first, which can prevent it', async () => {
    const board = installClipboard('works')
    const onClick = vi.fn((event: { preventDefault(): void }) => event.preventDefault())
    const view = await show({ onClick })
    fireEvent.click(button())
    await settled()
    expect(onClick).toHaveBeenCalledOnce()
    expect(button().dataset['state']).toBe('idle')
    expect(board.text).toBe('what was copied before')

    view.rerender(<CopyDiagnostics onClick={() => expect(button().dataset['state']).toBe('idle')} />)
    await press('copied')
  })

  it('works by keyboard alone', async () => {
    const user = userEvent.setup()
    const board = installClipboard('rejects')
    failAtBank()
    await show()
    await user.tab()
    expect(document.activeElement).toBe(button())
    await user.keyboard('{Enter}')
    await waitFor(() => expect(document.activeElement).toBe(field()))
    expect(button().dataset['state']).toBe('failed')
    await user.tab()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Select all' }))
    await user.keyboard(' ')
    expect(document.activeElement).toBe(field())
    expect(board.text).toBe('what was copied before')
  })
})
