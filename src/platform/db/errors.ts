/**
 * The database cannot be used as it is set up. The message is one sentence for the operator and includes the remedy.
 */
export class DatabaseSetupError extends Error {
  override readonly name = 'DatabaseSetupError'
}

/** The database does not answer, but may later. The message is one sentence for the operator. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError'
}

/** True when PostgreSQL aborted this transaction to resolve a deadlock. */
export const isDeadlock = (error: unknown): boolean => hasCode(error, ['40P01'])

/**
 * True when PostgreSQL gave up waiting for other transactions, ran out of disk or memory, or exceeded Prisma's time
 * limit for a transaction (P2028). None of that says anything about the data to be written.
 */
export const isDatabaseBusy = (error: unknown): boolean =>
  !isDatabaseUnavailable(error) && hasCode(error, ['40P01', '55P03', '53100', '53200', 'P2028'])

function hasCode(error: unknown, codes: readonly string[]): boolean {
  if (!(error instanceof Error)) return false
  return codesOf(error).some((code) => codes.includes(code)) || hasCode(error.cause, codes)
}

/**
 * True when the database could not be reached, so that a retry may succeed; false when it answered and refused. Pass
 * only errors thrown by a database call: a connection to anything else that was refused looks the same.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable)
  if (!(error instanceof Error) || isSetupMistake(error)) return false
  if (codesOf(error).some(isUnavailableCode)) return true
  return unavailableMessagePattern.test(error.message) || isDatabaseUnavailable(error.cause)
}

/** True when the database rejects our setup, and will reject it again. */
function isSetupMistake(error: unknown): boolean {
  return error instanceof DatabaseSetupError || setupAdviceFor(error) !== undefined
}

/** A DatabaseSetupError for the operator if there is something to fix, otherwise the error itself. */
export function asSetupError(error: unknown): unknown {
  const advice = setupAdviceFor(error)
  return advice ? new DatabaseSetupError(`The database cannot be used: ${advice}.`, { cause: error }) : error
}

/**
 * What the operator can do about the database's refusal, as a clause; undefined for any other error. The driver's
 * messages name hosts and users, never passwords.
 */
function setupAdviceFor(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof DatabaseSetupError) return undefined
  const inner = setupAdviceFor(error.cause)
  if (inner) return inner
  // Poolers use one code for everything and name the problem only in the message.
  const inWords = /unsupported startup parameter|no such (?:user|database)/.exec(error.message)
  const code = inWords?.[0] ?? codesOf(error).find((one) => one in setupAdvice)
  const message = adapterCause(error).originalMessage ?? error.message
  return code && setupAdvice[code]?.replace('…', `(${message})`)
}

const refusesUser = 'it refuses the user or the password in DATABASE_URL …'
const createDatabaseFirstAdvice = 'create it first …'
const setupAdvice: Readonly<Record<string, string>> = {
  '28P01': refusesUser,
  '28000': refusesUser,
  'no such user': refusesUser,
  '3D000': createDatabaseFirstAdvice,
  'no such database': createDatabaseFirstAdvice,
  '42501': 'its user may not do what is needed …: let it own the database, or grant it CREATE on it and on its schemas',
  'unsupported startup parameter':
    'its pooler must let the startup parameter "options" through (PgBouncer: ignore_startup_parameters = options)',
}

const unavailableCodes = new Set([
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'], // the driver adapter
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024'], // Prisma: unreachable, timed out, closed, no free connection
  ...['57P01', '57P02', '57P03', '57P05', '53300'], // PostgreSQL: shutting down, crashed, starting, idle, too many
  '25006', // a standby that has not been promoted yet
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
])

/** What pg and Prisma report only in the message. P2028 means unavailability only when the transaction never began. */
const unavailableMessagePattern =
  /^Connection terminated|^timeout expired$|^Query read timeout$|connect ENOENT|timeout exceeded when trying to connect|Unable to start a transaction|Client has encountered a connection error|Cannot use a pool after calling end/

function isUnavailableCode(code: string): boolean {
  return unavailableCodes.has(code) || code.startsWith('08')
}

function codesOf(error: Error): string[] {
  const cause = adapterCause(error)
  return [asRecord(error).code, cause.originalCode, cause.code, cause.kind].filter((code) => typeof code === 'string')
}

/** The driver adapter's part of the error, wrapped by Prisma (`meta`) or bare (`cause`). */
function adapterCause(error: Error): Record<string, unknown> {
  const wrapped = asRecord(asRecord(asRecord(error).meta).driverAdapterError)
  return asRecord(wrapped.cause ?? error.cause)
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
