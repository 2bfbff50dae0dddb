/**
 * What is mutated, a room at a time, and the tests by which its mutants are to be killed: those that are meant for these
 * files and take no time. No property tests, `*.properties.test.ts`, and none of `test/fuzz`.
 *
 * @type {Record<string, { files: string[], tests: string[] }>}
 */
export const rooms = {
  entry: {
    files: ['src/entry/redact.ts'],
    tests: ['words', 'secrets'].map((name) => `test/entry/${name}.test.ts`),
  },
  session: {
    files: ['src/session/outcome.ts', 'src/session/sessions.ts', 'src/session/group.ts', 'src/session/find.ts'],
    tests: ['outcome', 'ended', 'sessions', 'group'].map((name) => `test/session/${name}.test.ts`),
  },
  storage: {
    files: ['control', 'prune', 'limits', 'sessionLimits'].map((name) => `src/storage/${name}.ts`),
    tests: ['control', 'limits', 'sessionLimits', 'pruner', 'prune'].map((name) => `test/storage/${name}.test.ts`),
  },
  ids: {
    files: ['src/ids/looks.ts'],
    tests: ['withheld', 'pickSecrets'].map((name) => `test/ids/${name}.test.ts`),
  },
}
