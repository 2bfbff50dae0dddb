import { useId, type ReactNode } from 'react'
import { contentsOf } from './contents.ts'
import { MASKED, Text } from './parts.tsx'
import type { Parts } from './copyTypes.ts'

/** What is in the text and what is not, in plain words; then, folded, the very text. */
export function Preview({ copying, words, detail = 'full' }: Parts): ReactNode {
  const { state, report, text, isOpen, setOpen, days } = copying
  const everything = useId()
  if (!report && text === null) return null
  const contents = report && contentsOf(report, detail)
  const listed = (parts: readonly (keyof typeof words.parts)[]): string =>
    parts.map((part) => words.parts[part]).join(', ')
  return (
    <>
      {contents && (
        <ul data-part="contents">
          <li data-part="present">
            <strong>{words.present}</strong> {listed(contents.present)}
          </li>
          <li data-part="absent">
            <strong>{words.absent}</strong> {listed(contents.absent)}
          </li>
        </ul>
      )}
      {words.open && (
        <details
          data-part="preview"
          data-state={isOpen ? 'open' : 'closed'}
          open={isOpen}
          onToggle={({ currentTarget }) => {
            if (currentTarget.open !== isOpen) setOpen(currentTarget.open)
          }}
        >
          <summary>{words.open}</summary>
          <div id={everything}>
            <Text part="everything">{words.everything}</Text>
            {report?.completeness.storage === 'indexeddb' && days !== null && (
              <Text part="kept">{words.kept(days)}</Text>
            )}
            {report?.completeness.storage === 'memory' && <Text part="kept">{words.notKept}</Text>}
          </div>
          {isOpen && text !== null && state !== 'failed' && (
            <div {...MASKED}>
              <textarea
                data-part="text"
                aria-label={words.text}
                aria-describedby={everything}
                lang="en"
                dir="ltr"
                translate="no"
                value={text}
                rows={12}
                readOnly
                inputMode="none"
                spellCheck={false}
              />
            </div>
          )}
        </details>
      )}
    </>
  )
}
