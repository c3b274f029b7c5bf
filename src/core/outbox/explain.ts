import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { ownFault } from './outcome.ts'
import { type Call, type CallNamed, verbNamed } from './verbs.ts'

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

/** Prefix of the error of a call that was retried for a whole day without success. */
export const gaveUp = 'gave up after a day'

/** Tells the person who asked what could not be done, what to do about it, and that nothing else is lost. */
export function explainCallFailure(call: Call, error: string, needed?: string): string {
  return `I could not ${describeCall(call.do, call)}. ${remedyFor(call, error, needed)} What you recorded is saved.`
}

/** Tells the person who asked that a call was queued by another release, and that this one cannot read it. */
export const explainUnreadableCall = (): string =>
  'I could not do what another release of me had queued; the details are in my log. What you recorded is saved.'

function describeCall<Name extends keyof CallNamed>(name: Name, call: CallNamed[Name]): string {
  const { does } = verbNamed(name)
  return typeof does === 'string' ? does : does(call)
}

function remedyFor(call: Call, error: string, needed: string | undefined): string {
  if (needed)
    return `The app lacks the scope \`${needed}\`: an admin adds it under OAuth &amp; Permissions and reinstalls the app.`
  if (error.startsWith(gaveUp)) return 'I tried for a whole day; Slack did not take it.'
  return verbNamed(call.do).remedies?.[error] ?? remedyByErrorCode[error] ?? `${describeFailureCause(error)}.`
}

/** A clause that names the cause of a failure without a known remedy. */
export function describeFailureCause(error: string): string {
  if (error === ownFault) return 'something went wrong on my side'
  return `Slack says \`${escapeMrkdwn(error.replaceAll('`', "'").slice(0, 200))}\``
}
