import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { declareFully, privately } from '../support/forms.ts'
import {
  answerForm,
  briefOf,
  cause,
  deliveredTo,
  type FreshOffice,
  openFreshOffice,
  previewOf,
  recordSome,
  whisperedTo,
} from '../support/fresh-eyes.ts'

let office: FreshOffice
let secret: Channel
beforeAll(async () => {
  office = await openFreshOffice()
  const { ana, ben, ops } = office
  await declareFully(ana, ops.id, { 'What is wrong?': 'Zanzibar keys leaked', Where: [privately] })
  await office.quiet()
  secret = office.incidentChannel()
  await ana.invite(secret.id, ben.id)
  await office.quiet()
  await recordSome(office, secret)
})
afterAll(() => office.close())

const asks = async (person = office.ben): Promise<string> => {
  const { text } = await person.command(secret.id, 'fresh-eyes')
  await office.quiet()
  return text ?? ''
}
const question = () => secret.messages().findLast(({ plain }) => plain.includes('what they would check first'))

/** Text that would reveal the incident to an outsider. */
const telling = /zanzibar|INC-\d|#inc|<#/i

describe('fresh eyes for a private incident', () => {
  it('require a commander', async () => {
    expect(await asks()).toBe(
      'INC-1 is private: its commander must agree, and there is none. `/incident commander` takes command.',
    )
    await office.ana.command(secret.id, 'commander')
    await office.quiet()
  })

  it('require consent from the commander and nobody else', async () => {
    expect(await asks()).toContain('The commander is asked first.')
    expect(previewOf(office.ben)?.plain).toContain('dana gets this when the commander agrees.')
    expect(question()?.plain).toContain('@ana: ben wants to ask dana, who is not in this private channel')
    await office.ben.press('Agree')
    await office.quiet()
    expect(whisperedTo(office.ben)).toBe('Only the commander can decide this: ana.')
    await office.pass(5)
    expect(office.dana.directMessages()).toEqual([])
  })

  it('tell whoever asked when the commander refuses', async () => {
    await office.ana.press('Do not ask')
    await office.quiet()
    expect(question()?.plain).toContain('ana does not agree.')
    expect(question()?.buttons).toEqual([])
    expect(whisperedTo(office.ben)).toBe('ana does not want dana asked: the brief was not sent.')
  })

  it('expire when the commander does not answer', async () => {
    await asks()
    await office.pass(20)
    expect(question()?.plain).toContain('the commander did not answer.')
    expect(whisperedTo(office.ben)).toContain('The brief was not sent: the commander did not answer.')
    expect(office.dana.directMessages()).toEqual([])
  })

  it('go out by themselves once approved, and need the commander again for another recipient', async () => {
    await asks()
    await office.ana.press('Agree')
    await office.quiet()
    expect(question()?.plain).toContain('agreed.')
    const { modal } = await office.ben.press('Change…')
    await modal?.submit({ 'Who gets it': office.erik.id })
    await office.quiet()
    expect(question()?.plain).toContain('ben wants to ask erik')
    await office.pass(4)
    expect(office.erik.directMessages()).toEqual([])
    await office.ana.press('Agree')
    await office.pass(3)
    expect(briefOf(office.erik)?.plain).toContain('requests time out')
  })

  it('let the recipient answer and do nothing else', async () => {
    const { erik, ops } = office
    expect((await erik.command(ops.id, 'show INC-1')).text).toBe('There is no INC-1.')
    expect((await erik.command(ops.id, 'list')).text).not.toMatch(telling)
    await erik.openHome()
    await office.quiet()
    expect(JSON.stringify(erik.home()?.blocks)).not.toMatch(telling)
    const form = await answerForm(erik)
    expect(JSON.stringify([form.title, form.blocks])).not.toMatch(telling)
    expect(deliveredTo(office, erik).replace('There is no INC-1.', '')).not.toMatch(telling)
    expect(secret.members).not.toContain(erik.id)
    await form.submit({ [cause]: 'a stolen laptop' })
    await office.quiet()
    expect(secret.messages().map(({ plain }) => plain)).toContain('*Fresh eyes*, erik: *a stolen laptop*')
    expect(secret.members).toContain(erik.id)
    expect((await erik.command(ops.id, 'show INC-1')).text).not.toBe('There is no INC-1.')
  })

  it('need no consent when the commander asks, and send no more to somebody who left', async () => {
    await asks(office.ana)
    expect(previewOf(office.ana)?.plain).toContain('dana gets this by itself at 2026-03-02')
    await office.pass(3)
    expect(briefOf(office.dana)?.plain).toContain('requests time out')
    await office.dana.press('Not now')
    await office.quiet()
    expect(deliveredTo(office, office.dana)).not.toMatch(telling)
  })
})
