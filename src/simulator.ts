export { installPlaidSimulator } from './simulator/simulator.ts'
export type { Delivery } from './simulator/handler.ts'
export type { RunStep } from './simulator/session.ts'
export type { PlaidSimulator, PlaidSimulatorOptions } from './simulator/simulator.ts'
export { isScenarioName, scenarioNamed, scenarios, type ScenarioName } from './simulator/scenarios/index.ts'
export type {
  BankStep,
  ChooseStep,
  EventFields,
  EventStep,
  ExitStep,
  HangStep,
  LayerAnswer,
  LeaveStep,
  LinkError,
  PersonStep,
  Scenario,
  ScriptFate,
  Step,
  SuccessStep,
} from './simulator/scenarios/types.ts'
export { answerVisit, findVisit, type BankVisit } from './simulator/visits.ts'
