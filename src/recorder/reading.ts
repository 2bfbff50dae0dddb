import type { ReportExplanation } from '../explain/explain.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import type { StorageMode } from '../storage/memory.ts'
import type { Attempt } from './attempt.ts'

/** What comes with the first report, `attach` or erasing. What has a name of a method of `Diagnostics` does what that promises. */
export interface ReaderPart {
  report(sessions: number | undefined): Promise<DiagnosticsReport>
  attach(asked: Attaching): Promise<void>
  read(): Promise<Reader>
  /** Erases what the control record has made void, and looks whether it is gone. Never rejects. */
  erase(): Promise<void>
  /** Opens, or erases, after that was decided; `isTold`: other tabs were told. Never rejects. */
  setStorage(mode: StorageMode, isTold: boolean): Promise<void>
}

/**
 * Composes reports, synchronously, of what was read and of what the page has recorded since, and tells what is in them: a
 * press on the button must reach the clipboard within the press (WebKit).
 */
export interface Reader {
  compose(sessions?: number): DiagnosticsReport
  format(report: DiagnosticsReport, options?: { detail?: 'full' | 'short' }): string
  explain(report: DiagnosticsReport): ReportExplanation
  /** After which entries are removed. */
  days: number
}

/** What `attach` was given, and how things were when it was called. */
export interface Attaching {
  source: unknown
  to: { linkSessionId?: unknown } | undefined
  /** The newest of the page. */
  attempt: Attempt | undefined
  /** Of the memory; what was cleared since must not come back by it. */
  erasures: number
}
