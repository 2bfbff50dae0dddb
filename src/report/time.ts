import { toUtc } from '../entry/time.ts'

export { toUtc }

/** ` (10:21 Europe/Paris)`; empty for a time zone, or a time, that this browser or server does not know. */
export function localTime(time: string, timeZone: string): string {
  if (timeZone === 'UTC') return ''
  try {
    return ` (${new Date(time).toLocaleTimeString('en-GB', { timeZone, timeStyle: 'short' })} ${timeZone})`
  } catch {
    return ''
  }
}
