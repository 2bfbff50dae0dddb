export { explainReport } from './core/explain.ts'
export { formatReport } from './core/format.ts'
export { parseReport, ReportParseError } from './core/parse.ts'

export type { DiagnosticEntry, EntryType, PlaidIdentifier } from './core/entry.ts'
export type { ReportExplanation, ReportLine, Story } from './core/explain.ts'
export type { Evidence, Finding, FindingCode } from './core/findings.ts'
export type { Integrity, ParsedReport } from './core/parse.ts'
export type { Completeness, DiagnosticsReport, LinkSession, Outcome, ReportEnvironment } from './core/report.ts'
