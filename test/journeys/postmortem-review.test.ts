import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, MessageView, Person } from '../../playground/workspace.ts'
import { modalOf, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import { closedIncident, closeNow, lastPrivate, linesAbout, pressLast, standingFor } from '../support/post-mortem.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const day = 24 * 60

/** The private messages that remind of a review. */
const lookBacks = (person: Person): MessageView[] =>
  person.directMessages().filter(({ botId, plain }) => botId && plain.startsWith('*Time to look back*'))

/** Advances the clock to 09:00 on this many days after the first day. */
async function until(days: number, from: Date): Promise<void> {
  const at = new Date(from.getTime() + days * day * 60_000)
  at.setUTCHours(9, 0, 30)
  await office.pass((at.getTime() - office.clock.now().getTime()) / 60_000)
}

async function setNext(channel: Channel, words: string): Promise<void> {
  await standingFor(office, office.ben, channel)
  await modalOf(await pressLast(office, office.ben, 'Next review…')).submit({ On: words })
  await office.quiet()
}

describe('Home', () => {
  it('shows those responsible what is still to be written, and what to look at again', async () => {
    const channel = await closedIncident(office)
    const number = channel.topic.split(' ')[0] ?? ''
    await office.ana.openHome()
    await office.quiet()
    expect(office.ana.home()?.plain).toContain(`*${number}* Case`)
    expect(office.ana.home()?.plain).not.toContain('Post-mortems to look at again')
    await office.pass(31 * day)
    await office.ana.openHome()
    await office.quiet()
    expect(office.ana.home()?.plain).toMatch(
      new RegExp(`Post-mortems to look at again\\n[\\s\\S]*\\*${number}\\* Case \\d+ · due since `),
    )
    await office.cleo.openHome()
    await office.quiet()
    expect(office.cleo.home()?.plain).not.toContain('Post-mortems')
    await office.ana.press('Post-mortem', { near: `*${number}*` })
    await office.quiet()
    expect(lastPrivate(office.ana).plain).toContain(`*Post-mortem of ${number}*`)
    expect(lastPrivate(office.ana).channel).toBe(office.ana.dm)
  })
})

describe('the next review', () => {
  it('reminds the owner once, a month after the close: what is open, missing and unexplained', async () => {
    const channel = await closedIncident(office)
    const [closed, before] = [office.clock.now(), lookBacks(office.ben).length]
    await office.ben.command(channel.id, 'followup raise the pool limit @cleo')
    await office.ben.command(channel.id, 'unexplained the second brownout')
    await office.quiet()
    await until(29, closed)
    expect(lookBacks(office.ben)).toHaveLength(before)
    await until(30, closed)
    const message = lookBacks(office.ben).at(-1)
    expect(message?.plain).toContain('The post-mortem is not published: draft.')
    expect(message?.plain).toContain('*1 open follow-up*\n• *F1* raise the pool limit · for cleo')
    expect(message?.plain).toContain('• *Summary*: What happened, in three sentences.')
    expect(message?.plain).toContain('*Not explained (1)*\n• the second brownout')
    expect(message?.buttons).toEqual(['Reviewed…', 'In a week', 'Post-mortem'])
    expect(lookBacks(office.ana)).toEqual([])
    await office.pass(3 * day)
    expect(lookBacks(office.ben)).toHaveLength(before + 1)

    const place = { channel: office.ben.dm, ts: message?.ts ?? '' }
    await office.ben.press('In a week', place)
    await office.quiet()
    expect(linesAbout(channel).at(-1)).toMatch(/^\*Post-mortem\* · ben · put the review off to /)
    await office.pass(8 * day)
    expect(lookBacks(office.ben)).toHaveLength(before + 2)

    const form = modalOf(await office.ben.press('Reviewed…', place))
    expect(form.title).toMatch(/^INC-\d+ reviewed$/)
    await form.submit({ 'And again on': '' })
    await office.quiet()
    expect(linesAbout(channel).at(-1)).toBe('*Post-mortem* · ben · reviewed it and set no further review')
    expect(await standingFor(office, office.ben, channel)).toContain('· no further review')
    await office.pass(60 * day)
    expect(lookBacks(office.ben)).toHaveLength(before + 2)
  })

  it('is rescheduled in words and announced once; an invalid or past day is refused below its field', async () => {
    const channel = await closedIncident(office)
    const seen = lookBacks(office.ben).length
    for (const [words, sentence] of [
      ['when it rains', 'Which day is that?'],
      ['2020-01-01', 'has passed'],
      ['today', 'A next review lies ahead'],
    ] as const) {
      await standingFor(office, office.ben, channel)
      const form = modalOf(await pressLast(office, office.ben, 'Next review…'))
      expect((await form.submit({ On: words })).errors?.On, words).toContain(sentence)
      await form.close()
    }
    await setNext(channel, 'in 2 days')
    expect(linesAbout(channel)).toHaveLength(1)
    await setNext(channel, 'in 2 days')
    expect(linesAbout(channel)).toHaveLength(1)
    await office.pass(3 * day)
    expect(lookBacks(office.ben)).toHaveLength(seen + 1)
    await office.pass(40 * day)
    expect(lookBacks(office.ben)).toHaveLength(seen + 1)
  })

  it('is restored when a change is undone; nobody is reminded while the incident is open again', async () => {
    const channel = await closedIncident(office)
    const seen = lookBacks(office.ben).length
    await setNext(channel, 'tomorrow')
    await pressLast(office, office.ben, 'Undo')
    await office.pass(2 * day)
    expect(lookBacks(office.ben)).toHaveLength(seen)
    await office.ana.command(channel.id, 'reopen it is back')
    await office.pass(40 * day)
    expect(lookBacks(office.ben)).toHaveLength(seen)
    await closeNow(office, channel)
    await office.pass(31 * day)
    expect(lookBacks(office.ben)).toHaveLength(seen + 1)
  })

  it('comes once after downtime', async () => {
    await closedIncident(office)
    const seen = lookBacks(office.ben).length
    await office.app.stop()
    office.clock.moveTo(new Date(office.clock.now().getTime() + 45 * day * 60_000))
    await office.restart()
    await office.pass(day)
    expect(lookBacks(office.ben)).toHaveLength(seen + 1)
  })

  it('comes up in the channel, once, when Slack does not deliver it to the owner', async () => {
    const channel = await closedIncident(office)
    const inChannel = () => posts(channel, '*Time to look back*')
    await until(29, office.clock.now())
    const before = lookBacks(office.ben).length
    office.workspace.faults.error('chat.postMessage', 'messages_tab_disabled')
    await office.pass(2 * day)
    expect(lookBacks(office.ben)).toHaveLength(before)
    expect(inChannel()).toHaveLength(1)
    expect(inChannel()[0]?.plain).toContain('Nobody who answers for it can be written to')
    expect(inChannel()[0]?.pinged).toEqual([])
    await office.pass(10 * day)
    expect(inChannel()).toHaveLength(1)
  })

  it('comes up in the channel, once, when there is nobody to tell', async () => {
    const channel = await office.declare('SEV4 Nobody answers')
    await office.ben.join(channel.id)
    await office.ben.command(channel.id, 'commander')
    await office.ben.command(channel.id, 'resolve over')
    await office.quiet()
    await office.ben.command(channel.id, 'close now')
    await office.pass(3)
    await office.app.database.transact((tx) => tx.person.update({ where: { id: 'UBEN' }, data: { gone: true } }))
    await office.pass(33 * day)
    const [message, ...others] = posts(channel, 'Time to look back')
    expect(others).toEqual([])
    expect(message?.plain).toContain('Nobody who answers for it can be written to')
    expect(message?.pinged).toEqual([])
  })
})
