import type { PlaidInstitution } from 'react-plaid-link'
import type { ChooseStep, EventFields, EventStep, LinkError, PersonStep, Scenario, Step } from './types.ts'

/** What scenarios are put together from: the stretches of Link that many of them share. */

/** A file of scenarios: each gets its name. */
export function family<Name extends string>(table: Record<Name, Omit<Scenario, 'name'>>): Record<Name, Scenario> {
  const named = {} as Record<Name, Scenario>
  for (const name of Object.keys(table) as Name[]) named[name] = { name, ...table[name] }
  return named
}

/** Plaid's own Sandbox institutions: invented names with real ids. */
export const bank: PlaidInstitution = { institution_id: 'ins_109508', name: 'First Platypus Bank' }
export const banks: readonly PlaidInstitution[] = [
  bank,
  { institution_id: 'ins_109512', name: 'Houndstooth Bank' },
  { institution_id: 'ins_109511', name: 'Tartan Bank' },
  { institution_id: 'ins_109509', name: 'First Gingham Credit Union' },
  { institution_id: 'ins_109510', name: 'Tattersall Federal Credit Union' },
]
export const oauthBanks: readonly PlaidInstitution[] = [
  { institution_id: 'ins_127287', name: 'Platypus OAuth Bank' },
  ...banks,
]

export function event(name: string, fields?: EventFields): EventStep {
  return fields ? { event: name, fields } : { event: name }
}

/** Plaid's servers answer, and Link tells of it. */
export function answer(name: string, fields?: EventFields): EventStep {
  return { ...event(name, fields), answered: true }
}

/** Plaid's servers answer with another view. */
export function shows(view: string, fields?: EventFields): EventStep {
  return answer('TRANSITION_VIEW', { view_name: view, ...fields })
}

/** Link goes to another view by itself. */
export function turnsTo(view: string, fields?: EventFields): EventStep {
  return event('TRANSITION_VIEW', { view_name: view, ...fields })
}

export function presses(button: string): PersonStep {
  return { person: button }
}

export function fails(error: LinkError): Step[] {
  return [{ event: 'ERROR', fields: { view_name: 'ERROR' }, error, answered: true }, turnsTo('ERROR')]
}

export const leaves: Step = { leaves: true }
export const opens: EventStep = event('OPEN', { view_name: 'CONSENT' })
export const opensAgain: EventStep = event('OPEN', { view_name: 'CONSENT', is_update_mode: 'true' })
export const consents: PersonStep = presses('Continue')

/** Looks for the first of them, and chooses it. */
export function choosesOf(some: readonly PlaidInstitution[]): ChooseStep {
  return { chooses: some, search: (some[0]?.name ?? '').slice(0, 5).toLowerCase() }
}

/** From the list of banks to the chosen one. */
export function finds(some: readonly PlaidInstitution[] = banks): Step[] {
  return [shows('SELECT_INSTITUTION'), choosesOf(some), event('SELECT_INSTITUTION')]
}

/** From OPEN to the chosen bank. */
export function chooses(some: readonly PlaidInstitution[] = banks): Step[] {
  return [opens, consents, ...finds(some)]
}

/** From the press on. */
export const submitsLogin: Step[] = [presses('Log in'), event('SUBMIT_CREDENTIALS'), turnsTo('LOADING')]
export const logsIn: Step[] = [shows('CREDENTIAL'), ...submitsLogin]

export function submitsMfa(mfaType: string): Step[] {
  return [presses('Submit'), event('SUBMIT_MFA', { mfa_type: mfaType }), turnsTo('LOADING')]
}

export function answersMfa(mfaType = 'code'): Step[] {
  return [shows('MFA', { mfa_type: mfaType }), ...submitsMfa(mfaType)]
}

/** The pane that says so, and the end. */
export const connects: Step[] = [shows('CONNECTED'), presses('Finish'), answer('HANDOFF'), { callback: 'onSuccess' }]

/** Link ends by itself with an error that it never showed. */
export function exitsAtOnce(error: LinkError, status: string | null): Step[] {
  const { error_type, error_code, error_message } = error
  return [
    answer('EXIT', { error_type, error_code, error_message, exit_status: status }),
    { callback: 'onExit', error, metadata: { status } },
  ]
}
