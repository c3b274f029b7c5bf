import type { Channel } from '../../../playground/workspace.ts'
import type { Tour } from '../tour.ts'

/** Declares an incident as Ana, with Ben as commander and Cleo in the channel. */
export async function stage(tour: Tour, words: string): Promise<Channel> {
  const { ana, ben, cleo } = tour.office
  await tour.aside(() => tour.office.declare(words))
  const channel = tour.office.incidentChannel()
  tour.follow(channel)
  await tour.aside(async () => {
    for (const person of [ben, cleo]) await person.join(channel.id)
    await ben.command(channel.id, 'commander')
  })
  await tour.aside(() => ana.command(channel.id, 'owner'))
  return channel
}

/** Posts a message and captures it by reaction, as an action, an observation or a recurrence. */
export async function marked(tour: Tour, channel: Channel, words: string, emoji: string): Promise<void> {
  const { cleo } = tour.office
  const ts = await tour.said(cleo, channel.id, words)
  await tour.aside(() => cleo.react(channel.id, ts, emoji))
}

/** Ends the incident. */
export async function clear(tour: Tour, { id }: Channel): Promise<void> {
  await tour.aside(() => tour.office.ben.command(id, 'cancel only an example'))
}
