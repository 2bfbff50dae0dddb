import { installPlaidSimulator, type PlaidSimulator, type Scenario } from 'react-plaid-link-diagnostics/simulator'
import { scenarioOf, type Settings } from './settings.ts'

declare global {
  interface Window {
    /** For tests in a browser; undefined where the real Plaid is used. */
    plaidSimulator?: PlaidSimulator
  }
}

/** The first time, before the first hook asks for Plaid's script. */
export function simulate(settings: Settings): void {
  const scenario = scenarioOf(settings)
  window.plaidSimulator = installPlaidSimulator({
    scenario,
    auto: settings.auto,
    pace: settings.pace,
    speed: settings.replay ? speedOf(scenario) : 1,
    extraEvents: settings.events,
    scrambled: settings.scrambled,
    newSessionIdOnReturn: settings.newSessionId,
    bankPage: '/bank.html',
    // This is a demo, also where it is built.
    allowInProduction: true,
  })
}

/** What a user took minutes for is played in this time. */
const REPLAY_MS = 6_000

function speedOf({ steps }: Scenario): number {
  const length = steps.reduce((sum, { afterMs = 0 }) => sum + afterMs, 0)
  return Math.max(1, length / REPLAY_MS)
}

/** Plaid's script is fetched once a page: where something has to become of it, the page has to be a new one. */
export function needsNewPage(before: Settings, next: Settings): boolean {
  const isOrdinary = (settings: Settings) => (scenarioOf(settings).script ?? 'loads') === 'loads'
  const isBack = new URLSearchParams(location.search).has('oauth_state_id')
  return isBack || !isOrdinary(before) || !isOrdinary(next)
}

/** Presses the app's button as the user does, as soon as it can be pressed. Returns what stops that. */
export function pressConnect(): () => void {
  const deadline = Date.now() + 15_000
  const timer = setInterval(() => {
    const button = document.querySelector<HTMLButtonElement>('.connect .primary:enabled')
    if (!button && Date.now() < deadline) return
    clearInterval(timer)
    button?.click()
  }, 50)
  return () => clearInterval(timer)
}
