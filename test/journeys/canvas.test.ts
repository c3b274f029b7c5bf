import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusedIn } from '../../playground/canvas/check.ts'
import type { Channel } from '../../playground/workspace.ts'
import { declareFully, here } from '../support/forms.ts'
import { section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeEach(async () => {
  office = await openOffice({ settings: { admins: ['UANA'] } })
})
afterEach(() => office.close())

async function says(words: string, where = channel): Promise<string> {
  const { text } = await office.ana.command(where.id, words)
  await office.quiet()
  return text ?? ''
}

/** Runs one incident from its declaration to its draft. */
async function closed(words = 'SEV4 Checkout is slow'): Promise<Channel> {
  channel = await office.declare(words)
  await says('followup raise the pool limit @ben by 2026-04-01')
  await says('resolve it is over')
  await says('close now')
  await office.pass(3)
  return channel
}

const canvas = () => {
  const [only, ...others] = channel.canvases()
  if (!only || others.length > 0) throw new Error(`${others.length + (only ? 1 : 0)} canvases`)
  return only
}
const followUps = () => section(canvas().markdown, 'Follow-ups')
const calls = (method: string) => office.workspace.journal.calls(method).length
const told = () => office.ana.directMessages().map(({ plain }) => plain)
/** Long enough for changes to be batched and written. */
const aMoment = () => office.pass(1)

describe('the canvas of an incident', () => {
  it('becomes a channel tab along with the draft, in Markdown that Slack accepts', async () => {
    await closed()
    expect(canvas().title).toBe('INC-1 post-mortem')
    expect(canvas().markdown).toContain('# INC-1: Checkout is slow')
    expect(canvas().markdown).toContain('What is written here by hand is overwritten.')
    expect(followUps()).toContain('- F1: raise the pool limit · ben · by Wed, 1 Apr 2026')
    expect(refusedIn(canvas().markdown)).toBeUndefined()
    expect(channel.files()).toHaveLength(1)
    expect(told()).toEqual([])
  })

  it('does not exist during the response and cannot be requested then', async () => {
    channel = await office.declare()
    await says('log something')
    await office.pass(5)
    expect(await says('export canvas')).toBe(
      'INC-1 is not closed: its canvas comes with the draft. `/incident export md` shows how it stands now.',
    )
    expect(channel.canvases()).toEqual([])
  })

  it('is added to a pre-existing channel only on request', async () => {
    await declareFully(office.ana, office.ops.id, { 'What is wrong?': 'Cards are refused', Where: [here] })
    await office.quiet()
    channel = office.ops
    await says('resolve it is over')
    await says('close now')
    await office.pass(3)
    expect(channel.canvases()).toEqual([])
    expect(await says('export canvas')).toContain('The canvas is on its way: a tab of')
    expect(canvas().title).toBe('INC-1 post-mortem')
  })
})

describe('before publication', () => {
  it('follows every follow-up change: created, started, reassigned, rescheduled, completed', async () => {
    await closed()
    await says('followup alert on pool size')
    await aMoment()
    expect(followUps()).toContain('F2: alert on pool size')
    await office.ana.command(channel.id, 'followup')
    await office.ana.press('In progress', { channel: channel.id, near: 'raise the pool limit' })
    await aMoment()
    expect(followUps()).toContain('**In progress**\n\n- F1: raise the pool limit')
    await office.ana.command(channel.id, 'followup')
    const form = await office.ana.press('Edit', { channel: channel.id, near: 'raise the pool limit' })
    await form.modal?.submit({ 'Who answers for it?': 'cleo', 'By when?': '2 April 2026' })
    await aMoment()
    expect(followUps()).toContain('F1: raise the pool limit · cleo · by Thu, 2 Apr 2026')
    await office.ana.command(channel.id, 'followup')
    await office.ana.press('Done', { channel: channel.id, near: 'raise the pool limit' })
    await aMoment()
    expect(followUps()).toContain('**Done**\n\n- F1: raise the pool limit')
  })

  it('batches changes made together and skips those it does not show', async () => {
    await closed()
    const before = calls('canvases.edit')
    for (const work of ['one', 'two', 'three', 'four', 'five']) await says(`followup ${work}`)
    await aMoment()
    expect(calls('canvases.edit') - before).toBe(1)
    expect(followUps()).toContain('F6: five')
    await office.ana.command(channel.id, 'followup')
    await office.ben.join(channel.id)
    await office.ben.say(channel.id, 'only talk')
    await aMoment()
    expect(calls('canvases.edit') - before).toBe(1)
    expect(calls('canvases.create')).toBe(1)
  })

  it('stays unchanged while the incident is reopened and is reused at the next close', async () => {
    await closed()
    const { id, markdown } = canvas()
    await says('reopen it is back')
    await says('log it is slow again')
    await aMoment()
    expect(canvas().markdown).toBe(markdown)
    await says('resolve once more')
    await says('close now')
    await office.pass(3)
    expect(canvas().id).toBe(id)
    expect(canvas().markdown).toContain('it is slow again')
  })

  it('is recreated after somebody deletes it', async () => {
    await closed()
    const { id } = canvas()
    await office.ana.deleteCanvas(channel.id, id)
    await says('followup alert on pool size')
    await aMoment()
    expect(canvas().id).not.toBe(id)
    expect(followUps()).toContain('F2: alert on pool size')
    await says('followup write the runbook')
    await aMoment()
    expect(followUps()).toContain('F3: write the runbook')
  })
})

describe('after publication', () => {
  const publish = async (state: string) => {
    const client = new pg.Client({ connectionString: office.databaseUrl })
    await client.connect()
    await client.query(`UPDATE "PostMortem" SET state = '${state}'`)
    await client.end()
  }

  it('stays unchanged until somebody requests it or the post-mortem returns to draft', async () => {
    await closed()
    const { markdown } = canvas()
    await publish('published')
    await says('followup alert on pool size')
    await aMoment()
    expect(canvas().markdown).toBe(markdown)
    await says('export canvas')
    expect(followUps()).toContain('F2: alert on pool size')
    expect(canvas().markdown).not.toContain('overwritten')
    await publish('draft')
    await says('followup write the runbook')
    await aMoment()
    expect(followUps()).toContain('F3: write the runbook')
    expect(canvas().markdown).toContain('overwritten')
  })
})

describe('when a call fails', () => {
  it.each([
    ['is rate limited', (method: string) => office.workspace.faults.rateLimit(method, { seconds: 20 })],
    ['answers 500', (method: string) => office.workspace.faults.serverError(method)],
    ['breaks', (method: string) => office.workspace.faults.cutOff(method)],
    ['gives no answer', (method: string) => office.workspace.faults.dropAfterEffect(method)],
  ])('leaves exactly one correct canvas when a call %s', async (_what, fail) => {
    fail('canvases.create')
    await closed()
    expect(canvas().markdown).toContain('INC-1')
    fail('canvases.edit')
    await says('followup alert on pool size')
    await office.pass(2)
    expect(followUps()).toContain('F2: alert on pool size')
    expect(calls('canvases.create')).toBeLessThanOrEqual(2)
    expect(told()).toEqual([])
  })

  it('leaves one canvas when the response is lost and the look-up fails too', async () => {
    office.workspace.faults.dropAfterEffect('canvases.create')
    office.workspace.faults.serverError('files.list', 2)
    await closed()
    await office.pass(2)
    expect(canvas().markdown).toContain('INC-1')
    expect(calls('canvases.create')).toBe(1)
  })

  it('leaves one canvas when recreating it gets no response', async () => {
    await closed()
    await office.ana.deleteCanvas(channel.id, canvas().id)
    office.workspace.faults.dropAfterEffect('canvases.create')
    await says('followup alert on pool size')
    await office.pass(2)
    expect(followUps()).toContain('F2: alert on pool size')
    await says('followup write the runbook')
    await aMoment()
    expect(followUps()).toContain('F3: write the runbook')
  })

  it('does not hold up other calls of the channel when the canvas cannot be written', async () => {
    office.workspace.faults.rateLimit('canvases.create', { seconds: 600, times: 3 })
    await closed()
    await says('followup alert on pool size')
    expect(channel.messages().at(-1)?.plain).toContain('alert on pool size')
    expect(channel.canvases()).toEqual([])
    await office.pass(31)
    expect(followUps()).toContain('F2: alert on pool size')
  })

  it('writes a long canvas in pieces, completely, even after an interruption', async () => {
    office.workspace.limitCanvasChanges(4_000)
    channel = await office.declare('SEV4 Checkout is slow')
    for (let index = 0; index < 30; index += 1)
      await office.ana.command(channel.id, `log line ${index} ${'long '.repeat(60)}`)
    await says('resolve it is over')
    await says('close now')
    await office.pass(3)
    const lines = () => canvas().markdown.match(/line \d+ long/g)
    expect(lines()).toHaveLength(30)
    await says('followup alert on pool size')
    await office.pass(0.4)
    office.workspace.faults.dropAfterEffect('canvases.edit', 3)
    await says('followup write the runbook')
    await office.pass(2)
    expect(followUps()).toContain('F2: write the runbook')
    expect(lines()).toHaveLength(30)
    expect(new Set(lines()).size).toBe(30)
    expect(told()).toEqual([])
  })

  it('reports text that Slack rejects once and retries with the next change', async () => {
    await closed()
    office.workspace.faults.error('canvases.edit', 'canvas_editing_failed', 2)
    for (const work of ['one', 'two']) {
      await says(`followup ${work}`)
      await aMoment()
    }
    expect(told()).toEqual([expect.stringContaining('Slack did not take its text')])
    await says('followup three')
    await aMoment()
    expect(followUps()).toContain('F4: three')
  })
})

describe('a workspace that does not allow canvases', () => {
  it('loses nothing: reports it once, does not retry on every change, and retries on request', async () => {
    office.workspace.allowCanvases('off')
    await closed()
    expect(channel.files()).toHaveLength(1)
    expect(told()).toEqual([
      "I could not write the post-mortem's canvas. Canvases are switched off in this workspace: an admin can allow them, and then `export canvas` makes it. The post-mortem is also a file: `export md`. What you recorded is saved.",
    ])
    await says('followup alert on pool size')
    await aMoment()
    expect(calls('canvases.create')).toBe(1)
    office.workspace.allowCanvases('paid')
    await says('followup write the runbook')
    await aMoment()
    expect(channel.canvases()).toEqual([])
    await says('export canvas')
    expect(followUps()).toContain('F3: write the runbook')
    await says('followup one more')
    await aMoment()
    expect(followUps()).toContain('F4: one more')
  })

  it('reports it once for all incidents, and to each person who requests a canvas', async () => {
    office.workspace.allowCanvases('off')
    await closed()
    await closed('SEV4 Another')
    expect(told()).toHaveLength(1)
    await says('export canvas')
    expect(told()).toHaveLength(2)
    await says('export canvas')
    expect(told()).toHaveLength(3)
  })

  it('also reports it to somebody who asked while the canvas of the draft was pending', async () => {
    office.workspace.faults.rateLimit('canvases.create', { seconds: 120 })
    office.workspace.allowCanvases('off')
    channel = await office.declare('SEV4 Checkout is slow')
    await office.ben.command(channel.id, 'owner')
    await office.ana.command(channel.id, 'resolve it is over')
    await says('close now')
    await office.pass(0.5)
    await office.ben.command(channel.id, 'export canvas')
    await office.pass(4)
    expect(told()).toHaveLength(1)
    expect(office.ben.directMessages().map(({ plain }) => plain)).toEqual([
      expect.stringContaining('Canvases are switched off'),
    ])
  })

  it('names the scope when the app lacks it', async () => {
    office.workspace.faults.revokeScope('canvases:write')
    await closed()
    expect(told()).toEqual([expect.stringContaining('The app lacks the scope `canvases:write`')])
    await says('followup alert on pool size')
    await aMoment()
    expect(calls('canvases.create')).toBe(1)
  })

  it('keeps an existing canvas as it was, reports it once, and resumes on request', async () => {
    await closed()
    const { markdown } = canvas()
    const before = calls('canvases.edit')
    office.workspace.allowCanvases('off')
    for (const work of ['one', 'two']) {
      await says(`followup ${work}`)
      await aMoment()
    }
    expect(canvas().markdown).toBe(markdown)
    expect(calls('canvases.edit')).toBe(before + 1)
    expect(told()).toHaveLength(1)
    office.workspace.allowCanvases('paid')
    await says('export canvas')
    expect(followUps()).toContain('F3: two')
  })

  it('says what to do when the only canvas tab of the channel is taken', async () => {
    channel = await office.declare('SEV4 Checkout is slow')
    const { workspace } = office
    workspace.allowCanvases('free')
    workspace.faults.error('canvases.create', 'free_team_canvas_tab_already_exists')
    await says('resolve it is over')
    await says('close now')
    await office.pass(3)
    expect(told()).toEqual([expect.stringContaining('remove that one, then `export canvas`')])
    await says('export canvas')
    expect(canvas().title).toBe('INC-1 post-mortem')
  })
})
