/**
 * To be imported first: a page with no more than storing needs, localStorage, the events of a window and of a document,
 * and whether it is visible. jsdom takes a second to come up, and mutation tests would take it for each mutant.
 */

/** As in a browser, its keys are properties of its own. */
class PlainStorage {
  [key: string]: unknown

  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? String(this[key]) : null
  }

  setItem(key: string, value: string): void {
    this[key] = String(value)
  }

  removeItem(key: string): void {
    delete this[key]
  }

  clear(): void {
    for (const key of Object.keys(this)) delete this[key]
  }
}

const events = new EventTarget()

const page = {
  window: globalThis,
  document: Object.assign(new EventTarget(), { visibilityState: 'visible' }),
  navigator: {},
  Storage: PlainStorage,
  localStorage: new PlainStorage(),
  addEventListener: events.addEventListener.bind(events),
  removeEventListener: events.removeEventListener.bind(events),
  dispatchEvent: events.dispatchEvent.bind(events),
}

// Newer versions of Node have some of them, as getters.
for (const [key, value] of Object.entries(page)) {
  Object.defineProperty(globalThis, key, { value, configurable: true, writable: true })
}
