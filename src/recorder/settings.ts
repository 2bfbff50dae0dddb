import { reportCode } from '../entry/key.ts'
import { controlScope } from '../storage/consent.ts'
import { applyControl, readControl, writeControl } from '../storage/control.ts'
import { deleteDatabase } from '../storage/deleteDatabase.ts'
import { removeJournals } from '../storage/journal.ts'
import { toLimits } from '../storage/limits.ts'
import type { Memory } from '../storage/memory.ts'
import { DEFAULTS, type RecorderOptions, type Settings } from './recording.ts'

/** What an app has given, as a recorder goes by it. */
export function toSettings(given: RecorderOptions): Settings {
  // What is not given is not looked for on Object.prototype.
  const options = Object.assign(Object.create(null), given) as RecorderOptions
  const scope = options.scope === undefined ? undefined : hashScope(options.scope)
  return {
    name: options.name ?? DEFAULTS.name,
    mode: options.storage ?? DEFAULTS.mode,
    limits: toLimits(Object.assign(Object.create(null), options.limits)),
    scope,
    applyScope: (memory) => scope !== undefined && applyScope(memory, scope),
    eraseWithdrawn,
  }
}

/** The hash of an app's key for a user: it goes beside each entry, and is not to be turned back. */
export function hashScope(scope: string | null): string {
  return scope ? reportCode(`scope ${scope}`).replace('-', '') : ''
}

/** Another person's was found on the device. */
function applyScope(memory: Memory, scope: string): void {
  const before = readControl(memory.name)
  if (!before || before.scope === scope) return
  memory.control = before
  controlScope(memory, scope)
}

/** The page that withdrew consent may have been left in that task: what it was to erase is still there. */
async function eraseWithdrawn(memory: Memory): Promise<void> {
  removeJournals(memory.name)
  await deleteDatabase(memory.name)
  applyControl(memory)
  if (memory.mode !== 'device' && memory.control.erase) writeControl(memory, { erase: false })
}
