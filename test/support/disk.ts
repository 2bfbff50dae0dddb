/** All that a database holds, keys and values, as one string to search for what must not be there. */
export async function dumpDatabase(name: string): Promise<string> {
  return JSON.stringify(await readDatabase(name))
}

export async function readDatabase(name: string): Promise<[IDBValidKey, unknown][]> {
  const known = await indexedDB.databases()
  if (!known.some((database) => database.name === name)) return []
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  try {
    const store = database.transaction('entries').objectStore('entries')
    const [keys, values] = await Promise.all([settle(store.getAllKeys()), settle<unknown[]>(store.getAll())])
    return keys.map((key, index) => [key, values[index]])
  } finally {
    database.close()
  }
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

let databases = 0

/** One database a test. */
export function databaseName(): string {
  return `test-${Date.now().toString(36)}-${databases++}`
}
