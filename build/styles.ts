import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './doors.ts'

/** A stylesheet of `src` as one file: what it imports stands in it. */
export function readStyles(file: string): string {
  const text = readFileSync(join(root, 'src', file), 'utf8')
  return text.replace(/^@import '(.*)';$/gm, (_, imported: string) => readStyles(imported))
}
