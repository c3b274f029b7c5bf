/** Sample payloads of Slack, with the fields that matter and some that do not. */

type Json = Record<string, unknown>

export const botUser = 'UBOT'
export const appId = 'A1'

/** Wraps an event in the envelope of the Events API. */
export const envelope = (event: Json, given: Json = {}): Json => ({
  token: 'verification',
  team_id: 'T1',
  api_app_id: appId,
  event,
  type: 'event_callback',
  event_id: 'Ev1',
  event_time: 1_772_420_400,
  authorizations: [
    { enterprise_id: null, team_id: 'T1', user_id: botUser, is_bot: true, is_enterprise_install: false },
  ],
  is_ext_shared_channel: false,
  event_context: '4-…',
  ...given,
})

/** A message that somebody typed. */
export const messageEvent = (given: Json = {}): Json => ({
  type: 'message',
  user: 'UANA',
  client_msg_id: 'c0ffee',
  team: 'T1',
  text: 'error rate is up',
  ts: '1772420400.000100',
  channel: 'C1',
  channel_type: 'channel',
  event_ts: '1772420400.000100',
  blocks: [{ type: 'rich_text', block_id: 'x', elements: [] }],
  ...given,
})

/** The text of a message changed, by its author or by Slack. */
export const changedEvent = (message: Json, given: Json = {}): Json => ({
  type: 'message',
  subtype: 'message_changed',
  channel: 'C1',
  ts: '1772420500.000200',
  event_ts: '1772420500.000200',
  hidden: true,
  message: { ...messageEvent(), channel: undefined, ...message },
  previous_message: messageEvent(),
  ...given,
})

export const reactionEvent = (given: Json = {}): Json => ({
  type: 'reaction_added',
  user: 'UANA',
  reaction: 'pushpin',
  item: { type: 'message', channel: 'C1', ts: '1772420400.000100' },
  item_user: 'UBEN',
  event_ts: '1772420410.000300',
  ...given,
})

export const mentionEvent = (text: string, given: Json = {}): Json => ({
  ...messageEvent({ text, ...given }),
  type: 'app_mention',
})

/** A slash command, after decoding its form body. */
export const commandBody = (given: Json = {}): Json => ({
  token: 'verification',
  team_id: 'T1',
  team_domain: 'acme',
  channel_id: 'C1',
  channel_name: 'ops',
  user_id: 'UANA',
  user_name: 'ana',
  command: '/incident',
  text: 'declare SEV2 Checkout is slow',
  api_app_id: appId,
  is_enterprise_install: 'false',
  response_url: 'https://hooks.slack.com/commands/T1/1/x',
  trigger_id: '1.2.abc',
  ...given,
})

const person = { id: 'UANA', username: 'ana', name: 'ana', team_id: 'T1' }
const team = { id: 'T1', domain: 'acme' }

export const pressBody = (given: Json = {}): Json => ({
  type: 'block_actions',
  user: person,
  team,
  api_app_id: appId,
  token: 'verification',
  container: { type: 'message', message_ts: '1772420400.000100', channel_id: 'C1', is_ephemeral: false },
  trigger_id: '1.2.abc',
  channel: { id: 'C1', name: 'inc-12' },
  message: messageEvent(),
  response_url: 'https://hooks.slack.com/actions/T1/1/x',
  actions: [
    {
      action_id: 'hypothesis.rule_out:h1',
      block_id: 'b',
      text: { type: 'plain_text', text: 'Rule out' },
      value: '{"incidentId":"i","about":"h1"}',
      type: 'button',
      action_ts: '1772420420.1',
    },
  ],
  ...given,
})

export const submissionBody = (view: Json = {}, given: Json = {}): Json => ({
  type: 'view_submission',
  team,
  user: person,
  api_app_id: appId,
  token: 'verification',
  trigger_id: '1.2.abc',
  view: {
    id: 'V1',
    team_id: 'T1',
    type: 'modal',
    callback_id: 'hypothesis.confirm',
    private_metadata: '{"incidentId":"i","about":"h1","channelId":"C1"}',
    state: {
      values: {
        because: { value: { type: 'plain_text_input', value: 'the graph shows it' } },
        verdict: {
          value: {
            type: 'static_select',
            selected_option: { text: { type: 'plain_text', text: 'The cause' }, value: 'cause' },
          },
        },
      },
    },
    hash: '1.x',
    ...view,
  },
  ...given,
})

export const shortcutBody = (given: Json = {}): Json => ({
  type: 'message_action',
  user: person,
  team,
  token: 'verification',
  action_ts: '1772420420.1',
  callback_id: 'declare_from_message',
  trigger_id: '1.2.abc',
  response_url: 'https://hooks.slack.com/app/T1/1/x',
  message_ts: '1772420400.000100',
  channel: { id: 'C1', name: 'ops' },
  message: messageEvent(),
  ...given,
})
