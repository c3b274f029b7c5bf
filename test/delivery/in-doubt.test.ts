import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newIncident, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

describe('a call that Slack carried out and answered with internal_error is looked up, not sent again', () => {
  it('a post that exists: there is one, and the next follows it', async () => {
    const channel = await newIncident(office)
    office.workspace.faults.errorAfterEffect('chat.postMessage', 'internal_error')
    await office.ana.command(channel.id, 'log first')
    await office.ana.command(channel.id, 'log second')
    await office.pass(1)
    const lines = channel.messages().flatMap(({ plain }) => /· (first|second) ·/.exec(plain)?.[1] ?? [])
    expect(lines).toEqual(['first', 'second'])
    expect(office.ana.directMessages()).toEqual([])
  })

  it('a channel that was created: the incident gets that one, and no second is created', async () => {
    office.workspace.faults.errorAfterEffect('conversations.create', 'internal_error')
    await office.ana.command(office.ops.id, 'declare SEV4 Search is down')
    await office.pass(1)
    const made = office.workspace.journal.calls('conversations.create').map(({ args }) => String(args.name))
    const name = made.at(-1) ?? ''
    expect(made.filter((one) => one.includes('search'))).toEqual([name])
    const channel = office.workspace.channelByName(name)
    expect(channel && posts(channel, 'Declared by')).toHaveLength(1)
  })

  it('works even when the look-up itself answers internal_error at first', async () => {
    const channel = await newIncident(office)
    office.workspace.faults.errorAfterEffect('chat.postMessage', 'internal_error')
    office.workspace.faults.error('conversations.history', 'internal_error', 2)
    await office.ana.command(channel.id, 'log once')
    await office.pass(2)
    expect(posts(channel, 'once')).toHaveLength(1)
    expect(office.workspace.faults.takeFor('conversations.history')).toBeUndefined()
  })
})

it('a call that Slack did not carry out is sent again once the look-up finds nothing', async () => {
  const channel = await newIncident(office)
  office.workspace.faults.error('chat.postMessage', 'internal_error', 2)
  await office.ana.command(channel.id, 'log late')
  await office.pass(2)
  expect(posts(channel, 'late')).toHaveLength(1)
})
