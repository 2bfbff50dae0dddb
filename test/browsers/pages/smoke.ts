import { createStore, entries, set } from 'idb-keyval'

const store = createStore('smoke', 'smoke')

/** What the smoke test asks this page for. */
const smoke = {
  put: (key: string, value: unknown) => set(key, value, store),
  all: () => entries<string, unknown>(store),
  events: [] as string[],
}

export type Smoke = typeof smoke

Object.assign(window, { smoke })

addEventListener('pageshow', ({ persisted }) => smoke.events.push(`pageshow ${persisted}`))
document.addEventListener('visibilitychange', () => smoke.events.push(document.visibilityState))
document.addEventListener('freeze', () => smoke.events.push('freeze'))
addEventListener('pagehide', ({ persisted }) => localStorage.setItem('pagehide', `${persisted}`))

const area = document.querySelector('textarea')
area?.addEventListener('paste', ({ isTrusted }) => smoke.events.push(`paste ${isTrusted}`))

document.querySelector('button')?.addEventListener('click', async ({ isTrusted }) => {
  smoke.events.push(`click ${isTrusted}`)
  await navigator.clipboard.writeText('copied by the page')
  smoke.events.push('copied')
})
