import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { defineConfig } from 'vitest/config'
import { packageAliases } from '../../build/doors.ts'

const tests = (process.env['MUTATION_TESTS'] ?? '').split(' ')

/** As in `rooms.mjs`, the quickest first: a mutant is done with as soon as one test has failed. */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => tests.findIndex((test) => moduleId.endsWith(test))
    return [...files].sort((a, b) => placeOf(a) - placeOf(b))
  }
}

/** The tests by which the mutants of one room are killed; see `rooms.mjs`. */
export default defineConfig({
  resolve: { alias: packageAliases },
  test: {
    include: tests,
    setupFiles: ['test/setup.ts'],
    sequence: { sequencer: InOrder },
    // One worker for all of them: starting one takes longer than most tests.
    isolate: false,
  },
})
