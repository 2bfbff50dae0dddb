import type { DiagnosticEntry, PlaidIdentifier, WithheldIdentifier } from '../entry/fields.ts'
import { reportCode } from '../entry/key.ts'
import { id } from '../entry/shapes.ts'
import { DAY_MS } from '../entry/time.ts'
import { pickWithheld } from '../ids/pick.ts'
import { toSessions, USER_KEYS } from '../session/sessions.ts'
import type { History } from '../storage/history.ts'
import { createAttempt, type Attempt } from './attempt.ts'
import type { Attaching } from './reading.ts'
import type { Recording } from './recording.ts'

/** So many identifiers keep an entry within 2 kB. */
const IDENTIFIERS_AN_ENTRY = 8

/** Keeps what an app knows with the session that it belongs to. */
export async function attach(recording: Recording, read: () => Promise<History>, asked: Attaching): Promise<void> {
  const given = asked.to?.linkSessionId
  const linkSessionId = id(given)
  // What is said to be of a session that cannot be told would be taken for the newest one's.
  if (given && !linkSessionId) return
  const { identifiers, withheld } = await pickWithheld(asked.source)
  if (identifiers.length === 0 && withheld.length === 0) return
  const newest = asked.attempt ?? recording.newest
  const other = linkSessionId !== newest?.linkSessionId && linkSessionId
  const attempt = other ? attemptOf(recording, other) : (newest ?? (await findAttempt(recording, read, identifiers)))
  if (asked.erasures !== recording.memory.erasures) return
  keep(recording, attempt, identifiers, withheld)
  if (other) return
  const ofUser = identifiers.filter(({ key }) => USER_KEYS.test(key))
  const carried = isOfAnother(recording.userIdentifiers, ofUser) ? [] : recording.userIdentifiers
  const others = carried.filter(({ key }) => !ofUser.some((identifier) => identifier.key === key))
  recording.userIdentifiers = [...others, ...ofUser].slice(-IDENTIFIERS_AN_ENTRY)
  // Link was opened again meanwhile.
  if (recording.newest) keep(recording, recording.newest, ofUser)
}

/** With what is known of it from the disk. */
type Found = Attempt & { identifiers?: PlaidIdentifier[] }

/** Both name a user, by the same key, and by no value that is the same. */
function isOfAnother(known: PlaidIdentifier[], given: PlaidIdentifier[]): boolean {
  const same = known.filter(({ key }) => USER_KEYS.test(key) && given.some((identifier) => identifier.key === key))
  const texts = given.map(toText)
  return same.length > 0 && !same.some((identifier) => texts.includes(toText(identifier)))
}

/** Once for each session. */
function keep(
  recording: Recording,
  attempt: Found,
  identifiers: PlaidIdentifier[],
  withheld: WithheldIdentifier[] = [],
): void {
  const inMemory = recording.memory.entries.flatMap((entry) =>
    entry.type === 'attached' && isOf(entry, attempt) ? (entry.identifiers ?? []) : [],
  )
  const known = [...inMemory, ...(attempt.identifiers ?? [])].map(toText)
  const fresh = identifiers.filter((identifier) => !known.includes(toText(identifier)))
  for (let from = 0; from < fresh.length; from += IDENTIFIERS_AN_ENTRY) {
    recording.record(attempt, 'attached', (entry) => {
      entry.identifiers = fresh.slice(from, from + IDENTIFIERS_AN_ENTRY)
      if (attempt.linkSessionId) entry.linkSessionId = attempt.linkSessionId
    })
  }
  // What is refused is told, never dropped in silence.
  const told = recording.memory.entries
    .flatMap((entry) => (isOf(entry, attempt) ? (entry.withheld ?? []) : []))
    .map(toText)
  const untold = withheld.filter((identifier) => !told.includes(toText(identifier))).slice(0, IDENTIFIERS_AN_ENTRY)
  if (untold.length === 0) return
  recording.record(attempt, 'attached', (entry) => {
    entry.withheld = untold
    if (attempt.linkSessionId) entry.linkSessionId = attempt.linkSessionId
  })
}

function isOf(entry: DiagnosticEntry, { id, linkSessionId }: Attempt): boolean {
  return linkSessionId ? entry.linkSessionId === linkSessionId : entry.attemptId === id
}

function toText(identifier: PlaidIdentifier | WithheldIdentifier): string {
  return JSON.stringify(identifier)
}

function newAttempt({ memory }: Recording): Attempt {
  return createAttempt(memory.control.scope, memory.erasures)
}

/** One that adds to what is known of a Link session. */
function attemptOf(recording: Recording, linkSessionId: string): Attempt {
  return { ...newAttempt(recording), linkSessionId, code: reportCode(linkSessionId) }
}

/** Where the page has none: the newest of this device's last 24 hours, or one that Link is yet to be opened for. */
async function findAttempt(
  recording: Recording,
  read: () => Promise<History>,
  given: PlaidIdentifier[],
): Promise<Found> {
  const now = Date.now()
  const { stored, journaled } = await read()
  if (recording.newest) return recording.newest
  const session = toSessions([...stored, ...journaled], now)[0]
  if (session && Date.parse(session.lastSeenAt) > now - DAY_MS && !isOfAnother(session.identifiers, given)) {
    const { attemptId, linkSessionId, code, identifiers } = session
    return { ...newAttempt(recording), id: attemptId, linkSessionId, code, identifiers }
  }
  return recording.beginUnowned()
}
