import { connectionErrors } from './errors/connectionErrors.ts'
import type { AskedFor, CaseAnswer, CaseForm, SituationFacts, WhoActs } from './errors/facts.ts'
import type { ErrorFamily } from './errors/family.ts'
import { productErrors } from './errors/productErrors.ts'
import { requestErrors } from './errors/requestErrors.ts'
import { situations, type Situation } from './errors/situations.ts'
import type { FindingCode } from './findingCodes.ts'
import { own } from './places.ts'

export { caseForms, type AskedFor, type CaseAnswer, type CaseForm, type WhoActs } from './errors/facts.ts'
export type { Situation } from './errors/situations.ts'

/** What is known of an error of Plaid's. Its words are in `words/`, by `situation`. */
export interface ErrorFacts {
  situation: Situation
  /** Its code has an entry of its own. Else this is what is known of its type, or of no error in particular. */
  isKnown: boolean
  whoActs: WhoActs
  whoElseActs?: WhoActs
  finding: FindingCode
  answer: CaseAnswer
  /** `none` where it is no case, and where the app itself has to act. */
  form: CaseForm
  asksFor: readonly AskedFor[]
  /** Plaid's page on it, with its anchor; empty where Plaid has none, and where it is not known. */
  page: string
}

const FAMILIES: Record<string, ErrorFamily>[] = [connectionErrors, requestErrors, productErrors]

/**
 * Finds what an error means: by its whole code, then by its whole type. Where several types have the code, the type
 * decides. Plaid's old spellings with dashes (`oauth-error`) are codes too. Nothing is guessed from a part of a word.
 *
 * Sources: plaid.com/docs/errors, Plaid's OpenAPI specification and the codes in Plaid's SDKs.
 */
export function findError({
  errorType,
  errorCode,
}: {
  errorType?: string | null | undefined
  errorCode?: string | null | undefined
}): ErrorFacts {
  const type = errorType ?? ''
  const code = errorCode ?? ''
  const family = FAMILIES.map((families) => own(families, type)).find(Boolean)
  // Most dashed spellings are the code of today, written in another way.
  const dashed = /^[a-z]+(?:-[a-z]+)+$/.test(code) ? [code.replace(/-/g, '_').toUpperCase()] : []
  for (const spelling of [code, ...dashed]) {
    for (const one of [family, familyOf(spelling)]) {
      const situation = one && own(one.codes, spelling)
      if (situation) return toFacts(situation, true, pageOf(one, spelling))
    }
  }
  return toFacts(family?.otherwise ?? 'unknown-error', false, '')
}

let families: Map<string, ErrorFamily> | undefined

/** The first family that has a code. Found once for all: a report may have very many errors. */
function familyOf(code: string): ErrorFamily | undefined {
  if (!families) {
    families = new Map()
    for (const family of FAMILIES.flatMap((some) => Object.values(some))) {
      for (const known of Object.keys(family.codes)) if (!families.has(known)) families.set(known, family)
    }
  }
  return families.get(code)
}

function pageOf({ page, otherPages = {} }: ErrorFamily, code: string): string {
  const path = own(otherPages, code) ?? (page ? `${page}/#${code.toLowerCase()}` : '')
  return path && `https://plaid.com/docs/errors/${path}`
}

function toFacts(situation: Situation, isKnown: boolean, page: string): ErrorFacts {
  const facts: SituationFacts = situations[situation]
  const { whoActs, whoElseActs, finding = 'link-error', answer, form = 'none', asksFor = [] } = facts
  return { situation, isKnown, whoActs, ...(whoElseActs && { whoElseActs }), finding, answer, form, asksFor, page }
}
