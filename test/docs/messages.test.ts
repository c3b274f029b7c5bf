import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeRegistry } from '../../src/features.ts'
import { declareFully, fullForm, here, privately } from '../support/forms.ts'
import { type Office, openOffice } from '../support/office.ts'
import { Tour } from './tour.ts'

const introduction = `# What people read

Every message, form and Home view of the bot, as its reader sees it, made by walking through the bot in a test
(\`test/docs\`). Read it aloud as if it were 03:00, and cut what is not needed. Buttons stand in square brackets.`

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: { admins: ['UADMIN'] } })
})
afterAll(() => office.close())

async function declaring(tour: Tour): Promise<void> {
  const { ana, ben, ops } = office
  tour.heading('Declaring')
  await tour.see('Ana types `/incident`', () => ana.command(ops.id, ''))
  await tour.see('Ana presses *More…*', () => ana.press('More…'))
  await tour.see('Ana sends the form off', () =>
    tour.submit(ana, { 'What is wrong?': 'Checkout is slow', Severity: 'SEV1 · Many users cannot work' }),
  )
  tour.follow(office.incidentChannel())
  await tour.see('Ben joins', () => ben.join(office.incidentChannel().id))
  await tour.see('Nobody takes command for 5 minutes', () => office.pass(5))
  await tour.see('Ben snoozes', () => ben.press('Snooze 30 min', { channel: office.incidentChannel().id }))
}

async function leading(tour: Tour): Promise<void> {
  const { ana, ben, cleo } = office
  const { id } = office.incidentChannel()
  tour.heading('Roles')
  await tour.see('Ben presses *I take command*', () => ben.press('I take command', { channel: id }))
  await tour.see('Ben types `/incident`', () => ben.command(id, ''))
  await tour.see('Ben types `/incident owner @ana`', () => ben.command(id, 'owner @ana'))
  await tour.see('Ana presses *I have it*', () => ana.press('I have it', { channel: id }))
  await tour.see('Ben types `/incident role scribe @cleo`', () => ben.command(id, 'role scribe @cleo'))
  await tour.see('Ben types `/incident role`', () => ben.command(id, 'role'))
  await tour.see('Cleo says nothing for 5 minutes', () => office.pass(5))
  await tour.see('Cleo joins', () => cleo.join(id))
}

async function recording(tour: Tour): Promise<void> {
  const { ana, ben, cleo } = office
  const { id } = office.incidentChannel()
  tour.heading('The record')
  const ts = await cleo.say(id, 'p99 of checkout is 9 s')
  await tour.see('Ben puts :mag: on a message of Cleo', () => ben.react(id, ts, 'mag'))
  const guess = await cleo.say(id, 'I think the pool is exhausted')
  await tour.see('Ana chooses *Track as hypothesis* on another', () =>
    ana.shortcut('track_hypothesis', { channel: id, ts: guess }),
  )
  const alert = await ben.say(office.announcements.id, 'pool: 100 of 100 in use')
  await tour.see('Ben chooses *Add to incident* on a message elsewhere', () =>
    ben.shortcut('add_to_incident', { channel: office.announcements.id, ts: alert }),
  )
  await tour.see('Ben sends the form off', () => tour.submit(ben, { 'When did it happen?': '22:01' }))
  await tour.type(ana, id, 'log 02:35 paged the database team')
  await tour.type(ana, id, 'log 25:99 paged')
  await tour.see('Ana presses *Undo*', () => ana.press('Undo', { channel: id }))
  const deed = await ben.say(id, 'restarted the pool')
  await ben.react(id, deed, 'hammer_and_wrench')
  await office.quiet()
  await tour.type(ben, id, 'result none still at 100')
  await tour.type(ben, id, 'timeline')
  await tour.see('Ben edits an entry', () => ben.press('Edit', { near: 'restarted the pool' }))
  await tour.see('Ben sends the form off', () =>
    tour.submit(ben, { 'What happened': 'restarted the pool of checkout' }),
  )
  await tour.see('Ben looks at its history', () => ben.press('History', { near: 'restarted the pool' }))
  await tour.close(ben)
  await ben.command(id, 'timeline')
  await tour.see('Ben says what came of it', () => ben.press('Result…', { near: 'restarted the pool' }))
  await tour.close(ben)
  await ben.command(id, 'timeline')
  await tour.see('Ben withdraws one', () => ben.press('Withdraw', { near: 'p99 of checkout' }))
  await tour.close(ben)
  await tour.type(ana, id, 'waiting AWS support: case 123')
  await tour.type(ana, id, 'waiting')
  await tour.type(ana, id, 'waiting done not their side')
  await tour.type(ana, id, 'lesson lucky cleo was awake')
  await tour.type(ana, id, 'followup raise the pool limit @ben by 2026-03-06')
  await tour.type(ana, id, 'followup')
  await tour.see('Ana edits the follow-up', () => ana.press('Edit', { channel: id }))
  await tour.close(ana)
  await tour.see('Ana drops it', () => ana.press('Drop', { channel: id }))
  await tour.see('Ana says why', () => tour.submit(ana, { 'Why will it not be done?': 'the pool is fine' }))
  await tour.type(ana, id, 'followup')
  await tour.see('Ana takes it up again', () => ana.press('F1 raise the pool limit', { channel: id }))
}

async function believing(tour: Tour): Promise<void> {
  const { ana, ben } = office
  const { id } = office.incidentChannel()
  tour.heading('What the team believes')
  await tour.type(ana, id, 'hyp the deploy of 02:31 leaks connections')
  await tour.type(ana, id, 'rule-out I think the pool is exhausted: it is, but not by itself')
  await tour.see('15 minutes go by', () => office.pass(16))
  await tour.see('Ben presses *Test it*', () => ben.press('Test it', { channel: id }))
  await tour.see('Ben begins the test', () =>
    tour.submit(ben, { 'What would tell us?': 'roll one host back', 'Result expected in (minutes)': '15' }),
  )
  await tour.see('Ben presses *Rule out*', () => ben.press('Rule out', { channel: id }))
  await tour.close(ben)
  await tour.see('Ben presses *Confirm*', () => ben.press('Confirm', { channel: id }))
  await tour.see('Ben confirms it', () => tour.submit(ben, { 'What shows it?': 'the host recovers' }))
}

async function moving(tour: Tour): Promise<void> {
  const { ana, ben, cleo } = office
  const { id } = office.incidentChannel()
  tour.heading('Moving on')
  await tour.type(ana, id, 'impact')
  await tour.see('Ana enters a window', () => ana.press('Add this window and another'))
  await tour.close(ana)
  await tour.type(ana, id, 'impact since 02:40')
  await tour.type(ana, id, 'impact')
  await tour.close(ana)
  await tour.type(ana, id, 'time detected 02:50')
  await tour.type(ana, id, 'time')
  await tour.type(ana, id, 'details')
  await tour.close(ana)
  await tour.type(ana, id, 'severity SEV2 cards only')
  await tour.type(ben, id, 'update')
  await tour.see('Ben posts the update', () =>
    tour.submit(ben, { 'What do they need to know?': 'Cards fail. We roll back; more at 04:00.' }),
  )
  await tour.type(cleo, id, 'catchup')
  await tour.type(ben, id, 'commander @cleo')
  await tour.see('An hour goes by', () => office.pass(61))
  await tour.type(cleo, id, 'status monitoring p99 is 0.3 s')
  await tour.type(cleo, id, 'timeline')
  await tour.see('Cleo turns the page', () => cleo.press('Older'))
  await tour.close(cleo)
  await tour.type(cleo, id, 'list')
  await tour.type(cleo, id, 'show')
  await tour.see('Ana looks at her Home', () => ana.openHome())
}

async function ending(tour: Tour): Promise<void> {
  const { ana, ben, cleo } = office
  const channel = office.incidentChannel()
  tour.heading('The end')
  await cleo.say(channel.id, 'rolled back the deploy on all hosts')
  await tour.type(cleo, channel.id, 'resolve rolled back')
  await tour.see('Cleo types `/incident close`', async () => {
    await cleo.command(channel.id, 'close')
    await office.pass(3)
  })
  await tour.type(ben, channel.id, 'status monitoring')
  await tour.type(cleo, channel.id, '')
  await tour.type(cleo, channel.id, 'export json')
  await tour.see('The day on which Ben is due comes', () => office.pass(60 * 24 * 4 + 60 * 11))
  await tour.type(ana, channel.id, 'reopen it is back')
  await tour.type(ana, channel.id, 'cancel only the monitor was wrong')
}

async function otherKinds(tour: Tour): Promise<void> {
  const { ana, ben, ops, workspace } = office
  tour.heading('Drills, write-ups, private incidents, incidents here')
  await tour.type(ana, ops.id, 'drill SEV2 The region is gone')
  tour.follow(office.incidentChannel())
  await tour.type(ana, office.incidentChannel().id, 'mode live')
  await tour.type(ana, ops.id, 'retro')
  await tour.close(ana)
  await tour.see('Ben declares a private one', () =>
    declareFully(ben, ops.id, { 'What is wrong?': 'A key has leaked', Where: [privately] }),
  )
  tour.follow(office.incidentChannel())
  await tour.type(ana, ops.id, 'show INC-3')
  const payments = workspace.addChannel({ name: 'payments', members: ['UANA', 'UBEN'] })
  tour.follow(payments)
  await tour.see('Ana declares one where she is', async () => {
    const form = await fullForm(ana, payments.id)
    await form.submit({ 'What is wrong?': 'Cards are refused', Where: [here] })
  })
}

async function trouble(tour: Tour): Promise<void> {
  const { ana, ops, workspace } = office
  tour.heading('When something is wrong')
  await tour.type(ana, ops.id, 'comander')
  await tour.type(ana, ops.id, 'status monitoring')
  await tour.type(ana, ops.id, 'help')
  await tour.type(ana, ops.id, 'help log')
  workspace.faults.error('conversations.create', 'restricted_action')
  await tour.type(ana, ops.id, 'declare SEV3 Mail is late')
}

/** Every word people can say, and every button and form the bot knows: what the walk has not met is named. */
function unseen(tour: Tour): string[] {
  const { features, words } = makeRegistry()
  const buttons = features.flatMap((feature) => Object.keys(feature.buttons ?? {}))
  const forms = features.flatMap((feature) => Object.keys(feature.forms ?? {}))
  const said = [...words.keys()].filter((word) => word !== '' && !tour.text.includes(`/incident ${word}`))
  return [...said, ...[...buttons, ...forms].filter((name) => !tour.met(name))]
}

it('the page shows what people read today, and leaves no word, button or form out', async () => {
  const tour = new Tour(office)
  for (const part of [declaring, leading, recording, believing, moving, ending, otherKinds, trouble])
    await part(tour)
  await expect(`${introduction}\n\n${tour.text}\n`).toMatchFileSnapshot('../../docs/messages.md')
  expect(unseen(tour)).toEqual([])
}, 60_000)
