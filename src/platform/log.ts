import { type Logger, pino } from 'pino'

/**
 * The one logger. Errors are logged by what they are, not with all they carry: payloads and tokens stay out. A bot
 * logs to its output; a command whose output is for people to its error output.
 */
export const makeLog = (level: string, to: 'stdout' | 'stderr' = 'stdout'): Logger =>
  pino({ level, serializers: { err: brief } }, pino.destination(to === 'stdout' ? 1 : 2))

function brief(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name: type, message, stack } = error
  return {
    type,
    message,
    ...('code' in error && { code: error.code }),
    stack: stack?.split('\n').slice(0, 8).join('\n'),
  }
}

/** Rate-limits a repeating warning to one line per 10 s, with a count of what it stands for. */
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
