/** A clipboard that has not answered by then never will, and the fallback needs the user's press to be recent. */
const ANSWER_TIMEOUT_MS = 2000

/**
 * Goes on where `write` has begun to copy a text, and says whether it is certain that it arrived. Never rejects. To be
 * called in the user's press too, where it can be.
 */
export function copyText(text: string | Promise<string>, writing: Promise<void>): Promise<boolean> {
  return Promise.race([writing, timeout(text)])
    .then(() => true)
    .catch(async () => copyByEvent(await text))
    .catch(() => false) // there is no text, or no execCommand
}

async function timeout(text: string | Promise<string>): Promise<never> {
  await text
  return new Promise((_, reject) => setTimeout(reject, ANSWER_TIMEOUT_MS))
}

/**
 * `execCommand` says true also where nothing was copied (a field outside of a focus trap): what counts is that the
 * browser asked us for the data. On `window` and first, so that no listener of the page changes them.
 */
function copyByEvent(text: string): boolean {
  let wasAsked = false
  function answer(event: ClipboardEvent): void {
    if (!event.clipboardData) return
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
    wasAsked = true
  }
  window.addEventListener('copy', answer, { capture: true })
  try {
    return document.execCommand('copy') && wasAsked
  } finally {
    window.removeEventListener('copy', answer, { capture: true })
  }
}
