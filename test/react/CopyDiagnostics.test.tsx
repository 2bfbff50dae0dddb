// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { createRef, type ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import {
  CopyDiagnostics,
  createDiagnostics,
  defaultLabels,
  DiagnosticsProvider,
  useCopyDiagnostics,
  type CopyDiagnosticsProps,
  type Diagnostics,
} from 'react-plaid-link-diagnostics'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { internals, type InternalDiagnostics } from '../../src/recorder/diagnostics.ts'
import { installClipboard } from '../support/clipboard.ts'
import { databaseName } from '../support/disk.ts'

const SESSION = '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e'
const OTHER_SESSION = '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b'
const HINT = /^Not connected.*rejected the username or password/

// A busy machine is no failure.
configure({ asyncUtilTimeout: 5000 })
vi.setConfig({ testTimeout: 20_000 })

let name: string
let diagnostics: Diagnostics

// Loaded lazily; the first time takes its time here.
beforeAll(() =>
  Promise.all([
    import('../../src/report/format.ts'),
    import('../../src/explain/explain.ts'),
    import('../../src/recorder/reading.ts'),
  ]),
)

beforeEach(() => {
  name = databaseName()
  diagnostics = createDiagnostics({ name, app: { name: 'Acme Money' } })
})

afterEach(() => {
  cleanup()
  diagnostics.close()
  vi.useRealTimers()
})

function wrapper({ children }: { children: ReactNode }): ReactNode {
  return <DiagnosticsProvider diagnostics={diagnostics}>{children}</DiagnosticsProvider>
}

/** One run of Link at a bank that does not like the password. */
function failAtBank(recorder = diagnostics, link_session_id = SESSION): void {
  const { onEvent, onExit } = recorder.instrument({ onEvent() {}, onExit() {} })
  const metadata = {
    link_session_id,
    timestamp: '2026-02-03T04:05:06.789Z',
    institution_id: 'ins_20',
    institution_name: 'Citizens Bank',
  }
  const error = {
    error_type: 'ITEM_ERROR',
    error_code: 'INVALID_CREDENTIALS',
    error_message: 'the provided credentials were not correct',
    display_message: null,
  }
  const say: (...args: unknown[]) => unknown = onEvent
  const exit: (...args: unknown[]) => unknown = onExit
  say('OPEN', { ...metadata, request_id: 'openRequest1234' })
  say('ERROR', { ...metadata, ...error, request_id: 'errorRequest123' })
  exit(error, {
    ...metadata,
    status: 'requires_credentials',
    institution: { institution_id: 'ins_20', name: 'Citizens Bank' },
  })
}

/** Mounts it and waits until the history has been read. */
async function show(props: CopyDiagnosticsProps = {}, isStrict = false) {
  const view = render(<CopyDiagnostics {...props} />, { wrapper, reactStrictMode: isStrict })
  await settled()
  return view
}

/** All that is kept has been read. */
async function settled(): Promise<void> {
  await act(async () => {
    await (diagnostics as InternalDiagnostics)[internals].read()
    await new Promise((resolve) => setTimeout(resolve, 10))
  })
}

const button = (): HTMLElement => screen.getByRole('button', { name: 'Copy diagnostics' })
const status = (): string | null => screen.getByRole('status').textContent
const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Details to copy' })
const openPreview = (): void => void fireEvent.click(screen.getByRole('button', { name: 'See what is copied' }))

async function press(expected: string): Promise<void> {
  fireEvent.click(button())
  await waitFor(() => expect(button().dataset.state).toBe(expected))
}

describe('a press', () => {
  it('copies all that was recorded, and says so until something new is recorded', async () => {
    const board = installClipboard('works')
    const onCopy = vi.fn()
    await show({ onCopy })
    act(() => failAtBank())
    await settled()
    expect(button().dataset.state).toBe('idle')
    expect(status()).toBe('')

    await press('copied')
    expect(status()).toBe('Copied. Now paste it into your message to support.')
    for (const id of [SESSION, 'openRequest1234', 'errorRequest123']) expect(board.text).toContain(id)
    expect(onCopy.mock.calls).toEqual([[expect.objectContaining({ version: 2 }), board.text]])

    await settled()
    expect(button().dataset.state).toBe('copied')
    act(() => failAtBank(diagnostics, OTHER_SESSION))
    await settled()
    expect(button().dataset.state).toBe('idle')
    expect(status()).toBe('The details have changed since you copied. Copy them again.')
    await press('copied')
    expect(board.text).toContain(OTHER_SESSION)
  })

  it('copies what earlier page loads and other tabs have kept', async () => {
    const board = installClipboard('works')
    const otherTab = createDiagnostics({ name })
    failAtBank(otherTab)
    await otherTab.flush()
    await show()
    await press('copied')
    expect(board.text).toContain(SESSION)

    failAtBank(otherTab, OTHER_SESSION)
    await otherTab.flush()
    otherTab.close()
    fireEvent.focus(window)
    await waitFor(() => expect(button().dataset.state).toBe('idle'))
    await press('copied')
    expect(board.text).toContain(OTHER_SESSION)
  })

  it('hands the text over within the press', async () => {
    installClipboard('works')
    const writeText = vi.spyOn(navigator.clipboard, 'writeText')
    await show()
    failAtBank()
    button().click()
    expect(writeText.mock.calls[0]?.[0]).toContain(SESSION)
    await waitFor(() => expect(button().dataset.state).toBe('copied'))
  })

  it('before the first read is done hands a promise over, within the press', async () => {
    const board = installClipboard('works')
    const write = vi.spyOn(navigator.clipboard, 'write')
    failAtBank()
    render(<CopyDiagnostics />, { wrapper })
    fireEvent.click(button())
    expect(write).toHaveBeenCalledOnce()
    expect(status()).toBe('Copying…')
    await waitFor(() => expect(button().dataset.state).toBe('copied'))
    expect(board.text).toContain(SESSION)
  })

  it('pressed twice copies once', async () => {
    installClipboard('works')
    const writeText = vi.spyOn(navigator.clipboard, 'writeText')
    await show()
    fireEvent.click(button())
    fireEvent.click(button())
    await waitFor(() => expect(button().dataset.state).toBe('copied'))
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
    await waitFor(() => expect(one?.dataset.state).toBe('copied'))
    expect(two?.dataset.state).toBe('idle')
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
    expect(button().dataset.state).toBe('idle')
    expect(board.text).toBe('what was copied before')

    view.rerender(<CopyDiagnostics onClick={() => expect(button().dataset.state).toBe('idle')} />)
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
    expect(button().dataset.state).toBe('failed')
    await user.tab()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Select all' }))
    await user.keyboard(' ')
    expect(document.activeElement).toBe(field())
    expect(board.text).toBe('what was copied before')
  })
})

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

    expect(button().dataset.state).toBe('failed')
    expect(status()).toBe('Your browser did not allow copying. The text below is selected: press Ctrl+C.')
    expect(board.text).toBe('what was copied before')
    expect(onCopy).not.toHaveBeenCalled()
    expect(field().value).toContain(SESSION)
    expect(document.activeElement).toBe(field())
    expect(field().value.slice(field().selectionStart, field().selectionEnd)).toBe(field().value)
    expect(field().readOnly).toBe(true)
    expect(field().inputMode ?? field().getAttribute('inputmode')).toBe('none')
    expect(field().style.fontSize).toBe('16px')
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
    expect(button().dataset.state).toBe('failed')
  })

  it('tells of the device also where Link is open', async () => {
    installClipboard('missing')
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)')
    await show()
    const { onEvent } = diagnostics.instrument({ onEvent(_name: string, _metadata: object) {} })
    act(() => onEvent('OPEN', { link_session_id: SESSION }))
    await press('failed')
    expect(status()).toContain('Touch and hold the text below, choose Select all, then Copy.')
  })

  it('says that deleting failed, also after it has said something else', async () => {
    installClipboard('works')
    failAtBank()
    await show()
    openPreview()
    await press('copied')
    const clear = vi.spyOn(diagnostics, 'clear').mockRejectedValue(new Error('A part could not be loaded.'))
    fireEvent.click(screen.getByRole('button', { name: 'Delete now', hidden: true }))
    await waitFor(() => expect(status()).toBe('Some details could not be deleted.'))
    clear.mockRestore()
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

  it('offers to share, where the browser can; a cancelled share is silent', async () => {
    installClipboard('missing')
    const share = vi.fn().mockRejectedValue(new DOMException('Share canceled', 'AbortError'))
    Object.assign(navigator, { share })
    await show()
    await press('failed')
    fireEvent.click(screen.getByRole('button', { name: 'Share' }))
    await settled()
    expect(share).toHaveBeenCalledWith({ text: field().value })
    expect(button().dataset.state).toBe('failed')
    Reflect.deleteProperty(navigator, 'share')
  })

  it('offers no share where the browser cannot', async () => {
    installClipboard('missing')
    await show()
    await press('failed')
    expect(screen.queryByRole('button', { name: 'Share' })).toBeNull()
  })

  it('offers no share in a frame that may not', async () => {
    installClipboard('missing')
    Object.assign(navigator, { share: vi.fn(), canShare: () => false })
    await show()
    await press('failed')
    expect(screen.queryByRole('button', { name: 'Share' })).toBeNull()
    Reflect.deleteProperty(navigator, 'share')
    Reflect.deleteProperty(navigator, 'canShare')
  })

  it('saves a file that is named by the report code', async () => {
    installClipboard('missing')
    const saved: [string, Blob][] = []
    const made: Blob[] = []
    const revokeObjectURL = vi.fn()
    Object.assign(URL, { createObjectURL: (blob: Blob) => `blob:${made.push(blob)}`, revokeObjectURL })
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push([this.download, made[0] as Blob])
    })
    failAtBank()
    await show()
    await press('failed')
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    fireEvent.click(screen.getByRole('button', { name: 'Download' }))
    await act(() => vi.runAllTimersAsync())
    const { code } = await diagnostics.report()
    expect(saved.map(([file]) => file)).toEqual([`diagnostics-${code}.txt`])
    expect(saved[0]?.[1].size).toBe(new Blob([field().value]).size)
    expect(revokeObjectURL).toHaveBeenCalledWith('blob:1')
  })

  it('says that the details could not be loaded, and tries again by another press', async () => {
    const board = installClipboard('works')
    const read = vi.spyOn((diagnostics as InternalDiagnostics)[internals], 'read')
    read.mockRejectedValue(new Error('A part of the package could not be loaded.'))
    render(<CopyDiagnostics />, { wrapper })
    await press('failed')
    expect(status()).toBe('The details could not be loaded. Check the internet connection, then reload the page.')
    expect(board.text).toBe('what was copied before')
    expect(screen.queryByRole('textbox')).toBeNull()

    read.mockRestore()
    failAtBank()
    await press('copied')
    expect(board.text).toContain(SESSION)
    await settled()
    expect(button().dataset.state).toBe('copied')
  })
})

describe('the preview', () => {
  it('is not in the page until it is opened, shows what is copied, and nothing else is copied', async () => {
    const board = installClipboard('works')
    failAtBank()
    const view = await show()
    expect(view.container.innerHTML).not.toContain(SESSION)

    openPreview()
    expect(field().value).toContain(SESSION)
    await new Promise((resolve) => setTimeout(resolve, 20)) // a later text would have another time
    const seen = field().value
    await press('copied')
    expect(board.text).toBe(seen)

    openPreview()
    expect(view.container.innerHTML).not.toContain(SESSION)
  })

  it('shows what is recorded meanwhile', async () => {
    const board = installClipboard('works')
    await show()
    openPreview()
    act(() => failAtBank())
    await waitFor(() => expect(field().value).toContain(SESSION))
    await press('copied')
    expect(board.text).toBe(field().value)
  })

  it('does not change under the eyes of who reads it, where nothing is new', async () => {
    const board = installClipboard('works')
    failAtBank()
    await show()
    openPreview()
    const seen = field().value
    await settled()
    await new Promise((resolve) => setTimeout(resolve, 20)) // a later text would have another time
    act(() => void window.dispatchEvent(new Event('focus'))) // all is read again
    await settled()
    expect(field().value).toBe(seen)
    await press('copied')
    expect(board.text).toBe(seen)
  })

  it('says what is in it and what never is, from the report', async () => {
    await show()
    openPreview()
    expect(
      screen.getByText(/^In it: your browser, device type, language and time zone\. Never in it: passwords/),
    ).toBeDefined()
    act(() => failAtBank())
    await act(() => diagnostics.attach({ client_user_id: 'u_1' }))
    await settled()
    expect(
      await screen.findByText(
        /^In it: .*technical ids; your bank's name; error messages; ids that Acme Money has for you;/,
      ),
    ).toBeDefined()
    expect(screen.getByText(/Copying does not send it to anyone/)).toBeDefined()
    expect(screen.getByText('Old details are removed after 14 days.')).toBeDefined()
  })

  it('does not promise to remove what is not kept', async () => {
    diagnostics = createDiagnostics({ name, storage: 'memory' })
    await show()
    openPreview()
    expect(await screen.findByText(/Copying does not send it to anyone/)).toBeDefined()
    expect(screen.queryByText('Old details are removed after 14 days.')).toBeNull()
  })

  it('is hidden from session recordings', async () => {
    await show()
    openPreview()
    const hidden = field().closest('[data-private]')
    expect(hidden?.matches('.ph-no-capture.rr-block.fs-mask[data-sentry-mask][data-hj-suppress]')).toBe(true)
    expect(hidden?.matches('[data-dd-privacy="mask"][data-clarity-mask="true"]')).toBe(true)
  })

  it('deletes what is kept, after a second press', async () => {
    const user = userEvent.setup()
    const board = installClipboard('works')
    failAtBank()
    await show()
    openPreview()
    await user.click(screen.getByText('Delete these details'))
    expect((await diagnostics.report()).sessions).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Delete now' }))
    await waitFor(() => expect(status()).toBe('The details were deleted.'))
    expect((await diagnostics.report()).sessions).toEqual([])
    await waitFor(() => expect(field().value).not.toContain(SESSION))
    expect(await screen.findByText(defaultLabels.empty)).toBeDefined()
    await press('copied')
    expect(board.text).not.toContain(SESSION)
  })

  it('forgets what the app itself has cleared', async () => {
    const board = installClipboard('works')
    failAtBank()
    await diagnostics.flush()
    await show()
    openPreview()
    await press('copied')
    await act(() => diagnostics.clear())
    await waitFor(() => expect(field().value).not.toContain(SESSION))
    expect(button().dataset.state).toBe('idle')
    await press('copied')
    expect(board.text).not.toContain(SESSION)
  })

  it('says so where not all could be deleted', async () => {
    const user = userEvent.setup()
    await show()
    vi.spyOn(diagnostics, 'clear').mockRejectedValue(new Error('A part of the package could not be loaded.'))
    openPreview()
    await user.click(screen.getByText('Delete these details'))
    await user.click(screen.getByRole('button', { name: 'Delete now' }))
    await waitFor(() => expect(status()).toBe('Some details could not be deleted.'))
  })
})

describe('the words around the button', () => {
  it('say what to try after a failed link, and nothing of the kind after a success', async () => {
    await show()
    expect(screen.queryByText(HINT)).toBeNull()
    act(() => failAtBank())
    await settled()
    expect((await screen.findByText(HINT)).textContent).toContain("bank's own website")

    const { onSuccess } = diagnostics.instrument({ onSuccess() {} })
    act(() => (onSuccess as (...args: unknown[]) => void)('public-sandbox-x', { link_session_id: OTHER_SESSION }))
    await waitFor(() => expect(screen.queryByText(HINT)).toBeNull())
  })

  it('say that nothing has been recorded, and copy the environment all the same', async () => {
    const board = installClipboard('works')
    await show()
    expect(await screen.findByText(defaultLabels.empty)).toBeDefined()
    await press('copied')
    expect(board.text).toContain((await diagnostics.report()).code)
    act(() => failAtBank())
    await waitFor(() => expect(screen.queryByText(defaultLabels.empty)).toBeNull())
  })

  it('say that saved details could not be read', async () => {
    const broken = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError')
    })
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    await show()
    expect(await screen.findByText(defaultLabels.incomplete)).toBeDefined()
    expect(screen.queryByText(defaultLabels.empty)).toBeNull()
    expect(warn).toHaveBeenCalled()
    broken.mockRestore()
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

  it('can all be replaced; an empty one is not there', async () => {
    installClipboard('missing')
    const labels = Object.fromEntries(
      Object.entries(defaultLabels).map(([key, label]) => [
        key,
        typeof label === 'string' ? `{${key}}` : () => `{${key}}`,
      ]),
    ) as unknown as typeof defaultLabels
    failAtBank()
    const view = render(<CopyDiagnostics labels={labels} />, { wrapper })
    await settled()
    fireEvent.click(screen.getByRole('button', { name: '{open}' }))
    fireEvent.click(screen.getByRole('button', { name: '{copy}' }))
    await waitFor(() => expect(status()).toBe('{failed}'))
    for (const text of view.container.querySelectorAll('textarea')) text.remove()
    expect(view.container.textContent?.replace(/\{\w+\}/g, '')).toBe('')

    view.rerender(<CopyDiagnostics labels={{ intro: '', open: '' }} />)
    expect(screen.queryByRole('button', { name: 'See what is copied' })).toBeNull()
    expect(screen.queryByText(defaultLabels.intro)).toBeNull()

    // What is not given is as it was, also for those who write it so.
    const none = { intro: undefined, copy: undefined, hint: undefined } as unknown as Partial<typeof defaultLabels>
    view.rerender(<CopyDiagnostics labels={none} />)
    expect(screen.getByText(defaultLabels.intro)).toBeDefined()
    expect(button()).toBeDefined()
  })
})

describe('the native button', () => {
  it('gets the ref and all other props', async () => {
    const ref = createRef<HTMLButtonElement>()
    await show({ ref, className: 'mine', id: 'copy', 'aria-describedby': 'help' } as CopyDiagnosticsProps)
    expect(ref.current).toBe(button())
    expect(ref.current).toMatchObject({ tagName: 'BUTTON', type: 'button', className: 'mine', id: 'copy' })
    expect(ref.current?.getAttribute('aria-describedby')).toBe('help')
  })

  it('shows the children of the app', async () => {
    await show({ children: 'Get help' })
    expect(screen.getByRole('button', { name: 'Get help' }).dataset.state).toBe('idle')
  })

  it('stays, with what belongs to it, in the dialog in which it is', async () => {
    installClipboard('missing')
    render(
      <dialog open>
        <CopyDiagnostics />
      </dialog>,
      { wrapper },
    )
    await settled()
    await press('failed')
    const dialog = within(screen.getByRole('dialog'))
    expect(dialog.getByRole('status').textContent).not.toBe('')
    await waitFor(() => expect(dialog.getByRole('textbox')).toBe(document.activeElement))
  })
})

describe('axe finds nothing', () => {
  // Colours are the app's; jsdom has none.
  const check = async (container: Element): Promise<string[]> =>
    (
      await axe.run(container, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
    ).violations.map(({ id }) => id)

  it.each(['idle', 'copying', 'copied', 'failed'])('in the state %s', async (state) => {
    installClipboard(state === 'copied' ? 'works' : state === 'copying' ? 'hangs' : 'rejects')
    failAtBank()
    const { container } = await show()
    if (state !== 'idle') await press(state)
    expect(await check(container)).toEqual([])
    openPreview()
    await settled()
    expect(field().value).not.toBe('')
    expect(await check(container)).toEqual([])
  })
})

describe('useCopyDiagnostics', () => {
  it('is all that another button needs', async () => {
    const board = installClipboard('works')
    function Own(): ReactNode {
      const { copy, state, text, isOpen, setOpen, report } = useCopyDiagnostics()
      return (
        <>
          <button type="button" onClick={copy}>
            {state}
          </button>
          <button type="button" onClick={() => setOpen(!isOpen)}>
            {report?.code}
          </button>
          <pre>{text}</pre>
        </>
      )
    }
    failAtBank()
    const { container } = render(<Own />, { wrapper })
    await settled()
    fireEvent.click(screen.getByText('idle'))
    await waitFor(() => expect(screen.getByText('copied')).toBeDefined())
    fireEvent.click(screen.getByText((await diagnostics.report()).code))
    expect(container.querySelector('pre')?.textContent).toContain(SESSION)
    expect(board.text).toContain(SESSION)
  })

  it('does not show what belongs to another recorder', async () => {
    failAtBank()
    const other = createDiagnostics({ name: databaseName() })
    const tree = (recorder: Diagnostics): ReactNode => (
      <DiagnosticsProvider diagnostics={recorder}>
        <CopyDiagnostics />
      </DiagnosticsProvider>
    )
    const view = render(tree(diagnostics))
    await settled()
    openPreview()
    installClipboard('missing')
    await press('failed')
    expect(field().value).toContain(SESSION)
    view.rerender(tree(other))
    expect(button().dataset.state).toBe('idle')
    expect(screen.queryByRole('textbox')).toBeNull()
    await waitFor(() => expect(field().value).not.toContain(SESSION))
    other.close()
  })
})

describe('on a server', () => {
  it('renders an idle button, which is taken over without a word', async () => {
    const html = renderToString(<CopyDiagnostics id="copy" />)
    expect(html).toContain('data-state="idle"')
    const board = installClipboard('works')
    failAtBank()
    const container = document.createElement('div')
    document.body.append(container)
    container.innerHTML = html
    const onRecoverableError = vi.fn()
    const root = await act(() =>
      hydrateRoot(
        container,
        <DiagnosticsProvider diagnostics={diagnostics}>
          <CopyDiagnostics id="copy" />
        </DiagnosticsProvider>,
        { onRecoverableError },
      ),
    )
    await settled()
    await press('copied')
    expect(board.text).toContain(SESSION)
    expect(onRecoverableError).not.toHaveBeenCalled()
    act(() => root.unmount())
    container.remove()
  })
})
