import { createStore, type StoreApi } from 'zustand/vanilla'
import { truncate } from '../entry/capture.ts'
import type { DiagnosticEntry } from '../entry/fields.ts'
import type { DiagnosticsReport, Outcome } from '../session/report.ts'
import { createDisk, type Disk } from '../storage/disk.ts'
import { advance, append, createLog, decide, leave, total, type Log, type StorageMode } from '../storage/log.ts'
import { createAttempt, follow, randomId, type Attempt } from './attempt.ts'
import { createHandler, type AppCallbacks, type Fill, type Handler } from './handler.ts'
import type { Later } from './later.ts'
import { listenToPage, lookForPlaid } from './page.ts'
import type { Reader } from './reading.ts'

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
   * given Link session, or to the newest; to none where what is given can be no link_session_id. A token that is a
   * secret is kept as its fingerprint only.
   * Settles when durable, or known not to get there; never rejects.
   */
  attach(source: unknown, to?: { linkSessionId?: string }): Promise<void>
  /**
   * The facts so far, other tabs' too. By default the newest session and those of the 24 hours before it,
   * at most 5; `sessions` takes that many of the newest instead, `Infinity` all. Rejects only where the part of this
   * package that reads, which comes when it is first needed, could not be loaded.
   */
  report(options?: { sessions?: number }): Promise<DiagnosticsReport>
  /** Settles when all recorded so far is on disk, or is known not to get there. Never rejects. */
  flush(): Promise<void>
  /**
   * Consent given (`device`): what is in memory goes to disk. Withdrawn (`memory`, `off`): everything is
   * erased as by `clear()`. Other open tabs follow; the next page load goes by its own `storage` option. Holds at once;
   * rejects where the part of this package that opens and erases could not be loaded.
   */
  setStorage(mode: StorageMode): Promise<void>
  /**
   * Forgets everything: here before it settles, in other tabs before they next write or report; not in tabs that keep
   * all in memory, where nothing was ever stored. What was recorded is void at once; rejects where the part of this
   * package that erases it could not be loaded.
   */
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
  log: Log
  /** Opens the database and listens to the page; from the first mount on. */
  start(): void
  createHandler(token: unknown, app: () => AppCallbacks & { receivedRedirectUri?: unknown }): Handler
  /** Link was not ready in time; recorded once. */
  tellNotReady(afterMs: number): void
  /** Reads what is kept. Rejects where what reads could not be loaded. */
  read(): Promise<Reader>
}

export interface InternalDiagnostics extends Diagnostics {
  [internals]: Internals
}

/** A recorder as its parts see it. */
export interface Recorder {
  readonly options: DiagnosticsOptions
  readonly log: Log
  readonly disk: Disk
  /**
   * Records, unless recording is off; `fill` completes the entry from what a callback was given (no closure is made
   * for an event). Never throws.
   */
  record(attempt: Attempt, type: DiagnosticEntry['type'], fill?: Fill, given?: readonly unknown[]): void
  /** A new attempt, or the one that a fault or `attach` has begun without a handler. */
  begin(): Attempt
  load(): Promise<Later>
  /** The attempt that was heard of last. */
  newest: Attempt | undefined
  /** Begun by a fault or by `attach`; the next handler takes it over. */
  unowned: Attempt | undefined
  /** Attached, and true of each later attempt of the page too. */
  userIdentifiers: NonNullable<DiagnosticEntry['identifiers']>
}

/**
 * Makes a recorder. It does nothing until a hook is mounted with it or one of its methods is called, and
 * nothing at all on a server.
 *
 * Here is what has to be there in the very task in which Link calls back or the page goes. The rest is in later.ts, which
 * the first mount loads, and in reading.ts, which comes with the first report.
 */
export function createDiagnostics(options: DiagnosticsOptions = {}): Diagnostics {
  const isServer = typeof window === 'undefined'
  const openAttempts = new Set<Attempt>()
  let faults = new Set<string>()
  let sequence = 0
  let undelivered: DiagnosticEntry[] = []
  let onEntryErrors = 0
  let isScheduled = false
  let isHidden = false
  let stopListening: (() => void) | undefined
  let later: Later | undefined
  let loading: Promise<Later> | undefined
  let opened: Promise<void> | undefined

  const log = createLog({
    name: options.name ?? 'react-plaid-link-diagnostics',
    page: randomId(),
    mode: isServer ? 'off' : (options.storage ?? 'device'),
    maxMemory: 2 * (options.limits?.entriesPerSession ?? 500),
    onChange: schedule,
    onForget() {
      recorder.newest = recorder.unowned = undefined
      recorder.userIdentifiers = []
      faults = new Set()
      openAttempts.clear()
      schedule()
    },
  })

  const disk = createDisk(
    log,
    (count) => later?.onWritten(count),
    () => load().then((loaded) => loaded.makeRoom()),
  )
  const recorder: Recorder = {
    options,
    log,
    disk,
    record,
    load,
    newest: undefined,
    unowned: undefined,
    userIdentifiers: [],
    begin() {
      const attempt = (recorder.newest = recorder.unowned ?? create())
      recorder.unowned = undefined
      return attempt
    },
  }
  const store = createStore(() => readState())

  function create(): Attempt {
    const attempt = createAttempt(log)
    const { userIdentifiers: identifiers } = recorder
    if (identifiers[0]) record(attempt, 'attached', Object.assign, [{ identifiers }])
    return attempt
  }

  function record(...[attempt, type, fill, given = []]: Parameters<Recorder['record']>): void {
    if (log.mode === 'off' || log.closed) return
    // Its fingerprint takes a moment: what was cleared meanwhile does not come back by it.
    if (type === 'linkToken' && attempt.forgotten !== log.forgotten) return
    try {
      const entry: DiagnosticEntry = {
        type,
        at: Date.now(),
        page: log.page,
        sequence: sequence++,
        attemptId: attempt.id,
        code: attempt.code,
      }
      fill?.(entry, ...given)
      truncate(entry)
      follow(attempt, entry)
      if (attempt.isOpen) openAttempts.add(attempt)
      else openAttempts.delete(attempt)
      // These may come late, for an attempt that is no longer the newest.
      if (type !== 'attached' && type !== 'linkToken') recorder.newest = attempt
      append(log, entry)
      if (options.onEntry) undelivered.push(structuredClone(entry))
    } catch {
      // Link comes first: an entry that could not be made is a gap in the sequence.
    }
  }

  function recordForOpen(type: DiagnosticEntry['type']): void {
    for (const attempt of openAttempts) record(attempt, type)
  }

  /** Something keeps Link from working; recorded once for each kind and cause. */
  function fault(type: DiagnosticEntry['type'], facts: Partial<DiagnosticEntry>): void {
    const cause = [type, facts.directive, facts.blockedHost].join()
    if (faults.has(cause)) return
    faults.add(cause)
    const { newest } = recorder
    record(newest?.isOpen ? newest : (recorder.unowned ??= create()), type, Object.assign, [facts])
  }

  /** In a microtask of the same task, when all entries of a burst are there. */
  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    queueMicrotask(() => {
      isScheduled = false
      disk.pump()
      // Nothing tells a hidden page that it goes, once it was told that it is hidden; and a page that leaves runs on for
      // a moment (Chromium).
      if (isHidden) leave(log)
      const entries = undelivered
      undelivered = []
      for (const entry of entries) {
        try {
          options.onEntry?.(entry)
        } catch {
          onEntryErrors++
        }
      }
      store.setState(readState(store.getState()))
    })
  }

  function readState(before?: DiagnosticsState): DiagnosticsState {
    const { mode, problem, recorded, stored, dropped } = log
    const { linkSessionId, id, code, outcome } = recorder.newest ?? {}
    let session = id ? ({ linkSessionId, attemptId: id, code, outcome } as DiagnosticsState['session']) : null
    // The same object while nothing of it changes, so that a selector need not compare.
    if (JSON.stringify(session) === JSON.stringify(before?.session)) session = before?.session ?? null
    return {
      storage: mode,
      problem,
      recorded,
      stored,
      dropped: total(dropped),
      onEntryErrors,
      session,
    }
  }

  function load(): Promise<Later> {
    return (loading ??= import('./later.ts').then(
      ({ createLater }) => (later = createLater(recorder, Promise.resolve(opened))),
      (cause: unknown) => {
        loading = undefined
        throw new Error('[react-plaid-link-diagnostics] A part could not be loaded. Check the connection, try again.', {
          cause,
        })
      },
    ))
  }

  function start(): void {
    if (stopListening || isServer || log.closed) return
    isHidden = document.visibilityState === 'hidden'
    disk.obey() // it may have been made long before it starts
    stopListening = listenToPage({
      onFault: fault,
      onConnection: recordForOpen,
      onLeave(how) {
        isHidden = true
        disk.obey()
        if (how) recordForOpen(how)
        leave(log)
      },
      onReturn(how) {
        isHidden = false
        disk.obey()
        if (how) recordForOpen(how)
        disk.wake(how !== undefined)
      },
      onStorage: () => disk.obey(),
    })
    if (log.mode === 'device') opened = disk.open()
  }

  const diagnostics: InternalDiagnostics = {
    store,
    [internals]: {
      log,
      start,
      createHandler: (token, app) => createHandler(recorder, token, app),
      tellNotReady: (afterMs) => fault('notReady', { ...lookForPlaid(), afterMs }),
      read: () => load().then((loaded) => loaded.read()),
    },

    instrument(given) {
      start()
      const handler = createHandler(recorder, given.token, () => given)
      handler.prepare()
      return { ...given, ...handler.callbacks }
    },

    attach(source, to) {
      start()
      const { forgotten } = log
      const attempt = recorder.newest ?? recorder.unowned
      return load().then((loaded) => loaded.attach({ source, to, attempt, forgotten }), ignore)
    },

    report(request) {
      start()
      return load().then((loaded) => loaded.report(request?.sessions))
    },

    flush: disk.flush,

    // These two at once, as far as others go by it: an app may leave in this task.
    async setStorage(mode) {
      if (isServer) return
      disk.obey()
      const isTold = decide(log, mode)
      start()
      await load().then((loaded) => loaded.setStorage(mode, isTold))
    },

    clear() {
      disk.obey()
      const epoch = advance(log)
      return load().then((loaded) => loaded.clear(epoch))
    },

    close() {
      log.closed = true
      stopListening?.()
      leave(log)
      void disk.flush().then(disk.close)
    },
  }
  return diagnostics
}

function ignore(): void {}
