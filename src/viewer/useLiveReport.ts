import { useEffect, useState } from 'react'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'

/** What the viewer needs of a recorder; `Diagnostics` has it. */
export interface LiveDiagnostics {
  store: { subscribe(listener: () => void): () => void }
  report(): Promise<DiagnosticsReport>
}

/** Milliseconds between two reports: enough to see it happen, and no more work than that. */
const PAUSE = 250

/**
 * The report as it is now, and anew whenever something was recorded: at most one is made at a time, and at most four a
 * second, however much is recorded. Null until there is one.
 */
export function useLiveReport(diagnostics: LiveDiagnostics | undefined): DiagnosticsReport | null {
  const [report, setReport] = useState<DiagnosticsReport | null>(null)

  useEffect(() => {
    if (!diagnostics) return undefined
    let state: 'idle' | 'busy' | 'outdated' | 'ended' = 'idle'
    let timer: ReturnType<typeof setTimeout> | undefined
    const isEnded = (): boolean => state === 'ended'

    async function make(): Promise<void> {
      state = 'busy'
      // Where the part that makes reports cannot be loaded, the next thing recorded tries again.
      const made = await diagnostics?.report().catch(() => null)
      if (isEnded()) return
      if (made) setReport((before) => keepSessions(made, before))
      timer = setTimeout(() => {
        const isOutdated = state === 'outdated'
        state = 'idle'
        if (isOutdated) void make()
      }, PAUSE)
    }

    const unsubscribe = diagnostics.store.subscribe(() => {
      if (state === 'idle') void make()
      else if (state === 'busy') state = 'outdated'
    })
    void make()
    return () => {
      state = 'ended'
      clearTimeout(timer)
      unsubscribe()
      setReport(null)
    }
  }, [diagnostics])

  return report
}

/** A session to which nothing was added stays the same object, so that it is not drawn anew. */
function keepSessions(report: DiagnosticsReport, before: DiagnosticsReport | null): DiagnosticsReport {
  if (!before) return report
  return { ...report, sessions: report.sessions.map((session) => before.sessions.find(isSame(session)) ?? session) }
}

function isSame(session: LinkSession): (other: LinkSession) => boolean {
  return (other) =>
    other.attemptId === session.attemptId &&
    other.linkSessionId === session.linkSessionId &&
    other.outcome === session.outcome &&
    other.lastSeenAt === session.lastSeenAt &&
    other.entries.length === session.entries.length &&
    other.identifiers.length === session.identifiers.length
}
