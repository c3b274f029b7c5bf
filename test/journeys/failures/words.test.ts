import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, newIncident } from '../../support/look.ts'
import { type Office, openOffice } from '../../support/office.ts'
import { onlyLine, record, writtenAt } from '../../support/record.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: { ...anaReadsDrafts, zone: 'Europe/Lisbon' } })
  office.workspace.addGroup({ id: 'SDBA', handle: 'dba', users: ['UCLEO'] })
})
beforeEach(async () => {
  channel = await newIncident(office)
  await office.ben.join(channel.id)
})
afterAll(() => office.close())

async function pinned(text: string): Promise<string> {
  const ts = await office.ben.say(channel.id, text)
  // The bot stores the message before the reaction reaches it; in the other order it has to fetch the message.
  await office.quiet()
  await office.ana.react(channel.id, ts, 'pushpin')
  await office.quiet()
  return ts
}

describe('failure 2: no date on the timeline, days dropped from durations, times in the zone of the server', () => {
  it('gives a three-day incident a heading for each day and times in its own zone', async () => {
    await pinned('it began')
    await office.pass(2 * 24 * 60 + 30)
    await pinned('it is still going on')
    const { markdown } = await draftOf(office, channel)
    const days = [...markdown.matchAll(/^### (.*)$/gm)].map(([, day]) => day)
    expect(new Set(days).size).toBe(2)
    expect(days.every((day) => /20\d\d/.test(day ?? ''))).toBe(true)
    expect(markdown).toContain('Times in Europe/Lisbon')
  })

  it('reports a duration of two days as two days', async () => {
    await office.pass(50 * 60)
    await office.ana.command(channel.id, 'resolve')
    await office.quiet()
    expect((await draftOf(office, channel)).markdown).toMatch(/Resolved \|.*\(2 d 2 h after declaration\)/)
  })

  it('renders a date in a message with its day and zone', async () => {
    await pinned('due <!date^1573066500^{date} at {time}|soon> and <!date^1573066500^{ago}>')
    const { text } = await onlyLine(office, channel)
    expect(text).toBe('due 2019-11-06 at 18:55 (Europe/Lisbon) and 2019-11-06 18:55 (Europe/Lisbon)')
  })
})

describe('failure 4: raw ids of people, groups and channels in the record', () => {
  it("looks up ids without names and keeps Slack's original beside what people read", async () => {
    const raw = '<@UCLEO> <!subteam^SDBA> <#CNEWS> <#CNEWS|> <!here> :fire: &lt;3'
    await pinned(raw)
    expect(await onlyLine(office, channel)).toMatchObject({
      raw,
      text: '@cleo @dba #incidents #incidents @here 🔥 <3',
      state: 'shown',
    })
  })

  it('does not look up known names again', async () => {
    await pinned('<#CNEWS> and <!subteam^SDBA>')
    const before = office.workspace.journal.calls().length
    await pinned('<#CNEWS> and <!subteam^SDBA> again')
    const since = office.workspace.journal.calls().slice(before)
    expect(since.map(({ method }) => method)).toEqual(['reactions.add'])
    expect((await record(office, channel)).map(({ text }) => text)).toEqual([
      '#incidents and @dba',
      '#incidents and @dba again',
    ])
  })

  it('labels a channel or group that the bot cannot see as such', async () => {
    office.workspace.addChannel({ id: 'CSECRET', name: 'layoffs', members: ['UANA'], private: true })
    await pinned('<#CSECRET> <!subteam^SGONE>')
    expect((await onlyLine(office, channel)).text).toBe('#private-channel @unknown-group')
  })

  it('shows the text when the scope for a name is missing, and adds the name once it is granted', async () => {
    office.workspace.addGroup({ id: 'SNET', handle: 'network', users: [] })
    office.workspace.faults.revokeScope('usergroups:read')
    await pinned('paged <!subteam^SNET>')
    office.workspace.faults.restoreScope('usergroups:read')
    expect(await onlyLine(office, channel)).toMatchObject({ text: 'paged @group', state: 'shown' })
    await pinned('paged <!subteam^SNET> again')
    expect((await record(office, channel))[1]).toMatchObject({ text: 'paged @network again' })
  })

  it('resolves all names of a message that mentions more people than one call may look up', async () => {
    const people = Array.from({ length: 65 }, (_, index) =>
      office.workspace.addUser({ id: `UX${index}`, name: `guest-${index}` }),
    )
    await pinned(people.map(({ id }) => `<@${id}>`).join(' '))
    expect((await onlyLine(office, channel)).text).toBe(people.map(({ name }) => `@${name}`).join(' '))
  })
})

describe('failure 5: no link back to the message', () => {
  it('links every entry of the draft to its message, in a thread as well', async () => {
    const parent = await pinned('a parent')
    const reply = await office.ben.say(channel.id, 'a reply', { thread: parent })
    await office.ana.react(channel.id, reply, 'mag')
    await office.quiet()
    const { markdown } = await draftOf(office, channel)
    const at = (ts: string) => `/archives/${channel.id}/p${ts.replace('.', '')}`
    expect(markdown).toContain(at(parent))
    expect(markdown).toContain(`${at(reply)}?thread_ts=${parent}`)
  })
})

describe('failure 10: the write-up shows when the pin was set, not when the message was written', () => {
  it('shows a message pinned an hour later at its own time, and keeps who pinned it and when', async () => {
    const ts = await office.ben.say(channel.id, 'queue is full')
    await office.pass(60)
    await office.ana.react(channel.id, ts, 'mag')
    await office.quiet()
    const line = await onlyLine(office, channel)
    expect(line.occurredAt).toEqual(writtenAt(ts))
    expect(line.recordedAt.getTime() - line.occurredAt.getTime()).toBeGreaterThan(59 * 60_000)
    expect(line).toMatchObject({ author: 'ben', recorder: 'UANA' })
  })
})
