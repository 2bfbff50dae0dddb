import { memo, useState } from 'react'
import { factsOf } from './facts.ts'
import type { Lane } from './lane.ts'
import { wordsOf } from './LaneDrawing.tsx'
import { plain } from './plain.ts'
import { outcomeWords, toSeconds } from './words.ts'

const FIRST_ROWS = 200

/**
 * What the timeline draws of a session, to be read: the same entries in the same order. The roles are there because a
 * narrow screen lays the table out as blocks, and Safari then takes it for none.
 */
export const EntryTable = memo(function EntryTable({ lane, number }: { lane: Lane; number: number }) {
  const [isAll, setIsAll] = useState(false)
  const { session, marks, gaps } = lane
  const rows = isAll ? marks : marks.slice(0, FIRST_ROWS)
  return (
    <>
      <table role="table">
        <caption>
          Session {number}: {outcomeWords[session.outcome] ?? plain(session.outcome)}, {marks.length}{' '}
          {marks.length === 1 ? 'entry' : 'entries'}
          {gaps.map((gap) => `; ${wordsOf(gap)}`)}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              Time
            </th>
            <th role="columnheader" scope="col">
              Entry
            </th>
            <th role="columnheader" scope="col">
              Details
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ entry, index, kind, name, at }) => (
            <tr key={index} role="row" data-kind={kind}>
              <td role="cell">{toSeconds(at)}</td>
              <th role="rowheader" scope="row">
                {plain(name)}
              </th>
              <td role="cell">
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
