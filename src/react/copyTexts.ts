import type { ReportExplanation } from '../explain/explain.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import type { Basis, Copy } from './copyState.ts'
import type { Shared } from './copyTypes.ts'
import type { Reader } from './recorderSeam.ts'
import { isSame } from './reduceCopy.ts'

/** What was known that long ago, of the network and the like, is true enough. */
const FRESH_MS = 60_000

/** What was read, and the texts that are made of it. */
export interface CopyTexts {
  /** Undefined until something has been read. */
  readonly reader: Reader | undefined
  /** How often it was begun to read. */
  readonly reads: number
  /** Nothing could be read, or no report could be made of it. */
  hasFailed: boolean
  /** Rejects where what reads could not be loaded. */
  read(): Promise<Reader>
  /** The newest report and what it says; the one before where nothing of it would be another. Throws where it cannot. */
  learn(from: Reader, before: Known | null): Known
  /** Synchronous as soon as the first read is done: WebKit forgets a press at the first `await`. */
  makeNow(): Copy | undefined
  make(): Promise<Copy>
  /** Of a report that has just been learned, or of the newest. */
  compose(from: Reader, report?: DiagnosticsReport): Copy
  basisOf(report: DiagnosticsReport | null): Basis
}

interface Known {
  report: DiagnosticsReport
  explanation: ReportExplanation
}

export function createCopyTexts({ diagnostics, recorder, detail, getState, ...shared }: Shared): CopyTexts {
  const { store } = diagnostics
  let firstRead = shared.firstRead
  let reads = 0
  let known: { of: Reader; basis: Basis; stored: number } | undefined
  let reader: Reader | undefined

  function basisOf(report: DiagnosticsReport | null): Basis {
    const { recorded, erasures } = recorder
    return { recorded, erasures, newest: report?.sessions[0]?.lastSeenAt }
  }

  function isKnown(from: Reader, report: DiagnosticsReport): boolean {
    return known?.of === from && known.stored === store.getState().stored && isSame(known.basis, basisOf(report))
  }

  /** Of what was composed just now only the time would be another: putting it into words is half of a press. */
  function newestReport(from: Reader): DiagnosticsReport {
    recorder.applyControl()
    const { report } = getState()
    const now = Date.now()
    const isFresh = report && isKnown(from, report) && now - Date.parse(report.createdAt) < FRESH_MS
    return isFresh ? { ...report, createdAt: new Date(now).toISOString() } : from.compose()
  }

  const texts: CopyTexts = {
    get reader() {
      return reader
    },
    get reads() {
      return reads
    },
    hasFailed: false,
    basisOf,

    async read() {
      const number = ++reads
      try {
        const reading = firstRead ?? recorder.read()
        firstRead = null
        const newest = await reading
        if (number === reads) {
          reader = newest
          texts.hasFailed = false
        }
        return newest
      } catch (error) {
        texts.hasFailed = !reader
        throw error
      }
    },

    learn(from, before) {
      if (before && isKnown(from, before.report)) return before
      const report = from.compose()
      const explanation = from.explain(report)
      known = { of: from, basis: basisOf(report), stored: store.getState().stored }
      return { report, explanation }
    },

    makeNow() {
      const { isOpen, preview } = getState()
      if (isOpen && preview) return preview
      try {
        return reader && texts.compose(reader)
      } catch {
        return undefined // `makeSoon` has something else
      }
    },

    make: async () => texts.makeNow() ?? texts.compose(await texts.read()),

    compose(from, report = newestReport(from)) {
      return { text: from.format(report, { detail }), code: report.code, report, made: basisOf(report) }
    },
  }
  return texts
}
