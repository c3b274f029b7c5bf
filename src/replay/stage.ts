import { z } from 'zod'
import type { Channel, MessageView, OpenModal, Workspace } from '../../playground/workspace.ts'
import type { IncidentFolder, RecordedMessage, ScriptStep } from '../cli/incident-folder.ts'
import { parseTs } from '../messages/mrkdwn.ts'

const CreatedChannelResponse = z.object({ ok: z.literal(true), channel: z.object({ id: z.string() }) })

/** Where a recorded message was posted again. */
interface ReplayedMessage {
  channel: string
  ts: string
}

/** Plays the recording in a workspace: people post their messages and use the bot as the script says. */
export class Stage {
  readonly #workspace: Workspace
  readonly #announcements: Channel
  readonly #lobby: Channel
  readonly #posted = new Map<string, ReplayedMessage>()
  readonly #bots = new Map<string, string>()

  constructor(workspace: Workspace, folder: IncidentFolder) {
    this.#workspace = workspace
    for (const user of folder.users) {
      const { id, name, real_name: realName, tz, deleted } = user
      workspace.addUser({
        id,
        name,
        ...(realName && { realName }),
        ...(tz && { tz }),
        ...(deleted && { deleted }),
      })
    }
    const members = folder.users.map((user) => user.id)
    for (const message of folder.messages) this.#knowBot(message, members)
    const { id, name } = folder.channel
    this.#lobby = workspace.addChannel({ id, name, members })
    this.#announcements = workspace.addChannel({ name: 'incidents', members, withBot: true })
  }

  get announcements(): string {
    return this.#announcements.id
  }

  /** The channel the bot created for the incident, once it exists. */
  get incident(): Channel | undefined {
    const made = this.#workspace.journal
      .calls('conversations.create')
      .map((call) => CreatedChannelResponse.safeParse(call.result).data)
    const id = made.find((answer) => answer)?.channel.id
    return id ? this.#workspace.channel(id) : undefined
  }

  /** Posts a recorded message again, in the incident channel once there is one, since the conversation moves there. */
  async say(message: RecordedMessage): Promise<void> {
    const author = message.user ?? this.#bots.get(message.bot_id ?? '')
    if (!author) throw new Error(`message ${message.ts} has no author`)
    const parent = message.thread_ts === message.ts ? undefined : this.#posted.get(message.thread_ts ?? '')
    const channel = parent?.channel ?? (this.incident ?? this.#lobby).id
    await this.#join(author, channel)
    const ts = await this.#workspace.person(author).say(channel, message.text, {
      ts: message.ts,
      ...(parent && { thread: parent.ts }),
      ...(message.attachments && { attachments: message.attachments }),
    })
    this.#posted.set(message.ts, { channel, ts })
  }

  /** Performs one step of the script. Throws when the bot or Slack refuses it. */
  async act(step: ScriptStep): Promise<void> {
    const channel = this.incident ?? this.#lobby
    await this.#join(step.who, channel.id)
    const person = this.#workspace.person(step.who)
    switch (step.do) {
      case 'command':
        await this.#command(step, channel)
        break
      case 'mention': {
        const thread = step.thread ? { thread: this.#find(step.thread).ts } : {}
        await person.say(channel.id, `<@${this.#workspace.botUserId}> ${step.text}`, thread)
        break
      }
      case 'react':
      case 'unreact': {
        const { channel: where, ts } = this.#find(step.to)
        await person[step.do](where, ts, step.with)
        break
      }
      case 'reply':
        await person.say(channel.id, step.text, { thread: this.#newestChallenge(channel).ts })
        break
      case 'press':
        await this.#press(step, channel)
    }
  }

  async #command({ who, text, fill }: Extract<ScriptStep, { do: 'command' }>, channel: Channel): Promise<void> {
    const reply = await this.#workspace.person(who).command(channel.id, text)
    await submitOpenedModal(reply.modal, fill, text)
  }

  async #press(
    { who, button, row, entry, fill }: Extract<ScriptStep, { do: 'press' }>,
    channel: Channel,
  ): Promise<void> {
    const person = this.#workspace.person(who)
    const where = { channel: channel.id, ...(row && { near: row }) }
    const reply = entry ? await person.choose(button, entry, where) : await person.press(button, where)
    await submitOpenedModal(reply.modal, fill, button)
  }

  #newestChallenge(channel: Channel): MessageView {
    const challenges = channel.messages().filter((message) => isChallenge(message))
    const newest = challenges.findLast(isOpenChallenge) ?? challenges.at(-1)
    if (!newest) throw new Error('there is no challenge to reply to')
    return newest
  }

  #find(ts: string): ReplayedMessage {
    const posted = this.#posted.get(ts)
    if (!posted) throw new Error(`the script refers to message ${ts}, which has not been posted`)
    return posted
  }

  async #join(user: string, channel: string): Promise<void> {
    if (this.#workspace.channel(channel)?.members.includes(user)) return
    await this.#workspace.person(user).join(channel)
  }

  #knowBot({ bot_id: bot, user, username }: RecordedMessage, members: string[]): void {
    if (!bot || user || this.#bots.has(bot)) return
    const { id } = this.#workspace.addUser({ name: username ?? bot, isBot: true })
    this.#bots.set(bot, id)
    members.push(id)
  }
}

/** Fills in and submits the modal that a command or a button opened. A modal left open would record nothing. */
async function submitOpenedModal(
  modal: OpenModal | undefined,
  fill: Record<string, string> | undefined,
  opener: string,
): Promise<void> {
  if (!modal && !fill) return
  if (!modal) throw new Error(`"${opener}" opened no modal`)
  if (!fill) throw new Error(`"${opener}" opened a modal: its values belong in \`fill\``)
  const { errors, failed } = await modal.submit(fill)
  if (errors || failed) throw new Error(`the modal of "${opener}" was refused: ${failed ?? JSON.stringify(errors)}`)
}

/** Recognizes a challenge by its buttons while it is open, and by its outcome afterwards. */
const isChallenge = (message: MessageView): boolean =>
  isOpenChallenge(message) ||
  (message.botId !== undefined && /Not answered\.|No longer needed|, after \d+ (s|min|h|d)/.test(message.plain))

/** A challenge that waits for an answer. No other message has such buttons. */
export const isOpenChallenge = ({ botId, blocks }: MessageView): boolean =>
  botId !== undefined && /"action_id":"challenge\./.test(JSON.stringify(blocks ?? []))

/** Recorded messages and scripted steps in one sequence, by time. */
export function mergeTalkAndSteps({
  messages,
  script,
}: IncidentFolder): ({ at: Date } & ({ message: RecordedMessage } | { step: ScriptStep }))[] {
  const talk = messages.map((message) => ({
    at: new Date(Number((parseTs(message.ts) ?? 0n) / 1000n)),
    message,
  }))
  const steps = script.steps.map((step) => ({ at: step.at, step }))
  return [...talk, ...steps].sort((a, b) => a.at.getTime() - b.at.getTime())
}
