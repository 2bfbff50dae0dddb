import {
  forwardRef,
  useEffect,
  useRef,
  useState,
  type ComponentPropsWithoutRef,
  type ForwardedRef,
  type ReactNode,
} from 'react'
import { defaultLabels, type CopyDiagnosticsLabels } from './labels.ts'
import { useCopyDiagnostics, type UseCopyDiagnosticsOptions } from './useCopyDiagnostics.ts'

/** Those of a button; they go to it, as `ref` does. */
export interface CopyDiagnosticsProps
  extends Omit<ComponentPropsWithoutRef<'button'>, 'onCopy'>, UseCopyDiagnosticsOptions {
  labels?: Partial<CopyDiagnosticsLabels> | undefined
}

/**
 * A button with which the end user copies one complete, safe report for support, and what has to be around it:
 * what to try next, what is copied, and the text itself where copying is not allowed.
 *
 * Unstyled: the button has `data-state`, the other parts have `data-part`.
 */
export const CopyDiagnostics = forwardRef(function CopyDiagnostics(
  { labels, onCopy, onClick, children, ...props }: CopyDiagnosticsProps,
  ref: ForwardedRef<HTMLButtonElement>,
) {
  const given = Object.entries(labels ?? {}).filter(([, label]) => label !== undefined)
  const words: CopyDiagnosticsLabels = { ...defaultLabels, ...Object.fromEntries(given) }
  const { state, isOutdated, copy, report, explanation, text, isOpen, setOpen, share, download, days, clear } =
    useCopyDiagnostics({
      onCopy,
    })
  const [notice, setNotice] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)

  const { inAppBrowser = null, platform = null } = report?.environment ?? {}
  const outcome = report?.sessions[0]?.outcome
  const hasFailed = /^(?:failed|abandoned|never-opened)$/.test(outcome ?? '')
  const status = {
    idle: isOutdated ? words.outdated : notice,
    copying: words.copying,
    copied: words.copied,
    failed: text === null ? words.unavailable : words.failed(platform),
  }

  useEffect(() => {
    if (state === 'failed') selectAll(field.current)
  }, [state])

  return (
    <div data-part="diagnostics">
      <Text part="intro">{words.intro}</Text>
      {/* What is known only after a while comes below: a button must not move from under a finger. */}
      <button
        type="button"
        {...props}
        ref={ref}
        data-state={state}
        onClick={(event) => {
          onClick?.(event)
          if (event.defaultPrevented) return
          setNotice('')
          void copy()
        }}
      >
        {children ?? words.copy}
      </button>
      <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {words.open}
      </Button>
      <p role="status" data-part="status">
        {status[state]}
      </p>
      {hasFailed && explanation && <Text part="hint">{words.hint(explanation)}</Text>}
      {inAppBrowser && outcome !== 'succeeded' && (
        <Text part="browser">{words.inAppBrowser(inAppBrowser, platform)}</Text>
      )}
      {report?.completeness.problem ? (
        <Text part="note">{words.incomplete}</Text>
      ) : (
        report?.sessions.length === 0 && <Text part="note">{words.empty}</Text>
      )}
      {text !== null && (
        <div data-part="details" {...HIDDEN_FROM_RECORDINGS}>
          {isOpen && (
            <>
              <Text>{words.everything}</Text>
              <Text>{report && words.contents(report)}</Text>
              <Text>{words.notSent}</Text>
              <Text>{report?.completeness.storage === 'indexeddb' && days !== null && words.kept(days)}</Text>
            </>
          )}
          {state === 'failed' && share && <Button onClick={share}>{words.share}</Button>}
          <textarea
            ref={field}
            data-part="text"
            aria-label={words.text}
            value={text}
            rows={12}
            readOnly
            inputMode="none"
            spellCheck={false}
            style={{ fontSize: 16 }} // iOS zooms in on smaller ones
          />
          {state === 'failed' && (
            <>
              <Button onClick={() => selectAll(field.current)}>{words.selectAll}</Button>
              <Button onClick={download}>{words.download}</Button>
            </>
          )}
          {isOpen && (
            <details>
              <summary>{words.clear}</summary>
              <Text>{words.confirmClear}</Text>
              <Button onClick={async () => setNotice((await clear()) ? words.cleared : words.notCleared)}>
                {words.clearNow}
              </Button>
            </details>
          )}
        </div>
      )}
    </div>
  )
})

/** What session-replay tools know: PostHog, rrweb, FullStory, LogRocket, Sentry, Hotjar, Datadog, Clarity. */
const HIDDEN_FROM_RECORDINGS = {
  className: 'ph-no-capture rr-block fs-mask',
  'data-private': '',
  'data-sentry-mask': '',
  'data-hj-suppress': '',
  'data-dd-privacy': 'mask',
  'data-clarity-mask': 'true',
}

function selectAll(field: HTMLTextAreaElement | null): void {
  field?.focus()
  field?.setSelectionRange(0, field.value.length)
}

function Text({ part, children }: { part?: string; children: ReactNode }): ReactNode {
  return children ? <p data-part={part}>{children}</p> : null
}

function Button(props: ComponentPropsWithoutRef<'button'>): ReactNode {
  return props.children ? <button type="button" {...props} /> : null
}
