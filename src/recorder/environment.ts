import type { ReportEnvironment } from '../session/report.ts'

const BROWSERS: [name: string, version: RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/([\d.]+)/],
  ['Samsung Internet', /\bSamsungBrowser\/([\d.]+)/],
  ['Opera', /\bOPR\/([\d.]+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/([\d.]+)/],
  ['Chrome', /\b(?:Headless)?(?:Chrome|CriOS)\/([\d.]+)/],
  ['Safari', /\bVersion\/([\d.]+).*\bSafari\//],
]

/** Order matters: an iPhone says "like Mac OS X", Android says Linux. */
const PLATFORMS: [name: string, sign: RegExp][] = [
  ['iPhone', /iPhone|iPod/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['ChromeOS', /CrOS/],
  ['macOS', /Mac OS X|Macintosh/],
  ['Linux', /Linux/],
]

/** Only signs that no other browser carries. */
const IN_APP: [name: string, sign: RegExp][] = [
  ['Instagram', /\bInstagram\b/],
  ['Facebook', /\bFB(?:AN|AV|_IAB)\b/],
  ['TikTok', /\b(?:BytedanceWebview|musical_ly|TikTok)/],
  ['Snapchat', /\bSnapchat\b/],
  ['LinkedIn', /\bLinkedInApp\b/],
  ['LINE', /\bLine\/[\d.]+/],
  ['WeChat', /\bMicroMessenger\b/],
  ['Google app', /\bGSA\/[\d.]+/],
]

/** A page that runs in an app's own web view has no browser around it; only where the user agent says so. */
const WEB_VIEWS: [name: string, sign: RegExp][] = [
  ['Electron', /\bElectron\/[\d.]+/],
  ['Android WebView', /\bAndroid\b.*; wv\)/],
  // Safari and all browsers on iOS say so; what shows a page inside an app does not.
  ['iOS web view', /^(?=.*\b(?:iPhone|iPad|iPod)\b)(?=.*\bAppleWebKit\/)(?!.*\bSafari\/)/],
]

/** What a support agent asks about the device, and no more: no full user agent, no URL, no screen size. */
export function readEnvironment(): ReportEnvironment {
  const agent = navigator.userAgent
  const browser = BROWSERS.find(([, version]) => version.test(agent))
  const version = browser?.[1].exec(agent)?.[1]?.split('.').slice(0, 2).join('.').replace(/\.0$/, '')
  let platform = PLATFORMS.find(([, sign]) => sign.test(agent))?.[0] ?? null
  // iPadOS says that it is a Mac; no Mac has a touch screen
  if (platform === 'macOS' && navigator.maxTouchPoints > 1) platform = 'iPad'
  return {
    browser: browser ? `${browser[0]} ${version}` : null,
    platform,
    language: navigator.language || null,
    viewport: `${window.innerWidth}x${window.innerHeight}`,
    online: navigator.onLine ?? null,
    secureContext: window.isSecureContext ?? null,
    iframe: window.self !== window.top,
    crossOriginIsolated: window.crossOriginIsolated ?? null,
    inAppBrowser: IN_APP.find(([, sign]) => sign.test(agent))?.[0] ?? null,
    webView: WEB_VIEWS.find(([, sign]) => sign.test(agent))?.[0] ?? null,
  }
}

export const NO_ENVIRONMENT: ReportEnvironment = {
  browser: null,
  platform: null,
  language: null,
  viewport: null,
  online: null,
  secureContext: null,
  iframe: null,
  crossOriginIsolated: null,
  inAppBrowser: null,
  webView: null,
}
