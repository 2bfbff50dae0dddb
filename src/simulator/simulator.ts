import type { Plaid } from 'react-plaid-link'
import { createEmbedded, createHandler, type Delivery, type Stage } from './handler.ts'
import { nameOf } from './panes.ts'
import { refuseInProduction } from './production.ts'
import { scenarioNamed, type ScenarioName } from './scenarios/index.ts'
import type { Scenario } from './scenarios/types.ts'
import { answerScript, isScriptMissing } from './script.ts'
import type { RunStep } from './session.ts'
import { createTimers } from './timers.ts'
import { answerVisit, forgetVisits } from './visits.ts'

export interface PlaidSimulatorOptions {
  /** The name of one that is built in, or a table of your own. @default 'success' */
  scenario?: ScenarioName | Scenario
  /** Plays the person too, without clicks. @default false */
  auto?: boolean
  /**
   * Milliseconds of each step that has no time of its own: of Plaid's answers, and with `auto` of the person. At 0
   * nothing takes time; with `auto` and 0, everything from OPEN to the end happens in one task.
   * @default 700
   */
  pace?: number
  /** Divides the time of steps that have their own, as in a scenario from a report: 60 plays a minute in a second. @default 1 */
  speed?: number
  /**
   * Draws Link as a dialog. Without it and without `auto`, nothing moves but by `step()`, `playTo()`, `playToEnd()`.
   * @default true, except with `auto` at pace 0
   */
  screen?: boolean
  /** This many more events in the burst at the end. @default 0 */
  extraEvents?: number
  /** Delivers the burst out of order, some of it (HANDOFF, EXIT) after onSuccess or onExit. @default false */
  scrambled?: boolean
  /** Link gets a new link_session_id on the way back from a bank; what Plaid does is not established. @default false */
  newSessionIdOnReturn?: boolean
  /** A page of yours that plays the bank's website (see `findVisit`). Without it, the bank answers at once. */
  bankPage?: string
  /** Where a bank sends people back to. @default this page, without its query */
  redirectUri?: string
  /** Goes to another page. A test gives its own, and renders the app again with the URL. @default location.assign */
  navigate?: (url: string) => void
  /** For demos. Without it, the simulator refuses to be installed where NODE_ENV is "production". @default false */
  allowInProduction?: boolean
}

export interface PlaidSimulator {
  readonly scenario: Scenario
  /** Handlers made, by `create` and `createEmbedded`. */
  readonly created: number
  readonly destroyed: number
  /** Of these, how many while Link was open, or had just been closed for it: a token that changed, a component that unmounted. */
  readonly closedByApp: number
  /** Every callback of this page, in the order of delivery, also where the app passed none. */
  readonly delivered: readonly Delivery[]
  /** Link was opened, and every step of the newest run is played. */
  readonly isOver: boolean
  /** What the app's callbacks have thrown, or rejected with. The page hears of it too, as it would. */
  readonly thrown: readonly unknown[]
  /** Of the newest run. */
  readonly linkSessionId: string | null
  /** The view that Link shows, by Plaid's name for it; null while it is closed. */
  readonly view: string | null
  /** The step that comes next in the newest run; null where there is none. */
  readonly next: RunStep | null
  /** Presses the button with this name in Link, as a person would; throws where there is none. */
  press(name: string): void
  /** Plays the next step, the person's or Plaid's, now; null where Link is not open or nothing is left. */
  step(): RunStep | null
  /** Plays up to and with this event, view or callback; throws where it does not come. */
  playTo(name: string): void
  /** Plays all that is left. */
  playToEnd(): void
  /** Takes everything out of the page again. What `react-plaid-link` has seen of the script, it remembers. */
  uninstall(): void
}

/** How long a script that is slow takes. */
const SLOW_MS = 8000

let installed: PlaidSimulator | null = null

/**
 * Puts a `window.Plaid` into the page that behaves as Plaid's documentation says: OPEN and LAYER_* when they happen,
 * everything else in one burst with onSuccess or onExit, and no callback before a call returns. It answers for
 * Plaid's script too. It contacts nobody: no bank, no Plaid. Another one that is installed is taken out first.
 *
 * @throws in production, unless `allowInProduction`; and where there is no page.
 */
export function installPlaidSimulator(options: PlaidSimulatorOptions = {}): PlaidSimulator {
  refuseInProduction(options.allowInProduction === true)
  if (typeof document === 'undefined') {
    throw new Error('[react-plaid-link-diagnostics] The Plaid simulator needs a page: a browser, jsdom or happy-dom.')
  }
  installed?.uninstall()

  const { scenario: wanted = 'success', auto = false, pace = 700, bankPage } = options
  const { screen = !(auto && pace === 0), navigate = (url: string) => location.assign(url) } = options
  const scenario = typeof wanted === 'string' ? scenarioNamed(wanted) : wanted
  const timers = createTimers()
  const stage: Stage = {
    scenario,
    auto,
    pace,
    speed: options.speed ?? 1,
    byHand: !auto && !screen,
    hasScreen: screen,
    extraEvents: options.extraEvents ?? 0,
    scrambled: options.scrambled ?? false,
    newSessionIdOnReturn: options.newSessionIdOnReturn ?? false,
    returnUrl: options.redirectUri ?? location.origin + location.pathname,
    goToBank(visit) {
      if (bankPage) return navigate(`${bankPage}?state=${visit.stateId}`)
      navigate(visit.wish === 'left' ? visit.returnUrl : answerVisit(visit, visit.wish))
    },
    timers,
    counts: { created: 0, destroyed: 0, closedByApp: 0 },
    delivered: [],
    thrown: [],
    newest: null,
    isIdTaken: false,
    shown: [],
    cleanups: [answerScript(scenario.script ?? 'loads', pace === 0 ? 0 : SLOW_MS, timers.later, setPlaid)],
  }
  const { counts, cleanups, shown } = stage
  const plaid: Plaid & { simulated: true } = {
    create: (config) => createHandler(stage, config),
    createEmbedded: (config, target) => createEmbedded(stage, config, target),
    simulated: true,
  }

  Object.assign(window, { plaidSimulated: true })
  cleanups.push(() => void Reflect.deleteProperty(window, 'plaidSimulated'))
  if (!isScriptMissing(scenario.script)) {
    const before = Object.getOwnPropertyDescriptor(window, 'Plaid')
    setPlaid(true)
    cleanups.push(() => {
      if (before) Object.defineProperty(window, 'Plaid', before)
      else setPlaid(false)
    })
  }

  function setPlaid(isThere: boolean): void {
    Reflect.deleteProperty(window, 'Plaid')
    if (isThere) {
      Object.defineProperty(window, 'Plaid', { value: plaid, configurable: true, enumerable: true, writable: true })
    }
  }

  function step(): RunStep | null {
    timers.flush()
    return stage.newest?.step() ?? null
  }

  const simulator: PlaidSimulator = {
    scenario,
    delivered: stage.delivered,
    thrown: stage.thrown,
    get created() {
      return counts.created
    },
    get destroyed() {
      return counts.destroyed
    },
    get closedByApp() {
      return counts.closedByApp
    },
    get linkSessionId() {
      return stage.newest?.linkSessionId ?? null
    },
    get view() {
      return stage.newest?.view ?? null
    },
    get isOver() {
      return stage.newest?.isOver ?? false
    },
    get next() {
      return stage.newest?.next ?? null
    },
    press(name) {
      const buttons = Array.from(shown[shown.length - 1]?.root.querySelectorAll('button') ?? [])
      const found = buttons.find((button) => nameOf(button) === name)
      if (!found) {
        throw new Error(
          `[react-plaid-link-diagnostics] No button "${name}" in Link, only: ${buttons.map(nameOf).join(', ')}`,
        )
      }
      found.click()
    },
    step,
    playTo(name) {
      for (let played = step(); played !== null; played = step()) if (isNamed(played, name)) return
      throw new Error(
        `[react-plaid-link-diagnostics] "${name}" does not come in the scenario "${scenario.name}"` +
          `${stage.newest ? '' : ': Link was not opened'}.`,
      )
    },
    playToEnd() {
      while (step() !== null);
    },
    uninstall() {
      if (installed !== simulator) return
      installed = null
      timers.stop()
      for (const cleanup of cleanups.splice(0)) cleanup()
      forgetVisits()
    },
  }
  return (installed = simulator)
}

/** Takes the simulator out of the page that is in it, if one is. */
export function uninstallPlaidSimulator(): void {
  installed?.uninstall()
}

function isNamed(step: RunStep, name: string): boolean {
  if ('event' in step) return step.event === name || step.fields?.view_name === name
  if ('exits' in step) return name === 'EXIT' || name === 'onExit'
  return 'callback' in step && step.callback === name
}
