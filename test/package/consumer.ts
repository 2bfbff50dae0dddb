import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

export const run = promisify(execFile)

/** A project beside this one that has installed the packed package, as a user would. */
export interface Consumer {
  folder: string
  tarball: string
  remove(): Promise<void>
}

/** `more`: what it has installed beside the peers and what is ours. */
export async function createConsumer(more: string[] = []): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), 'consumer-'))
  await writeFile(join(folder, 'package.json'), '{ "name": "consumer", "private": true }')

  const { version } = JSON.parse(await readFile('package.json', 'utf8'))
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder])
  const tarball = join(folder, `react-plaid-link-diagnostics-${version}.tgz`)
  const installed = join(folder, 'node_modules/react-plaid-link-diagnostics')
  await mkdir(installed, { recursive: true })
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed])

  for (const name of ['react', 'react-plaid-link', 'zustand', 'idb-keyval', '@types/react', 'csstype', ...more]) {
    const link = join(folder, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(resolve('node_modules', name), link)
  }
  return { folder, tarball, remove: () => rm(folder, { recursive: true, force: true }) }
}
