import type { Lane } from './lane.ts'

/** A mark of a lane, by its place among the lane's marks. */
export interface Place {
  lane: string
  mark: number
}

/**
 * Where an arrow key leads from a mark: left and right in its lane, up and down to the mark of the next lane that is
 * nearest in time; null for any other key.
 */
export function placeAfter(key: string, lanes: readonly Lane[], { lane: laneKey, mark }: Place): Place | null {
  const row = lanes.findIndex((lane) => lane.key === laneKey)
  const lane = lanes[row]
  if (!lane) return null
  const last = lane.marks.length - 1
  switch (key) {
    case 'ArrowLeft':
      return { lane: laneKey, mark: Math.max(0, mark - 1) }
    case 'ArrowRight':
      return { lane: laneKey, mark: Math.min(last, mark + 1) }
    case 'Home':
      return { lane: laneKey, mark: 0 }
    case 'End':
      return { lane: laneKey, mark: last }
    case 'ArrowUp':
    case 'ArrowDown': {
      const step = key === 'ArrowUp' ? -1 : 1
      let next = row + step
      // A session without entries has nothing to stop at.
      while (lanes[next] && lanes[next]?.marks.length === 0) next += step
      const target = lanes[next]
      if (!target) return { lane: laneKey, mark }
      return { lane: target.key, mark: nearest(target, lane.marks[mark]?.at ?? 0) }
    }
    default:
      return null
  }
}

function nearest({ marks }: Lane, at: number): number {
  let best = 0
  marks.forEach((mark, index) => {
    if (Math.abs(mark.at - at) < Math.abs((marks[best]?.at ?? 0) - at)) best = index
  })
  return best
}
