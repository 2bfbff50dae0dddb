import type { Hit, Seen } from '../seen.ts'
import { errorWords } from './en.ts'
import { wordsIn, type FindingWords } from './errorWords.ts'
import { findingWords, type ErrorFindingCode } from './findingWords.ts'

/** All that is said; empty where there is nothing. */
export type Words = Required<Omit<FindingWords, 'inSandbox' | 'ifAgain'>> & Pick<FindingWords, 'ifAgain'>

/** What is said of a hit, with all that it names filled in. */
export function wordsOf(hit: Hit, { session, entries, isSimulated }: Seen): Words {
  const { code, facts, name = '' } = hit
  const { params = {} } = hit
  const isOfError = facts && (isErrorCode(code) || code === facts.finding)
  const words: FindingWords = isOfError
    ? { ...errorWords[facts.situation], means: facts.isKnown ? name : toldByPlaid(hit, entries, name) }
    : isErrorCode(code)
      ? { ...errorWords['unknown-error'], means: name }
      : findingWords[code]
  const said = wordsIn(session, words)
  const filled: Words = { userCanTry: '', askUser: '', developer: '', because: '', ...said }
  for (const key of Object.keys(filled) as (keyof Words)[]) {
    const isPlaids = key === 'means' && (isOfError || isErrorCode(code))
    if (!isPlaids) filled[key] = fill(filled[key] ?? '', params)
  }
  const errors = hit.entries.filter((position) => entries[position]?.eventName === 'ERROR').length
  if (isOfError && errors > 1) filled.happened = filled.happened.replace(/\.$/, `, ${errors} times.`)
  if (isOfError && errors > 1 && filled.ifAgain) filled.because = filled.ifAgain
  // Nobody has to act.
  return isSimulated ? { ...filled, userCanTry: '', askUser: '', developer: '' } : filled
}

/** So many are named in a sentence. */
const MAX_LISTED = 4

/** `Citizens Bank, Chase and Wells Fargo`; of many, how many more. */
export function listed(names: readonly string[], and = ' and '): string {
  const more = names.length - MAX_LISTED
  const shown = more > 1 ? [...names.slice(0, MAX_LISTED), `${more} more`] : names
  return [shown.slice(0, -1).join(', '), shown[shown.length - 1] ?? ''].filter(Boolean).join(and)
}

/** Of an error that has no words of its own, what Plaid says to the user. */
function toldByPlaid(hit: Hit, entries: Seen['entries'], name: string): string {
  for (const position of hit.entries) {
    const { displayMessage, errorMessage } = entries[position] ?? {}
    const message = displayMessage ?? errorMessage
    if (message) return message === name ? `Plaid said: ${message}` : `${name}: ${message}`
  }
  return name
}

function isErrorCode(code: Hit['code']): code is ErrorFindingCode {
  return !Object.prototype.hasOwnProperty.call(findingWords, code)
}

/** What is a sentence of ours, with names of its own; all else that is filled in is Plaid's, and is left as it is. */
const SENTENCES = ['happened', 'userCanTry', 'askUser', 'developer', 'because']

function fill(text: string, params: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? ''
    return SENTENCES.includes(name) ? fill(value, params) : value
  })
}
