/** What is said of an error in a report. Empty where there is nothing to say. */
export interface ErrorWords {
  /** What happened, as a sentence. */
  happened: string
  /** What the end user can try before anybody else acts. */
  userCanTry: string
  /** What only the end user can tell. */
  askUser: string
  /** What the app's developers can do. */
  developer: string
  /** Why it is, or is not, a case for Plaid: something that the reader can check. */
  because: string
}
