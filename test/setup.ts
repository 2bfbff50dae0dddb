import { afterEach, beforeEach, expect, vi } from 'vitest'

// A test that expects console output mocks it itself; anything else said on the console is a failure.
const methods = ['error', 'warn', 'log', 'info', 'debug'] as const
const said: string[] = []

beforeEach(() => {
  said.length = 0
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...args: unknown[]) => {
      said.push(`console.${method}: ${args.map(String).join(' ')}`)
    })
  }
})

afterEach(() => {
  vi.restoreAllMocks()
  expect(said, 'unexpected console output').toEqual([])
})
