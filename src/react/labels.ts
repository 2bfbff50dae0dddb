import type { UserMessage } from '../explain/words/forUser.en.ts'
import type { Absent, Present } from './contents.ts'

/**
 * Every word that `<CopyDiagnostics />` shows. An empty one is not shown. The report itself stays English, for support
 * and Plaid.
 */
export interface CopyDiagnosticsLabels {
  /** The language of these words, as in `<html lang>`; the component has it as its own where the page has another. */
  lang: string
  /** What is said above the button: by `explanation.userMessage`; in English where a sentence is missing. */
  forUser?: Partial<Record<UserMessage, string>> | undefined
  /** Above the button, while nothing is known. */
  intro: string

  /** The button's name. */
  copy: string
  share: string
  download: string
  /** Below the button, before a press: what to do with the copy, and that copying sends nothing. */
  next: string

  copying: string
  copied: string
  /** The report could not be made; its code and the link_session_id were copied. */
  copiedPart: string
  /** "Copied" is no longer all: something new was recorded, or deleted. */
  outdated: string
  /** The browser refused; the text stands below, selected. `platform` as in a report: `iPhone`, `Windows`, ... */
  failed: (platform: string | null) => string
  /** Nothing is known, not even a code. */
  unavailable: string
  selectAll: string
  saved: (file: string) => string
  notSaved: string
  shared: string
  notShared: string
  /** Before the report code. */
  code: string
  /** What leads to support, where `support` has no label of its own. */
  support: string

  linkOpen: string
  scriptPending: (seconds: number) => string
  storageRefused: string
  recordingOff: string
  empty: string
  notLoaded: string
  /** In the browser of another app, only where that is certain. */
  inAppBrowser: (app: string, platform: string | null) => string

  /** Before the list of what is in the text; and of what is not. */
  present: string
  absent: string
  parts: Record<Present | Absent, string>
  open: string
  everything: string
  kept: (days: number) => string
  /** Kept in the page's memory only. */
  notKept: string
  /** The accessible name of the text field. */
  text: string

  clear: string
  confirmClear: string
  clearNow: string
  keep: string
  cleared: string
  notCleared: string
}
