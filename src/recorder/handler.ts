import { captureEvent, captureExit, captureSuccess } from '../core/capture.ts'
import type { DiagnosticEntry } from '../core/entry.ts'
import { fingerprint, parseToken } from '../core/fingerprint.ts'
import { name } from '../core/redact.ts'
import type { Attempt } from './attempt.ts'

/** What a handler needs of the recorder. */
export interface Recording {
  /**
   * Records, unless recording is off; `fill` completes the entry from the two values (no closure is made for
   * an event). Never throws.
   */
  record(
    attempt: Attempt,
    type: DiagnosticEntry['type'],
    fill?: (entry: DiagnosticEntry, first?: unknown, second?: unknown) => void,
    first?: unknown,
    second?: unknown,
  ): void
  /** A new attempt, or the one that a fault or `attach` has begun without a handler. */
  begin(): Attempt
}

/** The callbacks of an app, as in react-plaid-link's options. */
export interface AppCallbacks {
  onSuccess?: Callback | undefined
  onExit?: Callback | undefined
  onEvent?: Callback | undefined
  onLoad?: Callback | undefined
}
// What Plaid passes is passed on as it came: its types are react-plaid-link's affair.
type Callback = (...args: never[]) => unknown
type Arguments = unknown[]

/** One Plaid handler: it is made for one token, keeps its callbacks, and has an attempt for each `open()`. */
export interface Handler {
  readonly callbacks: {
    onSuccess(this: unknown, ...args: Arguments): unknown
    onExit(this: unknown, ...args: Arguments): unknown
    onEvent(this: unknown, ...args: Arguments): unknown
    onLoad(this: unknown, ...args: Arguments): unknown
  }
  /** The handler is about to be used: makes the link_token's fingerprint. */
  prepare(): void
  /** The app calls `open()`. */
  open(facts: Pick<DiagnosticEntry, 'ready' | 'noToken' | 'scriptTag' | 'plaidGlobal'>): void
  /** Link is closed by the app: `exit({ force: true })`, another token, an unmounted component. */
  supersede(by: 'exit' | 'tokenChanged' | 'unmounted'): void
}

/**
 * The callbacks keep one identity for the life of the handler, and call the app's callbacks as they are at
 * that moment: react-plaid-link itself keeps those of the render in which the token became ready.
 * For each: capture, then the app's callback, once, with the same `this` and arguments. Nothing of ours throws.
 */
export function createHandler(
  recording: Recording,
  token: unknown,
  app: () => AppCallbacks & { receivedRedirectUri?: unknown },
): Handler {
  let attempt: Attempt | undefined
  let loaded = false
  let link: Pick<DiagnosticEntry, 'plaidEnvironment' | 'linkTokenFingerprint'> | undefined
  let prepared = false

  function current(): Attempt {
    return (attempt ??= start())
  }

  function start(): Attempt {
    const started = recording.begin()
    if (loaded) recording.record(started, 'onLoad')
    if (link) recording.record(started, 'linkToken', fillLink)
    return started
  }

  function fillLink(entry: DiagnosticEntry): void {
    Object.assign(entry, link)
  }

  function callApp(callback: keyof AppCallbacks, self: unknown, args: Arguments): unknown {
    const theirs = app()[callback] as ((...args: Arguments) => unknown) | undefined
    if (typeof theirs !== 'function') return undefined
    let result: unknown
    try {
      result = theirs.apply(self, args)
    } catch (error) {
      recordFailure('callbackThrew', callback, error)
      throw error
    }
    try {
      // Rethrown, so that `unhandledrejection` still fires. Only native promises: another thenable may be lazy.
      if (result instanceof Promise) {
        result.then(undefined, (error: unknown) => {
          recordFailure('callbackRejected', callback, error)
          throw error
        })
      }
    } catch {
      // a Proxy of a promise: whether it rejects is not told
    }
    return result
  }

  function recordFailure(type: 'callbackThrew' | 'callbackRejected', callback: string, error: unknown): void {
    recording.record(current(), type, (entry) => {
      entry.callback = callback
      entry.errorName = (error instanceof Error && name(error.name)) || typeof error
    })
  }

  return {
    callbacks: {
      onSuccess(...args) {
        recording.record(current(), 'onSuccess', captureSuccess, args[1])
        return callApp('onSuccess', this, args)
      },
      onExit(...args) {
        recording.record(current(), 'onExit', captureExit, args[0], args[1])
        return callApp('onExit', this, args)
      },
      onEvent(...args) {
        recording.record(current(), 'onEvent', captureEvent, args[0], args[1])
        return callApp('onEvent', this, args)
      },
      onLoad(...args) {
        // A page that only mounts the hook leaves nothing: it is told when an attempt begins.
        if (attempt) recording.record(attempt, 'onLoad')
        loaded = true
        return callApp('onLoad', this, args)
      },
    },

    prepare() {
      if (prepared) return
      prepared = true
      const parsed = parseToken(token)
      if (!parsed) return
      const plaidEnvironment = parsed.environment
      const know = (known: NonNullable<typeof link>): void => {
        link = known
        if (attempt) recording.record(attempt, 'linkToken', fillLink)
      }
      fingerprint(String(token)).then(
        (linkTokenFingerprint) => know({ plaidEnvironment, linkTokenFingerprint }),
        // plain http: no Web Crypto; the environment is known all the same
        () => know({ plaidEnvironment }),
      )
    },

    open(facts) {
      // What began without open(), a LAYER event or a script that failed, is the same attempt.
      if (!attempt || attempt.openCalled || (attempt.outcome !== 'never-opened' && !attempt.isOpen)) attempt = start()
      attempt.openCalled = true
      recording.record(attempt, 'open', (entry) => {
        Object.assign(entry, facts)
        if (app().receivedRedirectUri) entry.oauthReturn = true
        if (navigator.onLine === false) entry.online = false
      })
    },

    supersede(by) {
      if (attempt?.isOpen) recording.record(attempt, by)
    },
  }
}
