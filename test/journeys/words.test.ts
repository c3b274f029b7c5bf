import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

describe('before the first declaration', () => {
  it('list and a misplaced command explain how to start', async () => {
    const { ana, ops } = office
    expect((await ana.command(ops.id, 'list')).text).toBe('No incident is open.')
    const { text } = await ana.command(ops.id, 'log too early')
    expect(text).toBe('This is not an incident channel, and no incident is open. `/incident declare` starts one.')
  })
})

describe('commands', () => {
  let channel: Channel
  beforeAll(async () => {
    channel = await newIncident(office, 'SEV3')
    await office.ben.join(channel.id)
  })

  it.each([
    ['statsu monitoring', 'status', 'status monitoring error rate'],
    ['ruleout x: y', 'rule-out', 'rule-out DDoS: traffic is normal'],
    ['hypothesis x', 'hyp', 'hyp the cache is cold'],
    ['sev SEV1', 'severity', 'severity SEV1 checkout is down'],
    ['reslove', 'resolve', 'resolve reverted the release'],
    ['LIST', undefined, ''],
  ])('suggests the nearest command and one example for `%s`', async (words, nearest, example) => {
    const { text } = await office.ana.command(channel.id, words)
    if (!nearest) return expect(text).toContain('INC-1')
    expect(text).toContain(`I don't know \`${words.split(' ')[0]}\`. Did you mean \`${nearest}\`?`)
    expect(text).toContain(`For example: \`/incident ${example}`)
  })

  it('points to help for an unknown command', async () => {
    const { text } = await office.ana.command(channel.id, 'xylophone')
    expect(text).toBe("I don't know `xylophone`. `/incident help` lists what I do.")
  })

  it('replies privately to all of that', () => {
    const own = channel.messages().filter(({ botId, subtype }) => botId && !subtype)
    expect(own).toHaveLength(1)
    expect(office.ben.ephemerals(channel.id)).toEqual([])
  })

  it('help shows every command and the reactions; help log shows one with an example', async () => {
    const { blocks, text } = await office.ana.command(channel.id, 'help')
    expect(text).toBe('What I do')
    for (const word of [
      'declare',
      'commander',
      'owner',
      'status',
      'severity',
      'log',
      'hyp',
      'rule-out',
      'resolve',
      'close',
      'export',
      'list',
    ])
      expect(JSON.stringify(blocks)).toContain(`/incident ${word}`)
    expect(JSON.stringify(blocks)).toContain(':pushpin: note')
    const one = await office.ana.command(channel.id, 'help log')
    expect(one.text).toContain('`/incident log 14:35 paged the database team`')
    const none = await office.ana.command(channel.id, 'help xylophone')
    expect(none.text).toBe('What I do')
  })

  it('lists open incidents with their channels outside incident channels', async () => {
    const other = await newIncident(office, 'SEV2')
    for (const words of ['log lost', 'hyp lost', 'status monitoring', 'close', 'commander']) {
      const { text } = await office.ana.command(office.ops.id, words)
      expect(text, words).toContain('This is not an incident channel. Open now:')
      expect(text).toContain(`<#${channel.id}>`)
      expect(text).toContain(`<#${other.id}>`)
    }
    const list = await office.cleo.command(office.ops.id, 'list')
    expect(list.text?.split('\n')).toHaveLength(2)
    expect(list.text).toContain('• *INC-1* SEV3 · investigating · Case')
  })
})

describe('export', () => {
  it('is for commander and owner; others are told who may', async () => {
    const channel = await newIncident(office)
    const { ana, ben, cleo } = office
    const nobody = await ana.command(channel.id, 'export md')
    expect(nobody.text).toBe(
      'Only the commander, the owner or an admin may do this. Ask them (commander: nobody yet, owner: nobody yet).',
    )
    await ana.command(channel.id, 'commander @ben')
    await ana.command(channel.id, 'owner @cleo')
    await office.quiet()
    const refused = await ana.command(channel.id, 'export md')
    expect(refused.text).toContain('Ask them (commander: ben, owner: cleo).')
    expect(channel.files()).toEqual([])
    for (const [index, person] of [ben, cleo].entries()) {
      const { text } = await person.command(channel.id, index === 0 ? 'export md' : 'export')
      expect(text).toBe(`The file is on its way to <#${channel.id}>.`)
      await office.quiet()
      expect(channel.files()).toHaveLength(index + 1)
    }
    expect(channel.files()[0]?.content.toString()).toMatch(/^# INC-\d+: Case \d+\n/)
    expect(channel.messages().at(-1)?.plain).toContain('as it stands now')
  })

  it('takes an incident number from elsewhere and reports an unknown format', async () => {
    const channel = await newIncident(office)
    const { ana, ops } = office
    await ana.command(channel.id, 'commander')
    const number = channel.topic.split(' ')[0] ?? ''
    const { text } = await ana.command(ops.id, `export md ${number.toLowerCase()}`)
    expect(text).toBe(`The file is on its way to <#${channel.id}>.`)
    await office.quiet()
    expect(channel.files()).toHaveLength(1)
    const format = await ana.command(channel.id, 'export pdf')
    expect(format.text).toContain('I know neither a format nor a form `pdf`.')
    expect(format.text).toContain('Formats: `md`, `html`, `json`, `canvas`')
  })

  it('waits for the share that Slack shows late, then goes on in order', async () => {
    const channel = await newIncident(office)
    const { ana, workspace } = office
    await ana.command(channel.id, 'commander')
    workspace.faults.fileShareDelay(4000)
    await ana.command(channel.id, 'export md')
    await ana.command(channel.id, 'log after the file')
    await office.pass(1)
    workspace.faults.fileShareDelay(0)
    const texts = channel.messages().map(({ plain }) => plain)
    const file = texts.findIndex((text) => text.includes('[file:'))
    expect(file).toBeGreaterThan(0)
    expect(texts.findIndex((text) => text.includes('after the file'))).toBeGreaterThan(file)
    expect(texts.filter((text) => text.includes('[file:'))).toHaveLength(1)
  })
})
