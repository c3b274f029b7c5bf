import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pressBody, shortcutBody, submissionBody } from '../../../test/support/payloads.ts'
import { action } from '../../messages/action.ts'
import { sectionBlock } from '../../messages/blocks.ts'
import { actionMenu, button, menuChoice } from '../../messages/controls.ts'
import { modalView } from '../../messages/modal.ts'
import { parseInteraction } from './interaction.ts'

describe('a button', () => {
  it('has an action, a target and a channel', () => {
    expect(parseInteraction(pressBody())).toEqual({
      type: 'buttonClicked',
      workspaceId: 'T1',
      by: { id: 'UANA', name: 'ana' },
      action: 'hypothesis.rule_out',
      incidentId: 'i',
      about: 'h1',
      channelId: 'C1',
      once: 'press:1.2.abc',
      triggerId: '1.2.abc',
    })
  })

  it('of ours is parsed as it was built', () => {
    const made = button('Undo', action('timeline.undo', { id: z.string() }), { incidentId: 'i', id: 'with:colon' })
    expect(parseInteraction(pressBody({ actions: [made] }))).toMatchObject({
      action: 'timeline.undo',
      about: 'with:colon',
    })
  })

  it('in the Home tab has no channel', () => {
    expect(parseInteraction(pressBody({ channel: null }))).toMatchObject({ channelId: undefined })
  })

  const clickOn = (value: unknown) => pressBody({ actions: [{ action_id: 'a:b', value }] })
  it.each([
    ['without a value', clickOn(undefined)],
    ['with a value of another app', clickOn('yes')],
    ['with a value that lacks the incident', clickOn('{"about":"h1"}')],
    ['with a number for a value', clickOn('12')],
    ['without an action', pressBody({ actions: [] })],
    ['by nobody', pressBody({ user: null })],
    ['from no workspace', pressBody({ team: null })],
  ])('%s is not ours', (_, body) => {
    expect(parseInteraction(body)).toBeUndefined()
  })
})

describe('a submitted modal', () => {
  it('has its fields by name', () => {
    expect(parseInteraction(submissionBody())).toEqual({
      type: 'modalSubmitted',
      workspaceId: 'T1',
      by: { id: 'UANA', name: 'ana' },
      callbackId: 'hypothesis.confirm',
      incidentId: 'i',
      about: 'h1',
      channelId: 'C1',
      fields: { because: 'the graph shows it', verdict: 'cause' },
      initial: {},
      once: 'view:V1:1.x',
    })
  })

  it('has the initial values of its text inputs', () => {
    const view = modalView({
      callbackId: 'f',
      title: 't',
      submit: 's',
      inputs: [
        {
          name: 'because',
          label: 'Why?',
          kind: 'long',
          initial: 'it <leaks>\n',
          above: [sectionBlock('known')],
        },
        { name: 'more', label: 'More', kind: 'text', optional: true },
      ],
    })
    expect(parseInteraction(submissionBody({ blocks: view.blocks }))).toMatchObject({
      initial: { because: 'it <leaks>\n', more: '' },
    })
  })

  it('of ours is parsed as it was built', () => {
    const { private_metadata } = modalView({
      callbackId: 'f',
      title: 't',
      submit: 's',
      channelId: 'C2',
      about: { incidentId: '', about: '{"ts":"1"}' },
      inputs: [],
    })
    expect(parseInteraction(submissionBody({ private_metadata }))).toMatchObject({
      incidentId: undefined,
      about: '{"ts":"1"}',
      channelId: 'C2',
    })
  })

  it.each([
    ['no metadata', { private_metadata: '' }, { incidentId: undefined, about: '', channelId: undefined }],
    ['an empty field', { state: { values: { text: { value: { value: null } } } } }, { fields: { text: '' } }],
    ['no choice', { state: { values: { it: { value: { selected_option: null } } } } }, { fields: { it: '' } }],
    ['no element', { state: { values: { it: {} } } }, { fields: { it: '' } }],
    ['no fields', { state: { values: {} } }, { fields: {} }],
  ])('with %s', (_, view, expected) => {
    expect(parseInteraction(submissionBody(view))).toMatchObject(expected)
  })

  it.each([
    ['metadata of another app', { private_metadata: 'abc' }],
    ['metadata of another shape', { private_metadata: '{"incidentId":5}' }],
    ['no state', { state: undefined }],
  ])('with %s is not ours', (_, view) => {
    expect(parseInteraction(submissionBody(view))).toBeUndefined()
  })
})

describe('a shortcut', () => {
  it('on a message includes the message', () => {
    expect(parseInteraction(shortcutBody())).toEqual({
      type: 'shortcutUsed',
      workspaceId: 'T1',
      by: { id: 'UANA', name: 'ana' },
      callback: 'declare_from_message',
      once: 'shortcut:1.2.abc',
      triggerId: '1.2.abc',
      channelId: 'C1',
      message: {
        channelId: 'C1',
        ts: 1_772_420_400_000_100n,
        threadTs: null,
        text: 'error rate is up',
        author: { id: 'UANA' },
        isPrivate: false,
        hasMore: false,
      },
    })
  })

  it.each(['privategroup', 'directmessage', 'mpdm-ana--ben-1'])('in %s marks the message as private', (name) => {
    const body = shortcutBody({ channel: { id: 'G1', name } })
    expect(parseInteraction(body)).toMatchObject({ message: { isPrivate: true } })
  })

  it.each([
    ['a bot', { user: undefined, bot_id: 'B9' }, { author: { id: 'B9' } }],
    ['nobody', { user: undefined }, { author: null }],
    ['somebody in a thread', { thread_ts: '1772420300.000100' }, { threadTs: 1_772_420_300_000_100n }],
    ['somebody who shared only a file', { text: '' }, { text: '' }],
  ])('on a message by %s', (_, overrides, expected) => {
    const message = { ...(shortcutBody().message as object), ...overrides }
    expect(parseInteraction(shortcutBody({ message }))).toMatchObject({ message: expected })
  })

  it('from the global menu has no message', () => {
    const body = shortcutBody({
      type: 'shortcut',
      callback_id: 'declare',
      channel: undefined,
      message: undefined,
    })
    expect(parseInteraction(body)).not.toHaveProperty('message')
    expect(parseInteraction(body)).toMatchObject({ callback: 'declare' })
  })
})

it.each(['view_closed', 'block_suggestion', 'url_verification'])('%s is ignored', (type) => {
  expect(parseInteraction({ ...pressBody(), type })).toBeUndefined()
})

describe('a modal in place of a typed command', () => {
  const submit = (values: Record<string, object>, blocks: object[], about = 'log') =>
    parseInteraction(
      submissionBody({
        callback_id: 'say',
        private_metadata: JSON.stringify({ incidentId: 'i', about, channelId: 'C1' }),
        blocks,
        state: { values },
      }),
    )
  const text = (value: string | null) => ({ value: { type: 'plain_text_input', value } })

  it('is the command as typed: values in the order of the inputs, escaped as Slack escapes commands', () => {
    const values = { text: text('paged <!channel> & <@U1>'), when: text(' 14:35 ') }
    expect(submit(values, [{ block_id: 'when' }, { block_id: 'note' }, { block_id: 'text' }])).toEqual({
      type: 'commandInvoked',
      workspaceId: 'T1',
      by: { id: 'UANA', name: 'ana' },
      once: 'view:V1:1.x',
      channelId: 'C1',
      incidentId: 'i',
      word: 'log',
      rest: '14:35 paged &lt;!channel&gt; &amp; &lt;@U1&gt;',
      via: 'modal',
      field: 'text',
    })
  })

  it('mentions the person picked, and leaves out empty inputs', () => {
    const person = { value: { type: 'users_select', selected_user: 'UBEN' } }
    const values = { why: text(null), person }
    expect(submit(values, [{ block_id: 'person' }, { block_id: 'why' }], 'commander')).toMatchObject({
      word: 'commander',
      rest: '<@UBEN>',
    })
  })

  it('a button with a command invokes that command', () => {
    const value = JSON.stringify({ incidentId: 'i', about: 'close' })
    expect(parseInteraction(pressBody({ actions: [{ action_id: 'say:close', value }] }))).toMatchObject({
      type: 'commandInvoked',
      word: 'close',
      incidentId: 'i',
      rest: '',
      channelId: 'C1',
      triggerId: '1.2.abc',
    })
  })

  it('a menu acts on the chosen option', () => {
    const action = { action_id: 'timeline.filter@i', selected_option: { value: 'note' } }
    expect(parseInteraction(pressBody({ actions: [action] }))).toMatchObject({
      type: 'buttonClicked',
      action: 'timeline.filter',
      incidentId: 'i',
      about: 'note',
    })
  })

  it('a menu of actions performs the chosen action', () => {
    const made = actionMenu('i', [
      menuChoice('Rule it out…', action('hypothesis.rule_out', { id: z.string() }), { id: 'h1' }),
      menuChoice('Worked', action('challenge.result', { id: z.string(), how: z.string() }), {
        id: 'c1',
        how: 'worked:so',
      }),
    ])
    const choose = (index: number) =>
      parseInteraction(pressBody({ actions: [{ action_id: made.action_id, selected_option: made.options[index] }] }))
    expect(choose(0)).toMatchObject({ action: 'hypothesis.rule_out', incidentId: 'i', about: 'h1' })
    expect(choose(1)).toMatchObject({ action: 'challenge.result', incidentId: 'i', about: 'c1 worked:so' })
  })
})
