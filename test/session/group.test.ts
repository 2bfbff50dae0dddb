import { describe, expect, it } from 'vitest'
import type { DiagnosticEntry, PlaidIdentifier } from '../../src/entry/fields.ts'
import { reportCode } from '../../src/entry/key.ts'
import { toSessions } from '../../src/session/sessions.ts'
import { OTHER_SESSION, SESSION } from '../support/constants.ts'
import { createPage, FINGERPRINT, iso, MINUTE, only, START, type Fields } from '../support/pageLoad.ts'

describe('the two halves of an OAuth redirect', () => {
  function leave(fields: Fields = {}): ReturnType<typeof createPage> {
    const page = createPage('before')
    page.open(fields)
    page.add('linkToken', { plaidEnvironment: 'production', linkTokenFingerprint: FINGERPRINT, ...fields })
    page.event('OPEN', fields)
    page.add('pageLeft', fields)
    return page
  }

  function comeBack(linkSessionId: string | undefined, fields: Fields = {}): ReturnType<typeof createPage> {
    const page = createPage('after', START + 5 * MINUTE)
    const attemptId = 'attempt2'
    page.open({ attemptId, oauthReturn: true, ...fields })
    page.add('linkToken', { attemptId, linkTokenFingerprint: FINGERPRINT, ...fields })
    const { oauthReturn: _, linkTokenFingerprint: __, ...rest } = fields
    page.add('onEvent', { eventName: 'OPEN', attemptId, ...rest, ...(linkSessionId ? { linkSessionId } : {}) })
    return page
  }

  it('are one session where the link_session_id is the same', () => {
    const after = comeBack(SESSION, { oauthReturn: false, linkTokenFingerprint: 'sha256-0000000000000000' })
    const session = only([...leave().entries, ...after.entries], after.now)
    expect(session).toMatchObject({ linkSessionId: SESSION, outcome: 'in-progress', code: reportCode(SESSION) })
  })

  it.each([
    ['has another link_session_id', OTHER_SESSION],
    ['has none', undefined],
  ])('are one session by the link_token where the second %s', (_, id) => {
    const before = leave()
    const after = comeBack(id)
    after.add('onSuccess', { attemptId: 'attempt2' })
    const session = only([...before.entries, ...after.entries], after.now)
    expect(session.outcome).toBe('succeeded')
    expect(session.code).toBe(reportCode(SESSION))
    expect(session.plaidEnvironment).toBe('production')
    expect(session.linkTokenFingerprint).toBe(FINGERPRINT)
    expect(session.startedAt).toBe(iso(0))
    expect(session.identifiers.filter(({ key }) => key === 'link_session_id')).toEqual(
      [SESSION, ...(id ? [id] : [])].map((value) => ({ key: 'link_session_id', value })),
    )
  })

  it('are one session where neither half has a link_session_id', () => {
    const before = leave({ linkSessionId: undefined as never })
    const after = comeBack(undefined)
    const session = only([...before.entries, ...after.entries], after.now)
    expect(session).toMatchObject({ linkSessionId: null, attemptId: 'attempt1', outcome: 'in-progress' })
  })

  it('are one session where no open() was seen: Plaid.create, embedded', () => {
    const before = leave().entries.filter(({ type }) => type !== 'open')
    const after = createPage('after', START + 5 * MINUTE)
    const attemptId = 'attempt2'
    after.event('OPEN', { attemptId, linkSessionId: OTHER_SESSION })
    after.add('linkToken', { attemptId, oauthReturn: true, linkTokenFingerprint: FINGERPRINT })
    expect(only([...before, ...after.entries], after.now).code).toBe(reportCode(SESSION))
  })

  it('are abandoned where the page was left again', () => {
    const after = comeBack(OTHER_SESSION)
    after.add('pageLeft', { attemptId: 'attempt2' })
    expect(only([...leave().entries, ...after.entries], after.now).outcome).toBe('abandoned')
  })

  it('are one session with a third, where the page of the return was reloaded', () => {
    const after = comeBack(OTHER_SESSION)
    after.add('pageLeft', { attemptId: 'attempt2' })
    const again = createPage('again', START + 6 * MINUTE)
    again.open({ attemptId: 'attempt3', oauthReturn: true })
    again.add('linkToken', { attemptId: 'attempt3', linkTokenFingerprint: FINGERPRINT })
    again.add('onExit', { attemptId: 'attempt3', errorCode: 'OAUTH_STATE_ID_ALREADY_PROCESSED' })
    const session = only([...leave().entries, ...after.entries, ...again.entries], again.now)
    expect(session.outcome).toBe('failed')
  })

  it.each<[string, Fields]>([
    ['another link_token', { linkTokenFingerprint: 'sha256-0000000000000000' }],
    ['no fingerprint', { linkTokenFingerprint: undefined as never }],
    ['no return from a bank', { oauthReturn: undefined as never }],
    ['a receivedRedirectUri that the app gives always', { oauthStateInRedirectUri: false }],
  ])('are two sessions with %s', (_, fields) => {
    const after = comeBack(OTHER_SESSION, fields)
    const sessions = toSessions([...leave().entries, ...after.entries], after.now)
    expect(sessions.map(({ linkSessionId, outcome }) => [linkSessionId, outcome])).toEqual([
      [OTHER_SESSION, 'in-progress'],
      [SESSION, 'abandoned'],
    ])
  })

  it('are two sessions where nothing is known of the link_token of either', () => {
    const none = { linkTokenFingerprint: undefined as never }
    const after = comeBack(OTHER_SESSION, none)
    expect(toSessions([...leave(none).entries, ...after.entries], after.now)).toHaveLength(2)
  })

  it('are one session by the address of the page, where Link was not told of it', () => {
    const after = comeBack(OTHER_SESSION, { oauthReturn: undefined as never, oauthStateInPage: true })
    expect(only([...leave().entries, ...after.entries], after.now).outcome).toBe('in-progress')
  })

  it('are one session where all is the same', () => {
    const after = comeBack(SESSION)
    expect(only([...leave().entries, ...after.entries], after.now).outcome).toBe('in-progress')
  })

  it.each<[string, Fields]>([
    ['onExit', { type: 'onExit' }],
    ['EXIT', { type: 'onEvent', eventName: 'EXIT' }],
    ['onSuccess', { type: 'onSuccess' }],
    ['HANDOFF', { type: 'onEvent', eventName: 'HANDOFF' }],
  ])('are not joined to a run that had come to %s', (_, { type = 'onEvent', ...fields }) => {
    const before = createPage('before')
    before.open()
    before.add('linkToken', { linkTokenFingerprint: FINGERPRINT })
    before.event('OPEN')
    before.add(type, fields)
    const after = comeBack(OTHER_SESSION)
    expect(toSessions([...before.entries, ...after.entries], after.now)).toHaveLength(2)
  })
})

describe('a fault of the page', () => {
  const faults = ['scriptFailed', 'scriptThrew', 'notReady', 'cspBlocked'] as const
  const attemptsOf = (entries: DiagnosticEntry[]): string[][] =>
    toSessions(entries, START + MINUTE)
      .map((session) => [...new Set(session.entries.map(({ attemptId }) => attemptId))].toSorted())
      .toSorted()

  it.each(faults)('%s is of the attempt before it, where nothing was heard of Link', (type) => {
    const page = createPage()
    page.open({ attemptId: 'a' })
    page.add('linkToken', { attemptId: 'a' })
    page.add('offline', { attemptId: 'fault' })
    page.add(type, { attemptId: 'fault' })
    page.add('online', { attemptId: 'fault' })
    page.add('attached', { attemptId: 'fault' })
    expect(attemptsOf(page.entries)).toEqual([['a', 'fault']])
  })

  it.each(faults)('%s is of the attempt after it, where there was none before', (type) => {
    const page = createPage()
    page.add(type, { attemptId: 'fault' })
    page.add(type, { attemptId: 'fault2' })
    page.open({ attemptId: 'a' })
    page.add('pageLeft', { attemptId: 'a' })
    expect(attemptsOf(page.entries)).toEqual([['a', 'fault', 'fault2']])
  })

  it('is of the last of two attempts before it, and of the first after it', () => {
    const page = createPage()
    page.add('notReady', { attemptId: 'fault' })
    page.open({ attemptId: 'a' })
    page.open({ attemptId: 'b' })
    page.add('cspBlocked', { attemptId: 'fault2' })
    expect(attemptsOf(page.entries)).toEqual([
      ['a', 'fault'],
      ['b', 'fault2'],
    ])
  })

  it.each<[string, Fields]>([
    ['an event', { type: 'onEvent', eventName: 'OPEN', linkSessionId: SESSION }],
    ['a callback without an id', { type: 'onExit' }],
    ['an id', { type: 'attached', linkSessionId: SESSION }],
  ])('is not of an attempt of which Link has told by %s, but of the next', (_, { type = 'onEvent', ...fields }) => {
    const page = createPage()
    page.open({ attemptId: 'a' })
    page.add(type, { ...fields, attemptId: 'a' })
    page.add('scriptFailed', { attemptId: 'fault' })
    page.open({ attemptId: 'b' })
    expect(attemptsOf(page.entries)).toEqual([['a'], ['b', 'fault']])
  })

  it('is of an attempt after it that Link tells of, where no open() was seen: embedded', () => {
    const page = createPage()
    page.add('notReady', { attemptId: 'fault' })
    page.event('OPEN', { attemptId: 'a' })
    expect(attemptsOf(page.entries)).toEqual([['a', 'fault']])
  })

  it('is of no handler that was never opened', () => {
    const page = createPage()
    page.add('notReady', { attemptId: 'fault' })
    page.add('linkToken', { attemptId: 'handler' })
    page.open({ attemptId: 'a' })
    expect(attemptsOf(page.entries)).toEqual([['a', 'fault'], ['handler']])
  })

  it('is of no other page', () => {
    const page = createPage('p1')
    page.add('scriptFailed', { attemptId: 'fault' })
    const other = createPage('p2')
    other.open({ attemptId: 'a' })
    expect(attemptsOf([...page.entries, ...other.entries])).toEqual([['a'], ['fault']])
  })

  it('is one of an attempt where that has more than the fault', () => {
    const page = createPage()
    page.open({ ready: false, attemptId: 'a' })
    page.add('scriptFailed', { attemptId: 'a' })
    page.open({ attemptId: 'b' })
    expect(attemptsOf(page.entries)).toEqual([['a'], ['b']])
  })

  it('is none where the page was only offline', () => {
    const page = createPage()
    page.add('offline', { attemptId: 'offline' })
    page.open({ attemptId: 'a' })
    expect(attemptsOf(page.entries)).toEqual([['a'], ['offline']])
  })
})

describe('two attempts', () => {
  const user = (value: string, key = 'client_user_id'): PlaidIdentifier => ({ key, value })

  it.each<[count: number, who: string, before: PlaidIdentifier[], after: PlaidIdentifier[]]>([
    [1, 'of one user', [user('u1')], [user('u1')]],
    [1, 'that have one user in common', [user('u1'), user('u2')], [user('u3'), user('u1')]],
    [1, 'of which the first names nobody', [], [user('u1')]],
    [1, 'of which the second names nobody', [user('u1')], []],
    [1, 'that name other things', [user('i1', 'item_id')], [user('i2', 'item_id')]],
    [1, 'of one user, with other things', [user('u1'), user('i1', 'item_id')], [user('i2', 'item_id'), user('u1')]],
    [2, 'of two users', [user('u1')], [user('u2')]],
    [
      2,
      'of two users, with one thing in common',
      [user('u1'), user('i', 'item_id')],
      [user('i', 'item_id'), user('u2')],
    ],
  ])('are joined to %i: %s', (count, _, before, after) => {
    const page = createPage('p1')
    page.add('notReady', { attemptId: 'fault' })
    if (before.length > 0) page.add('attached', { attemptId: 'fault', identifiers: before })
    page.open({ attemptId: 'a' })
    if (after.length > 0) page.add('attached', { attemptId: 'a', identifiers: after })
    expect(toSessions(page.entries, page.now)).toHaveLength(count)

    const left = createPage('p2')
    left.open()
    left.add('linkToken', { linkTokenFingerprint: FINGERPRINT })
    left.add('attached', { identifiers: before })
    const returned = createPage('p3', START + MINUTE)
    returned.open({ attemptId: 'attempt2', oauthReturn: true, linkTokenFingerprint: FINGERPRINT })
    returned.add('attached', { attemptId: 'attempt2', identifiers: after })
    expect(toSessions([...left.entries, ...returned.entries], returned.now)).toHaveLength(count)
  })
})

describe('entries without a link_session_id', () => {
  it('belong to the id of their attempt, known before or after', () => {
    const page = createPage()
    page.open()
    page.event('OPEN')
    page.event('TRANSITION_VIEW', { linkSessionId: undefined as never })
    page.add('onExit')
    expect(only(page.entries).entries).toHaveLength(4)
  })

  it('belong to the id before them where an attempt has two', () => {
    const page = createPage()
    page.event('OPEN', { linkSessionId: 'a' })
    page.add('onExit')
    page.event('OPEN', { linkSessionId: 'b' })
    page.add('onExit', { errorCode: 'X' })
    const sessions = toSessions(page.entries, page.now)
    expect(sessions.map(({ linkSessionId, outcome }) => [linkSessionId, outcome])).toEqual([
      ['b', 'failed'],
      ['a', 'exited'],
    ])
  })

  it('are a session of their own where their attempt never got one', () => {
    const page = createPage()
    page.open({ ready: false, attemptId: 'a' })
    page.open({ ready: false, attemptId: 'b' })
    const sessions = toSessions(page.entries, page.now)
    expect(sessions.map(({ attemptId, linkSessionId, code }) => [attemptId, linkSessionId, code])).toEqual([
      ['b', null, reportCode('b')],
      ['a', null, reportCode('a')],
    ])
  })

  it('of several attempts of one id are one session, with the id of the first attempt', () => {
    const page = createPage()
    page.open({ attemptId: 'a' })
    page.event('OPEN', { attemptId: 'a' })
    page.add('onExit', { attemptId: 'a' })
    page.open({ attemptId: 'b' })
    page.event('OPEN', { attemptId: 'b' })
    expect(only(page.entries)).toMatchObject({ attemptId: 'a', linkSessionId: SESSION })
  })
})
