import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { formOf } from '../support/forms.ts'
import {
  answerForm,
  briefOf,
  cause,
  check,
  type FreshOffice,
  openFreshOffice,
  previewOf,
  recordSome,
} from '../support/fresh-eyes.ts'
import { modalOf } from '../support/look.ts'

let office: FreshOffice
let channel: Channel
let dana: Person
let erik: Person

beforeAll(async () => {
  office = await openFreshOffice()
})
afterAll(() => office.close())
beforeEach(() => begin())

/** Ana and Ben are in the incident; Dana and Erik have seen nothing of it. */
async function begin(): Promise<void> {
  office.renew()
  dana = office.dana
  erik = office.erik
  channel = await newIncident()
}

let incidents = 0

async function newIncident(): Promise<Channel> {
  incidents += 1
  const made = await office.declare(`SEV1 Blarney ${incidents} stones are heavy`)
  await office.ana.command(made.id, 'commander')
  await office.ben.join(made.id)
  await recordSome(office, made)
  return made
}

const whispered = (person: Person): string => person.ephemerals(channel.id).at(-1)?.plain ?? ''
const preview = (person = office.ana) => previewOf(person)
const inChannel = (): string[] => channel.messages().map(({ plain }) => plain)

async function ask(words = 'fresh-eyes', by = office.ana, where = channel): Promise<string> {
  const reply = await by.command(where.id, words)
  await office.quiet()
  return reply.text ?? ''
}

async function sent(words?: string): Promise<void> {
  await ask(words)
  await office.ana.press('Send now')
  await office.quiet()
}

async function answers(person: Person, values: Record<string, string>) {
  const form = await answerForm(person)
  const result = await form.submit(values)
  await office.quiet()
  return result
}

describe('the requester', () => {
  it('previews what is sent and what was left out and why; it is sent by itself after 3 minutes', async () => {
    expect(await ask()).toContain('comes to you in a direct message')
    expect(preview()?.plain).toContain(`${dana.name} gets this by itself at 2026-03-02`)
    expect(preview()?.plain).toContain('requests time out')
    expect(preview()?.plain).toContain(
      '_Left out_: the ALBs answer 502 · names “ALB”, which only “ALB is failing” brought up',
    )
    await office.pass(2)
    expect(briefOf(dana)).toBeUndefined()
    await office.pass(1)
    expect(briefOf(dana)?.plain).toContain('requests time out')
    expect(briefOf(dana)?.plain).not.toMatch(/ALB|Blarney|INC-/)
    expect(preview()?.plain).toContain('It cannot be taken back.')
    expect(preview()?.buttons).toEqual([])
    expect(inChannel().at(-1)).toBe(`*Fresh eyes*: ${dana.name} has the symptoms, without our theories · asked by ana`)
  })

  it('keeps the remaining time and the ticks when the bot restarts', async () => {
    await ask()
    const form = modalOf(await office.ana.press('Change…'))
    await form.submit({
      'Left out, as it gives something away': ['+0 min the ALBs answer 502'],
    })
    await office.restart()
    await office.pass(3)
    expect(briefOf(dana)?.plain).toContain('the ALBs answer 502')
  })

  it('unticks a line, and it stays out', async () => {
    await office.ana.command(channel.id, 'log the queue is short')
    await ask()
    const form = modalOf(await office.ana.press('Change…'))
    await form.submit({ 'What it says': ['+0 min the queue is short'] })
    await office.quiet()
    expect(preview()?.plain).not.toContain('requests time out')
    await office.ana.press('Send now')
    await office.quiet()
    expect(briefOf(dana)?.plain).toContain('the queue is short')
    expect(briefOf(dana)?.plain).not.toContain('requests time out')
  })

  it('must keep at least one line', async () => {
    await ask()
    const form = modalOf(await office.ana.press('Change…'))
    const { errors } = await form.submit({ 'What it says': [] })
    expect(JSON.stringify(errors)).toContain('Tick at least one line.')
    await form.close()
  })

  it('picks somebody else, and the time starts over', async () => {
    await ask()
    await office.pass(2)
    await modalOf(await office.ana.press('Change…')).submit({ 'Who gets it': erik.id })
    await office.quiet()
    await office.pass(2)
    expect(preview()?.plain).toContain(`${erik.name} gets this by itself at 2026-03-02`)
    await office.pass(1)
    expect(briefOf(dana)).toBeUndefined()
    expect(briefOf(erik)?.buttons).toEqual(['I would check…', 'Not now'])
  })

  it('cannot pick somebody who is in the incident, is a bot, or has left', async () => {
    await ask()
    const form = modalOf(await office.ana.press('Change…'))
    expect(JSON.stringify((await form.submit({ 'Who gets it': 'UBEN' })).errors)).toContain('is or was in it')
    await form.submit({ 'Who gets it': 'UROBO' })
    await office.quiet()
    expect(whispered(office.ana)).toContain('robo is a bot. Name somebody else.')
    expect(preview()?.plain).toContain(`${dana.name} gets this`)
  })

  it('cancels it, and nobody hears of it', async () => {
    await ask()
    await office.ana.press('Cancel')
    await office.pass(5)
    expect(preview()?.plain).toContain('not sent: cancelled by ana.')
    expect(preview()?.buttons).toEqual([])
    expect(dana.directMessages()).toEqual([])
    expect(inChannel().join()).not.toContain('Fresh eyes')
  })

  it('clicks twice, and is told the outcome of the first click', async () => {
    await ask()
    const before = preview()
    await office.ana.press('Send now')
    await office.quiet()
    expect(before?.buttons).toContain('Send now')
    expect(await ask('fresh-eyes', office.ben)).toBe(`${dana.name} has been asked already, and has not answered yet.`)
  })

  it('sends no line that a new hypothesis has since made revealing', async () => {
    await office.ana.command(channel.id, 'log kafka lags')
    await ask()
    expect(preview()?.plain).toContain('kafka lags')
    await office.ben.command(channel.id, 'hyp kafka is full')
    await office.pass(3)
    expect(briefOf(dana)?.plain).not.toContain('kafka')
    expect(preview()?.plain).toContain('names “kafka”')
  })

  it('is told when the recipient has joined in the meantime, and when the incident is over', async () => {
    await ask()
    await dana.join(channel.id)
    await office.pass(3)
    expect(whispered(office.ana)).toContain(`The brief was not sent: ${dana.name} has come in meanwhile.`)
    await ask()
    expect(preview()?.plain).toContain(`${erik.name} gets this`)
    await office.ana.command(channel.id, 'resolve fixed')
    await office.pass(5)
    expect(preview()?.plain).toContain('not sent: the incident is resolved.')
    expect(erik.directMessages()).toEqual([])
    expect(await ask()).toMatch(/^INC-\d+ is resolved: fresh eyes are asked while the cause is sought\.$/)
  })
})

describe('two people at once', () => {
  it('ask: one brief is prepared and the other person is told', async () => {
    const { ana, ben } = office
    const replies = await Promise.all([ana, ben].map((person) => person.command(channel.id, 'fresh-eyes')))
    await office.quiet()
    const said = replies.map(({ text }) => text ?? '')
    expect(said.filter((text) => text.includes('comes to you in a direct message'))).toHaveLength(1)
    expect(said.filter((text) => text.includes('is asking somebody already'))).toHaveLength(1)
  })

  it('send and cancel: one of them counts and the other person is told', async () => {
    await ask()
    const labels = ['Send now', 'Cancel']
    await Promise.all(labels.map((label) => office.ana.press(label)))
    await office.quiet()
    const wasSent = briefOf(dana) !== undefined
    expect(preview()?.plain).toContain(wasSent ? 'It cannot be taken back.' : 'not sent: cancelled by ana.')
    const told = office.ana.ephemerals(office.ana.dm).at(-1)?.plain
    expect(told).toContain(wasSent ? 'and cannot be taken back.' : 'It was not sent')
  })
})

describe('choosing the recipient', () => {
  it.each([
    ['<@UANA|ana>', 'You know it already.'],
    ['<@UBEN|ben>', 'is or was in it already'],
    ['somebody', 'Name them with @'],
  ])('refuses %s with a plain sentence', async (words, sentence) => {
    expect(await ask(`fresh-eyes ${words}`)).toContain(sentence)
  })

  it.each([
    ['UROBO', 'robo is a bot'],
    ['UGONE', "gone's account is deactivated"],
  ])('refuses %s once Slack has answered', async (id, sentence) => {
    const before = office.ana.directMessages().length
    await ask(`fresh-eyes <@${id}>`)
    expect(whispered(office.ana)).toContain(sentence)
    expect(office.ana.directMessages()).toHaveLength(before)
  })

  it('skips anybody who was in the channel and left, and asks nobody twice in a row across incidents', async () => {
    await dana.join(channel.id)
    await office.quiet()
    await dana.leave(channel.id)
    await office.quiet()
    await ask()
    expect(preview()?.plain).toContain(`${erik.name} gets this`)
    await office.ana.press('Send now')
    await office.quiet()
    channel = await newIncident()
    expect(await ask(`fresh-eyes <@${erik.id}>`)).toContain('was asked the last time. Name somebody else.')
    await ask()
    expect(preview()?.plain).toContain(`${dana.name} gets this`)
  })

  it('asks for a name in a modal when nobody is left', async () => {
    await dana.join(channel.id)
    await erik.join(channel.id)
    await office.quiet()
    await ask()
    expect(whispered(office.ana)).toContain('Nobody who is set up for this can look')
    await office.ana.press('Name somebody…')
    await formOf(office.ana).submit({ 'Who has seen nothing of it?': office.cleo.id })
    await office.quiet()
    expect(preview()?.plain).toContain('Cleo gets this'.toLowerCase())
  })

  it('sends nothing when nothing is recorded', async () => {
    channel = await office.declare('SEV1 Empty')
    expect(await ask()).toContain('Nothing is on record yet')
  })
})

describe('the recipient', () => {
  it('answers with a cause and a check, is invited, and sees the ledger only then', async () => {
    await sent()
    expect(channel.members).not.toContain(dana.id)
    await answers(dana, { [cause]: 'a slow leak', [check]: 'memory of each worker' })
    expect(inChannel()).toContain(
      `*Fresh eyes*, ${dana.name}: *a slow leak* · would check first: memory of each worker (ana, result in 15 min)`,
    )
    expect(channel.members).toContain(dana.id)
    const [first, second] = dana.directMessages().map(({ plain }) => plain)
    expect(first).toContain('*Thank you.* You wrote: a slow leak')
    expect(second).toContain('it was kept from you')
    expect(second).toContain('ALB is failing')
    const ledger = await office.ana.command(channel.id, 'hyp')
    expect(JSON.stringify(ledger.blocks)).toContain('a slow leak')
    expect(JSON.stringify(ledger.blocks)).toContain('testing: memory of each worker')
    expect(preview()?.plain).toContain(`${dana.name} has answered.`)
  })

  it('may answer with a check alone', async () => {
    await sent()
    await answers(dana, { [check]: 'uptime of the workers' })
    expect(inChannel()).toContain(
      `*Fresh eyes*, ${dana.name} · would check first: uptime of the workers (ana, result in 15 min)`,
    )
  })

  it('may name an existing hypothesis: it is announced, and no second row is added', async () => {
    await sent()
    await answers(dana, { [cause]: 'alb is failing' })
    expect(inChannel()).toContain(`*Fresh eyes*, ${dana.name}: *alb is failing*`)
    const ledger = await office.ana.command(channel.id, 'hyp')
    expect(JSON.stringify(ledger.blocks)).not.toContain('*2.')
  })

  it('must write something, and only once', async () => {
    await sent()
    const form = await answerForm(dana)
    expect(JSON.stringify((await form.submit({})).errors)).toContain('A few words in one of the two are enough.')
    await form.submit({ [cause]: 'dns' })
    await office.quiet()
    const again = await form.submit({ [cause]: 'dns' }).catch((error: Error) => error)
    expect(JSON.stringify(again)).not.toContain('ALB')
    expect(inChannel().filter((line) => line.includes(`*Fresh eyes*, ${dana.name}`))).toHaveLength(1)
  })

  it('declines: the requester is told in one line and can ask the next person with one click', async () => {
    await sent()
    await dana.press('Not now')
    await office.quiet()
    expect(briefOf(dana)?.plain).toBe('All right: somebody else can be asked. Nothing more is needed.')
    expect(whispered(office.ana)).toContain(`${dana.name} cannot look now.`)
    await office.ana.press('Ask somebody else')
    await office.quiet()
    expect(preview()?.plain).toContain(`${erik.name} gets this`)
  })

  it('stays silent: the commander is told once, and a late answer still counts', async () => {
    await sent()
    await office.pass(19)
    expect(whispered(office.ana)).not.toContain('has not answered')
    await office.pass(60)
    const told = office.ana.ephemerals(channel.id).filter(({ plain }) => plain.includes('has not answered in 20 min'))
    expect(told).toHaveLength(1)
    expect(told[0]?.buttons).toEqual(['Ask somebody else'])
    await answers(dana, { [cause]: 'late but right' })
    expect(inChannel()).toContain(`*Fresh eyes*, ${dana.name}: *late but right*`)
  })

  it('finds no stale question after the incident is over, even with the modal open', async () => {
    await sent()
    const form = await answerForm(dana)
    await office.ana.command(channel.id, 'resolve fixed')
    await office.quiet()
    expect(briefOf(dana)?.plain).toBe('It is over by now: nothing more is needed. Thank you.')
    expect(briefOf(dana)?.buttons).toEqual([])
    expect(JSON.stringify((await form.submit({ [cause]: 'dns' })).errors)).toContain('It is over by now')
    expect(channel.members).not.toContain(dana.id)
  })

  it('disturbs neither the owner nor anybody else who was not asked', async () => {
    await office.ana.command(channel.id, 'owner <@UBEN|ben>')
    await office.quiet()
    const before = office.ben.directMessages().length
    await sent()
    await office.pass(60)
    expect(office.ben.directMessages()).toHaveLength(before)
    expect(channel.messages().filter(({ plain, pinged }) => /Fresh eyes/.test(plain) && pinged.length > 0)).toEqual([])
  })
})
