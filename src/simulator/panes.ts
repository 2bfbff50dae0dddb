import { type Institution, institutionsFor, type Scenario } from './server.ts'
import type { Session } from './session.ts'

/** What a person sees of the simulated Link: one modal dialog, in a shadow root so that no style leaks. */
export interface Panes {
  readonly root: ShadowRoot
  render(): void
  remove(): void
}

export function createPanes(session: Session, scenario: Scenario): Panes {
  const host = document.createElement('plaid-link-simulator')
  const root = host.attachShadow({ mode: 'open' })
  const dialog = element('dialog', { ariaLabel: 'Simulated Plaid Link' })
  root.append(element('style', { textContent: STYLE }), dialog)
  const openedFrom = document.activeElement

  // Escape asks before it leaves. A browser lets a dialog refuse the second `cancel` in a row no more,
  // so the key is caught before it becomes one.
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    if (session.view === 'EXIT') session.stay()
    else root.querySelector<HTMLButtonElement>('button.close')?.click()
  })
  dialog.addEventListener('cancel', (event) => event.preventDefault())

  function render(): void {
    const heading = element('h2', { tabIndex: -1 })
    const pane = element('section', { className: 'pane' }, heading)
    pane.append(...paneOf(session, scenario, heading))
    const canClose = session.view !== 'LOADING' && session.view !== 'EXIT'
    dialog.replaceChildren(
      element(
        'div',
        { className: 'head' },
        element('span', { className: 'brand', textContent: 'Simulated Link' }),
        ...(canClose ? [button('Close', session.leave, 'close', '×')] : []),
      ),
      pane,
      element('div', { className: 'foot', textContent: 'A stand-in for Plaid Link. No bank is contacted.' }),
    )
    dialog.dataset.view = session.view ?? ''
    if (!host.isConnected) document.body.append(host)
    if (!dialog.open) {
      // jsdom has no showModal.
      if (typeof dialog.showModal === 'function') dialog.showModal()
      else dialog.open = true
    }
    heading.focus()
  }

  function remove(): void {
    host.remove()
    // A dialog that is taken out of the page, unlike one that is closed, does not give the focus back.
    if (openedFrom instanceof HTMLElement) openedFrom.focus()
  }

  return { root, render, remove }
}

/** Embedded Link: the list of banks, inside the app's own page. */
export function createEmbeddedPanes(
  target: HTMLElement,
  scenario: Scenario,
  choose: (institution: Institution) => void,
): Pick<Panes, 'root' | 'remove'> {
  const host = document.createElement('plaid-link-simulator')
  const root = host.attachShadow({ mode: 'open' })
  const heading = element('h2', { textContent: 'Select your bank' })
  root.append(element('style', { textContent: STYLE }), element('section', { className: 'pane' }, heading))
  heading.after(bankList(scenario, choose))
  target.append(host)
  return { root, remove: () => host.remove() }
}

function paneOf(session: Session, scenario: Scenario, heading: HTMLElement): Node[] {
  const bank = session.institution?.name ?? 'your bank'
  switch (session.view) {
    case 'CONSENT':
      heading.textContent = 'Connect your account'
      return [
        text('This app uses Plaid to connect your bank accounts. You choose what is shared.'),
        element(
          'ul',
          { className: 'points' },
          element('li', { textContent: 'Your login stays between you and your bank' }),
          element('li', { textContent: 'You can disconnect at any time' }),
        ),
        actions(button('Continue', session.consent, 'primary')),
      ]
    case 'SELECT_INSTITUTION': {
      heading.textContent = 'Select your bank'
      const list = bankList(scenario, (institution) => {
        if (search.value !== '') session.search(search.value)
        session.select(institution)
      })
      const search = element('input', { type: 'search', placeholder: 'Search', ariaLabel: 'Search for a bank' })
      search.addEventListener('input', () => {
        for (const item of list.children) {
          const isMatch = item.textContent.toLowerCase().includes(search.value.toLowerCase())
          item.toggleAttribute('hidden', !isMatch)
        }
      })
      return [search, list]
    }
    case 'CREDENTIAL':
      heading.textContent = `Log in to ${bank}`
      return [
        text('Anything will do: what you type here goes nowhere.'),
        form(
          'Log in',
          session.submitCredentials,
          field('Username', { value: 'user_good', autocomplete: 'off' }),
          field('Password', { value: 'pass_good', type: 'password', autocomplete: 'off' }),
        ),
      ]
    case 'MFA':
      heading.textContent = 'Enter your code'
      return [
        text(`${bank} has sent a code to your phone. Any six digits will do.`),
        form(
          'Submit',
          session.submitCode,
          field('Code', { value: '123456', inputMode: 'numeric', autocomplete: 'off' }),
        ),
      ]
    case 'OAUTH':
      heading.textContent = `Log in at ${bank}`
      return [
        text('You will leave this page to log in on your bank’s own website, and come back when you are done.'),
        actions(button(`Continue to ${bank}`, session.goToBank, 'primary')),
      ]
    case 'LOADING': {
      const isStuck = scenario === 'never-answers'
      heading.textContent = isStuck ? 'One moment…' : `Connecting to ${bank}…`
      return [
        element('div', { className: 'spinner', role: 'presentation' }),
        ...(isStuck ? [text('This scenario ends here: Link hangs. Reload the page to get out.')] : []),
      ]
    }
    case 'ERROR': {
      heading.textContent = 'That did not work'
      const canRetry = session.error?.error_code === 'INVALID_CREDENTIALS'
      return [
        element('div', { className: 'badge failed', role: 'presentation', textContent: '!' }),
        text(session.error?.display_message ?? 'Something went wrong. Please close this window and start again.'),
        element('code', { textContent: session.error?.error_code ?? '' }),
        actions(
          ...(canRetry ? [button('Try again', session.retry, 'primary')] : []),
          button('Exit', session.leave, canRetry ? 'quiet' : 'primary'),
        ),
      ]
    }
    case 'CONNECTED':
      heading.textContent = 'Your account is connected'
      return [
        element('div', { className: 'badge', role: 'presentation', textContent: '✓' }),
        text(`${bank}: Plaid Checking, Plaid Saving`),
        actions(button('Finish', session.finish, 'primary')),
      ]
    case 'EXIT':
      heading.textContent = 'Leave without connecting?'
      return [
        text('Your bank is not connected yet.'),
        actions(button('Yes, exit', session.exit, 'primary'), button('No, go back', session.stay, 'quiet')),
      ]
    default:
      return []
  }
}

function bankList(scenario: Scenario, choose: (institution: Institution) => void): HTMLUListElement {
  const items = institutionsFor(scenario).map((institution, i) => {
    const choice = button(institution.name, () => choose(institution), 'bank')
    choice.prepend(element('span', { className: 'sign', textContent: institution.name.charAt(0), ariaHidden: 'true' }))
    choice.style.setProperty('--hue', String((i * 67 + 160) % 360))
    return element('li', {}, choice)
  })
  return element('ul', { className: 'banks' }, ...items)
}

function text(textContent: string): HTMLParagraphElement {
  return element('p', { textContent })
}

function actions(...buttons: HTMLButtonElement[]): HTMLDivElement {
  return element('div', { className: 'actions' }, ...buttons)
}

function button(name: string, onClick: () => void, className: string, sign = name): HTMLButtonElement {
  const made = element('button', { type: 'button', className }, element('span', { textContent: sign }))
  if (sign !== name) made.ariaLabel = name
  made.addEventListener('click', onClick)
  return made
}

function form(submitName: string, onSubmit: () => void, ...fields: HTMLElement[]): HTMLFormElement {
  const submit = element('button', { type: 'submit', className: 'primary', textContent: submitName })
  const made = element('form', {}, ...fields, actions(submit))
  made.addEventListener('submit', (event) => {
    event.preventDefault()
    onSubmit()
  })
  return made
}

function field(label: string, input: Partial<HTMLInputElement>): HTMLLabelElement {
  return element('label', {}, element('span', { textContent: label }), element('input', input))
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
  ...children: Node[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

const STYLE = `
  :host {
    color-scheme: light dark;
    --ink: #15201c;
    --muted: #5a6863;
    --paper: #ffffff;
    --line: #dfe5e2;
    --field: #f6f8f7;
    --strong: #15201c;
    --focus: #1673b8;
    --on-strong: #ffffff;
    font: 400 16px/1.5 system-ui, sans-serif;
  }

@media (prefers-color-scheme: dark) {
  :host {
    --ink: #edf3f0;
    --muted: #9fb0a9;
    --paper: #1a2320;
    --line: #34423c;
    --field: #121a17;
    --strong: #edf3f0;
    --focus: #6ec1ff;
    --on-strong: #15201c;
  }
}
  * { box-sizing: border-box }
  dialog {
    width: min(400px, 100%); height: min(640px, 100%); max-width: none; max-height: none;
    margin: auto; padding: 0; border: 0; border-radius: 20px;
    color: var(--ink); background: var(--paper);
    box-shadow: 0 24px 80px rgb(0 0 0 / .35);
    flex-direction: column; overflow: hidden;
  }
  dialog[open] { display: flex; animation: arrive .22s ease-out }
  dialog::backdrop { background: rgb(10 18 15 / .55) }
  @keyframes arrive { from { opacity: 0; transform: translateY(12px) } }
  .head { display: flex; align-items: center; justify-content: space-between; min-height: 60px; padding: 8px 10px 0 24px }
  .brand { font-size: 13px; font-weight: 600; letter-spacing: .02em; color: var(--muted) }
  .foot { padding: 14px 24px 18px; font-size: 13px; color: var(--muted); border-top: 1px solid var(--line) }
  .pane { flex: 1; display: flex; flex-direction: column; gap: 16px; padding: 8px 24px 24px; overflow-y: auto }
  h2 { margin: 8px 0 0; font-size: 25px; line-height: 1.2; letter-spacing: -.02em; text-wrap: balance; outline: none }
  p { margin: 0; color: var(--muted); text-wrap: pretty }
  ul { margin: 0; padding: 0; list-style: none }
  .points { display: grid; gap: 12px }
  .points li { display: flex; gap: 12px; padding: 14px 16px; border: 1px solid var(--line); border-radius: 12px }
  .points li::before { content: '✓'; font-weight: 700 }
  .actions { display: grid; gap: 8px; margin-top: auto; padding-top: 16px }
  button, input { font: inherit; color: inherit }
  button { cursor: pointer; min-height: 44px; border-radius: 12px; border: 1px solid transparent; background: none }
  button:focus-visible, input:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
  .primary { min-height: 52px; font-weight: 600; color: var(--on-strong); background: var(--strong) }
  .quiet { min-height: 52px; font-weight: 600; border-color: var(--line) }
  .close { width: 44px; font-size: 26px; line-height: 1; color: var(--muted) }
  .close:hover, .quiet:hover, .bank:hover { background: var(--field) }
  form { flex: 1; display: flex; flex-direction: column; gap: 14px }
  label { display: grid; gap: 6px; font-size: 14px; font-weight: 600 }
  input { width: 100%; min-height: 48px; padding: 0 14px; font-weight: 400; font-size: 16px;
    border: 1px solid var(--line); border-radius: 12px; background: var(--field) }
  .banks { display: grid; gap: 4px; margin: 0 -10px }
  .bank { display: flex; align-items: center; gap: 14px; width: 100%; padding: 8px 10px; text-align: left; font-weight: 500 }
  .sign { display: grid; place-items: center; width: 38px; height: 38px; flex: none; border-radius: 10px; font-weight: 700;
    color: #fff; background: hsl(var(--hue) 45% 34%) }
  code { align-self: start; padding: 6px 10px; font: 13px/1.4 ui-monospace, monospace; color: var(--muted);
    border: 1px solid var(--line); border-radius: 8px; overflow-wrap: anywhere }
  code:empty { display: none }
  .spinner { width: 44px; height: 44px; margin: 64px auto; border-radius: 50%; border: 4px solid var(--line);
    border-top-color: var(--strong); animation: turn .9s linear infinite }
  .badge { order: -1; display: grid; place-items: center; width: 56px; height: 56px; border-radius: 50%;
    font-size: 26px; font-weight: 700; color: #fff; background: #17764f }
  .failed { background: #a3441a }
  @keyframes turn { to { transform: rotate(1turn) } }
  [hidden] { display: none }
  @media (max-width: 480px) {
    dialog { width: 100%; height: 100%; border-radius: 0 }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog[open] { animation: none }
    .spinner { animation-duration: 4s }
  }
`
