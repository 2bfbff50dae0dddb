import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS, toLimits } from '../../src/storage/limits.ts'

describe('the limits of an app', () => {
  it('are 20 sessions, 500 entries of each, 14 days, and 5,000 entries in all, where it says nothing', () => {
    expect(toLimits({})).toEqual({ sessions: 20, entriesPerSession: 500, days: 14, total: 5000 })
    expect(toLimits({ sessions: undefined as never, days: undefined as never })).toEqual(DEFAULT_LIMITS)
  })

  it.each([
    [{ days: 3 }, { ...DEFAULT_LIMITS, days: 3 }],
    [{ sessions: 5 }, { ...DEFAULT_LIMITS, sessions: 5 }],
    [{ entriesPerSession: 50 }, { ...DEFAULT_LIMITS, entriesPerSession: 50 }],
    [{ sessions: 0 }, { ...DEFAULT_LIMITS, sessions: 0 }],
    [{ sessions: 100 }, { ...DEFAULT_LIMITS, sessions: 100, total: 50_000 }],
    [{ entriesPerSession: 1000 }, { ...DEFAULT_LIMITS, entriesPerSession: 1000, total: 20_000 }],
    [
      { sessions: 2, entriesPerSession: 2501 },
      { ...DEFAULT_LIMITS, sessions: 2, entriesPerSession: 2501, total: 5002 },
    ],
    [
      { sessions: 2, entriesPerSession: 2499 },
      { ...DEFAULT_LIMITS, sessions: 2, entriesPerSession: 2499, total: 5000 },
    ],
  ])('%j: the total is 5,000, unless they allow more', (given, limits) => {
    expect(toLimits(given)).toEqual(limits)
  })
})
