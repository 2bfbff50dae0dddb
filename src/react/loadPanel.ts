import type { Panel } from './copyTypes.ts'

/** One for the page; null until it has come. */
let panel: Panel | null = null
const listeners = new Set<() => void>()

/** Rejects where it could not be loaded; then the next call tries again. */
export async function loadPanel(): Promise<Panel> {
  if (!panel) {
    ;({ panel } = await import('./panel.tsx'))
    const { inAct } = panel
    inAct(() => {
      for (const listener of listeners) listener()
    })
  }
  return panel
}

export const getPanel = (): Panel | null => panel

export function subscribeToPanel(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
