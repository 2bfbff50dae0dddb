import type { PlaidInstitution } from 'react-plaid-link'
import type { Scenario } from './scenarios/types.ts'

export interface QueuedEvent {
  event: string
  metadata: Record<string, unknown>
  isLate: boolean
}

/** Somebody was sent to a bank's own page, and will come back with this `oauth_state_id`. */
export interface BankVisit {
  stateId: string
  linkToken: string | null
  linkSessionId: string
  institution: PlaidInstitution | null
  scenario: Scenario
  /** The step that Link goes on with. */
  nextStep: number
  /** Where the bank sends the person afterwards. */
  returnUrl: string
  /** What the scenario's person does there. */
  wish: 'allowed' | 'denied' | 'left'
  /** Milliseconds a step takes where the simulator plays the person too; null where a person does it. */
  autoPace: number | null
  /** The events that Link had queued when the page was left; null where they are lost with it. */
  queue: QueuedEvent[] | null
  answer: 'allowed' | 'denied' | null
  processed: boolean
}

/** The visits outlive a page, so they are kept in sessionStorage; where there is none, in this page. */
const VISITS = 'plaid-simulator.bank-visits'
let here: BankVisit[] = []

/** For a page that plays the bank: who was sent there with this `state`. */
export function findVisit(stateId: string | null): BankVisit | undefined {
  return readVisits().find((visit) => visit.stateId === stateId)
}

/** Who came back without an answer, with nothing in the URL that says so. */
export function findUnanswered(linkToken: string | null): BankVisit | undefined {
  return readVisits().find((visit) => visit.wish === 'left' && !visit.processed && visit.linkToken === linkToken)
}

export function saveVisit(visit: BankVisit): void {
  const others = readVisits().filter(({ stateId }) => stateId !== visit.stateId)
  here = [...others, visit].slice(-5)
  try {
    sessionStorage.setItem(VISITS, JSON.stringify(here))
  } catch {
    // A page without storage: the visit is known for as long as the page lives.
  }
}

export function forgetVisits(): void {
  here = []
  try {
    sessionStorage.removeItem(VISITS)
  } catch {
    // Nothing was kept.
  }
}

/** For a page that plays the bank: notes the person's decision, and tells where to send them. */
export function answerVisit(visit: BankVisit, answer: 'allowed' | 'denied'): string {
  saveVisit({ ...visit, answer })
  const url = new URL(visit.returnUrl)
  url.searchParams.set('oauth_state_id', visit.stateId)
  return url.href
}

function readVisits(): BankVisit[] {
  try {
    return JSON.parse(sessionStorage.getItem(VISITS) ?? '[]') as BankVisit[]
  } catch {
    return here
  }
}
