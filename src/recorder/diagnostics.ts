import { createStore, type StoreApi } from 'zustand/vanilla'
import { fit } from '../core/capture.ts'
import type { DiagnosticEntry } from '../core/entry.ts'
import type { DiagnosticsReport, Outcome } from '../core/report.ts'
import { hasJournals } from '../storage/journal.ts'
import { createLog, type StorageMode } from '../storage/log.ts'
import { createAttempt, follow, randomId, type Attempt } from './attempt.ts'
import { createHandler, type AppCallbacks, type Handler, type Recording } from './handler.ts'
import { listenToPage } from './page.ts'
import type { Page, Recorder } from './reading.ts'

export interface DiagnosticsOptions {
  /**
   * Name of the IndexedDB database, and prefix of the keys in localStorage.
   * @default 'react-plaid-link-diagnostics'
   */
  name?: string
  /** Named in the report, so that support knows whose it is. */
  app?: { name: string; version?: string }
  /**
   * `device`: IndexedDB, so that a report survives reloads and redirects. `memory`: this page load only.
   * `off`: nothing is recorded. For consent that is given or withdrawn later, see `setStorage`.
   * @default 'device'
   */
  storage?: StorageMode
  limits?: {
    /** @default 20 */
    sessions?: number
    /** @default 500 */
    entriesPerSession?: number
    /** @default 14 */
    days?: number
  }
  /**
   * Each new entry of this page, in a microtask after the app's own callback: for the telemetry that you
   * already run. What it throws is caught and counted in the store.
   */
  onEntry?: (entry: DiagnosticEntry) => void
}

/** Small, and without entries; it changes at most once a task. */
export interface DiagnosticsState {
  storage: StorageMode
  /** What is wrong with the storage, as a sentence; null when nothing is. */
  problem: string | null
  /** Entries of this page. */
  recorded: number
  /** Of these, on disk. */
  stored: number
  /** Of these, given up because of the limits. */
  dropped: number
  /** How often `onEntry` has thrown. */
  onEntryErrors: number
  /** The newest run of Link on this page. */
  session: { linkSessionId: string | null; attemptId: string; code: string; outcome: Outcome } | null
}

/** The options of Plaid.create that `instrument` has to do with. */
export interface InstrumentableOptions extends AppCallbacks {
  token?: unknown
  receivedRedirectUri?: unknown
}

export interface Diagnostics {
  /** A zustand vanilla store: `useStore(diagnostics.store, (state) => state.session)`. */
  store: StoreApi<DiagnosticsState>
  /**
   * For `Plaid.create` without React: the same options, with callbacks that record and then call yours.
   * `options` is not changed; the result always has onSuccess, onExit, onEvent and onLoad.
   */
  instrument<T extends InstrumentableOptions>(options: T): T
  /**
   * Keeps identifiers that the app knows: any Plaid API response, or `{ item_id: '...' }`. They belong to the
   * given Link session, or to the newest. A token that is a secret is kept as its fingerprint only.
   * Settles when durable, or known not to get there; never rejects.
   */
  attach(source: unknown, to?: { linkSessionId?: string }): Promise<void>
  /**
   * The facts so far, other tabs' too. By default the newest session and those of the 24 hours before it,
   * at most 5; `sessions` takes that many of the newest instead, `Infinity` all. Never rejects.
   */
  report(options?: { sessions?: number }): Promise<DiagnosticsReport>
  /** Settles when all recorded so far is on disk, or is known not to get there. Never rejects. */
  flush(): Promise<void>
  /**
   * Consent given (`device`): what is in memory goes to disk. Withdrawn (`memory`, `off`): everything is
   * erased as by `clear()`. Other open tabs follow; the next page load goes by its own `storage` option.
   */
  setStorage(mode: StorageMode): Promise<void>
  /** Forgets everything: here before it settles, in other tabs before they next write or report. */
  clear(): Promise<void>
  /**
   * Finishes the write in flight, stops listening, releases the database. Nothing is recorded from then on;
   * the app's callbacks keep being called.
   */
  close(): void
}

/** What our own hooks and components use beside the public surface. */
export const internals = Symbol('react-plaid-link-diagnostics')

export interface Internals {
  /** Opens the database and listens to the page; from the first mount on. */
  start(): void
  createHandler(token: unknown, app: () => AppCallbacks & { receivedRedirectUri?: unknown }): Handler
  /** Records what keeps Link from working; once for each kind and cause. */
  fault(type: 'scriptFailed' | 'notReady' | 'cspBlocked', facts: Partial<DiagnosticEntry>): void
  /**
   * Reads what is kept; the result composes a report synchronously, with what this page has recorded since: a press
   * on the button must reach the clipboard within the press (WebKit).
   */
  read(): Promise<(sessions?: number) => DiagnosticsReport>
  /** After which entries are removed. */
  days: number
  /** Another tab has recorded or cleared. Returns its remover. */
  onOtherTab(listener: () => void): () => void
}

export interface InternalDiagnostics extends Diagnostics {
  [internals]: Internals
}

/** How many entries a page writes before the disk is tidied again. */
const TIDY_AFTER = 100

/**
 * Makes a recorder. It does nothing until a hook is mounted with it or one of its methods is called, and
 * nothing at all on a server.
 */
export function createDiagnostics(options: DiagnosticsOptions = {}): Diagnostics {
  const isServer = typeof window === 'undefined'
  const name = options.name ?? 'react-plaid-link-diagnostics'
  const { sessions = 20, entriesPerSession = 500, days = 14 } = options.limits ?? {}
  const given = options.limits?.sessions ?? options.limits?.entriesPerSession
  const limits = { sessions, entriesPerSession, days, total: Math.max(5000, given ? sessions * entriesPerSession : 0) }
  const openAttempts = new Set<Attempt>()
  /** Begun since the last clear(). */
  let known = new WeakSet<Attempt>()
  const faults = new Set<string>()
  const tabListeners = new Set<() => void>()
  let sequence = 0
  let undelivered: DiagnosticEntry[] = []
  let onEntryErrors = 0
  let untidied = TIDY_AFTER // the first write finds what the last page has left
  let stopListening: (() => void) | undefined
  let opening: Promise<void> | undefined
  let closed = false

  const page: Page = { id: randomId(), userIdentifiers: [], attached: new Set() }
  const log = createLog({
    name,
    page: page.id,
    mode: isServer ? 'off' : (options.storage ?? 'device'),
    maxMemory: entriesPerSession * 2,
    onChange: updateStore,
    onStored(count) {
      untidied += count
      if (untidied < TIDY_AFTER) return
      untidied = 0
      const tidy = (): unknown =>
        load()
          .then(({ tidyDisk }) => tidyDisk(log, limits))
          .catch(ignore)
      if (typeof requestIdleCallback === 'function') requestIdleCallback(tidy)
      else setTimeout(tidy, 200) // Safari
    },
    makeRoom: async () => (await load()).tidyDisk(log, limits, true),
    onClear: forget,
  })
  const store = createStore(readState)
  const recording: Recording = { begin, record }
  const recorder: Recorder = { log, limits, page, recording, app: options.app ?? null }

  function begin(): Attempt {
    const attempt = (page.newest = page.unowned ?? create())
    page.unowned = undefined
    return attempt
  }

  function create(): Attempt {
    const attempt = createAttempt()
    known.add(attempt)
    const { userIdentifiers } = page
    if (userIdentifiers[0]) record(attempt, 'attached', (entry) => (entry.identifiers = userIdentifiers))
    return attempt
  }

  function record(...[attempt, type, fill, first, second]: Parameters<Recording['record']>): void {
    if (log.mode === 'off' || closed) return
    // Its fingerprint takes a moment: what was cleared meanwhile does not come back by it.
    if (type === 'linkToken' && !known.has(attempt)) return
    try {
      const entry: DiagnosticEntry = {
        type,
        at: Date.now(),
        page: page.id,
        sequence: sequence++,
        attemptId: attempt.id,
        code: attempt.code,
      }
      fill?.(entry, first, second)
      fit(entry)
      follow(attempt, entry)
      if (attempt.isOpen) openAttempts.add(attempt)
      else openAttempts.delete(attempt)
      // These may come late, for an attempt that is no longer the newest.
      if (type !== 'attached' && type !== 'linkToken') page.newest = attempt
      // Before the log's own microtask, so that one change of the store tells of both.
      if (options.onEntry && undelivered.push(structuredClone(entry)) === 1) queueMicrotask(deliver)
      log.append(entry)
    } catch {
      // Link comes first: an entry that could not be made is a gap in the sequence.
    }
  }

  function forget(): void {
    page.newest = page.unowned = undefined
    page.userIdentifiers = []
    page.attached.clear()
    known = new WeakSet()
    faults.clear()
    for (const listener of tabListeners) listener()
  }

  function deliver(): void {
    const entries = undelivered
    undelivered = []
    for (const entry of entries) {
      try {
        options.onEntry?.(entry)
      } catch {
        onEntryErrors++
      }
    }
  }

  function readState(): DiagnosticsState {
    const { newest } = page
    return {
      storage: log.mode,
      problem: log.problem,
      recorded: log.recorded,
      stored: log.stored,
      dropped: Object.values(log.dropped).reduce((sum, count) => sum + count, 0),
      onEntryErrors,
      session: newest
        ? {
            linkSessionId: newest.linkSessionId,
            attemptId: newest.id,
            code: newest.code,
            outcome: newest.outcome,
          }
        : null,
    }
  }

  function updateStore(): void {
    const next = readState()
    const now = store.getState()
    // The same session object while nothing of it changes, so that a selector need not compare.
    if (next.session && now.session && sameFields(next.session, now.session)) next.session = now.session
    if (!sameFields(next, now)) store.setState(next)
  }

  function start(): void {
    if (stopListening || isServer || closed) return
    stopListening = listen()
    if (log.mode === 'device') opening = open()
  }

  function listen(): () => void {
    try {
      return listenToPage({
        onFault: fault,
        onConnection(online) {
          for (const attempt of openAttempts) record(attempt, online ? 'online' : 'offline')
        },
        onLeave(how) {
          if (how !== 'hidden') for (const attempt of openAttempts) record(attempt, how)
          log.leave()
        },
        onReturn(how) {
          log.obey()
          if (how !== 'visible') for (const attempt of openAttempts) record(attempt, how)
          log.wake()
          for (const listener of tabListeners) listener()
        },
        onStorage(key) {
          if (!key?.startsWith(`${name}:`)) return
          log.obey()
          for (const listener of tabListeners) listener()
        },
      })
    } catch {
      return ignore // A page that refuses to be listened to is told less of; it must not break.
    }
  }

  async function open(): Promise<void> {
    await log.open()
    if (hasJournals(name)) await load().then(({ replayJournals }) => replayJournals(log), ignore)
  }

  function fault(...[type, facts]: Parameters<Internals['fault']>): void {
    const cause = `${type} ${facts.directive} ${facts.blockedHost}`
    if (faults.has(cause)) return
    faults.add(cause)
    const attempt = page.newest?.isOpen ? page.newest : (page.unowned ??= create())
    record(attempt, type, (entry) => Object.assign(entry, facts))
  }

  const diagnostics: InternalDiagnostics = {
    store,
    [internals]: {
      start,
      createHandler: (token, app) => createHandler(recording, token, app),
      fault,
      days,
      async read() {
        const { readReport } = await load()
        return readReport(recorder, opening)
      },
      onOtherTab(listener) {
        tabListeners.add(listener)
        return () => tabListeners.delete(listener)
      },
    },

    instrument(given) {
      start()
      const handler = createHandler(recording, given.token, () => given)
      handler.prepare()
      return { ...given, ...handler.callbacks }
    },

    async attach(source, to) {
      if (log.mode === 'off' || closed) return
      start()
      // Never rejects: an identifier that cannot be kept is missing in the report.
      await load()
        .then(({ attach }) => attach(recorder, source, to?.linkSessionId))
        .catch(ignore)
      await log.flush()
    },

    async report(request) {
      start()
      const compose = await diagnostics[internals].read()
      if (closed) log.database.close() // which the reading has opened again
      return compose(request?.sessions)
    },

    flush: () => log.flush(),

    async setStorage(mode) {
      if (isServer) return
      start()
      await (await load()).setMode(log, mode)
      updateStore()
    },

    async clear() {
      if (isServer) return
      const epoch = log.advance() // at once: an app may leave in this task
      await (await load()).clear(log, false, epoch)
      updateStore()
    },

    close() {
      closed = true
      stopListening?.()
      void log.close()
    },
  }
  return diagnostics
}

/** What reads, clears and prunes comes with the first need of it, so that a page which only links pays less. */
function load(): Promise<typeof import('./reading.ts')> {
  return import('./reading.ts').catch((cause: unknown) => {
    throw new Error('[react-plaid-link-diagnostics] A part could not be loaded: check the connection, try again.', {
      cause,
    })
  })
}

function sameFields<T extends object>(a: T, b: T): boolean {
  return (Object.keys(a) as (keyof T)[]).every((key) => Object.is(a[key], b[key]))
}

/** What cannot be loaded or tidied now will be at the next page load. */
function ignore(): void {}
