import type { Channel, MessageView, OpenModal, Reply } from '../../playground/workspace.ts'
import type { Office } from './office.ts'

/** Lets Ana read any draft without a role, since taking one would add an entry. */
export const anaReadsDrafts = { admins: ['UANA'] }

let incidents = 0

/** A separate incident for one test in a shared office; SEV4, the default, is never challenged. */
export const newIncident = (office: Office, severity = 'SEV4'): Promise<Channel> =>
  office.declare(`${severity} Case ${++incidents}`)

/** The modal that a command or button opened. */
export function modalOf(reply: Reply): OpenModal {
  if (!reply.modal) throw new Error(`no modal was opened; the reply was ${reply.text ?? reply.error}`)
  return reply.modal
}

/** The bot's only message with this text. */
export function post(channel: Channel, words: string): MessageView {
  const found = posts(channel, words)
  if (found.length === 1 && found[0]) return found[0]
  const all = channel.messages().map((message) => message.plain)
  throw new Error(`${found.length} messages say "${words}" among:\n${all.join('\n---\n')}`)
}

/** All of the bot's messages with this text, oldest first. */
export const posts = (channel: Channel, words: string): MessageView[] =>
  channel.messages().filter((message) => message.botId && message.plain.includes(words))

/** The challenges in a channel as they read now, oldest first. */
export const challengesIn = (channel: Channel): MessageView[] =>
  posts(channel, '').filter(({ plain }) => whys.test((plain.split('\n')[0] ?? '').replaceAll('*', '')))

/** How challenges begin, for each reason. */
const whys = new RegExp(
  [
    'no hypothesis is tracked\\.|left on the table\\.|only contributed\\.',
    'has (led|stood) for|has stood unexplained|not explained[.:]',
    '(had no effect|made it worse|did not help|came back after) ?.*, and ',
    '^\\w+ time, .*\\.$|ago, and no result yet|^The test (of .*)?is due',
    '^[\\d hmin]+ waiting on .* meanwhile|none was tested|in command for|known to have worked',
  ].join('|'),
)

/** A SEV1 incident with Ana and Ben, whose only hypothesis has just been challenged. */
export async function questioned(office: Office): Promise<Channel> {
  const channel = await newIncident(office, 'SEV1')
  await office.ben.join(channel.id)
  await office.ana.command(channel.id, 'hyp the ALB is failing')
  await office.pass(15.1)
  return channel
}

/** The latest challenge. */
export function lastChallenge(channel: Channel): MessageView {
  const asked = challengesIn(channel).at(-1)
  if (!asked) throw new Error('there is no challenge')
  return asked
}

/** Every message that anybody can read, in channels, direct messages and ephemerals. */
export function everyMessage({ workspace, ana, ben, cleo, ops, announcements }: Office): MessageView[] {
  const made = workspace.journal.calls('conversations.create').flatMap(({ result }) => {
    const id = (result as { channel?: { id?: string } }).channel?.id
    return (id && workspace.channel(id)?.messages()) || []
  })
  const people = [ana, ben, cleo].flatMap((person) => [...person.directMessages(), ...person.ephemerals()])
  return [...ops.messages(), ...announcements.messages(), ...made, ...people]
}

/** The bot's messages that pinged somebody, and whom. */
export const pingsIn = (messages: readonly MessageView[]): { plain: string; pinged: string[] }[] =>
  messages
    .filter(({ botId, subtype, pinged }) => botId && !subtype && pinged.length > 0)
    .map(({ plain, pinged }) => ({ plain, pinged }))

export interface Draft {
  markdown: string
  /** The lines of the timeline without links: `03:00 **note** paged the team (Ana Alves)`. */
  timeline: string[]
  /** Likewise for the section “Also on record”. */
  asides: string[]
}

/** The post-mortem as Ana gets it when she exports it. */
export async function draftOf(office: Office, channel: Channel): Promise<Draft> {
  await office.ana.command(channel.id, 'export md')
  await office.quiet()
  return lastDraft(channel)
}

/** The latest draft uploaded. */
export function lastDraft(channel: Channel): Draft {
  const file = channel.files().at(-1)
  if (!file) throw new Error(`no file was shared in #${channel.name}`)
  const markdown = file.content.toString('utf8')
  const [, asides = ''] = section(markdown, 'Appendix').split('### Also on record\n')
  return {
    markdown,
    timeline: itemsIn(section(markdown, 'Timeline')),
    asides: itemsIn(asides.split('\n### ')[0] ?? ''),
  }
}

const itemsIn = (markdown: string): string[] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map(withoutLinks)

/** The text under a heading of a draft. */
export function section(markdown: string, heading: string): string {
  const [, after = ''] = markdown.split(`\n## ${heading}\n`)
  return after.split('\n## ')[0] ?? ''
}

const withoutLinks = (line: string): string => line.replace(/^- /, '').replace(/^\[([^\]]*)\]\([^)]*\)/, '$1')

/** The entries of these kinds, from the timeline and from “Also on record”. */
export const linesOf = ({ timeline, asides }: Draft, ...kinds: string[]): string[] =>
  [...timeline, ...asides].filter((line) => kinds.some((kind) => line.includes(` **${kind}** `)))
