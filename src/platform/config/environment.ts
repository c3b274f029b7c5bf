import { z } from 'zod'

const usualPort = 3000
const portMistake = 'must be a port number, for example 3000'
const portSchema = z.coerce.number(portMistake).int(portMistake).min(0, portMistake).max(65_535, portMistake)

/** The environment as the operator wrote it: only the variables Fresheyes knows (docs: README, "Settings"). */
export const Environment = z.object({
  SLACK_BOT_TOKEN: z
    .string('is missing: copy the "Bot User OAuth Token" from your Slack app, OAuth & Permissions')
    .startsWith('xoxb-', 'must start with xoxb-: it is the "Bot User OAuth Token", not the app or user token'),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'must start with xapp-: make an app-level token with the scope connections:write')
    .optional(),
  SLACK_API_URL: z.url('must be a URL, for example https://slack.com/api/').default('https://slack.com/api/'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must look like postgresql://user:password@host:5432/database')
    .optional(),
  DATA_DIR: z.string().default('./data'),
  PORT: portSchema.default(usualPort),
  PAGES_PORT: portSchema.optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
  FRESHEYES_CONFIG: z.string().optional(),
})
export type Environment = z.infer<typeof Environment>

/** Every mistake in the configuration at once, each with its remedy. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly mistakes: readonly string[]
  constructor(mistakes: readonly string[]) {
    super(`Fresheyes cannot start:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`)
    this.mistakes = mistakes
  }
}

/** Reads the environment; the mistakes are sentences an operator can act on. What is empty counts as not given. */
export function parseEnvironment(variables: NodeJS.ProcessEnv): {
  environment?: Environment
  mistakes: string[]
} {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  const mistakes = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`)
  if (!given.SLACK_APP_TOKEN && !given.SLACK_SIGNING_SECRET) mistakes.push(noTransportMistake)
  if (isSamePort(given)) mistakes.push(samePort)
  return { ...(parsed.success && { environment: parsed.data }), mistakes }
}

const noTransportMistake =
  'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN is missing: give the signing secret (Basic Information) for HTTP, or an app-level token (xapp-) for Socket Mode'

/** Told beside whatever else is wrong. Port 0 is any free one, so two of them differ. */
const isSamePort = ({ PORT = String(usualPort), PAGES_PORT }: NodeJS.ProcessEnv): boolean =>
  PAGES_PORT !== undefined && Number(PAGES_PORT) !== 0 && Number(PAGES_PORT) === Number(PORT)
const samePort = 'PAGES_PORT must differ from PORT: leave it out to have all pages on PORT'
