import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseConfig } from '../db/database.ts'
import { parseYaml } from '../yaml.ts'
import { ConfigurationError, type Environment, parseEnvironment } from './environment.ts'
import type { ParsedSettings, SettingsParser } from './settings.ts'

/** How Slack reaches the bot, and on which ports the bot listens. */
export type Transport = Listening & ({ kind: 'http'; signingSecret: string } | { kind: 'socket'; appToken: string })

interface Listening {
  port: number
  /** The port of `/readyz` and `/metrics`, where they have one of their own. */
  pagesPort?: number
}

/** The whole configuration. Nothing behind it reads `process.env`. */
export interface Config<Settings = unknown> {
  slack: { botToken: string; apiUrl: string; transport: Transport }
  database: DatabaseConfig
  log: { level: Environment['LOG_LEVEL'] }
  settings: Settings
  /** Sentences for the operator about settings that still work and should be changed. */
  hints?: readonly string[]
}

/** Environment and settings file → config. Throws one ConfigurationError that lists every mistake. */
export function readConfig<Settings>(variables: NodeJS.ProcessEnv, parse: SettingsParser<Settings>): Config<Settings> {
  const { environment, mistakes } = parseEnvironment(variables)
  const file = readSettings(variables.FRESHEYES_CONFIG, parse)
  const all = [...mistakes, ...file.mistakes]
  if (!environment || !file.settings || all.length > 0) throw new ConfigurationError(all)
  return {
    slack: {
      botToken: environment.SLACK_BOT_TOKEN,
      apiUrl: environment.SLACK_API_URL.replace(/\/?$/, '/'),
      transport: transportOf(environment),
    },
    database: databaseOf(environment),
    log: { level: environment.LOG_LEVEL },
    settings: file.settings,
    hints: file.hints,
  }
}

/** Which database to use. The command line needs this without a Slack token. */
export function databaseOf(given: {
  DATABASE_URL?: string | undefined
  DATA_DIR?: string | undefined
}): DatabaseConfig {
  if (given.DATABASE_URL) return { kind: 'external', url: given.DATABASE_URL }
  return { kind: 'embedded', dataDir: given.DATA_DIR ?? './data' }
}

function transportOf(environment: Environment): Transport {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret = '' } = environment
  const { PORT: port, PAGES_PORT: pagesPort } = environment
  const listening = { port, ...(pagesPort !== undefined && { pagesPort }) }
  return appToken ? { kind: 'socket', appToken, ...listening } : { kind: 'http', signingSecret, ...listening }
}

function readSettings<Settings>(path: string | undefined, parse: SettingsParser<Settings>): ParsedSettings<Settings> {
  if (!path) return parse({})
  const read = readContent(path)
  if ('mistake' in read) return { mistakes: [read.mistake], hints: [] }
  const { mistakes, hints, ...parsed } = parse(read.content, dirname(path))
  const withPath = (sentence: string) => `${path}: ${sentence}`
  return { ...parsed, mistakes: mistakes.map(withPath), hints: hints.map(withPath) }
}

/** The settings alone. The command line needs them without a Slack token. */
export function settingsOf<Settings>(
  { FRESHEYES_CONFIG: path }: NodeJS.ProcessEnv,
  parse: SettingsParser<Settings>,
): Settings {
  const { settings, mistakes } = readSettings(path, parse)
  if (!settings || mistakes.length > 0) throw new ConfigurationError(mistakes)
  return settings
}

function readContent(path: string): { content: unknown } | { mistake: string } {
  try {
    return { content: parseYaml(readFileSync(path, 'utf8')) }
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0]?.replace(/:$/, '') : String(error)
    return { mistake: `FRESHEYES_CONFIG (${path}) cannot be read as JSON or YAML: ${why}` }
  }
}
