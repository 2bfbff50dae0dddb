export default {
  oxc: { jsx: { runtime: 'automatic' } },
  esbuild: { jsx: 'automatic' },
  // What stands in node_modules is loaded by Node itself, where vitest mocks nothing.
  test: { server: { deps: { inline: ['react-plaid-link-diagnostics'] } } },
}
