import { describe, expect, it } from 'vitest'
import { button, openOffice } from '../fixtures/office.ts'
import type { Json } from '../json.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (text: string, value = text) => ({ text: plain(text), value })
const section = (text: string, accessory: Json) => ({
  type: 'section',
  text: { type: 'mrkdwn', text },
  accessory,
})

describe('menus and pickers in messages', () => {
  it('report a choice at once, and send it again with the next button', async () => {
    const { client, app, ana, ben, ops } = await openOffice()
    const blocks = [
      {
        ...section('Who leads?', { type: 'users_select', action_id: 'who', placeholder: plain('Pick') }),
        block_id: 'lead',
      },
      { type: 'actions', elements: [button('Assign')] },
    ]
    await client.chat.postMessage({ channel: ops.id, text: 'x', blocks: blocks as never })
    expect(await ana.choose('Who leads?', '@ben')).toMatchObject({ status: 'ok' })
    await ana.press('Assign')
    await ben.press('Assign')
    const [chosen, pressed, other] = app.interactions('block_actions')
    expect(chosen).toMatchObject({
      actions: [{ type: 'users_select', action_id: 'who', selected_user: ben.id }],
    })
    expect(pressed).toMatchObject({ state: { values: { lead: { who: { selected_user: ben.id } } } } })
    expect(other).toMatchObject({ state: { values: { lead: { who: { selected_user: null } } } } })
    await expect(ana.choose('Who?', 'x')).rejects.toThrow('ana sees no menu "Who?"; there is "Who leads?"')
  })

  it('offer the options that the app loads', async () => {
    const { client, app, ana, ops } = await openOffice()
    const menu = {
      type: 'external_select',
      action_id: 'which',
      placeholder: plain('Which?'),
      min_query_length: 0,
    }
    await client.chat.postMessage({
      channel: ops.id,
      text: 'x',
      blocks: [section('Incident', menu)] as never,
    })
    app.answer = () => ({ status: 200, body: { options: [option('INC-1 API down', '1')] } })
    await ana.choose('Incident', 'INC-1 API down')
    expect(app.interactions('block_suggestion')).toMatchObject([{ action_id: 'which', value: 'INC-1 API down' }])
    expect(app.interactions('block_actions')).toMatchObject([{ actions: [{ selected_option: { value: '1' } }] }])
    app.answer = () => 500
    await expect(ana.choose('Incident', 'INC-2')).rejects.toThrow('no option "INC-2" to choose; there is none')
  })

  it('with equal labels are told apart by the text beside them', async () => {
    const { client, app, ana, ops } = await openOffice()
    const line = (text: string) => section(text, button('Rule out', text))
    await client.chat.postMessage({
      channel: ops.id,
      text: 'x',
      blocks: [line('H1 disk'), line('H2 ALB')] as never,
    })
    await ana.press('Rule out', { near: 'H2' })
    expect(app.interactions('block_actions')).toMatchObject([{ actions: [{ action_id: 'H2 ALB' }] }])
  })

  it('of other apps are not offered', async () => {
    const { workspace, ana, ops } = await openOffice()
    const pager = workspace.addUser({ name: 'pager', isBot: true })
    await ana.invite(ops.id, pager.id)
    await pager.say(ops.id, 'ALERT', { blocks: [{ type: 'actions', elements: [button('Acknowledge')] }] })
    await expect(ana.press('Acknowledge')).rejects.toThrow('there is none')
  })
})
