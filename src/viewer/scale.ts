/** From milliseconds to pixels: one scale for all lanes that are drawn together, so that lengths can be compared. */
export interface Scale {
  from: number
  to: number
  /** Pixels. */
  width: number
  x(ms: number): number
}

/** What is drawn at an end needs room there. */
const MARGIN = 8
const MIN_RANGE = 1000

export function createScale(ranges: readonly { from: number; to: number }[], width: number): Scale {
  let from = 0
  let to = MIN_RANGE
  for (const range of ranges) {
    from = Math.min(from, range.from)
    to = Math.max(to, range.to)
  }
  const inner = Math.max(1, width - 2 * MARGIN)
  return {
    from,
    to,
    width,
    x(ms) {
      const share = (Math.min(to, Math.max(from, ms)) - from) / (to - from)
      return Math.round((MARGIN + share * inner) * 10) / 10
    },
  }
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const STEPS = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((step) => step * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((step) => step * MINUTE),
  ...[1, 2, 3, 6, 12, 24].map((step) => step * HOUR),
]
/** Pixels that the words of a tick need. */
const TICK_WIDTH = 70

/** Where the axis has its words: at round times, as many as there is room for. */
export function ticksOf({ from, to, width }: Scale): number[] {
  const wanted = Math.max(1, Math.floor(width / TICK_WIDTH))
  const least = (to - from) / wanted
  let step = STEPS.find((step) => step >= least) ?? 24 * HOUR
  while (step < least) step *= 2
  const ticks: number[] = []
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick)
  return ticks
}

/** Marks that would cover each other are set on rows above each other; `rows` is how many there are. */
export function toRows(positions: readonly number[], size: number, rows: number): number[] {
  const last = Array.from({ length: rows }, () => -Infinity)
  return positions.map((x) => {
    let row = last.findIndex((before) => x - before >= size)
    // No room: where the neighbour is farthest away.
    if (row < 0) row = last.indexOf(Math.min(...last))
    last[row] = x
    return row
  })
}
