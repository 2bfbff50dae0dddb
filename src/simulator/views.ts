/** What a person sees in a view of Link; `{bank}` stands for the bank's name. */
export interface ViewWords {
  heading: string
  text: string[]
  fields?: FieldWords[]
}

export interface FieldWords {
  label: string
  value: string
  type?: string
  inputMode?: string
}

const VIEWS: Record<string, ViewWords> = {
  CONSENT: {
    heading: 'Connect your account',
    text: [
      'This app uses Plaid to connect your bank accounts. You choose what is shared.',
      'Your login stays between you and your bank. You can disconnect at any time.',
    ],
  },
  SELECT_INSTITUTION: { heading: 'Select your bank', text: [] },
  SELECT_SAVED_INSTITUTION: { heading: 'Select a bank that you have saved', text: [] },
  SELECT_SAVED_ACCOUNT: { heading: 'Select an account that you have saved', text: ['Plaid Checking, Plaid Saving'] },
  SELECT_ACCOUNT: { heading: 'Select your accounts', text: ['Plaid Checking, Plaid Saving'] },
  SELECT_AUTH_TYPE: { heading: 'How would you like to connect?', text: [] },
  CREDENTIAL: {
    heading: 'Log in to {bank}',
    text: ['Anything will do: what you type here goes nowhere.'],
    fields: [
      { label: 'Username', value: 'user_good' },
      { label: 'Password', value: 'pass_good', type: 'password' },
    ],
  },
  MFA: {
    heading: 'Enter your code',
    text: ['{bank} has sent a code to your phone. Any six digits will do.'],
    fields: [{ label: 'Code', value: '123456', inputMode: 'numeric' }],
  },
  OAUTH: {
    heading: 'Log in at {bank}',
    text: ['You will log in on your bank’s own website, and come back when you are done.'],
  },
  LOADING: { heading: 'One moment…', text: [] },
  ERROR: { heading: 'That did not work', text: [] },
  CONNECTED: { heading: 'Your account is connected', text: ['{bank}: Plaid Checking, Plaid Saving'] },
  EXIT: { heading: 'Leave without connecting?', text: ['Your bank is not connected yet.'] },
  SUBMIT_PHONE: {
    heading: 'Your phone number',
    text: ['Anything will do: what you type here goes nowhere.'],
    fields: [{ label: 'Phone number', value: '415 555 0011', type: 'tel' }],
  },
  VERIFY_PHONE: {
    heading: 'Confirm your phone',
    text: ['Any six digits will do.'],
    fields: [{ label: 'Code', value: '123456', inputMode: 'numeric' }],
  },
  NUMBERS: {
    heading: 'Your account numbers',
    text: ['Anything will do: what you type here goes nowhere.'],
    fields: [
      { label: 'Routing number', value: '000000000', inputMode: 'numeric' },
      { label: 'Account number', value: '0000', inputMode: 'numeric' },
    ],
  },
}

/** Of a view that has no words here: its name, as words. */
export function wordsOf(view: string): ViewWords {
  const name = view.toLowerCase().split('_').join(' ')
  return VIEWS[view] ?? { heading: name.charAt(0).toUpperCase() + name.slice(1), text: [] }
}
