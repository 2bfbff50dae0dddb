// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { act, cleanup, render } from '@testing-library/react'
import { useEffect, useState, type ReactNode } from 'react'
import { createDiagnostics, DiagnosticsProvider, usePlaidLink, type Diagnostics } from 'react-plaid-link-diagnostics'
import { formatReport, parseReport, type DiagnosticsReport } from 'react-plaid-link-diagnostics/report'
import {
  installPlaidSimulator,
  scenarioFromReport,
  scenarioNamed,
  scenarios,
  uninstallPlaidSimulator,
  type PlaidSimulatorOptions,
  type Scenario,
  type ScenarioName,
} from 'react-plaid-link-diagnostics/simulator'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { databaseName } from '../support/disk.ts'

const TOKEN = 'link-sandbox-af1a0311-da53-4636-b754-dd15cc058176'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})

afterEach(() => {
  cleanup()
  uninstallPlaidSimulator()
  vi.useRealTimers()
})

/** An app that opens Link as soon as it is ready, and does with Layer what is to be done. */
function App({ isLayer, returnUrl }: { isLayer: boolean; returnUrl: string | undefined }): ReactNode {
  const [isFound, setFound] = useState(!isLayer)
  const { open, submit, ready } = usePlaidLink({
    token: TOKEN,
    ...(returnUrl && { receivedRedirectUri: returnUrl }),
    onSuccess: () => {},
    onEvent(name) {
      if (name === 'LAYER_NOT_AVAILABLE') submit({ date_of_birth: '1975-01-18' })
      else if (name.startsWith('LAYER_')) setFound(true)
    },
  })
  useEffect(() => {
    if (ready && isLayer) submit({ phone_number: '+14155550011' })
  }, [ready, isLayer, submit])
  useEffect(() => {
    if (!ready || !isFound) return
    // Not before the link_token is known: when that is, is a matter of time.
    const timer = setTimeout(open, 100)
    return () => clearTimeout(timer)
  }, [ready, isFound, open])
  return null
}

/** Plays the scenario through the drop-in, from page to page, and reports. */
async function play(
  scenario: ScenarioName | Scenario,
  options: PlaidSimulatorOptions = {},
): Promise<DiagnosticsReport> {
  const name = databaseName()
  const table = typeof scenario === 'string' ? scenarioNamed(scenario) : scenario
  let returnUrl: string | undefined
  const navigate = (url: string) => void (returnUrl = url)
  installPlaidSimulator({ auto: true, pace: 20, scenario, navigate, ...options })

  async function visit(): Promise<Diagnostics> {
    const diagnostics = createDiagnostics({ name })
    render(
      <DiagnosticsProvider diagnostics={diagnostics}>
        <App isLayer={table.layer !== undefined} returnUrl={returnUrl} />
      </DiagnosticsProvider>,
    )
    return diagnostics
  }

  let diagnostics = await visit()
  await pass(() => returnUrl !== undefined)
  if (returnUrl !== undefined) {
    await tokenIsKnown(diagnostics, 1)
    window.dispatchEvent(new Event('pagehide'))
    await pass(() => false, 5)
    diagnostics.close()
    cleanup()
    diagnostics = await visit()
    await pass(() => false)
  }
  const report = await tokenIsKnown(diagnostics, returnUrl === undefined ? 1 : 2)
  diagnostics.close()
  cleanup()
  uninstallPlaidSimulator()
  return report
}

/** The report, when each page has said what the link_token looks like: that is made by the platform, in its own time. */
async function tokenIsKnown(diagnostics: Diagnostics, pages: number): Promise<DiagnosticsReport> {
  for (;;) {
    const report = await diagnostics.report()
    const known = report.sessions.flatMap(({ entries }) => entries.filter(({ type }) => type === 'linkToken'))
    if (known.length >= pages) return report
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Time goes on for timers and the clock only; what is written to the disk has its own, and is waited for. */
async function pass(isOver: () => boolean, steps = 60): Promise<void> {
  for (let i = 0; i < steps && !isOver(); i++) {
    await act(async () => {
      vi.advanceTimersByTime(50)
      for (let j = 0; j < 4; j++) await new Promise((resolve) => setImmediate(resolve))
    })
  }
}

/** Everything but times and ids of the device; each page's entries by their rank in the order of arrival. */
function comparable({ sessions, ...report }: DiagnosticsReport): unknown {
  return {
    ...omit(report, 'createdAt'),
    // How much of it has reached the disk is a matter of time.
    completeness: omit(report.completeness, 'asOf', 'stored'),
    sessions: sessions.map((session) => {
      // When the fingerprint of the link_token is known is a matter of time.
      const entries = session.entries.filter(({ type }) => type !== 'linkToken')
      const pages = [...new Set(entries.map(({ page }) => page))]
      const arrived = [...entries].sort(
        (a, b) => pages.indexOf(a.page) - pages.indexOf(b.page) || a.sequence - b.sequence,
      )
      return {
        ...omit(session, 'attemptId', 'startedAt', 'endedAt', 'lastSeenAt', 'clockSkew'),
        identifiers: session.identifiers.map((identifier) => JSON.stringify(identifier)).sort(),
        entries: entries.map((entry) => ({
          ...omit(entry, 'at', 'timestamp', 'attemptId', 'code'),
          page: pages.indexOf(entry.page),
          sequence: arrived.indexOf(entry),
        })),
      }
    }),
  }
}

function omit<T extends object>(from: T, ...keys: (keyof T)[]): Partial<T> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key as keyof T))) as Partial<T>
}

/** They never reach the hook: react-plaid-link asks for the script once for all tests of a file. */
const played = scenarios.filter((name) => (scenarioNamed(name).script ?? 'loads') === 'loads')

describe('a report as a scenario', () => {
  it.each(played)(
    '%s: played again, it is reported again, the same in everything but times and ids of the device',
    async (name) => {
      const first = await play(name)
      const second = await play(scenarioFromReport(first))
      expect(first.sessions).toHaveLength(1)
      expect(comparable(second)).toEqual(comparable(first))
    },
  )

  it.each(['wrong-password', 'oauth-delivered', 'deposits-same-day', 'success'] as const)(
    '%s: also as a text that was copied',
    async (name) => {
      const first = await play(name)
      const { report } = parseReport(formatReport(first))
      const second = await play(scenarioFromReport(report))
      expect(comparable(second)).toEqual(comparable(first))
    },
  )

  it('keeps what is delivered out of order, twice, or after the end', async () => {
    for (const options of [{ scrambled: true }, { extraEvents: 30 }]) {
      const first = await play('wrong-password', options)
      const second = await play(scenarioFromReport(first))
      expect(comparable(second)).toEqual(comparable(first))
    }
  })

  it('keeps the time between the steps', async () => {
    const slow = scenarioNamed('wrong-password')
    const steps = slow.steps.map((step, index) => ({ ...step, afterMs: (index * 37) % 110 }))
    const first = await play({ ...slow, steps })
    const second = await play(scenarioFromReport(first), { pace: 1 })
    expect(gapsOf(second)).toEqual(gapsOf(first))
    expect(Math.max(...gapsOf(first))).toBeGreaterThan(90)
  })

  it('is told by the number of its session, and refused where there is none', async () => {
    const report = await play('user-exit')
    expect(scenarioFromReport(report).linkSessionId).toBe(report.sessions[0]?.linkSessionId)
    expect(() => scenarioFromReport(report, 1)).toThrow(
      '[react-plaid-link-diagnostics] The report has no session 1: it has 1, from 0 on.',
    )
  })
})

function gapsOf(report: DiagnosticsReport): number[] {
  const times = report.sessions[0]?.entries.flatMap(({ timestamp }) => (timestamp ? [Date.parse(timestamp)] : [])) ?? []
  return times.slice(1).map((time, index) => time - (times[index] ?? 0))
}
