import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { modalOf } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

const group = 'SFRESH'
let office: Office
let dana: Person
let _erik: Person
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: { freshEyes: { group } } })
  const { workspace } = office
  dana = workspace.addUser({ id: 'UDANA', name: 'dana', realName: 'Dana Dahl' })
  _erik = workspace.addUser({ id: 'UERIK', name: 'erik', realName: 'Erik Ek' })
  workspace.addUser({ id: 'UGONE', name: 'gone', realName: 'Gone Grau', deleted: true })
  workspace.addUser({ id: 'UROBO', name: 'robo', realName: 'Robo', isBot: true })
  workspace.addGroup({ id: group, handle: 'sre', users: ['UGONE', 'UROBO', 'UANA', 'UDANA', 'UERIK'] })
  channel = await office.declare('SEV1 Blarney stones are heavy')
  await office.ana.command(channel.id, 'commander')
  for (const words of [
    'log 02:50 requests time out for one customer in five',
    'hyp ALB is failing',
    'log the ALBs answer 502',
    'log queue length is flat https://grafana.acme.com/d/1 in #ops',
  ]) {
    await office.ana.command(channel.id, words)
  }
  await office.quiet()
})
afterAll(() => office.close())

const lastTo = (person: Person) => person.directMessages().at(-1)
const said = () => channel.messages().map(({ plain }) => plain)

describe('fresh eyes', () => {
  it('whoever asks reads the brief first', async () => {
    const reply = await office.ana.command(channel.id, 'fresh-eyes')
    expect(reply.text).toContain('comes to you in a direct message')
    await office.quiet()
    console.log(lastTo(office.ana)?.plain, lastTo(office.ana)?.buttons)
    await office.pass(3)
    console.log(lastTo(office.ana)?.plain)
    console.log(lastTo(dana)?.plain, lastTo(dana)?.buttons, said().at(-1))
    const form = modalOf(await dana.press('I would check…'))
    await form.submit({
      'What would you check first, and why?': 'memory of the workers',
      'What could it be?': 'a slow leak',
    })
    await office.quiet()
    console.log(
      dana.directMessages().map(({ plain }) => plain),
      said().slice(-3),
      channel.members,
    )
  })
})
