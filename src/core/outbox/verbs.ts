import { z } from 'zod'
import type { SlackBlock } from '../../messages/blocks.ts'
import { ReadMessagesCall } from './read-messages.ts'
import { type CallComposer, documentFormats, type LiveMessageName, type RenderedContent } from './rendered.ts'

/** What the core knows about one kind of call. `slack/send` knows how it is made. */
interface Verb<C> {
  /** A row that another release queued has to match it as well. */
  schema: z.ZodType<C>
  /** What it does, after "I could not". */
  does: string | ((call: C) => string)
  /** A lane of its own beside its place's, for calls whose order relative to the messages there does not matter. */
  lane?: string
  /** The live message that it edits or posts under. It shares that message's lane, if that has one. */
  liveMessage?: (call: C) => LiveMessageName | undefined
  /**
   * A key for calls that are rendered when sent, and then show every change: one that waits stands for all with its
   * key, so that it is queued once.
   */
  coalesce?: (call: C, queued: { incidentId: string | null; requester: string | undefined }) => string
  /** Renders what it shows, at the time it is sent. */
  render?: (call: C, composer: CallComposer) => Promise<RenderedContent>
  /**
   * Who tells the requester that it failed for good; undefined if nobody needs to, because a live message catches up at
   * its next change or a mark is only a courtesy. A feature tells where it can offer a way to retry.
   */
  failureToldBy?: 'outbox' | 'feature'
  /** What to do about an error, where this verb has a better answer than `explain.ts` has for all. */
  remedies?: Readonly<Record<string, string>>
}

const verb = <C extends { do: string }>(schema: z.ZodType<C>, rest: Omit<Verb<C>, 'schema'>): Verb<C> => ({
  schema,
  ...rest,
})

/** As the views made it, within Slack's limits. */
const Message = z.object({
  text: z.string(),
  blocks: z.array(z.custom<SlackBlock>((block) => typeof block === 'object' && block !== null)),
})

const postsToChannel = 'post to the channel'
const mayExport = 'The post-mortem is also a file: `export md`.'
const refusesText = `Slack did not take its text. ${mayExport}`
const hasNoCanvases = `The workspace's plan has no such canvas. ${mayExport}`

/** Every call to Slack that a decision may ask for. They carry our ids of what their answers will be stored for. */
const table = {
  create_channel: verb(
    z.object({
      do: z.literal('create_channel'),
      name: z.string(),
      isPrivate: z.boolean(),
      /** The entry whose permalink is the channel's first message. */
      entryId: z.string(),
    }),
    // Reported once, with a way to retry, by incident/lifecycle/channel.ts.
    { does: 'create the incident channel', failureToldBy: 'feature' },
  ),
  /** Joins a channel that already exists. */
  join_channel: verb(z.object({ do: z.literal('join_channel'), entryId: z.string() }), {
    does: 'join the channel',
    failureToldBy: 'outbox',
    remedies: { channel_not_found: 'It is private: invite me (`/invite @fresheyes`), and I go on from there.' },
  }),
  rename_channel: verb(z.object({ do: z.literal('rename_channel'), name: z.string() }), {
    does: 'rename the incident channel',
    failureToldBy: 'outbox',
  }),
  invite: verb(z.object({ do: z.literal('invite'), people: z.array(z.string()) }), {
    does: 'invite people to the incident channel',
    failureToldBy: 'outbox',
  }),
  set_topic: verb(z.object({ do: z.literal('set_topic') }), {
    does: "set the channel's topic",
    coalesce: (_, { incidentId }) => `${incidentId} topic`,
    render: async (_, composer) => ({ topic: await composer.topic() }),
    failureToldBy: 'outbox',
  }),
  add_bookmark: verb(z.object({ do: z.literal('add_bookmark'), title: z.string(), link: z.string() }), {
    does: "add the channel's bookmark",
  }),
  post: verb(
    z.object({
      do: z.literal('post'),
      message: Message,
      entryId: z.string().exactOptional(),
      /** Posts in the thread of this live message, wherever that is when the call is made. */
      under: z.string().exactOptional(),
    }),
    {
      does: ({ under }) => (under ? 'post the update under the announcement' : postsToChannel),
      liveMessage: ({ under }) => under,
      render: async ({ under }, composer) => (under ? { thread: await composer.findPlace(under) } : {}),
      failureToldBy: 'outbox',
    },
  ),
  post_ephemeral: verb(
    z.object({
      do: z.literal('post_ephemeral'),
      to: z.string(),
      message: Message,
      thread: z.string().exactOptional(),
      /** A person who has left the channel is not messaged elsewhere instead. */
      only: z.literal('here').exactOptional(),
    }),
    { does: 'answer you privately' },
  ),
  refresh: verb(
    z.object({
      do: z.literal('refresh'),
      liveMessage: z.string(),
      entryId: z.string().exactOptional(),
      /** The title of the channel bookmark that is added for this message once it is posted. */
      bookmark: z.string().exactOptional(),
      /** The message is edited if it exists and not posted otherwise. */
      only: z.literal('standing').exactOptional(),
    }),
    {
      does: ({ liveMessage }) => (liveMessage === 'announcement' ? 'post the announcement' : postsToChannel),
      liveMessage: ({ liveMessage }) => liveMessage,
      coalesce: ({ liveMessage }, { incidentId }) => `${incidentId} ${liveMessage}`,
      render: async ({ liveMessage }, composer) => ({
        liveMessage: {
          message: await composer.liveMessage(liveMessage),
          standsAt: await composer.findPlace(liveMessage),
        },
      }),
    },
  ),
  react: verb(z.object({ do: z.literal('react'), ts: z.string(), name: z.string() }), {
    does: 'mark the message',
    lane: 'marks',
  }),
  unreact: verb(z.object({ do: z.literal('unreact'), ts: z.string(), name: z.string() }), {
    does: 'unmark the message',
    lane: 'marks',
  }),
  /** Creates or rewrites the channel canvas with the post-mortem. */
  canvas: verb(
    z.object({
      do: z.literal('canvas'),
      /** Does not create one. */
      only: z.literal('standing').exactOptional(),
    }),
    {
      does: "write the post-mortem's canvas",
      // Slack allows few canvas calls a minute, and messages in the channel must not wait for them.
      lane: 'canvas',
      // Each person who asked is told the outcome, so their call must not be merged with somebody else's.
      coalesce: ({ only }, { incidentId, requester }) => `${incidentId} canvas ${only ?? requester ?? ''}`,
      render: async (_, composer) => ({ canvas: await composer.canvas() }),
      remedies: {
        canvas_disabled_user_team: `Canvases are switched off in this workspace: an admin can allow them, and then \`export canvas\` makes it. ${mayExport}`,
        free_team_canvas_tab_already_exists:
          "The channel has a canvas already, and the workspace's plan allows no second: remove that one, then `export canvas`.",
        team_tier_cannot_create_channel_canvases: hasNoCanvases,
        free_teams_cannot_create_non_tabbed_canvases: hasNoCanvases,
        free_teams_cannot_edit_standalone_canvases: hasNoCanvases,
        canvas_creation_failed: refusesText,
        canvas_editing_failed: refusesText,
        canvas_tab_creation_failed: refusesText,
      },
    },
  ),
  /** Uploads the post-mortem as a file, in its current template unless `template` names another. */
  upload: verb(
    z.object({
      do: z.literal('upload'),
      document: z.enum(documentFormats),
      template: z.string().exactOptional(),
      comment: z.string(),
    }),
    {
      does: 'upload the post-mortem',
      render: async ({ document: format, template = null }, composer) => ({
        document: await composer.document({ format, template }),
      }),
      failureToldBy: 'outbox',
    },
  ),
  /** Reads what a captured message still lacks: its text (if `text` is null) and the names of the people in it. */
  fetch_entry: verb(
    z.object({
      do: z.literal('fetch_entry'),
      /** Null if the message was only made a follow-up. */
      entryId: z.string().nullable(),
      ts: z.string(),
      thread: z.string().nullable(),
      text: z.string().nullable(),
      authorId: z.string().nullable(),
      /** Ids to look up, besides those that are found in the message. */
      names: z.array(z.string()).exactOptional(),
    }),
    { does: 'read the message you marked', lane: 'fetch' },
  ),
  /** Reads a page of a channel or thread to find missed events. */
  read_messages: verb(ReadMessagesCall, { does: 'read the channel once more', lane: 'reading' }),
  /** Copies a picture of at most `most` bytes, using the bot's token. */
  copy_picture: verb(
    z.object({ do: z.literal('copy_picture'), pictureId: z.string(), source: z.string(), most: z.number() }),
    // A file server that is down must not hold up reading the text of messages.
    { does: 'copy a picture', lane: 'pictures' },
  ),
  fetch_person: verb(z.object({ do: z.literal('fetch_person'), id: z.string() }), {
    does: 'look up a name',
    lane: 'fetch',
  }),
  /** Finds who in a user group, or among `people`, could look with fresh eyes, excluding `not`. */
  find_fresh_eyes: verb(
    z.object({
      do: z.literal('find_fresh_eyes'),
      briefId: z.string(),
      group: z.string().nullable(),
      people: z.array(z.string()),
      not: z.array(z.string()),
    }),
    { does: 'find out who could look with fresh eyes', lane: 'fresh-eyes' },
  ),
  /** Publishes a person's Home, rendered from what they may see when the call is made. */
  publish_home: verb(z.object({ do: z.literal('publish_home'), workspaceId: z.string(), person: z.string() }), {
    does: 'show my Home',
    lane: 'home',
    coalesce: ({ person }) => `home ${person}`,
    render: async ({ workspaceId, person }, composer) => ({ home: await composer.home(workspaceId, person) }),
  }),
}

type Table = typeof table
/** A call to Slack. */
export type Call = z.infer<Table[keyof Table]['schema']>
/** The calls by their verbs. */
export type CallNamed = { [Name in keyof Table]: Extract<Call, { do: Name }> }

const verbs: { readonly [Name in keyof CallNamed]: Verb<CallNamed[Name]> } = table

/** What the core knows about calls of this verb. */
export const verbNamed = <Name extends keyof CallNamed>(name: Name): Verb<CallNamed[Name]> => verbs[name]

const isVerb = (name: string): name is keyof CallNamed => Object.hasOwn(verbs, name)

/** The schema of this verb's calls; undefined if this release does not know the verb. */
export const findCallSchema = (name: string): z.ZodType<Call> | undefined =>
  isVerb(name) ? verbs[name].schema : undefined
