import { readFile } from 'node:fs/promises'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

/**
 * What publint has to say of a packed tarball.
 *
 * @param {string} file
 */
export async function publintMessages(file) {
  const tarball = new Uint8Array(await readFile(file)).buffer
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
  return messages.map((message) => formatMessage(message, pkg, { color: false }))
}

/**
 * What "Are the types wrong?" finds in each resolution, and the entry points that it has looked at.
 *
 * @param {string} file
 */
export async function typeProblems(file) {
  const checked = await checkPackage(createPackageFromTarballData(await readFile(file)))
  if (!checked.types) throw new Error('no types found in the package')
  // What knows no `exports` knows no types of a style either, and asks for none.
  const problems = checked.problems.filter(
    (problem) => !(problem.kind === 'NoResolution' && problem.entrypoint.endsWith('.css')),
  )
  return { problems, entrypoints: Object.keys(checked.entrypoints).sort() }
}
