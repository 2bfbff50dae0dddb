import type { Basis, Copy, CopyState, Facts } from './copyState.ts'

export type CopyEvent =
  | { type: 'learned'; facts: Partial<Facts>; basis: Basis }
  | { type: 'opened'; isOpen: boolean }
  | { type: 'pressed' }
  | { type: 'copied'; copy: Copy }
  | { type: 'refused'; copy: Copy | null }
  | { type: 'handed'; how: 'saved' | 'shared'; copy: Copy }
  | { type: 'notHanded'; how: 'not-saved' | 'not-shared' }
  | { type: 'cleared'; isCertain: boolean }

/** The one place that says what follows on what. */
export function reduceCopy(state: CopyState, event: CopyEvent): CopyState {
  switch (event.type) {
    case 'learned': {
      const next = { ...state, ...event.facts }
      const { phase, given, preview } = next
      if (given && !isSame(given.made, event.basis)) {
        next.remark = 'outdated'
        if (phase.state === 'copied') next.phase = { state: 'idle' }
      }
      if (next.remark === 'cleared' && next.report?.sessions[0]) next.remark = null
      if (phase.state === 'failed' && preview) next.phase = { state: 'failed', copy: preview }
      return next
    }
    case 'opened':
      return { ...state, isOpen: event.isOpen }
    case 'pressed':
      return { ...state, phase: { state: 'copying' }, remark: null }
    case 'copied':
      return { ...state, phase: { state: 'copied', copy: event.copy }, given: event.copy }
    case 'refused':
      return { ...state, phase: { state: 'failed', copy: event.copy }, preview: event.copy }
    case 'handed':
      return { ...state, remark: event.how, given: event.copy }
    case 'notHanded':
      return { ...state, remark: event.how }
    case 'cleared':
      return {
        ...state,
        phase: { state: 'idle' },
        given: null,
        remark: event.isCertain ? 'cleared' : 'not-cleared',
      }
  }
}

export function isSame(one: Basis | null, other: Basis): boolean {
  return (
    one?.recorded === other.recorded &&
    one?.erasures === other.erasures &&
    // While Link is open nothing is composed, so nothing is known of other tabs.
    (other.newest === undefined || one?.newest === other.newest)
  )
}
