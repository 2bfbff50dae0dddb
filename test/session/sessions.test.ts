import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { reportCode } from '../../src/entry/key.ts'
import type { LinkSession } from '../../src/session/report.ts'
import { toSessions } from '../../src/session/sessions.ts'

vi.setConfig({ testTimeout: 30_000 })

const START = Date.parse('2026-11-22T09:00:00.000Z')
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SESSION = '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b'
const OTHER = '79e772be-547d-4c9c-8b76-4ac4ed4c441a'
const FINGERPRINT = 'sha256-3f9a1c07d2e4b658'

type Fields = Partial<DiagnosticEntry>

/** A page load that records one thing after the other, a second apart unless told. */
function createPage(page = 'page1', start = START) {
  let sequence = 0
  let clock = start
  const entries: DiagnosticEntry[] = []
  function add(type: DiagnosticEntry['type'], fields: Fields = {}): DiagnosticEntry {
    const attemptId = fields.attemptId ?? 'attempt1'
    const entry = { type, at: clock, page, sequence: sequence++, code: reportCode(attemptId), ...fields, attemptId }
    clock = entry.at + SECOND
    entries.push(entry)
    return entry
  }
  return {
    entries,
    add,
    open: (fields?: Fields) => add('open', { ready: true, ...fields }),
    event: (eventName: string, fields?: Fields) => add('onEvent', { eventName, linkSessionId: SESSION, ...fields }),
    wait: (ms: number) => void (clock += ms),
    get now() {
      return clock
    },
  }
}

function only(entries: DiagnosticEntry[], now = START + MINUTE): LinkSession {
  const sessions = toSessions(entries, now)
  expect(sessions).toHaveLength(1)
  return sessions[0] as LinkSession
}

/** An ISO time so many milliseconds after the start. */
function iso(ms: number): string {
  return new Date(START + ms).toISOString()
}

describe('outcome', () => {
  type Page = ReturnType<typeof createPage>
  const rows: [outcome: LinkSession['outcome'], when: string, play: (page: Page) => void, later?: number][] = [
    ['succeeded', 'onSuccess', (page) => [page.open(), page.event('OPEN'), page.add('onSuccess')]],
    ['succeeded', 'onSuccess with empty metadata, of a handler never opened', (page) => page.add('onSuccess')],
    ['succeeded', 'HANDOFF alone', (page) => [page.open(), page.event('OPEN'), page.event('HANDOFF')]],
    [
      'succeeded',
      'a later onExit without an error',
      (page) => [page.event('OPEN'), page.add('onSuccess'), page.add('onExit', { exitStatus: 'requires_credentials' })],
    ],
    ['succeeded', 'onExit first, onSuccess and HANDOFF late', (page) => [page.add('onExit'), page.event('HANDOFF')]],
    ['succeeded', 'an ERROR on the way', (page) => [page.event('ERROR'), page.add('onSuccess')]],
    [
      'succeeded',
      'the page left afterwards',
      (page) => [page.event('OPEN'), page.event('HANDOFF'), page.add('pageLeft')],
    ],

    ['failed', 'onExit with an error code', (page) => [page.event('OPEN'), page.add('onExit', { errorCode: 'X' })]],
    [
      'failed',
      'onExit with an error type only',
      (page) => [page.event('OPEN'), page.add('onExit', { errorType: 'X' })],
    ],
    [
      'failed',
      'onExit with a message only',
      (page) => [page.event('OPEN'), page.add('onExit', { errorMessage: 'no' })],
    ],
    ['failed', 'onExit with a text for the user only', (page) => page.add('onExit', { displayMessage: 'no' })],
    ['failed', 'onExit with a request_id in its error only', (page) => page.add('onExit', { errorRequestId: 'r' })],
    ['failed', 'onExit with a thrown Error', (page) => page.add('onExit', { errorName: 'TypeError' })],
    [
      'failed',
      'EXIT with an error, then onExit without',
      (page) => [page.event('EXIT', { errorCode: 'X' }), page.add('onExit')],
    ],
    [
      'failed',
      'closed without an error right after an ERROR, views apart',
      (page) => [
        page.event('OPEN'),
        page.event('ERROR', { errorCode: 'X' }),
        page.event('TRANSITION_VIEW'),
        page.event('EXIT'),
        page.add('onExit'),
      ],
    ],
    [
      'failed',
      'an error from Link that could not begin',
      (page) => [page.open(), page.add('onExit', { errorCode: 'INVALID_LINK_TOKEN' })],
    ],

    ['exited', 'onExit without an error', (page) => [page.open(), page.event('OPEN'), page.add('onExit')]],
    ['exited', 'EXIT alone', (page) => [page.event('OPEN'), page.event('EXIT')]],
    [
      'exited',
      'the person went on after an ERROR, and then closed',
      (page) => [page.event('OPEN'), page.event('ERROR'), page.event('SELECT_INSTITUTION'), page.add('onExit')],
    ],
    ['exited', 'onExit with nothing that can be read', (page) => page.add('onExit', { unreadable: true })],
    [
      'exited',
      'an app that closes it again after its end',
      (page) => [page.event('OPEN'), page.event('EXIT'), page.add('onExit')],
    ],

    ['superseded', 'the token changed', (page) => [page.open(), page.event('OPEN'), page.add('tokenChanged')]],
    ['superseded', 'the component unmounted', (page) => [page.open(), page.event('OPEN'), page.add('unmounted')]],
    [
      'superseded',
      'a forced exit, and the onExit that it brings',
      (page) => [page.event('OPEN'), page.add('exit'), page.add('onExit')],
    ],

    ['abandoned', 'the page left while it was open', (page) => [page.open(), page.event('OPEN'), page.add('pageLeft')]],
    [
      'abandoned',
      'left, and identifiers attached later',
      (page) => [page.event('OPEN'), page.add('pageLeft'), page.add('attached')],
    ],
    ['abandoned', 'no sign for more than 4 hours', (page) => [page.open(), page.event('OPEN')], 4 * HOUR + MINUTE],
    [
      'abandoned',
      'no sign for more than 4 hours but for identifiers attached',
      (page) => [page.event('OPEN'), page.wait(5 * HOUR), page.add('attached')],
      5 * HOUR,
    ],

    ['in-progress', 'opened, page alive', (page) => [page.open(), page.event('OPEN')]],
    ['in-progress', 'open() called of a Link that is ready', (page) => page.open()],
    ['in-progress', 'no sign for less than 4 hours', (page) => [page.open(), page.event('OPEN')], 3 * HOUR],
    ['in-progress', 'an unknown event', (page) => page.event('SOMETHING_NEW')],
    ['in-progress', 'an event whose name could not be read', (page) => page.add('onEvent', { unreadable: true })],
    [
      'in-progress',
      'the page left and come back to',
      (page) => [page.event('OPEN'), page.add('pageLeft'), page.event('OPEN')],
    ],
    [
      'in-progress',
      'opened again after its end',
      (page) => [page.open(), page.event('OPEN'), page.add('onExit'), page.open(), page.event('OPEN')],
    ],
    ['in-progress', 'LAYER_READY, then open()', (page) => [page.event('LAYER_READY'), page.open()]],

    ['never-opened', 'the script failed to load', (page) => page.add('scriptFailed')],
    [
      'never-opened',
      'the script failed, and open() was called of what is not ready',
      (page) => [page.add('scriptFailed'), page.open({ ready: false })],
    ],
    ['never-opened', 'blocked by the CSP of the page', (page) => page.add('cspBlocked')],
    ['never-opened', 'never ready', (page) => page.add('notReady')],
    ['never-opened', 'open() without a token', (page) => page.open({ noToken: true })],
    ['never-opened', 'LAYER_NOT_AVAILABLE alone', (page) => page.event('LAYER_NOT_AVAILABLE')],
    [
      'never-opened',
      'both of Layer ways closed',
      (page) => [page.event('LAYER_NOT_AVAILABLE'), page.event('LAYER_AUTOFILL_NOT_AVAILABLE')],
    ],
    ['never-opened', 'nothing but identifiers attached', (page) => page.add('attached'), 5 * HOUR],
    [
      'never-opened',
      'the page left before it was ready',
      (page) => [page.open({ ready: false }), page.add('pageLeft')],
    ],
  ]

  it.each(rows)('is %s: %s', (outcome, _when, play, later = MINUTE) => {
    const page = createPage()
    play(page)
    expect(only(page.entries, START + later).outcome).toBe(outcome)
  })

  it('does not depend on the order of delivery within a burst', () => {
    const page = createPage()
    page.event('EXIT', { timestamp: iso(20_000), at: START + 21_000 })
    page.event('ERROR', { timestamp: iso(19_000), at: START + 21_000, errorCode: 'X' })
    page.event('SELECT_INSTITUTION', { timestamp: iso(10_000), at: START + 21_000 })
    page.add('onExit', { at: START + 21_000 })
    expect(only(page.entries).outcome).toBe('failed')
  })

  it('is failed where Link was opened twice, by what happened last', () => {
    const page = createPage()
    page.open()
    page.event('OPEN')
    page.add('onExit')
    page.open()
    page.event('OPEN')
    page.add('onExit', { errorCode: 'X' })
    expect(only(page.entries).outcome).toBe('failed')
  })

  it('is of the second run where the first was closed by the app', () => {
    const page = createPage()
    page.open()
    page.event('OPEN')
    page.add('exit')
    page.add('onExit')
    page.open({ attemptId: 'attempt2' })
    page.event('OPEN', { attemptId: 'attempt2' })
    page.add('onExit', { attemptId: 'attempt2' })
    expect(only(page.entries).outcome).toBe('exited')
  })

  it('says when it ended, and null while nobody knows', () => {
    const page = createPage()
    page.event('OPEN')
    expect(only(page.entries).endedAt).toBeNull()
    expect(only(page.entries, START + DAY).endedAt).toBeNull()
    const { at } = page.add('pageLeft')
    expect(only(page.entries).endedAt).toBe(new Date(at).toISOString())
    page.event('EXIT', { timestamp: iso(30_000), at: START + 31_000 })
    const exit = page.add('onExit', { at: START + 31_000 })
    expect(only(page.entries).endedAt).toBe(new Date(exit.at).toISOString())
    page.event('HANDOFF', { timestamp: iso(29_000), at: START + 31_000 })
    expect(only(page.entries).endedAt).toBe(iso(29_000))
  })
})

describe('a page that was left', () => {
  it('reads abandoned on the next load', () => {
    const first = createPage('first')
    first.open()
    first.event('OPEN')
    first.add('pageLeft')
    const next = createPage('next', START + MINUTE)
    next.open({ attemptId: 'attempt2' })
    next.event('OPEN', { attemptId: 'attempt2', linkSessionId: OTHER })
    const sessions = toSessions([...first.entries, ...next.entries], START + 2 * MINUTE)
    expect(sessions.map(({ linkSessionId, outcome }) => [linkSessionId, outcome])).toEqual([
      [OTHER, 'in-progress'],
      [SESSION, 'abandoned'],
    ])
  })

  it('reads abandoned where Plaid is ahead of this device by a second', () => {
    const page = createPage()
    page.event('OPEN', { timestamp: iso(1500) })
    page.add('pageLeft', { at: START + 100 })
    expect(only(page.entries).outcome).toBe('abandoned')
  })

  it('into the back/forward cache reads abandoned elsewhere, and in-progress to the page that is back', () => {
    const page = createPage('cached')
    page.event('OPEN')
    page.add('pageCached')
    const outcome = (alivePage?: string): unknown => toSessions(page.entries, page.now, alivePage)[0]?.outcome
    expect([outcome(), outcome('other'), outcome('cached')]).toEqual(['abandoned', 'abandoned', 'in-progress'])
    page.add('pageReturned')
    expect([outcome(), outcome('other'), outcome('cached')]).toEqual(['in-progress', 'in-progress', 'in-progress'])
  })

  it('reads in-progress where another tab still has the same session', () => {
    const left = createPage('left')
    left.event('OPEN')
    left.add('pageLeft')
    const alive = createPage('alive', START + MINUTE)
    alive.event('TRANSITION_VIEW', { attemptId: 'attempt2' })
    expect(only([...left.entries, ...alive.entries], START + 2 * MINUTE).outcome).toBe('in-progress')
  })
})

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
    ['has another link_session_id', OTHER],
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
    after.event('OPEN', { attemptId, linkSessionId: OTHER })
    after.add('linkToken', { attemptId, oauthReturn: true, linkTokenFingerprint: FINGERPRINT })
    expect(only([...before, ...after.entries], after.now).code).toBe(reportCode(SESSION))
  })

  it('are abandoned where the page was left again', () => {
    const after = comeBack(OTHER)
    after.add('pageLeft', { attemptId: 'attempt2' })
    expect(only([...leave().entries, ...after.entries], after.now).outcome).toBe('abandoned')
  })

  it('are one session with a third, where the page of the return was reloaded', () => {
    const after = comeBack(OTHER)
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
    const after = comeBack(OTHER, fields)
    const sessions = toSessions([...leave().entries, ...after.entries], after.now)
    expect(sessions.map(({ linkSessionId, outcome }) => [linkSessionId, outcome])).toEqual([
      [OTHER, 'in-progress'],
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
    const after = comeBack(OTHER)
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

  it('is by sequence where the clock of this device was set back in the middle', () => {
    const page = createPage()
    page.open()
    page.event('OPEN', { timestamp: iso(1000) })
    page.add('offline', { at: START - HOUR })
    page.event('EXIT', { timestamp: iso(6000), at: START - HOUR + 5000 })
    page.add('onExit', { at: START - HOUR + 5001 })
    const session = only(page.entries)
    expect(names(session)).toEqual(['open', 'OPEN', 'offline', 'EXIT', 'onExit'])
    expect(session.startedAt).toBe(iso(0))
    expect(session.outcome).toBe('exited')
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
    after.event('OPEN', { attemptId: 'attempt2', linkSessionId: OTHER })
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

describe('whatever is recorded', () => {
  const types: DiagnosticEntry['type'][] = [
    ...(['open', 'onEvent', 'onEvent', 'onSuccess', 'onExit', 'linkToken', 'pageLeft', 'attached'] as const),
    ...(['scriptFailed', 'unmounted', 'tokenChanged', 'exit', 'offline', 'callbackThrew'] as const),
  ]
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 })
  const entries = fc
    .array(
      fc.record({
        type: fc.constantFrom(...types),
        at: fc.integer({ min: START - DAY, max: START + 3 * DAY }),
        page: fc.constantFrom('p1', 'p2', 'p3'),
        attemptId: fc.constantFrom('a1', 'a2', 'a3', 'a4'),
        linkSessionId: optional(fc.constantFrom('s1', 's2', 's3')),
        timestamp: optional(fc.integer({ min: -HOUR, max: HOUR }).map(iso)),
        eventName: optional(fc.constantFrom('OPEN', 'ERROR', 'EXIT', 'HANDOFF', 'LAYER_NOT_AVAILABLE', 'NEW')),
        linkTokenFingerprint: optional(fc.constantFrom('f1', 'f2')),
        oauthReturn: optional(fc.constant(true)),
        errorCode: optional(fc.constant('X')),
      }),
      { maxLength: 25 },
    )
    .map((all) =>
      all.map((fields, sequence) => {
        const known = Object.entries({ ...fields, sequence, code: '' }).filter(([, value]) => value !== undefined)
        return Object.fromEntries(known) as unknown as DiagnosticEntry
      }),
    )

  it('any shuffle of the same entries gives the same sessions', () => {
    fc.assert(
      fc.property(
        entries.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(toSessions(shuffled, START + DAY)).toEqual(toSessions(all, START + DAY))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('every entry is in exactly one session, twins counted, in the order of its times', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const sessions = toSessions(all, START + DAY)
        const kept = sessions.flatMap((session) => session.entries)
        expect(kept.reduce((count, { times = 1 }) => count + times, 0)).toBe(all.length)
        for (const session of sessions) {
          const times = session.entries.flatMap(({ timestamp }) => timestamp ?? [])
          expect(times).toEqual(times.toSorted())
          expect(Date.parse(session.startedAt)).not.toBeNaN()
          expect(session.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
        }
      }),
      { numRuns: 500 },
    )
  })
})
