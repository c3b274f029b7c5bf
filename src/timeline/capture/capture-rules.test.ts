import { describe, expect, it } from 'vitest'
import { messageTs, react, reacted, reactionWith } from '../../../test/support/captured.ts'
import { ana, ben, changed, entryWith, holding } from '../../../test/support/situation.ts'
import type { ReactionChanged } from '../../core/input.ts'
import { instantOf, type ReactionRow } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { formatManualReaction } from './by-hand.ts'
import type { MessageContext } from './capture.ts'

const { eventTs } = reacted()
const happened = instantOf(reacted().eventTs)
const minutesLater = (minutes: number) => new Date(happened.getTime() + minutes * 60_000)
const added = (...given: Parameters<typeof react>) => changed(react(...given), 'entry.added')[0]?.entry

describe('what comes after the end', () => {
  const closed = (closedAt: Date | null): { incident: Partial<IncidentState['incident']> } => ({
    incident: { status: closedAt ? 'closed' : 'cancelled', closedAt },
  })
  const offered = { incidentId: 'incident' }

  it.each<[string, Partial<ReactionChanged>, Date | null, boolean]>([
    ['done at that very moment counts', {}, happened, true],
    ['done a millisecond later does not', {}, new Date(happened.getTime() - 1), false],
    ['of a cancelled incident never counts', {}, null, false],
    ['what the review offered counts', { ...offered, name: formatManualReaction('action') }, minutesLater(-9), true],
    ['the same without an offer does not', { name: formatManualReaction('action') }, minutesLater(-9), false],
    ['an offer is of no reaction', offered, minutesLater(-9), false],
  ])('%s', (_, input, closedAt, counts) => {
    expect(react(input, {}, closed(closedAt)).changes.length > 0).toBe(counts)
  })
})

it('somebody who answers for the incident captures after the end', () => {
  const roles = [holding('owner', ben.id)]
  const incident = { status: 'closed' as const, closedAt: minutesLater(-9) }
  expect(added({}, {}, { incident, roles })?.kind).toBe('note')
})

describe('whose word counts', () => {
  it('is noted with all that tells it from others', () => {
    expect(react().changes[0]).toEqual({
      type: 'reaction.noted',
      channelId: 'CINC',
      messageTs,
      userId: ben.id,
      name: 'pushpin',
      present: true,
      eventTs,
    })
  })

  it.each<[string, Partial<ReactionChanged>, ReactionRow[], string]>([
    ['the later one', { name: 'bulb' }, [reactionWith({ name: 'pushpin' })], 'hypothesis'],
    [
      'the later one, whichever comes last',
      { name: 'bulb' },
      [reactionWith({ name: 'mag', eventTs: eventTs + 1n })],
      'observation',
    ],
    [
      'at the same moment whoever sorts last',
      { name: 'bulb' },
      [reactionWith({ name: 'mag', eventTs, userId: 'UZOE' })],
      'observation',
    ],
    [
      'at the same moment whoever sorts last, again',
      { name: 'bulb' },
      [reactionWith({ name: 'mag', eventTs, userId: 'UABE' })],
      'hypothesis',
    ],
    [
      'of one person at the same moment the name that sorts last',
      { name: 'bulb' },
      [reactionWith({ name: 'mag', eventTs })],
      'observation',
    ],
    [
      'of one person at the same moment the name that sorts last, again',
      { name: 'mag' },
      [reactionWith({ name: 'bulb', eventTs })],
      'observation',
    ],
    [
      'of those still there',
      { name: 'bulb' },
      [reactionWith({ name: 'mag', eventTs: eventTs + 1n, present: false })],
      'hypothesis',
    ],
    [
      'of those that mean an entry',
      { name: 'bulb' },
      [reactionWith({ name: 'dart', eventTs: eventTs + 1n })],
      'hypothesis',
    ],
    [
      'of those that mean anything',
      { name: 'bulb' },
      [reactionWith({ name: 'tada', eventTs: eventTs + 1n })],
      'hypothesis',
    ],
    [
      'a skin tone says nothing',
      { name: 'bulb' },
      [reactionWith({ name: 'mag::skin-tone-2', eventTs: eventTs + 1n })],
      'observation',
    ],
    [
      'a kind given by hand is like any',
      { name: formatManualReaction('waiting') },
      [reactionWith({ name: 'mag' })],
      'waiting',
    ],
  ])('%s', (_, input, reactions, kind) => {
    expect(added(input, { reactions })?.kind).toBe(kind)
  })

  it('one person taking theirs off leaves that of another, who made the entry then', () => {
    const reactions = [reactionWith({ name: 'bulb', userId: ana.id }), reactionWith({ name: 'pushpin', eventTs: 2n })]
    const entry = entryWith({ kind: 'note', text: 'ALB is failing' })
    const decision = react({ present: false }, { reactions, entry })
    expect(changed(decision, 'entry.kind')).toEqual([
      { type: 'entry.kind', entryId: 'e1', kind: 'hypothesis', state: 'shown', recorderId: ana.id },
    ])
    expect(changed(decision, 'hypothesis.proposed')).toMatchObject([{ by: ana.id }])
    expect(decision.send).toEqual([])
  })
})

describe('the mark', () => {
  const call = { name: 'memo', ts: '1772420400.000100' }
  it.each<[string, Partial<ReactionChanged>, Partial<MessageContext>, object[]]>([
    ['is put on', {}, {}, [{ to: { incident: 'incident' }, call: { do: 'react', ...call } }]],
    ['is not put on twice', {}, { reactions: [reactionWith({ name: 'dart' })] }, []],
    [
      'is taken off',
      { present: false },
      { reactions: [reactionWith({ name: 'pushpin' })], entry: entryWith() },
      [{ to: { incident: 'incident' }, call: { do: 'unreact', ...call } }],
    ],
    ['is for the channel of the incident only', { channelId: 'CELSE' }, {}, []],
    ['is not for a line of the bot', {}, { entry: entryWith({ captured: false }) }, []],
  ])('%s', (_, input, given, sends) => {
    expect(react(input, given).send).toEqual(sends)
  })
})
