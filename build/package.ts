import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { buildCli } from './cli.ts'
import { buildDesk } from './desk.ts'
import { doors, filesOf, foldersBesideDist, root, stylesheets, writePackageExports } from './doors.ts'
import { pruneDeclarations } from './prune.ts'
import { readStyles } from './styles.ts'

/** Beside the code: declarations for both formats, the styles, and what older resolvers need. */
export function packageFiles(): Plugin {
  let outDir = ''
  return {
    name: 'files of the package',
    apply: 'build',
    configResolved: ({ build }) => void (outDir = build.outDir),
    async closeBundle() {
      writeDeclarations(join(outDir, 'types'))
      for (const file of stylesheets) writeFileSync(join(outDir, file), readStyles(file))
      // Builds for tests go elsewhere, and have no package around them.
      if (outDir !== 'dist') return
      writeFileSync(join(outDir, 'desk.html'), await buildDesk())
      await buildCli(outDir)
      writePackageExports()
      writeFolders()
    },
  }
}

/** TypeScript leaves `./x.ts` in declarations as it is written; a consumer has to find `./x.js`, or `./x.cjs`. */
function writeDeclarations(folder: string): void {
  const tsc = [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')]
  execFileSync(process.execPath, [...tsc, '--outDir', folder], { stdio: 'inherit' })
  pruneDeclarations(folder, doors)
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue
    const text = readFileSync(join(folder, file), 'utf8')
    const withExtension = (extension: string) => text.replace(/(['"]\.{1,2}\/[^'"]*)\.tsx?(?=['"])/g, `$1.${extension}`)
    writeFileSync(join(folder, file), withExtension('js'))
    writeFileSync(join(folder, file.replace(/ts$/, 'cts')), withExtension('cjs'))
  }
  for (const file of stylesheets) {
    for (const extension of ['ts', 'cts']) writeFileSync(join(folder, `${file}.d.${extension}`), 'export {}\n')
  }
}

/** `report/package.json` and its like: the way in for resolvers that know no `exports`. */
function writeFolders(): void {
  for (const door of doors.slice(1)) {
    const { esm, cjs } = filesOf(door)
    const manifest = { main: cjs.default, module: esm.default, types: cjs.types, sideEffects: false }
    const text = JSON.stringify(manifest, null, 2).replaceAll('"./dist/', '"../dist/')
    mkdirSync(join(root, door), { recursive: true })
    writeFileSync(join(root, door, 'package.json'), `${text}\n`)
  }
  for (const file of stylesheets) writeFileSync(join(root, file), `@import './dist/${file}';\n`)
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n')
  for (const name of foldersBesideDist()) {
    if (!ignored.some((line) => line.replaceAll('/', '') === name)) console.log(`.gitignore lacks /${name}`)
  }
}
