import type { DiagnosticEntry } from '../entry/fields.ts'
import type { Database } from '../storage/database.ts'
import { DEFAULT_LIMITS, type Limits } from '../storage/limits.ts'
import type { Memory, StorageMode } from '../storage/memory.ts'
import type { Writer } from '../storage/writer.ts'
import type { Attempt } from './attempt.ts'

/** What a recorder is made with; an app gives more to `createDiagnostics`. */
export interface RecorderOptions {
  /**
   * Name of the IndexedDB database, and prefix of the keys in localStorage.
   * @default 'react-plaid-link-diagnostics'
   */
  name?: string
  /**
   * `device`: IndexedDB, so that a report survives reloads and redirects. `memory`: this page load only.
   * `off`: nothing is recorded. For consent that is given or withdrawn later, see `setStorage`.
   * @default 'device'
   */
  storage?: StorageMode
  /**
   * Your own key for the user who is signed in, opaque: what was recorded for one is never shown to another who uses the
   * same device. Only a short hash of it is kept, beside the entries; it is in no report. For a user who comes later, see
   * `setScope`.
   */
  scope?: string
  limits?: {
    /** @default 20 */
    sessions?: number
    /** @default 500 */
    entriesPerSession?: number
    /** @default 14 */
    days?: number
  }
}

/** What a recorder goes by; see `toSettings`. */
export interface Settings {
  name: string
  mode: StorageMode
  limits: Limits
  /** The hash of the key of the user who is signed in. */
  scope: string | undefined
  // Only what an app has given can make these necessary.
  /** Once, before anything else: whose device it is. */
  applyScope: ((memory: Memory) => void) | undefined
  /** Done at the start, where nothing may be stored, and what was stored has yet to be erased. */
  eraseWithdrawn: ((memory: Memory) => Promise<void>) | undefined
}

/** Where an app gives nothing; all are there, so that none is looked for on Object.prototype. */
export const DEFAULTS: Settings = {
  name: 'react-plaid-link-diagnostics',
  mode: 'device',
  limits: DEFAULT_LIMITS,
  scope: undefined,
  applyScope: undefined,
  eraseWithdrawn: undefined,
}

/** Completes an entry from what a callback was given. */
export type Fill = (entry: DiagnosticEntry, ...given: unknown[]) => void

/** A recorder as its parts see it: what it records with, and what it knows of this page. */
export interface Recording {
  readonly memory: Memory
  readonly database: Database
  readonly writer: Writer
  readonly limits: Limits
  /** The database's store, tried once more on a fresh connection. */
  readonly transact: Database['use']
  /** Opens the database and listens to the page; from the first mount on. Never throws. */
  start(): void
  /** Does what was decided since this tab last looked. */
  applyControl(): void
  /**
   * Records, unless recording is off; `fill` completes the entry from what a callback was given (no closure is made
   * for an event). Never throws.
   */
  record(attempt: Attempt, type: DiagnosticEntry['type'], fill?: Fill, given?: readonly unknown[]): void
  /** A new attempt, or the one that a fault or `attach` has begun without a handler. */
  begin(): Attempt
  /** Begun without a handler: the next one takes it over. */
  beginUnowned(): Attempt
  /** Something of the page keeps Link from working; recorded once for each kind and cause. */
  fault(type: DiagnosticEntry['type'], facts: Partial<DiagnosticEntry>): void
  /** Another Link of this page is on the screen. */
  isOtherOpen(attempt: Attempt): boolean
  /** Plaid's script tag is in the page, has not run, and is not known to have failed; for how long this page waits. */
  scriptPendingMs(now?: number): number | null
  /** Settles when what the start has begun is done, and each replay since. */
  replayed: Promise<void> | undefined
  /** How many entries have been numbered. */
  sequence(): number
  /** The attempt that was heard of last. */
  newest: Attempt | undefined
  unowned: Attempt | undefined
  /** Attached, and true of each later attempt of the page too. */
  userIdentifiers: NonNullable<DiagnosticEntry['identifiers']>
}
