import { isScenarioName, type ScenarioName } from '../../../src/simulator.ts'

/** What the demo's control panel has chosen. It has to survive a reload, and the way to a bank and back. */
export interface Settings {
  scenario: ScenarioName
  /** Link plays itself. */
  auto: boolean
  pace: number
  /** The app leaves its page in the same task in which Link ends, as many apps do. */
  leave: boolean
  storage: 'device' | 'memory' | 'off'
  events: number
  scrambled: boolean
  newSessionId: boolean
}

const KEY = 'acme-demo'

/** A URL with `?scenario=…` says it all; any other URL changes nothing. */
export function readSettings(): Settings {
  const url = new URLSearchParams(location.search)
  if (!url.has('scenario')) return storedSettings() ?? toSettings(url)
  const settings = toSettings(url)
  keepSettings(settings)
  return settings
}

export function keepSettings(settings: Settings): void {
  sessionStorage.setItem(KEY, JSON.stringify(settings))
}

function storedSettings(): Settings | null {
  return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Settings | null
}

function toSettings(url: URLSearchParams): Settings {
  const scenario = url.get('scenario')
  const storage = url.get('storage')
  return {
    scenario: isScenarioName(scenario) ? scenario : 'wrong-password',
    auto: url.has('auto'),
    pace: Number(url.get('pace') ?? 700),
    leave: url.has('leave'),
    storage: storage === 'memory' || storage === 'off' ? storage : 'device',
    events: Number(url.get('events') ?? 0),
    scrambled: url.has('scrambled'),
    newSessionId: url.has('new-session-id'),
  }
}

/** The URL that makes these settings; going there starts the page anew, as Plaid's script has to be. */
export function urlOf(settings: Settings): string {
  const url = new URLSearchParams({ scenario: settings.scenario })
  if (settings.auto) url.set('auto', '')
  if (settings.pace !== 700) url.set('pace', String(settings.pace))
  if (settings.leave) url.set('leave', '')
  if (settings.storage !== 'device') url.set('storage', settings.storage)
  if (settings.events > 0) url.set('events', String(settings.events))
  if (settings.scrambled) url.set('scrambled', '')
  if (settings.newSessionId) url.set('new-session-id', '')
  return `/?${url}`
}
