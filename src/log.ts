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

/** For what fails again and again while the database is away: one line in 10 s says it, and how often it was. */
export function sparingly(log: Logger, what: string): (error: unknown) => void {
  let quietUntil = 0
  let unsaid = 0
  return (error) => {
    unsaid += 1
    if (performance.now() < quietUntil) return
    log.warn({ err: error, errors: unsaid }, what)
    quietUntil = performance.now() + 10_000
    unsaid = 0
  }
}
