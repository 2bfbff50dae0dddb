import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import {
  CopyDiagnostics,
  createDiagnostics,
  DiagnosticsProvider,
  useDiagnostics,
  type Diagnostics,
} from 'react-plaid-link-diagnostics'
import { describe, expect, it, vi } from 'vitest'
import { TOKEN } from '../support/constants.ts'
import { DropIns, Hook } from '../support/dropIns.tsx'

function App({ diagnostics }: { diagnostics?: Diagnostics }): ReactNode {
  return diagnostics ? (
    <DiagnosticsProvider diagnostics={diagnostics}>
      <DropIns />
    </DiagnosticsProvider>
  ) : (
    <DropIns />
  )
}

describe('on a server', () => {
  it('there is no window, no IndexedDB and no localStorage', () => {
    expect([typeof window, typeof document, typeof indexedDB]).toEqual(['undefined', 'undefined', 'undefined'])
  })

  it.each([
    ['the default recorder', undefined],
    ['a recorder of its own', createDiagnostics({ name: 'mine' })],
  ])('the drop-ins render as ever, silently, with %s', (_, diagnostics) => {
    const html = renderToString(<App {...(diagnostics ? { diagnostics } : {})} />)
    expect(html).toContain('<p>loading</p>')
    expect(html).toMatch(/<button[^>]*>Connect<\/button>/)
  })

  it('nothing is asked of chance or of the clock: Next prerenders it, with Cache Components too', () => {
    const asked = [vi.spyOn(Math, 'random'), vi.spyOn(Date, 'now'), vi.spyOn(crypto, 'getRandomValues')]
    renderToString(
      <>
        <Hook />
        <CopyDiagnostics />
      </>,
    )
    for (const spy of asked) expect(spy).not.toHaveBeenCalled()
  })

  it('no recorder is shared between requests', () => {
    const recorders: Diagnostics[] = []
    function Request(): null {
      recorders.push(useDiagnostics())
      return null
    }
    renderToString(<Request />)
    renderToString(<Request />)
    expect(recorders).toHaveLength(2)
    expect(recorders[0]).not.toBe(recorders[1])
  })

  it('a recorder is inert: nothing throws, nothing is recorded, everything settles', async () => {
    const onEntry = vi.fn()
    const onEvent = vi.fn(() => 'result')
    const diagnostics = createDiagnostics({ onEntry, app: { name: 'Acme' } })
    const instrumented = diagnostics.instrument({ token: TOKEN, onEvent })
    expect((instrumented.onEvent as (...args: unknown[]) => unknown)('OPEN', { link_session_id: 'x' })).toBe('result')
    expect(onEvent).toHaveBeenCalledOnce()
    await diagnostics.attach({ item_id: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' })
    await diagnostics.flush()
    await diagnostics.setStorage('device')
    await diagnostics.clear()
    const report = await diagnostics.report()
    expect(report.sessions).toEqual([])
    expect(report.completeness).toMatchObject({ storage: 'off', recorded: 0, stored: 0, problem: null })
    expect(report.environment).toMatchObject({ browser: null, online: null })
    expect(diagnostics.store.getState()).toMatchObject({ storage: 'off', recorded: 0, session: null })
    diagnostics.close()
    expect(onEntry).not.toHaveBeenCalled()
  })
})
