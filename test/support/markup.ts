import type { DiagnosticsReport } from 'react-plaid-link-diagnostics/report'

/** What runs a script where a text becomes markup; and what turns text around. */
export const MARKUP = `"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script><svg onload=window.hacked=1>\u202E[x](javascript:hacked=1)`

/** What the type of a report lets only some words be. */
const KEPT = new Set([
  'type',
  'outcome',
  'storage',
  'startedAt',
  'endedAt',
  'lastSeenAt',
  'createdAt',
  'asOf',
  'timestamp',
])

/** The same report with markup as every text in it. */
export function withMarkup(report: DiagnosticsReport): DiagnosticsReport {
  return JSON.parse(JSON.stringify(report), (key, value: unknown) =>
    typeof value === 'string' && !KEPT.has(key) ? MARKUP : value,
  )
}
