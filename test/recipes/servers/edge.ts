import { explainReport, formatReport, parseReport, ReportParseError } from 'react-plaid-link-diagnostics/report'

/** For a help desk: a pasted report comes in, what to do about it goes out. Nothing but web standards. */
export default {
  async fetch(request: Request): Promise<Response> {
    try {
      const { report, integrity } = parseReport(await request.text())
      const { headline, askUser, verdict } = explainReport(report)
      const fingerprints = report.sessions.flatMap(({ entries }) => entries.map((entry) => entry.linkTokenFingerprint))
      return Response.json({
        integrity,
        headline,
        askUser,
        verdict,
        // Found in your table, they say whose report it is.
        linkTokens: [...new Set(fingerprints)].filter(Boolean),
        forTheTicket: formatReport(report, { detail: 'short' }),
      })
    } catch (error) {
      if (error instanceof ReportParseError) return Response.json({ problem: error.message }, { status: 422 })
      throw error
    }
  },
}
