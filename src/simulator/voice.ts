import type { PlaidInstitution } from 'react-plaid-link'
import { fakeAccounts, fakeRequestId, fakeToken } from './fake.ts'
import { errorFields, exitMetadata, LIVE, NO_FIELDS, statusOf, successMetadata } from './metadata.ts'
import { event } from './scenarios/build.ts'
import type { EventStep, ExitStep, LinkError, SuccessStep } from './scenarios/types.ts'
import type { QueuedEvent } from './visits.ts'

export interface VoiceOptions {
  linkSessionId: string
  institution: PlaidInstitution | null
  /** On the way back from a bank it stays the bank's sign-in that is required. */
  isReturn: boolean
  /** Nothing takes time: the pace is 0. */
  isTimeless: boolean
  extraEvents: number
  scrambled: boolean
  deliver: (callback: 'onEvent' | 'onSuccess' | 'onExit', ...args: unknown[]) => void
  onEnd: () => void
}

/** What Plaid tells the app in one run of Link, and what it knows for it. */
export interface Voice {
  /** The view that Link shows; null while it is closed. */
  view: string | null
  institution: PlaidInstitution | null
  error: LinkError | null
  /** What is not delivered yet. */
  queue: QueuedEvent[]
  say(step: EventStep): void
  succeed(step: SuccessStep): void
  exit(step: ExitStep): void
  /** Link ends where the person has left it. */
  exitHere(): void
}

export function createVoice(options: VoiceOptions): Voice {
  const { linkSessionId, isReturn, deliver } = options
  let status: string | null = isReturn ? 'requires_oauth' : 'requires_credentials'
  let requestId: string | null = null
  let lastTime = 0
  let hasExtra = false
  let isEnded = false

  const voice: Voice = {
    view: null,
    institution: options.institution,
    error: null,
    queue: [],
    say,
    succeed,
    exit,
    exitHere,
  }

  function emit({ event, fields = {}, live, late, times = 1 }: EventStep): void {
    // Where nothing takes time, the order of events is still to be told.
    lastTime = Math.max(Date.now(), lastTime + (options.isTimeless ? 1 : 0))
    const metadata = {
      ...NO_FIELDS,
      ...(event === 'ERROR' || event === 'EXIT' ? errorFields(voice.error) : {}),
      institution_id: voice.institution?.institution_id ?? null,
      institution_name: voice.institution?.name ?? null,
      link_session_id: linkSessionId,
      request_id: requestId,
      timestamp: new Date(lastTime).toISOString(),
      ...fields,
    }
    for (let i = 0; i < times; i++) {
      if (live || isEnded || LIVE.has(event)) deliver('onEvent', event, metadata)
      else voice.queue.push({ event, metadata, isLate: late === true })
    }
  }

  function say(step: EventStep): void {
    const { event, fields } = step
    if (step.answered) requestId = fakeRequestId()
    if (step.error) voice.error = step.error
    if (event === 'OPEN') isEnded = false
    if (event === 'HANDOFF' || event === 'EXIT') sayExtra()
    emit(step)
    const next = fields?.view_name ?? (event === 'OPEN' ? 'LOADING' : null)
    if (next === null || isEnded) return
    voice.view = next
    const nextStatus = statusOf(next, fields?.mfa_type)
    if (nextStatus !== undefined && !isReturn) status = nextStatus
  }

  function sayExtra(): void {
    if (hasExtra) return
    hasExtra = true
    for (let i = 0; i < options.extraEvents; i++) {
      emit(event('TRANSITION_VIEW', { view_name: 'LOADING', ...(i % 3 === 0 && { request_id: fakeRequestId() }) }))
    }
  }

  /** The burst: everything that was queued and the one callback that ends it, in one task. */
  function end(times: number, callback: 'onSuccess' | 'onExit', ...args: unknown[]): void {
    const all = voice.queue
    const isLate = (event: QueuedEvent) =>
      event.isLate || (options.scrambled && (all.length - all.indexOf(event)) % 2 === 1)
    voice.queue = []
    voice.view = null
    isEnded = true
    options.onEnd()
    for (const one of all) if (!isLate(one)) deliver('onEvent', one.event, one.metadata)
    for (let i = 0; i < times; i++) deliver(callback, ...args)
    for (const one of all) if (isLate(one)) deliver('onEvent', one.event, one.metadata)
  }

  function succeed({ token = 'public', accounts, metadata, times = 1 }: SuccessStep): void {
    const publicToken = token && fakeToken(token)
    const made = successMetadata(voice.institution, fakeAccounts(accounts), linkSessionId, publicToken)
    end(times, 'onSuccess', publicToken, { ...made, ...metadata })
  }

  function exit({ error, metadata, times = 1 }: ExitStep): void {
    const made = exitMetadata(voice.institution, status, linkSessionId, error === null ? null : requestId)
    end(times, 'onExit', error, { ...made, ...metadata })
  }

  function exitHere(): void {
    const { error } = voice
    if (error?.error_code === 'INSTITUTION_NO_LONGER_SUPPORTED') status = 'institution_not_supported'
    say({ event: 'EXIT', answered: true, fields: { exit_status: status } })
    exit({ callback: 'onExit', error: error && { ...error } })
  }

  return voice
}
