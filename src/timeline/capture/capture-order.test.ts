import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply } from '../../../test/support/apply.ts'
import { known, reacted, seen } from '../../../test/support/captured.ts'
import { contextAt, entryWith, settingsOf, stateWith } from '../../../test/support/situation.ts'
import type { StateChange } from '../../core/feature/change.ts'
import type { ReactionChanged } from '../../core/input.ts'
import { entryAdded, entryReclassified, entryWithdrawn, reactionNoted } from '../../core/record/changes.ts'
import { type CapturedKind, capturedKinds, type Entry } from '../../core/record/model.ts'
import type { ResponseState } from '../../postmortem/state.ts'
import { decideReaction, type MessageContext } from './capture.ts'

const ctx = contextAt(1)

/** In-memory stand-in for the stores. */
interface World {
  state: ResponseState
  known: MessageContext
}

function store(world: World, changes: readonly StateChange[]): World {
  let { reactions, entry } = world.known
  for (const change of changes) {
    if (reactionNoted.is(change)) {
      const { userId, name, present, eventTs } = change
      const others = reactions.filter((row) => row.userId !== userId || row.name !== name)
      reactions = [...others, { userId, name, present, eventTs }]
    }
    if (entryAdded.is(change)) {
      if (entry) throw new Error('the message already has an entry')
      entry = { ...entryWith(), ...change.entry } as Entry
    }
    if (entryReclassified.is(change) && entry) entry = { ...entry, kind: change.kind, state: change.state }
    if (entryWithdrawn.is(change) && entry) entry = { ...entry, state: 'withdrawn' }
  }
  return { state: apply(world.state, changes), known: { ...world.known, reactions, entry } }
}

function liveThrough(events: readonly ReactionChanged[], message: MessageContext['seen']): World {
  const { newId } = contextAt(1)
  return events.reduce<World>(
    (world, event) => store(world, decideReaction({ ...ctx, newId, state: world.state }, event, world.known).changes),
    { state: stateWith(), known: known({ seen: message }) },
  )
}

/** The kind the timeline shows for the message, or null if it shows none. */
const shown = ({ known: { entry } }: World) => (!entry || entry.state === 'withdrawn' ? null : entry.kind)

/** The same, derived from the rules: keep each person's last event per emoji, then take the latest still present. */
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
/** Events of several people on one message. No person does two things at the same instant. */
const history = fc.uniqueArray(event, {
  maxLength: 9,
  selector: ({ by, eventTs }) => `${by.id} ${eventTs}`,
})
/** Delivers a history in any order: each event at least once, some twice. */
const delivered = (events: ReactionChanged[]) =>
  fc
    .shuffledSubarray(events)
    .chain((again) => fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length }))

describe('reactions in any order, repeated or delayed', () => {
  const runs = history.chain((events) => fc.tuple(fc.constant(events), delivered(events)))

  it.each([
    ['a stored message', seen],
    ['a message that was not stored', null],
  ])('yield the entry of the latest reaction still present, for %s', (_, message) => {
    fc.assert(
      fc.property(runs, ([events, arrivals]) => {
        expect(shown(liveThrough(arrivals, message))).toBe(expected(events))
      }),
      { numRuns: 1000 },
    )
  })

  it('keep the hypothesis open exactly while its message is marked as one', () => {
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
