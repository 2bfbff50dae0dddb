import type { Outcome } from '../../session/report.ts'
import type { CauseFacts } from '../findingFacts.ts'

/** What is said of an outcome. */
export interface OutcomeWords {
  /** The first words of the headline. */
  result: string
  /** The same, where the bank was connected before (update mode). */
  resultOfUpdate: string
  /** What follows where no finding says more. */
  told: string
  userCanTry: string
  askUser: string
  because: string
  facts: CauseFacts
}

export const outcomeWords: Record<Outcome, OutcomeWords> = {
  succeeded: {
    result: 'Connected',
    resultOfUpdate: 'Connected again',
    told: '',
    userCanTry: '',
    askUser: '',
    because: 'It worked. Part 2 has the ids, if data is missing later.',
    facts: { whoActs: 'nobody', answer: 'no' },
  },
  failed: {
    result: 'Not connected',
    resultOfUpdate: 'Existing connection not repaired',
    told: 'Plaid reported an error that is not named.',
    userCanTry: 'Try again.',
    askUser: 'What was on the screen?',
    because: 'Yes, if it fails again and the Dashboard has no cause.',
    facts: { whoActs: 'app', whoElseActs: 'user', answer: 'perhaps', form: 'general' },
  },
  exited: {
    result: 'Not connected',
    resultOfUpdate: 'Existing connection not repaired',
    told: 'The user closed Link.',
    userCanTry: 'Try again.',
    askUser: 'What was on the screen?',
    because: 'Only if the user could not go on: please ask.',
    facts: { whoActs: 'user', answer: 'not yet', form: 'general' },
  },
  superseded: {
    result: 'Not finished',
    resultOfUpdate: 'Existing connection not repaired',
    told: 'The app closed Link while it was in use.',
    userCanTry: 'Try again.',
    askUser: '',
    because: 'The app closed Link itself: see its code.',
    facts: { whoActs: 'app', answer: 'no' },
  },
  abandoned: {
    result: 'Not finished',
    resultOfUpdate: 'Existing connection not repaired',
    told: 'The page was left while Link was open.',
    userCanTry: 'Try again.',
    askUser: 'What was on the screen?',
    because: "Only if it happens again, against the user's will.",
    facts: { whoActs: 'user', answer: 'not yet', form: 'general' },
  },
  'in-progress': {
    result: 'Not finished yet',
    resultOfUpdate: 'Not finished yet',
    told: 'Link was still open when this was copied.',
    userCanTry: 'Finish in Link, or close it, then copy again.',
    askUser: 'What is on the screen?',
    because: 'Finish or close Link first, then copy again.',
    facts: { whoActs: 'user', answer: 'not yet' },
  },
  'never-opened': {
    result: 'Never started',
    resultOfUpdate: 'Never started',
    told: 'Link did not open.',
    userCanTry: 'Reload the page, then try again.',
    askUser: '',
    because: 'Link did not open, and nothing tells why.',
    facts: { whoActs: 'app', answer: 'no' },
  },
}
