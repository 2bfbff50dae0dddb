import { useEffect, useInsertionEffect, useMemo, useRef } from 'react'
import {
  usePlaidLink as useBarePlaidLink,
  type PlaidLinkOptions,
  type PlaidLinkOptionsWithLinkToken,
  type PlaidLinkOptionsWithPublicKey,
} from 'react-plaid-link'
import { useRecorder } from './context.ts'

type BareResult = ReturnType<typeof useBarePlaidLink>

/**
 * react-plaid-link's `usePlaidLink`, with the same arguments and results, that also keeps what Link says for
 * `<CopyDiagnostics />`. One thing is better: Plaid calls the callbacks of your latest render, where the bare
 * hook keeps those of the render in which the token became ready.
 */
export function usePlaidLink(options: PlaidLinkOptions): BareResult {
  const { handler, recorder, latest } = useHandler(options)
  // A test that mocks react-plaid-link may give anything for it, nothing included: then ours gives the same.
  const result = useBarePlaidLink({ ...options, ...(handler.callbacks as Callbacks) }) as BareResult | undefined
  const { ready = false, error } = result ?? {}

  const isReady = useRef(ready)
  useInsertionEffect(() => {
    isReady.current = ready
  })

  const waiting = hasToken(options) && !ready && !error
  useEffect(() => (waiting ? recorder.awaitReady(handler) : undefined), [waiting, recorder, handler])

  // `open` and `exit` change when the bare ones do, and at no other time: a new `open` would open Link again in
  // the usual effect. Each keeps the handler of its own render: an old `open` belongs to the old token.
  /* eslint-disable react/exhaustive-deps */
  const open = useMemo<BareResult['open']>(
    () => () => {
      handler.open(isReady.current, hasToken(latest.current))
      return result?.open()
    },
    [result?.open],
  )
  const exit = useMemo<BareResult['exit']>(
    () =>
      (...args: Parameters<BareResult['exit']>) => {
        // version 4 takes a boolean too
        const how: unknown = args[0]
        if (how === true || (how as { force?: boolean } | undefined)?.force) handler.supersede('exit')
        return result?.exit(...args)
      },
    [result?.exit],
  )
  /* eslint-enable react/exhaustive-deps */
  return (result && { ...result, open, exit }) as BareResult
}

export type Callbacks = Required<Pick<PlaidLinkOptions, 'onSuccess' | 'onExit' | 'onEvent' | 'onLoad'>>

/** One recording handler for each handler that react-plaid-link makes, with the same dependencies as there. */
export function useHandler(options: PlaidLinkOptions) {
  const recorder = useRecorder()
  // Of the latest render that was committed, before any effect or layout effect of it runs.
  const latest = useRef(options)
  useInsertionEffect(() => {
    latest.current = options
  })

  const { token } = options
  const { publicKey, product } = options as PlaidLinkOptionsWithPublicKey
  const products = (product || []).slice().sort().join(',')
  const handler = useMemo(
    () => recorder.createHandler(token, () => latest.current),
    // eslint-disable-next-line react/exhaustive-deps
    [recorder, token, publicKey, products],
  )

  const unmounting = useRef(false)
  useEffect(() => {
    unmounting.current = false
    return () => {
      unmounting.current = true
    }
  }, [])
  useEffect(() => {
    recorder.start()
    handler.prepare()
    // Before react-plaid-link's own clean-up, which closes Link and may call onExit: declared before its effects.
    return () => handler.supersede(unmounting.current ? 'unmounted' : 'tokenChanged')
  }, [recorder, handler])
  return { handler, recorder, latest }
}

/** As react-plaid-link sees it: with none of these it makes no handler. */
function hasToken(options: PlaidLinkOptions): boolean {
  const { publicKey } = options as PlaidLinkOptionsWithPublicKey
  return Boolean(options.token || publicKey || (options as PlaidLinkOptionsWithLinkToken).receivedRedirectUri)
}
