import { allFactsOf } from './facts.ts'
import type { Lane, Mark } from './lane.ts'
import { plain } from './plain.ts'
import { toSeconds } from './words.ts'

interface DetailsProps {
  lane: Lane | undefined
  mark: Mark | undefined
  onClose(): void
}

/** What a mark has to say. Beside the timeline, not over it: it covers nothing, and can be read in peace. */
export function Details({ lane, mark, onClose }: DetailsProps) {
  if (!lane || !mark) {
    return <p data-part="hint">Point at a mark, or go through them with the arrow keys; Enter zooms to the session.</p>
  }
  return (
    <aside data-part="details" data-kind={mark.kind} aria-label="Details of the entry">
      <div data-part="title-row">
        <h4>
          {plain(mark.name)} <span data-part="note">at {toSeconds(mark.at)}</span>
        </h4>
        <button type="button" data-part="close" onClick={onClose}>
          Close
        </button>
      </div>
      <dl data-part="details-list">
        {allFactsOf(mark.entry).map(({ label, value }) => (
          <div key={label} data-part="row">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}
