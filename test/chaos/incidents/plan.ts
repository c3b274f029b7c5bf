import type { TransportName } from '../../support/office.ts'
import { type Chance, chanceOf } from './chance.ts'

/** A fault of a bot, the database or the connection to Slack. Durations in ms. */
export type Blow =
  /** At its `atCall`-th call from now (0: at once), and `again` this long after its restart if not null. */
  | { what: 'kill'; bot: number; atCall: number; again: number | null }
  | { what: 'terminate'; bot: number }
  | { what: 'freeze'; bot: number; ms: number }
  /** The postmaster only, or with `whole` every process of the server. */
  | { what: 'kill database'; whole: boolean }
  | { what: 'restart database' }
  | { what: 'end sessions' }
  | { what: 'cut database'; bot: number; ms: number }
  | { what: 'close sockets' }
  | { what: 'refresh sockets' }
  | { what: 'slack down'; ms: number }
  | { what: 'lose events'; ms: number }

/** Everything drawn before an incident begins; the actions of people and Slack are drawn later from the same seed. */
export interface Plan {
  seed: number
  transport: TransportName
  database: 'embedded' | 'external'
  bots: number
  isPrivate: boolean
  /** Whether challenges come while people work. */
  isChallenged: boolean
  /** Whether people ask for fresh eyes. */
  asksOutside: boolean
  /** How many actions each person takes. */
  deeds: number
  /** Each with the gap since the previous one. */
  blows: readonly (readonly [gapMs: number, blow: Blow])[]
  /** The maximum number of hanging calls; each holds its lane for 13 s. */
  hangs: number
  /** The probabilities that a call to Slack fails, that an event is repeated, and that it is late. */
  odds: { call: number; repeat: number; late: number }
  /** Whether faults continue while the incident is resolved and closed. */
  closesUnderFire: boolean
}

/** Values that override what is drawn from the seed. */
export interface Choices {
  transport?: TransportName | undefined
  database?: Plan['database'] | undefined
  bots?: number | undefined
  deeds?: number | undefined
  blows?: number | undefined
  hangs?: number | undefined
  /** Blows that must not happen. */
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
  // Two bots cannot share a data folder.
  const database = choices.database ?? (choices.bots === 2 ? 'external' : drawn.database)
  const bots = choices.bots ?? (database === 'external' && drawn.isPair ? 2 : 1)
  const { isPair: _, blows, ...rest } = drawn
  const plan = { seed, ...rest, database, bots, ...given(choices) }
  const possible = blowsFor(plan, chance).filter(([, draw]) => !choices.without?.includes(draw().what))
  const draw = () => [chance.between(500, 2_500), chance.weighted(possible)()] as const
  return { ...plan, blows: Array.from({ length: choices.blows ?? blows }, draw) }
}

/** The choices that override the drawn values. */
const given = ({ transport, deeds, hangs }: Choices) => ({
  ...(transport && { transport }),
  ...(deeds !== undefined && { deeds }),
  ...(hangs !== undefined && { hangs }),
})

type Setting = Pick<Plan, 'transport' | 'database' | 'bots'>

/** A frozen or cut-off bot must be back before another may repeat its call, after 3 s (docs/delivery.md). */
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
