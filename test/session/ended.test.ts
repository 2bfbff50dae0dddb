import { describe, expect, it } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import type { LinkSession } from '../../src/session/report.ts'
import { toSessions } from '../../src/session/sessions.ts'
import { OTHER_SESSION, SESSION } from '../support/constants.ts'
import { createPage, DAY, HOUR, iso, MINUTE, only, SECOND, START, type PageLoad } from '../support/pageLoad.ts'

describe('when a session of several banks ended', () => {
  it.each([
    [-1, -60],
    [-60, -1],
  ])('is at the last HANDOFF, in whatever order they came: %i s, %i s', (...times) => {
    const page = createPage()
    for (const time of times) {
      page.event('HANDOFF', { timestamp: iso(time * SECOND), institutionId: `ins_${-time}` })
    }
    expect(only(page.entries, START + HOUR).endedAt).toBe(iso(-SECOND))
  })

  it.each([
    ['another bank was tried before', 'SELECT_INSTITUTION', -120, 'ins_56'],
    ['what follows names no bank', 'TRANSITION_VIEW', -30, undefined],
    ['what follows is of the same bank', 'TRANSITION_VIEW', -30, 'ins_20'],
  ] as const)('is at the HANDOFF where %s', (_, name, time, institutionId) => {
    const page = createPage()
    page.event(name, { timestamp: iso(time * SECOND), ...(institutionId && { institutionId }) })
    page.event('HANDOFF', { timestamp: iso(-60 * SECOND), institutionId: 'ins_20' })
    page.event('EXIT', { timestamp: iso(-SECOND) })
    expect(only(page.entries, START + HOUR).endedAt).toBe(iso(-60 * SECOND))
  })

  it('is as Link closes, where one more bank was begun', () => {
    const page = createPage()
    page.event('HANDOFF', { timestamp: iso(-120 * SECOND), institutionId: 'ins_20' })
    page.event('SELECT_INSTITUTION', { timestamp: iso(-90 * SECOND), institutionId: 'ins_56' })
    page.event('EXIT', { timestamp: iso(-SECOND), institutionId: 'ins_56' })
    expect(only(page.entries, START + HOUR).endedAt).toBe(iso(-SECOND))
  })

  it('is as Link closes, where a second login at that bank was begun; without an exit, at the last onSuccess', () => {
    const page = createPage()
    page.event('HANDOFF', { timestamp: iso(-120 * SECOND), institutionId: 'ins_20' })
    page.event('SUBMIT_CREDENTIALS', { timestamp: iso(-90 * SECOND), institutionId: 'ins_20' })
    const { at } = page.add('onSuccess')
    expect(only(page.entries, START + HOUR).endedAt).toBe(iso(at - START))
    page.event('EXIT', { timestamp: iso(-SECOND), institutionId: 'ins_20' })
    expect(only(page.entries, START + HOUR).endedAt).toBe(iso(-SECOND))
  })
})

describe('outcome', () => {
  const rows: [outcome: LinkSession['outcome'], when: string, play: (page: PageLoad) => void, later?: number][] = [
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

  type Type = DiagnosticEntry['type']
  it.each<[string, at: number, (page: PageLoad) => void]>([
    ['by EXIT, whatever comes after it', 1, (page) => [page.event('OPEN'), page.event('EXIT'), page.add('pageLeft')]],
    ['by onExit, where EXIT is delivered after it', 1, (page) => [page.open(), page.add('onExit'), page.event('EXIT')]],
    ['by its success, whatever comes after it', 1, (page) => [page.open(), page.add('onSuccess'), page.add('onExit')]],
    ['by its success, where it was opened again', 1, (page) => [page.open(), page.add('onSuccess'), page.open()]],
    ['by the first word of success', 1, (page) => [page.open(), page.event('HANDOFF'), page.add('onSuccess')]],
    ['by HANDOFF, where the exit came first', 2, (page) => [page.open(), page.add('onExit'), page.event('HANDOFF')]],
    ...(['tokenChanged', 'unmounted', 'exit'] as Type[]).map((type): [string, number, (page: PageLoad) => void] => [
      `by ${type}`,
      1,
      (page) => [page.open(), page.add(type), page.add('pageLeft')],
    ]),
    ['by the onExit that a forced exit brings', 2, (page) => [page.open(), page.add('exit'), page.add('onExit')]],
    ['by onExit, before it was unmounted', 1, (page) => [page.open(), page.add('onExit'), page.add('unmounted')]],
    [
      'by what ended the last run',
      4,
      (page) => [page.open(), page.add('exit'), page.add('onExit'), page.open(), page.add('tokenChanged')],
    ],
  ])('says that it was ended %s', (_, at, play) => {
    const page = createPage()
    play(page)
    expect(only(page.entries).endedAt).toBe(iso(at * SECOND))
  })

  it('is abandoned where nothing is heard for longer than a link_token lives, or from a clock that was ahead', () => {
    const { entries } = createPage()
    entries.push(createPage().event('OPEN'))
    const outcomeAt = (now: number): unknown => only(entries, now).outcome
    expect([outcomeAt(START + 4 * HOUR), outcomeAt(START + 4 * HOUR + 1)]).toEqual(['in-progress', 'abandoned'])
    expect([outcomeAt(START - DAY), outcomeAt(START - DAY - 1)]).toEqual(['in-progress', 'abandoned'])
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
    next.event('OPEN', { attemptId: 'attempt2', linkSessionId: OTHER_SESSION })
    const sessions = toSessions([...first.entries, ...next.entries], START + 2 * MINUTE)
    expect(sessions.map(({ linkSessionId, outcome }) => [linkSessionId, outcome])).toEqual([
      [OTHER_SESSION, 'in-progress'],
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
    page.add('linkToken')
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
