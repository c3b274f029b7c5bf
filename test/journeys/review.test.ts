import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, lastDraft, linesOf, newIncident, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

const kinds = ['note', 'observation', 'hypothesis', 'action', 'change', 'recurrence', 'waiting']
const timeline = async (office: Office, channel: Channel): Promise<string[]> =>
  linesOf(await draftOf(office, channel), ...kinds).map((line) => line.slice(6))

/** The last messages before the close, and the close. */
async function end(office: Office, channel: Channel) {
  await office.quiet()
  await office.ana.command(channel.id, 'resolve reverted the release')
  return await office.ana.command(channel.id, 'close now')
}

/** Runs `work` while Slack fails to deliver events and gives up. */
async function unheard(office: Office, work: () => Promise<void>): Promise<void> {
  await office.quiet()
  office.workspace.faults.loseEvents(true)
  await work()
  office.workspace.faults.loseEvents(false)
}

const drafts = (channel: Channel): number => posts(channel, 'Draft post-mortem of').length

describe('closing', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ settings: anaReadsDrafts })
  })
  afterAll(() => office.close())

  it('announces the draft at once, and the draft includes missed messages', async () => {
    const channel = await newIncident(office)
    const { ana } = office
    await unheard(office, async () => {
      const ts = await ana.say(channel.id, 'the disk is full')
      await ana.react(channel.id, ts, 'mag')
    })
    const reply = await end(office, channel)
    expect(JSON.stringify(reply.blocks)).toContain('The draft post-mortem follows in a moment.')
    await office.quiet()
    expect(drafts(channel)).toBe(1)
    expect(linesOf(lastDraft(channel), 'observation')).toEqual([expect.stringContaining('the disk is full')])
  })

  it('posts the draft even when the channel cannot be read, and reports no error', async () => {
    const channel = await newIncident(office)
    const before = office.ana.directMessages().length
    office.workspace.faults.revokeScope('channels:history')
    await end(office, channel)
    await office.quiet()
    office.workspace.faults.restoreScope('channels:history')
    expect(drafts(channel)).toBe(1)
    expect(office.ana.directMessages()).toHaveLength(before)
  })

  it('waits two minutes for a slow Slack and posts the draft once', async () => {
    const channel = await newIncident(office)
    office.workspace.faults.rateLimit('conversations.history', { seconds: 3600 })
    await end(office, channel)
    await office.pass(1.9)
    expect(drafts(channel)).toBe(0)
    await office.pass(0.2)
    expect(drafts(channel)).toBe(1)
    await office.pass(70)
    expect(drafts(channel)).toBe(1)
  })

  it('posts the draft after a restart', async () => {
    const channel = await newIncident(office)
    office.workspace.faults.rateLimit('conversations.history', { seconds: 90 })
    await end(office, channel)
    await office.restart()
    await office.pass(5)
    expect(drafts(channel)).toBe(1)
    await office.restart()
    await office.pass(5)
    expect(drafts(channel)).toBe(1)
  })

  it('posts no draft when the close is undone first', async () => {
    const channel = await newIncident(office)
    office.workspace.faults.rateLimit('conversations.history', { seconds: 60 })
    await end(office, channel)
    await office.ana.press('Undo', { near: 'Closed' })
    await office.pass(5)
    expect(drafts(channel)).toBe(0)
    await office.ana.command(channel.id, 'close now')
    await office.quiet()
    expect(drafts(channel)).toBe(1)
  })
})

describe('the review at close', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ settings: anaReadsDrafts })
  })
  afterAll(() => office.close())

  it('offers the commander what nobody captured, best first; one click adds it', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    await ben.command(channel.id, 'commander')
    for (const words of ['on it', 'thanks!', 'should we roll back?', '@fresheyes log restarted it'])
      await ana.say(channel.id, words)
    const caught = await ana.say(channel.id, 'we reverted the flag')
    await ana.react(channel.id, caught, 'hammer_and_wrench')
    await ana.say(channel.id, 'I think it is the cache, probably because of the deploy')
    await unheard(office, async () => void (await ana.say(channel.id, 'rolled back to yesterday’s build')))
    const known = ben.directMessages().length
    await end(office, channel)
    await office.quiet()
    const [review, ...others] = ben.directMessages().slice(known)
    expect(others).toEqual([])
    expect(review?.plain).toContain('2 messages look like lines of its timeline and are not on it.')
    expect(review?.buttons).toEqual(['Add as hypothesis', 'Add as action', 'Add all 2'])
    expect(review?.plain).toContain('something was undone: “rolled back”')
    expect(review?.pinged).toEqual([])
    expect(ana.directMessages().filter(({ plain }) => plain.includes('look like lines'))).toEqual([])
    const asItWas = await timeline(office, channel)
    expect(asItWas.filter((line) => line.includes('rolled back to'))).toEqual([])
    await ben.press('Add as action')
    await office.quiet()
    expect(ben.ephemerals().at(-1)?.plain ?? ben.directMessages().at(-1)?.plain).toContain('rolled back to yesterday')
    await ben.press('Add as action', { ts: review?.ts ?? '' })
    await office.quiet()
    await ben.press('Add all 2', { ts: review?.ts ?? '' })
    await office.quiet()
    const lines = await timeline(office, channel)
    expect(lines).toHaveLength(asItWas.length + 2)
    expect(lines).toContainEqual('**action** rolled back to yesterday’s build (ana)')
    expect(lines.join()).toContain('**hypothesis** I think it is the cache')
    await ben.press('Undo')
    await office.quiet()
    expect((await timeline(office, channel)).join()).not.toContain('I think it is the cache')
  })

  it('is skipped when nothing was missed', async () => {
    const channel = await newIncident(office)
    const before = office.ana.directMessages().length
    await office.ana.say(channel.id, 'good morning')
    await end(office, channel)
    await office.pass(5)
    expect(office.ana.directMessages()).toHaveLength(before)
  })
})

describe('a review', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice()
  })
  afterAll(() => office.close())

  it('goes to whoever closed when there is no commander, and holds at most eight', async () => {
    const channel = await newIncident(office)
    for (let number = 1; number <= 10; number += 1) await office.ana.say(channel.id, `restarted worker ${number}`)
    await office.ana.say(channel.id, 'I think it is the disk, probably because of the move')
    await office.ana.say(channel.id, 'I think it is the network, probably because of the rain')
    await end(office, channel)
    await office.quiet()
    const review = office.ana.directMessages().at(-1)
    expect(review?.buttons).toHaveLength(9)
    expect(review?.buttons.at(-1)).toBe('Add all 8')
    await office.ana.press('Add all 8', { ts: review?.ts ?? '' })
    await office.quiet()
    const entries = () =>
      office.app.database.transact((tx) => tx.entry.count({ where: { captured: true, state: 'shown' } }))
    expect(await entries()).toBe(8)
    const ledger = await office.app.database.transact((tx) => tx.hypothesis.findMany({ orderBy: { number: 'asc' } }))
    expect(ledger.map(({ number, statement }) => [number, statement])).toEqual([
      [1, 'I think it is the disk, probably because of the move'],
      [2, 'I think it is the network, probably because of the rain'],
    ])
  })

  it('says what became of a message that was deleted or is no longer stored', async () => {
    const channel = await newIncident(office)
    const first = await office.ana.say(channel.id, 'drained the node')
    await office.ana.say(channel.id, 'rebooted the switch')
    await end(office, channel)
    await office.quiet()
    const review = office.ana.directMessages().at(-1)
    await office.ana.deleteMessage(channel.id, first)
    await office.quiet()
    const answer = async (near: string) => {
      await office.ana.press('Add as action', { ts: review?.ts ?? '', near })
      await office.quiet()
      return office.ana.ephemerals().at(-1)?.plain
    }
    expect(await answer('drained')).toBe('The message was deleted in Slack. Nothing was added.')
    await office.app.database.transact((tx) => tx.seenMessage.deleteMany({}))
    expect(await answer('rebooted')).toContain('I keep messages for seven days after the close')
  })
})
