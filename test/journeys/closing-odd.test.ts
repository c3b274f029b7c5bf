import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginsWith, closeForm, endOf, ledByAna, sendOff, toldLast, writtenOf } from '../support/closing.ts'
import { declareFully, here, privately } from '../support/forms.ts'
import { lastDraft, post, posts, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const resolve = 'resolve reverted the release'

describe('a closing modal that somebody else was faster than', () => {
  it('keeps what an owner wrote, says so in the channel, and tells them who closed it', async () => {
    const { ana, ben } = office
    const channel = await ledByAna(office, 'owner @ben', resolve)
    const [first, second] = [await closeForm(ana, channel), await closeForm(ben, channel)]
    await sendOff(office, first, { Summary: 'Ana’s summary.', 'Lessons to add': 'well: fast' })
    await office.pass(3)
    const words = { Summary: 'Ben’s summary.', 'Lessons to add': 'badly: slow\nwell: fast' }
    expect(await sendOff(office, second, words)).toEqual({})
    expect(await writtenOf(office, channel)).toEqual(['summary 1: Ana’s summary.', 'summary 2: Ben’s summary.'])
    expect(posts(channel, '*Closed*')).toHaveLength(1)
    expect(post(channel, '*Post-mortem*').plain).toBe('*Post-mortem* · ben · adds summary, 1 lesson')
    expect(toldLast(ben, channel)).toMatch(
      /^INC-\d+ was closed already, by ana\. What you wrote is kept: summary, 1 lesson\. `\/incident export md`/,
    )
    await ben.command(channel.id, 'export md')
    await office.quiet()
    expect(section(lastDraft(channel).markdown, 'Lessons')).toContain('slow')
  })

  it('closes once when two people submit at the same time, and keeps the text of both', async () => {
    const { ana, ben } = office
    const channel = await ledByAna(office, 'owner @ben', resolve)
    const [first, second] = [await closeForm(ana, channel), await closeForm(ben, channel)]
    await Promise.all([first.submit({ Summary: 'By ana.' }), second.submit({ Summary: 'By ben.' })])
    await office.quiet()
    const written = await writtenOf(office, channel)
    expect(written.map((text) => text.replace(/\d/, 'n')).toSorted()).toEqual([
      'summary n: By ana.',
      'summary n: By ben.',
    ])
    expect(posts(channel, '*Closed*')).toHaveLength(1)
  })

  it('only says who closed it when nothing was written', async () => {
    const { ana, ben } = office
    const channel = await ledByAna(office, 'owner @ben', resolve)
    const form = await closeForm(ben, channel)
    await ana.command(channel.id, 'close now')
    await sendOff(office, form)
    expect(toldLast(ben, channel)).toMatch(/^INC-\d+ was closed already, by ana\.$/)
    expect(posts(channel, '*Post-mortem*')).toEqual([])
  })

  it('stays open for people who may not write after the close, so that they can copy their text', async () => {
    const { ana, ben } = office
    const channel = await ledByAna(office, resolve)
    await ben.join(channel.id)
    const form = await closeForm(ben, channel)
    await ana.command(channel.id, 'close now')
    const errors = await sendOff(office, form, { Summary: 'Ben knows.' })
    expect(errors['Lessons to add']).toMatch(
      /^Only the commander, the owner or an admin may do this\. INC-\d+ is closed/,
    )
    expect(form.isOpen).toBe(true)
    expect(beginsWith(form, 'Summary')).toBe('Ben knows.')
    expect(await writtenOf(office, channel)).toEqual([])
  })

  it('stays open when the incident was cancelled as a false alarm', async () => {
    const channel = await ledByAna(office)
    const form = await closeForm(office.ana, channel)
    await office.ana.command(channel.id, 'cancel the probe was wrong')
    const errors = await sendOff(office, form, { Summary: 'Mine.' })
    expect(errors['Lessons to add']).toMatch(/was a false alarm: it has no post-mortem\. \/incident reopen/)
    expect((await endOf(office, channel)).status).toBe('cancelled')
  })
})

describe('text of any kind', () => {
  const hostile = '<!channel> <script>alert(1)</script> | ](javascript:alert(1)) ```\n# x\n\u202Eعربي 🔥 <@UBEN>'

  it('is stored verbatim and pings nobody', async () => {
    const channel = await ledByAna(office, resolve)
    const long = 'x '.repeat(1_499).trim()
    const errors = await sendOff(office, await closeForm(office.ana, channel), {
      Summary: hostile,
      Impact: '   \n ',
      'Root cause': long,
      'Lessons to add': `badly: ${hostile}`,
      'Still unexplained?': `${hostile}\n${long.slice(0, 2_000)}`,
    })
    expect(errors).toEqual({})
    expect(await writtenOf(office, channel)).toEqual([`causes 1: ${long}`, `summary 1: ${hostile}`])
    for (const message of posts(channel, '')) expect(message.pinged).not.toContain('UBEN')
    expect(lastDraft(channel).markdown).not.toMatch(/(?<!\\)<script>/)
  })

  it('of a long resolution stays whole when the modal is submitted unchanged and when one part changes', async () => {
    const { ana, ben } = office
    const channel = await ledByAna(office)
    await ben.join(channel.id)
    for (let number = 1; number <= 8; number += 1) {
      const ts = await ben.say(channel.id, `restarted worker ${number}: ${'and again '.repeat(60)}`)
      await ben.react(channel.id, ts, 'hammer_and_wrench')
      await office.quiet()
      await ben.command(channel.id, 'result worked')
    }
    await ana.command(channel.id, resolve)
    await office.quiet()
    const form = await closeForm(ana, channel)
    expect(form.labels).toEqual(expect.arrayContaining(['Resolution', 'Resolution (2)']))
    const whole = beginsWith(form, 'Resolution')
    await sendOff(office, form)
    expect(await writtenOf(office, channel)).toEqual([])
    await ana.command(channel.id, 'reopen it is back')
    await sendOff(office, await closeForm(ana, channel), { 'Resolution (2)': '- and that was that' })
    const [text] = await writtenOf(office, channel)
    expect(text).toBe(`resolution 1: ${whole}\n- and that was that`)
  })
})

describe('the closing modal works for any incident', () => {
  it('a drill with nothing recorded', async () => {
    await office.ana.command(office.ops.id, 'drill SEV4 The database is gone')
    await office.quiet()
    const channel = office.incidentChannel()
    await sendOff(office, await closeForm(office.ana, channel))
    expect((await endOf(office, channel)).status).toBe('closed')
    expect(lastDraft(channel).markdown).toContain('**A drill.**')
  })

  it('one in an existing channel, and a private one', async () => {
    const { ana, workspace } = office
    const members = ['UANA', 'UBEN', 'UCLEO']
    const payments = workspace.addChannel({ name: 'payments', members, private: false })
    await declareFully(ana, payments.id, { 'What is wrong?': 'Cards', Where: [here] })
    await office.quiet()
    await sendOff(office, await closeForm(ana, payments), { Summary: 'Cards.' })
    expect(await writtenOf(office, payments)).toEqual(['summary 1: Cards.'])
    await declareFully(ana, office.ops.id, { 'What is wrong?': 'A leak', Where: [privately] })
    await office.quiet()
    const secret = office.incidentChannel()
    await sendOff(office, await closeForm(ana, secret), { Summary: 'A leak.' })
    expect(await writtenOf(office, secret)).toEqual(['summary 1: A leak.'])
    expect(office.announcements.messages().every(({ plain }) => !plain.includes('A leak'))).toBe(true)
  })
})
