import { describe, expect, it } from 'vitest'
import { codeOf, type Office, openOffice } from '../fixtures/office.ts'

const content = (markdown: string) => ({ type: 'markdown' as const, markdown })
const replacing = (markdown: string) => ({
  operation: 'replace' as const,
  document_content: content(markdown),
})

const makeIn = async ({ client, ops }: Office, markdown = '# Hello'): Promise<string> => {
  const made = await client.canvases.create({
    title: 'Notes',
    channel_id: ops.id,
    document_content: content(markdown),
  })
  return made.canvas_id ?? ''
}

describe('a canvas in a channel', () => {
  it('is created with a title and Markdown, and shows up as a tab', async () => {
    const office = await openOffice()
    const id = await makeIn(office)
    expect(office.ops.canvases()).toEqual([{ id, title: 'Notes', markdown: '# Hello' }])
  })

  it('accepts one insert, replacement or rename per call', async () => {
    const office = await openOffice()
    const canvas_id = await makeIn(office)
    const edit = (...changes: unknown[]) =>
      codeOf(office.client.canvases.edit({ canvas_id, changes: changes as never }))
    expect(await edit({ operation: 'insert_at_end', document_content: content('after') })).toBe('ok')
    expect(await edit({ operation: 'insert_at_start', document_content: content('before') })).toBe('ok')
    expect(office.ops.canvases()[0]?.markdown).toBe('before\n\n# Hello\n\nafter')
    expect(await edit(replacing('all new'))).toBe('ok')
    expect(await edit({ operation: 'rename', title_content: content('Other') })).toBe('ok')
    expect(office.ops.canvases()).toEqual([{ id: canvas_id, title: 'Other', markdown: 'all new' }])
    expect(await edit(replacing('one'), replacing('two'))).toBe('invalid_arguments')
    expect(await edit()).toBe('invalid_arguments')
    expect(await edit({ operation: 'replace' })).toBe('invalid_arguments')
    expect(await edit({ operation: 'insert_after', document_content: content('x') })).toBe('invalid_arguments')
    expect(await edit({ operation: 'delete', section_id: 'temp:C:none' })).toBe('canvas_editing_failed')
    expect(office.ops.canvases()[0]?.markdown).toBe('all new')
  })

  it('rejects Markdown that a canvas does not support, naming the line', async () => {
    const office = await openOffice()
    const error = await makeIn(office, 'a\n\n#### b').catch((caught) => caught.data)
    expect(error).toMatchObject({
      error: 'canvas_creation_failed',
      detail: "'content' error: line 3: Unsupported heading depth (4)",
    })
    const canvas_id = await makeIn(office)
    expect(await codeOf(office.client.canvases.edit({ canvas_id, changes: [replacing('<b>')] }))).toBe(
      'canvas_editing_failed',
    )
    expect(office.ops.canvases()[0]?.markdown).toBe('# Hello')
  })

  it('rejects a change above the limit of the workspace', async () => {
    const office = await openOffice()
    office.workspace.limitCanvasChanges(5)
    const canvas_id = await makeIn(office, 'a canvas is made in one go')
    const edit = (markdown: string) =>
      codeOf(office.client.canvases.edit({ canvas_id, changes: [replacing(markdown)] }))
    expect([await edit('12345'), await edit('123456')]).toEqual(['ok', 'canvas_editing_failed'])
  })

  it('rejects content over one mebibyte, and content that is not Markdown', async () => {
    const { client, ops } = await openOffice()
    const make = (document_content: unknown) =>
      codeOf(client.canvases.create({ channel_id: ops.id, document_content: document_content as never }))
    expect(await make(content('x'.repeat(1_048_577)))).toBe('invalid_arguments')
    expect(await make({ type: 'blocks', markdown: 'x' })).toBe('invalid_arguments')
    expect(await make('x')).toBe('invalid_arguments')
    expect(await make(content('x'.repeat(1_048_576)))).toBe('ok')
  })

  it('requires the scope and the app in the channel', async () => {
    const { client, workspace, ana, ops } = await openOffice()
    const make = (channel_id: string) => codeOf(client.canvases.create({ channel_id }))
    const other = workspace.addChannel({ name: 'other', members: [ana.id] })
    expect(await make(other.id)).toBe('not_in_channel')
    expect(await make('CNONE')).toBe('channel_not_found')
    await ana.archive(ops.id)
    expect(await make(ops.id)).toBe('is_archived')
    workspace.faults.revokeScope('canvases:write')
    expect(await make(ops.id)).toBe('missing_scope')
  })

  it('is not found once somebody has deleted it', async () => {
    const office = await openOffice()
    const canvas_id = await makeIn(office)
    await office.ana.deleteCanvas(office.ops.id, canvas_id)
    expect(office.ops.canvases()).toEqual([])
    const edit = office.client.canvases.edit({ canvas_id, changes: [replacing('x')] })
    expect(await codeOf(edit)).toBe('canvas_not_found')
    expect((await office.client.files.list({})).files).toEqual([])
  })

  it('is listed among the files of its creator', async () => {
    const office = await openOffice()
    const id = await makeIn(office)
    const { workspace, client, ops, ana } = office
    await ana.shareFile(ops.id, { name: 'a.txt', bytes: 'a' })
    const mine = await client.files.list({ user: workspace.botUserId })
    expect(mine.files).toEqual([expect.objectContaining({ id, title: 'Notes', filetype: 'quip', channels: [ops.id] })])
    expect((await client.files.list({ channel: ops.id })).files).toHaveLength(2)
    const later = String(Math.floor(office.clock.now() / 1000) + 1)
    expect((await client.files.list({ ts_from: later })).files).toEqual([])
  })
})

describe("the channel's own canvas", () => {
  it('exists at most once', async () => {
    const { client, ops } = await openOffice()
    const make = () => codeOf(client.conversations.canvases.create({ channel_id: ops.id }))
    expect(await make()).toBe('ok')
    expect(await make()).toBe('channel_canvas_already_exists')
  })
})

describe('the workspace plan', () => {
  it('refuses every canvas method when canvases are off', async () => {
    const office = await openOffice({ canvases: 'off' })
    const { client, ops } = office
    const refused = [
      client.canvases.create({ channel_id: ops.id }),
      client.canvases.edit({ canvas_id: 'F1', changes: [replacing('x')] }),
      client.conversations.canvases.create({ channel_id: ops.id }),
    ]
    for (const call of refused) expect(await codeOf(call)).toBe('canvas_disabled_user_team')
    office.workspace.allowCanvases('paid')
    expect(await codeOf(client.canvases.create({ channel_id: ops.id }))).toBe('ok')
  })

  it('allows only one tab per channel when it is free', async () => {
    const { client, workspace, ops } = await openOffice()
    const alone = await client.canvases.create({ title: 'Alone' })
    workspace.allowCanvases('free')
    expect(await codeOf(client.canvases.create({ title: 'x' }))).toBe('free_teams_cannot_create_non_tabbed_canvases')
    expect(await codeOf(client.conversations.canvases.create({ channel_id: ops.id }))).toBe(
      'team_tier_cannot_create_channel_canvases',
    )
    const edit = client.canvases.edit({ canvas_id: alone.canvas_id ?? '', changes: [replacing('x')] })
    expect(await codeOf(edit)).toBe('free_teams_cannot_edit_standalone_canvases')
    expect(await codeOf(client.canvases.create({ channel_id: ops.id }))).toBe('ok')
    expect(await codeOf(client.canvases.create({ channel_id: ops.id }))).toBe('free_team_canvas_tab_already_exists')
  })
})
