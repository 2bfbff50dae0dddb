import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { allEngines, findInstalled } from './harness/installed.mjs'

/** Debian's own packages. Browsers come from nowhere else. */
const packages = {
  chromium: ['chromium', 'fonts-liberation'],
  firefox: ['firefox-esr', 'fonts-liberation'],
  webkit: ['webkit2gtk-driver', 'xvfb', 'fonts-liberation'],
}

const advice = {
  chromium: 'install Chrome or Chromium (or say where it is: CHROME_PATH)',
  firefox: 'install Firefox (or say where it is: FIREFOX_PATH)',
  webkit: 'install WebKitGTK with its driver, and Xvfb (Debian: webkit2gtk-driver, xvfb)',
}

/**
 * Installs the browsers that are missing, where that can be done (Debian and Ubuntu, as root).
 *
 * @returns {{ missing: import('./harness/installed.mjs').Engine[], problem: string | null }} `problem` where the
 *   tests cannot go on: under CI all three engines are required, elsewhere Chromium is.
 */
export function installBrowsers() {
  if (missingEngines().length > 0 && canInstall()) {
    apt('update')
    for (const engine of missingEngines()) {
      console.log(`installing ${packages[engine].join(' ')}`)
      apt('install', '-y', '--no-install-recommends', ...packages[engine])
    }
  }
  const missing = missingEngines()
  const required = process.env['CI'] === 'true' ? missing : missing.filter((engine) => engine === 'chromium')
  const problem = required.map((engine) => `${engine} is missing: ${advice[engine]}`).join('\n')
  return { missing, problem: problem || null }
}

function missingEngines() {
  const installed = findInstalled()
  return allEngines.filter((engine) => !installed[engine])
}

function canInstall() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))
}

/** @param {string[]} args */
function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stdout, stderr } = spawnSync('apt-get', ['-q', ...args], { env, encoding: 'utf8' })
  if (status !== 0) console.error(`apt-get ${args.join(' ')} failed:\n${(stdout + stderr).slice(-2_000)}`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { missing, problem } = installBrowsers()
  for (const engine of missing) console.log(`${engine}: not installed`)
  if (problem) {
    console.error(problem)
    process.exit(1)
  }
}
