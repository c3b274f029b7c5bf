/** The command line was used wrongly. The message says how to use it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The output could not be written. The message says why. */
export class CannotWriteError extends Error {
  override readonly name = 'CannotWriteError'
}
