import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** @typedef {'chromium' | 'firefox' | 'webkit'} Engine */

/** @type {readonly Engine[]} */
export const allEngines = ['chromium', 'firefox', 'webkit']

/**
 * Looks for each engine on this machine. WebKit is WebKitGTK: a driver, a browser, and a screen for it (Xvfb), since
 * it knows no headless mode.
 */
export function findInstalled() {
  const driver = onPath('WebKitWebDriver')
  const browser = findMiniBrowser()
  const xvfb = onPath('Xvfb')
  return {
    chromium: findChromium(),
    firefox: findFirefox(),
    webkit: driver && browser && xvfb ? { driver, browser, xvfb } : undefined,
  }
}

function findChromium() {
  return (
    process.env['CHROME_PATH'] ??
    onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
    existing(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    )
  )
}

function findFirefox() {
  return (
    process.env['FIREFOX_PATH'] ??
    onPath('firefox-esr', 'firefox') ??
    existing('/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe')
  )
}

function findMiniBrowser() {
  const folders = ['/usr/libexec', '/usr/lib', ...foldersIn('/usr/lib')]
  const versions = ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0']
  return existing(...folders.flatMap((folder) => versions.map((version) => join(folder, version, 'MiniBrowser'))))
}

/** @param {string} folder */
function foldersIn(folder) {
  if (!existsSync(folder)) return []
  const found = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return found.map((entry) => join(folder, entry.name))
}

/** @param {string[]} names */
function onPath(...names) {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return existing(...names.flatMap((name) => folders.map((folder) => join(folder, name))))
}

/** @param {string[]} files */
function existing(...files) {
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
