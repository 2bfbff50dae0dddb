import { toUtc } from '../entry/time.ts'
import type { DiagnosticsReport } from '../session/report.ts'
import { plain } from './plain.ts'
import { Row } from './Story.tsx'

/** Whose report it is, from what device, and how complete. */
export function About({ report }: { report: DiagnosticsReport }) {
  const { app, environment, completeness, createdAt, timeZone } = report
  const { browser, platform, language, viewport, online, iframe, inAppBrowser, webView } = environment
  const { recorded, stored, dropped, missing, sessionsLeftOut, storage, problem } = completeness
  const device = [
    `${browser ?? 'unknown browser'} on ${platform ?? 'unknown device'}`,
    viewport,
    language,
    online === false && 'offline',
    iframe && 'in a frame',
    inAppBrowser && `in the browser of ${inAppBrowser}`,
    webView,
  ]
  const lost = dropped.map(({ reason, count }) => `${count} dropped (${reason})`)
  const kept = [
    `${recorded} recorded`,
    `${stored} stored`,
    ...lost,
    missing > 0 && `${missing} missing`,
    sessionsLeftOut > 0 && `${sessionsLeftOut} sessions left out`,
    storage !== 'indexeddb' && `storage: ${storage}`,
  ]
  return (
    <section data-part="about">
      <h3>About this report</h3>
      <dl data-part="facts">
        <Row label="App">{app && plain([app.name, app.version].filter(Boolean).join(' '))}</Row>
        <Row label="Device">{plain(device.filter(Boolean).join(', '))}</Row>
        <Row label="Copied">{plain(`${toUtc(Date.parse(createdAt)) || 'at an unknown time'} UTC (${timeZone})`)}</Row>
        <Row label="Entries">{plain(kept.filter(Boolean).join(', '))}</Row>
        <Row label="Problem">{problem && plain(problem)}</Row>
      </dl>
    </section>
  )
}
