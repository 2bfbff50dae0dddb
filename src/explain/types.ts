import type { CaseAnswer, WhoActs } from './errors.ts'
import type { FindingCode } from './findingCodes.ts'
import type { UserMessage } from './words/forUser.en.ts'

export type { UserMessage, WhoActs }

/** Is it a case for Plaid Support, and why: a reason that the reader can check. */
export interface Verdict {
  answer: CaseAnswer
  reason: string
}

/** What happened in a session, in plain words. Texts are empty where there is nothing to say. */
export interface Story {
  headline: string
  why: string
  when: string
  /** Where in Link it ended. */
  ended: string
  userCanTry: string
  /** What only the end user can tell. */
  askUser: string
  /** Plaid's page on the error. */
  errorPage: string
  /** What the end user is told: in the second person, without jargon, never against what the app may say. */
  forUser: string
  /** The same sentence by its name, to say it in another language. */
  userMessage: UserMessage
  whoActs: WhoActs
  /** Who has something to do beside that; null where nobody has. */
  whoElseActs: WhoActs | null
  /** What ended it; never one that was overcome. */
  error: { type: string; code: string } | null
}

/** Another session than the newest. Its advice is empty where nothing is left to do about it. */
export interface EarlierStory extends Story {
  verdict: Verdict
  /** The id to give first, were it a case; null where there is none, or nothing is left to do. */
  firstId: { key: string; value: string } | null
  /** Its index in the report; of logins that ended a later one's link_token, theirs. */
  session: number
}

/** What a reader is told beyond the facts of a report; of the newest session, where it does not say which. */
export interface ReportExplanation extends Story {
  /** Another session of the last 24 hours that the reader must know. */
  earlier: EarlierStory | null
  /** Of the session that `plaidCase` is about. */
  verdict: Verdict
  /** The cause first; a guess only where no cause is known. */
  findings: Finding[]
  plaidCase: PlaidCase
}

/** What to give Plaid Support. */
export interface PlaidCase {
  /** The index of the session that it is about; -1 where there is none. */
  session: number
  /** In the order in which Plaid Support wants them. */
  lines: CaseLine[]
  /** In Plaid's spelling, `ITEM_ERROR / INVALID_CREDENTIALS`; empty where none ended it. */
  error: string
  /** What Plaid asks for in such a case. */
  asksFor: string
  /** The address of Plaid's form for it. */
  form: string
  /** The day until which Plaid keeps its log, `2026-12-06`; empty where Plaid never saw the session. */
  logUntil: string
}

export interface CaseLine {
  /** Plaid's name. */
  key: string
  /** Empty where it is missing, or a secret. */
  value: string
  /** Where it came from, or why it is missing. */
  note: string
  /** Give this one first. */
  giveFirst: boolean
  /** Where it is, when it is not here; empty where it is. */
  missing: '' | 'does not exist' | 'on your server' | 'none captured' | 'withheld'
  /** What a secret looks like, so that a server can match it; empty where there is none. */
  fingerprint: string
  /** The endpoint of Plaid's API that returned it to your server; empty where it is not there. */
  endpoint: string
}

/**
 * What a finding is in the story: the `cause` by which the newest session is told, the `earlier-cause` of the one that
 * is told beside it, something `overcome` in the newest session, or what was found `besides`.
 */
export type FindingRole = 'cause' | 'earlier-cause' | 'overcome' | 'besides'

/** Something in a report that explains a failure, or that the app's developers should know. */
export interface Finding {
  code: FindingCode
  role: FindingRole
  /** What was seen, in words that an end user understands. */
  seen: string
  /** What it means; a likely cause is called likely. */
  means: string
  /** What the end user can try; this and the next two are empty where there is nothing. */
  userCanTry: string
  /** What only the end user can tell. */
  askUser: string
  /** What the app's developers can do. */
  developer: string
  /** Where it was seen; nowhere for what is true of the whole report. */
  evidence: Evidence[]
}

/** Entries of a session, both by their index in the report. */
export interface Evidence {
  session: number
  entries: number[]
}
