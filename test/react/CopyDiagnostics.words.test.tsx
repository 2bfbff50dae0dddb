// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { CopyDiagnostics, createDiagnostics } from 'react-plaid-link-diagnostics'
import { en, es, fr, type CopyDiagnosticsLabels } from 'react-plaid-link-diagnostics/labels'
import { explainReport } from 'react-plaid-link-diagnostics/report'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  button,
  click,
  desk,
  failAtBank,
  openLink,
  part,
  press,
  SESSION,
  setUpButton,
  settled,
  show,
  status,
  wrapper,
} from '../support/button.tsx'
import { internals, type InternalDiagnostics } from '../../src/recorder/diagnostics.ts'
import { installClipboard } from '../support/clipboard.ts'

setUpButton()

const forUser = (): string | undefined => part('for-user')?.textContent

describe('the words around the button', () => {
  it('say above it what happened and what to try', async () => {
    await show()
    expect(part('message')?.textContent).toBe(en.intro)
    act(() => failAtBank())
    await settled()
    const told = explainReport(await desk.diagnostics.report()).forUser
    expect(told).not.toBe('')
    await waitFor(() => expect(forUser()).toBe(told))
    expect(part('message')?.compareDocumentPosition(button())).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  })

  it('say that nothing has been recorded, and copy the environment all the same', async () => {
    const board = installClipboard('works')
    await show()
    await waitFor(() => expect(notice()).toBe(en.empty))
    await press('copied')
    expect(board.text).toContain((await desk.diagnostics.report()).code)
    act(() => failAtBank())
    await waitFor(() => expect(notice()).toBeUndefined())
  })

  it('say that saved details could not be read', async () => {
    const broken = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError')
    })
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    await show()
    await waitFor(() => expect(notice()).toBe(en.storageRefused))
    expect(warn).toHaveBeenCalled()
    broken.mockRestore()
  })

  it('say while Link is open that it has to close first, and copy what there is', async () => {
    const board = installClipboard('works')
    await show()
    act(() => openLink())
    await waitFor(() => expect(notice()).toBe(en.linkOpen))
    await press('copied')
    expect(board.text).toContain(SESSION)
    expect(notice()).toBe(en.linkOpen)
  })

  it('say that recording is off', async () => {
    desk.diagnostics = createDiagnostics({ name: desk.name, storage: 'off' })
    await show()
    await waitFor(() => expect(notice()).toBe(en.recordingOff))
  })

  it('say for how long the script of Plaid has been on its way, and no more once it is there', async () => {
    await show()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
    const pending = vi.spyOn((desk.diagnostics as InternalDiagnostics)[internals].recorder, 'scriptPendingMs')
    const from = Date.now()
    pending.mockImplementation(() => Date.now() - from)
    act(() => desk.diagnostics.store.setState({ scriptPending: true }))
    await wait(4000)
    expect(notice()).not.toMatch(/loading/)
    await wait(2000)
    expect(notice()).toBe(en.scriptPending(5))
    await wait(5000)
    expect(notice()).toBe(en.scriptPending(10))
    pending.mockReturnValue(null)
    act(() => desk.diagnostics.store.setState({ scriptPending: false }))
    await wait(100)
    expect(notice()).not.toMatch(/loading/)
  })

  it('name the app in whose browser the user is, only where that is certain', async () => {
    const agent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15'
    const userAgent = vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(`${agent} Instagram 340.0`)
    const view = await show()
    expect(await screen.findByText(/You are in Instagram's browser\..* in Safari and try again/)).toBeDefined()
    view.unmount()
    userAgent.mockReturnValue(agent)
    await show()
    expect(screen.queryByText(/You are in/)).toBeNull()
  })

  it('can all be replaced', async () => {
    installClipboard('missing')
    failAtBank()
    const view = render(<CopyDiagnostics labels={inBraces()} />, { wrapper })
    await settled()
    fireEvent.click(screen.getByText('{open}'))
    click('{clear}')
    click('{copy}')
    await waitFor(() => expect(status()).toBe('{failed}'))
    const texts = [...view.container.querySelectorAll('p, button, summary, li')].map(({ textContent }) => textContent)
    expect(texts.filter((text) => text?.replace(/\{\w+\}|[ ,]/g, ''))).toEqual([])
  })

  it('are not there where they are empty, and as they were where they are undefined', async () => {
    const view = await show({ labels: { intro: '', open: '', download: '', next: '' } })
    expect(screen.queryByText('See what is copied')).toBeNull()
    expect(part('intro')).toBeNull()
    expect(part('download')).toBeNull()
    const none = { intro: undefined, copy: undefined } as unknown as Partial<CopyDiagnosticsLabels>
    view.rerender(<CopyDiagnostics labels={none} />)
    expect(screen.getByText(en.intro)).toBeDefined()
    expect(button()).toBeDefined()
  })

  it('that throw do not take the app down', async () => {
    const board = installClipboard('works')
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Instagram 340.0')
    failAtBank()
    await show({
      labels: {
        inAppBrowser() {
          throw new TypeError('a label of the app')
        },
      },
    })
    expect(error).toHaveBeenCalled()
    await press('copied')
    expect(board.text).toContain(SESSION)
  })
})

describe('in the language of the user', () => {
  afterEach(() => void (document.documentElement.lang = ''))

  it.each([es, fr])('all is said in it, and marked where the page is in another: $lang', async (labels) => {
    document.documentElement.lang = 'en-US'
    failAtBank()
    const view = await show({ labels })
    await waitFor(() => expect(part('diagnostics')?.lang).toBe(labels.lang))
    const { userMessage } = explainReport(await desk.diagnostics.report())
    expect(forUser()).toBe(labels.forUser[userMessage as keyof typeof labels.forUser])
    expect(screen.getByRole('button', { name: labels.copy })).toBeDefined()
    view.unmount()
    document.documentElement.lang = `${labels.lang}-XX`
    await show({ labels })
    expect(part('diagnostics')?.hasAttribute('lang')).toBe(false)
  })

  it('a sentence that is missing is said in English, and marked so', async () => {
    failAtBank()
    await show({ labels: { ...es, forUser: {} } })
    await waitFor(() => expect(part('for-user')?.lang).toBe('en'))
  })

  it('English words on a page in another language are marked', async () => {
    document.documentElement.lang = 'fr'
    await show()
    await waitFor(() => expect(part('diagnostics')?.lang).toBe('en'))
  })
})

const notice = (): string | undefined => part('notice')?.textContent

/** Every label is its own name. */
function inBraces(): CopyDiagnosticsLabels {
  const entries = Object.entries(en).map(([key, label]) => {
    if (key === 'parts') return [key, Object.fromEntries(Object.keys(en.parts).map((name) => [name, `{${name}}`]))]
    return [key, typeof label === 'string' ? `{${key}}` : () => `{${key}}`]
  })
  const forUser = new Proxy({}, { get: () => '{forUser}' })
  return { ...Object.fromEntries(entries), lang: 'en', forUser }
}
