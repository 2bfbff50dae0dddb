import { describe, expect, it, vi } from 'vitest'
import { captureEvent, captureSuccess } from '../../src/entry/capture.ts'
import { freeText, institutionName, MAX_TEXT, name } from '../../src/entry/redact.ts'
import {
  captureAll,
  lettersOf,
  looksLikeAnId,
  makeEntry,
  recognisable,
  remains,
  undeclared,
} from '../support/entries.ts'
import { secrets, textCases } from '../support/fixtures.ts'
import { moreSecrets } from '../support/moreSecrets.ts'

vi.setConfig({ testTimeout: 30_000 })

const shapes = [freeText, institutionName, name]
const must = textCases.secrets.filter(({ tier }) => tier === 'must')
/** Of those that had better go: what a list of words cannot know. */
const unknowable = [
  // a date among eight digits, as a bank code has; in the name of a bank only
  'person_dob_compact',
  // four digits alone
  'other_graphql',
]
const better = textCases.secrets.filter(({ tier, kind }) => tier === 'prefer' && !unknowable.includes(kind))
const anywhere = secrets.filter(({ where, tier }) => where === 'anywhere' && tier !== 'negative-control')
const ownField = secrets.filter(({ where, tier }) => where === 'own field' && tier === 'must')

const all = [
  ...recognisable.map(({ kind, example }) => ({ kind, example, core: example })),
  ...[...must, ...better].map(({ kind, example, core }) => ({ kind, example, core })),
  ...Object.entries(moreSecrets).flatMap(([kind, some]) => some.map((example) => ({ kind, example, core: example }))),
]

const places: [where: string, put: (secret: string) => string][] = [
  ['alone', (secret) => secret],
  ['in a sentence', (secret) => `the value ${secret} was rejected`],
  ['at the end of a sentence', (secret) => `this was rejected: ${secret}.`],
  ['in quotes', (secret) => `invalid "${secret}"`],
  ['in JSON', (secret) => `{"value":"${secret}"}`],
  ['after an equals sign', (secret) => `token=${secret}&x=1`],
  ['after an equals sign with spaces', (secret) => `token = ${secret} x`],
  ['after a colon', (secret) => `pin:${secret}`],
  ['between brackets', (secret) => `rejected (${secret})`],
  ['after a line break', (secret) => `rejected:\n${secret}\n`],
  ['among Japanese words', (secret) => `エラー：${secret}。もう一度`],
  ['behind other text', (secret) => `${'a few words '.repeat(30)}${secret}`],
  ['with a space between any two characters', (secret) => [...secret].join(' ')],
  ['with a zero-width space inside', (secret) => hide(secret, '\u200b')],
  ['with a soft hyphen inside', (secret) => hide(secret, '\u00ad')],
  ['with a byte order mark inside', (secret) => hide(secret, '\ufeff')],
  ['with a bidirectional mark inside', (secret) => hide(secret, '\u202e')],
  ['with a control character inside', (secret) => hide(secret, '\u0000')],
  ['with a variation selector inside', (secret) => hide(secret, '\ufe0f')],
  ['with half a character inside', (secret) => hide(secret, '\ud800')],
  ['with full-width digits', (secret) => secret.replace(/\d/g, (digit) => shift(digit, 0xfee0))],
  ['with Arabic digits', (secret) => secret.replace(/\d/g, (digit) => shift(digit, 0x630))],
  ['in full-width characters', (secret) => secret.replace(/[!-~]/g, (char) => shift(char, 0xfee0))],
]

function hide(secret: string, char: string): string {
  return [...secret].map((letter, index) => (index % 5 === 2 ? char + letter : letter)).join('')
}

function shift(char: string, by: number): string {
  return String.fromCharCode(char.charCodeAt(0) + by)
}

describe('a secret in a text', () => {
  it.each(places)('%s is not kept, whatever it is', (_, put) => {
    const left: string[] = []
    for (const { kind, example, core } of all) {
      const text = put(example)
      const letters = lettersOf(core)
      for (const shape of shapes) {
        // Three digits after eight letters may be a name, STEP2; it is no secret of a person.
        if (shape === name && kind === 'account_bic11') continue
        const kept = shape(text) ?? ''
        const isLeft =
          kept.includes(core) ||
          (letters !== '' && lettersOf(kept).includes(letters)) ||
          (remains(core, kept) && remains(put(core), kept))
        if (isLeft) left.push(`${kind}: ${kept}`)
      }
    }
    expect(left).toEqual([])
  })

  it('is not kept in upper, lower or mixed case', () => {
    const left: string[] = []
    for (const { kind, core } of all) {
      const mixed = [...core].map((char, index) => (index % 2 ? char.toUpperCase() : char.toLowerCase())).join('')
      for (const variant of [core.toUpperCase(), core.toLowerCase(), mixed]) {
        // One that has nothing but letters is a word in one case.
        if (/^[A-Za-z]+$/.test(core) && variant !== mixed) continue
        if (remains(variant, freeText(`rejected: ${variant}`))) left.push(`${kind}: ${variant}`)
      }
    }
    expect(left).toEqual([])
  })

  it.each([
    ['4111 and 1111 and 1111 and 1111', '[…]'],
    ['12 34 56 C', '[…]'],
    ['9zyxwvutsrqponmlkjihgf', '[…]'],
    ['de3ce8ef 33f8 452c a685 8671031fc0f6', '[…]'],
    ['GB29 NWBK 6016 1331 9268 19', '[…]'],
    ['4111, 1111, 1111 or 1111', '[…]'],
    ['h u n t e r', '[…]'],
    ['h-u-n-t-e-r', '[…]'],
    ['h. u. n. t. e. r', '[…]'],
    ['a c c e s s - s a n d b o x', '[…]'],
    ['4⃣1⃣1⃣1⃣', '[number]'],
  ])('is not kept in pieces: %s', (pieces, mark) => {
    expect(freeText(`value ${pieces} rejected`)).toBe(`value ${mark} rejected`)
  })

  it.each(['h u n t e r', 'H U N T E R', 'AB_H_U_N_T_E_R'])(
    'is not kept spelled, where there is nothing else: %s',
    (text) => {
      expect(freeText(text)).toBe('[…]')
    },
  )

  it('is not kept spread over a whole text', () => {
    const spread = 'first 4111 then 1111 then 1111 with 1111 after'
    expect(freeText(spread)).toBe('first [number] then [number] then [number] with [number] after')
    expect(freeText('about 4111 then 1111 then 11 after')).toBe('about 4111 then 1111 then 11 after')
  })

  it.each([
    ['+1 (415) 555-0011', '[number]'],
    ['415.555.0011', '[number]'],
    ['987-65-4321', '[number]'],
    ['12345', '[number]'],
    ['٤١١١١١١١', '[number]'],
    ['anne@example.com', '[email]'],
    ['anne @ example.com', '[email]'],
    ['anne.charleston%40mail.example.com', '[email]'],
    ['https://example.com/', '[url]'],
    ['plaidlink://exit?public_token=x', '[url]'],
    ['/oauth?session=hunter', '[url]'],
    ['link-development-x', '[token]'],
    ['profile-production-b0e2c4ee-a763-4df5-bfe9-46a46bce993d', '[token]'],
    ['btok_5oEetfLzPklE1fwJZ7SG', '[token]'],
    ['btok_abcdefgh', '[token]'],
    ['pda-RDdg0TUCB0FB25_UPIlnhB', '[token]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U', '[token]'],
    ['79e772be-547d-4c9c-8b76-4ac4ed4c441a', '[id]'],
    ['634758733ebb4f00134b85ea', '[id]'],
    ['hunter2', '[…]'],
    ['GB29NWBK60161331926819', '[…]'],
    ['payment-id-sandbox-feca8a7a', '[…]'],
    ['wJalrXUtnFEMI', '[…]'],
    ['x'.repeat(33), '[…]'],
    ['X'.repeat(33), '[…]'],
    ['password=sunshine', '[…]'],
    ['password = sunshine', '[…]'],
    ['{"password":"sunshine"}', '[…]'],
    ["{'password':'sunshine'}", '[…]'],
    ['anne&commat;example', '[…]'],
    ['a%ZZb', '[…]'],
    ['***6789', '[number]'],
    ['...6789', '[number]'],
    ['…6789', '[number]'],
    ['•6789', '[number]'],
    ['C:\\Users\\anne', '[…]'],
    ['½', '[number]'],
    ['dQwTgWcQ', '[…]'],
    ['password= sunshine', '[…]'],
    ['password =sunshine', '[…]'],
    ['x,https://plaid.com/docs/link/', '[url]'],
    ['x634758733ebb4f00134b85ea', '[…]'],
    ['634758733ebb4f00134b85eaz', '[…]'],
    ['btok_ab', '[…]'],
    ['pda-1x2', '[…]'],
    ['12時 34分 56秒', '[…]'],
    ['a b c d e 7', '[…]'],
    ['word:h-u-n-t-e-r', '[…]'],
    ['(h) (u) (n) (t) (e)', '([…])'],
    ['h-u-n-t-e', '[…]'],
    ['(h-u-n-t-e)', '([…])'],
    ['xAbCd', '[…]'],
    ['h\u0301-u\u0301-n\u0301-t\u0301-e', '[…]'],
    ['xPass2Word', '[…]'],
    ['Pass2Word!', '[…]!'],
    ['anne(at)example.com', '[email]'],
    ['anne (AT) example.com', '[email]'],
    ['anne [at]example.com', '[email]'],
    ['anne{at} example.com', '[email]'],
  ])('%s is told by its kind, where that is sure: %s', (secret, mark) => {
    expect(freeText(`before ${secret} after`)).toBe(`before ${mark} after`)
  })

  it.each([
    ['rejected: hunter2.', 'rejected: […].'],
    ['rejected (hunter2), please', 'rejected ([…]), please'],
    ['it is "hunter2"; sorry', 'it is "[…]"; sorry'],
    ['((("hunter2', '((([…]'],
    ['hunter2!!!!', '[…]!!!'],
    ['hunter2', '[…]'],
    ['hunter=', '[…]'],
    ['“hunter2”', '“[…]”'],
  ])('leaves the punctuation around it: %s', (text, kept) => {
    expect(freeText(text)).toBe(kept)
  })

  it('is dropped where it would be cut in two', () => {
    for (const { kind, core } of all.filter((_, index) => index % 4 === 0)) {
      const half = core.slice(0, Math.ceil(core.length / 2) + 2)
      for (const length of [128, MAX_TEXT, 1024, 1025]) {
        const text = `${'word '.repeat(300).slice(0, length - Math.floor(core.length / 2) - 1)} ${core}`
        expect(
          shapes.filter((shape) => shape(text)?.includes(half)),
          kind,
        ).toEqual([])
      }
    }
  })
})

describe('a secret in any field that is read, and in those that are not', () => {
  const isIdField = (key: string): boolean => key.endsWith('_id')

  it.each(recognisable)('is not kept: $kind', ({ kind, example }) => {
    // What has no form of its own is an id where an id is expected.
    const entries = captureAll(example, (key) => !(isIdField(key) && looksLikeAnId.test(kind)))
    for (const captured of entries) expect(remains(example, JSON.stringify(captured))).toBe(false)
  })

  it.each([...ownField, ...anywhere])('is not kept from its own field: $kind', ({ kind, example }) => {
    const event = makeEntry()
    captureEvent(event, 'SUBMIT', Object.fromEntries([...undeclared, 'anything'].map((key) => [key, example])))
    const success = makeEntry()
    // An item_id has the very form of an account_id.
    const accounts = [{ id: kind === 'item_id' ? null : example, name: example, mask: example, subtype: example }]
    captureSuccess(success, example, { accounts, account: accounts[0], public_token: example, account_id: example })
    expect(JSON.stringify([event, success])).not.toContain(JSON.stringify(example).slice(1, -1))
  })
})
