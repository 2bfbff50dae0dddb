'use client'

export { createDiagnostics } from './recorder/diagnostics.ts'
export { DiagnosticsProvider, useDiagnostics } from './react/context.ts'
export { CopyDiagnostics } from './react/CopyDiagnostics.tsx'
export { defaultLabels } from './react/labels.ts'
export { useCopyDiagnostics } from './react/useCopyDiagnostics.ts'
export { PlaidEmbeddedLink, PlaidLink, usePlaidLink } from './react/plaidLink.ts'
// Named, not `export *`: Next.js refuses that in a "use client" module. It is react-plaid-link's only other value.
export { PlaidLinkStableEvent } from 'react-plaid-link'

export type * from 'react-plaid-link'
export type { Diagnostics, DiagnosticsOptions, DiagnosticsState } from './recorder/diagnostics.ts'
export type { DiagnosticEntry, EntryType, PlaidIdentifier } from './core/entry.ts'
export type { Completeness, DiagnosticsReport, LinkSession, Outcome, ReportEnvironment } from './core/report.ts'
export type { CopyDiagnosticsProps } from './react/CopyDiagnostics.tsx'
export type { CopyDiagnosticsLabels } from './react/labels.ts'
export type { UseCopyDiagnosticsOptions, UseCopyDiagnosticsResult } from './react/useCopyDiagnostics.ts'
export type { ReportExplanation } from './core/explain.ts'
