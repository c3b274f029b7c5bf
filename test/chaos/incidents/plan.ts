import type { TransportName } from '../../support/office.ts'
import { type Chance, chanceOf } from './chance.ts'

/** Something that befalls a bot, the database or the way to Slack. Durations in ms. */
export type Blow =
  /** After the effect of its so-manieth call from now, or at once; and once more so long after it was started again. */
  | { what: 'kill'; bot: number; atCall: number; again: number | null }
  | { what: 'terminate'; bot: number }
  | { what: 'freeze'; bot: number; ms: number }
  /** The postmaster alone, or every process of the server. */
  | { what: 'kill database'; whole: boolean }
  | { what: 'restart database' }
  | { what: 'end sessions' }
  | { what: 'cut database'; bot: number; ms: number }
  | { what: 'close sockets' }
  | { what: 'refresh sockets' }
  | { what: 'slack down'; ms: number }
  | { what: 'lose events'; ms: number }

/** All that is drawn before an incident begins; what Slack and people do meanwhile is drawn from the same seed. */
export interface Plan {
  seed: number
  transport: TransportName
  database: 'embedded' | 'external'
  bots: number
  isPrivate: boolean
  /** Whether the bot asks about causes while people work. */
  isChallenged: boolean
  /** Whether somebody outside is asked to look. */
  asksOutside: boolean
  /** How many things each of the people does. */
  deeds: number
  /** Each with how long after the one before it comes. */
  blows: readonly (readonly [gapMs: number, blow: Blow])[]
  /** How many calls hang at most: each holds its lane for 13 s. */
  hangs: number
  /** How likely a call to Slack goes wrong, and an event is repeated, or is late. */
  odds: { call: number; repeat: number; late: number }
  /** Whether things still go wrong while the incident is resolved and closed. */
  closesUnderFire: boolean
}

/** What may be left to the seed. */
export interface Choices {
  transport?: TransportName | undefined
  database?: Plan['database'] | undefined
  bots?: number | undefined
  deeds?: number | undefined
  blows?: number | undefined
  hangs?: number | undefined
  /** What is not to happen. */
  without?: readonly Blow['what'][] | undefined
}

export function planOf(seed: number, choices: Choices = {}): Plan {
  const chance = chanceOf(seed, 0)
  const drawn = {
    transport: chance.pick(['http', 'socket'] as const),
    database: chance.pick(['embedded', 'external'] as const),
    isPair: chance.happens(0.5),
    isPrivate: chance.happens(0.15),
    isChallenged: chance.happens(0.5),
    asksOutside: chance.happens(0.4),
    deeds: chance.whole(8, 15),
    blows: chance.whole(4, 10),
    hangs: chance.whole(0, 3),
    odds: { call: chance.between(0, 0.2), repeat: chance.between(0, 0.3), late: chance.between(0, 0.5) },
    closesUnderFire: chance.happens(0.5),
  }
  // Two bots share no data folder.
  const database = choices.database ?? (choices.bots === 2 ? 'external' : drawn.database)
  const bots = choices.bots ?? (database === 'external' && drawn.isPair ? 2 : 1)
  const { isPair: _, blows, ...rest } = drawn
  const plan = { seed, ...rest, database, bots, ...given(choices) }
  const possible = blowsFor(plan, chance).filter(([, draw]) => !choices.without?.includes(draw().what))
  const draw = () => [chance.between(500, 2_500), chance.weighted(possible)()] as const
  return { ...plan, blows: Array.from({ length: choices.blows ?? blows }, draw) }
}

/** What was chosen in place of what was drawn. */
const given = ({ transport, deeds, hangs }: Choices) => ({
  ...(transport && { transport }),
  ...(deeds !== undefined && { deeds }),
  ...(hangs !== undefined && { hangs }),
})

type Setting = Pick<Plan, 'transport' | 'database' | 'bots'>

/** A frozen bot, or one that lost its database, must be back before Slack may have its call: 3 s (docs/delivery.md). */
const longest = { freeze: 1_500, cut: 2_500, down: 2_500, lost: 1_500 }

function blowsFor({ transport, database, bots }: Setting, chance: Chance) {
  const bot = () => chance.whole(0, bots)
  const all: [weight: number, draw: () => Blow][] = [
    [6, () => ({ what: 'kill', bot: bot(), atCall: chance.whole(1, 9), again: null })],
    [3, () => ({ what: 'kill', bot: bot(), atCall: 0, again: null })],
    [2, () => ({ what: 'kill', bot: bot(), atCall: 0, again: chance.between(100, 2_500) })],
    [1, () => ({ what: 'terminate', bot: bot() })],
    [1, () => ({ what: 'freeze', bot: bot(), ms: chance.between(200, longest.freeze) })],
    [3, () => ({ what: 'kill database', whole: chance.happens(0.5) })],
    [1, () => ({ what: 'restart database' })],
    [1, () => ({ what: 'end sessions' })],
    [1, () => ({ what: 'slack down', ms: chance.between(200, longest.down) })],
    [1, () => ({ what: 'lose events', ms: chance.between(200, longest.lost) })],
  ]
  if (database === 'external')
    all.push([2, () => ({ what: 'cut database', bot: bot(), ms: chance.between(200, longest.cut) })])
  if (transport === 'socket') all.push([1, () => ({ what: 'close sockets' })], [1, () => ({ what: 'refresh sockets' })])
  return all
}
