import { createDiagnostics, type Diagnostics } from 'react-plaid-link-diagnostics'
import { openDatabase, settle } from './database.ts'
import { task } from './task.ts'

/** `name`: the database; `storage`; `bare`: without a recorder; `session`: the link_session_id. */
const wanted = new URLSearchParams(location.search)
const name = wanted.get('name') ?? 'recorder'
const session = wanted.get('session') ?? 'session-of-recorder'

function make(): Diagnostics {
  const storage = wanted.get('storage')
  return createDiagnostics({ name, ...(storage ? { storage: storage as 'memory' } : {}) })
}

const diagnostics = wanted.has('bare') ? undefined : make()
const calls: string[] = []
const link = diagnostics?.instrument({
  onEvent: (eventName: string, _metadata: object) => void calls.push(eventName),
  onSuccess: (_token: string | null, _metadata: object) => void calls.push('onSuccess'),
})

/** What the tests ask this page for. */
const recorder = {
  diagnostics: diagnostics as Diagnostics,
  /** What the app's callbacks were called with. */
  calls,
  pageshow: [] as boolean[],
  event(eventName: string, metadata: object = {}) {
    // What Plaid would not call an event does not stay as its name: a test tells it by its request_id.
    const name = /^[A-Z_]+$/.test(eventName) ? eventName : 'TRANSITION_VIEW'
    link?.onEvent(name, { link_session_id: session, request_id: eventName, view_name: 'CREDENTIAL', ...metadata })
  },
  /** What Plaid delivers as Link closes, in one task. */
  burst(prefix: string, count = 60) {
    for (let index = 0; index < count; index++) recorder.event(`${prefix}${index}`)
    link?.onSuccess('public-sandbox-x', { link_session_id: session })
  },
  /** So many events, each in a task of its own. */
  async stream(prefix: string, count: number) {
    for (let index = 0; index < count; index++) {
      recorder.event(`${prefix}${index}`)
      await task()
    }
    await diagnostics?.flush()
  },
  /** Events and `flush()` in turn until the page is gone; `told` hears what is acknowledged. */
  async endless(prefix: string, told: (recorded: number, acknowledged: number) => void) {
    let recorded = 0
    let acknowledged = 0
    for (;;) {
      const together = Math.floor(Math.random() * 5)
      for (let index = 0; index <= together; index++) {
        // Not all in one session: a session is limited.
        recorder.event(`${prefix}${recorded}`, { link_session_id: `${session}-${recorded++ % 20}` })
      }
      const flushed = recorded
      void diagnostics?.flush().then(() => {
        if (diagnostics.store.getState().problem) return
        acknowledged = Math.max(acknowledged, flushed)
        told(recorded, acknowledged)
      })
      told(recorded, acknowledged)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 8))
    }
  },
  async report() {
    const report = await recorder.diagnostics.report({ sessions: Infinity })
    const entries = report.sessions.flatMap(({ entries }) => entries)
    return {
      names: entries.flatMap(({ requestId, eventName }) => requestId ?? eventName ?? []),
      types: entries.map(({ type }) => type),
      outcomes: report.sessions.map(({ outcome }) => outcome),
      ...report.completeness,
    }
  },
  journals: () => Object.keys(localStorage).filter((key) => key.startsWith(`${name}:journal:`)),
  state: () => recorder.diagnostics.store.getState(),
  /** The names of the events in the database itself. */
  async onDisk() {
    const database = await openDatabase(name)
    const store = database.transaction('entries').objectStore('entries')
    const values = await settle<{ eventName?: string; requestId?: string }[]>(store.getAll())
    database.close()
    return values.flatMap(({ requestId, eventName }) => requestId ?? eventName ?? [])
  },
  openDatabase: (version?: number, upgrade?: (database: IDBDatabase) => void) => openDatabase(name, version, upgrade),
  settle,
  task,
}

export type RecorderPage = typeof recorder

Object.assign(window, { recorder })
addEventListener('pageshow', ({ persisted }) => recorder.pageshow.push(persisted))
