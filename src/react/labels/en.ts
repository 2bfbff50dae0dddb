import type { CopyDiagnosticsLabels } from '../labels.ts'
import { copyKeys, isApple, isTouch } from './platform.ts'

/** `forUser` is not among them: a report's explanation says it in English by itself. */
export const en: CopyDiagnosticsLabels = {
  lang: 'en',
  intro: "Couldn't connect your bank? Copy the details and paste them into your message to support.",

  copy: 'Copy diagnostics',
  share: 'Share',
  download: 'Save as a file',
  next: 'Then paste it into your message to support. Copying alone does not send it to anyone.',

  copying: 'Copying…',
  copied: 'Copied. Now paste it into your message to support.',
  copiedPart:
    'Copied, but only your code and a technical id: the details could not be loaded. Check the internet connection, then copy again.',
  outdated: 'The details have changed since you copied. Copy them again.',
  failed: (platform) =>
    `Your browser did not allow copying. ${
      isTouch(platform)
        ? 'Touch and hold the text below, choose Select all, then Copy.'
        : `The text below is selected: press ${copyKeys(platform)}.`
    }`,
  unavailable: 'The details could not be loaded. Check the internet connection, then reload the page.',
  selectAll: 'Select all',
  saved: (file) => `Your browser saves the file ${file}. Attach it to your message to support.`,
  notSaved: 'Your browser did not allow saving. Copy the details instead.',
  shared: 'Handed over to the app you chose.',
  notShared: 'Your browser did not allow sharing. Copy the details instead.',
  code: 'Your code:',
  support: 'Go to support',

  linkOpen:
    'The window to connect your bank is still open. Close it, then copy again: most details come only when it closes.',
  scriptPending: (seconds) =>
    `The window to connect your bank has been loading for ${seconds} seconds. You can copy what is known so far.`,
  storageRefused:
    'Your browser did not keep everything. The copy has what happened since you opened this page, so copy it before you leave.',
  recordingOff: 'Nothing about your bank connection is recorded here. You can still copy basic browser details.',
  empty:
    'Nothing about a bank connection has been recorded on this device yet. You can still copy basic browser details.',
  notLoaded: 'The details could not be loaded. You can still copy your code for support.',
  inAppBrowser: (app, platform) =>
    `You are in ${app}'s browser. Copy this first. Then open this page in ${isApple(platform) ? 'Safari' : 'your browser'} and try again.`,

  present: 'In it:',
  absent: 'Not in it:',
  parts: {
    events: 'what happened and when, with technical ids',
    bank: "your bank's name",
    messages: 'error messages',
    ownIds: 'ids that this app has for you',
    device: 'your browser, device type and time zone',
    language: 'your language',
    passwords: 'passwords',
    name: 'your name',
    accountNumbers: 'account numbers',
    balances: 'balances',
  },
  open: 'See what is copied',
  everything: 'This is everything that is copied. Nothing is added.',
  kept: (days) => `Old details are removed from this device after ${days} days.`,
  notKept: 'The details are gone when you close this page.',
  text: 'Details to copy',

  clear: 'Delete these details',
  confirmClear:
    'Delete these details from this device? This cannot be undone. Copy them first if support may need them.',
  clearNow: 'Delete now',
  keep: 'Keep them',
  cleared: 'The details were deleted.',
  notCleared: 'Some details could not be deleted.',
}
