import type { Verdict } from '../explain/explain.ts'
import type { Integrity } from '../report/parse.ts'
import type { Outcome } from '../session/report.ts'
import type { MarkKind } from './kinds.ts'

export const integrityWords: Record<Integrity, string> = {
  intact: 'Unchanged since copied',
  altered: 'Differs from what was copied',
  truncated: 'Its end is missing',
}

export const verdictWords: Record<Verdict['answer'], string> = {
  yes: 'A case for Plaid: yes',
  perhaps: 'A case for Plaid: perhaps',
  'not yet': 'A case for Plaid: not yet',
  no: 'A case for Plaid: no',
}

export const outcomeWords: Record<Outcome, string> = {
  succeeded: 'Connected',
  failed: 'Failed',
  exited: 'Closed by the user',
  superseded: 'Closed by the app',
  abandoned: 'Page left',
  'in-progress': 'In progress',
  'never-opened': 'Never opened',
}

export const kindWords: Record<MarkKind, string> = {
  error: 'Error or fault',
  success: 'Success',
  exit: 'Link closed',
  page: 'Page left, or back',
  app: 'The app',
  event: 'Event of Link',
}

/** Where the format of a time is the reader's own, two readers cannot compare. */
export function toSeconds(ms: number): string {
  return `${Math.round(ms) / 1000} s`
}

const UNITS = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
] as const

/** `52 s`, `4 min 5 s`, `3 h 2 min`. */
export function toSpan(ms: number): string {
  const unit = UNITS.findIndex((unit) => Math.abs(ms) >= unit.ms)
  const large = UNITS[unit]
  if (!large) return Math.abs(ms) < 10_000 ? `${Math.round(ms / 100) / 10} s` : `${Math.round(ms / 1000)} s`
  const small = UNITS[unit + 1] ?? { name: 's', ms: 1000 }
  const whole = Math.trunc(ms / large.ms)
  const rest = Math.trunc(Math.abs(ms % large.ms) / small.ms)
  return `${whole} ${large.name}${rest > 0 ? ` ${rest} ${small.name}` : ''}`
}
