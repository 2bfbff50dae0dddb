import { useMemo, useSyncExternalStore } from 'react'
import { INITIAL } from './copyState.ts'
import type { UseCopyDiagnosticsOptions, UseCopyDiagnosticsResult } from './copyTypes.ts'
import { createCopying } from './copying.ts'
import { useDiagnostics } from './context.ts'

/**
 * The behaviour of `<CopyDiagnostics />`, without its looks. What is kept is read beforehand; the text is made in
 * the press, with all that was recorded since. Nothing of it throws in a render.
 */
export function useCopyDiagnostics({
  detail = 'full',
  onCopy,
}: UseCopyDiagnosticsOptions = {}): UseCopyDiagnosticsResult {
  const diagnostics = useDiagnostics()
  const copying = useMemo(() => createCopying(diagnostics, detail), [diagnostics, detail])
  const { phase, given, canShare, preview, ...facts } = useSyncExternalStore(
    copying.subscribe,
    copying.getState,
    () => INITIAL,
  )
  const common = {
    ...facts,
    copy: () => copying.copy(onCopy),
    share: canShare ? copying.share : undefined,
    download: copying.download,
    clear: copying.clear,
    setOpen: copying.setOpen,
    forUser: facts.explanation?.forUser ?? '',
    givenCode: given?.code ?? null,
  }
  if (phase.state === 'copied') {
    const { text, report } = phase.copy
    return { ...common, state: 'copied', text, isWhole: report !== null }
  }
  if (phase.state !== 'failed') return { ...common, state: phase.state, text: preview?.text ?? null }
  // While Link is open no other report is made.
  const { text = null, report = null } = phase.copy ?? {}
  return { ...common, state: 'failed', text, report: facts.report ?? report }
}
