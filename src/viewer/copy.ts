/**
 * Puts a text on the clipboard; true only where the browser said that it is there. To be called in a click. Where the
 * newer way is missing or refused (plain http, a frame), the older one is tried.
 */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text, near)
  }
}

function copyBySelection(text: string, near: HTMLElement): boolean {
  const { ownerDocument: page } = near
  const area = page.createElement('textarea')
  area.value = text
  area.readOnly = true
  area.setAttribute('aria-hidden', 'true')
  area.tabIndex = -1
  area.dataset['part'] = 'off-screen'
  // Beside the button: a dialog that keeps the focus lets it go nowhere else.
  near.after(area)
  area.select()
  try {
    // What happens to the clipboard is told by the event alone: some browsers say true for nothing.
    let isCopied = false
    const heard = (): void => void (isCopied = true)
    page.addEventListener('copy', heard)
    const isDone = page.execCommand('copy')
    page.removeEventListener('copy', heard)
    return isDone && isCopied
  } catch {
    return false
  } finally {
    area.remove()
    near.focus()
  }
}
