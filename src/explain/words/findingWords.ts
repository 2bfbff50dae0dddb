import type { FindingCode } from '../findingCodes.ts'
import type { ErrorWords } from './errorWords.ts'
import { closingWords } from './findings/closing.ts'
import { openingWords } from './findings/opening.ts'
import { returningWords } from './findings/returning.ts'
import { successWords } from './findings/success.ts'

/** The findings whose words are those of Plaid's error. */
export type ErrorFindingCode =
  'link-error' | 'link-token-invalid' | 'institution-unavailable' | 'institution-unsupported' | 'rate-limited'

/** What is said of a finding. `{name}` is filled in by its rule. Without a reason it is the cause of nothing. */
export interface FindingWords extends Partial<ErrorWords> {
  happened: string
  /** What it means; a likely cause is called likely. */
  means: string
}

/** In English: plain, short sentences, for readers whose first language is another. */
export const findingWords: Record<Exclude<FindingCode, ErrorFindingCode>, FindingWords> = {
  ...openingWords,
  ...returningWords,
  ...successWords,
  ...closingWords,
}
