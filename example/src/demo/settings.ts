import { isScenarioName, scenarioNamed, type Scenario, type ScenarioName } from 'react-plaid-link-diagnostics/simulator'

/** What the demo was told to do. It has to survive a reload, and the way to a bank and back. */
export interface Settings {
  scenario: ScenarioName
  /** A report that is played again, in the place of the scenario. */
  replay: Scenario | null
  /** Link plays itself. */
  auto: boolean
  /** Who presses play then goes on by themselves. */
  byHand: boolean
  pace: number
  /** The app leaves its page in the same task in which Link ends, as many apps do. */
  leave: boolean
  storage: 'device' | 'memory' | 'off'
  events: number
  scrambled: boolean
  newSessionId: boolean
}

const SETTINGS = 'acme-demo'
const PLAY = 'acme-demo-play'

/** Milliseconds: a person can follow, and it is over in ten seconds. */
const PACE = 850

/** A URL with `?scenario=…` says it all; any other URL changes nothing. */
export function readSettings(): Settings {
  const url = new URLSearchParams(location.search)
  if (!url.has('scenario')) return storedSettings() ?? toSettings(url)
  const settings = toSettings(url)
  keepSettings(settings)
  return settings
}

/** For this tab, until it is told otherwise. */
export function keepSettings(settings: Settings): void {
  sessionStorage.setItem(SETTINGS, JSON.stringify(settings))
  if (new URLSearchParams(location.search).has('scenario')) history.replaceState(null, '', '/')
}

/** The table that Link goes by. */
export function scenarioOf({ scenario, replay }: Settings): Scenario {
  return replay ?? scenarioNamed(scenario)
}

/** Starts the page anew, as Plaid's script has to be, and plays there. */
export function playOnNewPage(): void {
  sessionStorage.setItem(PLAY, 'yes')
  location.assign('/')
}

/** Whether this page was opened to play at once. */
export const playsOnLoad = sessionStorage.getItem(PLAY) !== null
sessionStorage.removeItem(PLAY)

function storedSettings(): Settings | null {
  const stored = JSON.parse(sessionStorage.getItem(SETTINGS) ?? 'null') as Settings | null
  return stored && isScenarioName(stored.scenario) ? stored : null
}

function toSettings(url: URLSearchParams): Settings {
  const scenario = url.get('scenario')
  const storage = url.get('storage')
  return {
    scenario: isScenarioName(scenario) ? scenario : 'institution-down',
    replay: null,
    auto: url.has('auto'),
    byHand: false,
    pace: Number(url.get('pace') ?? PACE),
    leave: url.has('leave'),
    storage: storage === 'memory' || storage === 'off' ? storage : 'device',
    events: Number(url.get('events') ?? 0),
    scrambled: url.has('scrambled'),
    newSessionId: url.has('new-session-id'),
  }
}
