import axe from 'axe-core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { createRoot } from 'react-dom/client'
import {
  CopyDiagnostics,
  createDiagnostics,
  DiagnosticsProvider,
  type CopyDiagnosticsLabels,
} from 'react-plaid-link-diagnostics'
import { en, es, fr } from 'react-plaid-link-diagnostics/labels'
import ours from 'react-plaid-link-diagnostics/styles.css?inline'
import foreign from './foreign.css?inline'

/**
 * `clipboard`: missing, rejects; `exec`: lies (execCommand says true and copies nothing); `in`: trap, dialog, shadow;
 * `css`: ours, foreign (another page's), both; `lang`: es, fr; `dir`: rtl; `support`: link, open; `share`: works;
 * `say`: longest; `bare`: no heading and no text around it.
 */
const wanted = new URLSearchParams(location.search)
const diagnostics = createDiagnostics({ app: { name: 'Acme Money', version: '4.12.0' } })

const LONGEST_ENGLISH = {
  longest:
    "The window closed after several sign-ins that your bank did not accept. Sign in on your bank's own website first, then start again here.",
}

/** What the tests ask this page for. */
const page = {
  /** The text of the last press that was confirmed. */
  copied: '',
  /** Milliseconds from the press until the browser had the text. */
  took: 0,
  state: () => tree().querySelector<HTMLElement>('[data-part=copy]')?.dataset['state'],
  /** What the chat of the app was opened with. */
  opened: '',
  saved: [] as string[],
  clear: () => diagnostics.clear(),
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
if (wanted.get('share') === 'works') {
  Object.assign(navigator, { share: () => Promise.resolve(), canShare: () => true })
}
if (wanted.has('dir')) document.documentElement.dir = wanted.get('dir') ?? ''
if (wanted.has('lang')) document.documentElement.lang = wanted.get('lang') ?? ''
if (wanted.has('bare')) document.body.className = 'bare'

const css = wanted.get('css') ?? ''
const styles = [css === 'foreign' || css === 'both' ? foreign : '', css === 'ours' || css === 'both' ? ours : '']
if (wanted.get('in') !== 'shadow') addStyles(document.head)

function addStyles(where: Node): void {
  for (const text of styles) where.appendChild(document.createElement('style')).textContent = text
}

function tree(): Document | ShadowRoot {
  return document.querySelector('#host')?.shadowRoot ?? document
}

/** Saving is a download, which no two engines do alike. */
const click = HTMLAnchorElement.prototype.click
HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
  if (this.download) page.saved.push(this.download)
  else click.call(this)
}

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

const labels = labelsOf({ es, fr }[wanted.get('lang') ?? ''])
const support = {
  link: { href: '#support' },
  open: { open: (code: string) => void (page.opened = code), label: 'Open the chat' },
}[wanted.get('support') ?? '']

/** Where it asks for it, the longest sentence that there is in the language, whatever has happened. */
function labelsOf(known: Partial<CopyDiagnosticsLabels> | undefined): Partial<CopyDiagnosticsLabels> | undefined {
  if (wanted.get('say') !== 'longest') return known
  const sentences = Object.values((known ?? { ...en, forUser: LONGEST_ENGLISH }).forUser ?? {})
  const longest = sentences.toSorted((one, other) => other.length - one.length)[0] ?? ''
  return { ...(known ?? en), forUser: new Proxy({}, { get: () => longest }) }
}

function Page(): ReactNode {
  const copy = <CopyDiagnostics labels={labels} support={support} onCopy={(_, text) => (page.copied = text)} />
  if (wanted.get('in') === 'dialog') return <ModalDialog>{copy}</ModalDialog>
  if (wanted.get('in') === 'trap') return <FocusTrap>{copy}</FocusTrap>
  if (wanted.get('in') === 'shadow') return <Shadow>{copy}</Shadow>
  return copy
}

function Shadow({ children }: { children: ReactNode }): ReactNode {
  const [root, setRoot] = useState<ShadowRoot | null>(null)
  return (
    <div
      id="host"
      ref={(host) => {
        if (!host || host.shadowRoot) return
        const attached = host.attachShadow({ mode: 'open' })
        addStyles(attached)
        setRoot(attached)
      }}
    >
      {root && createPortal(children, root)}
    </div>
  )
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
