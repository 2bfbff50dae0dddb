// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { createDiagnostics, type Diagnostics, type DiagnosticsOptions } from 'react-plaid-link-diagnostics'
import { formatReport } from 'react-plaid-link-diagnostics/report'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { controlKey, readControl } from '../../src/storage/control.ts'
import { OTHER_SESSION, SESSION, TOKEN } from '../support/constants.ts'
import { databaseName, dumpDatabase, readDatabase } from '../support/disk.ts'
import { dumpLocalStorage, hidePage, journals, leavePage, nextTask, returnToPage } from '../support/page.ts'

const ALICE = { session: SESSION, user: 'alice-1', request: 'REQalice' }
const BOB = { session: OTHER_SESSION, user: 'bob-2', request: 'REQbob' }

let name: string
let recorders: Diagnostics[]

beforeEach(() => {
  name = databaseName()
  recorders = []
})

afterEach(async () => {
  for (const recorder of recorders) {
    await recorder.flush()
    recorder.close()
  }
  localStorage.clear()
})

/** A page load of the app. */
function load(options: DiagnosticsOptions = {}): Diagnostics {
  const recorder = createDiagnostics({ name, ...options })
  recorders.push(recorder)
  return recorder
}

type Link = Record<'onEvent' | 'onExit' | 'onSuccess', (...args: unknown[]) => unknown>

function open(diagnostics: Diagnostics, who: typeof ALICE, token = TOKEN): Link {
  const link = diagnostics.instrument({ token }) as unknown as Link
  link.onEvent('OPEN', { link_session_id: who.session, request_id: who.request })
  return link
}

async function everything(diagnostics: Diagnostics): Promise<string> {
  const report = await diagnostics.report({ sessions: Infinity })
  return JSON.stringify(report) + formatReport(report) + JSON.stringify(diagnostics.store.getState())
}

function expectNothingOf(who: typeof ALICE, text: string): void {
  for (const id of Object.values(who)) expect(text).not.toContain(id)
}

async function onDevice(): Promise<string> {
  return (await dumpDatabase(name)) + dumpLocalStorage(name)
}

describe('two users of one device, one after the other', () => {
  it.each([
    ['alice, then bob', ALICE, BOB],
    ['bob, then alice', BOB, ALICE],
  ])('with the scope option: %s', async (_, first, second) => {
    const before = load({ scope: first.user })
    open(before, first)
    await before.attach({ client_user_id: first.user })
    before.close()
    const after = load({ scope: second.user })
    expect(after.store.getState().lastRun).toBeNull()
    open(after, second)
    await after.attach({ client_user_id: second.user })
    await after.flush()
    const told = await everything(after)
    expectNothingOf(first, told)
    expect(told).toContain(second.session)
    await vi.waitFor(async () => expectNothingOf(first, await onDevice()))
  })

  it.each([
    ['alice, then bob', ALICE, BOB],
    ['bob, then alice', BOB, ALICE],
  ])('in one page, with setScope(): %s', async (_, first, second) => {
    const diagnostics = load()
    await diagnostics.setScope(first.user)
    open(diagnostics, first)
    await diagnostics.attach({ client_user_id: first.user })
    await diagnostics.setScope(null)
    expect((await diagnostics.report()).sessions).toEqual([])
    await diagnostics.setScope(second.user)
    expect(diagnostics.store.getState()).toMatchObject({ recorded: 0, session: null, lastRun: null })
    open(diagnostics, second)
    await diagnostics.attach({ client_user_id: second.user })
    const told = await everything(diagnostics)
    expectNothingOf(first, told)
    expect(told).toContain(second.user)
    expectNothingOf(first, await onDevice())
  })

  it.each([
    ['alice, then bob', ALICE, BOB],
    ['bob, then alice', BOB, ALICE],
  ])('without a scope, with attach(): the second joins no session of the first: %s', async (_, first, second) => {
    const before = load()
    open(before, first, '')
    await before.attach({ client_user_id: first.user })
    before.close()
    const after = load()
    await after.attach({ client_user_id: second.user })
    open(after, second, '')
    const { sessions } = await after.report({ sessions: Infinity })
    expect(sessions).toHaveLength(2)
    for (const session of sessions) {
      const text = JSON.stringify(session)
      expect(text.includes(first.user)).toBe(text.includes(first.session))
      expect(text.includes(second.user)).toBe(text.includes(second.session))
    }
  })
})

describe('a scope', () => {
  it('is kept as a short hash beside the entries, and is in no report', async () => {
    const diagnostics = load({ scope: 'user@example.test' })
    open(diagnostics, ALICE)
    await diagnostics.flush()
    const kept = await onDevice()
    expect(kept + (await everything(diagnostics))).not.toContain('user@example')
    const { scope = '' } = readControl(name) ?? {}
    expect(scope).toMatch(/^\w{8}$/)
    const entries = await readDatabase(name)
    for (const [key, value] of entries) {
      expect(String(key).endsWith(`-${scope}`)).toBe(true)
      expect(JSON.stringify(value)).not.toContain(scope)
    }
    expect(await everything(diagnostics)).not.toContain(scope)
  })

  it('that is the same keeps all', async () => {
    const before = load({ scope: 'alice' })
    open(before, ALICE)
    await before.flush()
    before.close()
    const after = load({ scope: 'alice' })
    await after.setScope('alice')
    expect(after.store.getState().lastRun).toMatchObject({ linkSessionId: ALICE.session })
    expect(await everything(after)).toContain(ALICE.session)
  })

  it('that is not given is that of the page before: the app says who it is later', async () => {
    const before = load({ scope: 'alice' })
    open(before, ALICE)
    await before.flush()
    before.close()
    const after = load()
    expect(await everything(after)).toContain(ALICE.session)
    await after.setScope('alice')
    expect(await everything(after)).toContain(ALICE.session)
  })

  it('holds in the task in which it is set, for an app that leaves in it', async () => {
    const diagnostics = load({ scope: 'alice' })
    open(diagnostics, ALICE)
    await diagnostics.flush()
    const link = open(diagnostics, ALICE)
    const setting = diagnostics.setScope('bob')
    link.onEvent('HANDOFF', { link_session_id: ALICE.session, request_id: ALICE.request })
    leavePage()
    expectNothingOf(ALICE, dumpLocalStorage(name))
    await Promise.resolve()
    expect(diagnostics.store.getState()).toMatchObject({ session: null, lastRun: null })
    await setting
    expectNothingOf(ALICE, await onDevice())
  })

  it('is heard by another tab, which records nothing more of the Link that is open there', async () => {
    const [one, two] = [load({ scope: 'alice' }), load({ scope: 'alice' })]
    const link = open(two, ALICE)
    await two.flush()
    await one.setScope('bob')
    link.onEvent('HANDOFF', { link_session_id: ALICE.session, request_id: ALICE.request })
    await two.flush()
    window.dispatchEvent(new StorageEvent('storage', { key: controlKey(name) }))
    link.onSuccess('public-token', { link_session_id: ALICE.session })
    open(two, BOB)
    await two.flush()
    expectNothingOf(ALICE, await everything(two))
    expectNothingOf(ALICE, await everything(one))
    expect(await everything(one)).toContain(BOB.session)
    expectNothingOf(ALICE, await onDevice())
  })

  it('is heard by a page in the back/forward cache, with a journal', async () => {
    const [one, two] = [load({ scope: 'alice' }), load({ scope: 'alice' })]
    await two.flush()
    open(two, ALICE)
    hidePage()
    expect(journals(name)).toHaveLength(1)
    await one.setScope('bob')
    expect(journals(name)).toEqual([])
    leavePage({ persisted: true })
    returnToPage()
    await nextTask(20)
    await two.flush()
    expectNothingOf(ALICE, await everything(two))
    expectNothingOf(ALICE, await onDevice())
  })

  it('of a journal that a page of before leaves late is another', async () => {
    const before = load({ scope: 'alice' })
    open(before, ALICE)
    hidePage()
    const [key = ''] = journals(name)
    const journal = localStorage.getItem(key) ?? ''
    await before.flush()
    before.close()
    const after = load({ scope: 'bob' })
    open(after, BOB)
    await after.flush()
    localStorage.setItem(key, journal)
    expectNothingOf(ALICE, await everything(after))
    expect(journals(name)).toEqual([])
    await vi.waitFor(async () => expectNothingOf(ALICE, await dumpDatabase(name))) // when it is idle
  })

  it('does not take over the link_token that was made for another', async () => {
    const diagnostics = load({ scope: 'alice' })
    const link = diagnostics.instrument({ token: TOKEN }) as unknown as Link
    await nextTask(5)
    await diagnostics.setScope('bob')
    link.onEvent('OPEN', { link_session_id: BOB.session })
    await nextTask(5)
    expect((await diagnostics.report()).sessions[0]?.linkTokenFingerprint).toBeNull()
  })

  it('of an app that empties localStorage at log-out brings nothing back', async () => {
    const before = load({ scope: 'alice' })
    open(before, ALICE)
    await before.flush()
    before.close()
    localStorage.clear()
    for (const options of [{}, { scope: 'bob' }]) {
      const after = load(options)
      expectNothingOf(ALICE, await everything(after))
      after.close()
    }
  })

  it('that another tab sets in memory mode stays in that tab', async () => {
    const diagnostics = load({ storage: 'memory', scope: 'alice' })
    open(diagnostics, ALICE)
    await diagnostics.setScope('bob')
    expectNothingOf(ALICE, await everything(diagnostics))
    expect(localStorage).toHaveLength(0)
  })
})
