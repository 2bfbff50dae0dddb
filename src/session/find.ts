/** As `Array.prototype.findLast`, which Safari has from 15.4 on. */
export function findLast<T>(items: readonly T[], test: (item: T) => unknown): T | undefined {
  return items[findLastIndex(items, test)]
}

export function findLastIndex<T>(items: readonly T[], test: (item: T) => unknown): number {
  for (let index = items.length - 1; index >= 0; index--) if (test(items[index] as T)) return index
  return -1
}

export function lastOf<T>(items: readonly T[]): T | undefined {
  return items[items.length - 1]
}
