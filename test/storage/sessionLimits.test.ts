import { describe, expect, it } from 'vitest'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { reportCode } from '../../src/entry/key.ts'
import { DAY_MS } from '../../src/entry/time.ts'
import type { Limits } from '../../src/storage/limits.ts'
import { countGaps, overLimits } from '../../src/storage/sessionLimits.ts'
import { entryOf, NOW } from '../support/limitedEntries.ts'

const HOUR = 3_600_000
const LIMITS: Limits = { sessions: 20, entriesPerSession: 500, days: 14, total: 5000 }

/** As many entries of a session, a second apart; the last is so many hours old. */
function session(name: string, hoursAgo: number, count: number, fields?: Partial<DiagnosticEntry>): DiagnosticEntry[] {
  const last = NOW - hoursAgo * HOUR
  return Array.from({ length: count }, (_, index) => entryOf(name, last - (count - 1 - index) * 1000, fields))
}

function gone(entries: DiagnosticEntry[], limits: Partial<Limits> = {}): [DiagnosticEntry, string][] {
  return [...overLimits(entries, { ...LIMITS, ...limits }, NOW)]
}

describe('limits', () => {
  it('leave alone what is within them', () => {
    const keys = [...session('a', 2, 500), ...session('b', 13 * 24, 20)]
    expect(gone(keys)).toEqual([])
  })

  it('days: whole sessions go whose last entry is older, by the clock of this device', () => {
    const old = session('old', 14 * 24 + 1, 3)
    const kept = session('kept', 14 * 24 - 1, 3)
    expect(gone([...old, ...kept])).toEqual(old.map((one) => [one, 'age']))
    expect(gone([...old, ...kept], { days: 7 })).toHaveLength(6)
  })

  it('days: an entry of before stays where its session went on', () => {
    const keys = [entryOf('a', NOW - 15 * DAY_MS), entryOf('a', NOW - 2 * HOUR)]
    expect(gone(keys)).toEqual([])
  })

  it('sessions: the oldest go, whole', () => {
    const all = Array.from({ length: 5 }, (_, index) => session(`s${index}`, 2 + index, 4, { type: 'open' }))
    expect(gone(all.flat(), { sessions: 3 })).toEqual(
      [...(all[3] ?? []), ...(all[4] ?? [])].map((one) => [one, 'sessions']),
    )
  })

  it('entries of a session: the oldest go, the milestones last', () => {
    const first = entryOf('a', NOW - 9 * HOUR, { type: 'open' })
    const views = session('a', 2, 10)
    const error = entryOf('a', NOW - 8 * HOUR, { eventName: 'ERROR' })
    const dropped = gone([first, error, ...views], { entriesPerSession: 5 })
    expect(dropped).toEqual(views.slice(0, 7).map((one) => [one, 'entries']))
    expect(gone([first, error, ...views], { entriesPerSession: 1 }).map(([one]) => one)).toEqual([...views, first])
  })

  it.each<[string, Partial<DiagnosticEntry>]>([
    ['OPEN', { eventName: 'OPEN' }],
    ['ERROR', { eventName: 'ERROR' }],
    ['EXIT', { eventName: 'EXIT' }],
    ['HANDOFF', { eventName: 'HANDOFF' }],
    ['success', { type: 'onSuccess' }],
    ['exit', { type: 'onExit' }],
    ['a fault', { type: 'scriptFailed' }],
    ['an attachment', { type: 'attached' }],
  ])('entries of a session: %s goes after all that is not milestone', (_, fields) => {
    const milestone = entryOf('a', NOW - 9 * HOUR, fields)
    const views = session('a', 2, 10)
    expect(gone([milestone, ...views], { entriesPerSession: 1 }).map(([one]) => one)).toEqual(views)
  })

  it('total: the oldest sessions go whole, until it is kept', () => {
    const all = [5, 4, 3, 2].map((hours) => session(`s${hours}`, hours, 10))
    const [oldest = [], older = []] = all
    expect(gone(all.flat(), { total: 25 })).toEqual([...oldest, ...older].map((one) => [one, 'total']))
  })

  it('total: the newest session is cut rather than dropped', () => {
    const keys = session('a', 2, 30)
    expect(gone(keys, { total: 20 })).toEqual(keys.slice(0, 10).map((one) => [one, 'total']))
  })

  it('a session with an entry of the last hour may be alive in another tab: only the total reaches it', () => {
    const alive = [...session('alive', 0.5, 30), entryOf('alive', NOW - 20 * DAY_MS)]
    const other = session('other', 0.9, 5)
    expect(gone([...alive, ...other], { sessions: 0, entriesPerSession: 1 })).toEqual([])
    expect(gone([...alive, ...other], { total: 10 })).toHaveLength(26)
  })

  it('an entry by a clock that was more than a day ahead counts as oldest', () => {
    const ahead = session('ahead', -30 * 24, 3)
    const kept = session('kept', 5, 3)
    expect(gone([...ahead, ...kept], { sessions: 1 })).toEqual(ahead.map((one) => [one, 'sessions']))
    expect(gone([...ahead, ...kept])).toEqual([])
    const little = session('little', -20, 3)
    expect(
      gone([...little, ...kept], { sessions: 1 }).map(([one]) => one),
      'less than a day ahead is now',
    ).toEqual(kept)
  })

  it('an attempt whose session was told later is one session', () => {
    const before = [entryOf('x', NOW - 3 * HOUR, { code: reportCode('attempt'), attemptId: 'a', type: 'open' })]
    const after = [2, 1].map(() => entryOf('x', NOW - 2 * HOUR, { attemptId: 'a' }))
    const other = session('other', 1.5, 1)
    expect(
      gone([...before, ...after, ...other], { sessions: 1 })
        .map(([one]) => one.sequence)
        .toSorted(),
    ).toEqual([...before, ...after].map(({ sequence }) => sequence))
    const all = [...before, ...after, ...other]
    for (const entries of [all, all.toReversed()]) expect(gone(entries, { sessions: 2 })).toEqual([])
  })

  it.each<[string, Partial<DiagnosticEntry>, Partial<DiagnosticEntry>]>([
    ['of its clock', {}, { at: NOW - 3 * HOUR }],
    ['of its clock, whatever its number in another page', { sequence: 9999 }, { at: NOW - 3 * HOUR }],
    ['of its numbers, in one moment', {}, {}],
  ])('an entry without an id is of the last session of its attempt by the order %s', (_, first, second) => {
    const opened = entryOf('attempt', NOW - 5 * HOUR, { attemptId: 'a' })
    const one = entryOf('s1', NOW - 4 * HOUR, { attemptId: 'a', linkSessionId: 's1', ...first })
    const two = entryOf('s2', NOW - 4 * HOUR, { attemptId: 'a', linkSessionId: 's2', ...second })
    for (const entries of [
      [opened, one, two],
      [two, one, opened],
    ]) {
      expect(gone(entries, { sessions: 1 }).map(([entry]) => entry)).toEqual([one])
    }
  })

  it('reach no further than they say', () => {
    const ofAnHour = session('a', 1, 3)
    expect(gone(ofAnHour, { sessions: 0 })).toHaveLength(3)
    expect(gone(session('b', 14 * 24, 3))).toEqual([])
    expect(gone(session('c', 2, 3), { total: 3, entriesPerSession: 3, sessions: 1 })).toEqual([])
    expect(gone([...session('c', 2, 3), ...session('f', 3, 2)], { total: 5 })).toEqual([])
    const ofADayAhead = session('d', -24, 1)
    expect(gone([...ofADayAhead, ...session('e', 2, 1)], { total: 1 }).map(([one]) => one)).not.toEqual(ofADayAhead)
  })

  it('take what is of one moment, or dated ahead, by its number, in whatever order it is given', () => {
    const moment = [0, 1, 2, 3].map(() => entryOf('a', NOW - 2 * HOUR))
    const ahead = entryOf('a', NOW + 2 * DAY_MS)
    const numbers = (entries: DiagnosticEntry[]): number[] =>
      gone(entries, { entriesPerSession: 2 }).map(([one]) => one.sequence)
    const [first, second] = moment.map(({ sequence }) => sequence)
    for (const entries of [moment, moment.toReversed()]) {
      expect(numbers(entries)).toEqual([first, second])
      expect(numbers([...entries, ahead])).toEqual([ahead.sequence, first, second])
    }
  })

  it('two attempts of one link_session_id are one session', () => {
    const keys = [entryOf('x', NOW - 3 * HOUR, { attemptId: 'a' }), entryOf('x', NOW - 2 * HOUR, { attemptId: 'b' })]
    expect(gone(keys, { sessions: 1 })).toEqual([])
    expect(gone(keys, { sessions: 0 })).toHaveLength(2)
  })
})

describe('gaps in the order of a page load', () => {
  const page = (page: string, ...sequences: number[]): DiagnosticEntry[] =>
    sequences.map((sequence) => entryOf('a', NOW, { page, sequence }))

  it.each<[string, DiagnosticEntry[], number]>([
    ['nothing', [], 0],
    ['all of it', page('one', 0, 1, 2), 0],
    ['the first went with age', page('one', 5, 6), 0],
    ['out of the midst', page('one', 0, 3, 4, 7), 4],
    ['in any order', page('one', 7, 0, 4, 3), 4],
    ['two pages', [...page('one', 0, 2), ...page('two', 1, 2, 4)], 2],
  ])('%s', (_, entries, gaps) => {
    expect(countGaps(entries)).toBe(gaps)
  })

  it('count from the first that there was, where the database was deleted', () => {
    expect(countGaps([...page('one', 5, 6), ...page('two', 0, 2)], undefined, true)).toBe(6)
  })

  it('count up to the last entry that there was', () => {
    const entries = page('one', 0, 1, 2, 3, 4, 5)
    expect(countGaps(entries, ({ sequence }) => sequence < 3)).toBe(3)
    expect(countGaps(entries, ({ sequence }) => sequence > 2)).toBe(0)
    expect(countGaps(entries, () => false)).toBe(0)
  })
})
