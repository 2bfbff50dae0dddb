import type { Diagnostics } from '../recorder/diagnostics.ts'
import { INITIAL, type Copy, type CopyState } from './copyState.ts'
import type { CopySource, Copying, Detail, Shared } from './copyTypes.ts'
import { loadPanel } from './loadPanel.ts'
import { seamOf } from './recorderSeam.ts'
import { write } from './write.ts'

/** What makes reports and has not come by then does not come within the press: what is known without it is copied. */
const LOAD_TIMEOUT_MS = 5000

/**
 * Copying without React: a state, and what a user can do. Reads and composes only while somebody is subscribed. Here is
 * what a button needs that is pressed before the rest has come, or where it never comes; the rest is in copySource.ts.
 */
export function createCopying(diagnostics: Diagnostics, detail: Detail): Copying {
  const recorder = seamOf(diagnostics)
  const listeners = new Set<() => void>()
  let state = INITIAL
  let source: CopySource | undefined
  let stop: (() => void) | undefined

  const getSource = (): CopySource | undefined => source

  function setState(next: CopyState): void {
    state = next
    for (const listener of listeners) listener()
  }

  const shared: Shared = {
    diagnostics,
    recorder,
    detail,
    getState: () => state,
    setState,
    makeSoon,
    write,
    firstRead: null,
  }

  async function load(): Promise<CopySource> {
    const { createCopySource } = await loadPanel()
    return (source ??= createCopySource(shared))
  }

  /** What the store knows by itself; throws where it knows nothing. */
  function composeWithout(): Copy {
    const { code, linkSessionId } = recorder.lastRun as NonNullable<typeof recorder.lastRun>
    const text = `Bank connection code: ${code}\nlink_session_id: ${linkSessionId}\nThe full report could not be loaded.`
    return { text, code, report: null, made: null }
  }

  function makeSoon(): Promise<Copy> {
    const late = new Promise<never>((_, reject) => setTimeout(reject, LOAD_TIMEOUT_MS))
    return Promise.race([load().then((loaded) => loaded.make()), late]).catch(composeWithout)
  }

  async function start(): Promise<void> {
    recorder.start()
    // A page that goes must not read: WebKit keeps the transaction of a frozen page, and others wait for it.
    if (!source && document.visibilityState !== 'hidden') {
      shared.firstRead ??= recorder.read()
      shared.firstRead.catch(() => {}) // told to who takes it
    }
    try {
      const loaded = await load()
      if (listeners.size > 0) stop ??= loaded.start()
    } catch {
      setState({ ...state, notice: 'not-loaded' })
    }
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
      if (getSource()) return getSource()?.copy(onCopy)
      if (state.phase.state === 'copying') return
      setState({ ...state, phase: { state: 'copying' } })
      const making = makeSoon()
      const writing = write(making.then(({ text }) => text))
      writing.catch(() => {}) // told below
      const copy = await making.catch(() => null)
      if (getSource()) return getSource()?.copy(onCopy, { making, writing })
      const given = await writing.then(
        () => copy,
        () => null,
      )
      setState({ ...state, given, phase: given ? { state: 'copied', copy: given } : { state: 'failed', copy } })
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
