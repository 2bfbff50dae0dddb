export { en } from './react/labels/en.ts'
export { es } from './react/labels/es.ts'
export { fr } from './react/labels/fr.ts'

export type { CopyDiagnosticsLabels } from './react/labels.ts'
