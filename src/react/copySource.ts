import type { DiagnosticsReport } from '../session/report.ts'
import { copyText } from './clipboard.ts'
import type { Basis, Copy } from './copyState.ts'
import type { CopySource, Shared } from './copyTypes.ts'
import { inAct } from './inAct.ts'
import type { Reader } from './recorderSeam.ts'
import { isSame, reduceCopy, type CopyEvent } from './reduceCopy.ts'

/** A script that takes longer is worth a word; also how often its seconds are told. */
const PENDING_MS = 5000

/** What was known that long ago, of the network and the like, is true enough. */
const FRESH_MS = 60_000

/** Learns what is known, makes the texts, and hands them over otherwise than by copying. Never in a render. */
export function createCopySource(shared: Shared): CopySource {
  const { diagnostics, recorder, detail, getState, makeSoon } = shared
  const { store } = diagnostics
  let reader: Reader | undefined
  let reads = 0
  let hasFailed = false
  let isStarted = false
  let learning: ReturnType<typeof setTimeout> | undefined
  let known: { of: Reader; basis: Basis; stored: number } | undefined

  function dispatch(event: CopyEvent): void {
    inAct(() => shared.setState(reduceCopy(getState(), event)))
  }

  const isLinkOpen = (): boolean => store.getState().session?.outcome === 'in-progress'

  function basisOf(report: DiagnosticsReport | null): Basis {
    const { recorded, erasures } = recorder
    return { recorded, erasures, newest: report?.sessions[0]?.lastSeenAt }
  }

  /** Of what was composed just now only the time would be another: putting it into words is half of a press. */
  function newestReport(from: Reader): DiagnosticsReport {
    recorder.applyControl()
    const { report } = getState()
    const now = Date.now()
    const isFresh = report && isKnown(from, report) && now - Date.parse(report.createdAt) < FRESH_MS
    return isFresh ? { ...report, createdAt: new Date(now).toISOString() } : from.compose()
  }

  function isKnown(from: Reader, report: DiagnosticsReport): boolean {
    return known?.of === from && known.stored === store.getState().stored && isSame(known.basis, basisOf(report))
  }

  function compose(from: Reader, report = newestReport(from)): Copy {
    const text = from.format(report, { detail })
    return { text, code: report.code, report, made: basisOf(report) }
  }

  /** Synchronous as soon as the first read is done: WebKit forgets a press at the first `await`. */
  function makeNow(): Copy | undefined {
    const { isOpen, preview } = getState()
    if (isOpen && preview) return preview
    try {
      return reader && compose(reader)
    } catch {
      return undefined // `makeSoon` has something else
    }
  }

  const make = async (): Promise<Copy> => makeNow() ?? compose(await read())

  async function read(): Promise<Reader> {
    const number = ++reads
    try {
      const reading = shared.firstRead ?? recorder.read()
      shared.firstRead = null
      const newest = await reading
      if (number === reads) {
        reader = newest
        hasFailed = false
      }
      return newest
    } catch (error) {
      hasFailed = !reader
      throw error
    } finally {
      learn()
    }
  }

  function readAgain(event?: Event): void {
    // Of what others change in localStorage, only what is ours.
    if (event?.type === 'storage' && !(event as StorageEvent).key?.startsWith(recorder.name + ':')) return
    // A page that goes must not read: WebKit keeps the transaction of a frozen page, and others wait for it.
    if (document.visibilityState === 'hidden') return
    // Nor one in which Link is open, where something has been read already: Link comes first.
    if (reads > 0 && isLinkOpen()) return
    read().catch(() => {}) // the press tries again
  }

  function learn(): void {
    clearTimeout(learning)
    learning = undefined
    if (!isStarted) return
    const { isOpen, phase } = getState()
    let { report, explanation, preview } = getState()
    const wanted = isLinkOpen() ? undefined : reader
    try {
      if (!wanted) report = explanation = null
      else if (!report || !isKnown(wanted, report)) {
        report = wanted.compose()
        explanation = wanted.explain(report)
        known = { of: wanted, basis: basisOf(report), stored: store.getState().stored }
      }
      // Not with every reading: a text that somebody reads, or selects, must not change for the time in it alone.
      if (!isOpen && phase.state !== 'failed') preview = null
      else if (reader && !(preview && isSame(preview.made, basisOf(report)))) {
        preview = compose(reader, report ?? undefined)
      }
    } catch {
      hasFailed = true
    }
    const { lastRun } = recorder
    const waited = watchScript()
    const { storage, problem } = store.getState()
    dispatch({
      type: 'learned',
      basis: basisOf(report),
      facts: {
        report,
        explanation,
        preview,
        code: report?.code ?? lastRun?.code ?? null,
        outcome: (report ? report.sessions[0] : lastRun)?.outcome ?? null,
        days: reader?.days ?? null,
        canShare: canShare(),
        pendingSeconds: Math.round(waited / 1000),
        notice: noticeOf({
          hasFailed,
          isOpen: isLinkOpen() || report?.sessions[0]?.outcome === 'in-progress',
          isPending: waited >= PENDING_MS,
          isRefused: (problem ?? report?.completeness.problem ?? null) !== null,
          isOff: storage === 'off',
          isEmpty: report?.sessions.length === 0,
        }),
      },
    })
  }

  /** For how long Plaid's script has been on its way. */
  function watchScript(): number {
    const waited = recorder.scriptPendingMs()
    if (waited !== null) learning ??= setTimeout(learn, PENDING_MS)
    return waited ?? 0
  }

  return {
    start() {
      isStarted = true
      readAgain()
      learn()
      let attemptId: string | undefined
      const unsubscribe = store.subscribe(({ session }) => {
        // In a task of its own: Plaid's callback, which may have caused it, comes first.
        clearTimeout(learning)
        learning = setTimeout(learn)
        // Also with each attempt: this page's memory is bounded, and what it has given up is on the disk.
        if (isLinkOpen() || session?.attemptId === attemptId) return
        attemptId = session?.attemptId
        readAgain()
      })
      for (const type of REASONS_TO_READ) window.addEventListener(type, readAgain, true)
      return () => {
        isStarted = false
        unsubscribe()
        clearTimeout(learning)
        for (const type of REASONS_TO_READ) window.removeEventListener(type, readAgain, true)
      }
    },

    make,

    async copy(onCopy, begun) {
      if (!begun) {
        if (getState().phase.state === 'copying') return
        dispatch({ type: 'pressed' })
      }
      let copy: Copy | null = null
      let isCopied = false
      try {
        const made = begun?.making ?? makeNow() ?? makeSoon()
        const text = made instanceof Promise ? made.then(({ text }) => text) : made.text
        const arrived = copyText(text, begun?.writing ?? shared.write(text))
        copy = await made
        copy.made ??= basisOf(null)
        isCopied = await arrived
      } catch {
        // Nothing is known, so there is nothing to copy.
      }
      dispatch(copy && isCopied ? { type: 'copied', copy } : { type: 'refused', copy })
      // Something may have been recorded meanwhile.
      learn()
      if (copy?.report && isCopied) onCopy?.(copy.report, copy.text)
    },

    async share() {
      try {
        const copy = makeNow() ?? (await makeSoon())
        await navigator.share({ text: copy.text })
        dispatch({ type: 'handed', how: 'shared', copy })
      } catch (error) {
        // The user may think better of it.
        if ((error as Error | undefined)?.name !== 'AbortError') dispatch({ type: 'notHanded', how: 'not-shared' })
      }
    },

    async download() {
      try {
        const copy = await makeSoon()
        // A file has room for the whole.
        save(copy, copy.report && reader ? reader.format(copy.report) : copy.text)
        dispatch({ type: 'handed', how: 'saved', copy })
      } catch {
        dispatch({ type: 'notHanded', how: 'not-saved' })
      }
    },

    async clear() {
      let isCertain = false
      try {
        await diagnostics.clear()
        await read()
        isCertain = store.getState().problem === null
      } catch {
        // Then it is not certain.
      }
      dispatch({ type: 'cleared', isCertain })
      learn()
      return isCertain
    },

    setOpen(isOpen) {
      dispatch({ type: 'opened', isOpen })
      learn()
      if (isOpen && !reader) readAgain()
    },
  }
}

/** The one sentence that explains most; what is named first goes before. */
function noticeOf(found: Record<'hasFailed' | 'isOpen' | 'isPending' | 'isRefused' | 'isOff' | 'isEmpty', boolean>) {
  if (found.hasFailed) return 'not-loaded'
  if (found.isOpen) return 'link-open'
  if (found.isPending) return 'script-pending'
  if (found.isRefused) return 'storage-refused'
  if (found.isOff) return 'recording-off'
  return found.isEmpty ? 'nothing-recorded' : null
}

/** Another tab may have recorded, or cleared. */
const REASONS_TO_READ = ['storage', 'focus', 'pageshow', 'visibilitychange']

/** In a frame without `web-share`, share() is there and refuses; canShare() says so. */
function canShare(): boolean {
  return 'share' in navigator && navigator.canShare?.({ text: '-' }) !== false
}

/** How the file is named in which a report is saved. */
export function fileOf(code: string): string {
  return `diagnostics-${code}.txt`
}

function save({ code }: Copy, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = fileOf(code)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000) // Safari reads it later
}
