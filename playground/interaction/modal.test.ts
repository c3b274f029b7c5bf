import type { View } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { button, codeOf, type Office, openOffice } from '../fixtures/office.ts'
import type { Json } from '../json.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() })
const input = (id: string, label: string, element: Json, extra: Json = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(label),
  element: { action_id: 'v', ...element },
  ...extra,
})

const form = (extra: Json = {}): View =>
  ({
    type: 'modal',
    callback_id: 'declare',
    private_metadata: 'secret',
    title: plain('Declare'),
    submit: plain('Go'),
    blocks: [
      input('title', 'Title', { type: 'plain_text_input', max_length: 20 }),
      input('sev', 'Severity', {
        type: 'static_select',
        options: [option('SEV1'), option('SEV2')],
        initial_option: option('SEV2'),
      }),
      input('who', 'People', { type: 'multi_users_select' }, { optional: true }),
      input('when', 'Day', { type: 'datepicker' }, { optional: true }),
      { type: 'actions', block_id: 'more', elements: [button('More')] },
    ],
    ...extra,
  }) as never

/** An app that opens this view on every command, before the command returns. */
async function withForm(view: View = form()): Promise<Office> {
  const office = await openOffice()
  const open = async (trigger: unknown) => office.client.views.open({ trigger_id: String(trigger), view })
  office.app.answer = () => 200
  const command = office.ana.command.bind(office.ana)
  office.ana.command = async (channel, text) => {
    const reply = await command(channel, text)
    await open(office.app.heard.at(-1)?.body.trigger_id)
    return reply
  }
  return office
}

describe('modals', () => {
  it('are filled in by label, and submit the state of every input', async () => {
    const { app, ana, ben, ops } = await withForm()
    const { modal } = await ana.command(ops.id, 'declare')
    expect(modal).toMatchObject({ title: 'Declare', labels: ['Title', 'Severity', 'People', 'Day'] })
    const result = await modal?.submit({ Title: 'API down', Severity: 'SEV1', People: ['@ben'] })
    expect(result).toEqual({ closed: true })
    const [payload] = app.interactions('view_submission') as never as { view: Json & { state: Json } }[]
    expect(payload?.view).toMatchObject({
      callback_id: 'declare',
      private_metadata: 'secret',
      id: modal?.viewId,
    })
    expect(payload?.view.state.values).toEqual({
      title: { v: { type: 'plain_text_input', value: 'API down' } },
      sev: { v: { type: 'static_select', selected_option: option('SEV1') } },
      who: { v: { type: 'multi_users_select', selected_users: [ben.id] } },
      when: { v: { type: 'datepicker', selected_date: null } },
    })
    expect(ana.modal()).toBeUndefined()
  })

  it('are not submitted while the client sees an error', async () => {
    const { app, ana, ops } = await withForm()
    const { modal } = await ana.command(ops.id, 'declare')
    expect(await modal?.submit()).toMatchObject({
      closed: false,
      errors: { Title: 'Please complete this required field.' },
    })
    expect(await modal?.submit({ Title: 'x'.repeat(21) })).toMatchObject({
      errors: { Title: 'Must be at most 20 characters.' },
    })
    await expect(modal?.submit({ Name: 'x' })).rejects.toThrow('"Declare" has no input labelled "Name"; it has "Title"')
    await expect(modal?.submit({ Severity: 'SEV9' })).rejects.toThrow(
      'no option "SEV9" to choose; there is "SEV1", "SEV2"',
    )
    expect(app.interactions('view_submission')).toEqual([])
  })

  it("show the errors in the app's answer", async () => {
    const { app, ana, ops } = await withForm()
    const { modal } = await ana.command(ops.id, 'declare')
    app.answer = () => ({ status: 200, body: { response_action: 'errors', errors: { title: 'Too vague' } } })
    expect(await modal?.submit({ Title: 'help' })).toMatchObject({
      closed: false,
      errors: { Title: 'Too vague' },
    })
    app.answer = () => ({ status: 200, body: { response_action: 'errors', errors: { more: 'no input' } } })
    expect(await modal?.submit()).toMatchObject({ closed: false, failed: expect.stringContaining('trouble') })
    app.answer = () => 500
    expect(await modal?.submit()).toMatchObject({ closed: false, failed: expect.stringContaining('trouble') })
    expect(modal?.values.Title).toMatchObject({ value: 'help' })
  })

  it('can be updated, pushed and cleared by the answer', async () => {
    const { app, ana, ops } = await withForm()
    const { modal } = await ana.command(ops.id, 'declare')
    const second = form({ title: plain('Second') })
    app.answer = () => ({ status: 200, body: { response_action: 'update', view: second } })
    const updated = await modal?.submit({ Title: 'x' })
    expect([updated?.closed, updated?.next?.title, updated?.next?.viewId]).toEqual([false, 'Second', modal?.viewId])
    expect(updated?.next?.values.Title).toMatchObject({ value: 'x' })
    app.answer = () => ({
      status: 200,
      body: { response_action: 'push', view: form({ title: plain('Top') }) },
    })
    const pushed = await updated?.next?.submit()
    expect(pushed?.next?.title).toBe('Top')
    app.answer = () => ({ status: 200, body: '' })
    const popped = await pushed?.next?.submit({ Title: 'y' })
    expect([popped?.closed, popped?.next?.title]).toEqual([true, 'Second'])
    app.answer = () => ({ status: 200, body: { response_action: 'clear' } })
    expect(await popped?.next?.submit()).toEqual({ closed: true })
  })

  it('report being closed if the app asks for it', async () => {
    const { app, ana, ops } = await withForm(form({ notify_on_close: true }))
    const { modal } = await ana.command(ops.id, 'declare')
    await modal?.close()
    expect(app.interactions('view_closed')).toMatchObject([{ is_cleared: false, view: { callback_id: 'declare' } }])
    await expect(modal?.submit()).rejects.toThrow('This modal is closed')
  })

  it('have buttons, and report inputs at once that ask for it', async () => {
    const view = form({
      blocks: [
        input(
          'kind',
          'Kind',
          { type: 'static_select', options: [option('Live'), option('Drill')] },
          { dispatch_action: true },
        ),
        { type: 'actions', elements: [button('More')] },
      ],
    })
    const { client, app, ana, ops } = await withForm(view)
    const { modal } = await ana.command(ops.id, 'declare')
    await modal?.fill({ Kind: 'Drill' })
    await ana.press('More')
    const [changed, pressed] = app.interactions('block_actions')
    expect(changed).toMatchObject({
      container: { type: 'view', view_id: modal?.viewId },
      actions: [{ selected_option: { value: 'drill' } }],
    })
    expect(pressed).toMatchObject({
      view: { state: { values: { kind: { v: { selected_option: { value: 'drill' } } } } } },
    })
    expect(pressed).not.toHaveProperty('response_url')
    const more = await client.views.update({
      view_id: modal?.viewId ?? '',
      view: form({ title: plain('More') }),
    })
    expect(modal?.labels).toContain('Title')
    const stale = client.views.update({ view_id: modal?.viewId ?? '', hash: 'stale', view: form() })
    expect([more.ok, await codeOf(stale)]).toEqual([true, 'hash_conflict'])
  })
})

describe('triggers', () => {
  it('open one view within three seconds of workspace time', async () => {
    const { client, clock, app, ana, ops } = await openOffice()
    await ana.command(ops.id, 'x')
    await ana.command(ops.id, 'y')
    const [first, second] = app.heard.map((one) => String(one.body.trigger_id))
    const open = (trigger_id = '') => codeOf(client.views.open({ trigger_id, view: form() }))
    expect(await open('12.34.ab')).toBe('invalid_trigger_id')
    expect(await open(first)).toBe('ok')
    expect(await open(first)).toBe('exchanged_trigger_id')
    clock.advance(3000)
    expect(await open(second)).toBe('expired_trigger_id')
  })

  it('survive a view that Slack rejects', async () => {
    const { client, app, ana, ops } = await openOffice()
    await ana.command(ops.id, 'x')
    const trigger_id = String(app.heard[0]?.body.trigger_id)
    const bad = await client.views
      .open({ trigger_id, view: form({ title: plain('x'.repeat(25)) }) })
      .catch((caught) => caught.data)
    expect(bad).toMatchObject({ error: 'invalid_arguments' })
    expect(bad.response_metadata.messages).toEqual([
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
    ])
    expect(await codeOf(client.views.open({ trigger_id, view: form() }))).toBe('ok')
  })

  it('push at most two views onto the first, and only from inside a modal', async () => {
    const { client, app, ana, ops } = await withForm()
    await ana.command(ops.id, 'x')
    const push = async () => {
      await ana.press('More')
      return codeOf(client.views.push({ trigger_id: String(app.heard.at(-1)?.body.trigger_id), view: form() }))
    }
    expect([await push(), await push(), await push()]).toEqual(['ok', 'ok', 'push_limit_reached'])
    await ana.shortcut('declare')
    const trigger_id = String(app.heard.at(-1)?.body.trigger_id)
    expect(await codeOf(client.views.push({ trigger_id, view: form() }))).toBe('not_found')
  })
})

describe('the Home tab', () => {
  it('is published for a person, who opens it and clicks its buttons', async () => {
    const { client, workspace, app, ana, ben } = await openOffice()
    const blocks = [{ type: 'actions' as const, elements: [button('Declare')] }]
    await client.views.publish({ user_id: ana.id, view: { type: 'home', blocks } })
    await ana.openHome()
    await workspace.idle()
    expect(app.events('app_home_opened')).toMatchObject([{ user: ana.id, tab: 'home', view: { type: 'home' } }])
    await ana.press('Declare')
    expect(app.interactions('block_actions')).toMatchObject([{ container: { type: 'view' }, view: { type: 'home' } }])
    expect(ana.home()?.buttons).toEqual(['Declare'])
    expect(ben.home()).toBeUndefined()
    expect(await codeOf(client.views.publish({ user_id: ana.id, view: form() as never }))).toBe('invalid_arguments')
  })
})
