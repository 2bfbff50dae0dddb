import type { ComponentPropsWithoutRef, ReactNode } from 'react'

/** What session-replay tools know: PostHog, rrweb, FullStory, LogRocket, Sentry, Hotjar, Datadog, Clarity. */
export const MASKED = {
  className: 'ph-no-capture rr-block fs-mask',
  'data-private': '',
  'data-sentry-mask': '',
  'data-hj-suppress': '',
  'data-dd-privacy': 'mask',
  'data-clarity-mask': 'true',
}

/** Nothing where the app has left the words empty. */
export function Text({ part, children }: { part: string; children: ReactNode }): ReactNode {
  return children ? <p data-part={part}>{children}</p> : null
}

export function Button({
  part,
  onClick,
  ...props
}: Omit<ComponentPropsWithoutRef<'button'>, 'onClick'> & { part: string; onClick: () => unknown }): ReactNode {
  return props.children ? <button type="button" data-part={part} {...props} onClick={() => void onClick()} /> : null
}

export function selectAll(field: HTMLTextAreaElement | null): void {
  field?.focus({ preventScroll: true })
  field?.setSelectionRange(0, field.value.length)
}

/**
 * Gives the focus to the next step, unless the user has moved on to something else of the page, and scrolls no further
 * than it takes to have the whole of `part` in sight.
 */
export function focusAndShow(next: HTMLElement | null, part: HTMLElement | null): void {
  if (!part) return
  const { activeElement } = part.getRootNode() as Document | ShadowRoot
  const root = part.closest('[data-part=diagnostics]')
  // Safari gives a pressed button no focus: it is on what is around, a dialog or the body.
  if (next && (!activeElement || activeElement.contains(root) || root?.contains(activeElement))) {
    next.focus({ preventScroll: true })
  }
  part.scrollIntoView?.({ block: 'nearest' })
}
