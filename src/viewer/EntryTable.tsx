import { memo, useState } from 'react'
import { factsOf } from './facts.ts'
import type { Lane } from './lane.ts'
import { wordsOf } from './LaneDrawing.tsx'
import { plain } from './plain.ts'
import { outcomeWords, toSeconds } from './words.ts'

const FIRST_ROWS = 200

/** What the timeline draws of a session, to be read: the same entries in the same order. */
export const EntryTable = memo(function EntryTable({ lane, number }: { lane: Lane; number: number }) {
  const [isAll, setIsAll] = useState(false)
  const { session, marks, gaps } = lane
  const rows = isAll ? marks : marks.slice(0, FIRST_ROWS)
  return (
    <>
      <table>
        <caption>
          Session {number}: {outcomeWords[session.outcome] ?? plain(session.outcome)}, {marks.length}{' '}
          {marks.length === 1 ? 'entry' : 'entries'}
          {gaps.map((gap) => `; ${wordsOf(gap)}`)}
        </caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Entry</th>
            <th scope="col">Details</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ entry, index, kind, name, at }) => (
            <tr key={index} data-kind={kind}>
              <td>{toSeconds(at)}</td>
              <th scope="row">{plain(name)}</th>
              <td>
                {factsOf(entry).map(({ label, value }) => (
                  <span key={label} data-part="fact">
                    <span data-part="fact-label">{label}</span> {value}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < marks.length && (
        <button type="button" data-part="more" onClick={() => setIsAll(true)}>
          Show all {marks.length} entries
        </button>
      )}
    </>
  )
})
