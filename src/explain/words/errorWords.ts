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
}

/** What is said of a finding. `{name}` is filled in by its rule. Without a reason it is the cause of nothing. */
export interface FindingWords extends Partial<ErrorWords> {
  happened: string
  /** What it means; a likely cause is called likely. */
  means: string
}

/* Sentences that several errors and findings share. */

export const tryAgain = 'Try again.'
export const tryLater = 'Try again later.'
export const startAgain = 'Start again.'
export const connectAgain = 'Connect the account again.'
export const useAnotherBank = 'Use another bank.'
/** `{whichBank}` is asked where Plaid named none. */
export const doesWebsiteWork = "{whichBank}Does the bank's own website work?"
export const onTheScreen = 'What was on the screen?'
export const seeStatus = "See the bank's status in the Plaid Dashboard."
export const onlyAfterHours = 'Only if it still fails after some hours.'
export const keepToken =
  'Keep the link_token over the redirect, and give Link the whole address received (receivedRedirectUri).'
