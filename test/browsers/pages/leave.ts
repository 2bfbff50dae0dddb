import { createDiagnostics } from 'react-plaid-link-diagnostics'

/**
 * Runs of leaving. Each page first counts what its report has of the run before it; then it records what Plaid
 * delivers as Link closes, and leaves in that very task, for the page of the next run.
 *
 * `warm`: the database is open, in a page that has been there for a while. `cold`: another database is opened, and
 * every other time made, in that very task. `leaving`: a database is made, for one entry, when the page is going already.
 */
const wanted = new URLSearchParams(location.search)
const mode = wanted.get('mode') ?? 'warm'
const run = Number(wanted.get('run'))
const runs = Number(wanted.get('runs'))
const EVENTS = 60
const next = `/leave.html?mode=${mode}&run=${run + 1}&runs=${runs}`

export interface Runs {
  done: boolean
  /** Of each run, what the next page lacked in its report. */
  lost: number[]
  /** How many databases a page could not use that had gone before. */
  blocked: number
  /** In how many the page has left a journal: its transaction had not completed when it went. */
  journals: number
  /** Milliseconds, of the slowest report that the next page made. */
  slowest: number
}

const result: Runs = JSON.parse(
  localStorage.getItem('runs') ?? '{ "done": false, "lost": [], "blocked": 0, "journals": 0, "slowest": 0 }',
)

function nameOf(run: number): string {
  if (mode !== 'cold') return mode === 'warm' ? 'leave-warm' : `leave-leaving-${run}`
  return run % 2 ? `leave-new-${run}` : `leave-cold-${run % 4}`
}

async function count(): Promise<void> {
  const diagnostics = createDiagnostics({ name: nameOf(run - 1) })
  const begun = performance.now()
  let report = await diagnostics.report({ sessions: Infinity })
  result.slowest = Math.max(result.slowest, performance.now() - begun)
  if (report.completeness.problem) {
    // A busy machine may be slow to open it; one that is blocked stays so.
    for (let waited = 0; waited < 30 && diagnostics.store.getState().problem; waited++) await sleep(100)
    if (diagnostics.store.getState().problem) result.blocked++
    report = await diagnostics.report({ sessions: Infinity })
  }
  const session = report.sessions.find(({ linkSessionId }) => linkSessionId === `session-${run - 1}`)
  const entries = session?.entries.filter(({ type }) => type === 'onEvent' || type === 'onSuccess') ?? []
  result.lost.push(Number(localStorage.getItem('recorded')) - entries.length)
  localStorage.removeItem('recorded')
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function leave(diagnostics: ReturnType<typeof createDiagnostics>): void {
  const metadata = { link_session_id: `session-${run}`, institution_id: 'ins_20', institution_name: 'Citizens Bank' }
  const link = diagnostics.instrument({
    onEvent(_name: string, _metadata: object) {},
    // What an app does when it is done.
    onSuccess(_token: string, _metadata: object) {
      location.assign(next)
    },
  })
  link.onEvent('OPEN', metadata)
  for (let index = 1; index < EVENTS; index++) {
    const timestamp = new Date().toISOString()
    link.onEvent('TRANSITION_VIEW', {
      ...metadata,
      timestamp,
      view_name: `VIEW_${index}`,
      request_id: `request${index}`,
    })
  }
  link.onSuccess('public-sandbox-x', metadata)
  localStorage.setItem('recorded', `${EVENTS + 1}`)
}

async function recordWhileLeaving(diagnostics: ReturnType<typeof createDiagnostics>): Promise<void> {
  location.assign(next)
  await sleep(run % 10)
  diagnostics
    .instrument({ onEvent(_name: string, _metadata: object) {} })
    .onEvent('OPEN', { link_session_id: `session-${run}` })
  localStorage.setItem('recorded', '1')
}

if (Object.keys(localStorage).some((key) => key.startsWith(`${nameOf(run - 1)}:journal:`))) result.journals++
if (run > 0) await count()
addEventListener('pagehide', () => localStorage.setItem('runs', JSON.stringify(result)))
if (run === runs) {
  localStorage.setItem('runs', JSON.stringify({ ...result, done: true }))
} else {
  const diagnostics = createDiagnostics({ name: nameOf(run) })
  if (mode === 'warm') {
    await diagnostics.report()
    setTimeout(leave, 0, diagnostics)
  } else if (mode === 'cold') {
    leave(diagnostics)
  } else {
    await recordWhileLeaving(diagnostics)
  }
}
