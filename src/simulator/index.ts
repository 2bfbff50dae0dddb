import type { Plaid, PlaidEmbeddedHandler, PlaidHandler, PlaidLinkOptions } from 'react-plaid-link'
import { createEmbeddedPanes, createPanes, type Panes } from './panes.ts'
import { answerScript, isScriptMissing } from './script.ts'
import { createSession, nextMove, type Session, type View } from './session.ts'
import type { Institution, Scenario } from './server.ts'

export { answerVisit, findVisit, isScenario, scenarios, type BankVisit, type Scenario } from './server.ts'
export type { View } from './session.ts'

export interface PlaidSimulatorOptions {
  /** @default 'success' */
  scenario?: Scenario
  /** Plays the person too, without clicks. @default false */
  auto?: boolean
  /**
   * Milliseconds of each step: of Plaid's, and with `auto` of the person's. With `auto` and 0, Link is not
   * drawn, and everything from OPEN to the end happens in one task.
   * @default 700
   */
  pace?: number
  /** This many more events in the burst at the end. @default 0 */
  extraEvents?: number
  /** Delivers the burst out of order, some of it (HANDOFF, EXIT) after onSuccess or onExit. @default false */
  scrambled?: boolean
  /** Link gets a new link_session_id on the way back from a bank; what Plaid does is not established. @default false */
  newSessionIdOnReturn?: boolean
  /** The page that plays the bank's own website. @default '/bank.html' */
  bankPage?: string
  /** @default location.assign */
  navigate?: (url: string) => void
}

export interface PlaidSimulator {
  readonly scenario: Scenario
  /** Handlers made, by `create` and `createEmbedded`. */
  readonly created: number
  readonly destroyed: number
  /** Every callback of this page, in the order of delivery, also where the app passed none. */
  readonly delivered: readonly Delivery[]
  /** Of the newest session. */
  readonly linkSessionId: string | null
  /** The pane that Link shows; null while it is closed. */
  readonly view: View | null
  /** Presses the button with this name in Link, as a person would; throws where there is none. */
  press(name: string): void
  /** Takes everything out of the page again. What `react-plaid-link` has seen of the script, it remembers. */
  uninstall(): void
}

export interface Delivery {
  callback: 'onEvent' | 'onSuccess' | 'onExit' | 'onLoad'
  args: unknown[]
}

/**
 * Puts a `window.Plaid` into the page that behaves as Plaid's documentation says: OPEN and LAYER_* when they
 * happen, everything else in one burst with onSuccess or onExit, and no callback before a call returns.
 */
export function installPlaidSimulator({
  scenario = 'success',
  auto = false,
  pace = 700,
  extraEvents = 0,
  scrambled = false,
  newSessionIdOnReturn = false,
  bankPage = '/bank.html',
  navigate = (url) => location.assign(url),
}: PlaidSimulatorOptions = {}): PlaidSimulator {
  const delivered: Delivery[] = []
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const cleanups: (() => void)[] = [answerScript(scenario, later)]
  let created = 0
  let destroyed = 0
  let newest: Session | null = null
  /** What a person sees of Link, the topmost last. */
  const shown: ShadowRoot[] = []

  function later(milliseconds: number, task: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      task()
    }, milliseconds)
    timers.add(timer)
  }

  function create(config: PlaidLinkOptions): PlaidHandler {
    return createHandler(config, () => undefined)
  }

  function createHandler(config: PlaidLinkOptions, chosen: () => Institution | undefined): PlaidHandler {
    created++
    let isLoaded = false
    let isDestroyed = false
    let opensOnLoad = false
    let hasOpened = false
    let session = newSession()
    let dialog: Panes | null = null

    later(0, () => {
      if (isDestroyed) return
      isLoaded = true
      deliver('onLoad')
      if (opensOnLoad) handler.open()
    })

    function deliver(callback: Delivery['callback'], ...args: unknown[]): void {
      const times = scenario === 'double-delivery' && callback !== 'onLoad' ? 2 : 1
      const call = config[callback] as ((...args: unknown[]) => void) | undefined
      for (let i = 0; i < times; i++) {
        delivered.push({ callback, args })
        try {
          call?.(...args)
        } catch (error) {
          tellPage(error)
        }
      }
    }

    function newSession(): Session {
      const isOver = () => isDestroyed || made.view === null
      const made = createSession({
        scenario,
        linkToken: config.token ?? null,
        receivedRedirectUri: 'receivedRedirectUri' in config ? config.receivedRedirectUri : undefined,
        extraEvents,
        scrambled,
        newSessionIdOnReturn,
        bankPage,
        autoPace: auto ? pace : null,
        navigate,
        deliver,
        think(answer) {
          // At pace 0 the answer comes at once, so that all of it stays in one task.
          if (pace === 0) answer()
          else later(pace, () => isOver() || answer())
        },
        onView(view) {
          const move = auto ? nextMove(made, scenario) : null
          if (auto && pace === 0) return move?.()
          dialog ??= showDialog(made)
          dialog.render()
          if (move) later(pace, () => isOver() || (made.view === view && move()))
        },
        onEnd: closeDialog,
      })
      return made
    }

    function showDialog(of: Session): Panes {
      const made = createPanes(of, scenario)
      shown.push(made.root)
      return made
    }

    function closeDialog(): void {
      if (dialog === null) return
      shown.splice(shown.indexOf(dialog.root), 1)
      dialog.remove()
      dialog = null
    }

    const handler: PlaidHandler = {
      open() {
        if (isDestroyed || session.view !== null) return
        opensOnLoad = !isLoaded
        if (opensOnLoad) return
        later(0, () => {
          if (isDestroyed || session.view !== null) return
          if (hasOpened) session = newSession()
          hasOpened = true
          newest = session
          session.open(chosen())
        })
      },
      exit(options) {
        later(0, () => {
          if (isDestroyed || session.view === null || scenario === 'never-answers') return
          if (options?.force) session.exit()
          else if (session.view !== 'EXIT') session.leave()
        })
      },
      submit(data) {
        later(pace, () => {
          if (isDestroyed) return
          newest = session
          const isFound = scenario !== 'layer-not-available'
          if (isFound) session.layer('LAYER_READY')
          else session.layer(data.phone_number === undefined ? 'LAYER_AUTOFILL_NOT_AVAILABLE' : 'LAYER_NOT_AVAILABLE')
        })
      },
      destroy() {
        if (isDestroyed) return
        isDestroyed = true
        destroyed++
        closeDialog()
      },
    }
    cleanups.push(closeDialog)
    return handler
  }

  function createEmbedded(config: PlaidLinkOptions, target: HTMLElement): PlaidEmbeddedHandler {
    let chosen: Institution | undefined
    const handler = createHandler(config, () => chosen)
    const embedded = createEmbeddedPanes(target, scenario, (institution) => {
      chosen = institution
      handler.open()
    })
    shown.unshift(embedded.root)
    cleanups.push(embedded.remove)
    return {
      destroy() {
        shown.splice(shown.indexOf(embedded.root), 1)
        embedded.remove()
        handler.destroy()
      },
    }
  }

  if (!isScriptMissing(scenario)) {
    const plaid: Plaid = { create, createEmbedded }
    window.Plaid = plaid
    cleanups.push(() => Reflect.deleteProperty(window, 'Plaid'))
  }

  return {
    scenario,
    delivered,
    get created() {
      return created
    },
    get destroyed() {
      return destroyed
    },
    get linkSessionId() {
      return newest?.linkSessionId ?? null
    },
    get view() {
      return newest?.view ?? null
    },
    press(name) {
      const buttons = Array.from(shown.at(-1)?.querySelectorAll('button') ?? [])
      const found = buttons.find((button) => nameOf(button) === name)
      if (!found) throw new Error(`No button "${name}" in Link, only: ${buttons.map(nameOf).join(', ')}`)
      found.click()
    },
    uninstall() {
      for (const timer of timers) clearTimeout(timer)
      for (const cleanup of cleanups) cleanup()
    },
  }
}

function nameOf(button: HTMLButtonElement): string {
  return button.ariaLabel ?? button.lastElementChild?.textContent ?? button.textContent
}

/** As an exception in a message handler: the page hears of it, and Link goes on. */
function tellPage(error: unknown): void {
  if (typeof reportError === 'function') return reportError(error)
  queueMicrotask(() => {
    throw error
  })
}
