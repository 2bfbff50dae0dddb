import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { toLane } from '../../src/viewer/lane.ts'
import { createScale, ticksOf, toRows } from '../../src/viewer/scale.ts'
import { toSpan } from '../../src/viewer/words.ts'
import { makeSession, oauthNotReturned, oauthReturned, wrongPasswordTwice } from '../support/reports.ts'

const laneOf = (session: Parameters<typeof toLane>[0] | undefined) => toLane(session as never, 'key', 'code')

describe('a session as it is drawn', () => {
  test('has each view with its duration', () => {
    const { views, from, to } = laneOf(wrongPasswordTwice.sessions[0])
    expect({ from, to }).toEqual({ from: 0, to: 52_412 })
    expect(views).toEqual([
      { name: 'CONSENT', from: 400, to: 4100 },
      { name: 'SELECT_INSTITUTION', from: 4100, to: 11_900 },
      { name: 'CREDENTIAL', from: 11_900, to: 19_143 },
      { name: 'ERROR', from: 19_143, to: 52_380 },
    ])
  })

  test('has the time at the bank as a gap', () => {
    expect(laneOf(oauthReturned.sessions[0]).gaps).toEqual([{ from: 38_204, to: 75_900, isOpen: false, what: 'page' }])
    expect(laneOf(oauthNotReturned.sessions[0]).gaps).toEqual([
      { from: 38_204, to: 38_204, isOpen: true, what: 'page' },
    ])
  })

  test("has the bank's window of a pop-up as a gap, until something follows", () => {
    const session = makeSession({
      outcome: 'failed',
      steps: [
        [400, 400, { eventName: 'OPEN' }],
        [9000, 2000, { eventName: 'OPEN_OAUTH' }],
        [9000, 8000, { eventName: 'FAIL_OAUTH' }],
      ],
    })
    expect(laneOf(session).gaps).toEqual([{ from: 2000, to: 8000, isOpen: false, what: 'bank' }])
    expect(laneOf(session).marks.map(({ kind }) => kind)).toEqual(['event', 'event', 'error'])
  })

  test('is not made longer by what was attached an hour after', () => {
    const session = makeSession({
      outcome: 'succeeded',
      steps: [
        [0, null, { type: 'open' }],
        [5000, null, { type: 'onSuccess' }],
        [3_600_000, null, { type: 'attached' }],
      ],
    })
    const lane = laneOf(session)
    expect(lane.to).toBe(5000)
    expect(lane.marks[2]?.at).toBe(3_600_000)
  })

  test('does without times that are none', () => {
    const [session] = wrongPasswordTwice.sessions
    if (!session) throw new Error('no session')
    const entries = session.entries.map((entry) => ({ ...entry, at: NaN, timestamp: 'never' }))
    const lane = toLane({ ...session, startedAt: 'never', entries }, '', '')
    expect(lane).toMatchObject({ from: 0, to: 0 })
    expect(lane.marks).toHaveLength(entries.length)
  })

  test('is the same lane as long as it is the same session', () => {
    const [session] = wrongPasswordTwice.sessions
    expect(laneOf(session)).toBe(laneOf(session))
    expect(laneOf({ ...session } as never)).not.toBe(laneOf(session))
  })
})

describe('the scale', () => {
  test('is the same for all lanes: twice the time is twice the length', () => {
    const { x } = createScale(
      [
        { from: 0, to: 10_000 },
        { from: 0, to: 60_000 },
      ],
      616,
    )
    expect(x(20_000) - x(0)).toBe(200)
    expect(x(40_000) - x(20_000)).toBe(200)
  })

  test('stays within its width whatever is asked, and has few ticks at round times', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.integer({ min: 1, max: 4000 }), fc.double(), (from, to, width, ms) => {
        const range = { from: Math.min(0, from || 0), to: Math.max(0, to || 0) }
        fc.pre(Math.abs(range.from) < 1e16 && Math.abs(range.to) < 1e16 && !Number.isNaN(ms))
        const scale = createScale([range], width)
        const x = scale.x(ms)
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(Math.max(width, 17))
        expect(ticksOf(scale).length).toBeLessThanOrEqual(width / 70 + 2)
      }),
    )
    const words = ticksOf(createScale([{ from: 0, to: 52_412 }], 800)).map(toSpan)
    expect(words).toEqual(['0 s', '5 s', '10 s', '15 s', '20 s', '25 s', '30 s', '35 s', '40 s', '45 s', '50 s'])
  })

  test('sets marks that would cover each other on rows', () => {
    expect(toRows([0, 3, 6, 20, 21], 10, 2)).toEqual([0, 1, 0, 0, 1])
  })

  test.each([
    [0, '0 s'],
    [700, '0.7 s'],
    [52_412, '52 s'],
    [60_000, '1 min'],
    [245_000, '4 min 5 s'],
    [10_920_000, '3 h 2 min'],
    [90_000_000, '1 d 1 h'],
  ])('says %d ms as %s', (ms, words) => expect(toSpan(ms)).toBe(words))
})
