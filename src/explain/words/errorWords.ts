/** What is said of an error in a report. What is left out has nothing to say. */
export interface ErrorWords {
  /** What happened, as a sentence. */
  happened: string
  /** What the end user can try before anybody else acts. */
  userCanTry?: string
  /** What only the end user can tell. */
  askUser?: string
  /** What the app's developers can do. */
  developer?: string
  /** Why it is, or is not, a case for Plaid: something that the reader can check. */
  because: string
  /** What is left of that condition where the same has happened before; empty where it is a case then. */
  ifAgain?: string
  /** What is said instead in Sandbox, where no bank has a website or sends anything. Nobody is asked there. */
  inSandbox?: SandboxWords
}

/** What differs in Sandbox, where the developers are the user. */
export type SandboxWords = Partial<Record<'userCanTry' | 'because', string>>

/** What is said of a finding. `{name}` is filled in by its rule. Without a reason it is the cause of nothing. */
export interface FindingWords extends Partial<ErrorWords> {
  happened: string
  /** What it means; a likely cause is called likely. */
  means: string
}

/** As it is said in an environment of Plaid's. */
export function wordsIn(
  { plaidEnvironment }: { plaidEnvironment: string | null },
  { inSandbox, ...words }: FindingWords,
): Omit<FindingWords, 'inSandbox'> {
  if (plaidEnvironment !== 'sandbox') return words
  const { userCanTry = words.userCanTry, because } = inSandbox ?? {}
  const developer = [userCanTry, inSandbox?.userCanTry ? '' : words.developer].filter(Boolean).join(' ')
  const { ifAgain, ...rest } = words
  return {
    ...rest,
    askUser: '',
    userCanTry: '',
    developer,
    ...(because ? { because } : ifAgain !== undefined && { ifAgain }),
  }
}

/* Sentences that several errors and findings share. */

/** A sign-in with a username and a password. */
export const byTestLogin: SandboxWords = {
  userCanTry: "In Sandbox use Plaid's test login, user_good / pass_good.",
  because: "Only if Plaid's test login fails too.",
}
/** What a bank would send: a code, a deposit. */
export const byTestValues: SandboxWords = {
  userCanTry: "In Sandbox take the test values of Plaid's documentation: nothing comes from a bank.",
  because: "Only if Plaid's test values fail too.",
}
export const tryAgain = 'Try again.'
export const tryLater = 'Try again later.'
export const startAgain = 'Start again.'
/** What the app does wrong on a bank's return, it may do each time. */
export const ifSame = 'If it ends the same way, wait until the app is changed.'
export const startOnce = `Start again, once. ${ifSame}`
export const connectAgain = 'Connect the account again.'
export const useAnotherBank = 'Use another bank.'
export const doesWebsiteWork = "Does the bank's own website work?"
/** Where the bank is to be asked for and none is named, `Which bank?` comes before all others. */
export const whichBankSought = 'Which bank were you looking for?'
export const onTheScreen = 'What was on the screen?'
export const onlyAfterHours = "Only if it still fails after a few hours. The Plaid Dashboard shows the bank's status."
export const keepToken =
  'Keep the link_token over the redirect, and give Link the whole address received (receivedRedirectUri).'
