import type { ReportExplanation } from '../explain/explain.ts'
import { internals, type Diagnostics, type InternalDiagnostics } from '../recorder/diagnostics.ts'
import type { DiagnosticsReport, Outcome } from '../session/report.ts'

interface Run {
  linkSessionId: string | null
  code: string
  outcome: Outcome
}

/** What the button needs of a recorder; the one place that knows where it has it. */
export interface RecorderSeam {
  /** Prefix of our keys in localStorage, before a colon. */
  readonly name: string
  /** Entries of this page, to the last one: the store hears of them only at the end of the task. */
  readonly recorded: number
  /** Changes whenever what was read before is void. */
  readonly erasures: number
  /** The newest run of Link on this device, as far as it is known without reading. */
  readonly lastRun: Run | null
  /** For how long Plaid's script has been in the page and has not run; null where it has, or is not there. */
  scriptPendingMs(): number | null
  /** Hears what another tab has said just now: that all is erased, above all. */
  applyControl(): void
  start(): void
  read(): Promise<Reader>
}

export interface Reader {
  compose(): DiagnosticsReport
  format(report: DiagnosticsReport, options?: { detail?: 'full' | 'short' }): string
  explain(report: DiagnosticsReport): ReportExplanation
  days: number
}

export function seamOf(diagnostics: Diagnostics): RecorderSeam {
  const { [internals]: inside, store } = diagnostics as InternalDiagnostics
  return {
    name: inside.name,
    get recorded() {
      return inside.recorder.memory.recorded
    },
    get erasures() {
      return inside.erasures
    },
    get lastRun() {
      const { session, lastRun } = store.getState()
      return session ?? lastRun
    },
    scriptPendingMs: () => inside.recorder.scriptPendingMs(),
    applyControl: () => inside.recorder.applyControl(),
    start: inside.start,
    read: inside.read,
  }
}
