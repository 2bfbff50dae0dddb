import { plain } from '../viewer/plain.ts'

/** Says what went wrong, and ends with that exit code once all is written. */
export function fail(code: 1 | 2 | 3, sentence: string): void {
  process.stderr.write(`react-plaid-link-diagnostics: ${plain(sentence)}\n`)
  process.exitCode = code
}
