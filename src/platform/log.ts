import { type Logger, pino } from 'pino'

/**
 * The bot's logger. Errors are logged by type, message and stack only, so that payloads and tokens stay out of the log.
 * The bot logs to stdout; a command whose stdout is for people logs to stderr.
 */
export const makeLog = (level: string, to: 'stdout' | 'stderr' = 'stdout'): Logger =>
  pino({ level, serializers: { err: serializeError } }, pino.destination(to === 'stdout' ? 1 : 2))

function serializeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name: type, message, stack } = error
  return {
    type,
    message,
    ...('code' in error && { code: error.code }),
    stack: stack?.split('\n').slice(0, 8).join('\n'),
  }
}

/** Rate-limits a repeating warning to one line per 10 s, with a count. */
export function makeRateLimitedWarn(log: Logger, what: string): (error?: unknown) => undefined {
  let quietUntil = 0
  let times = 0
  return (error) => {
    times += 1
    if (performance.now() < quietUntil) return undefined
    log.warn({ ...(error !== undefined && { err: error }), times }, what)
    quietUntil = performance.now() + 10_000
    times = 0
    return undefined
  }
}
