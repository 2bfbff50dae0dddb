import type { Pair } from './compare.ts'
import type { Row } from './rows.ts'

export interface Result {
  group: string
  row: Row
  engine: string
  /** Empty where it was not measured; `problem` says why. */
  pairs: Pair[]
  problem?: { kind: 'skipped' | 'failed'; reason: string }
}

export interface Figures {
  ours: number
  yardstick: number
  ratio: number
  /** Quartiles of the ratios of single rounds. */
  spread: [number, number]
}

export function toFigures(pairs: Pair[]): Figures {
  const ratios = pairs.map(({ ours, yardstick }) => (ours === yardstick ? 1 : ours / yardstick))
  return {
    ours: quantile(
      pairs.map(({ ours }) => ours),
      0.5,
    ),
    yardstick: quantile(
      pairs.map(({ yardstick }) => yardstick),
      0.5,
    ),
    ratio: quantile(ratios, 0.5),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
  }
}

/** Undefined where there is no target, or nothing was measured. */
export function isMet({ row: { target }, engine, pairs }: Result): boolean | undefined {
  if (!target || pairs.length === 0 || !(target.engines?.some((name) => name === engine) ?? true)) return undefined
  return toFigures(pairs)[target.of] <= target.atMost
}

export function printTable(results: Result[]): void {
  const head = ['row', 'what', 'engine', 'ours', 'yardstick', '', 'ratio', 'spread', 'target', '']
  const lines = [head, ...results.map(toLine)]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  for (const line of lines) {
    const cells = line.map((cell, column) => {
      const isNumber = [3, 4, 6, 7].includes(column)
      return isNumber ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)
    })
    console.log(cells.join('  ').trimEnd())
  }
}

function toLine(result: Result): string[] {
  const { group, row, engine, pairs, problem } = result
  const begin = [group, row.what, engine]
  if (problem) return [...begin, '', '', row.yardstick, '', '', '', `${problem.kind.toUpperCase()}: ${problem.reason}`]
  const { ours, yardstick, ratio, spread } = toFigures(pairs)
  const met = isMet(result)
  const { target } = row
  const aim = target?.of === 'ours' ? withUnit(target.atMost, row.unit) : `${target?.atMost} x`
  return [
    ...begin,
    withUnit(ours, row.unit),
    withUnit(yardstick, row.unit),
    row.yardstick,
    `${short(ratio)} x`,
    spread.map(short).join('-'),
    met === undefined ? '' : `at most ${aim}`,
    met === undefined ? '' : met ? 'met' : 'NOT MET',
  ]
}

function withUnit(value: number, unit: string): string {
  return `${short(value)} ${unit}`.trimEnd()
}

/** Three digits that count. */
function short(value: number): string {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : `${Number(value.toPrecision(3))}`
}

function quantile(values: number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * at
  const below = sorted[Math.floor(place)] ?? NaN
  const above = sorted[Math.ceil(place)] ?? NaN
  return below + (above - below) * (place - Math.floor(place))
}
