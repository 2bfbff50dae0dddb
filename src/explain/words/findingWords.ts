import type { FindingCode } from '../findingCodes.ts'
import type { FindingWords } from './errorWords.ts'
import { closingWords } from './findings/closing.ts'
import { openingWords } from './findings/opening.ts'
import { returningWords } from './findings/returning.ts'
import { successWords } from './findings/success.ts'

/** The findings whose words are those of Plaid's error. */
export type ErrorFindingCode =
  'link-error' | 'link-token-invalid' | 'institution-unavailable' | 'institution-unsupported' | 'rate-limited'

/** In English: plain, short sentences, for readers whose first language is another. */
export const findingWords: Record<Exclude<FindingCode, ErrorFindingCode>, FindingWords> = {
  ...openingWords,
  ...returningWords,
  ...successWords,
  ...closingWords,
}
