import type { ReportExplanation } from '../explain/explain.ts'
import type { DiagnosticsReport, Outcome } from '../session/report.ts'

/** What is handed over. */
export interface Copy {
  text: string
  code: string
  /** Null where no report could be made: then the text has the code and the link_session_id, which need none. */
  report: DiagnosticsReport | null
  made: Basis
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

export type CopyEvent =
  | { type: 'learned'; facts: Partial<Facts>; basis: Basis }
  | { type: 'opened'; isOpen: boolean }
  | { type: 'pressed' }
  | { type: 'copied'; copy: Copy }
  | { type: 'refused'; copy: Copy | null }
  | { type: 'handed'; how: 'saved' | 'shared'; copy: Copy }
  | { type: 'notHanded'; how: 'not-saved' | 'not-shared' }
  | { type: 'cleared'; isCertain: boolean }

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

export function reduceCopy(state: CopyState, event: CopyEvent): CopyState {
  switch (event.type) {
    case 'learned': {
      const next = { ...state, ...event.facts }
      const { phase, given, preview } = next
      if (given && !isSame(given.made, event.basis)) {
        next.remark = 'outdated'
        if (phase.state === 'copied') next.phase = { state: 'idle' }
      }
      if (next.remark === 'cleared' && next.report?.sessions[0]) next.remark = null
      if (phase.state === 'failed' && preview) next.phase = { state: 'failed', copy: preview }
      return next
    }
    case 'opened':
      return { ...state, isOpen: event.isOpen }
    case 'pressed':
      return { ...state, phase: { state: 'copying' }, remark: null }
    case 'copied':
      return { ...state, phase: { state: 'copied', copy: event.copy }, given: event.copy }
    case 'refused':
      return { ...state, phase: { state: 'failed', copy: event.copy }, preview: event.copy }
    case 'handed':
      return { ...state, remark: event.how, given: event.copy }
    case 'notHanded':
      return { ...state, remark: event.how }
    case 'cleared':
      return {
        ...state,
        phase: { state: 'idle' },
        given: null,
        remark: event.isCertain ? 'cleared' : 'not-cleared',
      }
  }
}

export function isSame(one: Basis, other: Basis): boolean {
  return (
    one.recorded === other.recorded &&
    one.erasures === other.erasures &&
    // While Link is open nothing is composed, so nothing is known of other tabs.
    (other.newest === undefined || one.newest === other.newest)
  )
}
