import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { createDiagnostics, DiagnosticsProvider, usePlaidLink, type Diagnostics } from 'react-plaid-link-diagnostics'
import { openDatabase, settle } from './database.ts'
import { task } from './task.ts'

/** `name`: the database; `recover`: the app reloads where a part is missing, as Vite's documentation says. */
const wanted = new URLSearchParams(location.search)
const name = wanted.get('name') ?? 'mount'
const session = '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b'

sessionStorage.setItem('loads', String(Number(sessionStorage.getItem('loads')) + 1))
if (wanted.has('recover')) addEventListener('vite:preloadError', () => location.reload())

type Config = Record<'onEvent' | 'onSuccess' | 'onExit' | 'onLoad', (...args: unknown[]) => void>
const handlers: Config[] = []
const handler = { open() {}, exit() {}, submit() {}, destroy() {} }
Object.assign(window, { Plaid: { create: (config: Config) => (handlers.push(config), handler) } })

const calls: string[] = []
const errors: string[] = []
addEventListener('error', ({ message }) => errors.push(message))
addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)))

const diagnostics = createDiagnostics({ name })
let link: ReturnType<typeof usePlaidLink> | undefined

function App() {
  // oxlint-disable-next-line react/globals -- the test asks the page for it
  link = usePlaidLink({
    token: 'link-sandbox-af1a0311-da53-4636-b754-dd15cc058176',
    onSuccess: () => calls.push('onSuccess'),
    onExit: () => calls.push('onExit'),
    onEvent: (eventName) => calls.push(eventName),
  })
  return createElement('p', null, 'the app')
}
const app = createElement(DiagnosticsProvider, { diagnostics }, createElement(App))
createRoot(document.querySelector('#app') as Element).render(app)

/** What the tests ask this page for. */
const page = {
  calls,
  errors,
  diagnostics: diagnostics as Diagnostics,
  text: () => document.querySelector('#app')?.textContent,
  isReady: () => link?.ready === true && handlers.length > 0,
  loads: () => Number(sessionStorage.getItem('loads')),
  /** A run of Link as Plaid plays it: opened, and at its end all events in one task. */
  async run(count = 60) {
    link?.open()
    const config = handlers.at?.(-1) ?? handlers[handlers.length - 1]
    config?.onEvent('OPEN', { link_session_id: session })
    await task()
    for (let index = 0; index < count; index++) {
      config?.onEvent(`N${index}`, { link_session_id: session, view_name: 'CREDENTIAL' })
    }
    config?.onExit({ error_type: 'ITEM_ERROR', error_code: 'INVALID_CREDENTIALS' }, { link_session_id: session })
    await diagnostics.flush()
  },
  state: () => diagnostics.store.getState(),
  async onDisk() {
    const database = await openDatabase(name)
    const values = await settle<{ eventName?: string }[]>(
      database.transaction('entries').objectStore('entries').getAll(),
    )
    database.close()
    return values.map(({ eventName }) => eventName ?? '').filter(Boolean)
  },
  async report() {
    const { sessions, completeness } = await diagnostics.report()
    return { outcomes: sessions.map(({ outcome }) => outcome), ...completeness }
  },
  failure: (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => String(error),
    ),
}

export type MountPage = typeof page

Object.assign(window, { page })
