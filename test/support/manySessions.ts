import type { DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import {
  makeReport,
  makeSession,
  wrongPasswordTwice,
  oauthReturned,
  success,
  scriptBlocked,
  type Step,
} from './reports.ts'

const HOUR_MS = 3_600_000
const START = Date.parse('2026-11-22T09:17:50.120Z')

/** The largest that a device keeps: 20 sessions of 60 entries, ended in every way. */
export function manySessions(sessions = 20, entries = 60): DiagnosticsReport {
  const models = [wrongPasswordTwice, oauthReturned, success, scriptBlocked].map(({ sessions: [session] }) => session)
  return makeReport(
    new Date(START + HOUR_MS).toISOString(),
    Array.from({ length: sessions }, (_, index) => {
      const model = models[index % models.length]
      const linkSessionId = `0c0ffee0-0000-4000-8000-${String(index).padStart(12, '0')}`
      const steps = Array.from({ length: entries }, (_, place): Step => {
        const at = 400 + place * (700 + 40 * index) + (place % 3) * 250
        const eventName = EVENTS[place % EVENTS.length] ?? 'OPEN'
        const viewName = eventName === 'TRANSITION_VIEW' ? VIEWS[place % VIEWS.length] : undefined
        return [
          60_000,
          at,
          {
            eventName,
            ...(viewName && { viewName }),
            requestId: `r${index}x${place}WRJqqeh8Hxi`.slice(0, 15),
            ...(eventName === 'ERROR' && {
              errorType: 'ITEM_ERROR',
              errorCode: 'INVALID_CREDENTIALS',
              errorMessage: 'the provided credentials were not correct',
            }),
          },
        ]
      })
      return {
        ...makeSession({
          outcome: model?.outcome ?? 'failed',
          startedAt: new Date(START - index * HOUR_MS).toISOString(),
          linkSessionId,
          institution: model?.institution ?? null,
          steps,
          identifiers: [{ key: 'link_session_id', value: linkSessionId }],
        }),
        attemptId: `a${index}`,
      }
    }),
  )
}

const EVENTS = ['OPEN', 'TRANSITION_VIEW', 'SELECT_INSTITUTION', 'TRANSITION_VIEW', 'SUBMIT_CREDENTIALS', 'ERROR']
const VIEWS = ['SELECT_INSTITUTION', 'CREDENTIAL', 'LOADING', 'MFA', 'ERROR', 'CONNECTED', 'CONSENT']
