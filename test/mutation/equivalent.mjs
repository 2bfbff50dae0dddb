/**
 * Mutants that survive because nothing that can be seen is another: by file, and by the name that the run prints.
 *
 * @type {Record<string, Record<string, string>>}
 */
export const equivalent = {}
