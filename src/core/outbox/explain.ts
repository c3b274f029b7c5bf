import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import type { Call } from './call.ts'
import { ownFault } from './outcome.ts'

const callDescriptions: Record<Exclude<Call['do'], 'refresh'>, string> = {
  create_channel: 'create the incident channel',
  join_channel: 'join the channel',
  rename_channel: 'rename the incident channel',
  invite: 'invite people to the incident channel',
  set_topic: "set the channel's topic",
  add_bookmark: "add the channel's bookmark",
  post: 'post to the channel',
  post_ephemeral: 'answer you privately',
  react: 'mark the message',
  unreact: 'unmark the message',
  upload: 'upload the post-mortem',
  canvas: "write the post-mortem's canvas",
  fetch_entry: 'read the message you marked',
  fetch_person: 'look up a name',
  read_messages: 'read the channel once more',
  copy_picture: 'copy a picture',
  find_fresh_eyes: 'find out who could look with fresh eyes',
  publish_home: 'show my Home',
}

const remedyByErrorCode: Record<string, string> = {
  not_in_channel: 'Invite me to the channel (`/invite @fresheyes`).',
  channel_not_found: 'The channel is private or gone: invite me to it, or correct its id in the settings.',
  message_not_found: 'The message is gone.',
  thread_not_found: 'The message is gone.',
  is_archived: 'The channel is archived: unarchive it.',
  restricted_action: 'A workspace setting forbids it: ask a workspace admin to allow it for apps.',
  token_revoked: 'My token was revoked: an admin must reinstall the app and restart me with the new token.',
  invalid_auth: 'My token is not valid: an admin must set SLACK_BOT_TOKEN and restart me.',
  account_inactive: 'My account was switched off: an admin must reinstall the app.',
  name_taken: 'Another channel has that name: rename it by hand.',
  not_authorized: 'Only whoever made the channel, or an admin, may do that: do it by hand.',
  file_not_found:
    'Slack did not say what became of it: where the file is not in the channel, `export` uploads it again.',
  file_uploads_disabled: 'Uploads are switched off in this workspace: ask a workspace admin to allow them.',
  file_upload_size_restricted: 'It is larger than the workspace allows: ask a workspace admin.',
  storage_limit_reached: "The workspace's storage is full: ask a workspace admin.",
  [ownFault]: 'Something went wrong on my side; the details are in my log.',
  no_channel: 'The incident has no channel yet.',
  unusable_answer: 'I could not make use of what Slack answered: whoever runs me finds the reason in my log.',
  no_thread: 'The announcement it belongs under could not be posted.',
}

const exportAsFileHint = 'The post-mortem is also a file: `export md`.'
const canvasTextRefusedText = `Slack did not take its text. ${exportAsFileHint}`
const noCanvasOnPlanText = `The workspace's plan has no such canvas. ${exportAsFileHint}`
const canvasRemedies: Record<string, string> = {
  canvas_disabled_user_team: `Canvases are switched off in this workspace: an admin can allow them, and then \`export canvas\` makes it. ${exportAsFileHint}`,
  free_team_canvas_tab_already_exists:
    "The channel has a canvas already, and the workspace's plan allows no second: remove that one, then `export canvas`.",
  team_tier_cannot_create_channel_canvases: noCanvasOnPlanText,
  free_teams_cannot_create_non_tabbed_canvases: noCanvasOnPlanText,
  free_teams_cannot_edit_standalone_canvases: noCanvasOnPlanText,
  canvas_creation_failed: canvasTextRefusedText,
  canvas_editing_failed: canvasTextRefusedText,
  canvas_tab_creation_failed: canvasTextRefusedText,
}

const describeCall = (call: Call): string => {
  if (call.do === 'post' && call.under) return 'post the update under the announcement'
  if (call.do !== 'refresh') return callDescriptions[call.do] ?? 'do what another release of me had queued'
  return call.liveMessage === 'announcement' ? 'post the announcement' : callDescriptions.post
}

/** Prefix of the error of a call that was retried for a whole day without success. */
export const gaveUp = 'gave up after a day'

/** Tells the person who asked what could not be done, what to do about it, and that nothing else is lost. */
export function explainCallFailure(call: Call, error: string, needed?: string): string {
  return `I could not ${describeCall(call)}. ${remedyFor(call, error, needed)} What you recorded is saved.`
}

function remedyFor(call: Call, error: string, needed: string | undefined): string {
  if (needed)
    return `The app lacks the scope \`${needed}\`: an admin adds it under OAuth &amp; Permissions and reinstalls the app.`
  if (error.startsWith(gaveUp)) return 'I tried for a whole day; Slack did not take it.'
  if (call.do === 'join_channel' && error === 'channel_not_found')
    return 'It is private: invite me (`/invite @fresheyes`), and I go on from there.'
  return canvasRemedies[error] ?? remedyByErrorCode[error] ?? `${describeFailureCause(error)}.`
}

/** A clause that names the cause of a failure without a known remedy. */
export function describeFailureCause(error: string): string {
  if (error === ownFault) return 'something went wrong on my side'
  return `Slack says \`${escapeMrkdwn(error.replaceAll('`', "'").slice(0, 200))}\``
}
