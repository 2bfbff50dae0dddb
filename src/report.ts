export { explainReport } from './explain/explain.ts'
export { completeReport } from './report/complete.ts'
export { formatReport } from './report/format.ts'
export { formatCase } from './report/formatCase.ts'
export { parseReport, ReportParseError } from './report/parse.ts'

export type { DiagnosticEntry, EntryType, PlaidIdentifier } from './entry/fields.ts'
export type { FindingCode } from './explain/findingCodes.ts'
export type {
  CaseLine,
  Evidence,
  Finding,
  PlaidCase,
  ReportExplanation,
  Story,
  UserMessage,
  Verdict,
  WhoActs,
} from './explain/explain.ts'
export type { Integrity, ParsedReport } from './report/parse.ts'
export type { Completeness, DiagnosticsReport, LinkSession, Outcome, ReportEnvironment } from './session/report.ts'
