import {
  forwardRef,
  useSyncExternalStore,
  type ComponentPropsWithoutRef,
  type ForwardedRef,
  type ReactNode,
} from 'react'
import type { CopySupport, PanelProps, UseCopyDiagnosticsOptions } from './copyTypes.ts'
import type { CopyDiagnosticsLabels } from './labels.ts'
import { getPanel, subscribeToPanel } from './loadPanel.ts'
import { useCopyDiagnostics } from './useCopyDiagnostics.ts'

/** Those of a button; they go to it, as `ref` does. */
export interface CopyDiagnosticsProps
  extends Omit<ComponentPropsWithoutRef<'button'>, 'onCopy'>, UseCopyDiagnosticsOptions {
  labels?: Partial<CopyDiagnosticsLabels> | undefined
  /** Where the user goes next; shown as soon as there is something to go there with. */
  support?: CopySupport | undefined
}

/**
 * A button with which the end user copies one complete, safe report for support, and what has to be around it: what
 * happened and what to try above it; below it what became of the press, the report code, the way to support, and what
 * is copied.
 *
 * Every part has a `data-part`, every state a `data-state`; `react-plaid-link-diagnostics/styles.css` is a look for
 * them. Without it, and without a rule of the page for them, they have sizes that a finger can hit.
 */
export const CopyDiagnostics = forwardRef(function CopyDiagnostics(
  { labels, detail, support, onCopy, onClick, children, ...props }: CopyDiagnosticsProps,
  ref: ForwardedRef<HTMLButtonElement>,
) {
  const copying = useCopyDiagnostics({ detail, onCopy })
  const panel = useSyncExternalStore(subscribeToPanel, getPanel, () => null)
  const around = { copying, labels, support, detail }
  return (
    <div data-part="diagnostics" lang={panel?.languageOf(labels)} ref={panel?.adoptSizes}>
      <div data-part="message" ref={keepPlace}>
        {panel && <panel.Message {...around} />}
      </div>
      <button
        type="button"
        data-part="copy"
        {...props}
        ref={ref}
        data-state={copying.state}
        onClick={(event) => {
          onClick?.(event)
          if (!event.defaultPrevented) void copying.copy()
        }}
      >
        {children ?? labels?.copy ?? 'Copy diagnostics'}
      </button>
      {panel ? <panel.Below {...around} /> : <Bare {...around} />}
    </div>
  )
})

/**
 * What is said above the button comes a moment later than it, and a button must not move from under a finger. All else
 * comes below. Not as `style`, which would be in what a server renders, and refused by a strict Content Security Policy.
 */
function keepPlace(message: HTMLElement | null): void {
  message?.style.setProperty('min-height', 'var(--copy-diagnostics-message, max(5.5em, 12em - 14vw))')
}

/** Where the words could not be loaded, or not yet. */
function Bare({ copying, labels }: PanelProps): ReactNode {
  const { state, notice, givenCode, text } = copying
  return (
    <>
      <p role="status" data-part="status" data-state={state}>
        {state === 'copied' && `Copied. ${labels?.code ?? 'Your code:'} ${givenCode} `}
        {(state === 'failed' || notice) &&
          (labels?.unavailable ??
            'The details could not be loaded. Check the internet connection, then reload the page.')}
      </p>
      {state === 'failed' && text !== null && <textarea data-part="text" readOnly value={text} rows={8} cols={40} />}
    </>
  )
}
