import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { buildCli } from './cli.ts'
import { writeDeclarations } from './declarations.ts'
import { buildDesk } from './desk.ts'
import { doors, filesOf, foldersBesideDist, root, stylesheets, writePackageExports } from './doors.ts'
import { readStyles } from './styles.ts'

/** Beside the code: declarations for both formats, the styles, and what older resolvers need. */
export function packageFiles(): Plugin {
  let outDir = ''
  return {
    name: 'files of the package',
    apply: 'build',
    configResolved: ({ build }) => void (outDir = build.outDir),
    async closeBundle() {
      for (const file of stylesheets) writeFileSync(join(outDir, file), readStyles(file))
      // Builds for tests go elsewhere, and have no package around them.
      if (outDir !== 'dist') return
      writeDeclarations(outDir)
      writeFileSync(join(outDir, 'desk.html'), await buildDesk())
      await buildCli(outDir)
      writePackageExports()
      writeFolders()
    },
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
