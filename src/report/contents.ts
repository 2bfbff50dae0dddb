import type { DiagnosticsReport } from '../session/report.ts'
import type { Told } from './told.ts'

/** For whom it is, and what is in it: the true list for this report. */
export function tellContents(report: DiagnosticsReport): Told[] {
  const { inIt, notInIt } = listContents(report)
  return [
    {
      label: 'For',
      value: `${report.app?.name ?? "the app's"} support only. Please do not post it in public.`,
      rank: 5,
    },
    { label: 'In it', value: inIt.join(', '), rank: 5 },
    { label: 'Not in it', value: notInIt.join(', '), rank: 5 },
  ]
}

/** What a report holds, and what no report ever holds, in words for the person who sends it. */
export function listContents({ sessions, environment, app }: DiagnosticsReport): { inIt: string[]; notInIt: string[] } {
  const entries = sessions.flatMap((session) => session.entries)
  const has = (test: (entry: (typeof entries)[number]) => unknown): boolean => entries.some(test)
  const { browser, platform, language, viewport } = environment
  const hasAttached = has(({ identifiers }) => identifiers)
  const inIt: [name: string, isIn: unknown][] = [
    [
      'bank name',
      sessions.some(({ institution }) => institution?.name) || has(({ institutionName }) => institutionName),
    ],
    // client_user_id is the app's own.
    ["Plaid's ids", sessions.some(({ identifiers }) => identifiers.some(({ key }) => key !== 'client_user_id'))],
    ["the app's ids", hasAttached],
    ['account ids', has(({ accountIds }) => accountIds?.length)],
    ['error messages', has(({ errorMessage, displayMessage }) => errorMessage ?? displayMessage)],
    ['steps', entries.length > 0],
    ['times', true],
    ['time zone', true],
    ['app name', app],
    ['browser', browser ?? platform],
    ['language', language],
    ['screen size', viewport],
  ]
  return {
    inIt: inIt.flatMap(([name, isIn]) => (isIn ? name : [])),
    // An app's own id may be a name.
    notInIt: ['passwords', ...(hasAttached ? [] : ['your name']), 'account numbers', 'balances'],
  }
}
