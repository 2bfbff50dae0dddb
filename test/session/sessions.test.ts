import { describe, expect, it } from 'vitest'
import type { DiagnosticEntry, PlaidIdentifier } from '../../src/entry/fields.ts'
import { reportCode } from '../../src/entry/key.ts'
import type { LinkSession } from '../../src/session/report.ts'
import { toSessions } from '../../src/session/sessions.ts'
import { OTHER_SESSION, SESSION } from '../support/constants.ts'
import {
  createPage,
  DAY,
  FINGERPRINT,
  HOUR,
  iso,
  MINUTE,
  only,
  SECOND,
  START,
  type Fields,
} from '../support/pageLoad.ts'

describe('twins', () => {
  it('are merged where every kept field and the timestamp are equal, and counted', () => {
    const page = createPage()
    for (let time = 0; time < 3; time++)
      page.event('OPEN', { timestamp: iso(0), requestId: 'r', attemptId: `a${time}` })
    expect(only(page.entries).entries).toMatchObject([{ eventName: 'OPEN', times: 3, sequence: 0 }])
  })

  it.each<[string, Fields]>([
    ['timestamp', { timestamp: iso(1) }],
    ['request_id', { requestId: 's' }],
    ['view', { viewName: 'ERROR' }],
    ['name', { eventName: 'ERROR' }],
  ])('are not merged with another %s', (_, fields) => {
    const page = createPage()
    page.event('OPEN', { timestamp: iso(0), requestId: 'r' })
    page.event('OPEN', { timestamp: iso(0), requestId: 'r', ...fields })
    const { entries } = only(page.entries)
    expect(entries).toHaveLength(2)
    expect(entries.every(({ times }) => times === undefined)).toBe(true)
  })

  it('without a timestamp are merged within the same moment only', () => {
    const page = createPage()
    page.event('OPEN')
    page.add('onExit', { at: START + MINUTE })
    page.add('onExit', { at: START + MINUTE + 20 })
    page.add('onExit', { at: START + 2 * MINUTE })
    expect(only(page.entries, page.now).entries.map(({ type, times }) => [type, times])).toEqual([
      ['onEvent', undefined],
      ['onExit', 2],
      ['onExit', undefined],
    ])
  })

  it('without a timestamp are merged within a second, to the millisecond', () => {
    const page = createPage()
    for (const at of [0, 1000, 1001]) page.add('onSuccess', { at: START + at })
    expect(only(page.entries).entries.map(({ times }) => times)).toEqual([2, undefined])
  })

  it('are merged in whatever order their fields were written', () => {
    const page = createPage()
    page.event('OPEN', { viewName: 'A', requestId: 'r', errorCode: 'X' })
    page.event('OPEN', { errorCode: 'X', viewName: 'A', requestId: 'r' })
    page.event('OPEN', { requestId: 'r', errorCode: 'X', viewName: 'A' })
    page.event('OPEN', { viewName: 'A', errorCode: 'X', requestId: 'r' })
    const moment = page.entries.map((entry) => ({ ...entry, at: START }))
    expect(only(moment).entries).toMatchObject([{ times: 4 }])
  })

  it('are never what the app or the person did', () => {
    const page = createPage()
    page.open({ at: START })
    page.open({ at: START })
    expect(only(page.entries).entries).toHaveLength(2)
  })

  it('leave the entries that were given as they are', () => {
    const page = createPage()
    page.event('OPEN', { timestamp: iso(0) })
    page.event('OPEN', { timestamp: iso(0) })
    const before = structuredClone(page.entries)
    toSessions(page.entries.map(Object.freeze) as DiagnosticEntry[], page.now)
    expect(page.entries).toEqual(before)
  })
})

describe('order', () => {
  const names = (session: LinkSession): unknown[] => session.entries.map(({ eventName, type }) => eventName ?? type)

  it('is by the timestamp of Plaid, and by arrival where that is the same', () => {
    const page = createPage()
    page.event('B', { timestamp: iso(2000), at: START + 9000 })
    page.event('C', { timestamp: iso(2000), at: START + 9000 })
    page.event('A', { timestamp: iso(1000), at: START + 9000 })
    page.add('onExit', { at: START + 9000 })
    expect(names(only(page.entries))).toEqual(['A', 'B', 'C', 'onExit'])
  })

  it('is by page and sequence where two tabs record in the same millisecond', () => {
    const one = createPage('p1')
    const two = createPage('p2')
    for (const page of [two, one]) {
      page.event(`${page === one ? 1 : 2}a`, { at: START })
      page.event(`${page === one ? 1 : 2}b`, { at: START })
    }
    expect(names(only([...two.entries, ...one.entries]))).toEqual(['1a', '1b', '2a', '2b'])
  })

  it.each([
    ['an hour ahead', HOUR],
    ['30 seconds ahead', 30 * SECOND],
    ['an hour behind', -HOUR],
    ['years behind', -3000 * DAY],
  ])('holds where the clock of this device is %s of the one of Plaid', (_, skew) => {
    const page = createPage('page1', START + skew)
    page.open()
    page.event('OPEN', { timestamp: iso(1000), at: START + skew + 1050 })
    page.event('ERROR', { timestamp: iso(20_000), at: START + skew + 30_020 })
    page.event('EXIT', { timestamp: iso(30_000), at: START + skew + 30_020 })
    page.add('onExit', { at: START + skew + 30_030 })
    page.open({ at: START + skew + 60_000 })
    page.event('OPEN', { timestamp: iso(60_100), at: START + skew + 60_200 })
    page.event('ERROR', { timestamp: iso(65_000), at: START + skew + 70_020 })
    page.event('EXIT', { timestamp: iso(70_000), at: START + skew + 70_020 })
    page.add('onExit', { at: START + skew + 70_030 })
    const session = only(page.entries, START + skew + 2 * MINUTE)
    const run = ['open', 'OPEN', 'ERROR', 'EXIT', 'onExit']
    expect(names(session)).toEqual([...run, ...run])
    expect(Math.abs(session.clockSkew - skew)).toBeLessThan(100)
    expect(session.outcome).toBe('failed')
    expect(session.startedAt).toBe(new Date(START + skew).toISOString())
  })

  it('takes the two clocks for one where they differ by no more than a delivery takes', () => {
    const page = createPage()
    page.event('OPEN', { timestamp: iso(0), at: START + 900 })
    expect(only(page.entries).clockSkew).toBe(0)
  })

  it.each([
    [0, -1999],
    [-2000, -2000],
    [0, 9999],
    [10_000, 10_000],
  ])('has a clock skew of %i where the shortest delay was %i ms', (skew, delay) => {
    const page = createPage()
    page.event('OPEN', { timestamp: iso(0), at: START + delay })
    expect(only(page.entries).clockSkew).toBe(skew)
  })

  it('has no clock skew where Plaid told no time', () => {
    expect(only([createPage().event('OPEN')]).clockSkew).toBe(0)
  })

  it('is by sequence where the clock of this device was set back in the middle', () => {
    const page = createPage()
    page.open()
    page.event('OPEN', { timestamp: iso(1000) })
    page.add('offline', { at: START - HOUR })
    page.event('EXIT', { timestamp: iso(6000), at: START - HOUR + 5000 })
    page.add('onExit', { at: START - HOUR + 5001 })
    for (const entries of [page.entries, page.entries.toReversed()]) {
      const session = only(entries)
      expect(names(session)).toEqual(['open', 'OPEN', 'offline', 'EXIT', 'onExit'])
      expect(session.startedAt).toBe(iso(0))
      expect(session.outcome).toBe('exited')
    }
  })

  it('of sessions is the newest first, by when anything of them was seen', () => {
    const old = createPage('old')
    old.event('OPEN', { attemptId: 'a', linkSessionId: 'old' })
    const fresh = createPage('fresh', START + HOUR)
    fresh.event('OPEN', { attemptId: 'b', linkSessionId: 'fresh' })
    old.add('attached', { attemptId: 'a', at: START + 2 * HOUR, identifiers: [] })
    const sessions = toSessions([...old.entries, ...fresh.entries], START + 3 * HOUR)
    expect(sessions.map(({ linkSessionId }) => linkSessionId)).toEqual(['fresh', 'old'])
  })

  it('has the later of two sessions of one millisecond first', () => {
    const page = createPage()
    page.event('OPEN', { linkSessionId: 'a', attemptId: 'a', at: START })
    page.event('OPEN', { linkSessionId: 'b', attemptId: 'b', at: START })
    expect(toSessions(page.entries, page.now).map(({ linkSessionId }) => linkSessionId)).toEqual(['b', 'a'])
  })

  it('has sessions last in which nobody tried to connect a bank', () => {
    const page = createPage()
    page.open({ attemptId: 'opened' })
    for (const type of ['attached', 'linkToken', 'onLoad'] as const) page.add(type, { attemptId: type })
    page.add('linkToken', { attemptId: 'opened later' })
    page.open({ attemptId: 'opened later' })
    const attempts = toSessions(page.entries, page.now).map(({ attemptId }) => attemptId)
    expect(attempts.slice(0, 2)).toEqual(['opened later', 'opened'])
    expect(attempts.slice(2).toSorted()).toEqual(['attached', 'linkToken', 'onLoad'])
  })

  it('has sessions first that are dated a day ahead, no more', () => {
    const page = createPage()
    page.event('OPEN', { linkSessionId: 'ahead', attemptId: 'a', at: START + DAY })
    page.event('OPEN', { linkSessionId: 'now', attemptId: 'b', at: START })
    const first = (now: number): unknown => toSessions(page.entries, now)[0]?.linkSessionId
    expect([first(START), first(START - 1)]).toEqual(['ahead', 'now'])
  })

  it('has sessions last that are dated more than a day ahead, and does not call them alive', () => {
    const future = createPage('future', START + 40 * DAY)
    future.event('OPEN', { attemptId: 'a', linkSessionId: 'future' })
    const page = createPage()
    page.event('OPEN', { attemptId: 'b', linkSessionId: 'now' })
    const sessions = toSessions([...future.entries, ...page.entries], page.now)
    expect(sessions.map(({ linkSessionId, outcome }) => [linkSessionId, outcome])).toEqual([
      ['now', 'in-progress'],
      ['future', 'abandoned'],
    ])
  })

  it('is by no entry twice, whichever copies come from disk, journal and memory', () => {
    const page = createPage()
    page.open()
    page.event('OPEN')
    const again = structuredClone(page.entries)
    expect(only([...again, ...page.entries, ...again]).entries).toEqual(page.entries)
  })
})

describe('the report code', () => {
  it('is of the link_session_id, whatever else is recorded', () => {
    const page = createPage()
    page.event('OPEN')
    const { code } = only(page.entries)
    expect(code).toBe(reportCode(SESSION))
    page.add('onExit')
    page.add('attached', { attemptId: 'attempt2', linkSessionId: SESSION, identifiers: [] })
    page.open({ attemptId: 'attempt3' })
    page.event('OPEN', { attemptId: 'attempt3' })
    expect(only(page.entries).code).toBe(code)
  })

  it('stays that of the first half where an OAuth return has another id', () => {
    const page = createPage()
    page.add('linkToken', { linkTokenFingerprint: FINGERPRINT })
    page.event('OPEN')
    page.add('pageLeft')
    const { code } = only(page.entries)
    const after = createPage('after', START + MINUTE)
    after.open({ attemptId: 'attempt2', oauthReturn: true, linkTokenFingerprint: FINGERPRINT })
    after.event('OPEN', { attemptId: 'attempt2', linkSessionId: OTHER_SESSION })
    expect(only([...page.entries, ...after.entries], after.now).code).toBe(code)
  })
})

describe('what is said of a session', () => {
  it('has the institution that Plaid named last', () => {
    const page = createPage()
    expect(only([page.event('OPEN')]).institution).toBeNull()
    page.event('SELECT_INSTITUTION', { institutionId: 'ins_1', institutionName: 'First' })
    page.event('SELECT_INSTITUTION', { institutionId: 'ins_2', institutionName: 'Second' })
    page.event('ERROR', { institutionId: 'ins_2' })
    expect(only(page.entries).institution).toEqual({ id: 'ins_2', name: 'Second' })
    page.event('SELECT_INSTITUTION', { institutionId: 'ins_3' })
    expect(only(page.entries).institution).toEqual({ id: 'ins_3', name: null })
  })

  it('has the institution that was connected, though another one was tried after it', () => {
    const page = createPage()
    page.event('SELECT_INSTITUTION', { institutionId: 'ins_1', institutionName: 'First' })
    page.event('HANDOFF')
    page.event('SELECT_INSTITUTION', { institutionId: 'ins_2', institutionName: 'Second' })
    page.add('onExit', { institutionId: 'ins_2' })
    expect(only(page.entries)).toMatchObject({ outcome: 'succeeded', institution: { id: 'ins_1', name: 'First' } })
  })

  it('has a name alone where that is all there is', () => {
    const page = createPage()
    page.add('onSuccess', { institutionName: 'Test Bank' })
    expect(only(page.entries).institution).toEqual({ id: null, name: 'Test Bank' })
  })

  it('says that it is update mode, or not, or that nobody said', () => {
    const mode = (isUpdateMode?: string): boolean | null =>
      only([createPage().event('OPEN', isUpdateMode ? { isUpdateMode } : {})]).updateMode
    expect([mode('true'), mode('false'), mode()]).toEqual([true, false, null])
  })

  it('has the user that was last given to its attempt, also where that is opened again', () => {
    const page = createPage()
    const given = (...identifiers: PlaidIdentifier[]): unknown => page.add('attached', { identifiers })
    given({ key: 'client_user_id', value: 'u1' }, { key: 'user_id', value: 'p1' })
    page.event('OPEN')
    given({ key: 'client_user_id', value: 'u2' }, { key: 'item_id', value: 'item' })
    page.event('OPEN', { linkSessionId: OTHER_SESSION })
    page.add('attached', { attemptId: 'attempt2', identifiers: [{ key: 'user_token', value: 'no' }] })
    const again = toSessions(page.entries, page.now).find(({ linkSessionId }) => linkSessionId === OTHER_SESSION)
    expect(again?.identifiers).toEqual([
      { key: 'link_session_id', value: OTHER_SESSION },
      { key: 'client_user_id', value: 'u2' },
      { key: 'user_id', value: 'p1' },
    ])
    given({ key: 'client_user_id', value: 'u3' })
    page.event('OPEN', { linkSessionId: SESSION, timestamp: iso(0) })
    given({ key: 'client_user_id', value: 'u4' })
    const own = toSessions(page.entries, page.now).find(({ linkSessionId }) => linkSessionId === OTHER_SESSION)
    expect(own?.identifiers.filter(({ key }) => key === 'client_user_id')).toEqual([
      { key: 'client_user_id', value: 'u3' },
    ])
  })

  it.each([
    ['idv_52xR9LKo77r1Np', true],
    ['flwses_42cF1MNo42r9Xj', true],
    ['my-idv_52xR9LKo77r1Np', false],
    [SESSION, false],
  ])('has the link_session_id %s for an identity verification, too: %s', (value, isVerification) => {
    const page = createPage()
    page.event('OPEN', { linkSessionId: value })
    expect(only(page.entries).identifiers).toEqual([
      { key: 'link_session_id', value },
      ...(isVerification ? [{ key: 'identity_verification_id', value }] : []),
    ])
  })

  it('has each account that onSuccess has named', () => {
    const page = createPage()
    page.add('onSuccess', { accountIds: ['a', 'b'] })
    expect(only(page.entries).identifiers).toEqual([
      { key: 'account_id', value: 'a' },
      { key: 'account_id', value: 'b' },
    ])
  })

  it('has each identifier once, in the order in which it was seen', () => {
    const page = createPage()
    page.event('OPEN', { requestId: 'r1' })
    page.event('ERROR', { requestId: 'r2', institutionId: 'ins_1', issueId: 'i' })
    page.event('EXIT', { requestId: 'r1' })
    page.add('onExit', { errorRequestId: 'r3', linkTokenFingerprint: FINGERPRINT })
    page.add('attached', {
      identifiers: [
        { key: 'item_id', value: 'item' },
        { key: 'request_id', value: 'r3' },
      ],
    })
    expect(only(page.entries).identifiers).toEqual([
      { key: 'link_session_id', value: SESSION },
      { key: 'request_id', value: 'r1' },
      { key: 'request_id', value: 'r2' },
      { key: 'institution_id', value: 'ins_1' },
      { key: 'issue_id', value: 'i' },
      { key: 'request_id', value: 'r3' },
      { key: 'link_token', fingerprint: FINGERPRINT },
      { key: 'item_id', value: 'item' },
    ])
  })
})
