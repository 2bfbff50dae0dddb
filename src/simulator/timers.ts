export interface Timers {
  later(milliseconds: number, task: () => void): void
  /** Runs now what is due anyway: the tasks of 0 ms, and those that they make. */
  flush(): void
  /** Nothing more happens. */
  stop(): void
}

export function createTimers(): Timers {
  const waiting = new Map<ReturnType<typeof setTimeout>, { task: () => void; isDue: boolean }>()
  let isStopped = false

  function run(timer: ReturnType<typeof setTimeout>): void {
    const { task } = waiting.get(timer) ?? {}
    waiting.delete(timer)
    clearTimeout(timer)
    task?.()
  }

  return {
    later(milliseconds, task) {
      if (isStopped) return
      const timer: ReturnType<typeof setTimeout> = setTimeout(() => run(timer), milliseconds)
      waiting.set(timer, { task, isDue: milliseconds === 0 })
    },
    flush() {
      // What is added meanwhile is visited too: a Map's order is that of insertion.
      for (const [timer, { isDue }] of waiting) if (isDue) run(timer)
    },
    stop() {
      isStopped = true
      for (const timer of waiting.keys()) clearTimeout(timer)
      waiting.clear()
    },
  }
}
