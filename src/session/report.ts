import type { DiagnosticEntry, PlaidIdentifier } from '../entry/fields.ts'

/** Facts only, as plain JSON. What a reader is told beyond them is computed by `explainReport`. */
export interface DiagnosticsReport {
  /** Of the facts and of the text. */
  version: 2
  /** Short, can be said on the phone, the same for the same session: `7KQF-2M9T`. */
  code: string
  /** ISO 8601, UTC. */
  createdAt: string
  /** IANA name of the user's time zone, for example `Europe/Paris`; `UTC` where unknown. */
  timeZone: string
  app: { name: string; version?: string } | null
  environment: ReportEnvironment
  /** Newest first. */
  sessions: LinkSession[]
  completeness: Completeness
}

export interface ReportEnvironment {
  /** For example `Safari 18.1`; null where it could not be told. */
  browser: string | null
  /** For example `iPhone`, `Android`, `Windows`, `macOS`, `Linux`; null where it could not be told. */
  platform: string | null
  /** `navigator.language`. */
  language: string | null
  /** CSS pixels, for example `390x844`. */
  viewport: string | null
  online: boolean | null
  secureContext: boolean | null
  iframe: boolean | null
  /** The page is cross-origin isolated (COOP and COEP): the browser then refuses frames that do not take part. */
  crossOriginIsolated: boolean | null
  /** The app whose built-in browser this is, only where sure: `Instagram`, `Facebook`, ... */
  inAppBrowser: string | null
  /** `Android WebView`, `iOS web view`, `Electron`: only where the user agent says so. */
  webView: string | null
}

export interface Completeness {
  /** Where entries are kept at the moment of the report; `unknown` where only the beginning of its text was read. */
  storage: 'indexeddb' | 'memory' | 'off' | 'unknown'
  /** What is wrong with the storage, as a sentence; null when nothing is. */
  problem: string | null
  /** Entries known to have been recorded on this device: kept, dropped or missing. */
  recorded: number
  /** Of these, on disk when the report was made. */
  stored: number
  /** Of these, given up on purpose, with the reason: `age`, `sessions`, `entries`, `total`, `quota`, `journal`. */
  dropped: { reason: string; count: number }[]
  /** Numbers missing in the order of a page load: what a crash took. */
  missing: number
  /** Sessions that are kept but not in this report. */
  sessionsLeftOut: number
  /** The moment up to which other tabs' entries are in the report; ISO 8601, UTC. */
  asOf: string
}

export type Outcome = 'succeeded' | 'failed' | 'exited' | 'superseded' | 'abandoned' | 'in-progress' | 'never-opened'

/** All attempts of one link_session_id, or one attempt that never got an id. */
export interface LinkSession {
  linkSessionId: string | null
  /** The id of its first attempt; made on this device, unknown to Plaid. */
  attemptId: string
  /** Its own report code. */
  code: string
  outcome: Outcome
  /** ISO 8601, UTC, by this device's clock. */
  startedAt: string
  /** When it ended; null while it is in progress or where the end is not known. */
  endedAt: string | null
  /** The last moment anything of it was recorded; ISO 8601, UTC. */
  lastSeenAt: string
  /** sandbox, development or production, read from the link_token; null where unknown. */
  plaidEnvironment: string | null
  linkTokenFingerprint: string | null
  /** The institution that was connected last, else the one that Plaid named last; null where it never did. */
  institution: { id: string | null; name: string | null } | null
  /** OPEN said that it is update mode (an existing Item); null where it did not say. */
  updateMode: boolean | null
  /**
   * How many milliseconds to add to Plaid's timestamps to have this device's clock; 0 where the two agree.
   * An entry happened at `timestamp + clockSkew`, or at `at` where it has no timestamp.
   */
  clockSkew: number
  /** In the order in which they happened. */
  entries: DiagnosticEntry[]
  /** Everything captured or attached that Plaid Support can trace, each once. */
  identifiers: PlaidIdentifier[]
}
