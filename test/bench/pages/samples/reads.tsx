import { createStore as createDatabase, get, set } from 'idb-keyval'
import { useEffect, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { persist, type PersistStorage } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import { installPlaidSimulator } from '../../../../src/simulator.ts'
import { check, makeEvents, seed } from '../plaid.ts'

const read = { count: 0, bytes: 0 }
const methods = ['get', 'getKey', 'getAll', 'getAllKeys', 'getAllRecords', 'count', 'openCursor', 'openKeyCursor']

for (const { prototype } of [IDBObjectStore, IDBIndex]) {
  const methodsOf = prototype as unknown as Record<string, ((...args: unknown[]) => IDBRequest) | undefined>
  for (const method of methods) {
    const original = methodsOf[method]
    if (!original) continue
    methodsOf[method] = function (...args) {
      const request = original.apply(this, args)
      read.count++
      // A cursor answers again and again.
      request.addEventListener('success', () => (read.bytes += sizeOf(request.result)))
      return request
    }
  }
}

function sizeOf(result: unknown): number {
  const value = result instanceof IDBCursor ? [result.key, (result as Partial<IDBCursorWithValue>).value] : result
  return JSON.stringify(value ?? '').length
}

/** Not before reads are counted. */
const load = (): Promise<typeof import('react-plaid-link-diagnostics')> => import('react-plaid-link-diagnostics')
const name = 'reads'

async function prepare(side: 'ours' | 'persist'): Promise<number> {
  const { createDiagnostics } = await load()
  if (side === 'ours') return seed(() => createDiagnostics({ name }), 20, 50)
  await add(1000)
  return 1000
}

/** Reads, and bytes read, from the mount to the first settled write. */
async function start(side: 'ours' | 'persist'): Promise<number[]> {
  if (side === 'ours') await link()
  else await add(1)
  return [read.count, read.bytes]
}

async function link(): Promise<void> {
  const { createDiagnostics, usePlaidLink, DiagnosticsProvider } = await load()
  const diagnostics = createDiagnostics({ name })
  installPlaidSimulator({ auto: true, pace: 0, allowInProduction: true })

  function App({ onSuccess }: { onSuccess: () => void }): ReactNode {
    const { open, ready } = usePlaidLink({ token: 'link-sandbox-1', onSuccess })
    useEffect(() => {
      if (ready) open()
    }, [ready, open])
    return null
  }

  await new Promise<void>((resolve) => {
    createRoot(document.querySelector('#app') as Element).render(
      <DiagnosticsProvider diagnostics={diagnostics}>
        <App onSuccess={resolve} />
      </DiagnosticsProvider>,
    )
  })
  const { recorded } = diagnostics.store.getState()
  await diagnostics.flush()
  const { problem, stored } = diagnostics.store.getState()
  check(problem === null && stored > 0 && stored >= recorded, `${stored} of ${recorded} stored, problem: ${problem}`)
}

/** zustand's `persist` over idb-keyval: it reads all before it may write. */
async function add(count: number): Promise<void> {
  type State = { entries: unknown[] }
  const database = createDatabase('persist', 'persist')
  let written: Promise<void> | undefined
  const storage: PersistStorage<State> = {
    getItem: async (name) => (await get(name, database)) ?? null,
    setItem: (name, value) => (written = set(name, value, database)),
    removeItem: () => {},
  }
  const store = createStore(persist<State>(() => ({ entries: [] }), { name: 'link-events', storage }))
  if (!store.persist.hasHydrated()) await new Promise((resolve) => store.persist.onFinishHydration(resolve))
  store.setState(({ entries }) => ({ entries: [...entries, ...makeEvents(count)] }))
  await written
}

export const samples = { prepare, start }
