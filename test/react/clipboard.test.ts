// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { copyText } from '../../src/react/clipboard.ts'
import { write } from '../../src/react/write.ts'
import { execCommands, installClipboard, writeTexts } from '../support/clipboard.ts'

const copy = (text: string | Promise<string>): Promise<boolean> => copyText(text, write(text))

const TEXT = 'Bank connection report\nlink_session_id: x'

afterEach(() => vi.useRealTimers())

describe.each(Object.keys(writeTexts) as (keyof typeof writeTexts)[])('where writeText %s', (writeText) => {
  it.each(Object.keys(execCommands) as (keyof typeof execCommands)[])(
    'and execCommand %s: says that it copied if and only if the text arrived',
    async (execCommand) => {
      vi.useFakeTimers({ toFake: ['setTimeout'] })
      const board = installClipboard(writeText, execCommand)
      const isCopied = copy(TEXT)
      await vi.runAllTimersAsync()
      expect(await isCopied).toBe(board.text === TEXT)
      expect(await isCopied).toBe(writeText === 'works' || execCommand.startsWith('works'))
    },
  )

  it('takes a text that is not there yet', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const board = installClipboard(writeText, 'works')
    const isCopied = copy(new Promise((resolve) => setTimeout(() => resolve(TEXT), 5000)))
    await vi.runAllTimersAsync()
    expect(await isCopied).toBe(true)
    expect(board.text).toBe(TEXT)
  })

  it('says no where the text never comes', async () => {
    const board = installClipboard(writeText, 'works')
    expect(await copy(Promise.reject(new Error('unreadable')))).toBe(false)
    expect(board.text).toBe('what was copied before')
  })
})

it('copies in the very call: WebKit forgets the press of the user at the first await', () => {
  installClipboard('works')
  const writeText = vi.spyOn(navigator.clipboard, 'writeText')
  const writeItems = vi.spyOn(navigator.clipboard, 'write')
  void copy(TEXT)
  expect(writeText).toHaveBeenCalledWith(TEXT)
  void copy(Promise.resolve(TEXT))
  expect(writeItems).toHaveBeenCalledOnce()
})

it('waits for a promised text where the browser knows no ClipboardItem', async () => {
  const board = installClipboard('works', 'works')
  Reflect.deleteProperty(window, 'ClipboardItem')
  expect(await copy(Promise.resolve(TEXT))).toBe(true)
  expect(board.text).toBe(TEXT)
})

it('leaves no listener behind', async () => {
  const board = installClipboard('missing', 'works')
  await copy(TEXT)
  document.body.dispatchEvent(new Event('copy', { bubbles: true, cancelable: true }))
  const copied = new Event('copy', { bubbles: true, cancelable: true })
  document.body.dispatchEvent(copied)
  expect(copied.defaultPrevented).toBe(false)
  expect(board.text).toBe(TEXT)
})
