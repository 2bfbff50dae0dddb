import { parseToken, tryFingerprint } from './token.ts'

/**
 * What a withheld Plaid token looks like in a report, for example `sha256-3f9a1c07d2e4b658`: enough to find
 * the token in your own database, useless to anybody who does not have it.
 *
 * The recipe, to be repeated in any language over the tokens that you store:
 *
 * 1. `kind` is the token's first part, before its environment: `access` of `access-production-...`,
 *    `asset-report` of `asset-report-sandbox-...`.
 * 2. SHA-256 of the UTF-8 text `react-plaid-link-diagnostics:v1:` + kind + `:` + the whole token, unchanged.
 * 3. `sha256-` and the first 16 hexadecimal digits (64 bits) of the result, in lower case.
 *
 * ```sh
 * printf %s "react-plaid-link-diagnostics:v1:access:$TOKEN" | sha256sum | cut -c 1-16
 * ```
 *
 * Only a whole Plaid token, `kind-environment-` and then a UUID or 20 to 64 random letters and digits, has a
 * fingerprint. Anything shorter or of another form could be guessed back from it.
 *
 * Rejects when `secret` is no such token, and where there is no Web Crypto (a page served over plain http).
 * The message never holds any part of `secret`.
 */
export async function fingerprint(secret: string): Promise<string> {
  const made = await tryFingerprint(secret, parseToken(secret))
  if (made) return made
  throw new Error('[react-plaid-link-diagnostics] No fingerprint: not a whole Plaid token, or no Web Crypto (https).')
}
