import type {
  DiagnosticEntry,
  DiagnosticsReport,
  LinkSession,
  PlaidIdentifier,
} from 'react-plaid-link-diagnostics/report'

export const environment: DiagnosticsReport['environment'] = {
  browser: 'Safari 18.1',
  platform: 'iPhone',
  language: 'fr-FR',
  viewport: '390x844',
  online: true,
  secureContext: true,
  iframe: false,
  inAppBrowser: null,
  crossOriginIsolated: false,
  webView: null,
}

export type Step = [seenMs: number, plaidMs: number | null, entry: Partial<DiagnosticEntry>]

export function makeReport(
  createdAt: string,
  sessions: LinkSession[],
  more: Partial<DiagnosticsReport> = {},
): DiagnosticsReport {
  const recorded = sessions.reduce((count, session) => count + session.entries.length, 0)
  return {
    version: 2,
    code: sessions[0]?.code ?? '7KQF-2M9T',
    createdAt,
    timeZone: 'Europe/Paris',
    app: { name: 'Acme Money', version: '4.12.0' },
    environment,
    sessions,
    completeness: {
      storage: 'indexeddb',
      problem: null,
      recorded,
      stored: recorded,
      dropped: [],
      missing: 0,
      sessionsLeftOut: 0,
      asOf: createdAt,
    },
    ...more,
  }
}

/** Times of steps are in milliseconds after `startedAt`: as this device saw them, and as Plaid dated them. */
export function makeSession({
  outcome,
  startedAt = '2026-11-22T09:17:50.120Z',
  linkSessionId = null,
  institution = null,
  updateMode = null,
  steps,
  identifiers,
  linkToken = true,
  clockSkew = 0,
}: {
  outcome: LinkSession['outcome']
  startedAt?: string
  linkSessionId?: string | null
  institution?: LinkSession['institution']
  updateMode?: boolean | null
  steps: Step[]
  identifiers?: PlaidIdentifier[]
  linkToken?: boolean
  clockSkew?: number
}): LinkSession {
  const start = Date.parse(startedAt)
  const sequences: Record<string, number> = {}
  const entries = steps.map(([seenMs, plaidMs, fields]): DiagnosticEntry => {
    const { type = 'onEvent', page = 'k3j9x0w5', attemptId = 'a6f1d09c', ...rest } = fields
    const sequence = (sequences[page] = (sequences[page] ?? -1) + 1)
    return {
      type,
      at: start + seenMs,
      page,
      sequence,
      attemptId,
      code: '7KQF-2M9T',
      ...(linkSessionId !== null && /^on[ES]/.test(type) && { linkSessionId }),
      ...(plaidMs !== null && { timestamp: new Date(start + plaidMs - clockSkew).toISOString() }),
      ...rest,
    }
  })
  const last = Math.max(...entries.map((entry) => (entry.type === 'attached' ? 0 : entry.at)))
  return {
    linkSessionId,
    attemptId: 'a6f1d09c',
    code: '7KQF-2M9T',
    outcome,
    startedAt,
    endedAt: outcome === 'never-opened' || outcome === 'in-progress' ? null : new Date(last).toISOString(),
    lastSeenAt: new Date(last).toISOString(),
    plaidEnvironment: linkToken ? 'production' : null,
    linkTokenFingerprint: linkToken ? 'sha256-3f9a1c07d2e4b658' : null,
    institution,
    updateMode,
    clockSkew,
    entries,
    identifiers: identifiers ?? identifiersIn(entries),
  }
}

/** As they come, each once. */
function identifiersIn(entries: DiagnosticEntry[]): PlaidIdentifier[] {
  const found = new Map<string, PlaidIdentifier>()
  const add = (identifier: PlaidIdentifier): unknown => found.set(JSON.stringify(identifier), identifier)
  for (const entry of entries) {
    const { linkSessionId, requestId, institutionId, accountIds = [], linkTokenFingerprint, identifiers = [] } = entry
    if (linkSessionId) add({ key: 'link_session_id', value: linkSessionId })
    if (linkSessionId?.startsWith('idv_')) add({ key: 'identity_verification_id', value: linkSessionId })
    if (requestId) add({ key: 'request_id', value: requestId })
    if (institutionId) add({ key: 'institution_id', value: institutionId })
    for (const value of accountIds) add({ key: 'account_id', value })
    if (linkTokenFingerprint) add({ key: 'link_token', fingerprint: linkTokenFingerprint })
    identifiers.forEach(add)
  }
  return [...found.values()]
}
