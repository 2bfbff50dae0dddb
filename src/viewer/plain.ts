/** Control, format (bidirectional, zero-width), private and surrogate characters; what looks like nothing, or like a line's end. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{DI}\u2028\u2029]/gu

const ASCII = /^[ -~]*$/

/**
 * Text of a report as it may be shown: it cannot turn its surroundings around, hide a part of itself, or talk to a
 * terminal. A report may have been written by anybody.
 */
export function plain(text: string): string {
  // Nearly all that there is.
  if (ASCII.test(text)) return text
  return text.replace(HIDDEN, (hidden) =>
    hidden
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)
      .join(''),
  )
}

const TRUSTED = ['https://plaid.com/docs/', 'https://dashboard.plaid.com/']

/** The address, where it leads into Plaid's documentation or Dashboard; undefined for any other. */
export function trustedLink(address: string): string | undefined {
  if (!TRUSTED.some((start) => address.startsWith(start)) || /[\s\\]/.test(address)) return undefined
  try {
    // `..` would lead out of the documentation.
    const { href } = new URL(address)
    return TRUSTED.some((start) => href.startsWith(start)) ? href : undefined
  } catch {
    return undefined
  }
}
