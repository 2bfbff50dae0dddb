export interface Limits {
  /** Whole sessions kept. */
  sessions: number
  entriesPerSession: number
  /** Age, by this device's clock at capture. */
  days: number
  /** Hard total of entries: it reaches sessions that may be alive, too. */
  total: number
}

export const DEFAULT_LIMITS: Limits = { sessions: 20, entriesPerSession: 500, days: 14, total: 5000 }

/** With what an app has not said. The hard total is 5,000, unless the limits that it gives allow more. */
export function toLimits(given: Partial<Omit<Limits, 'total'>>): Limits {
  const { total } = DEFAULT_LIMITS
  const {
    sessions = DEFAULT_LIMITS.sessions,
    entriesPerSession = DEFAULT_LIMITS.entriesPerSession,
    days = DEFAULT_LIMITS.days,
  } = given
  const isSized = (given.sessions ?? given.entriesPerSession) !== undefined
  return { sessions, entriesPerSession, days, total: Math.max(total, isSized ? sessions * entriesPerSession : 0) }
}
