/** The page is hidden for good, or, where it goes into the back/forward cache, for a while. */
export function leavePage({ persisted = false } = {}): void {
  window.dispatchEvent(Object.assign(new Event('pagehide'), { persisted }))
}

/** The page is hidden, as before it goes; pending entries are written to the journal. */
export function hidePage(): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' })
  document.dispatchEvent(new Event('visibilitychange'))
  Reflect.deleteProperty(document, 'visibilityState')
}

export function returnToPage({ persisted = true } = {}): void {
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }))
}

/** All that localStorage holds for a recorder, as one string. */
export function dumpLocalStorage(name: string): string {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${name}:`))
  return keys.map((key) => `${key} ${localStorage.getItem(key)}`).join('\n')
}

export function journals(name: string): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(`${name}:journal:`))
}

/** The next task. */
export function nextTask(ms = 0): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
