import { useId, useState, type FormEvent } from 'react'
import type { PlaidIdentifier } from '../entry/fields.ts'
import type { CaseLine } from '../explain/explain.ts'
import { pickIdentifiers } from '../ids/pick.ts'
import { plain } from './plain.ts'

interface AddFromServerProps {
  lines: readonly CaseLine[]
  /** How many identifiers were joined so far. */
  count: number
  onAdd(identifiers: PlaidIdentifier[]): void
  onRemove(): void
}

/**
 * Fields for what only the server has. What is entered is joined to the report in this page's memory; it is stored
 * nowhere and sent nowhere. Of a secret, only its fingerprint is kept, and the field is emptied.
 */
export function AddFromServer({ lines, count, onAdd, onRemove }: AddFromServerProps) {
  const [said, setSaid] = useState('')
  const wanted = lines.filter(({ missing }) => missing === 'on your server')
  const known = lines.filter(({ missing, fingerprint }) => missing === 'on your server' && fingerprint)

  /** True where there was something in it. */
  async function add(source: unknown, refusal: string): Promise<boolean> {
    const identifiers = await pickIdentifiers(source)
    if (identifiers.length === 0) {
      setSaid(`${refusal} Nothing was added.`)
      return false
    }
    onAdd(identifiers)
    setSaid(identifiers.map((identifier) => tell(identifier, known)).join(' '))
    return true
  }

  return (
    <section data-part="add">
      <h3>Add from your server</h3>
      <p data-part="hint">What you enter stays in this page. Of a token, only its fingerprint is kept.</p>
      {wanted.map((line) => (
        <AddField
          key={line.key}
          line={line}
          onAdd={(value) => add({ [line.key]: value }, `That does not look like ${plain(line.key)}.`)}
        />
      ))}
      <ResponseField onAdd={(source) => add(source, 'That has no identifier that Plaid can trace.')} onSay={setSaid} />
      <p role="status" data-part="said">
        {said}
      </p>
      {count > 0 && (
        <p data-part="added">
          {count === 1 ? '1 identifier was added here.' : `${count} identifiers were added here.`}{' '}
          <button type="button" onClick={onRemove}>
            Remove what was added
          </button>
        </p>
      )}
    </section>
  )
}

function tell(identifier: PlaidIdentifier, known: readonly CaseLine[]): string {
  const { key } = identifier
  if ('value' in identifier) return `${plain(key)} was added.`
  const same = known.filter((line) => line.key === key)
  if (same.length === 0) return `The fingerprint of the ${plain(key)} was added.`
  return same.some(({ fingerprint }) => fingerprint === identifier.fingerprint)
    ? `This is the ${plain(key)} of this report.`
    : `This is another ${plain(key)} than the one of this report. Its fingerprint was added.`
}

function AddField({ line, onAdd }: { line: CaseLine; onAdd(value: string): Promise<boolean> }) {
  const id = useId()
  const [value, setValue] = useState('')
  const { endpoint, note, fingerprint } = line
  const key = plain(line.key)
  const hint = [endpoint || note, fingerprint && `fingerprint ${fingerprint}`].filter(Boolean).join('; ')

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (value.trim() && (await onAdd(value.trim()))) setValue('')
  }

  return (
    <form data-part="add-field" onSubmit={(event) => void onSubmit(event)}>
      <label htmlFor={id}>{key}</label>
      <input
        id={id}
        value={value}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <button type="submit" aria-label={`Add ${key}`}>
        Add
      </button>
      {hint && (
        <span id={`${id}-hint`} data-part="note">
          {plain(hint)}
        </span>
      )}
    </form>
  )
}

interface ResponseFieldProps {
  onAdd(source: unknown): Promise<boolean>
  onSay(text: string): void
}

function ResponseField({ onAdd, onSay }: ResponseFieldProps) {
  const id = useId()
  const [value, setValue] = useState('')

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (!value.trim()) return
    let source: unknown
    try {
      source = JSON.parse(value)
    } catch {
      return onSay('That is not JSON. Nothing was added.')
    }
    if (await onAdd(source)) setValue('')
  }

  return (
    <form data-part="add-field" onSubmit={(event) => void onSubmit(event)}>
      <label htmlFor={id}>A response of Plaid&apos;s API, as JSON</label>
      <textarea
        id={id}
        rows={2}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <button type="submit" aria-label="Add from the response">
        Add
      </button>
    </form>
  )
}
