/** What a page is asked for, by name: each gives one figure, or several. */
export type Samples = Record<string, (...args: never[]) => Figures | Promise<Figures>>
type Figures = number | number[]

const pages = import.meta.glob<{ samples: Samples }>('./samples/*.{ts,tsx}')
const wanted = new URLSearchParams(location.search).get('page') ?? ''
const load = pages[`./samples/${wanted}.ts`] ?? pages[`./samples/${wanted}.tsx`]
if (!load) throw new Error(`no page ${wanted}, only ${Object.keys(pages)}`)
// `performance.now()` is good for 5 µs in Chromium then (Firefox, WebKit: 20 µs), else for 100 µs to 1 ms.
if (!crossOriginIsolated) throw new Error('the page is not isolated: its clock is too coarse')
Object.assign(window, { bench: (await load()).samples })
