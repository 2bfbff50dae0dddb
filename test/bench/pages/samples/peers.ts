import { addBreadcrumb, getIsolationScope, init } from '@sentry/browser'
import { createStore as createDatabase, del, get, set, update } from 'idb-keyval'
import { createDiagnostics, type Diagnostics } from 'react-plaid-link-diagnostics'
import { createJSONStorage, persist, type StateStorage } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import { task } from '../../../browsers/pages/task.ts'
import { check, instrument, makeEvents, onEvent, seed, type PlaidEvent } from '../plaid.ts'

/** What each of them keeps before it is measured. */
const KEPT = 1000
const BURST = 60
const EVENTS = 20
const CALLS = 120

interface Peer {
  add(...event: PlaidEvent): void
  /** What was added last is durable. */
  settled(): Promise<unknown>
}

interface Kept {
  at: number
  name: string
  metadata: object
}

const peers: Record<string, () => Promise<Peer>> = {
  async ours() {
    const make = (): Diagnostics => createDiagnostics({ name: 'peers' })
    await seed(make, 20, KEPT / 20)
    const diagnostics = make()
    return { add: instrument(diagnostics).onEvent, settled: () => diagnostics.flush() }
  },

  /** As zustand's documentation shows it, with the last 1,000 kept. */
  async persist() {
    let written: Promise<void> | undefined
    const storage: StateStorage = {
      getItem: async (name) => (await get<string>(name)) ?? null,
      setItem: (name, value) => (written = set(name, value)),
      removeItem: (name) => del(name),
    }
    const store = createStore(
      persist<{ entries: Kept[] }>(() => ({ entries: [] }), {
        name: 'link-events',
        storage: createJSONStorage(() => storage),
      }),
    )
    store.setState({ entries: makeEvents(KEPT).map(toKept) })
    await written
    return {
      add(...event) {
        store.setState(({ entries }) => ({ entries: [...entries, toKept(event)].slice(-KEPT) }))
      },
      async settled() {
        await written
        check(store.getState().entries.length === KEPT, 'zustand persist keeps another number')
      },
    }
  },

  /** One list under one key, with the last 1,000 kept. */
  async update() {
    const database = createDatabase('link-events', 'link-events')
    await set('entries', makeEvents(KEPT).map(toKept), database)
    let written: Promise<void> | undefined
    return {
      add(...event) {
        const entry = toKept(event)
        written = update<Kept[]>('entries', (entries = []) => [...entries, entry].slice(-KEPT), database)
      },
      settled: async () => written,
    }
  },

  /** The last 1,000, in memory only: for comparison. Its default integrations would add breadcrumbs of their own. */
  async sentry() {
    init({
      dsn: 'https://key@sentry.test/1',
      maxBreadcrumbs: KEPT,
      defaultIntegrations: false,
      sendClientReports: false,
    })
    const add = (message: string, data: Record<string, unknown>): void =>
      addBreadcrumb({ category: 'plaid-link', message, data })
    for (const event of makeEvents(KEPT)) add(...event)
    return {
      add,
      async settled() {
        check(getIsolationScope().getScopeData().breadcrumbs.length === KEPT, 'Sentry keeps another number')
      },
    }
  },
}

function toKept([name, metadata]: PlaidEvent): Kept {
  return { at: Date.now(), name, metadata }
}

const made = new Map<string, Promise<Peer>>()

function find(name: string): Promise<Peer> {
  const make = peers[name]
  if (!make) throw new Error(`no peer ${name}`)
  const peer = made.get(name) ?? make()
  made.set(name, peer)
  return peer
}

/** 60 events in one task, as Plaid delivers them; until all are durable. Milliseconds an event. */
async function burst(name: string): Promise<number> {
  const { add, settled } = await find(name)
  const events = makeEvents(BURST)
  const started = performance.now()
  for (const event of events) add(...event)
  await settled()
  return (performance.now() - started) / BURST
}

/** 20 events, one a task, not waited for; until all are durable. Milliseconds an event. */
async function stream(name: string): Promise<number> {
  const { add, settled } = await find(name)
  const events = makeEvents(EVENTS)
  const started = performance.now()
  for (const event of events) {
    add(...event)
    await task()
  }
  await settled()
  return (performance.now() - started) / EVENTS
}

/** 20 events, each begun when the one before is durable. Milliseconds an event. */
async function oneByOne(name: string): Promise<number> {
  const { add, settled } = await find(name)
  let sum = 0
  for (const event of makeEvents(EVENTS)) {
    await task()
    const started = performance.now()
    add(...event)
    await settled()
    sum += performance.now() - started
  }
  return sum / EVENTS
}

/** The call alone, beyond the app's own. Microseconds. */
async function call(name: string): Promise<number> {
  const { add, settled } = await find(name)
  const [own, all] = [onEvent, add].map((call) => {
    const events = makeEvents(CALLS)
    const started = performance.now()
    for (const event of events) call(...event)
    return performance.now() - started
  }) as [number, number]
  await settled()
  return ((all - own) * 1000) / CALLS
}

export const samples = { burst, stream, oneByOne, call }
