import type { ReactNode } from 'react'
import type { ReportExplanation, Story as StoryFacts } from '../explain/explain.ts'
import { isOpen, isOpenCase, newsOf } from '../explain/story.ts'
import { whoActsIn } from '../explain/words/whoActs.ts'
import type { Integrity } from '../report/parse.ts'
import { plain, trustedLink } from './plain.ts'
import { integrityWords, verdictWords } from './words.ts'

interface StoryProps {
  code: string
  explanation: ReportExplanation
  integrity: Integrity | null
  isSimulated: boolean
  children?: ReactNode
}

/** The first lines are all that a hurried reader needs: what happened, who has to act, whether it is a case for Plaid. */
export function Story({ code, explanation, integrity, isSimulated, children }: StoryProps) {
  const { verdict } = explanation
  const earlier = explanation.earlier && newsOf(explanation.earlier, explanation)
  return (
    <section data-part="story" data-verdict={verdict.answer}>
      <p data-part="badges">
        <span data-part="code">{plain(code)}</span>
        {integrity ? (
          <span data-part="integrity" data-integrity={integrity}>
            {integrityWords[integrity]}
          </span>
        ) : (
          <span data-part="integrity" data-integrity="live">
            Live
          </span>
        )}
        {isSimulated && <span data-part="simulated">Simulated</span>}
      </p>
      <h2 data-part="headline">{plain(explanation.headline)}</h2>
      <p data-part="verdict" data-answer={verdict.answer}>
        <strong>{verdictWords[verdict.answer]}.</strong> {plain(verdict.reason)}
      </p>
      <dl data-part="facts">
        <Row label="To act">{whoActsIn(explanation)}</Row>
        <StoryRows story={explanation} />
      </dl>
      {earlier && (
        <div data-part="earlier">
          <h3>Earlier session</h3>
          <p>{plain(earlier.headline)}</p>
          <dl data-part="facts">
            {isOpen(earlier) && <Row label="To act">{whoActsIn(earlier)}</Row>}
            <StoryRows story={earlier} />
            {isOpenCase(earlier, explanation) && (
              <Row label="Plaid case">
                {earlier.verdict.answer}. {plain(earlier.verdict.reason)}
              </Row>
            )}
          </dl>
        </div>
      )}
      {children}
    </section>
  )
}

function StoryRows({ story }: { story: StoryFacts }) {
  const { why, when, ended, userCanTry, askUser, errorPage } = story
  return (
    <>
      <Row label="Why">{plain(why)}</Row>
      <Row label="When">{plain(when)}</Row>
      <Row label="Ended">{plain(ended)}</Row>
      <Row label="User can try">{plain(userCanTry)}</Row>
      <Row label="Ask the user">{plain(askUser)}</Row>
      <Row label="About this error">{errorPage && <SafeLink to={errorPage} />}</Row>
    </>
  )
}

/** A line of facts, where there is something to say. */
export function Row({ label, children }: { label: string; children?: ReactNode }) {
  if (children === '' || children === null || children === undefined || children === false) return null
  return (
    <div data-part="row">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A link where the address leads to Plaid; else its text. */
export function SafeLink({ to }: { to: string }) {
  const href = trustedLink(to)
  if (!href) return <span>{plain(to)}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {href.replace('https://', '')}
    </a>
  )
}
