// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { SESSION } from '../support/constants.ts'
import { dumpLocalStorage, hidePage, journals, leavePage, nextTask, returnToPage } from '../support/page.ts'
import { type Callbacks, create, entriesOf, event, instrument, name, readEntries, useAnotherDatabase } from './kit.ts'

describe('a page that is left', () => {
  async function outcomeAfter(leave: (calls: Callbacks) => void): Promise<unknown> {
    const diagnostics = create()
    const calls = instrument(diagnostics)
    calls.onEvent('OPEN', event())
    await diagnostics.flush()
    leave(calls)
    diagnostics.close()
    const { sessions } = await create().report()
    const types = sessions[0]?.entries.map(({ type }) => type)
    return [sessions[0]?.outcome, types?.includes('pageLeft')]
  }

  it('while Link was open reads abandoned on the next load', async () => {
    expect(await outcomeAfter(() => leavePage())).toEqual(['abandoned', true])
  })

  it('for the back/forward cache reads abandoned elsewhere, and in progress when it is back', async () => {
    expect(await outcomeAfter(() => leavePage({ persisted: true }))).toEqual(['abandoned', false])
    useAnotherDatabase()
    expect(await outcomeAfter(() => [leavePage({ persisted: true }), returnToPage()])).toEqual(['in-progress', false])
  })

  it('after Link was closed has none either', async () => {
    const meta = { link_session_id: SESSION }
    expect(await outcomeAfter(({ onExit }) => [onExit(null, meta), leavePage()])).toEqual(['exited', false])
    useAnotherDatabase()
    expect(await outcomeAfter(({ onEvent }) => [onEvent('EXIT', meta), leavePage()])).toEqual(['exited', false])
    useAnotherDatabase()
    expect(await outcomeAfter(({ onSuccess }) => [onSuccess('t', meta), leavePage()])).toEqual(['succeeded', false])
  })

  it.each([
    ['reload', 300, true],
    ['navigate', 300, undefined],
    // Another page load, before this one was asked for.
    ['reload', 9000, undefined],
  ])('is known by the next one to be reloaded: a %s that began within %i ms', async (type, ms, reload) => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.flush()
    leavePage()
    diagnostics.close()
    vi.spyOn(performance, 'now').mockReturnValue(200 - ms)
    Object.assign(performance, { getEntriesByType: () => [{ type }] })
    const left = entriesOf(await create().report()).find((entry) => entry.type === 'pageLeft')
    Reflect.deleteProperty(performance, 'getEntriesByType')
    vi.restoreAllMocks()
    expect(left?.reload).toBe(reload)
  })

  it('right after the app has emptied localStorage loses nothing', async () => {
    const diagnostics = create()
    const link = instrument(diagnostics)
    link.onEvent('OPEN', event())
    await diagnostics.flush()
    link.onEvent('HANDOFF', event())
    localStorage.clear()
    leavePage()
    expect(dumpLocalStorage(name)).toContain('HANDOFF')
  })

  it('with a burst in its last task loses none of it', async () => {
    const diagnostics = create()
    const { onEvent, onSuccess } = instrument(diagnostics)
    onEvent('OPEN', event())
    await diagnostics.flush()
    for (let count = 0; count < 60; count++) onEvent('TRANSITION_VIEW', event({ request_id: `r${count}` }))
    onSuccess('public-token', event())
    leavePage()
    // Nothing of this page runs any more: what its transaction would have written does not count.
    const journal = dumpLocalStorage(name)
    for (let count = 0; count < 60; count++) expect(journal).toContain(`"r${count}"`)
    expect(journal).toContain('onSuccess')
    const report = await create().report()
    expect(entriesOf(report).filter(({ type }) => type === 'onEvent')).toHaveLength(61)
    expect(report.sessions[0]?.outcome).toBe('succeeded')
  })

  it('has its journal replayed by the next load, and removed', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ request_id: 'journaled' }))
    hidePage()
    const [key = ''] = journals(name)
    const journal = localStorage.getItem(key) ?? ''
    await diagnostics.flush()
    await nextTask(20)
    expect(journals(name), 'removed once all is on disk').toEqual([])
    localStorage.setItem(key, journal)
    instrument(create())
    await vi.waitFor(() => expect(journals(name)).toEqual([]))
    const entries = await readEntries()
    expect(entries.filter(({ requestId }) => requestId === 'journaled')).toHaveLength(1)
  })
})
