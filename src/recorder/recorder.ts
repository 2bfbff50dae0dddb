import { truncate } from '../entry/capture.ts'
import type { DiagnosticEntry } from '../entry/fields.ts'
import { applyControl, clearedAt, NO_CONTROL, readControl, timeAfterClear, writeControl } from '../storage/control.ts'
import { createDatabase, persistent } from '../storage/database.ts'
import { leaveJournal, replayJournals } from '../storage/journal.ts'
import { append, createMemory } from '../storage/memory.ts'
import { createPruner, prune } from '../storage/prune.ts'
import { createWriter } from '../storage/writer.ts'
import { createAttempt, follow, isUndecided, randomId, type Attempt } from './attempt.ts'
import { createHandler, type AppOptions, type Handler } from './handler.ts'
import { forgetRun, isSameRun, toRun, writeRun, type Run } from './lastRun.ts'
import { listenToPage, lookForPlaid, readSimulated } from './page.ts'
import { DEFAULTS, type Fill, type Recording, type Settings } from './recording.ts'

/** Records; what an app sees of it is made around it (diagnostics.ts) when an app asks. */
export interface Recorder extends Recording {
  createHandler(token: unknown, app: () => AppOptions): Handler
  /** Starts waiting for a Link that is not ready; returns how to stop. */
  awaitReady(handler: Handler): () => void
  close(): void
  /** Called with each new entry, and, at most once a task and after it, when anything has changed. */
  onRecord: ((entry: DiagnosticEntry) => void) | undefined
  onChange: (() => void) | undefined
}

/** A script that has not run by then is worth telling. */
const NOT_READY_MS = 15_000

/**
 * Makes a recorder. It does nothing until a hook is mounted with it or something is asked of it, and nothing at all on a
 * server. All that it takes to record is here: no second download stands between an event and the disk.
 */
export function createRecorder(settings: Settings = DEFAULTS): Recorder {
  const { name, mode, limits, scope } = settings
  const isServer = typeof window === 'undefined'
  const said = readControl(name)
  const attempts = new Set<Attempt>()
  let faults = new Set<string>()
  let scriptFault: [DiagnosticEntry['type'], Partial<DiagnosticEntry>] | undefined
  let sequence = 0
  let begun = 0
  let lastRun: Run | null = null
  let isScheduled = false
  let isHidden = false
  let stopListening: (() => void) | undefined

  const memory = createMemory({
    name,
    // Next refuses to prerender what asks for chance, or for the time.
    page: isServer ? '' : randomId(),
    mode: isServer ? 'off' : mode,
    max: 2 * limits.entriesPerSession,
    control: { ...(said ?? NO_CONTROL), ...(scope !== undefined && { scope }) },
    isControlled: said !== undefined,
    onForget() {
      recorder.newest = recorder.unowned = undefined
      recorder.userIdentifiers = []
      faults = new Set()
      attempts.clear()
      lastRun = null
      forgetRun(memory)
      schedule()
    },
  })
  const database = createDatabase(name, memory.isControlled)
  const transact = persistent(database)
  const writer = createWriter(memory, database, {
    onChange: schedule,
    onWritten: createPruner(() => prune(memory, transact, limits)),
    makeRoom: () => prune(memory, transact, limits, true),
  })

  function create(): Attempt {
    const attempt = createAttempt(memory.control.scope, memory.erasures)
    const { userIdentifiers: identifiers } = recorder
    if (identifiers[0]) record(attempt, 'attached', Object.assign, [{ identifiers }])
    // It keeps this one from opening too.
    if (scriptFault && !lookForPlaid().plaidGlobal) record(attempt, scriptFault[0], Object.assign, [scriptFault[1]])
    return attempt
  }

  function record(attempt: Attempt, type: DiagnosticEntry['type'], fill?: Fill, given: readonly unknown[] = []): void {
    const { mode, isClosed, erasures, control } = memory
    // What Link still says of another user's attempt is not this user's.
    if (mode === 'off' || isClosed || attempt.scope !== control.scope) return
    // A fingerprint takes a moment: what was cleared meanwhile does not come back by it.
    if (type === 'linkToken' && attempt.erasures !== erasures) return
    try {
      const entry: DiagnosticEntry = {
        type,
        at: timeAfterClear(memory),
        page: memory.page,
        sequence: sequence++,
        attemptId: attempt.id,
        code: attempt.code,
      }
      fill?.(entry, ...given)
      truncate(entry)
      follow(attempt, entry)
      attempts.add(attempt)
      if (!isUndecided(attempt) && !attempt.state.isOpen) attempts.delete(attempt)
      // These may come late, for an attempt that is no longer the newest.
      if (type !== 'attached' && type !== 'linkToken') recorder.newest = attempt
      append(memory, entry)
      schedule()
      recorder.onRecord?.(entry)
    } catch {
      // Link comes first: an entry that could not be made is a gap in the sequence.
    }
  }

  function recordForOpen(type: DiagnosticEntry['type']): void {
    for (const attempt of attempts) if (attempt.state.isOpen) record(attempt, type)
  }

  /** In a microtask of the same task, when all entries of a burst are there. */
  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    void Promise.resolve().then(() => {
      isScheduled = false
      writer.write()
      // Nothing tells a hidden page that it goes, once it was told that it is hidden; and a page that leaves runs on for
      // a moment (Chromium).
      if (isHidden) leaveJournal(memory)
      const run = recorder.newest ? toRun(recorder.newest) : null
      if (run && memory.mode === 'device' && !isSameRun(run, lastRun)) writeRun(memory, (lastRun = run))
      recorder.onChange?.()
    })
  }

  let isScoped = false
  function apply(): void {
    if (!isScoped) settings.applyScope?.(memory)
    isScoped = true
    applyControl(memory)
    // From a clock that was ahead: it would void what is recorded until then.
    if (memory.control.cleared > 0 && !clearedAt(memory)) writeControl(memory, { cleared: 0 })
  }

  function listen(): () => void {
    return listenToPage({
      onFault: recorder.fault,
      onScript: schedule,
      onConnection: recordForOpen,
      onTurn(hidden, how) {
        isHidden = hidden
        applyControl(memory)
        if (how) recordForOpen(how)
        if (!hidden) return writer.retry(how !== undefined)
        // A page in the back/forward cache keeps its transactions, and every other page of the site waits for them, for
        // as long as 30 s (WebKit). When it comes back, what was not written is written again.
        if (leaveJournal(memory) && how === 'pageCached') database.abort()
      },
      onStorage() {
        const { mode } = memory
        applyControl(memory)
        // A database that was broken before it was decided anew is tried again.
        if (memory.mode !== mode) writer.retry(false)
        schedule()
      },
    })
  }

  const recorder: Recorder = {
    memory,
    database,
    writer,
    limits,
    transact,
    applyControl: apply,
    record,
    sequence: () => sequence,
    newest: undefined,
    unowned: undefined,
    replayed: undefined,
    userIdentifiers: [],
    onRecord: undefined,
    onChange: undefined,

    start() {
      if (stopListening || isServer || memory.isClosed) return
      stopListening = () => {}
      try {
        begun = Date.now()
        isHidden = document.visibilityState === 'hidden'
        apply()
        stopListening = listen()
        if (memory.mode === 'device') void replay(recorder)
        else if (memory.control.erase) settings.eraseWithdrawn?.(memory).catch(() => {})
        schedule()
      } catch {
        // a page that has replaced what a browser has: what can be recorded is
      }
    },

    begin() {
      const attempt = (recorder.newest = recorder.unowned ?? create())
      recorder.unowned = undefined
      return attempt
    },

    beginUnowned: () => (recorder.unowned ??= create()),

    fault(type, facts) {
      const cause = [type, facts.directive, facts.blockedHost].join()
      if (faults.has(cause)) return
      faults.add(cause)
      const isOfScript = type === 'scriptFailed' || type === 'scriptThrew'
      if (isOfScript) {
        scriptFault = undefined
        facts = { afterMs: Date.now() - begun, ...facts, ...readSimulated() }
      }
      const { newest } = recorder
      const waiting = isOfScript ? [...attempts].filter(isUndecided) : newest && isUndecided(newest) ? [newest] : []
      if (!waiting[0]) waiting.push(recorder.beginUnowned())
      for (const attempt of waiting) record(attempt, type, Object.assign, [facts])
      if (isOfScript) scriptFault = [type, facts]
    },

    isOtherOpen: (attempt) => [...attempts].some((other) => other !== attempt && other.state.isOpen),

    scriptPendingMs(now = Date.now()) {
      try {
        const { scriptTag, plaidGlobal } = lookForPlaid()
        return scriptTag && !plaidGlobal && !scriptFault && begun > 0 ? now - begun : null
      } catch {
        return null // on a server
      }
    },

    createHandler: (token, app) => createHandler(recorder, token, app),

    awaitReady(handler) {
      const timer = setTimeout(handler.tellNotReady, NOT_READY_MS, NOT_READY_MS)
      return () => clearTimeout(timer)
    },

    close() {
      memory.isClosed = true
      stopListening?.()
      leaveJournal(memory)
      void writer.flush().then(writer.close)
    },
  }
  return recorder
}

/**
 * Puts what earlier pages have left where it belongs, one time after the other: a page that goes may still write to its
 * journal when the next one is there (Firefox). Never rejects.
 *
 * What reads imports it from here, so that a bundler that splits by who shares a file keeps the recorder in one piece.
 */
export function replay(recording: Recording): Promise<void> {
  const { memory, writer, transact, limits } = recording
  const before = (recording.replayed ??= writer.open())
  return (recording.replayed = before.then(() => replayJournals(memory, transact, limits.days)).catch(() => {}))
}
