import type { ReportExplanation } from '../explain/explain.ts'
import type { DiagnosticsReport, Outcome } from '../session/report.ts'

/** What is handed over. */
export interface Copy {
  text: string
  code: string
  /** Null where no report could be made: then the text has the code and the link_session_id, which need none. */
  report: DiagnosticsReport | null
  /** Null where that is not known. */
  made: Basis | null
}

/** What a text was made of. Where this is the same, another text would differ in its time only. */
export interface Basis {
  /** Entries of this page. */
  recorded: number
  erasures: number
  /** When the newest session was last heard of, in any tab; undefined while nothing has been read. */
  newest: string | undefined
}

/** Why little is known, or less than there will be. */
export type CopyNotice =
  'not-loaded' | 'link-open' | 'script-pending' | 'storage-refused' | 'recording-off' | 'nothing-recorded'

/** How the last thing that the user did went, where it was no copying; or that a copy is not the newest any more. */
export type CopyRemark = 'outdated' | 'saved' | 'not-saved' | 'shared' | 'not-shared' | 'cleared' | 'not-cleared'

export interface Facts {
  /** Null until it has been read, and while Link is open: that comes first. */
  report: DiagnosticsReport | null
  explanation: ReportExplanation | null
  code: string | null
  outcome: Outcome | null
  notice: CopyNotice | null
  /** For how many seconds at least Plaid's script has been on its way. */
  pendingSeconds: number
  /** After how many days what is kept is removed. */
  days: number | null
  canShare: boolean
  /** What is shown while the preview is open, or where it could not be copied. */
  preview: Copy | null
}

type Phase =
  { state: 'idle' } | { state: 'copying' } | { state: 'copied'; copy: Copy } | { state: 'failed'; copy: Copy | null }

export interface CopyState extends Facts {
  phase: Phase
  /** The last one that reached the user. */
  given: Copy | null
  remark: CopyRemark | null
  isOpen: boolean
}

export const INITIAL: CopyState = {
  phase: { state: 'idle' },
  report: null,
  explanation: null,
  code: null,
  outcome: null,
  notice: null,
  pendingSeconds: 0,
  days: null,
  canShare: false,
  preview: null,
  given: null,
  remark: null,
  isOpen: false,
}
