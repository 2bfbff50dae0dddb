import '../support/plainPage.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { controlClear, controlMode, controlScope, decide } from '../../src/storage/consent.ts'
import {
  adoptCleared,
  applyControl,
  clearedAt,
  controlKey,
  NO_CONTROL,
  readControl,
  writeControl,
} from '../../src/storage/control.ts'
import { append, type Control, type Memory } from '../../src/storage/memory.ts'
import { makeEntry, makeMemory, setControl } from './tabs.ts'

const NOW = Date.parse('2026-11-22T10:00:00Z')
const NAME = 'control-test'

let memory: Memory

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  memory = makeMemory(NAME, 'page0001')
})

afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
})

function record(at: number): void {
  append(memory, makeEntry({ at }))
}

function times(): number[] {
  return memory.entries.map(({ at }) => at - NOW)
}

const sound: Control = {
  cleared: NOW - 5,
  mode: 'device',
  decided: NOW - 9,
  scope: 'SCOPE123',
  erase: true,
  stored: true,
}

describe('the control record as it is read', () => {
  it('is what was written', () => {
    writeControl(memory, sound)
    expect(readControl(NAME)).toEqual(sound)
    expect(memory.isControlled).toBe(true)
  })

  it('stands in localStorage under the name of its database', () => {
    writeControl(memory, sound)
    expect(Object.keys(localStorage)).toEqual(['control-test:control'])
    expect(readControl('another')).toBeUndefined()
  })

  it.each<[string, Control]>([
    ['all', sound],
    ['nothing', NO_CONTROL],
  ])('is left alone where it says what is known: %s', (_, control) => {
    writeControl(memory, { ...control })
    memory.isControlled = false
    const setItem = vi.spyOn(Storage.prototype, 'setItem')
    applyControl(memory)
    expect(setItem).not.toHaveBeenCalled()
    expect(memory).toMatchObject({ isControlled: true, control })
  })

  it('is none where there is none, or localStorage is refused', () => {
    expect(readControl(NAME)).toBeUndefined()
    const getItem = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('', 'SecurityError')
    })
    expect(readControl(NAME)).toBeUndefined()
    getItem.mockRestore()
  })

  it('is not written where localStorage is full: the tab knows that', () => {
    writeControl(memory)
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError')
    })
    writeControl(memory, { cleared: 7 })
    expect(memory).toMatchObject({ isControlled: false, control: { cleared: 7 } })
  })

  it.each<[string, unknown]>([
    ['cleared is no number', { ...sound, cleared: '5' }],
    ['cleared is less than 0', { ...sound, cleared: -1 }],
    ['cleared is missing', { ...sound, cleared: undefined }],
    ['cleared is null, as JSON writes Infinity', { ...sound, cleared: Infinity }],
    ['decided is no number', { ...sound, decided: true }],
    ['decided is less than 0', { ...sound, decided: -0.5 }],
    ['mode is unknown', { ...sound, mode: 'disk' }],
    ['mode is no text', { ...sound, mode: 1 }],
    ['mode is one and more', { ...sound, mode: 'xoff' }],
    ['scope is too long', { ...sound, scope: 'SCOPE1234' }],
    ['scope is no word', { ...sound, scope: 'a b' }],
    ['scope is no text', { ...sound, scope: 12345678 }],
    ['erase is no boolean', { ...sound, erase: 'true' }],
    ['stored is no boolean', { ...sound, stored: 0 }],
    ['a list', []],
    ['null', null],
    ['a number', 5],
    ['a text', 'device'],
  ])('is none where %s', (_, record) => {
    localStorage.setItem(controlKey(NAME), JSON.stringify(record))
    expect(readControl(NAME)).toBeUndefined()
  })

  it.each(['', 'device', 'memory', 'off'] as const)('may say %j of the mode, and no scope', (mode) => {
    setControl(NAME, { mode })
    expect(readControl(NAME)).toEqual({ ...NO_CONTROL, mode })
  })
})

describe('a clear() in another tab', () => {
  it('voids what was recorded up to it, and nothing since', () => {
    for (const at of [-10, -5, -4, 0]) record(NOW + at)
    setControl(NAME, { cleared: NOW - 5 })
    applyControl(memory)
    expect(times()).toEqual([-4, 0])
    expect(memory).toMatchObject({ erasures: 1, recorded: 2, stored: 0, dropped: {} })
    expect(memory.pending.size).toBe(2)
    expect(clearedAt(memory)).toBe(NOW - 5)
  })

  it('voids what is dated ahead: it was recorded before the clock was set back', () => {
    record(NOW + 60_000)
    setControl(NAME, { cleared: NOW - 5 })
    applyControl(memory)
    expect(times()).toEqual([])
  })

  it('is heard of once', () => {
    setControl(NAME, { cleared: NOW - 5 })
    applyControl(memory)
    record(NOW - 7)
    applyControl(memory)
    expect(times()).toEqual([-7])
    expect(memory.erasures).toBe(1)
  })

  it('under a clock that was ahead counts from when it is heard of, and is put right', () => {
    record(NOW - 5)
    setControl(NAME, { cleared: NOW + 1001 })
    applyControl(memory)
    expect(times()).toEqual([])
    expect(readControl(NAME)?.cleared).toBe(NOW - 1)
    record(NOW)
    applyControl(memory)
    expect(times()).toEqual([0])
  })

  it('counts where the one before was made under a clock that was ahead', () => {
    writeControl(memory, { cleared: NOW + 5000 })
    record(NOW - 9)
    record(NOW)
    setControl(NAME, { cleared: NOW - 5 })
    applyControl(memory)
    expect(times()).toEqual([0])
    expect(clearedAt(memory)).toBe(NOW - 5)
  })

  it('may be a second ahead: two processes', () => {
    setControl(NAME, { cleared: NOW + 1000 })
    applyControl(memory)
    expect(clearedAt(memory)).toBe(NOW + 1000)
  })

  it('is not undone by a page that found localStorage emptied', () => {
    setControl(NAME, { cleared: NOW - 5 })
    applyControl(memory)
    setControl(NAME, { cleared: 0, stored: true })
    record(NOW)
    applyControl(memory)
    expect(readControl(NAME)).toEqual({ ...NO_CONTROL, cleared: NOW - 5, stored: true })
    expect(times()).toEqual([0])
  })

  it('is known by the database too, where that is not yet to come', () => {
    record(NOW - 9)
    adoptCleared(memory, NOW + 5000)
    expect(times()).toEqual([-9])
    adoptCleared(memory, NOW - 5)
    expect(times()).toEqual([])
    expect(clearedAt(memory)).toBe(NOW - 5)
    adoptCleared(memory, NOW - 20)
    expect(clearedAt(memory)).toBe(NOW - 5)
  })

  it('of which nothing is said, as localStorage was emptied, changes nothing', () => {
    writeControl(memory, sound)
    record(NOW)
    localStorage.clear()
    applyControl(memory)
    expect(times()).toEqual([0])
    expect(memory).toMatchObject({ isControlled: false, control: sound })
  })
})

describe('clear() here', () => {
  it('is told to tabs that may yet come', () => {
    controlClear(memory)
    expect(readControl(NAME)).toEqual({ ...NO_CONTROL, cleared: NOW })
  })

  it('voids all, whatever its time, and tells it', () => {
    record(NOW - 5)
    record(NOW + 60_000)
    writeControl(memory, { stored: true })
    controlClear(memory)
    expect(times()).toEqual([])
    expect(readControl(NAME)).toEqual({ ...NO_CONTROL, cleared: NOW })
  })

  it('is never before the clear() that was last', () => {
    writeControl(memory, { cleared: NOW + 500 })
    controlClear(memory)
    expect(readControl(NAME)?.cleared).toBe(NOW + 501)
    writeControl(memory, { cleared: NOW + 5000 })
    controlClear(memory)
    expect(readControl(NAME)?.cleared).toBe(NOW)
  })

  it('writes nothing to a device that may not have anything, unless other tabs go by it', () => {
    memory.mode = 'memory'
    controlClear(memory)
    expect(readControl(NAME)).toBeUndefined()
    setControl(NAME, {})
    controlClear(memory)
    expect(readControl(NAME)?.cleared).toBe(NOW + 1)
  })
})

describe('a mode', () => {
  it('that is decided in another tab is followed, once', () => {
    record(NOW)
    setControl(NAME, { mode: 'memory', decided: NOW - 1 })
    applyControl(memory)
    expect(memory).toMatchObject({ mode: 'memory', stored: 0 })
    expect(memory.pending.size).toBe(0)
    expect(times()).toEqual([0])
    memory.mode = 'device'
    applyControl(memory)
    expect(memory.mode).toBe('device')
  })

  it('off forgets all; device has all to be written', () => {
    memory.mode = 'memory'
    record(NOW)
    setControl(NAME, { mode: 'device', decided: 1 })
    applyControl(memory)
    expect(memory.pending.size).toBe(1)
    setControl(NAME, { mode: 'off', decided: 2 })
    applyControl(memory)
    expect(memory).toMatchObject({ mode: 'off', recorded: 0, entries: [] })
  })

  it('that is decided anew, and is the same, has nothing written again', () => {
    record(NOW)
    memory.pending.clear()
    setControl(NAME, { mode: 'device', decided: NOW - 1 })
    applyControl(memory)
    expect(memory.pending.size).toBe(0)
  })

  it('is followed also where the decision before was made under a clock that was ahead', () => {
    setControl(NAME, { mode: 'device', decided: NOW + 7_200_000 })
    applyControl(memory)
    setControl(NAME, { mode: 'off', decided: NOW })
    applyControl(memory)
    expect(memory.mode).toBe('off')
  })

  it('of which nothing is said any more stays, and is told again', () => {
    setControl(NAME, { mode: 'memory', decided: 5 })
    applyControl(memory)
    setControl(NAME, {})
    applyControl(memory)
    expect(memory.mode).toBe('memory')
    expect(readControl(NAME)).toMatchObject({ mode: 'memory', decided: 5 })
  })

  it.each(['memory', 'off'] as const)('%s that is decided here voids all, and has it erased', (mode) => {
    record(NOW)
    writeControl(memory, { stored: true })
    expect(controlMode(memory, mode)).toBe(true)
    expect(memory).toMatchObject({ mode, entries: [], problem: null })
    expect(readControl(NAME)).toEqual({ ...NO_CONTROL, cleared: NOW, mode, decided: NOW, erase: true })
  })

  it('device that is decided here has all to be written', () => {
    memory.mode = 'memory'
    record(NOW)
    expect(controlMode(memory, 'device')).toBe(true)
    expect(memory.pending.size).toBe(1)
    expect(readControl(NAME)).toEqual({ ...NO_CONTROL, mode: 'device', decided: NOW })
  })

  it('that is no other is not decided again', () => {
    expect(controlMode(memory, 'device')).toBe(false)
    expect(readControl(NAME)).toBeUndefined()
  })

  it('off where nothing could be kept forgets all, and tells nobody', () => {
    memory.mode = 'memory'
    record(NOW)
    expect(controlMode(memory, 'off')).toBe(false)
    expect(memory).toMatchObject({ mode: 'off', entries: [] })
    expect(controlMode(memory, 'memory')).toBe(false)
    expect(readControl(NAME)).toBeUndefined()
    setControl(NAME, {})
    expect(controlMode(memory, 'off')).toBe(true)
  })

  it('that is decided twice in a millisecond is seen to be another decision', () => {
    memory.mode = 'off'
    decide(memory)
    decide(memory)
    expect(readControl(NAME)?.decided).toBe(NOW + 1)
  })
})

describe('a scope', () => {
  it('that is another voids all, here and in other tabs', () => {
    record(NOW)
    writeControl(memory, { stored: true })
    const other = makeMemory(NAME, 'page0002')
    append(other, makeEntry({ at: NOW }))
    expect(controlScope(memory, 'SCOPE123')).toBe(true)
    expect(times()).toEqual([])
    expect(readControl(NAME)).toEqual({ ...NO_CONTROL, cleared: NOW, scope: 'SCOPE123' })
    vi.setSystemTime(NOW + 5)
    append(other, makeEntry({ at: NOW + 5 }))
    applyControl(other)
    // Captured for the one before, whenever that was.
    expect(other).toMatchObject({ entries: [], control: { scope: 'SCOPE123' } })
  })

  it('that is the same changes nothing', () => {
    record(NOW)
    expect(controlScope(memory, '')).toBe(false)
    expect(times()).toEqual([0])
    expect(readControl(NAME)).toBeUndefined()
  })
})
