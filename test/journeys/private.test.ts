import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person, Reply } from '../../playground/workspace.ts'
import { declareFully, formOf, fullForm, here, privately } from '../support/forms.ts'
import { anaReadsDrafts, draftOf, modalOf, post } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let secret: Channel
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  await office.declare('SEV3 Search is slow')
  await declareFully(office.ana, office.ops.id, {
    'What is wrong?': 'Zanzibar keys leaked',
    Where: [privately],
  })
  await office.quiet()
  secret = office.incidentChannel()
})
afterAll(() => office.close())

/** All readable text of a reply. */
const readable = (reply: Reply): string =>
  JSON.stringify([reply.text, reply.blocks, reply.error, reply.modal?.title, reply.modal?.blocks])

/** Text that would reveal the incident to an outsider. */
const telling = () => new RegExp(`zanzibar|INC-2\\b|${secret.id}|${secret.name}`, 'i')

async function answerTo(person: Person, place: string, words: string): Promise<string> {
  const reply = await person.command(place, words)
  const answer = readable(reply)
  await person.modal()?.close()
  return answer
}

async function homeOf(person: Person): Promise<string> {
  await person.openHome()
  await office.quiet()
  return JSON.stringify(person.home()?.blocks)
}

async function wordsKnown(): Promise<string[]> {
  const { blocks } = await office.cleo.command(office.ops.id, 'help')
  const words = [...JSON.stringify(blocks).matchAll(/`\/incident ([a-z-]+)/g)].map(([, word = '']) => word)
  return ['', ...new Set(words)]
}

describe('a private incident', () => {
  it('has a private channel with its declarer in it, and no announcement', () => {
    expect(secret.isPrivate).toBe(true)
    expect(secret.members).toContain('UANA')
    expect(post(secret, 'Declared by').plain).toContain('Private: nobody outside this channel sees it.')
    const announced = office.announcements.messages().map(({ plain }) => plain)
    expect(announced.join()).toContain('Search is slow')
    expect(announced.join()).not.toMatch(telling())
  })

  it('is visible to members of its channel', async () => {
    const { ana } = office
    expect((await ana.command(office.ops.id, 'list')).text).toContain('*INC-2* SEV2 · investigating · private')
    expect(readable(await ana.command(office.ops.id, 'show INC-2'))).toContain('Zanzibar keys leaked')
    expect(await homeOf(ana)).toContain('Zanzibar')
    const form = await fullForm(ana, office.ops.id)
    expect(JSON.stringify(form.blocks)).toContain('Zanzibar')
    await form.close()
  })

  it('is revealed to outsiders by no command, list or error', async () => {
    const { cleo, ops } = office
    const words = await wordsKnown()
    expect(words.length).toBeGreaterThan(15)
    for (const word of words) {
      for (const rest of ['', ' mine', ' closed', ' leaked']) {
        for (const place of [ops.id, cleo.dm])
          expect(await answerTo(cleo, place, `${word}${rest}`), `${word}${rest}`).not.toMatch(telling())
      }
    }
    // The reply may repeat the number they asked for and nothing else.
    for (const word of words.filter((known) => !['', 'declare', 'drill', 'retro'].includes(known))) {
      for (const number of ['INC-2', '2', 'inc-2']) {
        const answer = await answerTo(cleo, ops.id, `${word} ${number}`)
        expect(answer.replaceAll('There is no INC-2.', ''), `${word} ${number}`).not.toMatch(telling())
      }
    }
  })

  it('is revealed to outsiders by no modal, shortcut or Home', async () => {
    const { ben, cleo, ops } = office
    const full = await fullForm(cleo, ops.id)
    expect(JSON.stringify(full.blocks)).not.toMatch(telling())
    const ts = await ben.say(ops.id, 'an alert')
    for (const reply of [
      await cleo.shortcut('declare'),
      await cleo.shortcut('declare_from_message', { channel: ops.id, ts }),
      await cleo.command(ops.id, 'retro'),
    ])
      expect(readable(reply)).not.toMatch(telling())
    await formOf(cleo).close()
    expect(await homeOf(cleo)).not.toMatch(telling())
    await office.quiet()
    const seen = [...ops.messages(), ...cleo.directMessages()]
    expect(JSON.stringify(seen.map(({ plain }) => plain))).not.toMatch(telling())
  })

  it('answers an outsider as if it did not exist', async () => {
    const { cleo, ops } = office
    for (const words of ['show INC-2', 'export md INC-2', 'show 2'])
      expect((await cleo.command(ops.id, words)).text).toBe('There is no INC-2.')
    expect((await cleo.command(ops.id, 'show INC-99')).text).toBe('There is no INC-99.')
  })

  it('becomes visible to an invited person at once, and invisible to one who leaves', async () => {
    const { ana, ben, ops } = office
    await ana.command(secret.id, 'owner <@UBEN|ben>')
    await office.quiet()
    expect(secret.members).toContain('UBEN')
    expect((await ben.command(ops.id, 'list')).text).toContain('INC-2')
    expect((await ben.command(ops.id, 'list mine')).text).toContain('INC-2')
    expect(await homeOf(ben)).toContain('Zanzibar')
    const form = (await ben.command(secret.id, 'impact')).modal
    await ben.leave(secret.id)
    await office.quiet()
    expect(JSON.stringify(ben.home()?.blocks)).not.toMatch(telling())
    for (const words of ['list', 'list mine', 'list closed'])
      expect((await ben.command(ops.id, words)).text, words).not.toMatch(telling())
    expect((await ben.command(ops.id, 'show INC-2')).text).toBe('There is no INC-2.')
    const seen = secret.messages().length
    await form?.submit({ Users: 'all of them' })
    await office.quiet()
    expect(secret.messages()).toHaveLength(seen)
    expect(
      ben
        .directMessages()
        .map(({ plain }) => plain)
        .at(-1) ?? '',
    ).not.toMatch(telling())
  })

  it('counts only people whom Slack could invite', async () => {
    const { ana, workspace, ops } = office
    const dora = workspace.addUser({ id: 'UDORA', name: 'dora', realName: 'Dora Dias' })
    workspace.faults.error('conversations.invite', 'cant_invite')
    await ana.command(secret.id, 'owner <@UDORA|dora>')
    await office.quiet()
    expect(secret.members).not.toContain('UDORA')
    expect((await dora.command(ops.id, 'list')).text).not.toMatch(telling())
  })

  it('stays private when it is over', async () => {
    const { ana, cleo, ops, announcements } = office
    const before = announcements.messages().length
    await ana.command(secret.id, 'resolve keys were rotated')
    await ana.command(secret.id, 'close now')
    await office.quiet()
    expect((await cleo.command(ops.id, 'list closed')).text).not.toMatch(telling())
    expect((await ana.command(ops.id, 'list closed')).text).toContain('INC-2')
    expect(announcements.messages()).toHaveLength(before)
  })

  it('is counted without its name', async () => {
    const { app } = office
    const metrics = await (await fetch(`http://127.0.0.1:${app.port}/metrics`)).text()
    expect(metrics).toContain('fresheyes_incidents_open{severity="SEV3",mode="live"} 1')
    expect(metrics).not.toMatch(telling())
  })

  it('cannot be combined with an existing channel: the modal says why and keeps what was typed', async () => {
    const { ana, ops } = office
    const form = await fullForm(ana, ops.id)
    const refused = await form.submit({ 'What is wrong?': 'Both', Where: [privately, here] })
    expect(refused.errors?.Where).toContain('A private incident gets a private channel of its own')
    const mended = await form.submit({ Where: [privately] })
    expect(mended.closed).toBe(true)
  })
})

it('keeps only what the declarer says when it is declared from a message of a private channel', async () => {
  const { ana, ops } = office
  await declareFully(ana, ops.id, { 'What is wrong?': 'Leak', Where: [privately] })
  await office.quiet()
  const hidden = office.incidentChannel()
  const ts = await ana.say(hidden.id, 'the Xanadu key of Bob is out')
  const form = modalOf(await ana.shortcut('declare_from_message', { channel: hidden.id, ts }))
  await form.submit({ 'What is wrong?': 'Logins are slow' })
  await office.quiet()
  const channel = office.incidentChannel()
  expect(channel.isPrivate).toBe(false)
  await ana.edit(hidden.id, ts, 'the Xanadu key of Bob is out, and of Eve')
  await office.quiet()
  const { markdown, timeline } = await draftOf(office, channel)
  expect(timeline[0]).toContain('**observation** Logins are slow (ana)')
  expect(markdown).not.toContain('Xanadu')
  const seen = [...channel.messages(), ...office.announcements.messages()].map(({ plain }) => plain)
  expect(seen.join('\n')).not.toContain('Xanadu')
})

it('sends nothing to somebody who left: no review at its close, no update reminder', async () => {
  const { ana, ben, ops } = office
  await declareFully(ana, ops.id, { 'What is wrong?': 'Quarry leak', Where: [privately] })
  await office.quiet()
  const hidden = office.incidentChannel()
  await ana.command(hidden.id, 'commander <@UBEN|ben>')
  await office.quiet()
  await ben.command(hidden.id, 'commander')
  await ana.say(hidden.id, 'rolled back the quarry release, errors are gone since')
  await office.quiet()
  await ben.leave(hidden.id)
  await office.pass(61)
  await ana.command(hidden.id, 'resolve it is over')
  await ana.command(hidden.id, 'close now')
  await office.pass(5)
  const told = (person: Person) => person.directMessages().map(({ plain }) => plain)
  expect(told(ben).join('\n')).not.toMatch(/quarry/i)
  expect(told(ana).join('\n')).toContain('rolled back the quarry release')
})
