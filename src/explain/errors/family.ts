import type { Situation } from './situations.ts'

/** The errors of one `error_type`. */
export interface ErrorFamily {
  /** What is said of a code of this type that has no entry. */
  otherwise: Situation
  /** The page of plaid.com/docs/errors that has these codes; each code has its anchor there. Left out where none has. */
  page?: string
  /** By Plaid's whole code, in Plaid's spelling. */
  codes: Record<string, CodeFacts>
}

export interface CodeFacts {
  situation: Situation
  /** Where the page or the anchor is another one than the type and the code say; empty where Plaid has no page. */
  page?: string
}
