import type { PlaidInstitution } from 'react-plaid-link'
import { fakeRequestId, fakeUuid } from './fake.ts'
import { connects, event, fails, leaves } from './scenarios/build.ts'
import { errors } from './scenarios/errors.ts'
import type { BankStep, ChooseStep, EventStep, LinkError, Scenario, Step } from './scenarios/types.ts'
import { type BankVisit, findUnanswered, findVisit, saveVisit } from './visits.ts'
import { embeddedSteps } from './embedded.ts'
import { createVoice, type VoiceOptions } from './voice.ts'

export interface SessionOptions extends Pick<VoiceOptions, 'deliver' | 'extraEvents' | 'scrambled' | 'onEnd'> {
  scenario: Scenario
  linkToken: string | null
  /** Given when Link is initialised again on the way back from a bank. */
  receivedRedirectUri: string | undefined
  newSessionIdOnReturn: boolean
  /** The scenario's person acts by themselves. */
  auto: boolean
  /** Nothing moves by itself, neither the person nor Plaid. */
  byHand: boolean
  pace: number
  speed: number
  returnUrl: string
  wait: (milliseconds: number, task: () => void) => void
  goToBank: (visit: BankVisit) => void
  /** Something is to be seen or to be done. */
  onTurn: () => void
}

/** One run of Link: the scenario's steps, and what a person does about them. */
export interface Session {
  readonly linkSessionId: string
  /** The view that Link shows, under Plaid's name for it; null while it is closed. */
  readonly view: string | null
  readonly institution: PlaidInstitution | null
  readonly error: LinkError | null
  readonly next: RunStep | null
  /** Nothing more comes, whatever is done. */
  readonly isStuck: boolean
  /** It was opened, and every step is played. */
  readonly isOver: boolean
  /** Embedded Link opens with the bank that was chosen in the page. */
  open(chosen?: PlaidInstitution): void
  layer(answer: EventStep): void
  /** The step of the person that is next. */
  press(): void
  choose(institution: PlaidInstitution, search: string): void
  /** Asks first, as Link does. */
  leave(): void
  stay(): void
  exit(): void
  /** Plays the next step, whoever's it is; null where there is none. */
  step(): RunStep | null
}

/** `exits`: Link ends where the person has left it. */
export type RunStep = Step | { exits: true }

const OPEN_AGAIN = event('OPEN', { view_name: null })
const LEAVING_VIEW = event('TRANSITION_VIEW', { view_name: 'EXIT' })
const LEAVING: readonly RunStep[] = [LEAVING_VIEW, { person: 'Yes, exit' }, { exits: true }]

export function createSession(options: SessionOptions): Session {
  const { scenario, auto, byHand } = options
  const isReturn = options.receivedRedirectUri !== undefined
  const stateId = stateIdOf(options.receivedRedirectUri)
  const visit = isReturn && stateId === null ? findUnanswered(options.linkToken) : findVisit(stateId)

  const linkSessionId =
    (options.newSessionIdOnReturn ? undefined : visit?.linkSessionId) ?? scenario.linkSessionId ?? fakeUuid()
  let steps: readonly RunStep[] = []
  let index = 0
  /** What waits is void once this has changed. */
  let turn = 0
  let interrupted: { steps: readonly RunStep[]; index: number; view: string } | null = null
  let isStuck = false
  const { deliver, extraEvents, scrambled, onEnd } = options
  const institution = visit?.institution ?? scenario.institution ?? null
  const voice = createVoice({
    linkSessionId,
    institution,
    isReturn,
    isTimeless: options.pace === 0,
    extraEvents,
    scrambled,
    deliver,
    onEnd,
  })

  function choose({ search }: ChooseStep, chosen: PlaidInstitution | undefined): void {
    if (search) voice.say(event('SEARCH_INSTITUTION', { institution_search_query: search }))
    voice.institution = chosen ?? voice.institution
  }

  function goToBank({ goesToBank, keepsEvents }: BankStep): void {
    isStuck = true
    const visit: BankVisit = {
      stateId: fakeUuid(),
      linkToken: options.linkToken,
      linkSessionId,
      institution: voice.institution,
      scenario,
      nextStep: index,
      returnUrl: options.returnUrl,
      wish: goesToBank,
      autoPace: auto ? options.pace : null,
      queue: keepsEvents ? voice.queue : null,
      answer: null,
      processed: false,
    }
    saveVisit(visit)
    options.goToBank(visit)
  }

  function interrupt(by: readonly RunStep[]): void {
    const { view } = voice
    if (view !== null && interrupted === null) interrupted = { steps, index, view }
    steps = by
    index = 0
    turn++
  }

  function play(step: RunStep): void {
    index++
    if ('event' in step) voice.say(step)
    else if ('chooses' in step) choose(step, step.chooses[0])
    else if ('goesToBank' in step) goToBank(step)
    else if ('exits' in step) voice.exitHere()
    else if ('hangs' in step) isStuck = true
    else if ('leaves' in step) {
      interrupt(LEAVING)
      play(LEAVING_VIEW)
    } else if ('callback' in step) {
      if (step.callback === 'onSuccess') voice.succeed(step)
      else voice.exit(step)
    }
  }

  function waitBefore(step: RunStep): number {
    if (options.pace === 0) return 0
    if ('afterMs' in step && step.afterMs !== undefined) return step.afterMs / options.speed
    if (isOfPerson(step)) return options.pace
    return 'event' in step && step.answered && voice.view === 'LOADING' ? options.pace : 0
  }

  /** Goes on until somebody or something has to be waited for. */
  function run(): void {
    const mine = ++turn
    while (!byHand && !isStuck && mine === turn) {
      const step = steps[index]
      // What comes then is up to the app.
      if (step === undefined || 'appCloses' in step) break
      if (!auto && isOfPerson(step)) {
        // A person who is there decides for themselves whether to leave; where nothing else is left, they do.
        if (!('leaves' in step) || index === steps.length - 1) break
        index++
        continue
      }
      const milliseconds = waitBefore(step)
      if (milliseconds > 0) {
        options.wait(milliseconds, () => {
          if (mine !== turn) return
          play(step)
          run()
        })
        break
      }
      play(step)
      // Leaving has begun: its steps are the ones to go on with.
      if ('leaves' in step) return run()
    }
    if (voice.view !== null) options.onTurn()
  }

  function goOn(step: RunStep): void {
    play(step)
    run()
  }

  /** What is wrong with the return from a bank's own page, if anything is. */
  function problemOfReturn(): LinkError | null {
    if (visit === undefined) {
      return stateId === null ? { ...errors.stateMissing, request_id: fakeRequestId() } : errors.stateUnknown
    }
    if (visit.processed) return errors.stateUsed
    if (visit.linkToken !== options.linkToken) return errors.otherToken
    saveVisit({ ...visit, processed: true })
    return visit.answer === 'denied' && visit.wish !== 'denied' ? errors.accessNotGranted : null
  }

  function resume(): void {
    const problem = problemOfReturn()
    voice.queue = problem === null || problem === errors.accessNotGranted ? (visit?.queue ?? []) : []
    if (visit?.wish === 'left' && stateId !== null && problem === null) {
      // They were to leave the bank's page without an answer, and gave one.
      steps = [OPEN_AGAIN, ...connects]
    } else if (problem === null && visit) {
      steps = visit.scenario.steps
      index = visit.nextStep
    } else {
      steps = [OPEN_AGAIN, ...fails(problem ?? errors.stateUnknown), leaves]
    }
  }

  return {
    linkSessionId,
    get view() {
      return voice.view
    },
    get institution() {
      return voice.institution
    },
    get error() {
      return voice.error
    },
    get next() {
      return isStuck ? null : (steps[index] ?? null)
    },
    get isStuck() {
      return isStuck
    },
    get isOver() {
      return steps.length > 0 && index >= steps.length
    },

    open(chosen) {
      if (isReturn) resume()
      else steps = chosen ? embeddedSteps(scenario) : scenario.steps
      voice.institution = chosen ?? voice.institution
      run()
    },

    layer(answer) {
      voice.say(answer)
    },

    press() {
      const step = steps[index]
      if (step && isOfPerson(step) && !isStuck) goOn(step)
    },

    choose(chosen, search) {
      const step = steps[index]
      if (step === undefined || !('chooses' in step)) return
      index++
      choose({ ...step, search }, chosen)
      run()
    },

    leave() {
      const step = steps[index]
      if (isStuck || voice.view === null || voice.view === 'EXIT') return
      // On its last pane, closing is finishing.
      if (voice.view === 'CONNECTED' && step) return goOn(step)
      interrupt(LEAVING)
      goOn(LEAVING_VIEW)
    },

    stay() {
      if (interrupted === null) return
      ;({ steps, index } = interrupted)
      voice.say(event('TRANSITION_VIEW', { view_name: interrupted.view }))
      interrupted = null
      run()
    },

    exit() {
      if (isStuck || voice.view === null) return
      const closing = steps.findIndex((step, at) => at >= index && 'appCloses' in step)
      if (steps.slice(closing).some((step) => 'callback' in step) && closing >= 0) {
        index = closing + 1
        return run()
      }
      interrupt([{ exits: true }])
      goOn({ exits: true })
    },

    step() {
      const step = isStuck ? undefined : steps[index]
      if (step === undefined || 'appCloses' in step) return null
      goOn(step)
      return step
    },
  }
}

export function isOfPerson(step: RunStep): boolean {
  return 'person' in step || 'chooses' in step || 'leaves' in step
}

function stateIdOf(url: string | undefined): string | null {
  return new URLSearchParams(url?.split('?')[1]?.split('#')[0]).get('oauth_state_id')
}
