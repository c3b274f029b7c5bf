import { z } from 'zod'
import type { Channel, MessageView, OpenModal, Workspace } from '../../playground/workspace.ts'
import type { IncidentFolder, RecordedMessage, ScriptStep } from '../cli/incident-folder.ts'
import { parseTs } from '../messages/mrkdwn.ts'

const Created = z.object({ ok: z.literal(true), channel: z.object({ id: z.string() }) })

/** Where a recorded message was said again. */
interface ReplayedMessage {
  channel: string
  ts: string
}

/** Acts the recording out in a workspace: people talk, and do with the bot what the script says. */
export class Stage {
  readonly #workspace: Workspace
  readonly #announcements: Channel
  readonly #lobby: Channel
  readonly #said = new Map<string, ReplayedMessage>()
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

  /** The channel the bot made for the incident, once it has. */
  get incident(): Channel | undefined {
    const made = this.#workspace.journal
      .calls('conversations.create')
      .map((call) => Created.safeParse(call.result).data)
    const id = made.find((answer) => answer)?.channel.id
    return id ? this.#workspace.channel(id) : undefined
  }

  /** Says a recorded message again: in the incident's channel once there is one, where the talk moves to. */
  async say(message: RecordedMessage): Promise<void> {
    const author = message.user ?? this.#bots.get(message.bot_id ?? '')
    if (!author) throw new Error(`message ${message.ts} has no author`)
    const parent = message.thread_ts === message.ts ? undefined : this.#said.get(message.thread_ts ?? '')
    const channel = parent?.channel ?? (this.incident ?? this.#lobby).id
    await this.#join(author, channel)
    const ts = await this.#workspace.person(author).say(channel, message.text, {
      ts: message.ts,
      ...(parent && { thread: parent.ts }),
      ...(message.attachments && { attachments: message.attachments as never }),
    })
    this.#said.set(message.ts, { channel, ts })
  }

  /** Does what somebody did with the bot. Throws when the bot or Slack would not let them. */
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
    await answered(reply.modal, fill, text)
  }

  async #press(
    { who, button, row, entry, fill }: Extract<ScriptStep, { do: 'press' }>,
    channel: Channel,
  ): Promise<void> {
    const person = this.#workspace.person(who)
    const where = { channel: channel.id, ...(row && { near: row }) }
    const reply = entry ? await person.choose(button, entry, where) : await person.press(button, where)
    await answered(reply.modal, fill, button)
  }

  #newestChallenge(channel: Channel): MessageView {
    const asked = channel.messages().filter((message) => isChallenge(message))
    const newest = asked.findLast(isOpenChallenge) ?? asked.at(-1)
    if (!newest) throw new Error('there is no challenge to reply to')
    return newest
  }

  #find(ts: string): ReplayedMessage {
    const said = this.#said.get(ts)
    if (!said) throw new Error(`the script speaks of message ${ts}, which is not said (yet)`)
    return said
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

/** Fills in the form that a command or a button opened, and sends it off. A form left open would record nothing. */
async function answered(
  modal: OpenModal | undefined,
  fill: Record<string, string> | undefined,
  opener: string,
): Promise<void> {
  if (!modal && !fill) return
  if (!modal) throw new Error(`"${opener}" opened no form`)
  if (!fill) throw new Error(`"${opener}" opened a form: \`fill\` says what is put into it`)
  const { errors, failed } = await modal.submit(fill)
  if (errors || failed) throw new Error(`the form of "${opener}" was refused: ${failed ?? JSON.stringify(errors)}`)
}

/** A challenge by what a reader can do with it while it waits, and by its outcome afterwards. */
const isChallenge = (message: MessageView): boolean =>
  isOpenChallenge(message) ||
  (message.botId !== undefined && /Not answered\.|No longer needed|, after \d+ (s|min|h|d)/.test(message.plain))

/** A challenge that waits for an answer: no other message has such buttons. */
export const isOpenChallenge = ({ botId, blocks }: MessageView): boolean =>
  botId !== undefined && /"action_id":"challenge\./.test(JSON.stringify(blocks ?? []))

/** Recorded talk and scripted deeds as one sequence. */
export function mergeTalkAndSteps({
  messages,
  script,
}: IncidentFolder): ({ at: Date } & ({ message: RecordedMessage } | { step: ScriptStep }))[] {
  const talk = messages.map((message) => ({
    at: new Date(Number((parseTs(message.ts) ?? 0n) / 1000n)),
    message,
  }))
  const deeds = script.steps.map((step) => ({ at: step.at, step }))
  return [...talk, ...deeds].sort((a, b) => a.at.getTime() - b.at.getTime())
}
