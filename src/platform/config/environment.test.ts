import { describe, expect, it } from 'vitest'
import { parseEnvironment } from './environment.ts'

const http = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret' }

describe('the environment', () => {
  it('has defaults for all but the tokens', () => {
    expect(parseEnvironment(http)).toEqual({
      environment: {
        ...http,
        SLACK_API_URL: 'https://slack.com/api/',
        DATA_DIR: './data',
        PORT: 3000,
        LOG_LEVEL: 'info',
      },
      mistakes: [],
    })
  })

  it('counts what is empty as not given, and leaves alone what is not ours', () => {
    const { environment, mistakes } = parseEnvironment({ ...http, DATA_DIR: '', PORT: '', HOME: '/root' })
    expect(mistakes).toEqual([])
    expect(environment).toMatchObject({ DATA_DIR: './data', PORT: 3000 })
    expect(environment).not.toHaveProperty('HOME')
  })

  it.each([
    ['no bot token', { ...http, SLACK_BOT_TOKEN: undefined }, 'SLACK_BOT_TOKEN is missing: copy the "Bot User'],
    ['a user token', { ...http, SLACK_BOT_TOKEN: 'xoxp-1' }, 'SLACK_BOT_TOKEN must start with xoxb-'],
    ['no way in', { SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN is missing: give'],
    ['an empty way in', { ...http, SLACK_SIGNING_SECRET: '' }, 'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN is'],
    ['another app token', { ...http, SLACK_APP_TOKEN: 'xoxb-2' }, 'SLACK_APP_TOKEN must start with xapp-: make'],
    ['no URL', { ...http, SLACK_API_URL: 'slack' }, 'SLACK_API_URL must be a URL, for example'],
    ['another database', { ...http, DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must look like postgresql://'],
    ['a port in words', { ...http, PORT: 'many' }, 'PORT must be a port number, for example 3000'],
    ['a port too high', { ...http, PORT: '70000' }, 'PORT must be a port number, for example 3000'],
    ['half a port', { ...http, PORT: '80.5' }, 'PORT must be a port number, for example 3000'],
    ['pages on no port', { ...http, PAGES_PORT: 'nine' }, 'PAGES_PORT must be a port number, for example'],
    ['pages on a port too high', { ...http, PAGES_PORT: '70000' }, 'PAGES_PORT must be a port number'],
    ['pages on the same port', { ...http, PORT: '80', PAGES_PORT: '80' }, 'PAGES_PORT must differ from PORT'],
    ['pages on the usual port', { ...http, PAGES_PORT: '3000' }, 'PAGES_PORT must differ from PORT'],
    ['an unknown level', { ...http, LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be fatal, error, warn'],
  ])('%s is one mistake, with its remedy', (_, variables, sentence) => {
    const { mistakes } = parseEnvironment(variables)
    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toContain(sentence)
  })

  it('tells every mistake at once', () => {
    const { mistakes } = parseEnvironment({ PORT: 'x', LOG_LEVEL: 'loud', DATABASE_URL: 'x' })
    expect(mistakes.map((mistake) => mistake.split(' ')[0])).toEqual([
      'SLACK_BOT_TOKEN',
      'DATABASE_URL',
      'PORT',
      'LOG_LEVEL',
      'SLACK_SIGNING_SECRET',
    ])
  })
})
