import type { Situation } from './situations.ts'

/** The errors of one `error_type`. */
export interface ErrorFamily {
  /** What is said of a code of this type that has no entry. */
  otherwise: Situation
  /** The page of plaid.com/docs/errors that has these codes, each with an anchor of its own. Left out where none has. */
  page?: string
  /** By Plaid's whole code, in Plaid's spelling. */
  codes: Record<string, Situation>
  /** The codes whose page or anchor is another one than type and code say; empty where Plaid has no page. */
  otherPages?: Record<string, string>
}
