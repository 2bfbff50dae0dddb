import type { ReactNode } from 'react'
import type { Diagnostics } from '../recorder/diagnostics.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import type { Copy, CopyRemark, CopyState, Facts } from './copyState.ts'
import type { CopyDiagnosticsLabels } from './labels.ts'
import type { Reader, RecorderSeam } from './recorderSeam.ts'

/** Where the user goes with what was copied: a page, a `mailto:`, or the app's own chat. */
export type CopySupport =
  | { href: string; open?: undefined; label?: string | undefined }
  | { open: (code: string) => void; href?: undefined; label?: string | undefined }

export interface UseCopyDiagnosticsOptions {
  /** `short`: under 1,000 characters, for chat windows; a file has the whole all the same. @default 'full' */
  detail?: Detail | undefined
  /**
   * Called when a report is on the clipboard for certain; not where what makes reports could not be loaded, and only
   * the report code and the link_session_id are copied.
   */
  onCopy?: OnCopy | undefined
}

interface Common extends Omit<Facts, 'preview' | 'canShare'> {
  /** To be called in a press of the user, without an `await` before it. An open preview is copied as it is. */
  copy(): Promise<void>
  /** Hands the text to another app; undefined where the browser cannot. To be called in a press of the user. */
  share: (() => Promise<void>) | undefined
  /** Saves the whole text as a file that is named by the report code. */
  download(): Promise<void>
  /** Forgets all that is kept; false where it is not certain that all is gone. Never rejects. */
  clear(): Promise<boolean>
  isOpen: boolean
  /** Shows or hides the preview: the very text that is copied. */
  setOpen(isOpen: boolean): void
  /**
   * What happened and what the user can try, in English and the second person; '' where nothing is known.
   * `explanation.userMessage` is its name, to say it in another language.
   */
  forUser: string
  /** What became of the last press that was no copying, or `outdated`: more was recorded since the last copy. */
  remark: CopyRemark | null
  /** The report code of what was copied, shared or saved last; null before. */
  givenCode: string | null
  /** The preview while it is open, or what has just been copied, or what could not be; else null. */
  text: string | null
}

/**
 * All that a button needs, by the state of the last press.
 *
 * - `copied` only where the browser has confirmed it, and until something new is recorded. `isWhole` is false where the
 *   report could not be made, and the text has only the report code and the link_session_id.
 * - `failed`: `text` is what the user has to copy by hand; null where nothing is known at all.
 */
export type UseCopyDiagnosticsResult = Common &
  ({ state: 'idle' | 'copying' } | { state: 'copied'; text: string; isWhole: boolean } | { state: 'failed' })

export type Detail = 'full' | 'short'
export type OnCopy = (report: DiagnosticsReport, text: string) => void

/** What a user can do, and what became of it. */
export interface Copying {
  getState(): CopyState
  subscribe(listener: () => void): () => void
  copy(onCopy?: OnCopy): Promise<void>
  share(): Promise<void>
  download(): Promise<void>
  clear(): Promise<boolean>
  setOpen(isOpen: boolean): void
}

/** The part of it that comes later. */
export interface CopySource extends Omit<Copying, 'getState' | 'subscribe' | 'copy'> {
  /** Reads, and goes on learning until the returned function is called. */
  start(): () => void
  make(): Promise<Copy>
  /** `begun`: by a press that came before this. */
  copy(onCopy?: OnCopy, begun?: { making: Promise<Copy>; writing: Promise<void> }): Promise<void>
}

/** What both parts go by. */
export interface Shared {
  readonly diagnostics: Diagnostics
  readonly recorder: RecorderSeam
  readonly detail: Detail
  getState(): CopyState
  setState(next: CopyState): void
  /** Where it cannot be read: what the store knows by itself. Rejects where that is nothing. */
  makeSoon(): Promise<Copy>
  /** Puts a text on the clipboard; the button has it already. */
  write(text: string | Promise<string>): Promise<void>
  /** Begun while what uses it was on its way. */
  firstRead: Promise<Reader> | null
}

/** All that comes when a button is shown: what is known, and what stands around the button, with every word. */
export interface Panel {
  createCopySource(shared: Shared): CopySource
  inAct(tell: () => void): void
  adoptSizes(root: Element | null): void
  languageOf(labels: PanelProps['labels']): string | undefined
  Message(props: PanelProps): ReactNode
  Below(props: PanelProps): ReactNode
}

export interface PanelProps {
  copying: UseCopyDiagnosticsResult
  labels: Partial<CopyDiagnosticsLabels> | undefined
  support: CopySupport | undefined
  detail: Detail | undefined
}

/** As its parts have them: with a word for everything. */
export interface Parts extends PanelProps {
  words: CopyDiagnosticsLabels
}
