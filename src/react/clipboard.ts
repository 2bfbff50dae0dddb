/** A clipboard that has not answered by then never will, and the fallback needs the user's press to be recent. */
const ANSWER_TIMEOUT_MS = 2000

/**
 * Copies, and says whether it is certain that the text arrived. Never rejects.
 *
 * To be called in the user's press, without an `await` before it: WebKit refuses otherwise. For the same reason a
 * text that is not there yet has to be given as a promise.
 */
export function copyText(text: string | Promise<string>): Promise<boolean> {
  return Promise.race([write(text), timeout(text)])
    .then(() => true)
    .catch(async () => copyByEvent(await text))
    .catch(() => false) // there is no text, or no execCommand
}

/** Rejects where there is no clipboard (plain http), and where it is refused (an iframe, a webview, a policy). */
async function write(text: string | Promise<string>): Promise<void> {
  const { clipboard } = navigator
  if (typeof text === 'string') return clipboard.writeText(text)
  const blob = text.then((value) => new Blob([value], { type: 'text/plain' }))
  blob.catch(() => {}) // told by `text` as well
  return clipboard.write([new ClipboardItem({ 'text/plain': blob })])
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
