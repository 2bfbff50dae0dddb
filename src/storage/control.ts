import { forget, markUnwritten, type Control, type Memory, type StorageMode } from './memory.ts'

/**
 * What the tabs of a site agree on is one small record in localStorage, which every tab sees at once: when all was cleared,
 * what was decided about storing, whose device it is. Whoever changes it writes it before anything else, so that an app may
 * leave the page in that very task; everyone reads it before a put, on a replay, when told of a change, and when a page
 * comes back. It may have been written by anyone: what has not its form is none, and a time that is yet to come is not
 * believed, so that no value can void what is recorded from now on.
 */
export const NO_CONTROL: Control = { cleared: 0, mode: '', decided: 0, scope: '', erase: false, stored: false }

/** Times of the same device may differ by so much from one process to the next. */
const AHEAD_MS = 1000

/** Undefined where there is none, or none that has the form of one. Never throws. */
export function readControl(name: string): Control | undefined {
  try {
    // `window`: not on a server that has a localStorage.
    return parseControl(window.localStorage.getItem(controlKey(name)))
  } catch {
    return undefined // refused
  }
}

export function controlKey(name: string): string {
  return `${name}:control`
}

function parseControl(text: string | null): Control | undefined {
  const record = JSON.parse(text ?? 'null') as Control | null
  const isSound =
    record &&
    Object.entries(NO_CONTROL).every(([field, none]) => {
      const value = record[field as keyof Control]
      return typeof value === typeof none && (typeof value === 'number' ? value >= 0 : /^\w{0,8}$/.test(`${value}`))
    })
  return isSound && /^(?:|device|memory|off)$/.test(record.mode) ? record : undefined
}

/** Writes what this tab knows. Where localStorage is refused or full, the database's own record tells of a clear(). */
export function writeControl(memory: Memory, change: Partial<Control> = {}): void {
  Object.assign(memory.control, change)
  try {
    localStorage.setItem(controlKey(memory.name), JSON.stringify(memory.control))
    memory.isControlled = true
  } catch {
    memory.isControlled = false
  }
}

/** When all was last cleared, as far as that can be believed. */
export function clearedAt({ control }: Memory): number {
  return believed(control.cleared)
}

/** A time that is yet to come is none. */
export function believed(time: number): number {
  return time > Date.now() + AHEAD_MS ? 0 : time
}

/** Now, but after the last clear(): what is recorded in the millisecond of a clear() came after it. */
export function timeAfterClear(memory: Memory): number {
  return Math.max(Date.now(), clearedAt(memory) + 1)
}

/** Does what another tab has decided since this one last looked. */
export function applyControl(memory: Memory): void {
  const said = readControl(memory.name)
  memory.isControlled = said !== undefined
  // None: the app has emptied localStorage. The next put writes what is known.
  if (said) adopt(memory, said)
}

/** The database knows of a clear() too: where the app has emptied localStorage it is the only one. */
export function adoptCleared(memory: Memory, cleared: number): void {
  if (believed(cleared) > clearedAt(memory)) adopt(memory, { ...memory.control, cleared })
}

function adopt(memory: Memory, said: Control): void {
  const { control } = memory
  const cleared = clearedAt(memory)
  // A clear() under a clock that was ahead counts from the moment in which it is heard of.
  const isCleared = said.cleared > control.cleared || believed(said.cleared) > cleared
  const isDecided = said.mode !== '' && said.decided !== control.decided
  const isScoped = said.scope !== control.scope
  // Written by a page that found localStorage emptied, and knew less.
  const isBehind = (said.mode === '' && control.mode !== '') || said.cleared < cleared
  memory.control = {
    ...said,
    cleared: isCleared ? believed(said.cleared) || Date.now() - 1 : Math.max(said.cleared, cleared),
    mode: said.mode || control.mode,
    decided: said.mode ? said.decided : control.decided,
  }
  if (isCleared || isScoped) forget(memory, isScoped ? Infinity : memory.control.cleared, timeAfterClear(memory))
  // Only what was decided since: a tab that may not store must not follow one that always could.
  if (isDecided && said.mode !== memory.mode) {
    memory.mode = said.mode as StorageMode
    if (memory.mode === 'off') forget(memory, Infinity, 0)
    else markUnwritten(memory)
  }
  if (isBehind || memory.control.cleared < said.cleared) writeControl(memory)
}
