/** `2026-11-22 09:17:50 UTC (10:17 Europe/Paris), for 52 s`: with the user's own time, where that is another one. */
export function withLocalTime(when: string, timeZone: string): string {
  if (timeZone === 'UTC') return when
  return when.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC/, (utc, day: string, time: string) => {
    try {
      const local = new Date(`${day}T${time}Z`).toLocaleTimeString('en-GB', { timeZone, timeStyle: 'short' })
      return `${utc} (${local} ${timeZone})`
    } catch {
      return utc // not a time zone that this browser or server knows
    }
  })
}
