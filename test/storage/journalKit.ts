import { afterEach, beforeEach, vi } from 'vitest'
import { leaveJournal, parseJournal } from '../../src/storage/journal.ts'
import type { Memory } from '../../src/storage/memory.ts'
import type { DiagnosticEntry } from '../../src/entry/fields.ts'
import { databaseName, readDatabase } from '../support/disk.ts'
import { markOf } from '../support/marks.ts'
import { closeAll, journalsOf, makeEntry, makeMemory, setVisibility } from './tabs.ts'

export const MAX_UNITS = 64 * 1024

export let name: string

beforeEach(() => {
  name = databaseName()
  setVisibility('visible')
})

afterEach(() => {
  closeAll()
  vi.unstubAllGlobals()
  localStorage.clear()
})

export interface JournaledPage {
  memory: Memory
  /** Leaves with these entries pending. */
  leave(...entries: Partial<DiagnosticEntry>[]): void
  /** What was pending is on the disk. */
  settle(): void
}

/** A page without a disk. */
export function journalPage(page: string, startedAgo = 0): JournaledPage {
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() - startedAgo)
  const memory = makeMemory(name, page)
  clock.mockRestore()
  return {
    memory,
    leave(...entries) {
      memory.pending = new Set(entries.map((more) => makeEntry({ page, ...more })))
      leaveJournal(memory)
    },
    settle() {
      memory.pending.clear()
      leaveJournal(memory)
    },
  }
}

export function journalPages(count: number): JournaledPage[] {
  return Array.from({ length: count }, (_, index) => journalPage(`page000${index}`, 1000 * (count - index)))
}

export function entriesIn(raw: string | null | undefined): DiagnosticEntry[] {
  return parseJournal(raw ?? '')?.entries ?? []
}

export function namesOf(entries: DiagnosticEntry[]): string[] {
  return entries.flatMap((entry) => markOf(entry) ?? [])
}

/** All journals together. */
export function journaled(): string[] {
  return journalsOf(name).flatMap(([, raw]) => namesOf(entriesIn(raw)))
}

export async function storedNames(): Promise<string[]> {
  return namesOf((await readDatabase(name)).map(([, value]) => value as DiagnosticEntry))
}
