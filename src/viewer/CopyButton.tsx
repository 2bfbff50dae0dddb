import { useState, type MouseEvent, type ReactNode } from 'react'
import { copyText } from './copy.ts'

interface CopyButtonProps {
  /** A text, or, where it takes work, what makes it. */
  text: string | (() => string)
  /** What the text is made of: once that is another, nothing of it is copied yet. */
  of?: unknown
  label?: string
  children?: ReactNode
}

/** Copies one text. "Copied" is shown only for the text that the browser took, and only where it said so. */
export function CopyButton({ text, of = text, label, children = 'Copy' }: CopyButtonProps) {
  const [last, setLast] = useState<{ of: unknown; is: 'copied' | 'failed' } | null>(null)
  const is = last && last.of === of ? last.is : 'idle'

  async function onClick({ currentTarget }: MouseEvent<HTMLButtonElement>): Promise<void> {
    const made = typeof text === 'string' ? text : text()
    setLast({ of, is: (await copyText(made, currentTarget)) ? 'copied' : 'failed' })
  }

  return (
    <>
      <button
        type="button"
        data-part="copy"
        data-state={is}
        aria-label={label}
        onClick={(event) => void onClick(event)}
      >
        {is === 'idle' ? children : is === 'copied' ? 'Copied' : 'Not allowed'}
      </button>
      <span data-part="off-screen" role="status">
        {is === 'copied' && 'Copied.'}
        {is === 'failed' && 'The browser did not allow copying. Select the text and copy it by hand.'}
      </span>
    </>
  )
}
