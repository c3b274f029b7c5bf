import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { post } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeEach(async () => {
  office = await openOffice({ settings: { admins: ['UANA'] } })
  channel = await office.declare('SEV4 Checkout is slow')
})
afterEach(() => office.close())

/** Ana requests the file, and this much time passes. */
async function exported(minutes = 2): Promise<void> {
  await office.ana.command(channel.id, 'export md')
  await office.pass(minutes)
}

const calls = (method: string) => office.workspace.journal.calls(method).length
const told = () => office.ana.directMessages().map(({ plain }) => plain)
const names = () => channel.files().map(({ name }) => name)
const oneFile = ['INC-1-postmortem.md']

const asking = 'files.getUploadURLExternal'
const putting = 'files.upload'
const completing = 'files.completeUploadExternal'

/** Faults that no call hit; a test with such a fault proves nothing. */
const unmet = () =>
  [asking, putting, completing, 'files.info'].filter((method) => office.workspace.faults.takeFor(method))

describe('an upload that fails at any step delivers the file once and bothers nobody', () => {
  it.each<[string, () => void]>([
    ['requesting the upload URL is rate limited', () => office.workspace.faults.rateLimit(asking, { seconds: 30 })],
    ['requesting the upload URL answers 500', () => office.workspace.faults.serverError(asking, 3)],
    ['requesting the upload URL is cut off', () => office.workspace.faults.cutOff(asking, 2)],
    ['the response with the upload URL is lost', () => office.workspace.faults.dropAfterEffect(asking, 2)],
    ['uploading the bytes answers 500', () => office.workspace.faults.serverError(putting, 3)],
    ['uploading the bytes is cut off', () => office.workspace.faults.cutOff(putting, 2)],
    ['the response to the bytes is lost', () => office.workspace.faults.dropAfterEffect(putting, 2)],
    ['Slack reports that it took the bytes and did not', () => office.workspace.faults.error(putting, 'nothing')],
    ['completing is rate limited', () => office.workspace.faults.rateLimit(completing, { seconds: 30 })],
    ['completing answers 500', () => office.workspace.faults.serverError(completing, 2)],
    ['completing is cut off', () => office.workspace.faults.cutOff(completing, 2)],
    ['the response to completing is lost', () => office.workspace.faults.dropAfterEffect(completing)],
    ['checking whether it is shared answers 500', () => office.workspace.faults.serverError('files.info', 3)],
    [
      'completing answers internal_error after sharing the file, and so does looking for it',
      () => {
        office.workspace.faults.errorAfterEffect(completing, 'internal_error')
        office.workspace.faults.error('files.info', 'internal_error', 3)
      },
    ],
    ['the share is late', () => office.workspace.faults.fileShareDelay(8_000)],
  ])('%s', async (_what, fail) => {
    fail()
    await exported()
    expect(names()).toEqual(oneFile)
    expect(channel.files()[0]?.content.toString('utf8')).toContain('# INC-1: Checkout is slow')
    expect(told()).toEqual([])
    expect(unmet()).toEqual([])
  })

  it('all of them together', async () => {
    const { faults: all } = office.workspace
    for (const step of [asking, putting, completing]) {
      all.serverError(step)
      all.cutOff(step)
    }
    all.dropAfterEffect(completing)
    all.fileShareDelay(5_000)
    await exported(5)
    expect(names()).toEqual(oneFile)
    expect(told()).toEqual([])
  })
})

describe('the next attempt resumes where the last one stopped', () => {
  it('does not upload bytes that Slack already has', async () => {
    office.workspace.faults.serverError(completing, 3)
    await exported(3)
    expect(names()).toEqual(oneFile)
    expect([calls(asking), calls(completing)]).toEqual([1, 4])
  })

  it('resumes after a restart too', async () => {
    office.workspace.faults.rateLimit(completing, { seconds: 120 })
    await exported(1)
    expect(names()).toEqual([])
    await office.restart()
    await office.pass(3)
    expect(names()).toEqual(oneFile)
    expect(calls(asking)).toBe(1)
  })

  it('does not complete an upload twice', async () => {
    office.workspace.faults.dropAfterEffect(completing)
    office.workspace.faults.fileShareDelay(4_000)
    await exported()
    expect(names()).toEqual(oneFile)
    expect(calls(completing)).toBe(1)
  })

  it('uploads bytes again that Slack has not kept', async () => {
    office.workspace.faults.rateLimit(completing, { seconds: 120 })
    await exported(1)
    office.workspace.expireUploads()
    await office.pass(5)
    expect(names()).toEqual(oneFile)
    expect(calls(asking)).toBe(2)
  })

  it('creates no second file when the response is lost and the app may not look', async () => {
    office.workspace.faults.revokeScope('files:read')
    office.workspace.faults.serverError(completing)
    await exported()
    expect(names()).toEqual(oneFile)
    expect(told()).toEqual([])
  })

  it('asks Ana to look when it cannot tell whether the file exists', async () => {
    office.workspace.faults.revokeScope('files:read')
    office.workspace.faults.dropAfterEffect(completing)
    await exported()
    expect(names()).toEqual(oneFile)
    expect(told()).toEqual([
      'I could not upload the post-mortem. Slack did not say what became of it: where the file is not in the channel, `export` uploads it again. What you recorded is saved.',
    ])
  })
})

describe('a failed file is reported once, and later calls go out', () => {
  it.each([
    [asking, 'file_uploads_disabled', 'Uploads are switched off'],
    [asking, 'storage_limit_reached', 'storage is full'],
    [asking, 'file_upload_size_restricted', 'larger than the workspace allows'],
    [completing, 'restricted_action', 'ask a workspace admin'],
    [completing, 'a_new_error', 'Slack says `a_new_error`'],
  ])('when %s is refused: %s', async (method, code, words) => {
    office.workspace.faults.error(method, code)
    await exported()
    expect(names()).toEqual([])
    expect(told()).toEqual([expect.stringContaining(words)])
    expect(told()[0]).toContain('I could not upload the post-mortem')
    await office.ana.command(channel.id, 'log life goes on')
    await office.quiet()
    expect(post(channel, 'life goes on').plain).toContain('life goes on')
    await exported()
    expect(names()).toEqual(oneFile)
  })

  it('when every attempt fails for a whole day', async () => {
    office.workspace.faults.serverError(putting, 100_000)
    await office.ana.command(channel.id, 'export md')
    await office.quiet()
    office.clock.moveTo(new Date(office.clock.now().getTime() + 25 * 3_600_000))
    await office.pass(2)
    expect(names()).toEqual([])
    expect(told()).toEqual([expect.stringContaining('I tried for a whole day')])
  })

  it('when the file is gone before it was seen in the channel', async () => {
    office.workspace.faults.error('files.info', 'file_not_found', 20)
    await exported()
    expect(told()).toEqual([expect.stringContaining('Slack did not say what became of it')])
  })
})
