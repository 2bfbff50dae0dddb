import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { explainReport, type ReportExplanation } from '../core/explain.ts'
import { formatReport } from '../core/format.ts'
import type { DiagnosticsReport } from '../core/report.ts'
import { internals, type Diagnostics, type InternalDiagnostics } from '../recorder/diagnostics.ts'
import { copyText } from './clipboard.ts'
import { useDiagnostics } from './context.ts'

export interface UseCopyDiagnosticsOptions {
  /** Called when the text is on the clipboard for certain. */
  onCopy?: ((report: DiagnosticsReport, text: string) => void) | undefined
}

export interface UseCopyDiagnosticsResult {
  /** `copied` only where the browser has confirmed it, and until something new is recorded. */
  state: 'idle' | 'copying' | 'copied' | 'failed'
  /** To be called in a press of the user, without an `await` before it. An open preview is copied as it is. */
  copy(): Promise<void>
  /** What is known so far, for sentences about it; null on a server, and until it has been read. */
  report: DiagnosticsReport | null
  /** The same in words: what happened, what the user can try. Null also while Link is open: that comes first. */
  explanation: ReportExplanation | null
  /** What the user should see: the preview while it is open, or what could not be copied. Otherwise null. */
  text: string | null
  isOpen: boolean
  /** Shows or hides the preview: the very text that is copied. */
  setOpen(isOpen: boolean): void
  /** Hands the text to another app; undefined where the browser cannot. */
  share: (() => Promise<void>) | undefined
  /** Saves the text as a file that is named by the report code. */
  download(): Promise<void>
  /** After how many days what is kept is removed. */
  days: number
  /** Forgets all that is kept; false where it is not certain that all is gone. */
  clear(): Promise<boolean>
}

interface Copy {
  report: DiagnosticsReport
  text: string
  history: History
}

interface Press {
  of: Diagnostics
  state: UseCopyDiagnosticsResult['state']
  copy?: Copy
  /** How many entries this page had when the text was made. */
  recorded?: number
}

/** What is kept: read beforehand, for nothing can be awaited in a press. */
interface History {
  of: Diagnostics
  compose(): DiagnosticsReport
}

/**
 * The behaviour of `<CopyDiagnostics />`, without its looks. What is kept is read beforehand; the text is made in
 * the press, with all that was recorded since.
 */
export function useCopyDiagnostics({ onCopy }: UseCopyDiagnosticsOptions = {}): UseCopyDiagnosticsResult {
  const diagnostics = useDiagnostics() as InternalDiagnostics
  const { subscribe, getState, getInitialState } = diagnostics.store
  const { recorded, session } = useSyncExternalStore(subscribe, getState, getInitialState)
  const { history, refresh } = useHistory(diagnostics, session?.attemptId)
  const [lastPress, setPress] = useState<Press>()
  const press = lastPress?.of === diagnostics ? lastPress : undefined
  const [isOpen, setIsOpen] = useState(false)
  const isBusy = useRef(false)

  // Made anew when there is more to tell.
  /* eslint-disable react/exhaustive-deps */
  const report = useMemo(() => history?.compose() ?? null, [history, session])
  const preview = useMemo(() => (isOpen && history ? toCopy(history) : undefined), [isOpen, history, recorded])
  /* eslint-enable react/exhaustive-deps */
  const explanation = useMemo(
    () => (report && session?.outcome !== 'in-progress' && explainReport(report)) || null,
    [report, session],
  )
  const pressed = press?.copy
  const isCurrent =
    press?.recorded === recorded &&
    (!report || history === pressed?.history || newestOf(report) === newestOf(pressed?.report))
  const state = !press || (press.state === 'copied' && !isCurrent) ? 'idle' : press.state
  const previewed = !isOpen ? undefined : isCurrent ? pressed : preview
  const shown = previewed ?? (state === 'failed' ? pressed : undefined)

  /** Synchronous as soon as the first read is done. */
  function make(): Copy | Promise<Copy> {
    return previewed ?? (history ? toCopy(history) : refresh().then(toCopy))
  }

  async function copy(): Promise<void> {
    if (isBusy.current) return
    isBusy.current = true
    setPress({ ...press, of: diagnostics, state: 'copying' })
    const next: Press = { of: diagnostics, state: 'failed' }
    try {
      const made = make()
      const isCopied = copyText(made instanceof Promise ? made.then(({ text }) => text) : made.text)
      next.copy = await made
      next.recorded = getState().recorded
      if (await isCopied) next.state = 'copied'
    } catch {
      // What is kept could not be read: there is no text.
    }
    isBusy.current = false
    setPress(next)
    if (next.copy && next.state === 'copied') onCopy?.(next.copy.report, next.copy.text)
  }

  async function share(): Promise<void> {
    const { text } = await (shown ?? make())
    // The user may think better of it.
    await navigator.share({ text }).catch(() => {})
  }

  return {
    state,
    copy,
    report,
    explanation,
    text: shown?.text ?? null,
    isOpen,
    days: diagnostics[internals].days,
    setOpen(next) {
      setIsOpen(next)
      if (next && !history) refresh().catch(() => setPress({ of: diagnostics, state: 'failed' }))
    },
    // `report` is null on a server and while hydrating: what is rendered has to be the same there.
    share: report && 'share' in navigator ? share : undefined,
    async download() {
      const { report, text } = await (shown ?? make())
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
      link.download = `diagnostics-${report.code}.txt`
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000) // Safari reads it later
    },
    async clear() {
      try {
        await diagnostics.clear()
        setPress(undefined)
        await refresh()
        return getState().problem === null
      } catch {
        return false
      }
    },
  }
}

function toCopy(history: History): Copy {
  const report = history.compose()
  return { report, text: formatReport(report), history }
}

/** What another tab has recorded, or deleted, changes this; what is tidied away does not. */
function newestOf(report: DiagnosticsReport | undefined): string | undefined {
  return report?.sessions[0]?.lastSeenAt
}

function useHistory(diagnostics: InternalDiagnostics, attemptId: string | undefined) {
  const [history, setHistory] = useState<History>()
  const reads = useRef(0)

  const refresh = useCallback(async (): Promise<History> => {
    const read = ++reads.current
    const next = { of: diagnostics, compose: await diagnostics[internals].read() }
    if (read === reads.current) setHistory(next)
    return next
  }, [diagnostics])

  // Also with each attempt: this page's memory is bounded, and what it has given up is on the disk.
  useEffect(() => {
    const update = (): unknown => refresh().catch(() => {}) // the press tries again
    diagnostics[internals].start()
    update()
    const stop = diagnostics[internals].onOtherTab(update)
    window.addEventListener('focus', update)
    return () => {
      stop()
      window.removeEventListener('focus', update)
    }
  }, [diagnostics, attemptId, refresh])

  return { history: history?.of === diagnostics ? history : undefined, refresh }
}
