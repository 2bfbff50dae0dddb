/** The build of react-dom in which a Profiler is told of commits. Its types are those of the client. */
declare module 'react-dom/profiling' {
  export * from 'react-dom/client'
}
