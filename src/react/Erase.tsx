import { useLayoutEffect, useId, useRef, useState, type ReactNode } from 'react'
import { Button, focusAndShow } from './parts.tsx'
import type { Parts } from './copyTypes.ts'

/** Deletes what is kept: it asks, and the question is replaced by what became of it. */
export function Erase({ copying, words }: Parts): ReactNode {
  const { report, remark, clear } = copying
  const [step, setStep] = useState<'offered' | 'asked' | 'clearing'>('offered')
  const root = useRef<HTMLDivElement>(null)
  const question = useId()
  const state = step !== 'offered' ? step : remark === 'cleared' || remark === 'not-cleared' ? remark : step

  const before = useRef(state)
  useLayoutEffect(() => {
    if (before.current === state) return
    const isAnswer = state !== 'offered' || before.current === 'asked'
    before.current = state
    // What was pressed is gone: the focus goes to what took its place.
    if (isAnswer) focusAndShow(root.current?.querySelector<HTMLElement>('[data-focus]') ?? null, root.current)
  }, [state])

  async function erase(): Promise<void> {
    if (step === 'clearing') return
    setStep('clearing')
    await clear()
    setStep('offered')
  }

  if (!report?.sessions[0] && state === 'offered') return null
  return (
    <div data-part="erase" data-state={state} ref={root}>
      {state === 'cleared' && (
        <p data-part="erased" data-focus="" tabIndex={-1}>
          {words.cleared}
        </p>
      )}
      {state === 'not-cleared' && (
        <p data-part="erased" data-focus="" tabIndex={-1}>
          {words.notCleared}
        </p>
      )}
      {(state === 'offered' || state === 'not-cleared') && (
        <Button part="clear" {...(state === 'offered' ? { 'data-focus': '' } : {})} onClick={() => setStep('asked')}>
          {words.clear}
        </Button>
      )}
      {(state === 'asked' || state === 'clearing') && (
        <div role="group" aria-labelledby={question}>
          <p id={question} data-part="question">
            {words.confirmClear}
          </p>
          <Button part="keep" data-focus="" onClick={() => setStep('offered')}>
            {words.keep}
          </Button>
          <Button part="clear-now" onClick={erase}>
            {words.clearNow}
          </Button>
        </div>
      )}
    </div>
  )
}
