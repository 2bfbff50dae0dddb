import type { PlaidHandler, PlaidLinkOptions } from 'react-plaid-link'
import { vi } from 'vitest'
import {
  installPlaidSimulator,
  type PlaidSimulator,
  type PlaidSimulatorOptions,
  uninstallPlaidSimulator,
} from 'react-plaid-link-diagnostics/simulator'

export interface Call {
  callback: string
  args: unknown[]
  /** Counts the tasks, so that what came in one can be told. */
  task: number
}

/** An app without React, under fake timers: what it was told, and where it was sent. */
export function createApp() {
  let task = 0
  const app = {
    calls: [] as Call[],
    went: [] as string[],
    simulator: undefined as unknown as PlaidSimulator,

    install(options: PlaidSimulatorOptions = {}): PlaidSimulator {
      app.simulator = installPlaidSimulator({ auto: true, pace: 0, navigate: (url) => app.went.push(url), ...options })
      return app.simulator
    },

    note(callback: string): (...args: unknown[]) => void {
      return (...args) => void app.calls.push({ callback, args, task })
    },

    create(options: Partial<PlaidLinkOptions> = {}): PlaidHandler {
      return window.Plaid.create({
        token: 'link-sandbox-1',
        onSuccess: app.note('onSuccess'),
        onExit: app.note('onExit'),
        onEvent: app.note('onEvent'),
        onLoad: app.note('onLoad'),
        ...options,
      } as PlaidLinkOptions)
    },

    /** Runs all timers, each in a task of its own that the calls are marked with. */
    settle(): void {
      while (vi.getTimerCount() > 0) {
        task++
        vi.advanceTimersToNextTimer()
      }
    },

    play(options: PlaidSimulatorOptions = {}): PlaidHandler {
      app.install(options)
      const handler = app.create()
      app.settle()
      handler.open()
      app.settle()
      return handler
    },

    events: () => app.calls.filter(({ callback }) => callback === 'onEvent'),
    /** Events by their names, the other callbacks by theirs. */
    names: () => app.calls.map(({ callback, args }) => (callback === 'onEvent' ? String(args[0]) : callback)),
    views: () =>
      app
        .events()
        .filter(({ args }) => args[0] === 'TRANSITION_VIEW')
        .map((call) => metadataOf(call).view_name),
    last: (callback: string) => app.calls.findLast((call) => call.callback === callback),

    leave(): void {
      uninstallPlaidSimulator()
      app.calls.length = 0
      app.went.length = 0
    },
  }
  return app
}

export function metadataOf(call: Call | undefined): Record<string, unknown> {
  return call?.args[1] as Record<string, unknown>
}
