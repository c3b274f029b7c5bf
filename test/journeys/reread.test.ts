import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import type { Send } from '../../src/core/outbox/call.ts'
import { OutboxQueue } from '../../src/core/outbox/queue.ts'
import { readRange } from '../../src/core/outbox/read-messages.ts'
import { anaReadsDrafts, draftOf, linesOf, newIncident, posts } from '../support/look.ts'
import { type Office, openOffice, type TransportName } from '../support/office.ts'

const captured = ['note', 'observation', 'hypothesis', 'decision', 'action', 'recurrence']

/** Captured entries, without their times. */
const linesIn = async (office: Office, channel: Channel): Promise<string[]> =>
  linesOf(await draftOf(office, channel), ...captured).map((line) => line.slice(6))

const failuresToldTo = (person: Person): string[] =>
  person.directMessages().flatMap(({ plain }) => (plain.includes('I could not') ? [plain] : []))

/** Runs `work` while the bot is down for longer than Slack retries. */
async function away(office: Office, work: () => Promise<void>): Promise<void> {
  await office.app.stop()
  await work()
  office.clock.moveTo(new Date(office.clock.now().getTime() + 60_000))
  await office.workspace.tick()
  await office.workspace.idle()
  office.clock.moveTo(new Date(office.clock.now().getTime() + 6 * 60_000))
  await office.workspace.tick()
  await office.workspace.idle()
  await office.restart()
  await office.quiet()
}

describe.each<TransportName>(['http', 'socket'])('a bot that was down, over %s', (transport) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ transport, settings: anaReadsDrafts })
  })
  afterAll(() => office.close())

  it('finds what people captured in the meantime, in threads too, with time and author', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    const heard = await ben.say(channel.id, 'heard before')
    await ana.react(channel.id, heard, 'pushpin')
    await office.quiet()
    await away(office, async () => {
      const missed = await ben.say(channel.id, 'error rate at 12 %')
      await ana.react(channel.id, missed, 'mag')
      const reply = await ana.say(channel.id, 'rolled back', { thread: heard })
      await ben.react(channel.id, reply, 'hammer_and_wrench')
      await ben.say(channel.id, 'nobody reacts to this')
    })
    expect(await linesIn(office, channel)).toEqual([
      '**note** heard before (ben)',
      '**observation** error rate at 12 % (ben)',
      '**action** rolled back (ana)',
    ])
    const marked = channel.messages().filter(({ reactions }) => reactions.some(({ name }) => name === 'memo'))
    expect(marked.map(({ plain }) => plain)).toEqual(['heard before', 'error rate at 12 %', 'rolled back'])
  })

  it('stores text with characters that no database accepts, wherever in a payload they are', async () => {
    const channel = await newIncident(office)
    const { ana, ben, workspace } = office
    const alertBot = workspace.addUser({ name: `alert\0bot ${transport}`, isBot: true })
    for (const person of [ben, alertBot]) await ana.invite(channel.id, person.id)
    const alert = (words: string) =>
      alertBot.say(channel.id, '', {
        blocks: [
          { type: 'section', text: { type: 'mrkdwn', text: words } },
          { type: 'image', image_url: 'https://grafana/\0.png', alt_text: 'p99\ud83d' },
        ],
        attachments: [{ title: 'board\0', title_link: 'https://grafana/\ud83d' }],
      })
    await ana.react(channel.id, await alert('he\0ard'), 'mag')
    await office.quiet()
    await away(office, async () => {
      await ana.react(channel.id, await alert('fo\0und'), 'mag')
      await ana.react(channel.id, await ben.say(channel.id, 'found beside it'), 'mag')
    })
    const lines = await linesIn(office, channel)
    expect(lines.map((line) => line.replace(/ 📎.*/, ''))).toEqual([
      '**observation** heard',
      '**observation** found',
      '**observation** found beside it (ben)',
    ])
  })
})

describe('reading a channel again', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ settings: anaReadsDrafts, spoilsDatabase: true })
  })
  afterAll(() => office.close())

  it('follows removed reactions, edits and deletions', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    const [dropped, edited, deleted, turned] = [
      await ben.say(channel.id, 'dropped'),
      await ben.say(channel.id, 'frist'),
      await ben.say(channel.id, 'deleted'),
      await ben.say(channel.id, 'turned'),
    ]
    const reply = await ben.say(channel.id, 'reply gone', { thread: turned })
    for (const ts of [dropped, edited, deleted, turned, reply]) await ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    await office.pass(1)
    await away(office, async () => {
      await ana.unreact(channel.id, dropped, 'pushpin')
      await ben.edit(channel.id, edited, 'first')
      await ben.deleteMessage(channel.id, deleted)
      await ben.deleteMessage(channel.id, reply)
      await ben.react(channel.id, turned, 'scales')
    })
    expect(await linesIn(office, channel)).toEqual([
      '**note** first (ben)',
      expect.stringMatching(/^\*\*note\*\* deleted.*deleted/s),
      '**decision** turned (ben)',
      expect.stringMatching(/^\*\*note\*\* reply gone.*deleted/s),
    ])
  })

  it('changes nothing the second time', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    await office.quiet()
    await away(office, async () => {
      const cause = await ben.say(channel.id, 'the cache is cold')
      await ana.react(channel.id, cause, 'bulb')
      const other = await ben.say(channel.id, 'the ALB is failing')
      await ana.react(channel.id, other, 'bulb')
    })
    const before = await linesIn(office, channel)
    const messages = channel.messages().length
    await office.restart()
    await office.quiet()
    expect(channel.messages()).toHaveLength(messages)
    expect(await linesIn(office, channel)).toEqual(before)
    expect(before).toEqual(['**hypothesis** the cache is cold (ben)', '**hypothesis** the ALB is failing (ben)'])
    expect(posts(channel, 'What we believe')).toHaveLength(1)
  })

  it('loses a message that cannot be saved alone, and the draft says so until it is saved', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    await office.quiet()
    const { prisma } = office.app.database
    await prisma.$executeRaw`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.text LIKE '%cursed%' THEN RAISE 'refused'; END IF; RETURN NEW; END $$`
    for (const table of ['SeenMessage', 'Entry'])
      await prisma.$executeRawUnsafe(
        `CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON "${table}" FOR EACH ROW EXECUTE FUNCTION refuse()`,
      )
    let cursed = ''
    await away(office, async () => {
      cursed = await ben.say(channel.id, 'this is cursed')
      const beside = await ben.say(channel.id, 'on the same page')
      const later = await ben.say(channel.id, 'on a later page', { thread: beside })
      for (const ts of [cursed, beside, later]) await ana.react(channel.id, ts, 'mag')
    })
    const { markdown } = await draftOf(office, channel)
    const link = `archives/${channel.id}/p${cursed.replace('.', '')}`
    expect(markdown.split('\n').filter((line) => line.includes('could not be saved'))).toEqual([
      expect.stringMatching(/^> \*\*Missing\.\*\* A message of the channel.*In Slack: \[03:\d\d\]\(\S+\)\.$/),
    ])
    expect(markdown).toContain(link)
    expect(await linesIn(office, channel)).toEqual([
      '**observation** (its text has not been read from Slack yet)',
      '**observation** on the same page (ben)',
      '**observation** on a later page (ben)',
    ])
    const undelivered = await office.app.database.prisma.outboxCall.count({ where: { state: { not: 'sent' } } })
    expect(undelivered).toBe(0)
    expect(failuresToldTo(ana)).toEqual([expect.stringContaining('could not make use of what Slack answered')])

    await office.app.database.prisma.$executeRaw`DROP FUNCTION refuse CASCADE`
    await office.restart()
    await office.quiet()
    expect((await draftOf(office, channel)).markdown).not.toContain('could not be saved')
    expect(await linesIn(office, channel)).toContain('**observation** this is cursed (ben)')
  })

  it('ends in the same state when the missed events arrive late after all', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    const [turned, dropped] = [await ben.say(channel.id, 'turned'), await ben.say(channel.id, 'dropped')]
    await ana.react(channel.id, dropped, 'pushpin')
    await office.quiet()
    await office.pass(1)
    await office.app.stop()
    await ana.react(channel.id, turned, 'pushpin')
    await ben.react(channel.id, turned, 'scales')
    await ana.unreact(channel.id, dropped, 'pushpin')
    await office.workspace.idle()
    await office.restart()
    await office.quiet()
    const expected = ['**decision** turned (ben)']
    expect(await linesIn(office, channel)).toEqual(expected)
    const late = office.workspace.journal
      .deliveries('reaction_added')
      .filter(({ attempt, status }) => attempt > 1 && status === '200')
    expect(late.length).toBeGreaterThan(1)
    await office.pass(7)
    expect(await linesIn(office, channel)).toEqual(expected)
  })

  it('pages through a long channel and its threads', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    await office.quiet()
    await away(office, async () => {
      const first = await ben.say(channel.id, 'the first of many')
      await ana.react(channel.id, first, 'pushpin')
      const parent = await ben.say(channel.id, 'a long thread')
      for (let count = 0; count < 230; count += 1) await ben.say(channel.id, `reply ${count}`, { thread: parent })
      const last = await ben.say(channel.id, 'the last reply', { thread: parent })
      await ana.react(channel.id, last, 'mag')
      for (let count = 0; count < 230; count += 1) await ben.say(channel.id, `message ${count}`)
    })
    expect(await linesIn(office, channel)).toEqual([
      '**note** the first of many (ben)',
      '**observation** the last reply (ben)',
    ])
    const kept = await office.app.database.transact((tx) => tx.seenMessage.count({ where: { channelId: channel.id } }))
    expect(kept).toBe(463)
  })

  it.each([
    ['refused', () => office.workspace.faults.error('conversations.history', 'missing_scope')],
    ['held off for an hour', () => office.workspace.faults.rateLimit('conversations.history', { seconds: 3600 })],
  ])('blocks nothing when it is %s', async (_, fail) => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    const told = failuresToldTo(ana)
    fail()
    await office.restart()
    await ben.join(channel.id)
    const ts = await ben.say(channel.id, 'goes on')
    await ana.react(channel.id, ts, 'pushpin')
    await ana.command(channel.id, 'log as ever')
    await office.quiet()
    expect(await linesIn(office, channel)).toEqual(['**note** goes on (ben)', '**note** as ever (ana)'])
    await office.pass(61)
    expect(failuresToldTo(ana)).toEqual(told)
  })

  it('resumes where it was when the bot is stopped in the middle', async () => {
    // A separate office, so that no other incident's read consumes the fault.
    await office.close()
    office = await openOffice({ settings: anaReadsDrafts })
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    await office.quiet()
    await away(office, async () => {
      const parent = await ben.say(channel.id, 'parent')
      const reply = await ben.say(channel.id, 'in the thread', { thread: parent })
      await ana.react(channel.id, reply, 'pushpin')
      office.workspace.faults.rateLimit('conversations.replies', { seconds: 30 })
    })
    expect(await linesIn(office, channel)).toEqual([])
    await office.restart()
    await office.pass(1)
    expect(await linesIn(office, channel)).toEqual(['**note** in the thread (ben)'])
  })
})

describe('reading a range of another channel', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ settings: anaReadsDrafts })
  })
  afterAll(() => office.close())

  it('takes its reactions as entries, stores its messages once, and leaves no marks', async () => {
    const { ana, ben } = office
    const alerts = office.workspace.addChannel({ name: 'alerts', members: ['UANA', 'UBEN'], withBot: true })
    const early = await ben.say(alerts.id, 'before the range')
    await ana.react(alerts.id, early, 'pushpin')
    await office.pass(5)
    const from = office.clock.now()
    const ts = await ben.say(alerts.id, 'queue depth at 9000')
    await ana.react(alerts.id, ts, 'mag')
    const reply = await ana.say(alerts.id, 'drained it', { thread: ts })
    await ben.react(alerts.id, reply, 'hammer_and_wrench')
    await office.pass(5)
    const to = office.clock.now()
    await office.pass(5)
    const channel = await newIncident(office)
    for (let time = 0; time < 2; time += 1) {
      await send(office, channel, [readRange({ channelId: alerts.id, from, to })])
      expect(await linesIn(office, channel)).toEqual([
        '**observation** queue depth at 9000 (ben)',
        '**action** drained it (ana)',
      ])
    }
    const kept = await office.app.database.transact((tx) => tx.seenMessage.count({ where: { channelId: alerts.id } }))
    expect(kept).toBe(2)
    expect(alerts.messages().flatMap(({ reactions }) => reactions.map(({ name }) => name))).not.toContain('memo')
  })
})

/** Queues outbox calls for the incident of a channel, as a decision would. */
async function send(office: Office, channel: Channel, sends: readonly Send[]): Promise<void> {
  const { database } = office.app
  const queue = new OutboxQueue(
    () => crypto.randomUUID(),
    () => false,
  )
  await database.transact(async (tx) => {
    const { id } = await tx.incident.findFirstOrThrow({ where: { channelId: channel.id } })
    await queue.enqueue(tx, sends, id, office.clock.now())
  })
  await office.quiet()
}
