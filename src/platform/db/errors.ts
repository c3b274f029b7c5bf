/** A database that cannot be used as it is set up. The message is one sentence for the operator, with its remedy. */
export class DatabaseSetupError extends Error {
  override readonly name = 'DatabaseSetupError'
}

/** A database that does not answer: it may, later. The message is one sentence for the operator. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError'
}

/** True when PostgreSQL ended this transaction because it and another waited for each other. */
export const isDeadlock = (error: unknown): boolean => hasCode(error, ['40P01'])

/**
 * True when PostgreSQL gave up waiting for other transactions, ran out of disk or memory, or was too slow for Prisma's
 * limit on a transaction (P2028): that says nothing about what was to be written.
 */
export const isDatabaseBusy = (error: unknown): boolean =>
  !isDatabaseUnavailable(error) && hasCode(error, ['40P01', '55P03', '53100', '53200', 'P2028'])

function hasCode(error: unknown, codes: readonly string[]): boolean {
  if (!(error instanceof Error)) return false
  return codesOf(error).some((code) => codes.includes(code)) || hasCode(error.cause, codes)
}

/**
 * True when the database could not be asked, so that the same may succeed later; false when it has answered no.
 * Only for what a database call threw: another connection that was refused looks the same.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable)
  if (!(error instanceof Error) || isSetupMistake(error)) return false
  if (codesOf(error).some(meansUnavailable)) return true
  return saysUnavailable.test(error.message) || isDatabaseUnavailable(error.cause)
}

/** True when the database has refused us as we are set up: it will refuse again. */
function isSetupMistake(error: unknown): boolean {
  return error instanceof DatabaseSetupError || setupAdviceFor(error) !== undefined
}

/** The same as one sentence for the operator, where there is something to mend; else the error itself. */
export function asSetupError(error: unknown): unknown {
  const advice = setupAdviceFor(error)
  return advice ? new DatabaseSetupError(`The database cannot be used: ${advice}.`, { cause: error }) : error
}

/**
 * What the operator can do about what the database refused, as a clause; undefined where that is not what happened.
 * The driver's messages name hosts and users, never passwords.
 */
function setupAdviceFor(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof DatabaseSetupError) return undefined
  const inner = setupAdviceFor(error.cause)
  if (inner) return inner
  // Poolers say what is wrong in words, under the one code they have for everything.
  const inWords = /unsupported startup parameter|no such (?:user|database)/.exec(error.message)
  const code = inWords?.[0] ?? codesOf(error).find((known) => known in setupAdvice)
  const message = adapterCause(error).originalMessage ?? error.message
  return code && setupAdvice[code]?.replace('…', `(${message})`)
}

const refusesUser = 'it refuses the user or the password in DATABASE_URL …'
const createFirst = 'create it first …'
const setupAdvice: Readonly<Record<string, string>> = {
  '28P01': refusesUser,
  '28000': refusesUser,
  'no such user': refusesUser,
  '3D000': createFirst,
  'no such database': createFirst,
  '42501': 'its user may not do what is needed …: let it own the database, or grant it CREATE on it and on its schemas',
  'unsupported startup parameter':
    'its pooler must let the startup parameter "options" through (PgBouncer: ignore_startup_parameters = options)',
}

const unavailable = new Set([
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'], // the driver adapter
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024'], // Prisma: unreachable, timed out, closed, no free connection
  ...['57P01', '57P02', '57P03', '57P05', '53300'], // PostgreSQL: shutting down, crashed, starting, idle, too many
  '25006', // a standby that has not taken over yet
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
])

/** What pg and Prisma say only in words. P2028 is unavailability only when the transaction never began. */
const saysUnavailable =
  /^Connection terminated|^timeout expired$|^Query read timeout$|connect ENOENT|timeout exceeded when trying to connect|Unable to start a transaction|Client has encountered a connection error|Cannot use a pool after calling end/

function meansUnavailable(code: string): boolean {
  return unavailable.has(code) || code.startsWith('08')
}

function codesOf(error: Error): string[] {
  const cause = adapterCause(error)
  return [record(error).code, cause.originalCode, cause.code, cause.kind].filter((code) => typeof code === 'string')
}

/** What the driver adapter says, wrapped by Prisma (`meta`) or bare (`cause`). */
function adapterCause(error: Error): Record<string, unknown> {
  const wrapped = record(record(record(error).meta).driverAdapterError)
  return record(wrapped.cause ?? error.cause)
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
