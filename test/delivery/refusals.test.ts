import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.close())

const told = (): string[] => office.ana.directMessages().map(({ plain }) => plain)
const refuse = (method: string, code: string) => office.workspace.faults.error(method, code)
const lines = (channel: Channel): string[] => posts(channel, '').map(({ plain }) => plain)

describe('a permanent refusal by Slack', () => {
  it.each([
    ['not_in_channel', 'Invite me to the channel'],
    ['is_archived', 'unarchive it'],
    ['channel_not_found', 'private or gone'],
    ['restricted_action', 'ask a workspace admin'],
    ['a_new_error', 'Slack says `a_new_error`'],
  ])('%s: the line is missing, the person is told, and the next line is posted', async (code, words) => {
    const channel = await office.declare()
    refuse('chat.postMessage', code)
    await office.ana.command(channel.id, 'log first')
    await office.ana.command(channel.id, 'log second')
    await office.quiet()
    expect(posts(channel, 'first')).toEqual([])
    expect(posts(channel, 'second')).toHaveLength(1)
    expect(told()).toEqual([expect.stringContaining(words)])
    expect(told()[0]).toContain('I could not post to the channel')
    expect(told()[0]).toContain('What you recorded is saved')
  })

  it.each([
    ['conversations.invite', 'invite people'],
    ['conversations.setTopic', "set the channel's topic"],
    ['bookmarks.add', "add the channel's bookmark"],
  ])('%s while declaring: the incident stands, and its declarer is told', async (method, words) => {
    refuse(method, 'restricted_action')
    const channel = await office.declare()
    expect(told()).toEqual([expect.stringContaining(words)])
    expect(posts(channel, 'Declared by')).toHaveLength(1)
    expect(office.announcements.messages()).toHaveLength(1)
  })

  it('creating the channel: the incident stands, and its declarer can try again', async () => {
    refuse('conversations.create', 'restricted_action')
    const reply = await office.ana.command('COPS', 'declare SEV1 Checkout is slow')
    expect(reply.text).toContain('INC-1')
    await office.quiet()
    expect(told()).toHaveLength(1)
    expect(told()[0]).toContain('create the incident channel')
    await office.ana.press('Try again')
    await office.quiet()
    expect(posts(office.incidentChannel(), 'Declared by')).toHaveLength(1)
  })

  it.each([
    ['channels:manage', 'create the incident channel', 'declare SEV1 Another'],
    ['files:write', 'upload the post-mortem', 'export md'],
  ])('names a missing scope %s and how to add it', async (scope, words, command) => {
    const channel = await office.declare()
    await office.ana.command(channel.id, 'commander')
    await office.quiet()
    office.workspace.faults.revokeScope(scope)
    office.workspace.faults.revokeScope('groups:write')
    await office.ana.command(channel.id, command)
    await office.quiet()
    const [first] = told()
    expect(first).toContain(words)
    expect(first).toContain('lacks the scope')
    expect(first).toContain(scope)
    await office.ana.command(channel.id, 'log life goes on')
    await office.quiet()
    expect(posts(channel, 'life goes on')).toHaveLength(1)
  })

  it('counts an upload as done when the app may not check whether its file is shared', async () => {
    const channel = await office.declare()
    await office.ana.command(channel.id, 'commander')
    await office.quiet()
    office.workspace.faults.revokeScope('files:read')
    await office.ana.command(channel.id, 'export md')
    await office.quiet()
    expect(channel.files()).toHaveLength(1)
    expect(told()).toEqual([])
  })

  it('tells nobody when the bot cannot add its mark to a message', async () => {
    const channel = await office.declare()
    office.workspace.faults.revokeScope('reactions:write')
    await office.ben.join(channel.id)
    const ts = await office.ben.say(channel.id, 'Errors everywhere')
    await office.ben.react(channel.id, ts, 'mag')
    await office.quiet()
    expect(office.ben.directMessages()).toEqual([])
  })
})

it('a revoked token holds everything back until access is restored', async () => {
  const channel = await office.declare()
  await office.ana.command(channel.id, 'commander')
  await office.quiet()
  office.workspace.faults.revokeToken()
  await office.ana.command(channel.id, 'log first')
  await office.ana.command(channel.id, 'hyp the cache is cold')
  await office.pass(3)
  expect(posts(channel, 'first')).toEqual([])
  office.workspace.faults.restoreToken()
  await office.pass(3)
  const [first, second, ledger] = lines(channel).slice(-3)
  expect(first).toContain('first')
  expect(second).toContain('the cache is cold')
  expect(ledger).toContain('What we believe')
  expect(told()).toEqual([])
})

it('a failure is reported once, even when the response to the report is lost', async () => {
  const channel = await office.declare()
  refuse('chat.postMessage', 'is_archived')
  office.workspace.faults.dropAfterEffect('chat.postMessage')
  await office.ana.command(channel.id, 'log first')
  await office.pass(3)
  expect(told()).toHaveLength(1)
})
