import type { Story, WhoActs } from '../types.ts'

const words: Record<WhoActs, string> = {
  user: 'the user',
  app: "the app's developers",
  'bank-or-plaid': 'the bank or Plaid',
  nobody: 'nobody',
}

/** Before what the user can try, where the same was connected already. */
export const IF_STILL_ASKED = 'Only if the app still asks for it'

/** All who have something to do, who acts first at the beginning. */
export function whoActsIn({ whoActs, whoElseActs, userMessage, userCanTry }: Story): string {
  const isWithoutBank = whoActs === 'bank-or-plaid' && userMessage === 'identity-check-not-finished'
  const condition =
    whoActs === 'user' && userCanTry.startsWith(IF_STILL_ASKED) ? ', only if the app still asks for it' : ''
  return (isWithoutBank ? 'Plaid' : words[whoActs]) + condition + (whoElseActs ? `, and ${words[whoElseActs]}` : '')
}
