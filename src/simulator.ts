export { scenarioFromReport } from './simulator/fromReport.ts'
export { testFromReport, type WrittenTestOptions } from './simulator/writeTest.ts'
export { installPlaidSimulator, uninstallPlaidSimulator } from './simulator/simulator.ts'
export type { Delivery } from './simulator/handler.ts'
export type { RunStep } from './simulator/session.ts'
export type { PlaidSimulator, PlaidSimulatorOptions } from './simulator/simulator.ts'
export { isScenarioName, scenarioNamed, scenarios, type ScenarioName } from './simulator/scenarios/index.ts'
export type {
  AppClosesStep,
  BankStep,
  ChooseStep,
  EventFields,
  EventStep,
  ExitStep,
  HangStep,
  LeaveStep,
  LinkError,
  PersonStep,
  Scenario,
  ScriptFate,
  Step,
  SuccessStep,
} from './simulator/scenarios/types.ts'
export { answerVisit, findVisit, type BankVisit } from './simulator/visits.ts'
