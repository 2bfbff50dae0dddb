import { describe, expect, it } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
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
  ])('are two sessions with %s', (_, fields) => {
    const after = comeBack(OTHER_SESSION, fields)
    const sessions = toSessions([...leave().entries, ...after.entries], after.now)
    expect(sessions.map(({ linkSessionId, outcome }) => [linkSessionId, outcome])).toEqual([
      [OTHER_SESSION, 'in-progress'],
      [SESSION, 'abandoned'],
    ])
  })

  it.each<[string, DiagnosticEntry['type']]>([
    ['an exit', 'onExit'],
    ['a success', 'onSuccess'],
  ])('are not joined to a run that had come to %s', (_, type) => {
    const before = createPage('before')
    before.open()
    before.add('linkToken', { linkTokenFingerprint: FINGERPRINT })
    before.event('OPEN')
    before.add(type)
    const after = comeBack(OTHER_SESSION)
    expect(toSessions([...before.entries, ...after.entries], after.now)).toHaveLength(2)
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
