import * as k from './kit.ts'

/** How one session ended, in ways that two things are to be told of, or that only the time of copying tells. */

const { citi, chase, wells, login, oauth, view, shown, closed, handoff, err, tell, wrong } = k

const DAY = 86_400
const other = { token: k.TOKEN_2 }
const sandbox = { token: k.TOKEN.replace('production', 'sandbox') }
const verification = (status: string): Record<string, unknown> => ({ accounts: [k.account(status)] })

function connects(told: k.Told): k.Told {
  return told.open().events(60, [...login(citi), handoff(58, citi)])
}

export const endSiblings: readonly k.Sibling[] = [
  tell(
    'a second bank rejected, and onSuccess names the first',
    { says: ['Connected \\(Chase\\)\\. Another bank was not connected \\(Wells'], answer: ['not yet'] },
    (session) => {
      const seen = [...oauth(chase), handoff(60, chase), ...login(wells, 80), shown(100, wrong, wells)]
      session().mount().open().events(200, seen).success(200, chase).report(210)
    },
  ),
  tell(
    'a deposit is awaited, and its code was refused the next day',
    { says: ['code from the bank statement was wrong'], textNot: ['its code is refused', "Wait for Plaid's webhook"] },
    (session) => {
      const refused = err('INVALID_INPUT', 'INCORRECT_DEPOSIT_VERIFICATION')
      const at = 0.8 * DAY
      connects(session().mount()).success(60, citi, verification('pending_manual_verification'))
      const seen = [view(at + 5, 'SAME_DAY_MICRODEPOSIT_VERIFICATION', { ...citi }), shown(at + 30, refused, citi)]
      session()
        .mount(other, at)
        .open(at, { is_update_mode: 'true' })
        .events(at + 60, [...seen, closed(at + 59, citi, refused)])
        .exit(at + 60, refused, citi)
        .report(at + 70)
    },
  ),
  tell(
    'an account that is verified by itself, copied ten days later',
    { text: ['/auth/get shows'], not: ['Wait 1 to 2', 'after 2 business days'] },
    (session) => {
      connects(session().mount())
        .success(60, citi, verification('pending_automatic_verification'))
        .report(10 * DAY)
    },
  ),
  tell(
    'Link had no link_token at first, then a login was closed',
    { text: ['The newest session got further'], textNot: ['for the earlier session', 'Earlier session, user can try'] },
    (session) => {
      session().mount({ token: null }).openedOnly()
      session(1)
        .mount({}, 100)
        .open(100)
        .events(160, [...login(citi, 108), closed(159, citi)])
        .exit(160, null, citi)
        .report(170)
    },
  ),
  tell(
    'in Sandbox a bank that Plaid no longer supports',
    { answer: ['not yet'], text: ['Only if it fails in production, too', "the app's developers"] },
    (session) => {
      session().mount(sandbox).fails(err('INSTITUTION_ERROR', 'INSTITUTION_NO_LONGER_SUPPORTED'), citi).report(70)
    },
  ),
  tell(
    'in Sandbox Link was closed',
    { text: ['Developers: Nothing failed'], textNot: ['please ask', 'Ask the user', 'User can try'] },
    (session) => {
      session()
        .mount(sandbox)
        .open()
        .events(60, [...login(citi), closed(59, citi)])
        .exit(60, null, citi)
        .report(70)
    },
  ),
  tell(
    'a wrong one-time code before any bank was chosen',
    { says: ['one-time code'], textNot: ['Which bank', 'which bank'] },
    (session) => {
      const code = err('ITEM_ERROR', 'INVALID_OTP')
      session()
        .mount()
        .open()
        .events(60, [view(5, 'VERIFY_PHONE'), shown(10, code), closed(59, {}, code)])
        .exit(60, code)
        .report(70)
    },
  ),
  tell(
    'an unknown error, twice in one session',
    { answer: ['perhaps'], text: ['Yes, if the Dashboard has no cause'], not: ['fails again'] },
    (session) => {
      const rain = err('WEATHER_ERROR', 'RAIN')
      session()
        .mount()
        .open()
        .events(60, [...login(citi), shown(20, rain, citi), shown(40, rain, citi), closed(59, citi, rain)])
        .exit(60, rain, citi)
        .report(70)
    },
  ),
  tell(
    'the sign-in at a bank failed twice',
    { answer: ['not yet'], text: ['It happened before, too', 'please ask'], not: ['fails again'] },
    (session) => {
      for (const at of [0, 600]) {
        session()
          .mount(at ? other : {}, at)
          .open(at)
          .events(at + 60, [...oauth(chase, at + 8), [at + 50, 'FAIL_OAUTH', { ...chase }], closed(at + 59, chase)])
          .exit(at + 60, null, chase, { status: 'requires_oauth' })
      }
      session().report(700)
    },
  ),
  tell(
    'a second bank was begun, and Link is open',
    { text: ['Finish in Link, or close it'], not: ['Start again', 'stop'] },
    (session) => {
      session()
        .mount()
        .open()
        .events(100, [...login(citi), handoff(40, citi), ...login(wells, 50)])
        .report(110)
    },
  ),
  tell(
    'one bank connected, then the list of banks was looked at and closed',
    { says: ['app was not told \\(Chase\\)'], not: ['begun'], answer: ['perhaps'] },
    (session) => {
      const seen = [...oauth(chase), handoff(60, chase), view(80, 'SELECT_INSTITUTION'), closed(199)]
      session().mount().open().events(200, seen).exit(200).report(210)
    },
  ),
  tell(
    'connected, then the app sent too little for that bank once more',
    { textNot: ['only if the app still asks', 'Only if the app still asks'] },
    (session) => {
      session().mount().connects(chase)
      session().mount(other, 100).fails(err('INVALID_REQUEST', 'MISSING_FIELDS'), chase, 100).report(170)
    },
  ),
  tell(
    'documents were to be handed in, and Link was closed',
    { says: ['^Not finished'], not: ['connected'] },
    (session) => {
      session()
        .mount()
        .open()
        .events(60, [view(5, 'UPLOAD_DOCUMENTS'), closed(59)])
        .exit(60)
        .report(70)
    },
  ),
  tell(
    'one of two banks failed, then it was connected',
    { says: ['^Connected \\(Wells'], text: ['Another bank was not connected.*beside Chase; it worked in session 1'] },
    (session) => {
      const seen = [...oauth(chase), handoff(60, chase), ...login(wells, 80), shown(100, wrong, wells)]
      session()
        .mount()
        .open()
        .events(200, [...seen, closed(199, wells, wrong)])
        .emptySuccess(200)
      session().mount(other, 600).connects(wells, 600).report(670)
    },
  ),
]
