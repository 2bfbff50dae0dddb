/** The value, or undefined where it failed or has not come in time. */
export function withTimeout<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, undefined)
    const done = (value?: T): void => {
      clearTimeout(timer)
      resolve(value)
    }
    promise.then(done, () => done())
  })
}
