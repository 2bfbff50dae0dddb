import { captureEvent, captureExit, captureSuccess } from '../entry/capture.ts'
import type { DiagnosticEntry } from '../entry/fields.ts'
import { name } from '../entry/redact.ts'
import { parseToken, tryFingerprint } from '../ids/token.ts'
import { isUndecided, type Attempt } from './attempt.ts'
import { hasOAuthState, lookForPlaid, readOAuth, readPage } from './page.ts'
import type { Fill, Recording } from './recording.ts'

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

/** The options of Plaid.create that a handler has to do with. */
export interface AppOptions extends AppCallbacks {
  token?: unknown
  receivedRedirectUri?: unknown
}

/** One Plaid handler: it is made for one token, keeps its callbacks, and has an attempt for each `open()`. */
export interface Handler {
  readonly callbacks: Record<keyof AppCallbacks, PassedOn>
  /** The handler is about to be used: makes the link_token's fingerprint. */
  prepare(): void
  /** The app calls `open()`; the rest as react-plaid-link sees it. */
  open(isReady: boolean, hasToken: boolean): void
  /** Link is closed by the app: `exit({ force: true })`, another token, an unmounted component. */
  supersede(by: 'exit' | 'tokenChanged' | 'unmounted'): void
  /** Link was not ready in time. */
  tellNotReady(afterMs: number): void
}

/** Of a link_token in update mode. One that the app has had for less has not ended by its age. */
const SHORTEST_TOKEN_LIFE_MS = 30 * 60_000

/**
 * The callbacks keep one identity for the life of the handler, and call the app's callbacks as they are at
 * that moment: react-plaid-link itself keeps those of the render in which the token became ready.
 * For each: capture, then the app's callback, once, with the same `this` and arguments. Nothing of ours throws.
 */
export function createHandler(recording: Recording, token: unknown, app: () => AppOptions): Handler {
  const { memory, record } = recording
  let attempt: Attempt | undefined
  let isLoaded = false
  /** The scope in which it was prepared; a link_token belongs to one user. */
  let preparedIn: string | undefined
  /** Since when the app has had the link_token. */
  let preparedAt = Infinity
  let link: Partial<DiagnosticEntry> | undefined

  /** Of another user: what Link still says of it is not recorded. */
  function isOfThisScope(): boolean {
    return !preparedIn || preparedIn === memory.control.scope
  }

  function start(): Attempt {
    attempt = recording.begin()
    if (isLoaded) record(attempt, 'onLoad')
    if (link && isOfThisScope()) record(attempt, 'linkToken', Object.assign, [link])
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

  function recordCallback(callback: 'onSuccess' | 'onExit' | 'onEvent', fill: Fill): PassedOn {
    return function (...args) {
      record(attempt ?? start(), callback, fill, args)
      return callApp(callback, this, args)
    }
  }

  /** On the way back from a bank, as far as the app says so. */
  function readRedirect(): Partial<DiagnosticEntry> {
    const { receivedRedirectUri } = app()
    return receivedRedirectUri ? { oauthReturn: true, oauthStateInRedirectUri: hasOAuthState(receivedRedirectUri) } : {}
  }

  async function readToken(): Promise<void> {
    const parsed = parseToken(token)
    if (!parsed) return
    const facts: Partial<DiagnosticEntry> = { plaidEnvironment: parsed.environment }
    try {
      // None without Web Crypto (plain http), or of a token that could be guessed back.
      const made = await tryFingerprint(String(token), parsed)
      if (made) facts.linkTokenFingerprint = made
    } catch {
      // a Web Crypto that refuses
    }
    try {
      Object.assign(facts, readOAuth(), readRedirect())
    } catch {
      // an option of the app that throws when it is read
    }
    link = facts
    if (attempt && isOfThisScope()) record(attempt, 'linkToken', Object.assign, [link])
  }

  return {
    callbacks: {
      onSuccess: recordCallback('onSuccess', captureSuccess),
      onExit: recordCallback('onExit', captureExit),
      onEvent: recordCallback('onEvent', captureEvent),
      onLoad(...args) {
        // A page that only mounts the hook leaves nothing: it is told when an attempt begins.
        if (attempt) record(attempt, 'onLoad')
        isLoaded = true
        return callApp('onLoad', this, args)
      },
    },

    prepare() {
      if (preparedIn !== undefined) return
      preparedIn = memory.control.scope
      preparedAt = Date.now()
      void readToken()
    },

    open(isReady, hasToken) {
      // The same attempt is what began without open(), a LAYER event or a script that failed; and a button that is pressed
      // twice, while Link is on its way or not yet ready.
      const goesOn =
        attempt?.scope === memory.control.scope && (attempt.state.outcome === 'never-opened' || attempt.state.isOpen)
      if (!goesOn) start()
      const opened = attempt as Attempt
      record(opened, 'open', (entry) => {
        entry.ready = isReady
        if (!hasToken) entry.noToken = true
        if (!isReady) Object.assign(entry, lookForPlaid())
        const afterMs = Date.now() - preparedAt
        if (afterMs >= SHORTEST_TOKEN_LIFE_MS) entry.afterMs = afterMs
        if (recording.isOtherOpen(opened)) entry.otherOpen = true
        Object.assign(entry, readPage(), readRedirect())
      })
    },

    supersede(by) {
      if (attempt?.state.isOpen) record(attempt, by)
    },

    tellNotReady(afterMs) {
      const facts = { ...lookForPlaid(), afterMs }
      // Two hooks wait, each for its own Link.
      if (attempt && isUndecided(attempt)) record(attempt, 'notReady', Object.assign, [facts])
      else recording.fault('notReady', facts)
    },
  }
}
