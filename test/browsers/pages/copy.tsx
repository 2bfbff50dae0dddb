import axe from 'axe-core'
import { useEffect, useRef, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { CopyDiagnostics, createDiagnostics, DiagnosticsProvider } from 'react-plaid-link-diagnostics'

/**
 * `clipboard`: missing, rejects; `exec`: lies (execCommand says true and copies nothing); `in`: trap, dialog;
 * `scheme`: dark.
 */
const wanted = new URLSearchParams(location.search)
const diagnostics = createDiagnostics({ app: { name: 'Acme Money', version: '4.12.0' } })

/** What the tests ask this page for. */
const page = {
  /** The text of the last press that was confirmed. */
  copied: '',
  /** Milliseconds from the press until the browser had the text. */
  took: 0,
  state: () => document.querySelector<HTMLElement>('[data-state]')?.dataset['state'],
  /** Sessions with 60 entries each, on the disk when it settles. */
  async record(sessions: number) {
    for (let session = 0; session < sessions; session++) {
      const { onEvent, onExit } = diagnostics.instrument({ onEvent: ignore, onExit: ignore })
      const metadata = {
        link_session_id: crypto.randomUUID?.() ?? `session-${session}`,
        institution_id: 'ins_20',
        institution_name: 'Citizens Bank',
      }
      for (let entry = 0; entry < 59; entry++) {
        const name = entry === 0 ? 'OPEN' : 'TRANSITION_VIEW'
        onEvent(name, { ...metadata, view_name: `VIEW_${entry}`, request_id: `request${entry}session${session}` })
      }
      onExit(
        {
          error_type: 'ITEM_ERROR',
          error_code: 'INVALID_CREDENTIALS',
          error_message: 'not correct',
          display_message: '',
        },
        { ...metadata, status: 'requires_credentials' },
      )
    }
    await diagnostics.flush()
  },
  async violations() {
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)
  },
}

export type CopyPage = typeof page

Object.assign(window, { page })

function ignore(..._args: unknown[]): void {}

if (wanted.get('clipboard') === 'missing') Object.defineProperty(navigator, 'clipboard', { value: undefined })
if (wanted.get('clipboard') === 'rejects') {
  const refuse = () => Promise.reject(new DOMException('refused', 'NotAllowedError'))
  Object.assign(navigator.clipboard, { write: refuse, writeText: refuse })
}
if (wanted.get('exec') === 'lies') document.execCommand = () => true
if (wanted.get('scheme') === 'dark') document.documentElement.className = 'dark'

let pressedAt = 0
addEventListener('click', ({ timeStamp }) => (pressedAt = timeStamp), { capture: true })
const { clipboard } = navigator
const writeText = clipboard?.writeText
if (clipboard && !wanted.has('clipboard')) {
  clipboard.writeText = async (text) => {
    await writeText.call(clipboard, text)
    page.took = performance.now() - pressedAt
  }
}

function Page(): ReactNode {
  const copy = <CopyDiagnostics onCopy={(_, text) => (page.copied = text)} />
  if (wanted.get('in') === 'dialog') return <ModalDialog>{copy}</ModalDialog>
  if (wanted.get('in') === 'trap') return <FocusTrap>{copy}</FocusTrap>
  return copy
}

function ModalDialog({ children }: { children: ReactNode }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} aria-label="Help">
      {children}
    </dialog>
  )
}

/** As dialogs in user land do it: whatever gets the focus outside gives it back at once. */
function FocusTrap({ children }: { children: ReactNode }): ReactNode {
  const trap = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const pull = ({ target }: FocusEvent): void => {
      if (!trap.current?.contains(target as Node)) trap.current?.querySelector('button')?.focus()
    }
    document.addEventListener('focusin', pull)
    return () => document.removeEventListener('focusin', pull)
  }, [])
  return (
    <div ref={trap} role="dialog" aria-label="Help">
      {children}
    </div>
  )
}

createRoot(document.querySelector('#app') as Element).render(
  <DiagnosticsProvider diagnostics={diagnostics}>
    <Page />
  </DiagnosticsProvider>,
)
