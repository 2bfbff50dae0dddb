import type { CopyNotice } from './copyState.ts'
import type { CopyTexts } from './copyTexts.ts'
import type { Shared } from './copyTypes.ts'
import { inAct } from './inAct.ts'
import { isSame, reduceCopy } from './reduceCopy.ts'

/** A script that takes longer is worth a word; also how often its seconds are told. */
const PENDING_MS = 5000

/** Another tab may have recorded, or cleared. */
const REASONS_TO_READ = ['storage', 'focus', 'pageshow', 'visibilitychange']

/** Keeps the facts around the button true: what is known, and why it is less than there will be. Never in a render. */
export interface CopyFacts {
  /** Reads, and goes on learning until the returned function is called. */
  start(): () => void
  /** Puts what is known now into the state. */
  learn(): void
  readAgain(): void
}

export function createCopyFacts({ diagnostics, recorder, getState, setState }: Shared, texts: CopyTexts): CopyFacts {
  const { store } = diagnostics
  let isStarted = false
  let learning: ReturnType<typeof setTimeout> | undefined

  const isLinkOpen = (): boolean => store.getState().session?.outcome === 'in-progress'

  function readAgain(event?: Event): void {
    // Of what others change in localStorage, only what is ours.
    if (event?.type === 'storage' && !(event as StorageEvent).key?.startsWith(recorder.name + ':')) return
    // A page that goes must not read: WebKit keeps the transaction of a frozen page, and others wait for it.
    if (document.visibilityState === 'hidden') return
    // Nor one in which Link is open, where something has been read already: Link comes first.
    if (texts.reads > 0 && isLinkOpen()) return
    texts.read().then(learn, learn) // the press tries again
  }

  function learn(): void {
    clearTimeout(learning)
    learning = undefined
    if (!isStarted) return
    const { isOpen, phase } = getState()
    const { reader } = texts
    let { report, explanation, preview } = getState()
    try {
      if (!reader || isLinkOpen()) report = explanation = null
      else ({ report, explanation } = texts.learn(reader, report && explanation && { report, explanation }))
      // Not with every reading: a text that somebody reads, or selects, must not change for the time in it alone.
      if (!isOpen && phase.state !== 'failed') preview = null
      else if (reader && !(preview && isSame(preview.made, texts.basisOf(report)))) {
        preview = texts.compose(reader, report ?? undefined)
      }
    } catch {
      texts.hasFailed = true
    }
    const { lastRun } = recorder
    const waited = watchScript()
    const { storage, problem } = store.getState()
    const facts = {
      report,
      explanation,
      preview,
      code: report?.code ?? lastRun?.code ?? null,
      outcome: (report ? report.sessions[0] : lastRun)?.outcome ?? null,
      days: reader?.days ?? null,
      canShare: canShare(),
      pendingSeconds: Math.round(waited / 1000),
      notice: noticeOf({
        hasFailed: texts.hasFailed,
        isOpen: isLinkOpen() || report?.sessions[0]?.outcome === 'in-progress',
        isPending: waited >= PENDING_MS,
        isRefused: (problem ?? report?.completeness.problem ?? null) !== null,
        isOff: storage === 'off',
        isEmpty: report?.sessions.length === 0,
      }),
    }
    const next = reduceCopy(getState(), { type: 'learned', basis: texts.basisOf(report), facts })
    inAct(() => setState(next))
  }

  /** For how long Plaid's script has been on its way. */
  function watchScript(): number {
    const waited = recorder.scriptPendingMs()
    if (waited !== null) learning ??= setTimeout(learn, PENDING_MS)
    return waited ?? 0
  }

  return {
    learn,
    readAgain,

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
  }
}

/** The one sentence that explains most; what is named first goes before. */
function noticeOf(
  found: Record<'hasFailed' | 'isOpen' | 'isPending' | 'isRefused' | 'isOff' | 'isEmpty', boolean>,
): CopyNotice | null {
  if (found.hasFailed) return 'not-loaded'
  if (found.isOpen) return 'link-open'
  if (found.isPending) return 'script-pending'
  if (found.isRefused) return 'storage-refused'
  if (found.isOff) return 'recording-off'
  return found.isEmpty ? 'nothing-recorded' : null
}

/** In a frame without `web-share`, share() is there and refuses; canShare() says so. */
function canShare(): boolean {
  return 'share' in navigator && navigator.canShare?.({ text: '-' }) !== false
}
