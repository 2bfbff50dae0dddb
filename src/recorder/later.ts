/**
 * The other half of a recorder: what a page needs soon, but not in the task in which Link calls back or the page goes.
 * The first mount loads it.
 */
import { fingerprint, parseToken } from '../ids/fingerprint.ts'
import type { DiagnosticEntry } from '../entry/fields.ts'
import { toLimits } from '../storage/limits.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { changeStorage, clear, openArchive, readHistory, replayJournals, type History } from '../storage/archive.ts'
import { within } from '../storage/disk.ts'
import type { StorageMode } from '../storage/log.ts'
import { createTidier, tidyDisk } from '../storage/tidy.ts'
import type { Attempt } from './attempt.ts'
import type { Recorder } from './diagnostics.ts'
import type { Reader } from './reading.ts'

/** What has a name of a method of `Diagnostics` does what that promises. */
export interface Later {
  /** Erases what was recorded before an epoch that the log is in already. Never rejects. */
  clear(epoch: string): Promise<void>
  /** Opens, or erases, after the log was asked to `decide`, and what it said. Never rejects. */
  setStorage(mode: StorageMode, isTold: boolean): Promise<void>
  report(sessions: number | undefined): Promise<DiagnosticsReport>
  attach(asked: Attaching): Promise<void>
  read(): Promise<Reader>
  /** What may be told of a link_token; undefined where it is none. Never rejects. */
  readToken(token: unknown): Promise<Partial<DiagnosticEntry> | undefined>
  /** So many entries have reached the disk. */
  onWritten(count: number): void
  /** The disk is full: gives up half of what is kept. */
  makeRoom(): Promise<void>
}

/** What `attach` was given, and how things were when it was called. */
export interface Attaching {
  source: unknown
  to: { linkSessionId?: unknown } | undefined
  /** The newest of the page; where Link is opened again meanwhile, that one must not get what was meant for this. */
  attempt: Attempt | undefined
  /** Of the log; what was cleared since must not come back by it. */
  forgotten: number
}

/** `opened` settles when the disk has been opened. */
export function createLater(recorder: Recorder, opened: Promise<void>): Later {
  const { log, disk, options } = recorder
  const limits = toLimits(options.limits)
  const archive = openArchive(log, limits, disk)
  const onWritten = createTidier(archive)
  let inTurn: Promise<unknown> = Promise.resolve()
  let replayed = opened.then(() => replayJournals(archive))

  async function readAll(): Promise<History> {
    // What other pages have left in their journals is then in the database, and told of as it is. Once more than at the
    // start: a page that goes may still write to its journal when the next one is there (Firefox).
    if (!log.problem) replayed = replayed.then(() => replayJournals(archive))
    await within(1000, replayed)
    return readHistory(archive)
  }

  async function read(): Promise<Reader> {
    const { createReader } = await loadReading()
    const reader = createReader(recorder, limits, await readAll())
    onWritten(0)
    return reader
  }

  /** Else an erasing that was asked for first would take what has been stored since. */
  function oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const next = inTurn.then(work)
    inTurn = next.catch(() => {})
    return next
  }

  function setStorage(mode: StorageMode, isTold: boolean): Promise<void> {
    return oneByOne(async () => {
      // Else what is still opening makes a database when that has been looked for.
      if (mode !== 'device') await within(1500, opened)
      await changeStorage(archive, mode, isTold)
    })
  }

  // The page that withdrew it may have been left in that task: what it was to erase is still there.
  if (log.mode !== 'device' && / (?:memory|off) \w+$/.test(log.said)) void setStorage(log.mode, true)

  return {
    clear: (epoch) =>
      oneByOne(async () => {
        await clear(archive, epoch)
        if (log.closed) disk.close() // which the erasing has opened again
      }),
    setStorage,
    read,
    readToken,
    onWritten,
    makeRoom: () => tidyDisk(archive, true),

    async report(sessions) {
      const { compose } = await read()
      if (log.closed) disk.close() // which the reading has opened again
      return compose(sessions)
    },

    async attach(asked) {
      if (log.mode === 'off' || log.closed) return
      try {
        const { attach } = await loadReading()
        await attach(recorder, readAll, asked)
      } catch {
        // Never rejects: an identifier that cannot be kept is missing in the report.
      }
      await disk.flush()
    },
  }
}

async function readToken(token: unknown): Promise<Partial<DiagnosticEntry> | undefined> {
  const parsed = parseToken(token)
  if (!parsed) return undefined
  const plaidEnvironment = parsed.environment
  try {
    return { plaidEnvironment, linkTokenFingerprint: await fingerprint(String(token)) }
  } catch {
    return { plaidEnvironment } // no Web Crypto (plain http), or a token that could be guessed back
  }
}

/** What reads comes with the first need of it, so that a page which only links pays less. */
function loadReading(): Promise<typeof import('./reading.ts')> {
  return import('./reading.ts').catch((cause: unknown) => {
    throw new Error(
      '[react-plaid-link-diagnostics] The part that reads could not be loaded. Check the connection, try again.',
      {
        cause,
      },
    )
  })
}
