import type { TabDriver } from './tab.ts'

export interface LaunchOptions {
  /** A folder with the profile of an earlier launch (Chromium, Firefox). By default a new one, removed by `close`. */
  profile?: string
  args?: string[]
  firefoxPreferences?: Record<string, unknown>
}

export interface BrowserDriver {
  version: string
  /** The window that the browser opens by itself. It stays, so that closing all others does not end the browser. */
  anchor: TabDriver
  newTab(): Promise<TabDriver>
  close(): Promise<unknown>
  kill(): Promise<unknown>
}
