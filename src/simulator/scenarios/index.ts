import { deliveryScenarios } from './delivery.ts'
import { exitScenarios } from './exits.ts'
import { faultScenarios } from './faults.ts'
import { oauthScenarios } from './oauth.ts'
import { depositScenarios, identityScenarios, layerScenarios } from './products.ts'
import { successScenarios } from './success.ts'
import type { Scenario } from './types.ts'

const all = {
  ...successScenarios,
  ...exitScenarios,
  ...faultScenarios,
  ...oauthScenarios,
  ...layerScenarios,
  ...identityScenarios,
  ...depositScenarios,
  ...deliveryScenarios,
}

export type ScenarioName = keyof typeof all

/** The names of all scenarios that are built in. */
export const scenarios: readonly ScenarioName[] = Object.keys(all) as ScenarioName[]

export function isScenarioName(name: unknown): name is ScenarioName {
  return scenarios.some((known) => known === name)
}

/** The table of a scenario that is built in: to show it, or to make another of it. Throws where there is none. */
export function scenarioNamed(name: ScenarioName): Scenario {
  if (isScenarioName(name)) return all[name]
  throw new Error(
    `[react-plaid-link-diagnostics] There is no scenario "${String(name)}". There are: ${scenarios.join(', ')}.`,
  )
}
