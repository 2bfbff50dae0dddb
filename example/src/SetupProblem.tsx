import type { Problem } from './api.ts'

/** For whoever started the example, not for the app's users. */
export function SetupProblem({ problem }: { problem: Problem }) {
  return (
    <section className="problem" role="alert">
      <h1>The example cannot go on</h1>
      <p className="lead">{problem.message}</p>
      <p>{problem.help}</p>
      <code>{problem.code}</code>
    </section>
  )
}
