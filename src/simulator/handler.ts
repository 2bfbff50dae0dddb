import type { PlaidEmbeddedHandler, PlaidHandler, PlaidInstitution, PlaidLinkOptions } from 'react-plaid-link'
import { createEmbeddedPanes, createPanes, type Panes } from './panes.ts'
import { answer } from './scenarios/build.ts'
import type { Scenario } from './scenarios/types.ts'
import { createSession, type Session, type SessionOptions } from './session.ts'
import type { Timers } from './timers.ts'

/** What the handlers of one simulator share. */
export interface Stage extends Pick<
  SessionOptions,
  'extraEvents' | 'scrambled' | 'newSessionIdOnReturn' | 'auto' | 'byHand' | 'pace' | 'speed' | 'returnUrl' | 'goToBank'
> {
  scenario: Scenario
  hasScreen: boolean
  timers: Timers
  counts: { created: number; destroyed: number; closedByApp: number }
  delivered: Delivery[]
  thrown: unknown[]
  /** The newest run. */
  newest: Session | null
  /** Somebody has had the link_session_id that the scenario says. */
  isIdTaken: boolean
  /** What a person sees of Link, the topmost last. */
  shown: Pick<Panes, 'root'>[]
  cleanups: (() => void)[]
}

export interface Delivery {
  callback: 'onEvent' | 'onSuccess' | 'onExit' | 'onLoad'
  args: unknown[]
}

/** As `Plaid.create`; `chosen` is the bank that was chosen before it is opened. */
export function createHandler(
  stage: Stage,
  config: PlaidLinkOptions,
  chosen: () => PlaidInstitution | undefined = () => undefined,
): PlaidHandler {
  const { scenario, timers, counts, shown } = stage
  counts.created++
  let isLoaded = false
  let isDestroyed = false
  let opensOnLoad = false
  let hasOpened = false
  let isClosing = false
  let session: Session | null = null
  let panes: Panes | null = null

  timers.later(0, () => {
    if (isDestroyed) return
    isLoaded = true
    deliver('onLoad')
    if (opensOnLoad) handler.open()
  })

  function deliver(callback: Delivery['callback'], ...args: unknown[]): void {
    const times = callback === 'onLoad' ? 1 : (scenario.deliveries ?? 1)
    const call = config[callback] as ((...args: unknown[]) => unknown) | undefined
    for (let i = 0; i < times; i++) {
      stage.delivered.push({ callback, args })
      try {
        notePromise(call?.(...args))
      } catch (error) {
        stage.thrown.push(error)
        tellPage(error)
      }
    }
  }

  /** `unhandledrejection` still comes. */
  function notePromise(result: unknown): void {
    if (!(result instanceof Promise)) return
    result.then(undefined, (error: unknown) => {
      stage.thrown.push(error)
      throw error
    })
  }

  function newSession(): Session {
    const { linkSessionId, ...anew } = scenario
    const made = createSession({
      ...stage,
      scenario: stage.isIdTaken || !linkSessionId ? anew : scenario,
      linkToken: config.token ?? null,
      receivedRedirectUri: 'receivedRedirectUri' in config ? config.receivedRedirectUri : undefined,
      wait: (milliseconds, task) => timers.later(milliseconds, () => isDestroyed || task()),
      deliver: (...call) => isDestroyed || deliver(...call),
      onTurn() {
        if (!stage.hasScreen) return
        panes ??= showPanes(made)
        panes.render()
      },
      onEnd: closePanes,
    })
    stage.isIdTaken = true
    session = stage.newest = made
    return made
  }

  function showPanes(of: Session): Panes {
    const made = createPanes(of)
    shown.push(made)
    return made
  }

  function closePanes(): void {
    if (panes === null) return
    shown.splice(shown.indexOf(panes), 1)
    panes.remove()
    panes = null
  }

  const isOpen = () => session !== null && session.view !== null

  const handler: PlaidHandler = {
    open() {
      if (isDestroyed || isOpen()) return
      isClosing = false
      opensOnLoad = !isLoaded
      if (opensOnLoad) return
      timers.later(0, () => {
        if (isDestroyed || isOpen()) return
        const opened = session === null || hasOpened ? newSession() : session
        hasOpened = true
        stage.newest = opened
        opened.open(chosen())
      })
    },
    exit(how) {
      isClosing ||= isOpen() && how?.force === true
      timers.later(0, () => {
        if (isDestroyed || session === null) return
        if (how?.force) session.exit()
        else session.leave()
      })
    },
    submit(data) {
      timers.later(stage.pace, () => {
        if (isDestroyed) return
        const asked = session === null || hasOpened ? newSession() : session
        hasOpened = false
        stage.newest = asked
        const isPhone = data.phone_number !== undefined
        asked.layer((isPhone ? scenario.layer?.phone : scenario.layer?.birthDate) ?? LAYER_READY)
      })
    },
    destroy() {
      if (isDestroyed) return
      if (isOpen() || isClosing) counts.closedByApp++
      isDestroyed = true
      counts.destroyed++
      closePanes()
    },
  }
  stage.cleanups.push(closePanes)
  return handler
}

/** As `Plaid.createEmbedded`: the list of banks stands in the page, and Link opens with the one that is chosen. */
export function createEmbedded(stage: Stage, config: PlaidLinkOptions, target: HTMLElement): PlaidEmbeddedHandler {
  const { shown } = stage
  let chosen: PlaidInstitution | undefined
  const handler = createHandler(stage, config, () => chosen)
  const embedded = createEmbeddedPanes(target, stage.scenario, (institution) => {
    chosen = institution
    handler.open()
  })
  shown.unshift(embedded)
  stage.cleanups.push(embedded.remove)
  return {
    destroy() {
      if (shown.includes(embedded)) shown.splice(shown.indexOf(embedded), 1)
      embedded.remove()
      handler.destroy()
    },
  }
}

const LAYER_READY = answer('LAYER_READY')

/** As an exception in a message handler: the page hears of it, and Link goes on. */
function tellPage(error: unknown): void {
  if (typeof reportError === 'function') return reportError(error)
  queueMicrotask(() => {
    throw error
  })
}
