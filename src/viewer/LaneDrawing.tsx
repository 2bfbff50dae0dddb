import { memo } from 'react'
import type { Gap, Lane, Mark, ViewSpan } from './lane.ts'
import { plain } from './plain.ts'
import { toRows, type Scale } from './scale.ts'
import { shapes } from './shapes.ts'
import { toSeconds, toSpan } from './words.ts'

interface LaneDrawingProps {
  lane: Lane
  scale: Scale
  ticks: readonly number[]
  /** Rows for marks that are close to each other. */
  rows: number
  /** Of the mark that is shown, or -1. */
  active: number
  /** Of the mark that Tab stops at, or -1. */
  stop: number
}

/** A session from Link's opening to its end, in pixels of its own place: SVG geometry only, as a strict CSP asks. */
export const LaneDrawing = memo(function LaneDrawing({ lane, scale, ticks, rows, active, stop }: LaneDrawingProps) {
  const marks = lane.marks.slice(0, MAX_MARKS)
  const places = toRows(
    marks.map(({ at }) => scale.x(at)),
    MARK_SIZE,
    rows,
  )
  const marksHeight = rows * ROW_HEIGHT
  const height = VIEW_HEIGHT + marksHeight + 4
  return (
    <svg
      data-part="lane-drawing"
      width="100%"
      viewBox={`0 0 ${scale.width} ${height}`}
      role="group"
      aria-label={`${marks.length} entries. Move with the arrow keys.`}
    >
      {ticks.map((tick) => (
        <path key={tick} data-part="grid" d={`M${scale.x(tick)} 0V${height}`} />
      ))}
      <path data-part="length" d={`M${scale.x(lane.from)} ${VIEW_HEIGHT + 2}H${scale.x(lane.to)}`} />
      {lane.views.map((view) => (
        <ViewBar key={`${view.name} ${view.from}`} view={view} scale={scale} />
      ))}
      {lane.gaps.map((gap) => (
        <GapBar key={gap.from} gap={gap} scale={scale} height={height} />
      ))}
      {marks.map((mark, index) => (
        <path
          key={mark.index}
          data-part="mark"
          data-kind={mark.kind}
          data-lane={lane.key}
          data-mark={index}
          data-active={index === active || undefined}
          role="button"
          tabIndex={index === stop ? 0 : -1}
          aria-label={nameOf(mark)}
          d={shapes[mark.kind](scale.x(mark.at), VIEW_HEIGHT + 4 + ROW_HEIGHT * ((places[index] ?? 0) + 0.5))}
        />
      ))}
    </svg>
  )
})

const MAX_MARKS = 500
/** Pixels. */
const VIEW_HEIGHT = 20
const ROW_HEIGHT = 15
const MARK_SIZE = 11
/** Of the widest letters that the names of views have, so that no label leaves its bar. */
const LETTER_WIDTH = 7.4

function ViewBar({ view, scale }: { view: ViewSpan; scale: Scale }) {
  const x = scale.x(view.from)
  const width = Math.max(1, scale.x(view.to) - x)
  const name = plain(view.name)
  // Names differ at their beginning; less than three letters tell nothing.
  const letters = Math.floor((width - 6) / LETTER_WIDTH)
  const label = letters >= name.length ? name : letters > 3 ? `${name.slice(0, letters - 1)}…` : ''
  return (
    <g data-part="view" data-view={view.name === 'ERROR' ? 'error' : undefined}>
      <title>{`${name}, for ${toSpan(view.to - view.from)}`}</title>
      <rect x={x} y={1} width={Math.max(1, width - 1)} height={VIEW_HEIGHT - 3} rx={2} />
      {label && (
        <text x={x + 4} y={13} aria-hidden="true">
          {label}
        </text>
      )}
    </g>
  )
}

/** What is open at its end is drawn to the lane's end, and a little longer, so that it is seen. */
function GapBar({ gap, scale, height }: { gap: Gap; scale: Scale; height: number }) {
  const from = scale.x(gap.from)
  const to = gap.isOpen ? Math.min(scale.width - 1, scale.x(gap.to) + OPEN_WIDTH) : scale.x(gap.to)
  const width = Math.max(2, to - from)
  const words = wordsOf(gap)
  const label = [words, gap.isOpen ? 'no return' : toSpan(gap.to - gap.from)].find(
    (text) => text.length * LETTER_WIDTH < width - 4,
  )
  return (
    <g data-part="gap" data-open={gap.isOpen || undefined}>
      <title>{words}</title>
      <rect x={from} y={1} width={width} height={height - 2} rx={2} />
      {label && (
        <text x={from + width / 2} y={13} textAnchor="middle" aria-hidden="true">
          {label}
        </text>
      )}
    </g>
  )
}
const OPEN_WIDTH = 72

export function wordsOf({ what, isOpen, from, to }: Gap): string {
  const where = what === 'page' ? 'away from the page' : 'at the bank'
  return isOpen ? `${where}, no return seen` : `${where} for ${toSpan(to - from)}`
}

/** All that a mark has to say to who cannot see it in its place. */
function nameOf({ name, at, entry }: Mark): string {
  const { errorType, errorCode, viewName, exitStatus, institutionName } = entry
  const error = [errorType, errorCode].filter(Boolean).join(' / ')
  const more = [error, viewName && `view ${viewName}`, exitStatus, institutionName].filter(Boolean).join(', ')
  return plain(`${name} at ${toSeconds(at)}${more && `: ${more}`}`)
}
