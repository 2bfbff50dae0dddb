import { describe, expect, it } from 'vitest'
import { INITIAL, type Copy, type CopyState } from '../../src/react/copyState.ts'
import { reduceCopy, type CopyEvent } from '../../src/react/reduceCopy.ts'

const basis = { recorded: 3, erasures: 0, newest: '2026-11-22T09:18:42.000Z' }
const copy: Copy = { text: 'the report', code: '7KQF-2M9T', report: null, made: basis }
const learned: CopyEvent = { type: 'learned', facts: {}, basis }

function after(...events: CopyEvent[]): CopyState {
  return events.reduce(reduceCopy, INITIAL)
}

describe('copied', () => {
  it('stays while nothing is new', () => {
    expect(after({ type: 'pressed' }, { type: 'copied', copy }, learned).phase).toEqual({ state: 'copied', copy })
  })

  it.each([
    ['this page has recorded more', { ...basis, recorded: 4 }],
    ['all was erased', { ...basis, erasures: 1 }],
    ['another tab has recorded more', { ...basis, newest: '2026-11-22T09:20:00.000Z' }],
  ])('ends when %s; what was given stays known', (_, changed) => {
    const state = after({ type: 'copied', copy }, { ...learned, basis: changed })
    expect(state).toMatchObject({ phase: { state: 'idle' }, remark: 'outdated', given: copy })
  })

  it('is not ended by what cannot be known while Link is open', () => {
    const state = after({ type: 'copied', copy }, { ...learned, basis: { ...basis, newest: undefined } })
    expect(state.phase.state).toBe('copied')
  })

  it('ends with a deletion, and nothing is given any more', () => {
    const state = after({ type: 'copied', copy }, { type: 'cleared', isCertain: true })
    expect(state).toMatchObject({ phase: { state: 'idle' }, remark: 'cleared', given: null })
  })
})

describe('failed', () => {
  it('shows what could not be copied, and then what is known now', () => {
    const newer = { ...copy, text: 'a newer report' }
    const failed = after({ type: 'pressed' }, { type: 'refused', copy })
    expect(failed.phase).toEqual({ state: 'failed', copy })
    expect(reduceCopy(failed, { ...learned, facts: { preview: newer } }).phase).toEqual({
      state: 'failed',
      copy: newer,
    })
  })

  it('is ended by the next press', () => {
    expect(after({ type: 'refused', copy: null }, { type: 'pressed' }).phase).toEqual({ state: 'copying' })
  })
})

describe('what is remarked', () => {
  it('of a share or a file is gone with the next press', () => {
    const handed = after({ type: 'handed', how: 'saved', copy })
    expect(handed).toMatchObject({ remark: 'saved', given: copy, phase: { state: 'idle' } })
    expect(reduceCopy(handed, { type: 'pressed' }).remark).toBeNull()
  })

  it('does not touch what was copied', () => {
    const state = after({ type: 'copied', copy }, { type: 'notHanded', how: 'not-shared' })
    expect(state).toMatchObject({ phase: { state: 'copied' }, remark: 'not-shared' })
  })
})
