import type { DiagnosticEntry } from '../entry/fields.ts'

/** To be replaced by entry/fields.ts */
export function readEntry(value: unknown): { entry: DiagnosticEntry; wrong: number } | null {
  const entry = value as DiagnosticEntry | null
  return typeof entry === 'object' &&
    entry !== null &&
    [entry.type, entry.page, entry.attemptId, entry.code].every((field) => typeof field === 'string') &&
    Number.isFinite(entry.at) &&
    Number.isFinite(entry.sequence)
    ? { entry, wrong: 0 }
    : null
}
