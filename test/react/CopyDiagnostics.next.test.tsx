// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import {
  button,
  click,
  desk,
  failAtBank,
  field,
  OTHER_SESSION,
  part,
  press,
  SESSION,
  setUpButton,
  settled,
  show,
  status,
  toggle,
} from '../support/button.tsx'
import { installClipboard } from '../support/clipboard.ts'

setUpButton()

describe('after a press', () => {
  it('there is the report code to read out, and it stays when more is recorded', async () => {
    installClipboard('works')
    failAtBank()
    await show()
    expect(part('code')).toBeNull()
    await press('copied')
    const { code } = await desk.diagnostics.report()
    expect(part('code')?.textContent).toBe(`Your code: ${code}`)
    act(() => failAtBank(desk.diagnostics, OTHER_SESSION))
    await waitFor(() => expect(status()).toBe('The details have changed since you copied. Copy them again.'))
    expect(part('code')?.textContent).toBe(`Your code: ${code}`)
  })

  it('the way to support has the focus: a link', async () => {
    installClipboard('works')
    failAtBank()
    await show({ support: { href: 'mailto:help@acme.test' } })
    button().focus()
    await press('copied')
    const link = screen.getByRole('link', { name: 'Go to support' })
    expect(link.getAttribute('href')).toBe('mailto:help@acme.test')
    expect(document.activeElement).toBe(link)
  })

  it('or what opens the chat of the app, with the code; a key that is still down does not press it', async () => {
    const user = userEvent.setup()
    installClipboard('works')
    failAtBank()
    const open = vi.fn()
    await show({ support: { open, label: 'Open the chat' } })
    button().focus()
    await press('copied')
    const chat = screen.getByRole('button', { name: 'Open the chat' })
    expect(document.activeElement).toBe(chat)
    expect(fireEvent.keyDown(chat, { key: 'Enter', repeat: true })).toBe(false)
    await user.keyboard('{Enter}')
    expect(open.mock.calls).toEqual([[(await desk.diagnostics.report()).code]])
  })

  it('does not take the focus from a user who has gone on', async () => {
    installClipboard('works')
    failAtBank()
    await show({ support: { href: '/help' } })
    const other = document.body.appendChild(document.createElement('input'))
    fireEvent.click(button())
    other.focus()
    await waitFor(() => expect(button().dataset['state']).toBe('copied'))
    expect(document.activeElement).toBe(other)
    other.remove()
  })
})

describe('share', () => {
  function installShare(share: () => Promise<void>, canShare = true) {
    const installed = vi.fn(share)
    Object.assign(navigator, { share: installed, canShare: () => canShare })
    return installed
  }

  function removeShare(): void {
    Reflect.deleteProperty(navigator, 'share')
    Reflect.deleteProperty(navigator, 'canShare')
  }

  it('is there from the start where the device has it, and hands over the whole within the press', async () => {
    const share = installShare(() => Promise.resolve())
    failAtBank()
    await show({ support: { href: '/help' } })
    click('Share')
    expect(share).toHaveBeenCalledWith({ text: expect.stringContaining(SESSION) })
    await waitFor(() => expect(status()).toBe('Handed over to the app you chose.'))
    expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Go to support' }))
    expect(button().dataset['state']).toBe('idle')
    removeShare()
  })

  it('that the user thinks better of is silent; one that is refused is told', async () => {
    const share = installShare(() => Promise.reject(new DOMException('Share canceled', 'AbortError')))
    await show()
    click('Share')
    await settled()
    expect(status()).toMatch(/Copying alone does not send/)
    share.mockRejectedValue(new DOMException('no', 'NotAllowedError'))
    click('Share')
    await waitFor(() => expect(status()).toBe('Your browser did not allow sharing. Copy the details instead.'))
    removeShare()
  })

  it('is not there where the browser cannot, or a frame may not', async () => {
    const view = await show()
    expect(part('share')).toBeNull()
    view.unmount()
    installShare(() => Promise.resolve(), false)
    await show()
    expect(part('share')).toBeNull()
    removeShare()
  })
})

describe('saving', () => {
  it('has the whole, also beside the short form, in a file that is named by the report code', async () => {
    const board = installClipboard('works')
    const saved: [string, Blob][] = []
    const made: Blob[] = []
    const revokeObjectURL = vi.fn()
    Object.assign(URL, { createObjectURL: (blob: Blob) => `blob:${made.push(blob)}`, revokeObjectURL })
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push([this.download, made[0] as Blob])
    })
    failAtBank()
    await show({ detail: 'short' })
    await press('copied')
    expect(board.text.length).toBeLessThan(1000)
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    click('Save as a file')
    await act(() => vi.runAllTimersAsync())
    const { code } = await desk.diagnostics.report()
    expect(saved.map(([file]) => file)).toEqual([`diagnostics-${code}.txt`])
    expect(saved[0]?.[1].size).toBeGreaterThan(1500)
    expect(revokeObjectURL).toHaveBeenCalledWith('blob:1')
    expect(status()).toBe(`Your browser saves the file diagnostics-${code}.txt. Attach it to your message to support.`)
  })

  it('that fails is told', async () => {
    Object.assign(URL, {
      createObjectURL() {
        throw new TypeError('not here')
      },
    })
    await show()
    click('Save as a file')
    await waitFor(() => expect(status()).toBe('Your browser did not allow saving. Copy the details instead.'))
  })
})

describe('deleting', () => {
  it('asks first; the answer takes the place of the question, with the focus', async () => {
    const user = userEvent.setup()
    const board = installClipboard('works')
    failAtBank()
    await show()
    await toggle()
    await press('copied')
    await user.click(screen.getByRole('button', { name: 'Delete these details' }))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Keep them' }))
    expect((await desk.diagnostics.report()).sessions).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Delete now' }))
    const answer = await screen.findByText('The details were deleted.')
    expect(document.activeElement).toBe(answer)
    expect(part('question')).toBeNull()
    expect(part('code')).toBeNull()
    expect(button().dataset['state']).toBe('idle')
    expect((await desk.diagnostics.report()).sessions).toEqual([])
    await waitFor(() => expect(field().value).not.toContain(SESSION))
    expect(part('notice')?.textContent).toMatch(/^Nothing about a bank connection has been recorded/)
    await press('copied')
    expect(board.text).not.toContain(SESSION)
    // Nothing is left to delete.
    expect(part('erase')).toBeNull()
  })

  it('can be thought better of', async () => {
    const user = userEvent.setup()
    failAtBank()
    await show()
    await user.click(screen.getByRole('button', { name: 'Delete these details' }))
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Delete these details' }))
    expect((await desk.diagnostics.report()).sessions).toHaveLength(1)
  })

  it('is offered again when something new is recorded', async () => {
    failAtBank()
    await show()
    click('Delete these details')
    click('Delete now')
    await screen.findByText('The details were deleted.')
    act(() => failAtBank(desk.diagnostics, OTHER_SESSION))
    await waitFor(() => expect(screen.getByRole('button', { name: 'Delete these details' })).toBeDefined())
    expect(screen.queryByText('The details were deleted.')).toBeNull()
  })

  it('says so where not all could be deleted, and can be tried again', async () => {
    failAtBank()
    await show()
    const clear = vi.spyOn(desk.diagnostics, 'clear').mockRejectedValue(new Error('A part could not be loaded.'))
    click('Delete these details')
    click('Delete now')
    await screen.findByText('Some details could not be deleted.')
    clear.mockRestore()
    click('Delete these details')
    click('Delete now')
    await screen.findByText('The details were deleted.')
  })
})
