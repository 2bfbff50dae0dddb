import type { Browser, Engine, Tab } from '../browsers/harness/engines.ts'
import { ask, type Comparison, type Side } from './compare.ts'

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
  const many = isSmoke ? 3_000 : 100_000
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
          target: { atMost: 0.8, of: 'ratio' },
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
      // Both with cold caches, so without a target: what comes before counts for more than what is done.
      rows: [{ what: 'the same, each call after 25 ms', yardstick: 'structuredClone(metadata)', unit: 'µs' }],
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
          target: { atMost: 1.15, of: 'ratio', engines: chromium },
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
    ...['persist', 'update'].flatMap((peer) => [
      // As Plaid delivers them. The other two are to be told too, but a transaction alone is a tenth of a blob.
      peers('60 events in one task, until all are durable, an event', 'burst', peer, { atMost: 0.1, of: 'ratio' }),
      peers('one event a task, until all 20 are durable, an event', 'stream', peer),
      peers('one event a task, each durable before the next, an event', 'oneByOne', peer),
    ]),
    peers('our onEvent, in device mode, a call', 'call', 'sentry'),
    {
      group: 'react',
      engines: chromium,
      rounds: 5,
      ours: { page: 'react', sample: 'play', args: ['ours'], isFresh: true },
      yardstick: { page: 'react', sample: 'play', args: ['bare'], isFresh: true },
      rows: ["commits of the app's component", 'handlers created'].map((what) => ({
        what,
        yardstick: 'bare react-plaid-link',
        unit: '',
        target: { atMost: 1, of: 'ratio' },
      })),
    },
    {
      group: 'reads',
      engines: chromium,
      rounds: 3,
      ours: { page: 'reads', sample: 'start', args: ['ours'], prepare: ['ours'], isFresh: true },
      yardstick: { page: 'reads', sample: 'start', args: ['persist'], prepare: ['persist'], isFresh: true },
      rows: [
        ['IndexedDB reads from mount to the first settled write', ''],
        ['bytes that they bring', 'B'],
      ].map(([what = '', unit = '']) => ({
        what,
        yardstick: peerNames['persist'] ?? '',
        unit,
        target: { atMost: 0, of: 'ours' },
      })),
    },
    {
      group: 'copy',
      engines: all,
      rounds: 40,
      warmUp: 3,
      // In one page: the recorder reads what is kept whenever its window gets the focus.
      ours: { page: 'copy', sample: 'pressed', prepare: [20, 60], press: '#ours' },
      yardstick: { page: 'copy', sample: 'pressed', press: '#bare', isBeside: true },
      verify: pasteOnce,
      rows: [
        {
          what: 'press to text on the clipboard, 20 x 60 entries kept',
          yardstick: 'writeText of such a text',
          unit: 'ms',
          target: { atMost: 30, of: 'ours' },
        },
      ],
    },
    report(isSmoke ? 6 : 60, 20),
    report(isSmoke ? 25 : 250, 10),
    explained(isSmoke ? 200 : 2_500),
    memory(`heap after ${inWords(many)} events`, 'without a recorder', ['bare', many]),
    memory('the same', `after ${inWords(many / 10)} events`, ['ours', many / 10], { atMost: 1.1, of: 'ratio' }),
    ...[100, 1_000, 10_000].map((recorded) => growth(isSmoke ? recorded / 100 : recorded)),
  ]

  function burst(after: { kept?: number; recorded?: number } = {}): Side {
    return { page: 'burst', sample: 'ours', args: [after] }
  }

  function peers(what: string, sample: string, peer: string, target?: Target): Measurement {
    const isCall = sample === 'call'
    return {
      group: 'peers',
      engines: chromium,
      rounds: isCall ? 60 : 20,
      warmUp: 3,
      ours: { page: 'peers', sample, args: ['ours'] },
      yardstick: { page: 'peers', sample, args: [peer] },
      rows: [
        {
          what,
          yardstick: peerNames[peer] ?? '',
          unit: isCall ? 'µs' : 'ms',
          ...(target ? { target } : {}),
        },
      ],
    }
  }

  function report(entries: number, rounds: number): Measurement {
    const side = (sample: string): Side => ({ page: 'report', sample, args: [entries], prepare: [entries] })
    return {
      group: 'report',
      engines: chromium,
      rounds,
      warmUp: 3,
      ours: side('ours'),
      yardstick: side('bare'),
      rows: [
        ['report()', 'structuredClone of the same'],
        ['formatReport', 'JSON.stringify of the same'],
        ['parseReport', 'JSON.parse of the same'],
      ].map(([name, yardstick = '']) => ({ what: `${name} of 20 x ${entries} entries`, yardstick, unit: 'ms' })),
    }
  }

  /** Of a report that somebody else wrote: neither what is told nor the text may take time by the square. */
  function explained(entries: number): Measurement {
    const side = (count: number): Side => ({ page: 'explain', sample: 'told', args: [count] })
    return {
      group: 'explain',
      engines: chromium,
      rounds: 10,
      warmUp: 2,
      ours: side(entries * 2),
      yardstick: side(entries),
      rows: ['explain and format a report', 'its short form', 'read such a text, with noise'].map((what) => ({
        what: `${what}, of ${inWords(entries * 2)} entries`,
        yardstick: 'of half as many',
        unit: 'ms',
        target: { atMost: 2.5, of: 'ratio' },
      })),
    }
  }

  function memory(what: string, yardstick: string, args: unknown[], target?: Target): Measurement {
    const side = { page: 'memory', sample: 'held', isFresh: true }
    return {
      group: 'memory',
      engines: chromium,
      rounds: 3,
      ours: { ...side, args: ['ours', many] },
      yardstick: { ...side, args },
      rows: [{ what, yardstick, unit: 'MB', ...(target ? { target } : {}) }],
    }
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

const peerNames: Record<string, string> = {
  persist: 'zustand persist over idb-keyval',
  update: 'one blob by idb-keyval update',
  sentry: 'Sentry addBreadcrumb, memory only',
}

/** Whether a page says that it has copied proves nothing. */
async function pasteOnce(tab: Tab, { clipboard }: Browser): Promise<void> {
  await clipboard.write('what was copied before')
  await tab.click('#ours')
  await ask(tab, 'pressed')
  const [isCopied] = await ask(tab, 'isCopied', [await clipboard.read()])
  if (!isCopied) throw new Error('a paste does not bring what was copied')
}

function inWords(count: number): string {
  return count.toLocaleString('en')
}
