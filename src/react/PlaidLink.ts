import { createElement, type ReactElement } from 'react'
import {
  PlaidEmbeddedLink as BarePlaidEmbeddedLink,
  PlaidLink as BarePlaidLink,
  usePlaidLink as useBarePlaidLink,
  type PlaidEmbeddedLinkPropTypes,
  type PlaidLinkPropTypes,
} from 'react-plaid-link'
import { useHandler, usePlaidLink, type Callbacks } from './usePlaidLink.ts'

/** react-plaid-link's `PlaidLink`: a button that opens Link; see `usePlaidLink`. */
export function PlaidLink(props: PlaidLinkPropTypes): ReactElement {
  // A test may have mocked react-plaid-link with a `PlaidLink` alone: then that is what it waits for.
  return createElement(typeof useBarePlaidLink === 'function' ? RecordedLink : BarePlaidLink, props)
}
PlaidLink.displayName = 'PlaidLink'

/** Not the bare component around our callbacks: its `open` would not be seen. */
function RecordedLink({ children, style, className, ...options }: PlaidLinkPropTypes): ReactElement {
  // Nothing where a test has mocked react-plaid-link by itself.
  const { error, open } = (usePlaidLink(options) as Partial<ReturnType<typeof usePlaidLink>> | undefined) ?? {}
  return createElement(
    'button',
    {
      disabled: Boolean(error),
      type: 'button',
      className,
      style: {
        padding: '6px 4px',
        outline: 'none',
        background: '#FFFFFF',
        border: '2px solid #F1F1F1',
        borderRadius: '4px',
        ...style,
      },
      onClick: () => open?.(),
    },
    children,
  )
}

/**
 * react-plaid-link's `PlaidEmbeddedLink`; see `usePlaidLink`. The bare component makes a new Link whenever a
 * callback is a new function, which inline callbacks are on each render; this one does not.
 */
export function PlaidEmbeddedLink(props: PlaidEmbeddedLinkPropTypes): ReactElement {
  const { handler } = useHandler(props)
  return createElement(BarePlaidEmbeddedLink, { ...props, ...(handler.callbacks as Callbacks) })
}
