import type { ApiAnswer, Problem } from '../server/api.ts'

export type { Problem }

/** The app's own server refused or could not; `problem` says why, in words for whoever started the example. */
export class ServerError extends Error {
  readonly problem: Problem
  readonly identifiers: unknown

  constructor(problem: Problem, identifiers?: unknown) {
    super(problem.message)
    this.problem = problem
    this.identifiers = identifiers
  }
}

export async function callServer(
  path: 'config' | 'link-token' | 'exchange' | 'identifiers',
  body?: object,
): Promise<ApiAnswer> {
  let answer: ApiAnswer
  try {
    const response = await fetch(`/api/${path}`, {
      method: path === 'config' ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    answer = (await response.json()) as ApiAnswer
  } catch {
    throw new ServerError({
      code: 'NO_SERVER',
      message: 'The example’s own server does not answer.',
      help: 'Start it with npm start, and open the address that it prints.',
    })
  }
  if (answer.error) throw new ServerError(answer.error, answer.identifiers)
  return answer
}
