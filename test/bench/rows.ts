import type { Engine } from '../browsers/harness/engines.ts'
import type { Comparison, Side } from './compare.ts'

/** What is measured together: a row for each figure that its samples give. */
export interface Measurement extends Comparison {
  /** For `--only`. */
  group: string
  engines: readonly Engine[]
  rounds: number
  /** Rounds that do not count, in which code is compiled and databases are opened. */
  warmUp?: number
  rows: Row[]
}

export interface Row {
  what: string
  yardstick: string
  unit: string
  target?: Target
}

/** Of the ratio, or of our own figure; where engines are named, of theirs only. */
export interface Target {
  atMost: number
  of: 'ratio' | 'ours'
  engines?: readonly Engine[]
}

const chromium = ['chromium'] as const
const all = ['chromium', 'firefox', 'webkit'] as const

/** For a smoke run all is small, and without targets. */
export function makeMeasurements(isSmoke: boolean): Measurement[] {
  const measurements = makeAll(isSmoke)
  if (isSmoke) for (const { rows } of measurements) for (const row of rows) delete row.target
  return measurements
}

function makeAll(isSmoke: boolean): Measurement[] {
  return [
    {
      group: 'capture',
      engines: chromium,
      rounds: 60,
      warmUp: 10,
      ours: { page: 'capture', sample: 'burst' },
      yardstick: { page: 'capture', sample: 'cloneInBurst' },
      rows: [
        {
          what: "our onEvent beyond the app's own, 120 calls in a row, a call",
          yardstick: 'structuredClone(metadata)',
          unit: 'µs',
          target: { atMost: 1, of: 'ratio' },
        },
      ],
    },
    {
      group: 'capture',
      engines: chromium,
      rounds: 20,
      warmUp: 2,
      ours: { page: 'capture', sample: 'gaps' },
      yardstick: { page: 'capture', sample: 'cloneWithGaps' },
      rows: [
        {
          what: 'the same, each call after 25 ms',
          yardstick: 'structuredClone(metadata)',
          unit: 'µs',
          target: { atMost: 1, of: 'ratio' },
        },
      ],
    },
    {
      group: 'burst',
      engines: all,
      rounds: 60,
      warmUp: 3,
      ours: burst(),
      yardstick: { page: 'burst', sample: 'puts' },
      rows: [
        {
          what: '60 events in one task, until all are durable',
          yardstick: 'a bare transaction with 60 puts',
          unit: 'ms',
          target: { atMost: 1.25, of: 'ratio', engines: chromium },
        },
      ],
    },
    {
      group: 'retained',
      engines: chromium,
      rounds: 40,
      warmUp: 3,
      ours: burst({ kept: isSmoke ? 500 : 5_000 }),
      yardstick: burst(),
      rows: [
        {
          what: 'the same with 5,000 entries in the database',
          yardstick: 'with none',
          unit: 'ms',
          target: { atMost: 1.2, of: 'ratio' },
        },
      ],
    },
    ...[100, 1_000, 10_000].map((recorded) => growth(isSmoke ? recorded / 100 : recorded)),
  ]

  function burst(after: { kept?: number; recorded?: number } = {}): Side {
    return { page: 'burst', sample: 'ours', args: [after] }
  }

  function growth(recorded: number): Measurement {
    const after = `60 events after ${inWords(recorded)}`
    return {
      group: 'growth',
      engines: chromium,
      rounds: 12,
      warmUp: 1,
      ours: burst({ recorded }),
      yardstick: burst({ recorded: 10 }),
      rows: [`${after}, until all are durable`, `${after}, inside onEvent`].map((what) => ({
        what,
        yardstick: 'after 10',
        unit: 'ms',
      })),
    }
  }
}

function inWords(count: number): string {
  return count.toLocaleString('en')
}
