import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply } from '../../test/support/apply.ts'
import {
  ana,
  ben,
  callsOf,
  changed,
  entryWith,
  momentAt,
  settingsOf,
  stateWith,
  typesOf,
} from '../../test/support/situation.ts'
import type { Change } from '../dispatch/decision.ts'
import type { Reacted } from '../dispatch/input.ts'
import type { IncidentState } from '../dispatch/state.ts'
import { decideReaction, type Known } from './capture.ts'
import { type CapturedKind, capturedKinds, type Entry } from './model.ts'

const messageTs = 1_772_420_400_000_100n
const reacted = (given: Partial<Reacted> = {}): Reacted => ({
  type: 'reacted',
  workspaceId: 'T1',
  by: { id: ben.id },
  name: 'pushpin',
  present: true,
  channelId: 'CINC',
  messageTs,
  eventTs: 1_772_420_410_000_000n,
  ...given,
})
const seen: NonNullable<Known['seen']> = {
  channelId: 'CINC',
  ts: messageTs,
  threadTs: null,
  authorId: ana.id,
  authorName: null,
  text: 'ALB is &lt;failing&gt;',
  content: [],
  editedTs: null,
  isTalk: true,
  changedTs: null,
}
const names = new Map([[ana.id, ana.name]])
const known = (given: Partial<Known> = {}): Known => ({
  reactions: [],
  entry: null,
  seen,
  deletedAt: null,
  answersChallenge: false,
  names,
  followUp: null,
  nextFollowUpNumber: 1,
  ...given,
})
const moment = momentAt(1)
const addedBy = (decision: ReturnType<typeof decideReaction>) => changed(decision, 'entry.added')[0]?.entry

describe('a reaction', () => {
  it.each([
    ['pushpin', 'note'],
    ['mag', 'observation'],
    ['bulb', 'hypothesis'],
    ['scales', 'decision'],
    ['hammer_and_wrench', 'action'],
    ['repeat', 'recurrence'],
    ['pushpin::skin-tone-3', 'note'],
  ])('%s makes the message a %s', (name, kind) => {
    const decision = decideReaction(stateWith(), reacted({ name }), known(), moment)
    expect(addedBy(decision)).toMatchObject({
      kind,
      state: 'shown',
      text: 'ALB is <failing>',
      authorId: ana.id,
      authorName: ana.name,
      recorderId: ben.id,
      occurredAt: new Date('2026-03-02T03:00:00.000Z'),
      recordedAt: moment.now,
      captured: true,
    })
    expect(callsOf(decision)).toContain('react')
  })

  it.each(['+1', 'thumbsup', 'tada', 'eyes', 'memo'])('%s means nothing to the timeline', (name) => {
    expect(decideReaction(stateWith(), reacted({ name }), known(), moment)).toEqual({ changes: [], send: [] })
  })

  it('after the end changes nothing', () => {
    const state = stateWith({ incident: { status: 'closed' } })
    expect(decideReaction(state, reacted(), known(), moment).changes).toEqual([])
  })

  it('after the end still counts for those who answer for the incident, and for what was done before', () => {
    const closedAt = new Date('2026-03-02T04:00:00.000Z')
    const roles = [{ role: 'owner', userId: ben.id, assumedAt: closedAt, acknowledgedAt: null }]
    const closed = { status: 'closed', closedAt } as const
    const owned = stateWith({ incident: closed, roles: roles as never })
    const late = reacted({ eventTs: 1_772_427_600_000_000n })
    expect(addedBy(decideReaction(owned, late, known(), moment))).toMatchObject({ kind: 'note' })
    expect(decideReaction(stateWith({ incident: closed }), late, known(), moment).changes).toEqual([])
    expect(addedBy(decideReaction(stateWith({ incident: closed }), reacted(), known(), moment))).toBeDefined()
  })

  it('on a message that is gone from Slack already keeps it, and says so', () => {
    const deletedAt = moment.now
    expect(addedBy(decideReaction(stateWith(), reacted(), known({ deletedAt }), moment))).toMatchObject({
      text: 'ALB is <failing>',
      deletedInSlack: deletedAt,
    })
  })

  it('on a message with pictures wants copies of them', () => {
    const file = { id: 'F1', name: 'a.png', type: 'image/png', size: 9, source: 'https://files.slack.com/a' }
    const content = [{ kind: 'file' as const, title: 'p99', file }]
    const decision = decideReaction(
      stateWith(),
      reacted(),
      known({ seen: { ...seen, text: '', content } }),
      moment,
    )
    expect(changed(decision, 'picture.found')[0]?.picture).toMatchObject({ fileId: 'F1', state: 'wanted' })
    expect(callsOf(decision)).toEqual(['react', 'copy_picture'])
  })

  it('delivered again, or older than what is known, changes nothing', () => {
    const row = { userId: ben.id, name: 'pushpin', present: true, eventTs: reacted().eventTs }
    const before = known({ reactions: [row], entry: entryWith() })
    expect(decideReaction(stateWith(), reacted(), before, moment).changes).toEqual([])
    const older = reacted({ present: false, eventTs: row.eventTs - 1n })
    expect(decideReaction(stateWith(), older, before, moment).changes).toEqual([])
  })

  it('taken off before it was put on is remembered, and captures nothing', () => {
    const decision = decideReaction(stateWith(), reacted({ present: false }), known(), moment)
    expect(typesOf(decision)).toEqual(['reaction.noted'])
  })

  it('on a line of the bot leaves it as it is', () => {
    const own = entryWith({ captured: false, kind: 'status' })
    expect(typesOf(decideReaction(stateWith(), reacted(), known({ entry: own }), moment))).toEqual([
      'reaction.noted',
    ])
  })

  it('on a message whose words never came asks for them again', () => {
    const entry = entryWith({ state: 'pending', text: '' })
    const decision = decideReaction(stateWith(), reacted(), known({ entry, seen: null }), moment)
    expect(callsOf(decision)).toEqual(['fetch_entry'])
  })

  it.each<[string, Partial<Known>]>([
    ['a message that was not seen', { seen: null }],
    ['an author nobody knows', { names: new Map() }],
    ['a mention of somebody nobody knows', { seen: { ...seen, text: 'ask <@UNEW>' } }],
  ])('on %s is captured at once and completed later', (_, given) => {
    const decision = decideReaction(stateWith(), reacted({ name: 'bulb' }), known(given), moment)
    expect(addedBy(decision)).toMatchObject({ kind: 'hypothesis', state: 'pending' })
    expect(callsOf(decision)).toEqual(['react', 'fetch_entry'])
    expect(decision.send[1]?.tell).toEqual({ person: ben.id, channelId: 'CINC' })
    expect(typesOf(decision)).not.toContain('hypothesis.proposed')
  })

  it('taken off withdraws the entry, and with it an explanation nobody worked on', () => {
    const entry = entryWith({ kind: 'hypothesis', text: 'ALB is failing' })
    const put = decideReaction(
      stateWith(),
      reacted({ name: 'bulb' }),
      known({ entry: { ...entry, kind: 'note' } }),
      moment,
    )
    const state = apply(stateWith(), put.changes)
    const row = { userId: ben.id, name: 'bulb', present: true, eventTs: 1n }
    const off = decideReaction(
      state,
      reacted({ name: 'bulb', present: false }),
      known({ entry, reactions: [row] }),
      moment,
    )
    expect(typesOf(off)).toEqual(['reaction.noted', 'entry.withdrawn', 'hypothesis.closed'])
    expect(changed(off, 'hypothesis.closed')[0]).toMatchObject({ state: 'parked' })
    expect(callsOf(off)).toContain('unreact')
  })
})

describe('the follow-up reaction', () => {
  const dart = (given: Partial<Reacted> = {}) => reacted({ name: 'dart', ...given })
  const row = { userId: ben.id, name: 'dart', present: true, eventTs: 1n }

  it('makes no entry, and is answered by the mark', () => {
    const decision = decideReaction(stateWith(), dart(), known(), moment)
    expect(changed(decision, 'entry.added')).toEqual([])
    expect(callsOf(decision)).toContain('react')
  })

  it.each<[string, Reacted, Partial<Known>, string[]]>([
    ['beside an entry adds no second mark', dart(), { entry: entryWith() }, []],
    [
      'taken off beside an entry leaves the mark',
      dart({ present: false }),
      { entry: entryWith(), reactions: [row] },
      [],
    ],
    ['taken off alone takes the mark away', dart({ present: false }), { reactions: [row] }, ['unreact']],
    [
      'left standing by somebody else keeps it',
      dart({ present: false }),
      { reactions: [row, { ...row, userId: ana.id }] },
      [],
    ],
    ['on a message never seen reads it', dart(), { seen: null }, ['react', 'fetch_entry']],
  ])('%s', (_, input, given, calls) => {
    expect(callsOf(decideReaction(stateWith(), input, known(given), moment))).toEqual(calls)
  })

  it('stands when the entry is taken back, and the mark with it', () => {
    const pin = { ...row, name: 'pushpin' }
    const given = known({ entry: entryWith(), reactions: [row, pin] })
    const decision = decideReaction(stateWith(), reacted({ present: false }), given, moment)
    expect(typesOf(decision)).toContain('entry.withdrawn')
    expect(callsOf(decision)).toEqual([])
  })
})

/** What the stores would hold, in memory. */
interface World {
  state: IncidentState
  known: Known
}

function store(world: World, changes: readonly Change[]): World {
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

function liveThrough(events: readonly Reacted[], message: Known['seen']): World {
  const { newId } = momentAt(1)
  return events.reduce<World>(
    (world, event) =>
      store(world, decideReaction(world.state, event, world.known, { ...moment, newId }).changes),
    { state: stateWith(), known: known({ seen: message }) },
  )
}

/** What the timeline shows of the message: its kind, or nothing. */
const shown = ({ known: { entry } }: World) => (!entry || entry.state === 'withdrawn' ? null : entry.kind)

/** The same from the rules alone: each person's latest word on each reaction, then the latest of those still there. */
function expected(events: readonly Reacted[]): CapturedKind | null {
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
const delivered = (events: Reacted[]) =>
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
