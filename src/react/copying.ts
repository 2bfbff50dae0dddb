import type { Diagnostics } from '../recorder/diagnostics.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { copyText } from './clipboard.ts'
import { INITIAL, reduceCopy, type Basis, type Copy, type CopyEvent, type CopyState } from './copyState.ts'
import type { CopySource, Detail, OnCopy, Shared } from './copyTypes.ts'
import { loadPanel } from './loadPanel.ts'
import { seamOf, type Reader } from './recorderSeam.ts'

/** What makes reports and has not come by then does not come within the press: what is known without it is copied. */
const LOAD_TIMEOUT_MS = 5000

/** Copying without React: a state, and what a user can do. Reads and composes only while somebody is subscribed. */
export interface Copying extends Omit<CopySource, 'start' | 'learn' | 'makeNow' | 'make'> {
  getState(): CopyState
  subscribe(listener: () => void): () => void
  copy(onCopy?: OnCopy): Promise<void>
}

export function createCopying(diagnostics: Diagnostics, detail: Detail): Copying {
  const recorder = seamOf(diagnostics)
  const listeners = new Set<() => void>()
  let state = INITIAL
  let source: CopySource | undefined
  let firstRead: Promise<Reader> | undefined
  let stop: (() => void) | undefined

  function dispatch(event: CopyEvent): void {
    state = reduceCopy(state, event)
    for (const listener of listeners) listener()
  }

  function basisOf(report: DiagnosticsReport | null): Basis {
    const { recorded } = diagnostics.store.getState()
    return { recorded, erasures: recorder.erasures, newest: report?.sessions[0]?.lastSeenAt }
  }

  function composeWithout(): Copy {
    const { code, linkSessionId } = recorder.lastRun as NonNullable<typeof recorder.lastRun>
    const text = `Bank connection code: ${code}\nlink_session_id: ${linkSessionId}\nThe full report could not be loaded.`
    return { text, code, report: null, made: basisOf(null) }
  }

  function takeFirstRead(): Promise<Reader> | undefined {
    const taken = firstRead
    firstRead = undefined
    return taken
  }

  async function load(): Promise<CopySource> {
    const { createCopySource } = await loadPanel()
    const getState = (): CopyState => state
    const shared: Shared = { diagnostics, recorder, detail, takeFirstRead, getState, dispatch, basisOf, composeWithout }
    return (source ??= createCopySource(shared))
  }

  async function start(): Promise<void> {
    const isNeeded = (): boolean => listeners.size > 0 && !stop
    recorder.start()
    if (!source && document.visibilityState !== 'hidden') {
      firstRead ??= recorder.read()
      firstRead.catch(() => {}) // told to who takes it
    }
    try {
      const { start } = await load()
      if (isNeeded()) stop = start()
    } catch {
      const { code = null, outcome = null } = recorder.lastRun ?? {}
      if (isNeeded())
        dispatch({ type: 'learned', facts: { notice: 'not-loaded', code, outcome }, basis: basisOf(null) })
    }
  }

  function makeSoon(): Promise<Copy> {
    const late = new Promise<never>((_, reject) => setTimeout(reject, LOAD_TIMEOUT_MS))
    return Promise.race([load().then((loaded) => loaded.make()), late]).catch(composeWithout)
  }

  return {
    getState: () => state,

    subscribe(listener) {
      listeners.add(listener)
      void start()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = undefined
      }
    },

    async copy(onCopy) {
      if (state.phase.state === 'copying') return
      dispatch({ type: 'pressed' })
      let copy: Copy | null = null
      let isCopied = false
      try {
        // Synchronous as soon as the first read is done: WebKit forgets a press at the first `await`.
        const made = source?.makeNow() ?? makeSoon()
        const arrived = copyText(made instanceof Promise ? made.then(({ text }) => text) : made.text)
        copy = await made
        // What was recorded in the task of the press is in the text, and the store hears of it only now.
        if (copy !== state.preview) copy.made = basisOf(copy.report)
        isCopied = await arrived
      } catch {
        // Nothing is known, so there is nothing to copy.
      }
      dispatch(copy && isCopied ? { type: 'copied', copy } : { type: 'refused', copy })
      // Something may have been recorded meanwhile.
      source?.learn()
      if (copy?.report && isCopied) onCopy?.(copy.report, copy.text)
    },

    share: async () => source?.share(),
    download: () => load().then((loaded) => loaded.download()),
    clear: () =>
      load().then(
        (loaded) => loaded.clear(),
        () => false,
      ),
    setOpen: (isOpen) => void load().then((loaded) => loaded.setOpen(isOpen)),
  }
}
