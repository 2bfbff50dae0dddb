import { useEffect, useId, useState, type ChangeEvent, type ClipboardEvent, type DragEvent } from 'react'

interface PasteFieldProps {
  text: string
  /** What is wrong with it; empty where nothing is. */
  problem: string
  /** There is something to be seen below: the field steps back. */
  isRead: boolean
  onText(text: string): void
}

/** No report is larger than 60 kB, and no mail thread around one than this. */
const MAX_FILE = 4_000_000
/** In characters; more than any report has. */
export const LARGE = 100_000
/** Chromium takes 50 ms to lay out 60 kB in the field: what is read from it is seen first. */
const LONG = 10_000

/** Takes a report by pasting, by dropping a text or a file, or by opening a file; another is added to it. */
export function PasteField({ text, problem, isRead, onText }: PasteFieldProps) {
  const id = useId()
  const [isLate, setIsLate] = useState(false)

  useEffect(() => {
    if (!isLate) return
    const timer = setTimeout(() => setIsLate(false))
    return () => clearTimeout(timer)
  }, [isLate])

  function add(more: string): void {
    if (!text.trim()) onText(more)
    else if (!text.includes(more.trim())) onText(`${text.trimEnd()}\n\n${more}`)
  }

  async function addFiles(files: Iterable<File>): Promise<void> {
    const texts = await Promise.all([...files].map((file) => (file.size > MAX_FILE ? '' : file.text().catch(() => ''))))
    const all = texts.filter(Boolean).join('\n\n')
    if (all) add(all)
  }

  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>): void {
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const isAllSelected = selectionStart === 0 && selectionEnd === value.length
    const pasted = event.clipboardData.getData('text/plain')
    if (isAllSelected && pasted.length > LONG) {
      event.preventDefault()
      setIsLate(true)
      onText(pasted)
    } else if (isRead && !isAllSelected) {
      // In the midst of the first report, the second would spoil both.
      event.preventDefault()
      add(pasted)
    }
  }

  function onDrop(event: DragEvent): void {
    event.preventDefault()
    const { files } = event.dataTransfer
    if (files.length > 0) void addFiles(files)
    else add(event.dataTransfer.getData('text/plain'))
  }

  function onFile({ currentTarget }: ChangeEvent<HTMLInputElement>): void {
    void addFiles(currentTarget.files ?? [])
    currentTarget.value = ''
  }

  return (
    <div
      data-part="paste"
      data-state={isRead ? 'read' : 'empty'}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <label htmlFor={id}>Report</label>
      <textarea
        id={id}
        data-part="paste-field"
        rows={isRead ? 2 : 8}
        value={isLate ? '' : text}
        // To break a megabyte into lines takes browsers a second.
        wrap={text.length > LARGE ? 'off' : 'soft'}
        aria-describedby={`${id}-hint`}
        aria-invalid={problem !== ''}
        placeholder={isRead ? undefined : 'Bank connection report …'}
        // What is typed stays here: some browsers send it away to check its spelling.
        spellCheck={false}
        autoComplete="off"
        onPaste={onPaste}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <div data-part="paste-row">
        <p id={`${id}-hint`} data-part="hint">
          {isRead
            ? 'Paste another report to add it.'
            : 'Paste a report here, or drop one. It stays in this page: nothing is sent anywhere.'}
        </p>
        <label data-part="file">
          Open a file
          <input type="file" accept=".txt,.eml,.md,text/plain" multiple onChange={onFile} />
        </label>
        {text !== '' && (
          <button type="button" data-part="clear" onClick={() => onText('')}>
            Clear
          </button>
        )}
      </div>
      <p role="alert" data-part="problem">
        {problem}
      </p>
    </div>
  )
}
