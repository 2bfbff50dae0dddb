import * as k from './kit.ts'

/** Which of several sessions a reader must know of, and what one has left to do that another does not mend. */

const { citi, chase, wells, login, oauth, view, shown, closed, handoff, err, tell, wrong, locked, down, tokenEnded } = k

const HOUR = 3600
const other = { token: k.TOKEN_2 }
const third = { token: 'link-production-33333333-1f2e-4d3c-8b7a-0a1b2c3d4e5f' }
const update = { is_update_mode: 'true' }
const manual = { accounts: [k.account('pending_manual_verification')] }

/** Opened, a login screen seen, closed. */
function looked(told: k.Told, at: k.Bank | null, from: number, more: readonly k.Event[] = []): k.Told {
  const seen = [...(at ? login(at, from + 8) : []), ...more, closed(from + 59, at ?? {})]
  return told
    .open(from)
    .events(from + 60, seen)
    .exit(from + 60, null, at)
}

/** Connected, and the app was not told. */
function untold(told: k.Told, at: k.Bank): k.Told {
  return told.open().events(60, [...login(at), handoff(58, at)])
}

/** Closed at the screen that says that the account is connected. */
function perhaps(told: k.Told, at: k.Bank, from = 0): k.Told {
  const seen = [...oauth(at, from + 8), view(from + 50, 'CONNECTED', { ...at }), closed(from + 59, at)]
  return told
    .open(from)
    .events(from + 60, seen)
    .exit(from + 60, null, at)
}

/** One bank connected, another one failed, and the app was told of neither. */
function oneOfTwo(told: k.Told, error: k.PlaidError): k.Told {
  const seen = [...oauth(chase), handoff(60, chase), ...login(wells, 80), shown(100, error, wells)]
  return told
    .open()
    .events(200, [...seen, closed(199, wells, error)])
    .exit(200, error, wells)
}

function threeWrong(told: k.Told, at: k.Bank): k.Told {
  const seen = [20, 30, 40].map((second) => shown(second, wrong, at))
  return told
    .open()
    .events(60, [...login(at), ...seen, closed(59, at, wrong)])
    .exit(60, wrong, at)
}

const repairs = (told: k.Told, from: number, at: k.Bank): k.Told =>
  told
    .open(from, update)
    .events(from + 60, [...login(at, from + 8), handoff(from + 58, at)])
    .success(from + 60, at)

export const matterSiblings: readonly k.Sibling[] = [
  tell(
    'one link_token in update mode: one bank locked, another one repaired',
    {
      says: ['Connected again \\(Chase'],
      text: ['Citizens Bank\\)\\. The bank has locked'],
      textNot: ['it has worked'],
    },
    (session) => {
      const seen = [...login(citi), shown(24, locked, citi), closed(59, citi, locked)]
      session().mount().open(0, update).events(60, seen).exit(60, locked, citi)
      repairs(session(), 200, chase).report(270)
    },
  ),
  tell(
    'one link_token in update mode: one bank repaired, another one closed',
    { says: ['not repaired \\(Citizens Bank'], not: ['Nothing to repair', 'Nothing is left'] },
    (session) => {
      repairs(session().mount(), 0, chase)
      session()
        .open(200, update)
        .events(260, [...login(citi, 208), closed(259, citi)])
        .exit(260, null, citi)
        .report(270)
    },
  ),
  tell(
    'wrong logins ended the link_token, then another bank was connected',
    {
      says: ['Connected \\(Chase'],
      answer: ['not yet'],
      text: ['for the earlier session: the user', 'ERROR, 10:00:40; give this first'],
      textNot: ['it has worked'],
    },
    (session) => {
      threeWrong(session().mount(), citi)
      session().openedOnly(300).exit(302, tokenEnded)
      session().mount(other, 400).connects(chase, 400).report(470)
    },
  ),
  tell(
    'wrong logins ended the link_token, then the same login was closed',
    {
      text: ["User can try: Sign in on Citizens Bank's own", 'ERROR, 10:00:40; give this first'],
      textNot: ['got further'],
    },
    (session) => {
      threeWrong(session().mount(), citi)
      session().openedOnly(300).exit(302, tokenEnded)
      looked(session().mount(other, 400), citi, 400).report(470)
    },
  ),
  tell(
    'wrong logins that were let in by another link_token, then the first one ended',
    { says: ['no longer valid'], not: ['rejected', 'own website'], textNot: ['may have locked'] },
    (session) => {
      threeWrong(session().mount(), citi)
      session().mount(other, 100).connects(citi, 100)
      session().mount({}, 300).openedOnly(300).exit(302, tokenEnded).report(310)
    },
  ),
  tell(
    'one bank rejected and another one locked, then the link_token ended',
    { says: ['Citizens Bank had rejected .* once, and Chase had locked'], text: ['Unlock the login with Chase first'] },
    (session) => {
      session().mount().fails(wrong, citi)
      session().fails(locked, chase, 100)
      session().openedOnly(300).exit(302, tokenEnded).report(310)
    },
  ),
  tell(
    'a second bank not finished, then connected; the first one was never told',
    {
      says: ['Connected \\(Wells'],
      answer: ['perhaps'],
      text: ['app was not told \\(Chase\\)', "the app's developers"],
    },
    (session) => {
      const seen = [...oauth(chase), handoff(60, chase), ...login(wells, 80), closed(199, wells)]
      session().mount().open().events(200, seen).exit(200, null, wells)
      session().mount(other, 600).connects(wells, 600).report(670)
    },
  ),
  tell(
    'a second bank locked, then connected, then closed once more; the first one was never told',
    {
      text: [
        "To act: .*the app's developers",
        'app was not told \\(Chase\\)',
        'Only if the app still asks for it: Try',
      ],
      not: ['Unlock'],
    },
    (session) => {
      oneOfTwo(session().mount(), locked)
      session().mount(other, 600).connects(wells, 600)
      looked(session().mount(third, 900), wells, 900).report(970)
    },
  ),
  tell(
    'onSuccess without events, then an exit with the error of another bank',
    { says: ['^Connected \\(Chase\\)\\. Another bank was not connected \\(Wells'] },
    (session) => {
      session().mount().open().success(100, chase).exit(140, down, wells).report(150)
    },
  ),
  tell(
    'not told of a bank, then another one connected, then the first one rejected',
    { answer: ['not yet'], text: ['Before that: Reload', 'app was not told \\(Citizens'] },
    (session) => {
      untold(session().mount(), citi)
      session().mount(other, 200).connects(chase, 200)
      session().mount(third, 400).fails(wrong, citi, 400).report(470)
    },
  ),
  tell(
    'not told of a bank, then its login rejected, then closed there',
    { answer: ['perhaps'], text: ['User can try: Reload', 'app was not told \\(Citizens'] },
    (session) => {
      untold(session().mount(), citi)
      session().mount(other, 200).fails(wrong, citi, 200)
      looked(session().mount(third, 400), citi, 400).report(470)
    },
  ),
  tell(
    'locked at one bank, another one down, then closed at the first',
    { text: ['User can try: Unlock'] },
    (session) => {
      session().mount().fails(locked, citi)
      session().mount(other, 200).fails(down, chase, 200)
      looked(session().mount(third, 400), citi, 400).report(470)
    },
  ),
  tell(
    'perhaps connected, then closed at the list of banks',
    { text: ['User can try: Reload', "To act: the app's developers"], not: ['full name'] },
    (session) => {
      perhaps(session().mount(), citi)
      looked(session().mount(other, 200), null, 200, [view(210, 'SELECT_INSTITUTION')]).report(270)
    },
  ),
  tell('perhaps connected, and its link_token ended', { text: ['Before that: Reload'] }, (session) => {
    perhaps(session().mount(), citi)
    session().openedOnly(100).exit(102, tokenEnded).report(110)
  }),
  tell(
    'perhaps connected twice',
    { answer: ['not yet'], text: ['It happened before, too \\(session 2\\)\\. Only if /link'], not: ['happens again'] },
    (session) => {
      perhaps(session().mount(), citi)
      perhaps(session().mount(other, HOUR), citi, HOUR).report(HOUR + 70)
    },
  ),
  tell(
    'two banks of one session not told, then the first one closed',
    { answer: ['perhaps'], text: ['User can try: Reload'], textNot: ['For Wells Fargo'] },
    (session) => {
      const seen = [...oauth(chase), handoff(60, chase), ...login(wells, 80), handoff(150, wells), closed(199)]
      session().mount().open().events(200, seen).exit(200)
      looked(session().mount(other, 600), chase, 600).report(670)
    },
  ),
  tell(
    'a second bank locked, then let in and rejected at its code',
    { text: ["To act: .*the app's developers"], textNot: ['Unlock'] },
    (session) => {
      const code = err('ITEM_ERROR', 'INVALID_MFA')
      oneOfTwo(session().mount(), locked)
      const seen = [...login(wells, 608), view(620, 'MFA', { ...wells }), shown(630, code, wells)]
      session()
        .mount(other, 600)
        .open(600)
        .events(660, [...seen, closed(659, wells, code)])
        .exit(660, code, wells)
        .report(670)
    },
  ),
  tell(
    'a deposit is awaited, then too many wrong codes',
    { says: ['too often'], textNot: ['Before that'] },
    (session) => {
      const often = err('INVALID_INPUT', 'TOO_MANY_VERIFICATION_ATTEMPTS')
      const at = 20 * HOUR
      session()
        .mount()
        .open()
        .events(60, [...login(citi), handoff(58, citi)])
        .success(60, citi, manual)
      const seen = [view(at + 5, 'SAME_DAY_MICRODEPOSIT_VERIFICATION', { ...citi }), shown(at + 20, often, citi)]
      session()
        .mount(other, at)
        .open(at, update)
        .events(at + 60, [...seen, closed(at + 59, citi, often)])
        .exit(at + 60, often, citi)
        .report(at + 70)
    },
  ),
  tell(
    'a second bank locked and the app not told, then another bank rejected',
    { text: ["for the earlier session: the user, and the app's developers", 'SESSION_FINISHED'] },
    (session) => {
      oneOfTwo(session().mount(), locked)
      session().mount(other, 600).fails(wrong, citi, 600).report(670)
    },
  ),
  tell(
    'down twice, then another bank rejected',
    {
      text: [
        'Plaid case: yes, for the earlier session\\. It failed like this 2 hours before',
        'Open a case',
        'ins_20 \\(Citizens',
      ],
    },
    (session) => {
      session().mount().fails(down, citi)
      session()
        .mount(other, 2 * HOUR)
        .fails(down, citi, 2 * HOUR)
      session()
        .mount(third, 2 * HOUR + 200)
        .fails(wrong, chase, 2 * HOUR + 200)
        .report(2 * HOUR + 300)
    },
  ),
  tell(
    'down, then connected beside a bank that was locked, then down again',
    { answer: ['not yet'], text: ['the bank answered in between'] },
    (session) => {
      session().mount().fails(down, citi)
      const seen = [...login(citi, HOUR + 8), handoff(HOUR + 60, citi), ...login(chase, HOUR + 80)]
      session()
        .mount(other, HOUR)
        .open(HOUR)
        .events(HOUR + 200, [...seen, shown(HOUR + 100, locked, chase), closed(HOUR + 199, chase, locked)])
        .exit(HOUR + 200, locked, chase)
      session()
        .mount(third, 3 * HOUR)
        .fails(down, citi, 3 * HOUR)
        .report(3 * HOUR + 70)
    },
  ),
  tell('down in update mode, and down when it is connected anew', { answer: ['yes'] }, (session) => {
    const seen = [...login(citi), shown(24, down, citi), closed(59, citi, down)]
    session().mount().open(0, update).events(60, seen).exit(60, down, citi)
    session()
      .mount(other, 2 * HOUR)
      .fails(down, citi, 2 * HOUR)
      .report(2 * HOUR + 70)
  }),
  tell(
    'an upload failed, then documents were uploaded and Link was closed',
    { says: ['documents uploaded'], text: ['The newest session got further'], textNot: ['internet connection'] },
    (session) => {
      const failed = err('INCOME_VERIFICATION_ERROR', 'INCOME_VERIFICATION_UPLOAD_ERROR')
      const upload = (second: number): k.Event[] => [
        view(second + 5, 'UPLOAD_DOCUMENTS'),
        [second + 10, 'SUBMIT_DOCUMENTS', {}],
      ]
      session()
        .mount()
        .open()
        .events(60, [...upload(0), [20, 'SUBMIT_DOCUMENTS_ERROR', {}], closed(59, {}, failed)])
        .exit(60, failed)
      session()
        .mount(other, 200)
        .open(200)
        .events(260, [...upload(200), [220, 'SUBMIT_DOCUMENTS_SUCCESS', {}], closed(259)])
        .exit(260)
        .report(270)
    },
  ),
  tell(
    'down in production, then that bank closed in Sandbox',
    { text: ['Earlier session: In production: ', 'Earlier session, Plaid case: not yet', 'the bank or Plaid'] },
    (session) => {
      session().mount().fails(down, citi)
      looked(session().mount({ token: k.TOKEN.replace('production', 'sandbox') }, 200), citi, 200).report(270)
    },
  ),
  tell(
    'connected after a wrong password, and an exit that repeats its error',
    { says: ['^Connected \\(Citizens Bank\\)\\. \\|'], text: ['HANDOFF, 10:00:58; look at this first'] },
    (session) => {
      const seen = [...login(citi), shown(20, wrong, citi), handoff(58, citi)]
      session().mount().open().events(60, seen).success(60, citi).exit(61, wrong, citi).report(70)
    },
  ),
  tell(
    'locked at a bank that nobody named, then another one closed at its accounts',
    { text: ['Earlier session, user can try: Unlock'], textNot: ['got further', 'it has worked'] },
    (session) => {
      session().mount().open().exit(30, locked)
      looked(session().mount(other, 200), chase, 200, [view(220, 'SELECT_ACCOUNT', { ...chase })]).report(270)
    },
  ),
]
