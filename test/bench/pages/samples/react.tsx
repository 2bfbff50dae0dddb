import { Profiler, useEffect, useState, type ReactNode } from 'react'
import { createRoot } from 'react-dom/profiling'
import * as bare from 'react-plaid-link'
import * as ours from 'react-plaid-link-diagnostics'
import { installPlaidSimulator } from '../../../../src/simulator.ts'
import { check, pause } from '../plaid.ts'

/**
 * An app with inline callbacks: mounted, rendered again, Link opened and ended in a burst, rendered again, given
 * another token, unmounted. Commits, and handlers created. A page plays it once: react-plaid-link remembers of a page that the script is there.
 */
async function play(side: 'ours' | 'bare'): Promise<number[]> {
  const { usePlaidLink } = side === 'ours' ? ours : bare
  const simulator = installPlaidSimulator({ auto: true, pace: 0, extraEvents: 50, allowInProduction: true })
  let commits = 0
  let events = 0
  let successes = 0

  function App({ token, round }: { token: string; round: number }): ReactNode {
    const [isLinked, setLinked] = useState(false)
    const { open, ready } = usePlaidLink({
      token,
      onSuccess: () => {
        successes++
        setLinked(true)
      },
      onEvent: () => void events++,
      onExit: () => {},
    })
    useEffect(() => {
      if (ready) open()
    }, [ready, open])
    return `${round} ${ready} ${isLinked}`
  }

  const root = createRoot(document.querySelector('#app') as Element)
  for (const [index, token] of ['link-sandbox-first', 'link-sandbox-second'].entries()) {
    for (let round = 0; round < 10; round++) {
      root.render(
        <Profiler id="app" onRender={() => void commits++}>
          <App token={token} round={round} />
        </Profiler>,
      )
      // What follows from a token: the script, a handler, Link to its end.
      for (let waited = 0; successes <= index && waited < 5000; waited += 10) await pause(10)
      await pause(10)
    }
  }
  root.unmount()
  await pause(50)

  check(successes === 2 && events > 100, `Link ended ${successes} times, with ${events} events`)
  check(simulator.destroyed === simulator.created, 'a handler was left')
  return [commits, simulator.created]
}

export const samples = { play }
