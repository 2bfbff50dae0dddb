import type { Situation } from '../errors/situations.ts'
import { accountWords } from './en/accounts.ts'
import { appWords } from './en/app.ts'
import { bankWords } from './en/bank.ts'
import { signInWords } from './en/signIn.ts'
import type { ErrorWords } from './errorWords.ts'

export type { ErrorWords } from './errorWords.ts'

/** What is said of each error, in English: plain, short sentences, for readers whose first language is another. */
export const errorWords: Record<Situation, ErrorWords> = { ...signInWords, ...accountWords, ...bankWords, ...appWords }
