import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const started = new Set<ChildProcess>()
const folders = new Set<string>()

process.once('exit', () => {
  for (const child of started) killGroup(child)
  for (const folder of folders) removeFolder(folder)
})
process.once('SIGTERM', () => process.exit(143))
process.once('SIGINT', () => process.exit(130))
// The test runner has died; a browser that hangs would outlive it.
process.once('disconnect', () => process.exit(1))

/** Starts a program as the leader of its own process group, so that what it starts can be ended with it. */
export function start(command: string, args: string[], options: SpawnOptions = {}): ChildProcess {
  return endWithUs(spawn(command, args, { stdio: 'ignore', ...options, detached: true }))
}

/** Takes care of a group leader that somebody else has started for us. */
export function endWithUs(child: ChildProcess): ChildProcess {
  started.add(child)
  child.once('exit', () => started.delete(child))
  return child
}

export async function stop(child: ChildProcess): Promise<void> {
  const ended = exited(child)
  killGroup(child)
  await ended
}

export function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

/** Is removed when the process ends, if not before. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`))
  folders.add(folder)
  return folder
}

/** Removes a folder, if it is one of ours. */
export function removeTemporaryFolder(folder: string): void {
  if (folders.delete(folder)) removeFolder(folder)
}

function removeFolder(folder: string) {
  // A browser that has just been killed may still be writing its last file.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}
