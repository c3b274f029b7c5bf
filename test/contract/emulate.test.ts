import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { WebClient } from '@slack/web-api'
import { createEmulator } from 'emulate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fullManifest, silent } from '../../playground/fixtures/office.ts'
import { Workspace } from '../../playground/workspace.ts'
import { type Outcome, type Place, runScript } from './script.ts'

const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
})

function clientFor(slackApiUrl: string, token: string): WebClient {
  return new WebClient(token, { slackApiUrl, retryConfig: { retries: 0 }, logger: silent })
}

/** The playground's manifest with more scopes, for calls that its own tests do not make. */
async function manifestWith(...scopes: string[]): Promise<string> {
  const manifest = JSON.parse(await readFile(fullManifest, 'utf8'))
  manifest.oauth_config.scopes.bot.push(...scopes)
  const folder = await mkdtemp(join(tmpdir(), 'manifest-'))
  closing.push(() => rm(folder, { recursive: true }))
  const path = join(folder, 'manifest.json')
  await writeFile(path, JSON.stringify(manifest))
  return path
}

async function ours(): Promise<Place> {
  const workspace = await Workspace.open({ manifest: await manifestWith('pins:read', 'pins:write') })
  closing.push(() => workspace.close())
  const [ana, ben] = [workspace.addUser({ name: 'ana' }).id, workspace.addUser({ name: 'ben' }).id]
  const ops = workspace.addChannel({ name: 'ops', members: [ana, ben], withBot: true }).id
  const hidden = workspace.addChannel({ name: 'hidden', members: [ana], private: true }).id
  const client = clientFor(workspace.apiUrl, workspace.botToken)
  return { client, ana, ben, self: workspace.botUserId, ops, hidden }
}

/** Everybody is a member of emulate's channels, so the hidden one is created with another person's token. */
async function theirs(): Promise<Place> {
  const tokens = { 'xoxb-bot': { login: 'fresheyes' }, 'xoxp-ana': { login: 'ana' } }
  const slack = {
    users: [{ name: 'ana' }, { name: 'ben' }, { name: 'fresheyes' }],
    channels: [{ name: 'ops' }],
  }
  const emulator = await createEmulator({ service: 'slack', port: 0, seed: { tokens, slack } })
  closing.push(() => emulator.close())
  const client = clientFor(`${emulator.url}/api/`, 'xoxb-bot')
  const { members = [] } = await client.users.list({})
  const idOf = (name: string) => members.find((member) => member.name === name)?.id ?? ''
  const { channels = [] } = await client.conversations.list({})
  const ops = channels.find((channel) => channel.name === 'ops')?.id ?? ''
  const asAna = clientFor(`${emulator.url}/api/`, 'xoxp-ana')
  const { channel } = await asAna.conversations.create({ name: 'hidden', is_private: true })
  return {
    client,
    ana: idOf('ana'),
    ben: idOf('ben'),
    self: idOf('fresheyes'),
    ops,
    hidden: channel?.id ?? '',
  }
}

interface Difference {
  ours: Outcome
  theirs: Outcome
  because: string
}

const ok = { ok: true }

/** The known differences, and why ours behaves as it does. Everything else must agree. */
const DIFFERENCES: Record<string, Difference> = {
  'create in capitals': {
    ours: 'invalid_name_specials',
    theirs: ok,
    because: 'Slack refuses capitals; the other turns them into small letters',
  },
  'create with a space': {
    ours: 'invalid_name_specials',
    theirs: 'name_taken',
    because: 'Slack refuses spaces; the other turns them into hyphens, and meets the name made above',
  },
  'info of a hidden channel': {
    ours: 'channel_not_found',
    theirs: 'not_in_channel',
    because: 'to who is not in it, a private channel does not exist',
  },
  'post to a hidden channel': {
    ours: 'channel_not_found',
    theirs: 'not_in_channel',
    because: 'to who is not in it, a private channel does not exist',
  },
  'post a bad block': { ours: 'invalid_blocks', theirs: ok, because: 'the other checks no blocks' },
  'history up to a message': {
    ours: { ok: true, texts: ['parent'] },
    theirs: { ok: true, texts: ['last'] },
    because: 'the other ignores oldest, latest and inclusive',
  },
  'replies of nothing': { ours: 'thread_not_found', theirs: ok, because: 'the other answers with nothing' },
  'reply to nothing': {
    ours: 'thread_not_found',
    theirs: ok,
    because: 'the other posts it, and the thread has no parent',
  },
  'react with nonsense': { ours: 'invalid_name', theirs: ok, because: 'the other knows no emoji' },
  'react in the archive': {
    ours: 'is_archived',
    theirs: 'message_not_found',
    because: 'the channel is looked at before the message',
  },
}

describe("our fake workspace and emulate's", () => {
  let own: Record<string, Outcome>
  let foreign: Record<string, Outcome>

  beforeAll(async () => {
    own = await runScript(await ours())
    foreign = await runScript(await theirs())
  })

  it('answer the same calls alike, apart from the known differences', () => {
    const differing = Object.keys(own).filter((name) => !isDeepStrictEqual(own[name], foreign[name]))
    const found = differing.map((name) => [name, own[name], foreign[name]])
    const known = Object.entries(DIFFERENCES).map(([name, { ours, theirs }]) => [name, ours, theirs])
    expect(found.sort()).toEqual(known.sort())
  })

  it('both ran the whole script', () => {
    const codes = Object.values({ ...own, ...foreign }).filter((outcome) => typeof outcome === 'string')
    expect(codes.filter((code) => !/^[a-z_]+$/.test(code))).toEqual([])
    expect(Object.values(own).filter((outcome) => typeof outcome === 'object').length).toBeGreaterThanOrEqual(30)
  })
})
