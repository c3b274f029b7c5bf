import type { Channel, MessageView } from '../../playground/workspace.ts'
import { post } from '../support/look.ts'
import type { Office } from '../support/office.ts'

let stories = 0

/** Plays one incident from end to end, always the same, which calls every method in `trouble.test.ts`. */
export async function spentIncident(office: Office): Promise<Channel> {
  const { workspace, ana } = office
  stories += 1
  const newcomer = workspace.addUser({
    id: `UNEW${stories}`,
    name: `newcomer${stories}`,
    realName: 'Newcomer',
  })
  await ana.command(office.ops.id, `declare SEV4 Case ${'abcdefghijklmnopqrstuvwxyz'[stories % 26]}${stories}`)
  await office.pass(3)
  const channel = office.incidentChannel()
  await newcomer.join(channel.id)
  const seen = await newcomer.say(channel.id, 'The cache is cold')
  await newcomer.react(channel.id, seen, 'mag')
  // Sent without waiting: the channel must show the lines in the order of the commands.
  for (const words of ['commander', 'log one', 'log two', 'hyp the cache is cold', 'log three']) {
    await ana.command(channel.id, words)
  }
  await ana.command(channel.id, `owner @${newcomer.name}`)
  await office.pass(3)
  await newcomer.unreact(channel.id, seen, 'mag')
  // The bot receives no event for its own messages, so it has to fetch the text.
  await ana.react(channel.id, post(channel, 'What we believe').ts, 'pushpin')
  await ana.command(channel.id, 'rule-out the cache is cold: it is warm')
  await office.pass(3)
  await ana.command(channel.id, 'resolve')
  await ana.command(channel.id, 'close now')
  await office.pass(10)
  return channel
}

/** Everything in the channel at the end, with what differs between incidents replaced. */
export function readAll(office: Office, channel: Channel): string[] {
  const announced = office.announcements.messages().filter(({ plain }) => plain.includes(`#${channel.name}`))
  return [
    `topic ${same(channel.topic)}`,
    `members ${channel.members.length}`,
    ...channel.bookmarks.map(({ title }) => `bookmark ${same(title)}`),
    ...channel.messages().filter(isOurs).map(shown),
    ...announced.map(shown),
    `files ${channel.files().length}`,
    `canvases ${channel.canvases().length}`,
    ...office.ana
      .ephemerals(channel.id)
      .map(({ plain }) => `privately ${same(plain)}`)
      .sort(),
  ]
}

/** Excludes Slack's own messages: the position of the bookmark's depends on how two lanes interleave. */
const isOurs = ({ botId, subtype }: MessageView): boolean =>
  botId !== undefined && !/^(channel|bookmark)_/.test(subtype ?? '')

const shown = ({ plain, reactions }: MessageView): string =>
  `${same(plain)} ${reactions.map(({ name }) => name).join(' ')}`

const same = (text: string): string =>
  text
    .replaceAll(/inc-\d+[a-z0-9-]*/gi, 'INC')
    .replaceAll(/Case [a-z]\d+/g, 'Case')
    .replaceAll(/newcomer\d+/g, 'newcomer')
    .replaceAll(/\d{4}-\d\d-\d\d/g, 'day')
    .replaceAll(/\d\d:\d\d/g, 'time')
