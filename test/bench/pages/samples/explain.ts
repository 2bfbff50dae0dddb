import {
  formatReport,
  parseReport,
  type DiagnosticEntry,
  type DiagnosticsReport,
} from 'react-plaid-link-diagnostics/report'
import { check } from '../plaid.ts'

/** A report of a session of so many entries, 200 bytes each, as a server may be given one. */
function make(count: number): DiagnosticsReport {
  const start = Date.parse('2026-11-22T09:17:50.120Z')
  const startedAt = new Date(start).toISOString()
  const entries = Array.from({ length: count }, (_, index): DiagnosticEntry => {
    const isError = index % 20 === 19
    return {
      type: 'onEvent',
      at: start + index * 100,
      page: 'k3j9x0w5',
      sequence: index,
      attemptId: 'a6f1d09c',
      code: '7KQF-2M9T',
      linkSessionId: '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e',
      requestId: `request${index}`,
      timestamp: new Date(start + index * 100).toISOString(),
      eventName: isError ? 'ERROR' : 'TRANSITION_VIEW',
      viewName: isError ? 'ERROR' : 'CREDENTIAL',
      ...(isError && { errorType: 'ITEM_ERROR', errorCode: 'INVALID_CREDENTIALS', errorMessage: 'not correct' }),
    }
  })
  return {
    version: 2,
    code: '7KQF-2M9T',
    createdAt: new Date(start + count * 100).toISOString(),
    timeZone: 'UTC',
    app: null,
    environment: {
      browser: null,
      platform: null,
      language: null,
      viewport: null,
      online: null,
      secureContext: null,
      iframe: null,
      crossOriginIsolated: null,
      inAppBrowser: null,
      webView: null,
    },
    sessions: [
      {
        linkSessionId: '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e',
        attemptId: 'a6f1d09c',
        code: '7KQF-2M9T',
        outcome: 'failed',
        startedAt,
        endedAt: null,
        lastSeenAt: new Date(start + count * 100).toISOString(),
        plaidEnvironment: null,
        linkTokenFingerprint: null,
        institution: null,
        updateMode: null,
        clockSkew: 0,
        entries,
        identifiers: entries.map(({ requestId = '' }) => ({ key: 'request_id', value: requestId })),
      },
    ],
    completeness: {
      storage: 'indexeddb',
      problem: null,
      recorded: count,
      stored: count,
      dropped: [],
      missing: 0,
      sessionsLeftOut: 0,
      asOf: startedAt,
    },
  }
}

const reports = new Map<number, DiagnosticsReport>()

function time(run: () => unknown): number {
  const started = performance.now()
  run()
  return performance.now() - started
}

export const samples = {
  /** Milliseconds: all of the text, its short form, and reading a text of 200 characters an entry. */
  told(count: number) {
    const report = reports.get(count) ?? make(count)
    reports.set(count, report)
    let text = ''
    const full = time(() => (text = formatReport(report)))
    const short = time(() => formatReport(report, { detail: 'short' }))
    check(text.length <= 60_000, `a text of ${text.length} characters`)
    const noise = text.replace(/^at .*$/m, (line) => `${line}\n`.repeat(Math.ceil((count * 200) / line.length)))
    return [full, short, time(() => parseReport(noise))]
  },
}
