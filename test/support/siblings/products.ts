import * as k from './kit.ts'

const { citi, chase, monzo, tell, login, oauth, view, shown, closed, handoff, err } = k
const update = { is_update_mode: 'true', ...citi }
const deposit = view(5, 'SAME_DAY_MICRODEPOSIT_VERIFICATION')

/** One session: update mode, other products, errors that were overcome. */
export const productSiblings: k.Sibling[] = [
  tell(
    'three wrong passwords, then the right one',
    { says: [k.connected], not: ['password'], text: ['3 times \\(overcome: the bank was connected'], answer: ['no'] },
    (session) => {
      const tries = [15, 25, 35].map((second) => shown(second, k.wrong, citi))
      const told = [...login(citi), ...tries, view(60, 'SELECT_ACCOUNT', { ...citi }), handoff(85, citi)]
      session().mount().open().events(90, told).success(90, citi).report(100)
    },
  ),
  tell(
    'a locked login, then another bank in the same session',
    {
      says: [k.connected, 'Chase'],
      not: ['locked'],
      text: ['locked.*at Citizens Bank; then another bank was connected'],
      answer: ['no'],
    },
    (session) => {
      const told = [...login(citi), shown(24, k.locked, citi), ...oauth(chase, 40), handoff(150, chase)]
      session().mount().open().events(160, told).success(160, chase).report(170)
    },
  ),
  tell(
    'an error, then the list of banks, then closed',
    { says: ['locked'], not: ['full name', 'not found'], answer: ['not yet'] },
    (session) => {
      const told = [...login(citi), shown(24, k.locked, citi), view(30, 'SELECT_INSTITUTION'), closed(58)]
      session().mount().open().events(60, told).exit(60, null, null, { status: 'institution_not_found' }).report(70)
    },
  ),
  tell('onExit before its events, and these in no order', { says: ['password'], answer: ['not yet'] }, (session) => {
    const told = [closed(59, citi, k.wrong), shown(24, k.wrong, citi), ...login(citi).reverse()]
    session().mount().open().exit(60, k.wrong, citi).events(60, told).report(70)
  }),
  tell(
    'a repair with a wrong password',
    { says: ['not repaired', 'password'], text: ['access_token: on your server \\(the Item existed'] },
    (session) => {
      session()
        .mount()
        .open(0, update)
        .events(60, [shown(14, k.wrong, citi)])
        .exit(60, k.wrong, citi)
        .report(70)
    },
  ),
  tell('a repair that went well', { says: ['Connected again', 'Citizens'], answer: ['no'] }, (session) => {
    session()
      .mount()
      .open(0, update)
      .events(60, [handoff(58, citi)])
      .success(60, citi)
      .report(70)
  }),
  tell(
    'a code of a deposit that was wrong, and then too often',
    { says: ['not verified', 'too often'], not: ['repaired'], answer: ['not yet'] },
    (session) => {
      const code = err('INVALID_INPUT', 'INCORRECT_DEPOSIT_VERIFICATION')
      const often = err('INVALID_INPUT', 'TOO_MANY_VERIFICATION_ATTEMPTS')
      const told = [deposit, shown(10, code), shown(20, code), shown(30, often)]
      session().mount().open(0, { is_update_mode: 'true' }).events(60, told).exit(60, often).report(70)
    },
  ),
  tell(
    'an account that was verified by its deposit',
    { says: [k.connected], not: ['deposit', 'yet to be'], answer: ['no'] },
    (session) => {
      const accounts = [k.account('manually_verified')]
      const told = [deposit, handoff(58)]
      session().mount().open(0, { is_update_mode: 'true' }).events(60, told).success(60, null, { accounts }).report(70)
    },
  ),
  tell(
    'a transfer that is not finished',
    { says: [k.connected, 'transfer is not finished'], not: ['It worked'], text: ['transfer_id'] },
    (session) => {
      const told = [...login(citi), handoff(58, citi)]
      session().mount().open().events(60, told).success(60, citi, { transfer_status: 'INCOMPLETE' }).report(70)
    },
  ),
  tell(
    'a payment without enough money',
    { says: ['Payment or transfer not made', 'money'], not: ['Not connected'], answer: ['not yet'] },
    (session) => {
      const poor = err('PAYMENT_ERROR', 'PAYMENT_INSUFFICIENT_FUNDS')
      session()
        .mount()
        .open()
        .events(60, [...oauth(monzo), shown(50, poor, monzo)])
        .exit(60, poor, monzo)
        .report(70)
    },
  ),
  tell(
    'an identity check that failed, and passed in a second',
    { says: ['passed'], not: ['failed'], text: ['failed'], answer: ['no'] },
    (session) => {
      const first = session().called('idv_52xR9LKo77r1Np').mount().open()
      first.events(60, [[50, 'IDENTITY_VERIFICATION_FAIL_SESSION']]).success(60, null)
      const second = session().called('idv_7aaR9LKo77r1Np').open(100)
      second
        .events(160, [[150, 'IDENTITY_VERIFICATION_PASS_SESSION']])
        .success(160, null)
        .report(170)
    },
  ),
  tell(
    'an account of another name, then one of the right name',
    { says: [k.connected], not: ['name on the account'], answer: ['no'] },
    (session) => {
      const told = [...login(citi), [30, 'IDENTITY_MATCH_FAILED', { ...citi }] as const, handoff(80, citi)]
      session().mount().open().events(90, told).success(90, citi).report(100)
    },
  ),
  tell(
    'a wrong one-time code, skipped, and closed at the accounts',
    { says: ['closed', 'accounts'], not: ['one-time'], answer: ['not yet'] },
    (session) => {
      const otp = err('ITEM_ERROR', 'INVALID_OTP')
      const told = [
        view(9, 'VERIFY_PHONE'),
        shown(16, otp),
        ...login(citi, 30),
        view(50, 'SELECT_ACCOUNT', { ...citi }),
      ]
      const status = { status: 'requires_account_selection' }
      session().mount().open().events(100, told).exit(100, null, citi, status).report(110)
    },
  ),
  tell(
    'Layer that is not available by phone, but by the date of birth',
    { says: [`${k.connected}|finished`], not: ['not available', 'no saved account'] },
    (session) => {
      const layer = session()
        .mount()
        .events(1, [[1, 'LAYER_NOT_AVAILABLE']])
        .events(9, [[9, 'LAYER_READY']])
      layer
        .open(10)
        .events(60, [handoff(58)])
        .success(60, null)
        .report(70)
    },
  ),
  tell(
    'documents that were uploaded at the second try',
    { says: ['Finished, documents uploaded'], not: ['fail'], text: ['overcome: Link finished'], answer: ['no'] },
    (session) => {
      const told = [[20, 'SUBMIT_DOCUMENTS_ERROR'] as const, [50, 'SUBMIT_DOCUMENTS_SUCCESS'] as const, handoff(80)]
      session().mount().open().events(90, told).success(90, null).report(100)
    },
  ),
  tell('a code and a type that nobody knows', { text: ['WEATHER_ERROR / RAIN'], answer: ['perhaps'] }, (session) => {
    session()
      .mount()
      .open()
      .exit(60, err('WEATHER_ERROR', 'RAIN', 'it rains'), citi)
      .report(70)
  }),
]
