import type { Story, WhoActs } from '../types.ts'

const words: Record<WhoActs, string> = {
  user: 'the user',
  app: "the app's developers",
  'bank-or-plaid': 'the bank or Plaid',
  nobody: 'nobody',
}

/** All who have something to do, who acts first at the beginning. */
export function whoActsIn({ whoActs, whoElseActs, userMessage }: Story): string {
  const isWithoutBank = whoActs === 'bank-or-plaid' && userMessage === 'identity-check-not-finished'
  return (isWithoutBank ? 'Plaid' : words[whoActs]) + (whoElseActs ? `, and ${words[whoElseActs]}` : '')
}
