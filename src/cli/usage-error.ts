/** The command line was used wrongly; the message says how to use it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What was made could not be put where it was to go; the message says why. */
export class CannotWriteError extends Error {
  override readonly name = 'CannotWriteError'
}
