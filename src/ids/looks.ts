import { holdsSecret } from '../entry/redact.ts'
import { OPAQUE, SECRET } from '../entry/shapes.ts'
import type { WithheldIdentifier } from '../entry/fields.ts'

/**
 * What an identifier of the app's own making looks like where it must not be kept; undefined where it may. An id may be
 * any digits, letters, bars and colons (`auth0|5f7c...`, `order:8812`, a number of a database); what is withheld is what
 * looks like an e-mail address or a number of a person or an account as people write them.
 */
export function looksLike(value: string): WithheldIdentifier['looksLike'] | undefined {
  if (holdsSecret(value) || SECRET.test(value)) return 'secret'
  if (/@|%40/.test(value)) return 'e-mail address'
  // In a UUID and in hexadecimal digits, numbers mean nothing.
  const written = value.replace(OPAQUE, '$1')
  for (const [look, form] of FORMS) if (form.test(written)) return look
  if (CARD.test(written) && hasCheckDigit(written)) return 'account number'
  return APPS_OWN.test(value) ? undefined : 'free text'
}

const APPS_OWN = /^[\w.:|<>~-]{1,128}$/

const FORMS: [WithheldIdentifier['looksLike'], RegExp][] = [
  // 078-05-1120; nine digits alone
  ['social security number', /(?:^|\D)\d{3}[ ._/-]\d\d[ ._/-]\d{4}(?!\d)|^\d{9}$/],
  // four groups of a card
  ['account number', /(?:^|\D)(?:\d{4}[ ._/-]){3}\d{1,7}(?!\d)/],
  // an IBAN
  ['account number', /[A-Z]{2}\d\d(?=[A-Z\d ]*\d{6})[A-Z\d ]{11,38}/i],
  // +14155550132, tel:..., (415) 555-0132, 415.555.0132
  ['phone number', /^(?:tel:|\+)[\d ().-]{7,24}$|(?:^|\D)\d{3}\)?[ ._/-]?\d{3}[ ._/-]\d{4}(?!\d)/],
  // 020 7946 0958, 32 12 34 56
  ['phone number', /^\(?0\d{1,4}\)?(?:[ .-]\d{2,5}){1,4}$|^\d{2,5}(?: \d{2,5}){2,5}$/],
  // 00447911123456
  ['phone number', /^00[1-9]\d{8,12}$/],
  // in America also without anything between
  ['phone number', /^1?[2-9]\d\d[2-9]\d{6}$/],
]

/** By length and first digit: a number of milliseconds or of a database is none. */
const CARD = /^(?:4\d{12}|3\d{13,14}|[2-6]\d{15,18})$/

/** Luhn's: nine of ten numbers of that length are no card. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    sum += index % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit
  }
  return sum % 10 === 0
}
