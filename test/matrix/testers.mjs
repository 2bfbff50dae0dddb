import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onNode22, react19, types19 } from './common.mjs'
import { run, writeJson } from './tools.mjs'

/** @typedef {import('./common.mjs').App} App */

const testing = { '@testing-library/react': '^16.3.0', '@testing-library/dom': '^10.4.0' }

const babel = {
  '@babel/core': '^7.28.0',
  '@babel/preset-env': '^7.28.0',
  '@babel/preset-react': '^7.28.0',
}

/** @returns {App[]} */
export function jest() {
  const environment = ['--env=jsdom', '--colors=false']
  const babelJest = { ...react19, ...testing, ...babel }
  const before = { react: '^18.0.0', 'react-dom': '^18.0.0', 'react-plaid-link': '4.0.0' }
  const tsJest = { ...react19, ...testing, ...types19, 'ts-jest': '^29.4.0', typescript: '~5.9.0' }
  const nextJest = { ...react19, ...testing, next: '^16.0.0' }
  /** @param {string} folder */
  const withTsJest = (folder) => {
    rmSync(join(folder, 'babel.config.js'))
    cpSync(join(import.meta.dirname ?? '.', 'apps/ts-jest'), folder, { recursive: true })
    const transform = {
      '^.+\\.[jt]sx?$': [
        'ts-jest',
        { tsconfig: { allowJs: true, jsx: 'react-jsx', module: 'commonjs', strict: true } },
      ],
    }
    writeJson(folder, 'jest.config.json', { transform })
  }
  /** @param {string} folder */
  const withNext = (folder) => {
    rmSync(join(folder, 'babel.config.js'))
    mkdirSync(join(folder, 'app'))
    writeFileSync(join(folder, 'jest.config.js'), "module.exports = require('next/jest')({ dir: __dirname })({})\n")
  }
  /**
   * @param {string} version
   * @param {string} by
   * @param {Record<string, string>} dependencies
   * @param {(folder: string) => void} [prepare]
   * @returns {App}
   */
  const app = (version, by, dependencies, prepare) => ({
    group: 'tests',
    name: `jest ${version}, ${by}`,
    from: ['jest'],
    dependencies: { ...dependencies, jest: `^${version}.0.0`, 'jest-environment-jsdom': `^${version}.0.0` },
    checks: [
      {
        name: "jest.mock: automatic, factories; none; README's test with the simulator",
        isSmoke: version === '30' && by === 'babel-jest',
        async check(folder) {
          prepare?.(folder)
          await run(folder, 'jest', environment)
        },
      },
    ],
  })
  return [
    app('30', 'babel-jest', babelJest),
    app('29', 'babel-jest, React 18', { ...babelJest, ...before }),
    app('30', 'ts-jest', tsJest, withTsJest),
    app('29', 'ts-jest', tsJest, withTsJest),
    app('30', 'next/jest', nextJest, withNext),
    app('29', 'next/jest', nextJest, withNext),
  ]
}

/** @returns {App[]} */
export function vitest() {
  /**
   * @param {string} version
   * @returns {App}
   */
  const app = (version) => ({
    group: 'tests',
    name: `vitest ${version}`,
    from: ['vitest'],
    dependencies: { ...react19, ...testing, vitest: `^${version}.0.0`, jsdom: '^26.0.0' },
    checks: [
      {
        name: "vi.mock: automatic, a factory; README's tests with the simulator",
        check: (folder) => run(folder, 'vitest', ['run']),
      },
    ],
  })
  return [app('3'), app('4'), onNode22(app('5'))]
}
