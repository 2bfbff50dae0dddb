// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, render, screen, waitFor, within } from '@testing-library/react'
import axe from 'axe-core'
import { createRef } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { CopyDiagnostics, DiagnosticsProvider, type CopyDiagnosticsProps } from 'react-plaid-link-diagnostics'
import { describe, expect, it, vi } from 'vitest'
import {
  button,
  desk,
  failAtBank,
  field,
  press,
  SESSION,
  setUpButton,
  settled,
  show,
  toggle,
  wrapper,
} from '../support/button.tsx'
import { installClipboard } from '../support/clipboard.ts'

setUpButton()

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
    expect(screen.getByRole('button', { name: 'Get help' }).dataset['state']).toBe('idle')
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
    await toggle()
    await settled()
    expect(field().value).not.toBe('')
    expect(await check(container)).toEqual([])
  })
})

describe('on a server', () => {
  it('renders an idle button, which is taken over without a word', async () => {
    const html = renderToString(<CopyDiagnostics id="copy" />)
    expect(html).toContain('data-state="idle"')
    // A strict Content Security Policy refuses it.
    expect(html).not.toContain('style')
    const board = installClipboard('works')
    failAtBank()
    const container = document.createElement('div')
    document.body.append(container)
    container.innerHTML = html
    const onRecoverableError = vi.fn()
    const root = await act(async () =>
      hydrateRoot(
        container,
        <DiagnosticsProvider diagnostics={desk.diagnostics}>
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
