import { ifSame, onTheScreen, tryAgain, type FindingWords } from '../errorWords.ts'

const neverSeen = 'Plaid never saw this attempt.'
const sendReport = 'Send this report to the app; nothing else helps.'
const reload = 'Reload the page, then try again.'

/** What keeps Link from opening or from working. */
export const openingWords = {
  'csp-blocked': {
    happened: "The page's own security policy stopped Plaid.",
    means: 'Its {directive} does not allow {host}.',
    userCanTry: sendReport,
    developer: "Allow Plaid's hosts in the Content-Security-Policy: {directive} needs https://{host}.",
    because: "The page's Content-Security-Policy must allow {host}.",
  },
  'script-threw': {
    happened: "Plaid's script was loaded, and failed while it ran.",
    means: 'Perhaps something else came in its place, or an extension or another script changed the page.',
    userCanTry: 'Turn off browser extensions, or use another browser, then reload the page.',
    askUser: 'Which browser extensions, VPN or proxy? A work or school network?',
    developer: 'See whether cdn.plaid.com answers with JavaScript.',
    because: 'Only if it fails without browser extensions too.',
  },
  'script-failed': {
    happened: "Plaid's script could not be loaded, so Link did not open.",
    means: 'Likely an ad blocker or a network filter{quickly}. Not proven.',
    userCanTry: 'Allow this site in the ad blocker or use another browser, then reload the page.',
    askUser: 'Which ad blocker, VPN or DNS filter? A work or school network?',
    developer: 'Show the error that usePlaidLink returns, and see what cdn.plaid.com answers.',
    because: neverSeen,
  },
  'script-never-ran': {
    happened: "Plaid's script is in the page but had not run.",
    means: 'It is slow or held back. Link then waits without an error.',
    userCanTry: reload,
    developer: 'Leave the script tag to react-plaid-link; no consent tool may hold it back.',
    because: `${neverSeen} Its script is in the page and did not run.`,
  },
  'script-pending': {
    happened: "Plaid's script was still being loaded when this was copied.",
    means: 'The network is slow, or something holds the script back.',
    userCanTry: 'Wait half a minute. If Link does not open, reload the page.',
    askUser: 'Does Link open after a while?',
    because: 'Only if it still does not open: copy again in 30 s.',
  },
  'cross-origin-isolated': {
    happened: "This page does not let Plaid's window in.",
    means: 'It is cross-origin isolated: the browser then refuses what does not take part.',
    userCanTry: sendReport,
    developer: 'Serve the page that opens Link without the header Cross-Origin-Embedder-Policy: require-corp.',
    because: "The page's headers must change (crossOriginIsolated).",
  },
  offline: {
    happened: 'The internet connection was lost.',
    means: 'The browser said that it was offline{offlineWhen}.',
    userCanTry: 'Check the internet connection, then try again.',
    because: "The connection failed on the user's side.",
  },
  'not-ready': {
    happened: 'Link was not ready in time.',
    means: "Plaid's script or the link_token was late.",
    userCanTry: reload,
    developer: 'See in the network log which of the two was late.',
    because: 'The script or the token was late: nothing failed at Plaid.',
  },
  'opened-too-early': {
    happened: 'The app opened Link too early.',
    means: 'open() does nothing before ready.',
    userCanTry: `${reload} ${ifSame}`,
    developer: 'Call open() only when ready is true.',
    because: 'The app has to change: it called open() before ready.',
  },
  'opened-without-token': {
    happened: 'The app called open() without a link_token.',
    means: 'open() does nothing without one.',
    userCanTry: `${reload} ${ifSame}`,
    developer: 'Call open() only when ready is true.',
    because: 'The app must have a link_token before open().',
  },
  'layer-not-available': {
    happened: 'Plaid has no saved account for this person.',
    means: 'Layer, a shorter Link for people whom Plaid knows, is not available for this phone number.',
    userCanTry: 'Connect the bank in the usual way.',
    developer: 'Go on with the usual Link.',
    because: 'The app has to go on without Layer: nothing failed.',
  },
  'layer-not-opened': {
    happened: 'Layer was ready, and the app did not open it.',
    means: 'Layer, a shorter Link for people whom Plaid knows, opens when the app calls open().',
    userCanTry: `${reload} ${ifSame}`,
    developer: 'Call open() when onEvent reports LAYER_READY.',
    because: 'The app has to call open(): nothing failed at Plaid.',
  },
  'two-links-open': {
    happened: 'Two Links were open at the same time.',
    means: 'The app opened a second one over the first.',
    userCanTry: 'Close both, reload the page, then try again.',
    developer: 'Call usePlaidLink in one place, and open() once.',
    because: 'The app has to change: it had two Links open at once.',
  },
  'nothing-followed': {
    happened: 'Link was opened and nothing followed{neverLoaded}.',
    means: '{likely}',
    userCanTry: '{howToOpen}',
    askUser: onTheScreen,
    developer: '{developer}',
    because: '{onlyIf}',
  },
  'token-changed': {
    happened: 'The app closed Link while it was in use.',
    means: 'Its link_token changed.',
    userCanTry: tryAgain,
    developer: 'Keep the link_token until onSuccess or onExit.',
    because: 'The app must keep the link_token while Link is open.',
  },
  unmounted: {
    happened: 'The app closed Link while it was in use.',
    means: 'Its component was unmounted.',
    userCanTry: tryAgain,
    developer: 'Keep the component mounted until onSuccess or onExit.',
    because: 'The app must keep the component while Link is open.',
  },
} satisfies Record<string, FindingWords>
