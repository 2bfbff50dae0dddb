// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { CopyDiagnostics } from 'react-plaid-link-diagnostics'
import { parseReport, ReportParseError } from 'react-plaid-link-diagnostics/report'
import { describe, expect, it, vi } from 'vitest'
import {
  brokenRead,
  button,
  desk,
  failAtBank,
  field,
  openLink,
  part,
  press,
  SESSION,
  setUpButton,
  show,
  status,
  wrapper,
} from '../support/button.tsx'
import { internals, type InternalDiagnostics } from '../../src/recorder/diagnostics.ts'
import { installClipboard } from '../support/clipboard.ts'

setUpButton()

describe('where copying fails', () => {
  it.each([
    ['rejects', 'missing'],
    ['missing', 'says true and asks nobody'],
    ['hangs', 'throws'],
  ] as const)('(writeText %s, execCommand %s) shows the text, selected', async (writeText, execCommand) => {
    const board = installClipboard(writeText, execCommand)
    const onCopy = vi.fn()
    failAtBank()
    await show({ onCopy })
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    fireEvent.click(button())
    await act(() => vi.runAllTimersAsync())
    vi.useRealTimers()

    expect(button().dataset['state']).toBe('failed')
    expect(status()).toBe('Your browser did not allow copying. The text below is selected: press Ctrl+C.')
    expect(board.text).toBe('what was copied before')
    expect(onCopy).not.toHaveBeenCalled()
    expect(field().value).toContain(SESSION)
    expect(document.activeElement).toBe(field())
    expect(field().value.slice(field().selectionStart, field().selectionEnd)).toBe(field().value)
    expect(field().readOnly).toBe(true)
    expect(field().inputMode ?? field().getAttribute('inputmode')).toBe('none')
    expect([field().dir, field().lang, field().getAttribute('translate')]).toEqual(['ltr', 'en', 'no'])
  })

  it('is tried again by another press', async () => {
    installClipboard('rejects')
    await show()
    await press('failed')
    failAtBank()
    const board = installClipboard('works')
    await press('copied')
    expect(board.text).toContain(SESSION)
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('shows what is known now when more is recorded meanwhile', async () => {
    installClipboard('missing')
    await show()
    await press('failed')
    expect(field().value).not.toContain('INVALID_CREDENTIALS')
    act(() => failAtBank())
    await waitFor(() => expect(field().value).toContain('INVALID_CREDENTIALS'))
    expect(button().dataset['state']).toBe('failed')
  })

  it('tells of the device also where Link is open', async () => {
    installClipboard('missing')
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)')
    await show()
    act(() => openLink())
    await press('failed')
    expect(status()).toContain('Touch and hold the text below, choose Select all, then Copy.')
  })

  it('still copies by a copy event', async () => {
    const board = installClipboard('missing', 'works')
    failAtBank()
    await show()
    await press('copied')
    expect(board.text).toContain(SESSION)
  })

  it('tells those with a phone how to copy by hand', async () => {
    installClipboard('missing')
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)')
    await show()
    await press('failed')
    expect(status()).toContain('Touch and hold the text below, choose Select all, then Copy.')
  })
})

describe('where what makes reports could not be loaded', () => {
  it('copies the code and the link_session_id, says so, and copies all as soon as it can', async () => {
    const board = installClipboard('works')
    const onCopy = vi.fn()
    const read = brokenRead()
    failAtBank()
    render(<CopyDiagnostics onCopy={onCopy} />, { wrapper })
    await waitFor(() => expect(screen.getByText(/^The details could not be loaded. You can still copy/)).toBeDefined())
    await press('copied')
    const { code } = desk.diagnostics.store.getState().session ?? {}
    expect(board.text).toBe(
      `Bank connection code: ${code}\nlink_session_id: ${SESSION}\nThe full report could not be loaded.`,
    )
    expect(() => parseReport(board.text)).toThrow(ReportParseError)
    expect(status()).toMatch(/^Copied, but only your code and a technical id/)
    expect(part('code')?.textContent).toBe(`Your code: ${code}`)
    expect(onCopy).not.toHaveBeenCalled()

    read.mockRestore()
    fireEvent.focus(window)
    await waitFor(() => expect(status()).toBe('The details have changed since you copied. Copy them again.'))
    await press('copied')
    expect(board.text).toContain('errorRequest123')
    expect(status()).toBe('Copied. Now paste it into your message to support.')
    expect(onCopy).toHaveBeenCalledOnce()
  })

  it('says that nothing could be loaded where not even a code is known', async () => {
    const board = installClipboard('works')
    brokenRead()
    render(<CopyDiagnostics />, { wrapper })
    await press('failed')
    expect(status()).toBe('The details could not be loaded. Check the internet connection, then reload the page.')
    expect(board.text).toBe('what was copied before')
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('does not wait for ever', async () => {
    const board = installClipboard('works')
    failAtBank()
    const read = vi.spyOn((desk.diagnostics as InternalDiagnostics)[internals], 'read')
    read.mockReturnValue(new Promise(() => {}))
    render(<CopyDiagnostics />, { wrapper })
    await settledTask()
    // Else a busy machine's database would be the one that does not answer.
    await desk.diagnostics.flush()
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    fireEvent.click(button())
    expect(button().dataset['state']).toBe('copying')
    await act(() => vi.advanceTimersByTimeAsync(6000))
    vi.useRealTimers()
    await waitFor(() => expect(button().dataset['state']).toBe('copied'))
    expect(board.text).toContain(SESSION)
  })

  it('nothing that is thrown while a report is made takes the app down', async () => {
    const board = installClipboard('works')
    failAtBank()
    const { read } = (desk.diagnostics as InternalDiagnostics)[internals]
    vi.spyOn((desk.diagnostics as InternalDiagnostics)[internals], 'read').mockImplementation(async () => ({
      ...(await read()),
      compose() {
        throw new TypeError('spoiled')
      },
    }))
    await show()
    await press('copied')
    expect(board.text).toContain(SESSION)
    expect(status()).toMatch(/^Copied, but only your code/)
  })
})

/** Without a read, unlike `settled`. */
function settledTask(): Promise<void> {
  return act(() => new Promise<void>((resolve) => setTimeout(resolve, 15)))
}
