/** A clipboard that misbehaves as browsers do. `text` is what a paste would bring. */
export interface FakeClipboard {
  text: string
}

/** `navigator.clipboard.writeText` */
export const writeTexts = {
  works: (board: FakeClipboard) => async (text: string) => void (board.text = text),
  rejects: () => () => Promise.reject(new DOMException('Write permission denied.', 'NotAllowedError')),
  throws: () => () => {
    throw new TypeError('not here')
  },
  hangs: () => () => new Promise<void>(() => {}),
  missing: () => undefined,
}

/** `document.execCommand('copy')` */
export const execCommands = {
  works: (board: FakeClipboard) => () => fireCopy(board),
  'works in a page that adds to what is copied': (board: FakeClipboard) => () => {
    function add({ clipboardData }: ClipboardEvent): void {
      clipboardData?.setData('text/plain', 'Read more at example.com')
    }
    document.addEventListener('copy', add)
    const isCopied = fireCopy(board)
    document.removeEventListener('copy', add)
    return isCopied
  },
  'says true and asks nobody': () => () => true,
  'says true and has nowhere to put it': () => () => {
    document.body.dispatchEvent(new Event('copy', { bubbles: true, cancelable: true }))
    return true
  },
  'asks and says false': () => () => {
    fireCopy({ text: '' })
    return false
  },
  'says false': () => () => false,
  throws: () => () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  },
  missing: () => undefined,
}

export function installClipboard(
  writeText: keyof typeof writeTexts,
  execCommand: keyof typeof execCommands = 'missing',
): FakeClipboard {
  const board: FakeClipboard = { text: 'what was copied before' }
  const write = writeTexts[writeText](board)
  const clipboard = write && {
    writeText: write,
    async write([item]: { parts: Record<string, Promise<Blob>> }[]) {
      await write(await readBlob(await item?.parts['text/plain']))
    },
  }
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard })
  Object.defineProperty(document, 'execCommand', { configurable: true, value: execCommands[execCommand](board) })
  Object.assign(window, { ClipboardItem: FakeClipboardItem })
  return board
}

class FakeClipboardItem {
  parts: Record<string, Promise<Blob>>
  constructor(parts: Record<string, Promise<Blob>>) {
    this.parts = parts
  }
}

/** jsdom's Blob has no text() */
function readBlob(blob: Blob | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsText(blob ?? new Blob())
  })
}

/** As a browser does: what a listener has set goes to the clipboard if it prevented the default. */
function fireCopy(board: FakeClipboard): boolean {
  let data = ''
  const event = new Event('copy', { bubbles: true, cancelable: true })
  Object.assign(event, { clipboardData: { setData: (_: string, text: string) => (data = text) } })
  const isDefault = document.body.dispatchEvent(event)
  if (!isDefault) board.text = data
  return true
}
