import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anaReadsDrafts, draftOf, lastDraft, linesOf, newIncident, post, posts, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

const announcementOf = (topic: string) => {
  const found = office.announcements.messages().filter(({ plain }) => plain.includes(topic))
  expect(found).toHaveLength(1)
  return found[0]?.plain ?? ''
}

describe('status', () => {
  it('moves forward with one public line each; the announcement stays one message', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ana.command(channel.id, 'status identified')
    await office.pass(10)
    await ben.command(channel.id, 'status Monitoring error rate is back to normal')
    await office.quiet()
    expect(post(channel, '*Identified*').plain).toBe('*Identified* · ana')
    expect(post(channel, '*Monitoring*').plain).toBe('*Monitoring* · ben: error rate is back to normal')
    expect(announcementOf(channel.topic)).toContain('*monitoring*')
    const draft = await draftOf(office, channel)
    expect(linesOf(draft, 'status').slice(1)).toEqual([
      expect.stringContaining('Identified (ana)'),
      expect.stringContaining('Monitoring: error rate is back to normal (ben)'),
    ])
    expect(section(draft.markdown, 'Facts')).toMatch(/\| Mitigated \| .* \(10 min after declaration\) \|/)
  })

  it('moves back only with a reason, and shows it', async () => {
    const channel = await newIncident(office)
    const { ana } = office
    await ana.command(channel.id, 'status monitoring')
    const refused = await ana.command(channel.id, 'status investigating')
    expect(refused.text).toContain('Going back from monitoring to investigating needs a reason')
    await ana.command(channel.id, 'status investigating errors are back')
    await office.quiet()
    expect(post(channel, '*Investigating*').plain).toBe('*Investigating* · ana: errors are back')
    expect(posts(channel, '*Investigating*')).toHaveLength(1)
  })

  it('lists the choices with an example when it is unknown or missing', async () => {
    const channel = await newIncident(office)
    for (const words of ['status', 'status fixed', 'status sevenish']) {
      const { text } = await office.ana.command(channel.id, words)
      expect(text).toContain('One of `investigating`, `identified`, `monitoring`, `resolved`.')
      expect(text).toContain('For example: `/incident status monitoring')
    }
    const same = await office.ana.command(channel.id, 'status investigating')
    expect(same.text).toMatch(/is investigating already/)
  })

  it('clears the resolution time on a step back, until it is resolved again', async () => {
    const channel = await newIncident(office)
    const { ana } = office
    await ana.command(channel.id, 'resolve restarted it')
    await office.pass(5)
    await ana.command(channel.id, 'status monitoring it is back')
    const facts = async () => section((await draftOf(office, channel)).markdown, 'Facts')
    expect(await facts()).toContain('| Resolved | not recorded |')
    await office.pass(5)
    await ana.command(channel.id, 'status resolved')
    expect(await facts()).toMatch(/\| Resolved \| .* \(10 min after declaration\) \|/)
  })
})

describe('severity', () => {
  it('changes in the line, the topic and the announcement', async () => {
    const channel = await newIncident(office)
    const before = channel.topic
    await office.ana.command(channel.id, 'severity sev3 only one customer')
    await office.quiet()
    expect(post(channel, 'SEV4 → SEV3').plain).toBe('*SEV4 → SEV3* · ana: only one customer')
    expect(channel.topic).toBe(before.replace('SEV4', 'SEV3'))
    expect(announcementOf(channel.topic)).toContain('SEV3')
    expect(linesOf(await draftOf(office, channel), 'severity')).toHaveLength(1)
  })

  it('explains what is wrong when it is unknown, missing or the same', async () => {
    const channel = await newIncident(office)
    for (const words of ['severity', 'severity 9', 'severity high']) {
      const { text } = await office.ana.command(channel.id, words)
      expect(text).toContain('Which severity? One of `SEV1`, `SEV2`, `SEV3`, `SEV4`.')
    }
    const same = await office.ana.command(channel.id, 'severity SEV4')
    expect(same.text).toMatch(/is SEV4 already/)
  })
})

describe('the end', () => {
  it('resolves and closes at one time and in one line when closed directly', async () => {
    const channel = await newIncident(office)
    const byStatus = await office.ana.command(channel.id, 'status closed')
    expect(byStatus.text).toContain('`/incident close`')
    await office.pass(10)
    await office.ana.command(channel.id, 'close now')
    await office.quiet()
    expect(post(channel, '*Resolved and closed*').plain).toBe('*Resolved and closed* · ana')
    const facts = section(lastDraft(channel).markdown, 'Facts')
    expect(facts).toMatch(/\| Resolved \| .* \(10 min after declaration\) \|/)
    expect(facts).toContain('| Status | closed |')
  })

  it('says at resolve what ended it, and posts the draft at close', async () => {
    const channel = await newIncident(office)
    const { ana } = office
    await ana.command(channel.id, 'resolve reverted the release')
    await office.quiet()
    expect(post(channel, '*Resolved*').plain).toBe('*Resolved* · ana: reverted the release')
    await office.pass(3)
    await ana.command(channel.id, 'close now')
    await office.quiet()
    expect(post(channel, '*Closed*').plain).toBe('*Closed* · ana')
    const [file] = channel.files()
    expect(file?.name).toMatch(/^INC-\d+-postmortem\.md$/)
    expect(post(channel, 'Draft post-mortem of').plain).toContain('What nobody supplied is marked *Missing*.')
    const draft = lastDraft(channel)
    expect(section(draft.markdown, 'Facts')).toContain('| Status | closed |')
    expect(linesOf(draft, 'status')).toHaveLength(3)
    expect(announcementOf(channel.topic)).toContain('*closed*')
  })

  it('takes no entries from bystanders after the close, says who may, and refuses changes from everybody', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ana.command(channel.id, 'commander')
    await ana.command(channel.id, 'resolve')
    await ana.command(channel.id, 'close now')
    await office.quiet()
    const refused = await ben.command(channel.id, 'log too late')
    expect(refused.text).toContain('Only the commander, the owner or an admin may do this.')
    expect(refused.text).toContain('commander: ana, owner: nobody yet')
    for (const words of ['status monitoring again', 'severity SEV1', 'close now', 'commander @ben', 'resolve']) {
      const { text } = await ana.command(channel.id, words)
      expect(text, words).toMatch(/is closed/)
    }
    const list = await ben.command(office.ops.id, 'list')
    expect(list.text).not.toContain(channel.topic.split(' ')[0])
    await office.quiet()
    expect(channel.files()).toHaveLength(1)
  })

  it('captures reactions after the close only from those responsible for the incident', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    const ts = await ana.say(channel.id, 'it was the cache')
    await ana.command(channel.id, 'resolve')
    await ana.command(channel.id, 'close now')
    await office.quiet()
    await office.pass(1)
    await ben.react(channel.id, ts, 'pushpin')
    await office.quiet()
    expect(linesOf(await draftOf(office, channel), 'note')).toEqual([])
    const marked = channel.messages().find((message) => message.ts === ts)
    expect(marked?.reactions.map(({ name }) => name)).toEqual(['pushpin'])
    await ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    expect(linesOf(await draftOf(office, channel), 'note')).toHaveLength(1)
  })
})
