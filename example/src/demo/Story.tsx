import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useDiagnostics, type CopySupport } from 'react-plaid-link-diagnostics'
import { Help, Screen } from '../App.tsx'
import { ConnectBank } from '../ConnectBank.tsx'
import { Behind } from './Behind.tsx'
import { Desk } from './Desk.tsx'
import type { EntryList } from './entries.ts'
import { Intro, StoryBar } from './Intro.tsx'
import { needsNewPage, pressConnect, simulate } from './play.ts'
import { keepSettings, playOnNewPage, playsOnLoad, scenarioOf, type Settings } from './settings.ts'
import { Step, type Phase } from './Step.tsx'
import './story.css'

interface StoryProps {
  settings: Settings
  entries: EntryList
  /** Link is played by the simulator; else it is Plaid's own. */
  isSimulated: boolean
}

/** The whole page: the app, its help, and the support desk, side by side. */
export function Story({ settings: initial, entries, isSimulated }: StoryProps) {
  const diagnostics = useDiagnostics()
  const [settings, setSettings] = useState(initial)
  const [run, setRun] = useState(playsOnLoad ? 1 : 0)
  const [text, setText] = useState('')
  const [isCopied, setIsCopied] = useState(false)
  const steps = useRef<HTMLElement>(null)
  const state = useSyncExternalStore(diagnostics.store.subscribe, diagnostics.store.getState)
  const phase = phaseOf(state, isCopied)

  useEffect(() => (run > 0 ? pressConnect() : undefined), [run])

  // On a phone, what comes next is brought into sight; it is nothing that one is about to touch.
  const isEnded = phase === 'ended'
  useEffect(() => {
    if (run > 0 && isEnded) showStep(steps.current, 'help', 'nearest')
  }, [run, isEnded])

  async function play(next: Settings): Promise<void> {
    keepSettings(next)
    entries.clear()
    // Each story begins with nothing kept, so that the report is about this one alone.
    await diagnostics.clear().catch(() => undefined)
    if (needsNewPage(settings, next)) return playOnNewPage()
    simulate(next)
    setSettings(next)
    setText('')
    setIsCopied(false)
    setRun((count) => count + 1)
  }

  function change(part: Partial<Settings>): void {
    const next = { ...settings, ...part }
    setSettings(next)
    keepSettings(next)
  }

  function onCopy(_report: unknown, copied: string): void {
    setText(copied)
    setIsCopied(true)
  }

  const support: CopySupport = {
    label: 'See what support sees',
    open: () => showStep(steps.current, 'desk', 'start'),
  }

  const scenario = scenarioOf(settings)
  const playing = {
    settings,
    onPlay: isSimulated ? (part: Partial<Settings>) => void play({ ...settings, ...part }) : undefined,
  }
  return (
    <>
      <Intro {...playing} onChange={change} />
      <StoryBar {...playing} phase={phase} />
      <main className="story" ref={steps} data-phase={phase}>
        <Step number={1} id="connect" title="A bank fails" isNow={phase === 'idle' || phase === 'playing'}>
          {isSimulated ? `${scenario.title}. ${scenario.about}` : 'Link is Plaid’s own, in the Sandbox.'}
          <Screen>
            <ConnectBank
              key={run}
              asksForPhone={isSimulated && (scenario.layer !== undefined || settings.scenario.startsWith('layer-'))}
              onEnd={settings.leave ? () => location.assign('/') : undefined}
            />
          </Screen>
        </Step>
        <Step number={2} id="help" title="The user copies" isNow={phase === 'ended'}>
          One press, and the whole report is on the clipboard. Nothing is sent.
          <Screen>
            <Help onCopy={onCopy} support={support} />
          </Screen>
        </Step>
        <Desk
          text={text}
          onText={setText}
          isNow={phase === 'copied'}
          isLive={phase !== 'idle'}
          onReplay={playing.onPlay && ((replay) => playing.onPlay?.({ replay, auto: true }))}
        />
      </main>
      <Behind
        entries={entries}
        settings={settings}
        onChange={change}
        onForget={() => {
          setText('')
          setIsCopied(false)
        }}
      />
    </>
  )
}

interface Runs {
  session: { outcome: string } | null
  lastRun: { outcome: string } | null
}

/** Of an earlier page, nothing is open any more, unless this one goes on with it. */
function phaseOf({ session, lastRun }: Runs, isCopied: boolean): Phase {
  const isBack = new URLSearchParams(location.search).has('oauth_state_id')
  const run = session ?? (isBack ? lastRun : null)
  if (run?.outcome === 'in-progress') return 'playing'
  if (lastRun === null && session === null) return 'idle'
  return isCopied ? 'copied' : 'ended'
}

function showStep(story: HTMLElement | null, id: string, block: ScrollLogicalPosition): void {
  const step = story?.querySelector<HTMLElement>(`#${id}`)
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
  step?.scrollIntoView({ block, behavior: isCalm ? 'auto' : 'smooth' })
  if (block === 'start') step?.focus({ preventScroll: true })
}
