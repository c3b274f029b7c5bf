import type { WebClient } from '@slack/web-api'
import type { Call } from '../../core/outbox/call.ts'
import type { CallOutcome, CallResult } from '../../core/outbox/outcome.ts'
import type { PreparedCall, Sender } from '../../core/outbox/sender.ts'
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
/** Undefined: it has not happened. */
type FindCall<C extends Call> = (client: WebClient, call: C, ready: PreparedCall) => Promise<CallResult | undefined>

/**
 * How a call is made and, when its answer was lost, how it is found. `again`: making it twice does no harm, so it
 * is not looked up. `never`: it cannot be looked up, and is rather lost than doubled.
 */
interface Way<C extends Call> {
  make: Perform<C>
  find: FindCall<C> | 'again' | 'never'
}
type Ways = { [D in Call['do']]: Way<Extract<Call, { do: D }>> }

const got: CallResult = { got: 'nothing' }
const here = ({ channelId }: PreparedCall): string => {
  if (!channelId) throw new RefusedError('no_channel')
  return channelId
}

/** Where a post goes: into the thread of a board that stands, wherever that is, or into its channel. */
function findPostPlace(
  { under }: Extract<Call, { do: 'post' }>,
  ready: PreparedCall,
): { channelId: string; ts?: bigint } {
  if (!under) return { channelId: here(ready) }
  if (!ready.thread) throw new RefusedError('no_thread')
  return ready.thread
}

/** Slack's complaint that a thing is already as it should be. */
const tolerateRefusals = async (call: Promise<unknown>, ...fine: string[]): Promise<CallResult> => {
  try {
    await call
  } catch (error) {
    if (!fine.includes(refusalOf(error) ?? '')) throw error
  }
  return got
}

const callMethods: Ways = {
  create_channel: {
    // Asked for twice, an incident still has one channel.
    make: async (client, call, ready) => (ready.channelId ? got : await createChannel(client, call)),
    find: findCreatedChannel,
  },
  invite: {
    make: (client, { people }, ready) => invitePeople(client, here(ready), people),
    find: 'again',
  },
  join_channel: { make: (client, _call, ready) => joinConversation(client, here(ready)), find: 'again' },
  rename_channel: {
    make: (client, { name }, ready) => tolerateRefusals(client.conversations.rename({ channel: here(ready), name })),
    find: 'again',
  },
  set_topic: {
    make: async (client, _call, ready) =>
      ready.topic
        ? await tolerateRefusals(
            client.conversations.setTopic({ channel: here(ready), topic: clipText(ready.topic, 250) }),
          )
        : got,
    find: 'again',
  },
  add_bookmark: {
    make: (client, { title, link }, ready) =>
      tolerateRefusals(client.bookmarks.add({ channel_id: here(ready), type: 'link', title, link })),
    find: async (client, { link }, ready) => {
      const { bookmarks } = await client.bookmarks.list({ channel_id: here(ready) })
      return bookmarks?.some((bookmark) => bookmark.link === link) ? got : undefined
    },
  },
  post: {
    make: (client, call, ready) => {
      const { channelId, ts } = findPostPlace(call, ready)
      return postMessage(client, channelId, call.message, ready.key, ts)
    },
    find: (client, call, ready) => {
      const { channelId, ts } = findPostPlace(call, ready)
      return findPost(client, channelId, ready, ts)
    },
  },
  whisper: { make: (client, call, ready) => postEphemeral(client, here(ready), call), find: 'never' },
  refresh: {
    make: (client, call, ready) => refreshLiveMessage(client, here(ready), call, ready),
    find: (client, _call, ready) => lookUpLiveMessage(client, here(ready), ready),
  },
  react: {
    make: (client, { ts, name }, ready) =>
      tolerateRefusals(
        client.reactions.add({ channel: here(ready), timestamp: ts, name }),
        'already_reacted',
        'message_not_found',
      ),
    find: 'again',
  },
  unreact: {
    make: (client, { ts, name }, ready) =>
      tolerateRefusals(
        client.reactions.remove({ channel: here(ready), timestamp: ts, name }),
        'no_reaction',
        'message_not_found',
      ),
    find: 'again',
  },
  upload: {
    make: (client, call, ready) => uploadDocument(client, here(ready), call, ready),
    find: (client, _call, ready) => findUpload(client, here(ready), ready),
  },
  canvas: {
    make: (client, call, ready) => writeCanvas(client, () => here(ready), call, ready),
    find: (client, _call, ready) => findCanvas(client, ready),
  },
  fetch_entry: { make: (client, call, ready) => fetchEntry(client, here(ready), call), find: 'again' },
  read_messages: { make: (client, call, ready) => readMessages(client, here(ready), call), find: 'again' },
  publish_home: {
    make: (client, { person }, { home = [] }) =>
      tolerateRefusals(client.views.publish({ user_id: person, view: homeView(home) as never })),
    find: 'again',
  },
  fetch_person: { make: (client, { id }) => fetchPerson(client, id), find: 'again' },
  find_fresh_eyes: {
    make: (client, call, { channelId }) => fetchFreshEyesCandidates(client, channelId, call),
    find: 'again',
  },
  copy_picture: { make: (client, call) => copyPicture(client, call), find: 'again' },
}

/** A row may have been queued by a newer release than this one, before a rollback. */
function wayOf(call: Call): Way<Call> {
  if (!Object.hasOwn(callMethods, call.do)) throw new Error(`this release knows no call "${call.do}"`)
  return callMethods[call.do] as Way<Call>
}

/** A look-up that must come again later has not told whether the call happened. */
const stillUnknown = (outcome: CallOutcome): CallOutcome =>
  outcome.kind === 'later' ? { ...outcome, kind: 'unknown' } : outcome

/** The Slack side of deliveries. */
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
      attempt(async () => ({
        kind: 'done',
        result: await wayOf(ready.call).make(client, ready.call, ready),
      })),
    lookUp: (ready) =>
      attempt(async () => {
        const { find } = wayOf(ready.call)
        if (find === 'again') return { kind: 'absent' }
        if (find === 'never') return { kind: 'done', result: got }
        const result = await find(client, ready.call, ready)
        return result ? { kind: 'done', result } : { kind: 'absent' }
      }).then(stillUnknown),
  }
}
