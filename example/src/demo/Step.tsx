import type { ReactNode } from 'react'

/** How far the story is. */
export type Phase = 'idle' | 'playing' | 'ended' | 'copied'

interface StepProps {
  number: number
  id: string
  title: string
  /** It is this one's turn. */
  isNow: boolean
  /** A sentence about it, and then what is to be seen. */
  children: [sentence: ReactNode, content: ReactNode]
}

export function Step({ number, id, title, isNow, children: [sentence, content] }: StepProps) {
  return (
    <section className="step" id={id} data-now={isNow || undefined} aria-labelledby={`${id}-step`} tabIndex={-1}>
      <header>
        <span className="number" aria-hidden="true">
          {number}
        </span>
        <h2 id={`${id}-step`}>{title}</h2>
        <p>{sentence}</p>
      </header>
      {content}
    </section>
  )
}
