import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { ReportExplanation } from '../explain/explain.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { internals, type Diagnostics, type InternalDiagnostics } from '../recorder/diagnostics.ts'
import type { Reader } from '../recorder/reading.ts'
import { copyText } from './clipboard.ts'
import { useDiagnostics } from './useDiagnostics.ts'

export interface UseCopyDiagnosticsOptions {
  /** Called when the text is on the clipboard for certain. */
  onCopy?: ((report: DiagnosticsReport, text: string) => void) | undefined
}

export interface UseCopyDiagnosticsResult {
  /** `copied` only where the browser has confirmed it, and until something new is recorded. */
  state: 'idle' | 'copying' | 'copied' | 'failed'
  /** It was copied, and something new was recorded since: what is on the clipboard lacks it. */
  isOutdated: boolean
  /** To be called in a press of the user, without an `await` before it. An open preview is copied as it is. */
  copy(): Promise<void>
  /**
   * What is known so far, for sentences about it; null on a server, until it has been read, and while Link is open:
   * that comes first. Where copying failed meanwhile it is what could not be copied.
   */
  report: DiagnosticsReport | null
  /** The same in words: what happened, what the user can try. */
  explanation: ReportExplanation | null
  /** What the user should see: the preview while it is open, or what could not be copied. Otherwise null. */
  text: string | null
  isOpen: boolean
  /** Shows or hides the preview: the very text that is copied. */
  setOpen(isOpen: boolean): void
  /** Hands the text to another app; undefined where the browser cannot. Rejects where nothing could be read. */
  share: (() => Promise<void>) | undefined
  /** Saves the text as a file that is named by the report code. Rejects where nothing could be read. */
  download(): Promise<void>
  /** After how many days what is kept is removed; null until it has been read. */
  days: number | null
  /** Forgets all that is kept; false where it is not certain that all is gone. */
  clear(): Promise<boolean>
}

interface Copy {
  report: DiagnosticsReport
  text: string
  reader: Reader
}

interface Press {
  of: Diagnostics
  state: UseCopyDiagnosticsResult['state']
  copy?: Copy
  /** How many entries this page had when the text was made. */
  recorded?: number
}

/**
 * The behaviour of `<CopyDiagnostics />`, without its looks. What is kept is read beforehand; the text is made in
 * the press, with all that was recorded since.
 */
export function useCopyDiagnostics({ onCopy }: UseCopyDiagnosticsOptions = {}): UseCopyDiagnosticsResult {
  const diagnostics = useDiagnostics() as InternalDiagnostics
  const { subscribe, getState, getInitialState } = diagnostics.store
  const { recorded, session } = useSyncExternalStore(subscribe, getState, getInitialState)
  // Of what was read, a clear() voids all.
  const { erasures: epoch } = diagnostics[internals]
  const isLinkOpen = session?.outcome === 'in-progress'
  const { reader, refresh } = useReader(diagnostics, isLinkOpen ? '' : session?.attemptId)
  const [lastPress, setPress] = useState<Press>()
  const press = lastPress?.of === diagnostics ? lastPress : undefined
  const [isOpen, setIsOpen] = useState(false)
  const isBusy = useRef(false)

  // Made anew when there is more to tell.
  /* eslint-disable react/exhaustive-deps */
  const report = useMemo(
    () => (isLinkOpen ? null : (reader?.compose() ?? null)),
    [reader, isLinkOpen, isLinkOpen ? null : session, epoch],
  )
  const newest = newestOf(report)
  const isRead = reader !== undefined
  // Not with every reading: a text that somebody reads, or selects, must not change for the time in it alone.
  const isShown = isOpen || press?.state === 'failed'
  const preview = useMemo(
    () => (isShown && reader ? toCopy(reader) : undefined),
    [isShown, isRead, newest, epoch, recorded],
  )
  /* eslint-enable react/exhaustive-deps */
  const explanation = useMemo(() => (report && reader?.explain(report)) || null, [reader, report])
  const pressed = press?.copy
  const isCurrent =
    press?.recorded === recorded && (!report || reader === pressed?.reader || newest === newestOf(pressed?.report))
  const isOutdated = press?.state === 'copied' && !isCurrent
  const state = !press || isOutdated ? 'idle' : press.state
  const shown = !isShown ? undefined : isCurrent ? pressed : preview
  const known = report ?? (state === 'failed' && pressed ? pressed.report : null)

  /** Synchronous as soon as the first read is done. */
  function make(): Copy | Promise<Copy> {
    return (isOpen ? shown : undefined) ?? (reader ? toCopy(reader) : refresh().then(toCopy))
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
    isOutdated,
    copy,
    report: known,
    explanation,
    text: shown?.text ?? null,
    isOpen,
    days: reader?.days ?? null,
    setOpen(next) {
      setIsOpen(next)
      if (next && !reader) refresh().catch(() => setPress({ of: diagnostics, state: 'failed' }))
    },
    // `known` is null on a server and while hydrating: what is rendered has to be the same there.
    // In a frame without `web-share`, share() is there and refuses; canShare() says so.
    share: known && 'share' in navigator && navigator.canShare?.({ text: '-' }) !== false ? share : undefined,
    async download() {
      const { report, text } = await (shown ?? make())
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
      link.download = `diagnostics-${report.code}.txt`
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000) // Safari reads it later
    },
    async clear() {
      setPress(undefined)
      try {
        await diagnostics.clear()
        await refresh()
        return getState().problem === null
      } catch {
        return false
      }
    },
  }
}

function toCopy(reader: Reader): Copy {
  const report = reader.compose()
  return { report, text: reader.format(report), reader }
}

/** What another tab has recorded, or deleted, changes this; what is tidied away does not. */
function newestOf(report: DiagnosticsReport | null | undefined): string | undefined {
  return report?.sessions[0]?.lastSeenAt
}

/** What is kept is read beforehand, for nothing can be awaited in a press. */
function useReader(diagnostics: InternalDiagnostics, attemptId: string | undefined) {
  const [newest, setNewest] = useState<{ of: Diagnostics; reader: Reader }>()
  const reads = useRef(0)

  const refresh = useCallback(async (): Promise<Reader> => {
    const read = ++reads.current
    const reader = await diagnostics[internals].read()
    if (read === reads.current) setNewest({ of: diagnostics, reader })
    return reader
  }, [diagnostics])

  // Also with each attempt: this page's memory is bounded, and what it has given up is on the disk.
  useEffect(() => {
    const { store } = diagnostics
    const { start, name } = diagnostics[internals]
    function update(event?: Event): void {
      // Of what others change in localStorage, only what is ours.
      if (event?.type === 'storage' && !(event as StorageEvent).key?.startsWith(name + ':')) return
      // A page that goes must not read: WebKit keeps the transaction of a frozen page, and others wait for it.
      if (document.visibilityState === 'hidden') return
      // Nor one in which Link is open, where something has been read already: Link comes first.
      if (reads.current > 0 && store.getState().session?.outcome === 'in-progress') return
      refresh().catch(() => {}) // the press tries again
    }
    start()
    update()
    for (const type of REASONS_TO_READ) window.addEventListener(type, update, { capture: true })
    return () => {
      for (const type of REASONS_TO_READ) window.removeEventListener(type, update, { capture: true })
    }
  }, [diagnostics, attemptId, refresh])

  return { reader: newest?.of === diagnostics ? newest.reader : undefined, refresh }
}

/** Another tab may have recorded, or cleared. */
const REASONS_TO_READ = ['storage', 'focus', 'pageshow', 'visibilitychange']
