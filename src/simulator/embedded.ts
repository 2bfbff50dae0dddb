import type { PlaidInstitution } from 'react-plaid-link'
import { banks, consents, event, opens, shows } from './scenarios/build.ts'
import type { ChooseStep, Scenario, Step } from './scenarios/types.ts'

/** The banks that a scenario lets somebody choose from. */
export function banksOf(scenario: Scenario): readonly PlaidInstitution[] {
  const choice = scenario.steps.find((step): step is ChooseStep => 'chooses' in step)
  return choice?.chooses ?? banks
}

/** As documented: OPEN, SELECT_INSTITUTION, and consent only then. */
export function embeddedSteps({ steps }: Scenario): readonly Step[] {
  const chosen = steps.findIndex((step) => 'event' in step && step.event === 'SELECT_INSTITUTION')
  if (chosen <= 1) return steps
  return [opens, event('SELECT_INSTITUTION'), shows('CONSENT'), consents, ...steps.slice(chosen + 1)]
}
