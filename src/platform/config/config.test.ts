import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { parseSettings } from '../../features.ts'
import { minuteMs } from '../time/durations.ts'
import { databaseOf, readConfig as readConfigWith, settingsOf as settingsWith } from './config.ts'
import { ConfigurationError } from './environment.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fresheyes-config-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const readConfig = (variables: NodeJS.ProcessEnv) => readConfigWith(variables, parseSettings)
const settingsOf = (variables: NodeJS.ProcessEnv) => settingsWith(variables, parseSettings)

const tokens = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret' }

/** The config that a settings file with this content gives. */
function withFile(name: string, content: string) {
  const path = join(folder, name)
  writeFileSync(path, content)
  return readConfig({ ...tokens, FRESHEYES_CONFIG: path })
}

const mistakesOf = (attempt: () => unknown): readonly string[] => {
  try {
    attempt()
  } catch (error) {
    if (error instanceof ConfigurationError) return error.mistakes
    throw error
  }
  return []
}

describe('the config', () => {
  it('is HTTP with an embedded database when nothing else is said', () => {
    expect(readConfig(tokens)).toMatchObject({
      slack: {
        botToken: 'xoxb-1',
        apiUrl: 'https://slack.com/api/',
        transport: { kind: 'http', signingSecret: 'secret', port: 3000 },
      },
      database: { kind: 'embedded', dataDir: './data' },
      log: { level: 'info' },
    })
  })

  it('has the settings of the file, which are there without the tokens too', () => {
    const { settings } = withFile('forms.yaml', 'postMortem: { template: ours, templates: ./forms }')
    expect(settings.postMortem).toMatchObject({ template: 'ours', templates: join(folder, 'forms') })
    expect(settingsOf({ FRESHEYES_CONFIG: join(folder, 'forms.yaml') })).toEqual(settings)
    expect(settingsOf({})).toEqual(readConfig(tokens).settings)
    expect(mistakesOf(() => settingsOf({ FRESHEYES_CONFIG: join(folder, 'none.yaml') }))).toHaveLength(1)
  })

  it('is Socket Mode where an app token is given, beside a signing secret too', () => {
    const { slack } = readConfig({ ...tokens, SLACK_APP_TOKEN: 'xapp-1', PORT: '0' })
    expect(slack.transport).toEqual({ kind: 'socket', appToken: 'xapp-1', port: 0 })
  })

  it('has a port of its own for the pages where one is given', () => {
    const given = { ...tokens, PORT: '0', PAGES_PORT: '0' }
    expect(readConfig(given).slack.transport).toMatchObject({ kind: 'http', port: 0, pagesPort: 0 })
    expect(readConfig({ ...given, SLACK_APP_TOKEN: 'xapp-1' }).slack.transport).toMatchObject({
      pagesPort: 0,
    })
  })

  it('knows a database elsewhere, and ends the address of the API with a slash', () => {
    const config = readConfig({
      ...tokens,
      DATABASE_URL: 'postgres://u:p@db:5432/x',
      SLACK_API_URL: 'http://localhost:1/api',
    })
    expect(config.database).toEqual({ kind: 'external', url: 'postgres://u:p@db:5432/x' })
    expect(config.slack.apiUrl).toBe('http://localhost:1/api/')
    expect(databaseOf({ DATA_DIR: '/var/x' })).toEqual({ kind: 'embedded', dataDir: '/var/x' })
  })
})

describe('the settings file', () => {
  it.each([
    ['YAML', 'a.yaml', 'zone: Europe/Lisbon\nchallenges:\n  after: { SEV1: 5m, SEV2: off }\n'],
    ['JSON', 'a.json', '{"zone":"Europe/Lisbon","challenges":{"after":{"SEV1":"5m","SEV2":"off"}}}'],
  ])('may be %s', (_, name, content) => {
    const { settings } = withFile(name, content)
    expect(settings.zone).toBe('Europe/Lisbon')
    expect(settings.challenges.after).toMatchObject({ SEV1: 5 * minuteMs, SEV2: null })
  })

  it('may be empty', () => {
    expect(withFile('b.yaml', '# nothing yet\n').settings.command).toBe('/incident')
  })

  it('that is not there, or cannot be read, is a mistake that names it', () => {
    const path = join(folder, 'none.yaml')
    expect(mistakesOf(() => readConfig({ ...tokens, FRESHEYES_CONFIG: path }))[0]).toContain(
      `FRESHEYES_CONFIG (${path}) cannot be read as JSON or YAML: ENOENT`,
    )
    expect(mistakesOf(() => withFile('c.json', '{"zone": '))[0]).toContain('cannot be read as JSON or YAML')
  })

  it.each([
    ['a tag that YAML does not know', 'zone: !env ZONE', 'Unresolved tag: !env at line 1, column 7'],
    ['a directive that YAML does not know', '%ENV 1\n---\nzone: UTC', 'Unknown directive %ENV'],
    ['a list as a key', '? [a, b]\n: 1', '"[ a, b ]" is not known here'],
  ])('%s is a mistake, and nothing is printed between the sentences', (_, content, sentence) => {
    const warned = vi.spyOn(process, 'emitWarning')
    onTestFinished(() => warned.mockRestore())
    const mistakes = mistakesOf(() => withFile('e.yaml', content))
    expect(mistakes).toEqual([expect.stringContaining(sentence)])
    expect(mistakes[0]).not.toMatch(/:$/)
    expect(warned).not.toHaveBeenCalled()
  })
})

it('every mistake of environment and file is told at once, the file’s with its name', () => {
  const path = join(folder, 'd.yaml')
  writeFileSync(path, 'zone: Lisbon\ncolour: red\n')
  const mistakes = mistakesOf(() => readConfig({ FRESHEYES_CONFIG: path, PORT: 'x' }))
  expect(mistakes).toEqual([
    expect.stringContaining('SLACK_BOT_TOKEN is missing'),
    expect.stringContaining('PORT must be'),
    expect.stringContaining('SLACK_SIGNING_SECRET or SLACK_APP_TOKEN is missing'),
    expect.stringContaining(`${path}: zone: must be a time zone`),
    expect.stringContaining(`${path}: the file: "colour" is not known here`),
  ])
  const { message } = new ConfigurationError(mistakes)
  expect(message.split('\n')).toHaveLength(1 + mistakes.length)
})
