import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DiagnosticEntry } from '../entry/fields.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { controlClear, controlMode, controlScope } from '../storage/consent.ts'
import type { StorageMode } from '../storage/memory.ts'
import type { AppCallbacks, AppOptions } from './handler.ts'
import { isSameRun, toRun, type Run } from './lastRun.ts'
import { readRun } from './readRun.ts'
import type { Reader, ReaderPart } from './reading.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import type { RecorderOptions } from './recording.ts'
import { internals } from './internals.ts'
import { hashScope, toSettings } from './settings.ts'

export interface DiagnosticsOptions extends RecorderOptions {
  /** Named in the report, so that support knows whose it is. */
  app?: { name: string; version?: string }
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
  session: Run | null
  /**
   * The newest run of Link on this device, of this user (see `scope`), also before the page has had one: it is known at
   * once after a reload. Where nothing may be stored it is this page's.
   */
  lastRun: Run | null
  /** Plaid's script tag is in the page and has not run yet. */
  scriptPending: boolean
}

/** Whether the newest run of Link ended without success, and not because the user closed it. For `useStore` and the like. */
export function lastRunFailed({ lastRun }: Pick<DiagnosticsState, 'lastRun'>): boolean {
  return lastRun !== null && ['failed', 'abandoned', 'never-opened'].includes(lastRun.outcome)
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
   * rejects where the part of this package that erases could not be loaded: then the next page load erases.
   */
  setStorage(mode: StorageMode): Promise<void>
  /**
   * Another person uses this device: `scope` is your own key for the user who is signed in now, null where nobody is. What
   * was recorded for another is neither shown nor joined from this moment, here and in other tabs, and is erased. Of a Link
   * that is still open for the user before nothing more is recorded. Holds at once, so that you may leave the page in that
   * task; rejects where the part of this package that erases could not be loaded.
   */
  setScope(scope: string | null): Promise<void>
  /**
   * Forgets everything: here before it settles, in other tabs before they next write or report; not in tabs that keep
   * all in memory, where nothing was ever stored. What was recorded is void at once; rejects where the part of this
   * package that erases it could not be loaded. Where something could not be deleted, `problem` in the store says so.
   */
  clear(): Promise<void>
  /**
   * Finishes the write in flight, stops listening, releases the database. Nothing is recorded from then on;
   * the app's callbacks keep being called.
   */
  close(): void
}

/** What our own hooks and components use beside the public surface. */
export interface Internals {
  recorder: Recorder
  /** Opens the database and listens to the page; from the first mount on. */
  start(): void
  /** Reads what is kept. Rejects where what reads could not be loaded. */
  read(): Promise<Reader>
  /** Of the database, and before our keys in localStorage. */
  name: string
  /** Changes whenever what was read before is void: clear(), setStorage() or setScope(), here or in another tab. */
  readonly erasures: number
}

export interface InternalDiagnostics extends Diagnostics {
  [internals]: Internals
}

export { internals }

/**
 * Makes a recorder of your own. It does nothing until a hook is mounted with it or one of its methods is called, and
 * nothing at all on a server.
 */
export function createDiagnostics(options: DiagnosticsOptions = {}): Diagnostics {
  return expose(createRecorder(toSettings(options)), options)
}

/** What an app sees of a recorder. What reads, attaches and erases is loaded when it is first asked for. */
export function expose(recorder: Recorder, given: DiagnosticsOptions = {}): Diagnostics {
  const { memory, writer, limits } = recorder
  const { app = null, onEntry } = Object.assign(Object.create(null), given) as DiagnosticsOptions
  const isServer = typeof window === 'undefined'
  let undelivered: DiagnosticEntry[] = []
  let onEntryErrors = 0
  let loading: Promise<ReaderPart> | undefined

  const store = createStore(() => NOTHING_KNOWN)
  if (!isServer) setState(NOTHING_KNOWN)

  if (onEntry) recorder.onRecord = (entry) => undelivered.push(entry)
  recorder.onChange = () => {
    const entries = undelivered
    undelivered = []
    for (const entry of entries) {
      try {
        // A copy: what the app does to it changes nothing that is kept.
        onEntry?.(JSON.parse(JSON.stringify(entry)) as DiagnosticEntry)
      } catch {
        onEntryErrors++
      }
    }
    setState(store.getState())
  }

  /** In the place of the one before: zustand would otherwise assign to an object, which a page may have spoiled. */
  function setState(before: DiagnosticsState): void {
    store.setState(readState(before), true)
  }

  function readState(before: DiagnosticsState): DiagnosticsState {
    const { mode, problem, recorded, stored, dropped } = memory
    const session = recorder.newest ? toRun(recorder.newest) : null
    const lastRun = readRun(memory, limits.days) ?? session
    return {
      storage: mode,
      problem,
      recorded,
      stored,
      dropped: Object.values(dropped).reduce((sum, count) => sum + count, 0),
      onEntryErrors,
      // The same object while nothing of it changes, so that a selector need not compare.
      session: isSameRun(before.session, session) ? before.session : session,
      lastRun: isSameRun(before.lastRun, lastRun) ? before.lastRun : lastRun,
      scriptPending: recorder.scriptPendingMs() !== null,
    }
  }

  /** Only when asked: an app that reloads where a part is missing must not reload for ever. */
  function load(): Promise<ReaderPart> {
    return (loading ??= import('./reader.ts').then(
      ({ createReaderPart }) => createReaderPart(recorder, app),
      (cause: unknown) => {
        loading = undefined
        throw Object.assign(new Error(NOT_LOADED), { cause })
      },
    ))
  }

  const diagnostics: InternalDiagnostics = {
    store,
    [internals]: {
      recorder,
      start: recorder.start,
      read: () => load().then((part) => part.read()),
      name: memory.name,
      get erasures() {
        return memory.erasures
      },
    },

    instrument(given) {
      recorder.start()
      const handler = recorder.createHandler(given.token, () => given as AppOptions)
      handler.prepare()
      return { ...given, ...handler.callbacks }
    },

    attach(source, to) {
      recorder.start()
      const { erasures } = memory
      // Where Link is opened again meanwhile, that attempt must not get what was meant for this one.
      const attempt = recorder.newest ?? recorder.unowned
      return load().then((part) => part.attach({ source, to, attempt, erasures }), ignore)
    },

    report(request) {
      recorder.start()
      return load().then((part) => part.report(request?.sessions))
    },

    flush: writer.flush,

    // These three hold at once, as far as others go by them: an app may leave in this task.
    async setStorage(mode) {
      if (isServer) return
      recorder.applyControl()
      const isTold = controlMode(memory, mode)
      recorder.start()
      await load().then((part) => part.setStorage(mode, isTold))
    },

    async setScope(scope) {
      if (isServer) return
      recorder.applyControl()
      if (controlScope(memory, hashScope(scope))) await load().then((part) => part.erase())
    },

    async clear() {
      if (isServer) return
      recorder.applyControl()
      controlClear(memory)
      await load().then((part) => part.erase())
    },

    close: recorder.close,
  }
  return diagnostics
}

/** What a server renders, and, by zustand's `getInitialState`, what is hydrated before this device is looked at. */
const NOTHING_KNOWN: DiagnosticsState = {
  storage: 'off',
  problem: null,
  recorded: 0,
  stored: 0,
  dropped: 0,
  onEntryErrors: 0,
  session: null,
  lastRun: null,
  scriptPending: false,
}

const NOT_LOADED =
  '[react-plaid-link-diagnostics] The part that reads and erases could not be loaded. Check the connection, or reload the page, and try again.'

function ignore(): void {}
