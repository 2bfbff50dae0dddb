import type { PlaidAccount } from 'react-plaid-link'

/**
 * Everything that Plaid would make up. What could be taken for a real one begins with `00000000-5151-`: the
 * simulator's UUIDs, so its sessions and its tokens (`public-sandbox-00000000-5151-…`).
 */

/** Its last twelve digits hold the time, so that a server can tell how old a token is. */
export function fakeUuid(time: number = Date.now()): string {
  const middle = `4${randomOf('0123456789abcdef', 3)}-8${randomOf('0123456789abcdef', 3)}`
  return `00000000-5151-${middle}-${Math.floor(time).toString(16).padStart(12, '0')}`
}

export function fakeToken(kind: 'public' | 'profile', time?: number): string {
  return `${kind}-sandbox-${fakeUuid(time)}`
}

/** What a request_id looks like: `m8MDnv9okwxFNBV`. */
export function fakeRequestId(): string {
  return randomOf(LETTERS, 15)
}

const ACCOUNTS = [
  { name: 'Plaid Checking', mask: '0000', subtype: 'checking' },
  { name: 'Plaid Saving', mask: '1111', subtype: 'savings' },
] as const

/** Accounts as Plaid's Sandbox has them, under the given ids or new ones. */
export function fakeAccounts(
  given: readonly { id?: string; verification_status?: string | null }[] = [{}, {}],
): PlaidAccount[] {
  return given.map(({ id = randomOf(LETTERS, 37), verification_status = null }, index) => {
    const { name, mask, subtype } = ACCOUNTS[index % 2 === 0 ? 0 : 1]
    return { id, name, mask, type: 'depository', subtype, verification_status, class_type: null }
  })
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789'

/** Not from `crypto`, which not every test environment has. */
function randomOf(letters: string, length: number): string {
  let text = ''
  for (let i = 0; i < length; i++) text += letters.charAt(Math.floor(Math.random() * letters.length))
  return text
}
