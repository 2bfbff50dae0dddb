/** Where our own hooks and components find what is behind the public surface. */
export const internals = Symbol('react-plaid-link-diagnostics')
