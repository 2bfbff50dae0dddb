'use client'

export { ReportViewer } from './viewer/ReportViewer.tsx'

export type { ReportViewerProps } from './viewer/ReportViewer.tsx'
export type { LiveDiagnostics } from './viewer/useLiveReport.ts'
