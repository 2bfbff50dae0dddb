import type { ReportExplanation } from '../explain/explain.ts'
import {
  internals,
  type Diagnostics,
  type DiagnosticsState,
  type InternalDiagnostics,
} from '../recorder/diagnostics.ts'
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
  /** Changes whenever what was read before is void. */
  readonly erasures: number
  /** The newest run of Link on this device, as far as it is known without reading. */
  readonly lastRun: Run | null
  /** Plaid's script is in the page, and has not run. */
  readonly scriptPending: boolean
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
  const inner = (diagnostics as InternalDiagnostics)[internals]
  const readState = (): DiagnosticsState & { lastRun?: Run | null; scriptPending?: boolean } =>
    diagnostics.store.getState()
  return {
    name: inner.name,
    get erasures() {
      return inner.erasures
    },
    get lastRun() {
      const { session, lastRun = null } = readState()
      return session ?? lastRun
    },
    get scriptPending() {
      return readState().scriptPending === true
    },
    start: inner.start,
    read: inner.read,
  }
}
