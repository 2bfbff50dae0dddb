import type { ReportExplanation } from '../explain/explain.ts'
import type { DiagnosticsReport } from '../session/report.ts'

/**
 * Every string that `<CopyDiagnostics />` shows. Give your own as `labels`; an empty one is not shown. For the hints
 * in another language, go by the codes in `explanation.findings`.
 */
export const defaultLabels = {
  intro: "Couldn't connect your bank? Copy the details and paste them into your message to support.",
  /** After a failed link. */
  hint: ({ headline, userCanTry }: ReportExplanation): string => `${headline} ${userCanTry}`.trim(),
  /** In the browser of another app, only where that is certain. */
  inAppBrowser: (app: string, platform: string | null): string =>
    `You are in ${app}'s browser. Copy this first. Then open this page in ${isApple(platform) ? 'Safari' : 'your browser'} and try again.`,
  copy: 'Copy diagnostics',
  copying: 'Copying…',
  copied: 'Copied. Now paste it into your message to support.',
  /** "Copied" is no longer all: something new was recorded, or deleted. */
  outdated: 'The details have changed since you copied. Copy them again.',
  failed: (platform: string | null): string =>
    `Your browser did not allow copying. ${
      isApple(platform) || platform === 'Android'
        ? 'Touch and hold the text below, choose Select all, then Copy.'
        : `The text below is selected: press ${platform === 'macOS' ? '⌘' : 'Ctrl+'}C.`
    }`,
  unavailable: 'The details could not be loaded. Check the internet connection, then reload the page.',
  empty:
    'Nothing about a bank connection has been recorded on this device yet. You can still copy basic browser details.',
  incomplete: 'Some saved details could not be read or kept. This copy has what happened since you opened this page.',
  open: 'See what is copied',
  everything: 'This is everything that is copied. Nothing is added.',
  contents: ({ sessions, app }: DiagnosticsReport): string => {
    const entries = sessions.flatMap((session) => session.entries)
    const hasOwn = entries.some(({ identifiers }) => identifiers)
    const contents = [
      entries.length > 0 && 'what happened and when, with technical ids',
      sessions.some(({ institution }) => institution) && "your bank's name",
      entries.some(({ errorMessage, displayMessage }) => errorMessage || displayMessage) && 'error messages',
      hasOwn && `ids that ${app?.name ?? 'this app'} has for you`,
      'your browser, device type, language and time zone',
    ]
    // An app's own id may be a name.
    const never = `passwords, ${hasOwn ? '' : 'your name, '}account numbers, balances`
    return `In it: ${contents.filter(Boolean).join('; ')}. Never in it: ${never}.`
  },
  notSent: 'Copying does not send it to anyone. It stays on your clipboard until you paste it.',
  kept: (days: number): string => `Old details are removed after ${days} days.`,
  text: 'Details to copy',
  selectAll: 'Select all',
  share: 'Share',
  download: 'Download',
  clear: 'Delete these details',
  confirmClear: 'This cannot be undone. Copy them first if support may need them.',
  clearNow: 'Delete now',
  cleared: 'The details were deleted.',
  notCleared: 'Some details could not be deleted.',
}

export type CopyDiagnosticsLabels = typeof defaultLabels

function isApple(platform: string | null): boolean {
  return platform === 'iPhone' || platform === 'iPad'
}
