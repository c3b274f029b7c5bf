import type { WebClient } from '@slack/web-api'
import type { CallOutcome, CallResult } from '../../core/outbox/outcome.ts'
import type { PreparedCall, Sender } from '../../core/outbox/sender.ts'
import type { Call, CallNamed } from '../../core/outbox/verbs.ts'
import { homeView } from '../../messages/blocks.ts'
import { clipText } from '../../messages/mrkdwn.ts'
import { fetchFreshEyesCandidates } from './calls/candidates.ts'
import { findCanvas, writeCanvas } from './calls/canvas.ts'
import { createChannel, findCreatedChannel, invitePeople, joinConversation } from './calls/channel.ts'
import { fetchEntry, fetchPerson } from './calls/fetch.ts'
import { findPost, lookUpLiveMessage, postEphemeral, postMessage, refreshLiveMessage } from './calls/message.ts'
import { copyPicture } from './calls/picture.ts'
import { readMessages } from './calls/read.ts'
import { findUpload, uploadDocument } from './calls/upload.ts'
import { outcomeOf, RefusedError, refusalOf } from './web-client.ts'

type Perform<C extends Call> = (client: WebClient, call: C, ready: PreparedCall) => Promise<CallResult>
/** Undefined if the call did not happen. */
type FindCall<C extends Call> = (client: WebClient, call: C, ready: PreparedCall) => Promise<CallResult | undefined>

/**
 * How to make a call, and how to find out whether it happened when its answer was lost. `again`: making it twice does
 * no harm, so nobody looks. `never`: there is no way to look, and it is better lost than made twice.
 */
interface CallMethod<C extends Call> {
  make: Perform<C>
  find: FindCall<C> | 'again' | 'never'
}
type CallMethodTable = { [D in keyof CallNamed]: CallMethod<CallNamed[D]> }

const nothingResult: CallResult = { got: 'nothing' }
const requireChannelId = ({ channelId }: PreparedCall): string => {
  if (!channelId) throw new RefusedError('no_channel')
  return channelId
}

/** Where a post goes: into the thread of a live message, in whatever channel that is, or into its own channel. */
function findPostPlace(
  { under }: Extract<Call, { do: 'post' }>,
  ready: PreparedCall,
): { channelId: string; ts?: bigint } {
  if (!under) return { channelId: requireChannelId(ready) }
  if (!ready.thread) throw new RefusedError('no_thread')
  return ready.thread
}

/** Ignores Slack's errors for something that is already as it should be. */
const tolerateRefusals = async (call: Promise<unknown>, ...fine: string[]): Promise<CallResult> => {
  try {
    await call
  } catch (error) {
    if (!fine.includes(refusalOf(error) ?? '')) throw error
  }
  return nothingResult
}

const callMethods: CallMethodTable = {
  create_channel: {
    // An incident has one channel, even if it is requested twice.
    make: async (client, call, ready) => (ready.channelId ? nothingResult : await createChannel(client, call)),
    find: findCreatedChannel,
  },
  invite: {
    make: (client, { people }, ready) => invitePeople(client, requireChannelId(ready), people),
    find: 'again',
  },
  join_channel: { make: (client, _call, ready) => joinConversation(client, requireChannelId(ready)), find: 'again' },
  rename_channel: {
    make: (client, { name }, ready) =>
      tolerateRefusals(client.conversations.rename({ channel: requireChannelId(ready), name })),
    find: 'again',
  },
  set_topic: {
    make: async (client, _call, ready) =>
      ready.topic
        ? await tolerateRefusals(
            client.conversations.setTopic({ channel: requireChannelId(ready), topic: clipText(ready.topic, 250) }),
          )
        : nothingResult,
    find: 'again',
  },
  add_bookmark: {
    make: (client, { title, link }, ready) =>
      tolerateRefusals(client.bookmarks.add({ channel_id: requireChannelId(ready), type: 'link', title, link })),
    find: async (client, { link }, ready) => {
      const { bookmarks } = await client.bookmarks.list({ channel_id: requireChannelId(ready) })
      return bookmarks?.some((bookmark) => bookmark.link === link) ? nothingResult : undefined
    },
  },
  post: {
    make: (client, call, ready) => {
      const { channelId, ts } = findPostPlace(call, ready)
      return postMessage(client, channelId, call.message, { key: ready.key, thread: ts })
    },
    find: (client, call, ready) => {
      const { channelId, ts } = findPostPlace(call, ready)
      return findPost(client, channelId, ready, ts)
    },
  },
  post_ephemeral: {
    make: (client, call, ready) => postEphemeral(client, requireChannelId(ready), call),
    find: 'never',
  },
  refresh: {
    make: (client, call, ready) => refreshLiveMessage(client, requireChannelId(ready), call, ready),
    find: (client, _call, ready) => lookUpLiveMessage(client, requireChannelId(ready), ready),
  },
  react: {
    make: (client, { ts, name }, ready) =>
      tolerateRefusals(
        client.reactions.add({ channel: requireChannelId(ready), timestamp: ts, name }),
        'already_reacted',
        'message_not_found',
      ),
    find: 'again',
  },
  unreact: {
    make: (client, { ts, name }, ready) =>
      tolerateRefusals(
        client.reactions.remove({ channel: requireChannelId(ready), timestamp: ts, name }),
        'no_reaction',
        'message_not_found',
      ),
    find: 'again',
  },
  upload: {
    make: (client, call, ready) => uploadDocument(client, requireChannelId(ready), call, ready),
    find: (client, _call, ready) => findUpload(client, requireChannelId(ready), ready),
  },
  canvas: {
    make: (client, call, ready) => writeCanvas(client, () => requireChannelId(ready), call, ready),
    find: (client, _call, ready) => findCanvas(client, ready),
  },
  fetch_entry: { make: (client, call, ready) => fetchEntry(client, requireChannelId(ready), call), find: 'again' },
  read_messages: { make: (client, call, ready) => readMessages(client, requireChannelId(ready), call), find: 'again' },
  publish_home: {
    make: (client, { person }, { home = [] }) =>
      tolerateRefusals(client.views.publish({ user_id: person, view: homeView(home) })),
    find: 'again',
  },
  fetch_person: { make: (client, { id }) => fetchPerson(client, id), find: 'again' },
  find_fresh_eyes: {
    make: (client, call, { channelId }) => fetchFreshEyesCandidates(client, channelId, call),
    find: 'again',
  },
  copy_picture: { make: (client, call) => copyPicture(client, call), find: 'again' },
}

/** `name` is the call's `do`: passed beside it, it ties the type of the method to that of the call. */
const makeCall = <D extends keyof CallNamed>(client: WebClient, name: D, call: CallNamed[D], ready: PreparedCall) =>
  callMethods[name].make(client, call, ready)

async function lookUpCall<D extends keyof CallNamed>(
  client: WebClient,
  name: D,
  call: CallNamed[D],
  ready: PreparedCall,
): Promise<CallOutcome> {
  const { find } = callMethods[name]
  if (find === 'again') return { kind: 'absent' }
  if (find === 'never') return { kind: 'done', result: nothingResult }
  const result = await find(client, call, ready)
  return result ? { kind: 'done', result } : { kind: 'absent' }
}

/** A failed look-up does not tell whether the call happened. */
const keepLookupUnknown = (outcome: CallOutcome): CallOutcome =>
  outcome.kind === 'later' ? { ...outcome, kind: 'unknown' } : outcome

/** Makes the outbox calls to Slack and looks up lost ones. */
export function slackSender(client: WebClient): Sender {
  const attempt = async (work: () => Promise<CallOutcome>): Promise<CallOutcome> => {
    try {
      return await work()
    } catch (error) {
      const outcome = outcomeOf(error)
      if (!outcome) throw error
      return outcome
    }
  }
  return {
    send: (ready) =>
      attempt(async () => ({ kind: 'done', result: await makeCall(client, ready.call.do, ready.call, ready) })),
    lookUp: (ready) => attempt(() => lookUpCall(client, ready.call.do, ready.call, ready)).then(keepLookupUnknown),
  }
}
