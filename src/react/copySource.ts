import { copyText } from './clipboard.ts'
import { createCopyFacts } from './copyFacts.ts'
import type { Copy } from './copyState.ts'
import { createCopyTexts } from './copyTexts.ts'
import type { CopySource, Shared } from './copyTypes.ts'
import { inAct } from './inAct.ts'
import { reduceCopy, type CopyEvent } from './reduceCopy.ts'

/** What a user can do with the texts, and what becomes of it. */
export function createCopySource(shared: Shared): CopySource {
  const { diagnostics, getState, makeSoon } = shared
  const texts = createCopyTexts(shared)
  const { start, learn, readAgain } = createCopyFacts(shared, texts)

  function dispatch(event: CopyEvent): void {
    inAct(() => shared.setState(reduceCopy(getState(), event)))
  }

  return {
    start,
    make: texts.make,

    async copy(onCopy, begun) {
      if (!begun) {
        if (getState().phase.state === 'copying') return
        dispatch({ type: 'pressed' })
      }
      let copy: Copy | null = null
      let isCopied = false
      try {
        const made = begun?.making ?? texts.makeNow() ?? makeSoon()
        const text = made instanceof Promise ? made.then(({ text }) => text) : made.text
        const arrived = copyText(text, begun?.writing ?? shared.write(text))
        copy = await made
        copy.made ??= texts.basisOf(null)
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
        const copy = texts.makeNow() ?? (await makeSoon())
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
        save(copy, (copy.report && texts.reader?.format(copy.report)) ?? copy.text)
        dispatch({ type: 'handed', how: 'saved', copy })
      } catch {
        dispatch({ type: 'notHanded', how: 'not-saved' })
      }
    },

    async clear() {
      let isCertain = false
      try {
        await diagnostics.clear()
        await texts.read()
        isCertain = diagnostics.store.getState().problem === null
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
      if (isOpen && !texts.reader) readAgain()
    },
  }
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
