import type { DiagnosticEntry } from 'react-plaid-link-diagnostics'

export interface EntryList {
  add(entry: DiagnosticEntry): void
  clear(): void
  read(): readonly DiagnosticEntry[]
  subscribe(listener: () => void): () => void
}

/** What `onEntry` says, for the list in the demo's panel. */
export function createEntryList(): EntryList {
  let entries: readonly DiagnosticEntry[] = []
  const listeners = new Set<() => void>()

  function change(next: readonly DiagnosticEntry[]): void {
    entries = next
    for (const listener of listeners) listener()
  }

  return {
    add: (entry) => change([...entries, entry].slice(-100)),
    clear: () => change([]),
    read: () => entries,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
