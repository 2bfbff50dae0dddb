import { readControl, timeAfterClear, writeControl } from './control.ts'
import { forget, markUnwritten, type Memory, type StorageMode } from './memory.ts'

/** The first step of clear(), which holds in every tab; the rest is to erase. Synchronous. */
export function controlClear(memory: Memory): void {
  voidAll(memory)
  tellOthers(memory)
}

/**
 * `setStorage` was called here. Synchronous too; the rest is to open, or to erase. False where nobody had to be told:
 * nothing new, or nothing that could be kept, as far as can be said at once.
 */
export function controlMode(memory: Memory, mode: StorageMode): boolean {
  const before = memory.mode
  memory.mode = mode
  if (mode === before) return false
  if (mode !== 'device' && before !== 'device' && !readControl(memory.name)) {
    if (mode === 'off') forget(memory, Infinity, 0)
    return false
  }
  decide(memory)
  return true
}

/** Tells other tabs, who follow. Where nothing may be stored any more, all that was is void. */
export function decide(memory: Memory): void {
  const { mode, control } = memory
  if (mode === 'device') markUnwritten(memory)
  else voidAll(memory)
  // Another time than that of the decision before: it is how others see that it is a new one.
  const now = Date.now()
  writeControl(memory, {
    mode,
    decided: now === control.decided ? now + 1 : now,
    erase: mode !== 'device',
    stored: false,
  })
}

/** Another person uses this device; false where it is the same. Synchronous. */
export function controlScope(memory: Memory, scope: string): boolean {
  if (memory.control.scope === scope) return false
  memory.control.scope = scope
  voidAll(memory)
  tellOthers(memory)
  return true
}

/** All that was recorded until now is void. */
function voidAll(memory: Memory): void {
  memory.control.cleared = timeAfterClear(memory)
  memory.control.stored = false
  forget(memory, Infinity, 0)
}

/** Without consent nothing is written to the device, unless other tabs go by it. */
function tellOthers(memory: Memory): void {
  if (memory.mode === 'device' || readControl(memory.name)) writeControl(memory)
}
