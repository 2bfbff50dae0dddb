import * as a from './build.ts'
import type { ScriptFate, Step } from './types.ts'

const connectsWithCode: Step[] = [...a.chooses(), ...a.logsIn, ...a.answersMfa(), ...a.connects]

function script(fate: ScriptFate, title: string, about: string) {
  return { title, about, script: fate, steps: connectsWithCode }
}

/** What becomes of Plaid's script, of its answers, and of its callbacks. */
export const deliveryScenarios = a.family({
  'script-blocked': script('blocked', 'Plaid is blocked', 'As by an ad blocker: the script does not load.'),
  'csp-blocked': script('csp', 'Blocked by the page’s policy', 'The Content-Security-Policy forgot Plaid.'),
  'script-pending': script('pending', 'Plaid never loads', 'The script is requested and nothing comes.'),
  'script-throws': script('throws', 'Plaid’s script breaks', 'The script comes, and throws while it runs.'),
  'script-slow': script('slow', 'Plaid loads late', 'The script takes eight seconds.'),
  slow: {
    title: 'Link is slow',
    about: 'Plaid takes its time with every answer, and connects.',
    steps: connectsWithCode.map((step) => ('event' in step && step.answered ? { ...step, afterMs: 8000 } : step)),
  },
  'never-answers': {
    title: 'Link hangs',
    about: 'Link opens, then nothing. Reload the page to get out.',
    steps: [a.opens, a.turnsTo('LOADING'), { hangs: true }],
  },
  'double-delivery': {
    title: 'Everything twice',
    about: 'It connects, and each callback comes two times.',
    deliveries: 2,
    steps: connectsWithCode,
  },
})
