import type { DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import {
  installPlaidSimulator,
  scenarioFromReport,
  scenarios,
  type PlaidSimulator,
  type Scenario,
} from 'react-plaid-link-diagnostics/simulator'

type IsAny<T> = 0 extends 1 & T ? true : false
export const known: IsAny<PlaidSimulator | Scenario | (typeof scenarios)[number]> = false

export function play(report: DiagnosticsReport): PlaidSimulator {
  const scenario: Scenario = scenarioFromReport(report)
  return installPlaidSimulator({ scenario, auto: true, pace: 0 })
}

export function wrong(report: DiagnosticsReport) {
  // @ts-expect-error: no such scenario
  installPlaidSimulator({ scenario: 'no-such-scenario' })
  // @ts-expect-error: a pace is a number
  installPlaidSimulator({ pace: 'fast' })
  // @ts-expect-error: a report, not its text
  scenarioFromReport('text')
  return report
}
