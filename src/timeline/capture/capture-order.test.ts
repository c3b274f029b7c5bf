import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply } from '../../../test/support/apply.ts'
import { known, reacted, seen } from '../../../test/support/captured.ts'
import { entryWith, momentAt, settingsOf, stateWith } from '../../../test/support/situation.ts'
import type { StateChange } from '../../core/decision.ts'
import type { ReactionChanged } from '../../core/input.ts'
import { type CapturedKind, capturedKinds, type Entry } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { decideReaction, type MessageContext } from './capture.ts'

const ctx = momentAt(1)

/** What the stores would hold, in memory. */
interface World {
  state: IncidentState
  known: MessageContext
}

function store(world: World, changes: readonly StateChange[]): World {
  let { reactions, entry } = world.known
  for (const change of changes) {
    if (change.type === 'reaction.noted') {
      const { userId, name, present, eventTs } = change
      const others = reactions.filter((row) => row.userId !== userId || row.name !== name)
      reactions = [...others, { userId, name, present, eventTs }]
    }
    if (change.type === 'entry.added') {
      if (entry) throw new Error('one message, two entries')
      entry = { ...entryWith(), ...change.entry } as Entry
    }
    if (change.type === 'entry.kind' && entry) entry = { ...entry, kind: change.kind, state: change.state }
    if (change.type === 'entry.withdrawn' && entry) entry = { ...entry, state: 'withdrawn' }
  }
  return { state: apply(world.state, changes), known: { ...world.known, reactions, entry } }
}

function liveThrough(events: readonly ReactionChanged[], message: MessageContext['seen']): World {
  const { newId } = momentAt(1)
  return events.reduce<World>(
    (world, event) => store(world, decideReaction(world.state, event, world.known, { ...ctx, newId }).changes),
    { state: stateWith(), known: known({ seen: message }) },
  )
}

/** What the timeline shows of the message: its kind, or nothing. */
const shown = ({ known: { entry } }: World) => (!entry || entry.state === 'withdrawn' ? null : entry.kind)

/** The same from the rules alone: each person's latest word on each reaction, then the latest of those still there. */
function expected(events: readonly ReactionChanged[]): CapturedKind | null {
  const { reactions } = settingsOf()
  const kindOf = (name: string) => capturedKinds.find((kind) => reactions[kind].includes(name))
  const ordered = events
    .filter(({ name }) => kindOf(name))
    .toSorted((a, b) => Number(a.eventTs - b.eventTs) || (a.by.id < b.by.id ? -1 : 1))
  const last = new Map(ordered.map((event) => [`${event.by.id} ${event.name}`, event]))
  const still = ordered.filter((event) => event.present && last.get(`${event.by.id} ${event.name}`) === event)
  return kindOf(still.at(-1)?.name ?? '') ?? null
}

const event = fc
  .record({
    by: fc.constantFrom('U1', 'U2', 'U3').map((id) => ({ id })),
    name: fc.constantFrom('pushpin', 'bulb', 'mag', 'scales', 'tada'),
    present: fc.boolean(),
    eventTs: fc.bigInt({ min: 1n, max: 40n }),
  })
  .map((given) => reacted(given))
/** Events of several people on one message: no person does two things at once. */
const history = fc.uniqueArray(event, {
  maxLength: 9,
  selector: ({ by, eventTs }) => `${by.id} ${eventTs}`,
})
/** Two deliveries of a history: each event at least once, some again, in any order. */
const delivered = (events: ReactionChanged[]) =>
  fc
    .shuffledSubarray(events)
    .chain((again) => fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length }))

describe('any order, repetition and delay of the same reactions', () => {
  const runs = history.chain((events) => fc.tuple(fc.constant(events), delivered(events)))

  it.each([
    ['a message that was seen', seen],
    ['a message that was not', null],
  ])('ends in the same entry for %s: that of the latest reaction still there', (_, message) => {
    fc.assert(
      fc.property(runs, ([events, arrivals]) => {
        expect(shown(liveThrough(arrivals, message))).toBe(expected(events))
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves the explanation in the ledger open exactly while its message is marked as one', () => {
    fc.assert(
      fc.property(runs, ([events, arrivals]) => {
        const { hypotheses } = liveThrough(arrivals, seen).state
        const open = hypotheses.filter((hypothesis) => hypothesis.state === 'open')
        expect(hypotheses.length).toBeLessThanOrEqual(1)
        expect(open.length).toBe(expected(events) === 'hypothesis' ? 1 : 0)
      }),
      { numRuns: 500 },
    )
  })
})
