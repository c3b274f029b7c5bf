import { describe, expect, it } from 'vitest'
import { messageTs, react, reacted, reactionWith } from '../../../test/support/captured.ts'
import { ana, ben, changed, entryWith, holding } from '../../../test/support/situation.ts'
import type { ReactionChanged } from '../../core/input.ts'
import { entryAdded, entryReclassified, reactionNoted } from '../../core/record/changes.ts'
import { instantOf, type ReactionRow } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { hypothesisProposed } from '../../investigation/ledger/changes.ts'
import { formatManualReaction } from './by-hand.ts'
import type { MessageContext } from './capture.ts'

const { eventTs } = reacted()
const happened = instantOf(reacted().eventTs)
const minutesLater = (minutes: number) => new Date(happened.getTime() + minutes * 60_000)
const added = (...given: Parameters<typeof react>) => changed(react(...given), entryAdded)[0]?.entry

describe('a reaction on a closed or cancelled incident', () => {
  const closed = (closedAt: Date | null): { incident: Partial<IncidentState['incident']> } => ({
    incident: { status: closedAt ? 'closed' : 'cancelled', closedAt },
  })
  const offered = { incidentId: 'incident' }

  it.each<[string, Partial<ReactionChanged>, Date | null, boolean]>([
    ['counts if added at the instant of the close', {}, happened, true],
    ['does not count a millisecond later', {}, new Date(happened.getTime() - 1), false],
    ['never counts on a cancelled incident', {}, null, false],
    [
      'counts if the review at close offered it',
      { ...offered, name: formatManualReaction('action') },
      minutesLater(-9),
      true,
    ],
    [
      'does not count if it is manual but was not offered',
      { name: formatManualReaction('action') },
      minutesLater(-9),
      false,
    ],
    ['does not count if offered but not manual', offered, minutesLater(-9), false],
  ])('%s', (_, input, closedAt, counts) => {
    expect(react(input, {}, closed(closedAt)).changes.length > 0).toBe(counts)
  })
})

it('the post-mortem owner can still capture after the close', () => {
  const roles = [holding('owner', ben.id)]
  const incident = { status: 'closed' as const, closedAt: minutesLater(-9) }
  expect(added({}, {}, { incident, roles })?.kind).toBe('note')
})

describe('the reaction that decides', () => {
  it('is stored with everything that identifies it', () => {
    expect(react().changes[0]).toEqual(
      reactionNoted({ channelId: 'CINC', messageTs, userId: ben.id, name: 'pushpin', present: true, eventTs }),
    )
  })

  it.each<[string, Partial<ReactionChanged>, ReactionRow[], string]>([
    ['is the later one', { name: 'bulb' }, [reactionWith({ name: 'pushpin' })], 'hypothesis'],
    [
      'is the later one, even if it arrives first',
      { name: 'bulb' },
      [reactionWith({ name: 'mag', eventTs: eventTs + 1n })],
      'observation',
    ],
    [
      'is that of the greater user id in a tie, here the stored one',
      { name: 'bulb' },
      [reactionWith({ name: 'mag', eventTs, userId: 'UZOE' })],
      'observation',
    ],
    [
      'is that of the greater user id in a tie, here the new one',
      { name: 'bulb' },
      [reactionWith({ name: 'mag', eventTs, userId: 'UABE' })],
      'hypothesis',
    ],
    [
      'is the greater name in a tie of one person, here the stored one',
      { name: 'bulb' },
      [reactionWith({ name: 'mag', eventTs })],
      'observation',
    ],
    [
      'is the greater name in a tie of one person, here the new one',
      { name: 'mag' },
      [reactionWith({ name: 'bulb', eventTs })],
      'observation',
    ],
    [
      'is one still present',
      { name: 'bulb' },
      [reactionWith({ name: 'mag', eventTs: eventTs + 1n, present: false })],
      'hypothesis',
    ],
    [
      'is one that captures, not a follow-up',
      { name: 'bulb' },
      [reactionWith({ name: 'dart', eventTs: eventTs + 1n })],
      'hypothesis',
    ],
    ['is one with a meaning', { name: 'bulb' }, [reactionWith({ name: 'tada', eventTs: eventTs + 1n })], 'hypothesis'],
    [
      'may have a skin tone',
      { name: 'bulb' },
      [reactionWith({ name: 'mag::skin-tone-2', eventTs: eventTs + 1n })],
      'observation',
    ],
    ['may be a manual one', { name: formatManualReaction('waiting') }, [reactionWith({ name: 'mag' })], 'waiting'],
  ])('%s', (_, input, reactions, kind) => {
    expect(added(input, { reactions })?.kind).toBe(kind)
  })

  it('is another person’s once the latest is removed, who then becomes the recorder', () => {
    const reactions = [reactionWith({ name: 'bulb', userId: ana.id }), reactionWith({ name: 'pushpin', eventTs: 2n })]
    const entry = entryWith({ kind: 'note', text: 'ALB is failing' })
    const decision = react({ present: false }, { reactions, entry })
    expect(changed(decision, entryReclassified)).toEqual([
      entryReclassified({ entryId: 'e1', kind: 'hypothesis', state: 'shown', recorderId: ana.id }),
    ])
    expect(changed(decision, hypothesisProposed)).toMatchObject([{ by: ana.id }])
    expect(decision.send).toEqual([])
  })
})

describe('the mark of the bot', () => {
  const call = { name: 'memo', ts: '1772420400.000100' }
  it.each<[string, Partial<ReactionChanged>, Partial<MessageContext>, object[]]>([
    ['is added', {}, {}, [{ to: { incident: 'incident' }, call: { do: 'react', ...call } }]],
    ['is not added twice', {}, { reactions: [reactionWith({ name: 'dart' })] }, []],
    [
      'is removed with the last reaction',
      { present: false },
      { reactions: [reactionWith({ name: 'pushpin' })], entry: entryWith() },
      [{ to: { incident: 'incident' }, call: { do: 'unreact', ...call } }],
    ],
    ['is added in the incident channel only', { channelId: 'CELSE' }, {}, []],
    ['is not added to entries that the bot recorded', {}, { entry: entryWith({ captured: false }) }, []],
  ])('%s', (_, input, given, sends) => {
    expect(react(input, given).send).toEqual(sends)
  })
})
