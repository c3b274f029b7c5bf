import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { declareFully, privately } from '../support/forms.ts'
import { formOfLedger } from '../support/ledger.ts'
import { modalOf, newIncident, post } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import { markupIn } from '../support/pings.ts'

let office: Office
let first: Channel
let second: Channel
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

/** The text of Home when this person opens it. */
async function homeOf(person: Person): Promise<string> {
  await person.openHome()
  await office.quiet()
  return shown(person)
}

const shown = (person: Person): string => texts(person.home()?.blocks).join('\n')

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts)
  if (typeof value !== 'object' || value === null) return []
  if ('text' in value && typeof value.text === 'string') return [value.text]
  return Object.values(value).flatMap(texts)
}

async function says(person: Person, channel: Channel, words: string): Promise<void> {
  await person.command(channel.id, words)
  await office.quiet()
}

async function pressed(person: Person, label: string, near?: string) {
  const reply = await person.press(label, near ? { near } : {})
  await office.quiet()
  return reply
}

describe('Home', () => {
  it('says so when there is nothing to show, whether opened once or twice', async () => {
    const words =
      'Open incidents\nNo incident is open.\nDeclare incident\nYour follow-ups\nNone. Nothing waits for you.'
    expect(await homeOf(office.cleo)).toBe(words)
    expect(await homeOf(office.cleo)).toBe(words)
  })

  it('declares an incident and shows it at once', async () => {
    await homeOf(office.ana)
    const modal = modalOf(await pressed(office.ana, 'Declare incident'))
    await modal.submit({
      'What is wrong?': 'Login fails & <@UBEN> waits',
      Severity: 'SEV4 · Nobody outside notices',
    })
    await office.quiet()
    first = office.incidentChannel()
    expect(shown(office.ana)).toContain(
      '*INC-1* Login fails &amp; &lt;@UBEN&gt; waits · SEV4 · investigating · nobody is commander · declared <!date^',
    )
  })

  it("shows who commands, since when and where, and the viewer's own roles", async () => {
    await office.ben.join(first.id)
    await says(office.ben, first, 'commander')
    await says(office.ana, first, 'owner')
    const home = await homeOf(office.ben)
    expect(home).toMatch(/investigating · commander ben · declared <!date\^\d+\^.*> · <#C\w+>/)
    expect(home).toContain('Yours\n*INC-1* Login fails')
    expect(home).toContain('· you are commander')
    expect(await homeOf(office.ana)).toContain('· you are owner')
    expect(await homeOf(office.cleo)).not.toContain('Yours')
  })

  it("lists follow-ups, the viewer's first, with overdue ones marked", async () => {
    second = await newIncident(office)
    await office.ben.join(second.id)
    await says(office.ana, first, 'followup raise the pool limit @ben by tomorrow')
    await says(office.ana, second, 'followup alert on pool size for platform team by 1 Dec')
    await says(office.ana, second, 'followup nobody knows who')
    await office.pass(3 * 24 * 60)
    const home = await homeOf(office.ben)
    expect(home).toContain(
      'Your follow-ups\n*F1* raise the pool limit · for ben, by Tue, 3 Mar 2026 · *overdue*\n*INC-1* Login fails',
    )
    expect(home.indexOf('raise the pool limit')).toBeLessThan(home.indexOf("Others' follow-ups"))
    expect(home.indexOf('for platform team, by Tue, 1 Dec 2026')).toBeGreaterThan(home.indexOf("Others' follow-ups"))
    expect(home).toContain('*F2* nobody knows who · nobody owns it')
    expect(await homeOf(office.cleo)).toContain("Others' follow-ups\n*F1* raise the pool limit")
  })

  it('marks a follow-up done, refreshes, and announces it in the channel', async () => {
    await homeOf(office.ben)
    await pressed(office.ben, 'Done', 'raise the pool limit')
    expect(post(first, 'is done').plain).toBe('*F1* is done: raise the pool limit · ben')
    expect(shown(office.ben)).not.toContain('raise the pool limit')
    expect(office.ben.directMessages().at(-1)?.buttons).toEqual(['Undo'])
  })

  it('edits a follow-up and refreshes when the modal is submitted', async () => {
    await homeOf(office.ben)
    const modal = modalOf(await pressed(office.ben, 'Edit', 'nobody knows who'))
    await modal.submit({ 'Who answers for it?': 'ben', 'By when?': 'next friday' })
    await office.quiet()
    expect(shown(office.ben)).toContain('Your follow-ups\n*F2* nobody knows who · for ben, by Fri, 13 Mar 2026')
  })

  it('reports that somebody else was faster, and refreshes', async () => {
    await homeOf(office.ben)
    await office.ana.command(second.id, 'followup')
    const { ts = '' } = office.ana.ephemerals(second.id).at(-1) ?? {}
    await office.ana.press('Done', { channel: second.id, ts, near: 'nobody knows who' })
    await office.quiet()
    expect(shown(office.ben)).toContain('nobody knows who')
    await pressed(office.ben, 'Done', 'nobody knows who')
    expect(office.ben.directMessages().at(-1)?.plain).toBe('F2 is done already, by ana.')
    expect(shown(office.ben)).not.toContain('nobody knows who')
  })

  it('reminds those responsible of an unpublished post-mortem', async () => {
    await says(office.ben, first, 'resolve it is over')
    await says(office.ben, first, 'close now')
    for (const person of [office.ana, office.ben]) {
      const home = await homeOf(person)
      expect(home).toContain('Post-mortems to write\n*INC-1* Login fails')
      expect(person.home()?.buttons).toContain('Post-mortem')
    }
    expect(await homeOf(office.cleo)).not.toContain('Post-mortems')
  })

  it('mentions nobody, whatever people wrote', async () => {
    await office.ana.openHome()
    await office.quiet()
    expect(markupIn(office.ana.home()?.blocks).filter((found) => !found.startsWith('<#'))).toEqual([])
  })

  it('appears after Slack fails for a while', async () => {
    office.workspace.faults.serverError('views.publish', 2)
    const before = shown(office.cleo)
    await office.declare('SEV4 While Slack fails')
    await office.cleo.openHome()
    await office.quiet()
    await office.pass(5)
    expect(shown(office.cleo)).not.toBe(before)
    expect(shown(office.cleo)).toContain('While Slack fails')
  })

  it('shows nothing of a private incident to outsiders', async () => {
    const channel = await newIncident(office)
    await says(office.ana, channel, 'followup hush @cleo by tomorrow')
    expect(await homeOf(office.cleo)).toContain('hush')
    const { id } = await office.app.database.transact((tx) =>
      tx.incident.findFirstOrThrow({ where: { channelId: channel.id }, select: { id: true } }),
    )
    await office.app.database.transact((tx) => tx.incident.update({ where: { id }, data: { private: true } }))
    expect(await homeOf(office.cleo)).not.toContain('hush')
    expect(await homeOf(office.ana)).toContain('hush')
    await office.pass(3 * 24 * 60)
    expect(JSON.stringify(office.cleo.directMessages())).not.toContain('hush')
    expect(post(channel, 'is due today: hush').plain).toContain('for cleo')
  })
})

describe('what is believed', () => {
  it('appears as a short line below each open incident, for a private one to its members only', async () => {
    const channel = await newIncident(office)
    await says(office.ana, channel, 'hyp the ALB <!here> is failing')
    await says(office.ana, channel, 'unexplained it comes every 20 min')
    expect(await homeOf(office.cleo)).toContain('leads: “the ALB @here is failing” · 1 not explained')
    await says(office.ana, channel, 'rule-out the ALB @here is failing: bypassed')
    expect(await homeOf(office.cleo)).not.toContain('is failing')
    await says(office.ana, channel, 'hyp a slow disk')
    await says(office.ana, channel, 'hyp a leak')
    const confirm = await formOfLedger(office.ana, channel, 'Confirm…', 'a leak')
    await confirm.submit({ 'What shows it?': 'the heap grows' })
    await office.quiet()
    const [own] = (await homeOf(office.cleo)).split('\n').filter((line) => line.includes('not explained'))
    expect(own?.trim()).toBe('confirmed: “a leak” · 1 not explained')
    await declareFully(office.ana, office.ops.id, { 'What is wrong?': 'A secret', Where: [privately] })
    await office.quiet()
    await says(office.ana, office.incidentChannel(), 'hyp a leaked key')
    expect(await homeOf(office.ana)).toContain('leads: “a leaked key”')
    expect(await homeOf(office.cleo)).not.toContain('leaked')
  })
})
