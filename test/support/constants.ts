/** A link_token, and two link_session_ids, as Plaid makes them; none of them is anybody's. */
export const TOKEN = 'link-sandbox-af1a0311-da53-4636-b754-dd15cc058176'
export const SESSION = '5a1f2c3d-4b5e-4f60-8a7b-9c0d1e2f3a4b'
export const OTHER_SESSION = '79e772be-547d-4c9c-8b76-4ac4ed4c441a'
/** Where react-plaid-link loads Plaid's script from. */
export const SCRIPT = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js'
