import type { PlaidInstitution } from 'react-plaid-link'
import type { Scenario } from './scenarios/types.ts'
import { banksOf } from './embedded.ts'
import { isOfPerson, type Session } from './session.ts'
import { STYLE } from './style.ts'
import { wordsOf, type FieldWords } from './views.ts'

/** What a person sees of the simulated Link: one modal dialog, in a shadow root so that no style leaks. */
export interface Panes {
  readonly root: ShadowRoot
  render(): void
  remove(): void
}

export function createPanes(session: Session): Panes {
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
    pane.append(...paneOf(session, heading))
    const isWaiting = session.view === 'LOADING' && !(session.next && isOfPerson(session.next))
    const canClose = session.view !== 'EXIT' && !isWaiting && !session.isStuck
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
  choose: (institution: PlaidInstitution) => void,
): Pick<Panes, 'root' | 'remove'> {
  const host = document.createElement('plaid-link-simulator')
  const root = host.attachShadow({ mode: 'open' })
  const heading = element('h2', { textContent: 'Select your bank' })
  root.append(element('style', { textContent: STYLE }), element('section', { className: 'pane' }, heading))
  heading.after(bankList(banksOf(scenario), choose))
  target.append(host)
  return { root, remove: () => host.remove() }
}

function paneOf(session: Session, heading: HTMLElement): Node[] {
  const { view, next, error } = session
  const bank = session.institution?.name ?? 'your bank'
  const said = (text: string) => text.split('{bank}').join(bank)
  const words = wordsOf(view ?? '')
  heading.textContent = said(words.heading)
  const text = words.text.map((line) => element('p', { textContent: said(line) }))

  if (view === 'EXIT') {
    const stay = button('No, go back', session.stay, 'quiet')
    return [...text, actions(button('Yes, exit', session.press, 'primary'), stay)]
  }
  if (next !== null && 'chooses' in next) return choicePane(session, next.chooses)
  const press = next !== null && 'person' in next ? said(next.person) : null
  if (view === 'ERROR') {
    return [
      element('div', { className: 'badge failed', role: 'presentation', textContent: '!' }),
      element('p', { textContent: error?.display_message ?? NO_ADVICE }),
      element('code', { textContent: error?.error_code ?? '' }),
      actions(
        ...(press ? [button(press, session.press, 'primary')] : []),
        button('Exit', session.leave, press ? 'quiet' : 'primary'),
      ),
    ]
  }
  if (session.isStuck) return [spinner(), element('p', { textContent: STUCK })]
  if (press === null && next !== null && 'leaves' in next) {
    return [...text, actions(button('Exit', session.leave, 'primary'))]
  }
  if (press === null) return [spinner(), ...text]
  if (words.fields) return [...text, form(press, session.press, ...words.fields.map(field))]
  const badge = element('div', { className: 'badge', role: 'presentation', textContent: '✓' })
  return [...(view === 'CONNECTED' ? [badge] : []), ...text, actions(button(press, session.press, 'primary'))]
}

const NO_ADVICE = 'Something went wrong. Please close this window and start again.'
const STUCK = 'Nothing more happens here. Reload the page to get out.'

function choicePane(session: Session, banks: readonly PlaidInstitution[]): Node[] {
  const list = bankList(banks, (institution) => session.choose(institution, search.value))
  const search = element('input', { type: 'search', placeholder: 'Search', ariaLabel: 'Search for a bank' })
  search.addEventListener('input', () => {
    for (const item of list.children) {
      const isMatch = (item.textContent ?? '').toLowerCase().includes(search.value.toLowerCase())
      item.toggleAttribute('hidden', !isMatch)
    }
  })
  return [search, list]
}

function bankList(banks: readonly PlaidInstitution[], choose: (bank: PlaidInstitution) => void): HTMLUListElement {
  const items = banks.map((bank, i) => {
    const choice = button(bank.name, () => choose(bank), 'bank')
    choice.prepend(element('span', { className: 'sign', textContent: bank.name.charAt(0), ariaHidden: 'true' }))
    choice.style.setProperty('--hue', String((i * 67 + 160) % 360))
    return element('li', {}, choice)
  })
  return element('ul', { className: 'banks' }, ...items)
}

function spinner(): HTMLElement {
  return element('div', { className: 'spinner', role: 'presentation' })
}

function actions(...buttons: HTMLButtonElement[]): HTMLDivElement {
  return element('div', { className: 'actions' }, ...buttons)
}

function button(name: string, onClick: () => void, className: string, sign = name): HTMLButtonElement {
  const made = element('button', { type: 'button', className }, element('span', { textContent: sign }))
  if (sign !== name) made.setAttribute('aria-label', name)
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

function field({ label, ...input }: FieldWords): HTMLLabelElement {
  return element(
    'label',
    {},
    element('span', { textContent: label }),
    element('input', { autocomplete: 'off', ...input }),
  )
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

/** What a button in Link is called. */
export function nameOf(button: HTMLButtonElement): string {
  return button.getAttribute('aria-label') ?? button.lastElementChild?.textContent ?? button.textContent ?? ''
}
