import { captureEvent, captureExit, captureSuccess } from '../entry/capture.ts'
import type { DiagnosticEntry } from '../entry/fields.ts'
import { name } from '../entry/redact.ts'
import type { Attempt } from './attempt.ts'
import type { Recorder } from './diagnostics.ts'
import { lookForPlaid } from './page.ts'

/** Completes an entry from what a callback was given. */
export type Fill = (entry: DiagnosticEntry, ...given: unknown[]) => void

/** The callbacks of an app, as in react-plaid-link's options. */
export interface AppCallbacks {
  onSuccess?: Callback | undefined
  onExit?: Callback | undefined
  onEvent?: Callback | undefined
  onLoad?: Callback | undefined
}
// What Plaid passes is passed on as it came: its types are react-plaid-link's affair.
type Callback = (...args: never[]) => unknown
type PassedOn = (this: unknown, ...args: unknown[]) => unknown

/** One Plaid handler: it is made for one token, keeps its callbacks, and has an attempt for each `open()`. */
export interface Handler {
  readonly callbacks: Record<keyof AppCallbacks, PassedOn>
  /** The handler is about to be used: makes the link_token's fingerprint. */
  prepare(): void
  /** The app calls `open()`; the rest as react-plaid-link sees it. */
  open(isReady: boolean, hasToken: boolean): void
  /** Link is closed by the app: `exit({ force: true })`, another token, an unmounted component. */
  supersede(by: 'exit' | 'tokenChanged' | 'unmounted'): void
}

/**
 * The callbacks keep one identity for the life of the handler, and call the app's callbacks as they are at
 * that moment: react-plaid-link itself keeps those of the render in which the token became ready.
 * For each: capture, then the app's callback, once, with the same `this` and arguments. Nothing of ours throws.
 */
export function createHandler(
  { record, begin, load }: Recorder,
  token: unknown,
  app: () => AppCallbacks & { receivedRedirectUri?: unknown },
): Handler {
  let attempt: Attempt | undefined
  let isLoaded = false
  let isPrepared = false
  let link: Partial<DiagnosticEntry> | undefined

  function start(): Attempt {
    attempt = begin()
    if (isLoaded) record(attempt, 'onLoad')
    if (link) record(attempt, 'linkToken', Object.assign, [link])
    return attempt
  }

  function callApp(callback: keyof AppCallbacks, self: unknown, args: unknown[]): unknown {
    const theirs = app()[callback] as PassedOn | undefined
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
    record(attempt ?? start(), type, (entry) => {
      entry.callback = callback
      entry.errorName = (error instanceof Error && name(error.name)) || typeof error
    })
  }

  function recording(callback: 'onSuccess' | 'onExit' | 'onEvent', fill: Fill): PassedOn {
    return function (...args) {
      record(attempt ?? start(), callback, fill, args)
      return callApp(callback, this, args)
    }
  }

  return {
    callbacks: {
      onSuccess: recording('onSuccess', captureSuccess),
      onExit: recording('onExit', captureExit),
      onEvent: recording('onEvent', captureEvent),
      onLoad(...args) {
        // A page that only mounts the hook leaves nothing: it is told when an attempt begins.
        if (attempt) record(attempt, 'onLoad')
        isLoaded = true
        return callApp('onLoad', this, args)
      },
    },

    prepare() {
      if (isPrepared) return
      isPrepared = true
      load()
        .then(({ readToken }) => readToken(token))
        .then((facts) => {
          // Said here too: not every Link is opened by an `open()` that is seen.
          if (facts && app().receivedRedirectUri) facts.oauthReturn = true
          link = facts
          if (attempt && facts) record(attempt, 'linkToken', Object.assign, [facts])
        })
        .catch(() => {}) // what reads it could not be loaded: the token stays unknown
    },

    open(isReady, hasToken) {
      // The same attempt is what began without open(), a LAYER event or a script that failed; and a button that is pressed
      // twice, while Link is on its way or not yet ready.
      if (!attempt || (attempt.outcome !== 'never-opened' && !attempt.isOpen)) start()
      record(attempt as Attempt, 'open', (entry) => {
        entry.ready = isReady
        if (!hasToken) entry.noToken = true
        if (!isReady) Object.assign(entry, lookForPlaid())
        if (app().receivedRedirectUri) entry.oauthReturn = true
        if (navigator.onLine === false) entry.online = false
      })
    },

    supersede(by) {
      if (attempt?.isOpen) record(attempt, by)
    },
  }
}
