// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { OTHER_SESSION as OTHER, SESSION } from '../support/constants.ts'
import { readControl } from '../../src/storage/control.ts'
import { dumpDatabase } from '../support/disk.ts'
import { dumpLocalStorage, hidePage, journals, leavePage, nextTask, returnToPage } from '../support/page.ts'
import { create, entriesOf, event, idsOf, instrument, name, readEntries } from './kit.ts'

describe('storage', () => {
  async function exists(): Promise<boolean> {
    return (await indexedDB.databases()).some((database) => database.name === name)
  }

  it("'memory' keeps this page's entries and writes nothing anywhere", async () => {
    const diagnostics = create({ storage: 'memory' })
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event())
    hidePage()
    await diagnostics.flush()
    const report = await diagnostics.report()
    expect(idsOf(report)).toEqual([SESSION])
    expect(report.completeness).toMatchObject({ storage: 'memory', problem: null, stored: 0, dropped: [], missing: 0 })
    expect(report.completeness.recorded).toBe(report.sessions[0]?.entries.length)
    expect(await exists()).toBe(false)
    expect(dumpLocalStorage(name)).toBe('')
  })

  it("'off' records nothing and calls the app", async () => {
    const onEntry = vi.fn()
    const onEvent = vi.fn()
    const diagnostics = create({ storage: 'off', onEntry })
    instrument(diagnostics, { onEvent }).onEvent('OPEN', event())
    await diagnostics.attach({ item_id: 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op' })
    leavePage()
    const report = await diagnostics.report()
    expect(onEvent).toHaveBeenCalledOnce()
    expect(onEntry).not.toHaveBeenCalled()
    expect(report.sessions).toEqual([])
    expect(report.completeness).toMatchObject({ storage: 'off', recorded: 0, stored: 0 })
    expect(report.code).toMatch(/^\w{4}-\w{4}$/)
    expect(await exists()).toBe(false)
    expect(dumpLocalStorage(name)).toBe('')
  })

  it('consent given: what is in memory goes to disk', async () => {
    const diagnostics = create({ storage: 'memory' })
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event())
    await diagnostics.setStorage('device')
    expect(diagnostics.store.getState().storage).toBe('device')
    expect(await dumpDatabase(name)).toContain(SESSION)
    onEvent('ERROR', event({ request_id: 'later' }))
    await diagnostics.flush()
    expect(await dumpDatabase(name)).toContain('later')
    const { completeness } = await diagnostics.report()
    expect(completeness).toMatchObject({ storage: 'indexeddb', problem: null })
    expect(completeness.stored).toBe(completeness.recorded)
  })

  it('consent given after nothing was recorded: what comes then goes to disk', async () => {
    const diagnostics = create({ storage: 'off' })
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event({ request_id: 'before' }))
    await diagnostics.setStorage('device')
    onEvent('ERROR', event({ request_id: 'after' }))
    await diagnostics.flush()
    expect(await dumpDatabase(name)).toContain('after')
    expect(await dumpDatabase(name)).not.toContain('before')
  })

  it.each(['memory', 'off'] as const)("consent withdrawn to '%s': all is erased, journals too", async (mode) => {
    const left = create()
    instrument(left).onEvent('OPEN', event({ request_id: 'left' }))
    hidePage()
    expect(journals(name)).toHaveLength(1)
    const diagnostics = create()
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event({ request_id: 'here' }))
    await diagnostics.flush()
    await diagnostics.setStorage(mode)
    expect(diagnostics.store.getState()).toMatchObject({ storage: mode })
    expect(await dumpDatabase(name)).not.toContain(SESSION)
    expect(dumpLocalStorage(name)).not.toContain(SESSION)
    expect((await diagnostics.report({ sessions: Infinity })).sessions).toEqual([])

    onEvent('ERROR', event({ request_id: 'later' }))
    hidePage()
    await diagnostics.flush()
    expect(await dumpDatabase(name)).not.toContain('later')
    expect(dumpLocalStorage(name)).not.toContain('later')
    expect(entriesOf(await diagnostics.report()).flatMap(({ requestId }) => requestId ?? [])).toEqual(
      mode === 'memory' ? ['later'] : [],
    )
  })

  it('consent withdrawn where it was never given: the session and the user are forgotten too', async () => {
    const diagnostics = create({ storage: 'memory' })
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ client_user_id: 'user-1' })
    await diagnostics.setStorage('off')
    expect(diagnostics.store.getState().session).toBeNull()
    await diagnostics.setStorage('memory')
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    expect(JSON.stringify(await diagnostics.report())).not.toMatch(new RegExp(`user-1|${SESSION}`))
  })

  it('consent withdrawn holds in the task in which it is, for an app that leaves in it', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.flush()
    const withdrawing = diagnostics.setStorage('off')
    expect(readControl(name)).toMatchObject({ mode: 'off', erase: true })
    instrument(diagnostics).onEvent('HANDOFF', event())
    leavePage()
    expect(journals(name)).toEqual([])
    await withdrawing
  })

  it('consent withdrawn and given at once: what is recorded since is on disk, as it says', async () => {
    const diagnostics = create()
    const link = instrument(diagnostics)
    link.onEvent('OPEN', event())
    await diagnostics.flush()
    const withdrawing = diagnostics.setStorage('off')
    const giving = diagnostics.setStorage('device')
    for (let index = 0; index < 5; index++) link.onEvent(`N${index}`, event())
    await Promise.all([withdrawing, giving])
    await diagnostics.flush()
    const names = (await readEntries()).flatMap(({ eventName }) => eventName ?? [])
    expect(names).toEqual(['N0', 'N1', 'N2', 'N3', 'N4'])
  })

  it('consent given and withdrawn at once: nothing is made on the device', async () => {
    const diagnostics = create({ storage: 'memory' })
    instrument(diagnostics).onEvent('OPEN', event())
    await Promise.all([diagnostics.setStorage('device'), diagnostics.setStorage('off')])
    await diagnostics.flush()
    expect(await dumpDatabase(name)).toBe('[]')
    expect(dumpLocalStorage(name)).not.toContain('OPEN')
  })

  it('consent that is given after each load: what earlier pages left in the journal is replayed', async () => {
    const before = create({ storage: 'memory' })
    await before.setStorage('device')
    instrument(before).onEvent('OPEN', event())
    leavePage()
    const [key = ''] = journals(name)
    const journal = localStorage.getItem(key) ?? ''
    await before.flush()
    before.close()
    // as if the transaction had not made it
    localStorage.setItem(key, journal.replace('OPEN', 'HANDOFF').replace('"sequence":0', '"sequence":7'))
    const after = create({ storage: 'memory' })
    await after.setStorage('device')
    expect(journals(name)).toEqual([])
    expect(await dumpDatabase(name)).toContain('HANDOFF')
  })

  it('consent withdrawn and given again: nothing of before comes back', async () => {
    const diagnostics = create()
    const { onEvent } = instrument(diagnostics)
    onEvent('OPEN', event({ request_id: 'before' }))
    await diagnostics.setStorage('off')
    await diagnostics.setStorage('device')
    onEvent('ERROR', event({ request_id: 'after' }))
    await diagnostics.flush()
    const everything = (await dumpDatabase(name)) + JSON.stringify(await diagnostics.report())
    expect(everything).toContain('after')
    expect(everything).not.toContain('before')
  })
})

describe('clear', () => {
  it('forgets everything: memory, disk and the journals of other pages', async () => {
    const left = create()
    instrument(left).onEvent('OPEN', event({ request_id: 'left' }))
    hidePage()
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ request_id: 'here' }))
    await diagnostics.flush()
    await diagnostics.clear()
    const everything = (await dumpDatabase(name)) + dumpLocalStorage(name) + JSON.stringify(await diagnostics.report())
    expect(everything).not.toContain(SESSION)
    expect(diagnostics.store.getState().session).toBeNull()
  })

  it('while a write is in flight keeps that from coming back, and what is recorded right after survives', async () => {
    const diagnostics = create()
    const { onEvent } = instrument(diagnostics)
    await diagnostics.flush()
    onEvent('OPEN', event({ request_id: 'before' }))
    await Promise.resolve() // the transaction has begun
    const cleared = diagnostics.clear()
    onEvent('ERROR', event({ request_id: 'during' }))
    await cleared
    onEvent('EXIT', event({ request_id: 'after' }))
    await diagnostics.flush()
    const disk = await dumpDatabase(name)
    expect(disk).not.toContain('before')
    expect(disk).toContain('after')
    const kept = entriesOf(await diagnostics.report()).map(({ requestId }) => requestId)
    expect(kept).not.toContain('before')
    expect(kept).toContain('after')
    create()
    expect(JSON.stringify(await create().report())).not.toContain('before')
  })

  it('reaches another tab before it writes, reports or leaves its journal', async () => {
    const here = create()
    const there = create()
    const calls = instrument(there)
    calls.onEvent('OPEN', event({ request_id: 'before' }))
    await there.flush()
    await nextTask(2) // entries and epoch are told apart by the millisecond
    await here.clear()
    await nextTask(2)
    expect((await there.report()).sessions).toEqual([])
    calls.onEvent('ERROR', event({ request_id: 'after' }))
    await there.flush()
    const disk = await dumpDatabase(name)
    expect(disk).not.toContain('before')
    expect(disk).toContain('after')
    expect(JSON.stringify(await here.report())).toContain('after')
  })

  it('is obeyed by another tab whose write is on its way', async () => {
    const here = create()
    const there = create()
    const calls = instrument(there)
    await there.flush()
    calls.onEvent('OPEN', event({ request_id: 'before' }))
    hidePage()
    await here.clear()
    await there.flush()
    hidePage()
    returnToPage()
    await nextTask(20)
    const report = await create().report({ sessions: Infinity })
    expect(JSON.stringify(report)).not.toContain('before')
    expect(dumpLocalStorage(name)).not.toContain('before')
  })

  it('raced by a tab that never stops recording leaves nothing of before', async () => {
    const here = create()
    const there = create()
    const calls = instrument(there)
    for (let round = 0; round < 10; round++) {
      for (let count = 0; count < 5; count++) calls.onEvent('OPEN', event({ request_id: `round${round}` }))
      if (round % 2) await Promise.resolve()
      else await nextTask()
      const cleared = here.clear()
      if (round % 3) await nextTask()
      await cleared
      await there.flush()
      await nextTask(2)
      const report = await here.report({ sessions: Infinity })
      expect(JSON.stringify(report), `round ${round}`).not.toContain(`round${round}`)
      const mine = await there.report({ sessions: Infinity })
      expect(JSON.stringify(mine), `round ${round}`).not.toContain(`round${round}`)
    }
  })

  it('does not bring back what a journal of an older epoch holds', async () => {
    const left = create()
    instrument(left).onEvent('OPEN', event({ request_id: 'before' }))
    hidePage()
    const [key = ''] = journals(name)
    const journal = localStorage.getItem(key) ?? ''
    expect(journal).toContain('before')
    const here = create()
    await here.clear()
    localStorage.setItem(key, journal) // a page in the back/forward cache writes its own again
    const later = create()
    instrument(later)
    await later.flush()
    await nextTask(20)
    expect(JSON.stringify(await later.report({ sessions: Infinity }))).not.toContain('before')
    expect(await dumpDatabase(name)).not.toContain('before')
  })
})

describe('close', () => {
  it('finishes the write in flight, records nothing more, and the app is called as ever', async () => {
    const onEntry = vi.fn()
    const onEvent = vi.fn(() => 'result')
    const diagnostics = create({ onEntry })
    const calls = instrument(diagnostics, { onEvent })
    calls.onEvent('OPEN', event({ request_id: 'before' }))
    diagnostics.close()
    expect(calls.onEvent('ERROR', event({ request_id: 'after' }))).toBe('result')
    await vi.waitFor(async () => expect(await dumpDatabase(name)).toContain('before'), { timeout: 4000 })
    expect(onEvent).toHaveBeenCalledTimes(2)
    expect(await dumpDatabase(name)).not.toContain('after')
    expect(onEntry.mock.calls.map(([entry]) => entry.requestId)).not.toContain('after')
  })

  it('stops listening to the page', async () => {
    const diagnostics = create()
    // Without a link_token: its fingerprint takes a moment, and would be written meanwhile.
    instrument(diagnostics, { token: '' }).onEvent('OPEN', event())
    await diagnostics.flush()
    const before = await dumpDatabase(name)
    diagnostics.close()
    leavePage()
    await nextTask(20)
    expect(await dumpDatabase(name)).toBe(before)
    expect(journals(name)).toEqual([])
  })

  it('releases the database', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.flush()
    diagnostics.close()
    await nextTask(20)
    const blocked = vi.fn()
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name)
      request.onblocked = blocked
      request.onsuccess = () => resolve()
      request.onerror = () => reject(request.error)
    })
    expect(blocked).not.toHaveBeenCalled()
  })
})
