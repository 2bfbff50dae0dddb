import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { caseForms, findError, type ErrorFacts } from '../../src/explain/errors.ts'
import { findingCodes } from '../../src/explain/findingCodes.ts'
import { errorWords } from '../../src/explain/words/en.ts'
import errorTypes from '../fixtures/plaid/error-types.json' with { type: 'json' }
import judged from '../fixtures/plaid/errors-judged.json' with { type: 'json' }
import errors from '../fixtures/plaid/errors.json' with { type: 'json' }

const PAGES = new Set(errors.flatMap(({ docs_url_path }) => (docs_url_path ? `https://plaid.com${docs_url_path}` : [])))

function wordsOf({ situation }: ErrorFacts): string {
  const { happened, userCanTry, because } = errorWords[situation]
  return `${happened} ${userCanTry} ${because}`
}

describe('every error code that Plaid documents', () => {
  test.each(errors)('$error_type $error_code has an entry of its own, and its own page', (error) => {
    const facts = findError({ errorType: error.error_type, errorCode: error.error_code })
    expect(facts.isKnown).toBe(true)
    expect(facts.page).toBe(error.docs_url_path ? `https://plaid.com${error.docs_url_path}` : '')
    expect(findingCodes).toContain(facts.finding)
  })

  test.each(errors)('$error_type $error_code has Plaid’s form and what it asks for, or is no case', (error) => {
    const { whoActs, answer, form, asksFor } = findError({ errorType: error.error_type, errorCode: error.error_code })
    if (whoActs === 'app' || whoActs === 'nobody') {
      expect([form, asksFor]).toEqual(['none', []])
      expect(answer).toMatch(/^no/)
      return
    }
    expect(form === 'none').toBe(answer === 'no')
    // The general form stands where Plaid's page names none, or only the support page.
    const url = error.support_case_url
    if (url && url !== 'https://dashboard.plaid.com/support') expect(caseForms[form]).toBe(url)
    if (error.support_identifiers.length > 0) {
      expect(asksFor).toEqual(error.support_identifiers.map((key) => key.replace('|', ' or ')))
    }
  })

  test.each(errors)('$error_type $error_code is found without its type, too', (error) => {
    const facts = findError({ errorCode: error.error_code })
    const types = errors.filter(({ error_code }) => error_code === error.error_code)
    expect(facts.isKnown).toBe(true)
    if (types.length === 1) expect(facts).toEqual(findError({ ...error, errorCode: error.error_code }))
  })

  test('what the user can mend is not given to the app, but where it takes a new link_token', () => {
    const toApp = errors.flatMap(({ error_type: errorType, error_code: errorCode, user_fixable: isFixable }) =>
      isFixable === true && findError({ errorType, errorCode }).whoActs === 'app' ? errorCode : [],
    )
    expect(toApp).toEqual(['INVALID_LINK_TOKEN', 'OAUTH_STATE_ID_ALREADY_PROCESSED'])
  })

  test('what only the app can mend is given to the app', () => {
    const ours = errors.filter(({ end_user_hint: hint }) => hint.startsWith('This is a problem on our side'))
    expect(ours.length).toBeGreaterThan(60)
    for (const { error_type: errorType, error_code: errorCode } of ours) {
      expect(findError({ errorType, errorCode })).toMatchObject({ whoActs: 'app', answer: 'no' })
    }
  })
})

describe('the codes that were judged one by one', () => {
  test.each(judged)('$type $code', ({ type, code, says, not, answer, textNot }) => {
    const facts = findError({ errorType: type, errorCode: code })
    const { happened } = errorWords[facts.situation]
    expect(facts.isKnown).toBe(true)
    for (const pattern of says ?? []) expect(happened).toMatch(new RegExp(pattern, 'i'))
    for (const pattern of not ?? []) expect(wordsOf(facts)).not.toMatch(new RegExp(pattern, 'i'))
    for (const pattern of textNot ?? []) expect(caseForms[facts.form]).not.toMatch(new RegExp(pattern, 'i'))
    if (answer) expect(answer).toContain(facts.answer)
  })
})

describe('what is said names what is wrong', () => {
  test.each([
    ['INVALID_OTP', /one-time code/, 'user'],
    ['INVALID_MFA', /security code/, 'user'],
    ['INVALD_UPDATED_USERNAME', /username/, 'user'],
    ['INVALID_ADDRESS', /address/, 'user'],
    ['INVALID_ACCOUNT_NUMBER', /account or routing number/, 'user'],
    ['INCORRECT_DEPOSIT_AMOUNTS', /deposit amounts/, 'user'],
    ['TOO_MANY_VERIFICATION_ATTEMPTS', /too often/, 'user'],
    ['VERIFICATION_EXPIRED', /time to verify/, 'user'],
    ['ACCESS_NOT_GRANTED', /did not share/, 'user'],
    ['NETWORK_CONSENT_REQUIRED', /permission/, 'user'],
    ['ITEM_NOT_FOUND', /removed/, 'user'],
    ['INVALID_ACCOUNT_ID', /account is not available/, 'user'],
    ['NO_AUTH_ACCOUNTS', /checking, savings or cash/, 'user'],
    ['PAYMENT_CONSENT_CANCELLED', /cancelled/, 'user'],
    ['INSTITUTION_NOT_RESPONDING', /down or in trouble/, 'bank-or-plaid'],
    ['INSTITUTION_RATE_LIMIT', /bank limits/, 'bank-or-plaid'],
    ['ASSET_REPORT_GENERATION_FAILED', /report .* could not be made/, 'bank-or-plaid'],
    ['DATA_QUALITY_CHECK_FAILED', /data/, 'bank-or-plaid'],
    ['INVALID_API_KEYS', /environment/, 'app'],
    ['TRANSFER_ORIGINATOR_NOT_FOUND', /does not have/, 'app'],
    ['NO_LONGER_AVAILABLE', /refused what the app sent/, 'app'],
    ['PRODUCT_NOT_ENABLED', /may not use/, 'app'],
    ['QUESTIONNAIRE_NOT_COMPLETE', /registration/, 'app'],
    ['PAYMENT_BLOCKED', /limit/, 'app'],
    ['AUTH_LIMIT', /too many requests/, 'app'],
    ['OAUTH_STATE_ID_ALREADY_PROCESSED', /used already/, 'app'],
  ])('%s', (errorCode, happened, whoActs) => {
    const facts = findError({ errorCode })
    expect(errorWords[facts.situation].happened).toMatch(happened)
    expect(facts.whoActs).toBe(whoActs)
  })
})

describe('findError', () => {
  it('goes by the type where several have the same code', () => {
    const codes = ['ITEM_ERROR', 'ASSET_REPORT_ERROR', 'AUTH_ERROR'].map((errorType) =>
      findError({ errorType, errorCode: 'PRODUCT_NOT_READY' }),
    )
    expect(codes.map(({ situation }) => situation)).toEqual([
      'data-not-ready',
      'data-not-ready',
      'account-verification-pending',
    ])
    expect(codes.map(({ page }) => page)).toEqual([
      'https://plaid.com/docs/errors/item/#product_not_ready',
      'https://plaid.com/docs/errors/assets/#product_not_ready',
      '',
    ])
  })

  it.each([
    ['no-depository-accounts', 'no-payment-account', 'item/#no_auth_accounts-or-no-depository-accounts'],
    ['plaid-internal-error', 'plaid-failed', 'api/#internal_server_error-or-plaid-internal-error'],
    ['institution-poor-health-error', 'institution-unavailable', ''],
    ['oauth-error', 'bank-sign-in-failed', ''],
    ['item-no-error', 'nothing-wrong', ''],
    ['no-error', 'nothing-wrong', ''],
    ['invalid-credentials', 'login-rejected', 'item/#invalid_credentials'],
    ['institution-not-responding', 'institution-unavailable', 'institution/#institution_not_responding'],
  ])('knows the old spelling %s', (errorCode, situation, page) => {
    const facts = { situation, page: page && `https://plaid.com/docs/errors/${page}`, isKnown: true }
    expect(findError({ errorType: '', errorCode })).toMatchObject(facts)
    expect(findError({ errorType: null, errorCode })).toMatchObject(facts)
    expect(findError({ errorCode })).toMatchObject(facts)
  })

  it('goes by the code where the type is another one than Plaid documents', () => {
    expect(findError({ errorType: 'ITEM_ERROR', errorCode: 'INVALID_LINK_TOKEN' })).toMatchObject({
      situation: 'link-token-invalid',
      finding: 'link-token-invalid',
    })
  })

  test.each([...errorTypes.api_plaid_47, ...errorTypes.sdk_only])(
    'an unknown code of %s is told by its type',
    (type) => {
      const facts = findError({ errorType: type, errorCode: 'SOMETHING_NEW' })
      expect(facts).toMatchObject({ isKnown: false, page: '' })
      const isNamed = !/^(?:PROFILE|LINK_DELIVERY|FRAUD_INSIGHTS)_ERROR$/.test(type)
      expect(facts.situation === 'unknown-error').toBe(!isNamed)
      expect(facts).toEqual(findError({ errorType: type }))
    },
  )

  it('never goes by a part of a word', () => {
    for (const errorCode of [
      'INVALID_CREDENTIALS_V2',
      'MY_RATE_LIMIT',
      'CREDENTIALS',
      'ITEM',
      'invalid_credentials ',
    ]) {
      expect(findError({ errorType: 'BRAND_NEW_ERROR', errorCode })).toMatchObject({
        situation: 'unknown-error',
        isKnown: false,
      })
    }
  })

  it('says of an unknown type what is known, and no more', () => {
    const facts = findError({ errorType: 'BRAND_NEW_ERROR', errorCode: 'BRAND_NEW_CODE' })
    expect(facts).toMatchObject({ situation: 'unknown-error', finding: 'link-error', answer: 'perhaps', page: '' })
    expect(wordsOf(facts)).not.toMatch(/bank|password|app|hours/i)
    expect(findError({})).toEqual(facts)
  })

  it('takes any text for a type or a code, and gives no page that Plaid does not have', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', 'ITEM_ERROR', 'oauth-error', '499'),
    )
    fc.assert(
      fc.property(text, text, (errorType, errorCode) => {
        const { situation, page } = findError({ errorType, errorCode })
        expect(errorWords).toHaveProperty([situation])
        if (page) expect(PAGES).toContain(page)
      }),
    )
  })
})
