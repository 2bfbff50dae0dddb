import { useMemo, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react'
import { Axis, LaneHead, Legend } from './TimelineParts.tsx'
import { Details } from './Details.tsx'
import type { Lane } from './lane.ts'
import { LaneDrawing } from './LaneDrawing.tsx'
import { placeAfter, type Place } from './places.ts'
import { createScale, ticksOf } from './scale.ts'
import { useWidth } from './useWidth.ts'

interface TimelineProps {
  lanes: readonly Lane[]
  /** The lane whose entries are told below. */
  focus: string
  /** Only that lane is drawn, with a scale of its own. */
  isZoomed: boolean
  active: Place | null
  /** No more lanes than these for now. */
  most: number
  /** Sessions of several reports are shown. */
  withCodes: boolean
  onActive(place: Place | null): void
  onZoom(lane: string | null): void
}

const FIRST_LANES = 30
/** More lanes do not fit a screen with the details below them: then these stay in sight. */
const FITS = 6

/** One lane a session, all drawn to one scale: how long each took, and where it went wrong, is seen at a glance. */
export function Timeline({ lanes, focus, isZoomed, active, most, withCodes, onActive, onZoom }: TimelineProps) {
  const [list, width] = useWidth<HTMLDivElement>()
  const [isAll, setIsAll] = useState(false)
  /** What was clicked stays, wherever the pointer goes. */
  const isPinned = useRef(false)
  const focused = useMemo(() => lanes.filter(({ key }) => key === focus), [lanes, focus])
  const drawn = isZoomed ? focused : lanes.slice(0, isAll ? most : Math.min(most, FIRST_LANES))
  // One scale from the first lane on: what is drawn later moves nothing.
  const scaled = isZoomed ? focused : lanes
  const scale = useMemo(() => createScale(scaled.map(rangeOf), width), [scaled, width])
  const ticks = useMemo(() => ticksOf(scale), [scale])
  const shown = active && lanes.find(({ key }) => key === active.lane)
  const mark = shown?.marks[active?.mark ?? -1]
  const stopLane = drawn.some(({ key }) => key === active?.lane)
    ? active?.lane
    : (drawn.find(({ key, marks }) => key === focus && marks.length > 0) ?? drawn.find(({ marks }) => marks[0]))?.key

  function onPoint(event: SyntheticEvent): void {
    const place = placeOf(event.target)
    if (!place) return
    const isPointing = event.type === 'pointerover'
    if (isPointing && isPinned.current) return
    isPinned.current = event.type === 'click'
    onActive(place)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const place = placeOf(event.target)
    if (!place || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Escape') {
      isPinned.current = false
      return onActive(null)
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      return onZoom(isZoomed ? null : place.lane)
    }
    const next = placeAfter(event.key, drawn, place)
    if (!next) return
    event.preventDefault()
    focusMark(list.current, next)
  }

  return (
    <section
      data-part="timeline"
      data-zoomed={isZoomed || undefined}
      data-long={(!isZoomed && lanes.length > FITS) || undefined}
    >
      <div data-part="title-row">
        <h3>Timeline</h3>
        {isZoomed && lanes.length > 1 && (
          <button type="button" data-part="zoom-out" onClick={() => onZoom(null)}>
            All {lanes.length} sessions
          </button>
        )}
      </div>
      <Legend lanes={drawn} />
      <div
        ref={list}
        data-part="lanes"
        onPointerOver={onPoint}
        onClick={onPoint}
        onFocus={onPoint}
        onKeyDown={onKeyDown}
      >
        <Axis scale={scale} ticks={ticks} />
        {drawn.map((lane) => (
          <div key={lane.key} data-part="lane" data-focus={lane.key === focus || undefined} role="group">
            <LaneHead
              lane={lane}
              number={lanes.indexOf(lane) + 1}
              isFocus={lane.key === focus}
              withCode={withCodes}
              onZoom={() => onZoom(isZoomed && lane.key === focus ? null : lane.key)}
            />
            {width > 0 && (
              <LaneDrawing
                lane={lane}
                scale={scale}
                ticks={ticks}
                rows={isZoomed ? ROWS_ZOOMED : ROWS}
                active={lane.key === active?.lane ? active.mark : -1}
                stop={lane.key !== stopLane ? -1 : lane.key === active?.lane ? active.mark : 0}
              />
            )}
          </div>
        ))}
      </div>
      {!isZoomed && !isAll && lanes.length > FIRST_LANES && (
        <button type="button" data-part="more" onClick={() => setIsAll(true)}>
          Show all {lanes.length} sessions
        </button>
      )}
      <Details lane={shown ?? undefined} mark={mark} onClose={() => onActive(null)} />
    </section>
  )
}

/** What never came back is seen to go on: it needs room behind the last entry. */
function rangeOf({ from, to, gaps }: Lane): { from: number; to: number } {
  return { from, to: gaps.some(({ isOpen }) => isOpen) ? to + (to - from) * ROOM_FOR_OPEN : to }
}
const ROOM_FOR_OPEN = 0.15

const ROWS = 2
const ROWS_ZOOMED = 4

export function focusMark(within: ParentNode | null, { lane, mark }: Place): void {
  for (const element of within?.querySelectorAll<SVGElement>(`[data-mark="${mark}"]`) ?? []) {
    // Not in the selector: a key has whatever a report has.
    if (element.dataset['lane'] === lane) element.focus()
  }
}

function placeOf(target: EventTarget): Place | null {
  const element = target instanceof Element ? target.closest<SVGElement>('[data-mark]') : null
  const { lane, mark } = element?.dataset ?? {}
  return lane !== undefined && mark !== undefined ? { lane, mark: Number(mark) } : null
}
