import { memo } from 'react'
import { toUtc } from '../entry/time.ts'
import { markKinds } from './kinds.ts'
import type { Lane } from './lane.ts'
import { wordsOf } from './LaneDrawing.tsx'
import { plain } from './plain.ts'
import type { Scale } from './scale.ts'
import { shapes } from './shapes.ts'
import { kindWords, outcomeWords, toSpan } from './words.ts'

/** Only what is drawn is explained. */
export const Legend = memo(function Legend({ lanes }: { lanes: readonly Lane[] }) {
  const drawn = new Set(lanes.flatMap(({ marks }) => marks.map(({ kind }) => kind)))
  const hasViews = lanes.some(({ views }) => views.length > 0)
  const hasGaps = lanes.some(({ gaps }) => gaps.length > 0)
  return (
    <ul data-part="legend" aria-hidden="true">
      {hasViews && (
        <li>
          <svg width="18" height="14" viewBox="0 0 18 14">
            <g data-part="view">
              <rect x="0.5" y="1.5" width="17" height="11" rx="2" />
            </g>
          </svg>
          View of Link
        </li>
      )}
      {markKinds.map((kind) =>
        drawn.has(kind) ? (
          <li key={kind}>
            <svg width="14" height="14" viewBox="0 0 14 14">
              <path data-part="mark" data-kind={kind} d={shapes[kind](7, 7)} />
            </svg>
            {kindWords[kind]}
          </li>
        ) : null,
      )}
      {hasGaps && (
        <li>
          <svg width="18" height="14" viewBox="0 0 18 14">
            <g data-part="gap">
              <rect x="1" y="1" width="16" height="12" rx="2" />
            </g>
          </svg>
          Away, or at the bank
        </li>
      )}
    </ul>
  )
})

export const Axis = memo(function Axis({ scale, ticks }: { scale: Scale; ticks: readonly number[] }) {
  return (
    <svg data-part="axis" width="100%" viewBox={`0 0 ${scale.width} 18`} aria-hidden="true">
      {ticks.map((tick) => {
        const x = scale.x(tick)
        const words = toSpan(tick)
        const half = words.length * HALF_LETTER
        return (
          <text key={tick} x={Math.max(half, Math.min(scale.width - half, x))} y={13} textAnchor="middle">
            {words}
          </text>
        )
      })}
    </svg>
  )
})

/** Pixels; words at an end of the axis stay within it. */
const HALF_LETTER = 3.2

interface LaneHeadProps {
  lane: Lane
  number: number
  isFocus: boolean
  withCode: boolean
  onZoom(): void
}

/** The words of a lane, and the button that zooms to it. */
export function LaneHead({ lane, number, isFocus, withCode, onZoom }: LaneHeadProps) {
  const { session, reportCode, from, to, gaps, isSimulated } = lane
  const bank = session.institution?.name ?? session.institution?.id
  const words = [
    toUtc(Date.parse(session.startedAt)) && `${toUtc(Date.parse(session.startedAt))} UTC`,
    to - from >= 1000 && toSpan(to - from),
    ...gaps.map(wordsOf),
    withCode && `report ${reportCode}`,
    isSimulated && 'simulated',
  ]
  return (
    <div data-part="lane-head">
      <button type="button" data-part="zoom" aria-pressed={isFocus} onClick={onZoom}>
        {number}. {bank ? `${plain(bank)}: ` : ''}
        <span data-part="outcome" data-outcome={session.outcome}>
          {outcomeWords[session.outcome] ?? plain(session.outcome)}
        </span>
      </button>
      <span data-part="note">{plain(words.filter(Boolean).join(', '))}</span>
    </div>
  )
}
