import { laterNode } from './tools.mjs'

/**
 * What is tried: one install, and one or more checks, each a row of the table. `isSmoke`: also within `npm test`, with
 * what this project has installed itself. `lacks`: what it would need to be tried; then it is a row that is not run.
 *
 * @typedef {{ name: string, isSmoke?: boolean, check: (folder: string, tarball: string) => Promise<void> | void }} Check
 * @typedef {{ group: string, name: string, from: string[], dependencies: Record<string, string>, checks: Check[],
 *   lacks?: string }} App
 */

export const hasLinuxBinaries = process.platform === 'linux' && process.arch === 'x64'
export const react19 = { react: '^19.0.0', 'react-dom': '^19.0.0', 'react-plaid-link': '^5.0.0' }
export const types19 = { '@types/react': '^19.0.0', '@types/react-dom': '^19.0.0' }

/**
 * What needs Node 22, tried with a later Node where this one is older; where there is none, said to be not run.
 *
 * @param {App} app
 * @returns {App}
 */
export function onNode22(app) {
  if (Number(process.versions.node.split('.')[0]) >= 22) return app
  if (!hasLinuxBinaries) return { ...app, lacks: 'needs Node 22' }
  const dependencies = { ...app.dependencies, [laterNode.name]: laterNode.source }
  return { ...app, name: `${app.name}, with Node ${laterNode.version} (needs 22)`, dependencies }
}
