// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import {
  CopyDiagnostics,
  createDiagnostics,
  DiagnosticsProvider,
  useCopyDiagnostics,
  type Diagnostics,
} from 'react-plaid-link-diagnostics'
import { describe, expect, it } from 'vitest'
import {
  button,
  desk,
  failAtBank,
  field,
  press,
  SESSION,
  setUpButton,
  settled,
  toggle,
  wrapper,
} from '../support/button.tsx'
import { installClipboard } from '../support/clipboard.ts'
import { databaseName } from '../support/disk.ts'

setUpButton()

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
    fireEvent.click(screen.getByText((await desk.diagnostics.report()).code))
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
    const view = render(tree(desk.diagnostics))
    await settled()
    await toggle()
    installClipboard('missing')
    await press('failed')
    expect(field().value).toContain(SESSION)
    view.rerender(tree(other))
    expect(button().dataset['state']).toBe('idle')
    expect(screen.queryByRole('textbox')).toBeNull()
    await screen.findByText('See what is copied')
    await toggle()
    await waitFor(() => expect(field().value).not.toContain(SESSION))
    other.close()
  })
})
