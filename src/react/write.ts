/**
 * By the clipboard of the browser. Rejects where there is none (plain http), and where it is refused (an iframe, a
 * webview, a policy).
 *
 * To be called in the user's press, without an `await` before it: WebKit refuses otherwise. For the same reason a
 * text that is not there yet has to be given as a promise.
 */
export async function write(text: string | Promise<string>): Promise<void> {
  const { clipboard } = navigator
  if (typeof text === 'string') return clipboard.writeText(text)
  const blob = text.then((value) => new Blob([value], { type: 'text/plain' }))
  blob.catch(() => {}) // told by `text` as well
  return clipboard.write([new ClipboardItem({ 'text/plain': blob })])
}
