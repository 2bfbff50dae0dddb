/** The one part that comes later: it reads, attaches, erases, and puts into words. */
import { explainReport } from '../explain/explain.ts'
import { formatReport } from '../report/format.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { decide } from '../storage/consent.ts'
import { applyControl } from '../storage/control.ts'
import { erase, isOnDisk } from '../storage/erase.ts'
import { readHistory, type History } from '../storage/history.ts'
import { readJournals } from '../storage/journal.ts'
import { markUnwritten, type StorageMode } from '../storage/memory.ts'
import { removeGivenUp } from '../storage/notes.ts'
import { isPageHidden } from '../storage/prune.ts'
import { attach } from './attach.ts'
import { composeReport } from './compose.ts'
import type { Reader, ReaderPart } from './reading.ts'
import { replay } from './recorder.ts'
import type { Recording } from './recording.ts'
import { withTimeout } from '../storage/timeout.ts'

const REPLAY_TIMEOUT_MS = 1000
/** A database that opens later than that counts as one that does not. */
const OPEN_TIMEOUT_MS = 1500
/** Not in the way of what a person is waiting for. */
const PAUSE_MS = 500

export function createReaderPart(recording: Recording, app: DiagnosticsReport['app']): ReaderPart {
  const { memory, database, writer, limits, transact } = recording
  let inTurn: Promise<unknown> = Promise.resolve()

  /** What other pages have left in their journals is then in the database, and told of as it is. */
  async function readAll(): Promise<History> {
    recording.applyControl()
    if (!memory.problem) await withTimeout(REPLAY_TIMEOUT_MS, replay(recording))
    return readHistory(memory, transact, limits)
  }

  async function read(): Promise<Reader> {
    const history = await readAll()
    if (history.givenUp.keys.length > 0 || history.givenUp.isAheadNew) {
      setTimeout(() => {
        // WebKit keeps the transaction of a page that is frozen, and others wait for it.
        if (isPageHidden() || memory.erasures !== history.erasures || memory.isClosed) return
        removeGivenUp(transact, memory.page, history.givenUp).catch(() => {}) // the next reading will
      }, PAUSE_MS)
    }
    return {
      compose(sessions) {
        applyControl(memory)
        return composeReport({ history, recording, app, sessions })
      },
      format: formatReport,
      explain: explainReport,
      days: limits.days,
    }
  }

  /** Else an erasing that was asked for first would take what has been stored since. */
  function oneByOne(work: () => Promise<void>): Promise<void> {
    const next = inTurn.then(work)
    inTurn = next.catch(() => {})
    return next
  }

  async function eraseNow(isWithdrawn: boolean): Promise<void> {
    const problem = await erase(memory, database, transact, isWithdrawn)
    if (problem !== null) writer.reportProblem(problem)
    // It works, or has nothing of us; where something is waiting, that will tell.
    else if (memory.pending.size === 0) memory.problem = null
    if (memory.isClosed) database.close() // which the erasing has opened again
    writer.changed()
  }

  async function changeStorage(mode: StorageMode, isTold: boolean): Promise<void> {
    applyControl(memory)
    if (mode === 'device') {
      if (memory.mode !== mode) return // decided otherwise meanwhile
      // Again, where it was not so already: what was decided before may just have erased it.
      if (isTold) markUnwritten(memory)
      writer.retry(false)
      // It may never open; a withdrawal must not wait for that.
      await withTimeout(OPEN_TIMEOUT_MS, replay(recording))
      await writer.flush()
      return writer.changed()
    }
    // Else what is still opening makes a database when that has been looked for.
    await withTimeout(OPEN_TIMEOUT_MS, Promise.resolve(recording.replayed))
    if ((await isOnDisk(memory.name)) || readJournals(memory.name).length > 0) {
      applyControl(memory) // another tab may have decided otherwise meanwhile
      if (!isTold && memory.mode === mode) decide(memory)
      await eraseNow(true)
    }
    writer.changed()
  }

  return {
    read,
    erase: () => oneByOne(() => eraseNow(false)),
    setStorage: (mode, isTold) => oneByOne(() => changeStorage(mode, isTold)),

    async report(sessions) {
      const { compose } = await read()
      if (memory.isClosed) database.close() // which the reading has opened again
      return compose(sessions)
    },

    async attach(asked) {
      if (memory.mode === 'off' || memory.isClosed) return
      try {
        await attach(recording, readAll, asked)
      } catch {
        // Never rejects: an identifier that cannot be kept is missing in the report.
      }
      await writer.flush()
    },
  }
}
