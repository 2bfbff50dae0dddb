// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import type { DiagnosticEntry, Diagnostics } from 'react-plaid-link-diagnostics'
import { fingerprint } from 'react-plaid-link-diagnostics/identifiers'
import { describe, expect, it, vi } from 'vitest'
import { OTHER_SESSION as OTHER, SESSION, TOKEN } from '../support/constants.ts'
import { dumpDatabase } from '../support/disk.ts'
import { create, entriesOf, event, instrument, name, readEntries } from './kit.ts'

describe('attach', () => {
  const ITEM = 'M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op'
  const ACCESS = 'access-sandbox-de3ce8ef-33f8-452c-a685-8671031fc0f6'

  /** The values that each session was given. */
  async function attachedBySession(diagnostics: Diagnostics): Promise<Record<string, string[]>> {
    const { sessions } = await diagnostics.report()
    const valuesOf = ({ identifiers = [] }: DiagnosticEntry) =>
      identifiers.flatMap((identifier) => ('value' in identifier ? identifier.value : []))
    return Object.fromEntries(
      sessions.map(({ linkSessionId, entries }) => [linkSessionId, [...new Set(entries.flatMap(valuesOf))]]),
    )
  }

  it('keeps the ids of an API response, and a secret only as its fingerprint', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ access_token: ACCESS, item_id: ITEM, request_id: 'Aim3b', password: 'hunter2' })
    const kept = [
      { key: 'request_id', value: 'Aim3b' },
      { key: 'item_id', value: ITEM },
      { key: 'access_token', fingerprint: await fingerprint(ACCESS) },
    ]
    const report = await diagnostics.report()
    expect(report.sessions[0]?.identifiers).toEqual(expect.arrayContaining(kept))
    const everything = (await dumpDatabase(name)) + JSON.stringify(report)
    expect(everything).not.toContain(ACCESS)
    expect(everything).not.toContain('hunter2')
  })

  it('is durable when it settles', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ item_id: ITEM })
    expect(await dumpDatabase(name)).toContain(ITEM)
  })

  it('goes to the newest session of the page', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ item_id: ITEM })
    const { sessions } = await diagnostics.report()
    const owners = sessions.filter(({ identifiers }) => identifiers.some(({ key }) => key === 'item_id'))
    expect(owners.map(({ linkSessionId }) => linkSessionId)).toEqual([SESSION])
  })

  it('goes to the session that was the newest when it was called, and what names the user to the next one too', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    const attaching = diagnostics.attach({ item_id: ITEM, client_user_id: 'user-1' })
    instrument(diagnostics).onEvent('OPEN', event())
    await attaching
    expect(await attachedBySession(diagnostics)).toEqual({ [OTHER]: [ITEM, 'user-1'], [SESSION]: ['user-1'] })
  })

  it('goes to the session that it is given, with the code of that session', async () => {
    const entries: DiagnosticEntry[] = []
    const diagnostics = create({ onEntry: (entry) => entries.push(entry) })
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ item_id: ITEM }, { linkSessionId: OTHER })
    const { sessions } = await diagnostics.report()
    const owner = sessions.find(({ identifiers }) => identifiers.some(({ key }) => key === 'item_id'))
    expect(owner?.linkSessionId).toBe(OTHER)
    expect(sessions).toHaveLength(2)
    expect(entries.find(({ type }) => type === 'attached')?.code).toBe(owner?.code)
  })

  it.each([undefined, null, ''])(
    'goes to the newest session where the one it is given is %j',
    async (linkSessionId) => {
      const diagnostics = create()
      instrument(diagnostics).onEvent('OPEN', event())
      await diagnostics.attach({ item_id: ITEM }, { linkSessionId: linkSessionId as unknown as string })
      expect(await attachedBySession(diagnostics)).toEqual({ [SESSION]: [ITEM] })
    },
  )

  it.each<[what: string, linkSessionId: unknown]>([
    ['a phone number', '415-555-0011'],
    ['a token', ACCESS],
    ['a text', 'not a session'],
    ['a number', 7],
    ['an object', { toString: () => SESSION }],
  ])('keeps nothing where the session it is given is %s: it is not of the newest', async (_, linkSessionId) => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ item_id: ITEM }, { linkSessionId: linkSessionId as string })
    expect(await attachedBySession(diagnostics)).toEqual({ [SESSION]: [] })
  })

  it('before any session waits for the Link that is opened next', async () => {
    const diagnostics = create()
    await diagnostics.attach({ item_id: ITEM })
    instrument(diagnostics).onEvent('OPEN', event())
    const { sessions } = await diagnostics.report()
    expect(sessions).toHaveLength(1)
    expect(sessions[0]).toMatchObject({ linkSessionId: SESSION, outcome: 'in-progress' })
    expect(sessions[0]?.identifiers).toContainEqual({ key: 'item_id', value: ITEM })
  })

  it('before any session costs that session nothing of its link_token', async () => {
    const diagnostics = create()
    await diagnostics.attach({ client_user_id: 'user-1' })
    instrument(diagnostics).onEvent('OPEN', event())
    await vi.waitFor(async () => {
      const [session] = (await diagnostics.report()).sessions
      expect(session).toMatchObject({ plaidEnvironment: 'sandbox', linkTokenFingerprint: await fingerprint(TOKEN) })
    })
  })

  it('that a clear() overtakes brings nothing back, to no later session either', async () => {
    const diagnostics = create()
    const attaching = diagnostics.attach({ client_user_id: 'user-1' })
    await diagnostics.clear()
    await attaching
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.flush()
    expect(JSON.stringify(await diagnostics.report())).not.toContain('user-1')
  })

  it.each([
    ['with its link_session_id', 'OPEN', event()],
    ['that never had one', 'LAYER_NOT_AVAILABLE', {}],
  ])('on the next page load goes to the newest session of the last 24 hours, %s', async (_, eventName, metadata) => {
    const before = create()
    instrument(before, { token: '' }).onEvent(eventName, metadata)
    await before.flush()
    before.close()
    const diagnostics = create()
    await diagnostics.attach({ item_id: ITEM })
    const { sessions } = await diagnostics.report()
    expect(sessions).toHaveLength(1)
    expect(sessions[0]?.identifiers).toContainEqual({ key: 'item_id', value: ITEM })
  })

  it('does not go to a session that is older than that', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 25 * 3_600_000 })
    const before = create()
    instrument(before, { token: '' }).onEvent('OPEN', event())
    await before.flush()
    before.close()
    vi.useRealTimers()
    const diagnostics = create()
    await diagnostics.attach({ item_id: ITEM })
    const { sessions } = await diagnostics.report({ sessions: Infinity })
    expect(sessions.find(({ linkSessionId }) => linkSessionId === SESSION)?.identifiers).not.toContainEqual({
      key: 'item_id',
      value: ITEM,
    })
  })

  it('carries what names the user to later sessions, and not what names the Item', async () => {
    const diagnostics = create()
    const first = instrument(diagnostics)
    first.onEvent('OPEN', event())
    await diagnostics.attach({ client_user_id: 'user-1', item_id: ITEM })
    first.onExit(null, { link_session_id: SESSION })
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    const { sessions } = await diagnostics.report()
    const later = sessions.find(({ linkSessionId }) => linkSessionId === OTHER)
    expect(later?.identifiers).toContainEqual({ key: 'client_user_id', value: 'user-1' })
    expect(later?.identifiers).not.toContainEqual({ key: 'item_id', value: ITEM })
  })

  it('of another user takes the place of the one before, in later sessions', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    await diagnostics.attach({ client_user_id: 'user-1', credit_dashboard_user_id: ['cdu_1', 'cdu_2'] })
    await diagnostics.attach({ client_user_id: 'user-2' })
    await diagnostics.attach({ client_user_id: 'user-1' })
    await diagnostics.attach({ credit_dashboard_user_id: ['cdu_3', 'cdu_4'] })
    instrument(diagnostics).onEvent('OPEN', event())
    expect((await attachedBySession(diagnostics))[SESSION]).toEqual(['user-1', 'cdu_3', 'cdu_4'])
  })

  it('of another user takes the place of all that named the one before', async () => {
    const diagnostics = create()
    await diagnostics.attach({ client_user_id: 'user-1', user_id: 'usr_9nSp2KuZ2x4JDw' })
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    await diagnostics.attach({ client_user_id: 'user-2' })
    instrument(diagnostics).onEvent('OPEN', event())
    expect((await attachedBySession(diagnostics))[SESSION]).toEqual(['user-2'])
  })

  it('of another user on the next page load does not go to the session of the one before', async () => {
    const before = create()
    instrument(before, { token: '' }).onEvent('OPEN', event({ link_session_id: OTHER }))
    await before.attach({ client_user_id: 'user-1' })
    before.close()
    const diagnostics = create()
    await diagnostics.attach({ client_user_id: 'user-2' })
    instrument(diagnostics, { token: '' }).onEvent('OPEN', event())
    expect(await attachedBySession(diagnostics)).toEqual({ [OTHER]: ['user-1'], [SESSION]: ['user-2'] })
  })

  it('goes to all sessions of a handler that is opened again without an open() that is seen', async () => {
    const diagnostics = create()
    await diagnostics.attach({ client_user_id: 'user-1' })
    const { onEvent, onExit } = instrument(diagnostics)
    for (const link_session_id of [OTHER, SESSION]) {
      onEvent('OPEN', { link_session_id })
      onExit(null, { link_session_id })
    }
    for (const { identifiers } of (await diagnostics.report()).sessions) {
      expect(identifiers.filter(({ key }) => key === 'client_user_id')).toEqual([
        { key: 'client_user_id', value: 'user-1' },
      ])
    }
  })

  it('on every page load is kept once', async () => {
    const before = create()
    instrument(before, { token: '' }).onEvent('OPEN', event())
    await before.flush()
    before.close()
    for (let load = 0; load < 3; load++) {
      const diagnostics = create()
      await diagnostics.attach({ client_user_id: 'user-1' })
      diagnostics.close()
    }
    const entries = entriesOf(await create().report())
    expect(entries.filter(({ type }) => type === 'attached')).toHaveLength(1)
  })

  it('to another session than the newest carries nothing to later sessions', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: OTHER }))
    await diagnostics.attach({ client_user_id: 'user-2' }, { linkSessionId: OTHER })
    await diagnostics.attach({ client_user_id: 'user-1' }, { linkSessionId: 'of-last-week' })
    instrument(diagnostics).onEvent('OPEN', event())
    expect((await attachedBySession(diagnostics))[SESSION]).toEqual(['user-2'])
  })

  it('twice is kept once', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event())
    await diagnostics.attach({ item_id: ITEM })
    await diagnostics.attach({ item_id: ITEM, items: [{ item_id: ITEM }] })
    const entries = entriesOf(await diagnostics.report())
    expect(entries.filter(({ type }) => type === 'attached')).toHaveLength(1)
    for (let times = 0; times < 2; times++) await diagnostics.attach({ item_id: ITEM }, { linkSessionId: OTHER })
    const { sessions } = await diagnostics.report()
    expect(sessions.find(({ linkSessionId }) => linkSessionId === OTHER)?.entries).toHaveLength(1)
  })

  it('of very many identifiers keeps every entry within 2 kB', async () => {
    const diagnostics = create()
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: 'x'.repeat(128) }))
    const ids = Array.from({ length: 100 }, (_, index) => `${index}-${'x'.repeat(124)}`)
    await diagnostics.attach({ credit_dashboard_user_id: ids })
    instrument(diagnostics).onEvent('OPEN', event({ link_session_id: 'y'.repeat(128) }))
    await diagnostics.flush()
    const entries = await readEntries()
    const given = entries.filter(({ linkSessionId }) => linkSessionId?.startsWith('x'))
    expect(given.flatMap(({ identifiers }) => identifiers ?? [])).toHaveLength(100)
    for (const entry of entries) {
      expect(new TextEncoder().encode(JSON.stringify(entry)).length).toBeLessThanOrEqual(2048)
    }
  })

  it('never rejects, whatever it is given, and keeps nothing of it', async () => {
    const diagnostics = create()
    instrument(diagnostics, { token: '' }).onEvent('OPEN', event())
    await diagnostics.flush()
    const { recorded } = diagnostics.store.getState()
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    const hostile = {
      get item_id(): string {
        throw new Error('no')
      },
    }
    const throwing = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('no')
        },
      },
    )
    const inputs = [undefined, null, 7, 'text', Symbol('x'), () => {}, revoked.proxy, cyclic, hostile, throwing, [[[]]]]
    for (const input of inputs) await expect(diagnostics.attach(input)).resolves.toBeUndefined()
    const unreadable = {
      get linkSessionId(): string {
        throw new Error('no')
      },
    }
    for (const to of [unreadable, revoked.proxy, { linkSessionId: Symbol('x') }]) {
      await expect(diagnostics.attach({ item_id: ITEM }, to as { linkSessionId: string })).resolves.toBeUndefined()
    }
    expect(diagnostics.store.getState().recorded).toBe(recorded)
    for (const to of [null, 7, 'text']) {
      await expect(diagnostics.attach({ item_id: ITEM }, to as unknown as undefined)).resolves.toBeUndefined()
    }
    expect(diagnostics.store.getState().recorded).toBe(recorded + 1)
  })
})
