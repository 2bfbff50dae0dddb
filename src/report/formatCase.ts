import { toUtc } from '../entry/time.ts'
import { explainReport } from '../explain/explain.ts'
import { knownIdentifiers } from '../ids/keys.ts'
import type { DiagnosticsReport, LinkSession } from '../session/report.ts'
import { escapeText } from './grammar.ts'

/** It names the app's own user, whom Plaid does not know by it. */
const NOT_FOR_PLAID = 'client_user_id'

/**
 * The text for Plaid's case form (`explainReport(report).plaidCase.form`): only what Plaid needs, a line each, ready to
 * paste; nothing about the device, the user or what is missing. Of the session of `linkSessionId`, else of the one that
 * the report makes a case of. Empty where there is no such session.
 */
export function formatCase(report: DiagnosticsReport, { linkSessionId }: { linkSessionId?: string } = {}): string {
  const asked = report.sessions.filter((session) => session.linkSessionId === linkSessionId)
  const { explanation, session } =
    linkSessionId === undefined ? explain(report) : explain({ ...report, sessions: asked })
  if (!session) return ''
  const { plaidCase, headline, earlier } = explanation
  const message = lastMessage(session)
  const lines: [label: string, value: string][] = [
    ...plaidCase.lines.flatMap(({ key, value, note, giveFirst }): [string, string][] => {
      const isForPlaid = key !== NOT_FOR_PLAID && knownIdentifiers.some((known) => known.key === key)
      const notes = [note, giveFirst && 'look at this first'].filter(Boolean).join('; ')
      return value && isForPlaid ? [[key, notes ? `${value} (${notes})` : value]] : []
    }),
    ['error', plaidCase.error],
    ['error_message', plaidCase.error && message],
    ['Environment', session.plaidEnvironment ?? ''],
    ['Started', `${toUtc(Date.parse(session.startedAt))} UTC`],
    ['What happened', plaidCase.session === 0 ? headline : (earlier?.headline ?? headline)],
  ]
  return lines.map(([label, value]) => (value ? `${label}: ${escapeText(value)}\n` : '')).join('')
}

function explain(report: DiagnosticsReport) {
  const explanation = explainReport(report)
  return { explanation, session: report.sessions[explanation.plaidCase.session] }
}

function lastMessage({ entries }: LinkSession): string {
  return entries.reduce((last, { errorMessage }) => errorMessage ?? last, '')
}
